package memory

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"

	"publish/pipeline/language"
)

// fileOf is what WriteTo writes, at an address as a mapped file has it.
func fileOf(t interface{ Fatal(...any) }, x *Index) []byte {
	var file bytes.Buffer
	n, err := x.WriteTo(&file)
	if err != nil || n != int64(file.Len()) {
		t.Fatal(n, err)
	}
	return alignedCopy(file.Bytes())
}

func alignedCopy(data []byte) []byte {
	room := make([]uint64, len(data)/8+1)
	to := unsafe.Slice((*byte)(unsafe.Pointer(&room[0])), 8*len(room))[:len(data)]
	copy(to, data)
	return to
}

func opened(t interface{ Fatal(...any) }, file []byte) *Memory {
	x, err := OpenIndex(file, bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return Of(x)
}

// imported are pairs as an imported memory has them, and what a builder makes of them.
func imported(t *rapid.T) ([]Pair, *Index) {
	pairs := pairsOf().Draw(t, "pairs")
	b := NewBuilder(nil)
	for i := range pairs {
		pairs[i].Key, pairs[i].Origin = "", "memory/x.tmx"
		pairs[i].Context = fmt.Sprintf("%03d", i)
		b.Add(pairs[i])
	}
	return pairs, indexOf(t, b)
}

func indexOf(t interface{ Fatal(...any) }, b *Builder) *Index {
	x, err := b.Index()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// bestOf are the scores of hits, and their texts where no other pair is as good.
func bestOf(hits []Hit) (all []string) {
	for _, h := range hits {
		all = append(all, fmt.Sprintf("%.6f %s", h.Score, h.Date))
	}
	return all
}

// Laws 4 and 7. If it fails, a run that finds the index in the cache suggests something else than one that builds it.
func TestAnOpenedIndexFindsWhatComparingWithEveryPairFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, built := imported(t)
		file := fileOf(t, built)
		fromFile, fromPairs := opened(t, file), New(pairs)
		searcher, inMemory := fromFile.Searcher(), Of(built).Searcher()
		for range 4 {
			o := Options{Threshold: rapid.SampledFrom([]float64{.3, .5, 2. / 3, .7, .9, 1}).Draw(t, "threshold"), Limit: rapid.SampledFrom([]int{1, 3, 100}).Draw(t, "limit")}
			query := sources().Draw(t, "query")
			if len(pairs) > 0 && rapid.Bool().Draw(t, "known") {
				query = pairs[rapid.IntRange(0, len(pairs)-1).Draw(t, "which")].Source
			}
			hits := searcher.Search(query, o)
			if again := inMemory.Search(query, o); !same(hits, again) {
				t.Fatalf("%q: %v from the file, %v from what was written", query, hits, again)
			}
			if want := brute(pairs, query, o); !slices.Equal(bestOf(hits), bestOf(want)) {
				t.Fatalf("%q: %v, want %v", query, hits, want)
			}
			exact, want := fromFile.Exact(query), fromPairs.Exact(query)
			if !slices.Equal(textsOf(exact), textsOf(want)) {
				t.Fatalf("exactly %q: %v, want %v", query, exact, want)
			}
		}
		found, _ := fromFile.Contains("demand", 100)
		want, _ := fromPairs.Contains("demand", 100)
		if len(found) != len(want) || fromFile.Err() != nil {
			t.Fatalf("%v, want %v", found, want)
		}
	})
}

// textsOf are the different texts of pairs, sorted: an index keeps one of several copies.
func textsOf(pairs []Pair) (all []string) {
	for _, p := range pairs {
		all = append(all, p.Source+"\x00"+p.Target)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// If it fails, translations of several memories push each other out, or one memory hides the better pair of another.
func TestJoinedMemoriesAreOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := pairsOf().Draw(t, "pairs")
		cut := rapid.IntRange(0, len(pairs)).Draw(t, "cut")
		joined, whole := Join(New(pairs[:cut]), New(pairs[cut:])), New(pairs)
		query := sources().Draw(t, "query")
		o := Options{Threshold: rapid.SampledFrom([]float64{.5, .7}).Draw(t, "threshold")}
		if a, b := joined.Searcher().Search(query, o), whole.Searcher().Search(query, o); !same(a, b) {
			t.Fatalf("%v, in one memory %v", a, b)
		}
		if a, b := joined.Exact(query), whole.Exact(query); !slices.Equal(a, b) || joined.Len() != whole.Len() {
			t.Fatalf("%v, in one memory %v", a, b)
		}
		a, n := joined.Contains("demand", 2)
		b, m := whole.Contains("demand", 2)
		if n != m || !slices.EqualFunc(a, b, func(x, y Occurrence) bool { return x.Pair == y.Pair }) {
			t.Fatalf("%d %v, in one memory %d %v", n, a, m, b)
		}
	})
}

// If it fails, a memory that holds one segment a million times fills the disk, or a search returns the same pair three times.
func TestCopiesAreKeptOnce(t *testing.T) {
	b := NewBuilder(nil)
	for i := range 100_000 {
		b.Add(Pair{Source: "We demand peace.", Target: "Nous exigeons la paix.", Date: language.Date{Year: 2000 + i%3}})
	}
	b.Add(Pair{Source: "We demand peace!", Target: "Nous exigeons la paix !"})
	b.Add(Pair{Source: "", Target: "empty"})
	b.Add(Pair{Source: "…", Target: "…"})
	b.Add(Pair{Source: "…", Target: "…"})
	m := opened(t, fileOf(t, indexOf(t, b)))
	hits := m.Searcher().Search("We demand peace.", Options{})
	if m.Len() != 4 || len(hits) != 2 || hits[0].Date.Year != 2002 || len(m.Exact("…")) != 1 || len(m.Exact("")) != 1 {
		t.Errorf("%d pairs: %v", m.Len(), hits)
	}
}

// If it fails, a segment of a hundred thousand words stops a run, or is lost.
func TestLongAndEmptySegments(t *testing.T) {
	long := strings.Repeat("word another ", 50_000)
	b := NewBuilder(nil)
	b.Add(Pair{Source: long, Target: "T"})
	b.Add(Pair{Source: long + "end", Target: "U"})
	b.Add(Pair{Source: "", Target: ""})
	m := opened(t, fileOf(t, indexOf(t, b)))
	if got := m.Exact(long); len(got) != 1 || got[0].Target != "T" {
		t.Errorf("exactly the long one: %d pairs", len(got))
	}
	for _, threshold := range []float64{.1, .5, .7} {
		near := long[:len("word another ")*MaxTokens/2]
		if hits := m.Searcher().Search(near, Options{Threshold: threshold}); hits != nil {
			t.Errorf("a text past MaxTokens takes part in fuzzy search at %v", threshold)
		}
	}
	if found, _ := m.Contains("end", 0); len(found) != 1 {
		t.Errorf("the concordance does not read the long one to its end")
	}
	if opened(t, fileOf(t, indexOf(t, NewBuilder(nil)))).Searcher().Search("a", Options{}) != nil {
		t.Error("an empty index has hits")
	}
}

// If it fails, a damaged cache ends a run with a stack trace, or suggests nonsense.
func FuzzOpenIndex(f *testing.F) {
	b := NewBuilder(nil)
	for _, s := range []string{"we demand peace", "we demand land", "we demand land and peace", "", "水 and peace", "we demand land"} {
		b.Add(Pair{Source: s, Target: strings.ToUpper(s), Origin: "x"})
	}
	file := fileOf(f, indexOf(f, b))
	want := opened(f, file).Searcher().Search("we demand lands", Options{Threshold: .5})
	f.Add(file[:len(file)-1], uint16(0), byte(0))
	f.Add(file, uint16(12), byte(255))
	f.Add(file, uint16(headSize-1), byte(1))
	f.Add(file, uint16(headSize+1000), byte(1))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, flip byte) {
		data = alignedCopy(data)
		if len(data) > 0 {
			data[int(at)%len(data)] ^= flip
		}
		x, err := OpenIndex(data, bytes.NewReader(data))
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
		if bytes.Equal(data, file) && (err != nil || Verify(bytes.NewReader(data), int64(len(data))) != nil || !same(Of(x).Searcher().Search("we demand lands", Options{Threshold: .5}), want)) {
			t.Fatal("the whole file is taken for damaged")
		}
	})
}

// If it fails, a bit that has tipped on the disk goes unseen.
func TestEveryChangedByteIsFound(t *testing.T) {
	b := NewBuilder(nil)
	b.Add(Pair{Source: "we demand peace", Target: "T"})
	file := fileOf(t, indexOf(t, b))
	for i := range file {
		file[i] ^= 4
		_, err := OpenIndex(file, bytes.NewReader(file))
		if padding := Verify(bytes.NewReader(file), int64(len(file))) == nil; padding && err != nil || !padding && i < headSize && err == nil {
			t.Errorf("byte %d: %v", i, err)
		}
		file[i] ^= 4
	}
	if Verify(bytes.NewReader(file), int64(len(file))) != nil {
		t.Error("the whole file is taken for damaged")
	}
}
