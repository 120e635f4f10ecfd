package memory

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// brute is what Search promises, by comparing with every pair.
func brute(pairs []Pair, source string, o Options) []Hit {
	query := segment.Tokens(source)
	var hits []Hit
	for _, p := range slices.SortedFunc(slices.Values(pairs), compare) {
		tokens := segment.Tokens(p.Source)
		if len(tokens) == 0 || len(query) == 0 || o.Skip != nil && o.Skip(p) {
			continue
		}
		score := segment.Similarity(query, tokens)
		if o.Penalty != nil {
			score -= o.Penalty(p)
		}
		if score >= o.Threshold-1e-9 {
			hits = append(hits, Hit{Pair: p, Score: score})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	seen := map[[2]string]bool{}
	hits = slices.DeleteFunc(hits, func(h Hit) bool {
		known := seen[[2]string{h.Source, h.Target}]
		seen[[2]string{h.Source, h.Target}] = true
		return known
	})
	return hits[:min(len(hits), o.Limit)]
}

// penalties are as a translator's would be: small, and different for pairs of the same tokens.
func penalties(p Pair) float64 { return float64(len(p.Source)*7%5)*.01 + float64(len(p.Key)%2)*.02 }

// sources are texts that are often alike: few words, or a long template with few slots.
func sources() *rapid.Generator[string] {
	words := strings.Fields("we you all demand want the water peace land και мир سلام पानी 水 and or не é")
	short := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 14).Draw(t, "words"), " ")
	})
	long := rapid.Custom(func(t *rapid.T) string {
		text := make([]string, rapid.SampledFrom([]int{30, 64, 70, 130}).Draw(t, "length"))
		for i := range text {
			text[i] = fmt.Sprintf("w%d", i*7%53)
		}
		for range rapid.IntRange(0, 40).Draw(t, "slots") {
			text[rapid.IntRange(0, len(text)-1).Draw(t, "slot")] = rapid.SampledFrom(words).Draw(t, "word")
		}
		return strings.Join(text, " ")
	})
	return rapid.OneOf(short, short, long)
}

func pairsOf() *rapid.Generator[[]Pair] {
	one := rapid.Custom(func(t *rapid.T) Pair {
		return Pair{
			Source: sources().Draw(t, "source") + rapid.SampledFrom([]string{"", "", ".", "!!"}).Draw(t, "mark"),
			Target: rapid.SampledFrom([]string{"T", "U"}).Draw(t, "target"),
			Key:    rapid.SampledFrom([]string{"a.p-1", "a.p-2", "b.p-10", ""}).Draw(t, "key"),
			Date:   language.Date{Year: rapid.IntRange(2000, 2002).Draw(t, "year")},
		}
	})
	return rapid.SliceOfN(one, 0, 40)
}

func same(a, b []Hit) bool {
	return slices.EqualFunc(a, b, func(x, y Hit) bool { return x.Pair == y.Pair && cmp.Compare(x.Score, y.Score) == 0 })
}

// Law 4. If it fails, a translator translates again what was translated before, and nobody notices.
func TestSearchFindsWhatComparingWithEveryPairFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := pairsOf().Draw(t, "pairs")
		searcher := New(pairs).Searcher()
		if rapid.Bool().Draw(t, "tuned") { // so that few texts go the ways of many
			searcher.tuning = tuning{leastWalk: rapid.SampledFrom([]int{1, 30, 1000}).Draw(t, "walk"), batch: 3, shortList: 2, manyAlike: 1, fewLines: 1}
		}
		for range 4 {
			o := Options{
				Threshold: rapid.SampledFrom([]float64{.3, .5, .55, .6, 2. / 3, .7, .75, .8, .9, 1}).Draw(t, "threshold"),
				Limit:     rapid.SampledFrom([]int{1, 3, 100}).Draw(t, "limit"),
			}
			if rapid.Bool().Draw(t, "skip") {
				o.Skip = func(p Pair) bool { return p.Key == "a.p-1" }
			}
			if rapid.Bool().Draw(t, "penalty") {
				o.Penalty = penalties
			}
			query := sources().Draw(t, "query")
			if len(pairs) > 0 && rapid.Bool().Draw(t, "known") {
				query = pairs[0].Source
			}
			if got, want := searcher.Search(query, o), brute(pairs, query, o); !same(got, want) {
				t.Fatalf("%q at %v: %v\nwant %v", query, o.Threshold, got, want)
			}
		}
	})
}

// Law 4. If it fails, importing a memory makes suggestions worse.
func TestAddingAPairNeverLowersTheBestScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, query := pairsOf().Draw(t, "pairs"), sources().Draw(t, "query")
		more := append(slices.Clone(pairs), pairsOf().Draw(t, "more")...)
		before, after := New(pairs).Searcher().Search(query, Options{}), New(more).Searcher().Search(query, Options{})
		if len(before) > len(after) || len(before) > 0 && after[0].Score < before[0].Score {
			t.Fatalf("before %v, after %v", before, after)
		}
	})
}

// If it fails, two offices see other suggestions, for their files were read in another order.
func TestTheOrderOfPairsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, query := pairsOf().Draw(t, "pairs"), sources().Draw(t, "query")
		other := rapid.Permutation(pairs).Draw(t, "other")
		if a, b := New(pairs).Searcher().Search(query, Options{}), New(other).Searcher().Search(query, Options{}); !same(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
		if a, b := New(pairs).Exact(query), New(other).Exact(query); !slices.Equal(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

// If it fails, a corpus of real length is searched otherwise than one of forty texts: long lists, words by the thousand.
func TestSearchOfManyTexts(t *testing.T) {
	pairs := corpus(3000, 1)
	searcher := New(pairs).Searcher()
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 60 {
		o := Options{Threshold: []float64{.5, .7, .9}[i%3], Limit: 3}
		query := changed(r, pairs[r.IntN(len(pairs))].Source, i%12)
		if got, want := searcher.Search(query, o), brute(pairs, query, o); !same(got, want) {
			t.Fatalf("%q at %v: %v\nwant %v", query, o.Threshold, got, want)
		}
	}
}

// If it fails, a search of many texts goes another way than one of few, and finds something else.
func TestEveryWayOfSearchingFindsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for round := range 150 {
		tongue := newTongue(uint64(round), 6+round%10)
		pairs := make([]Pair, 120)
		for i := range pairs {
			words := make([]string, 5+r.IntN(3))
			for j := range words {
				words[j] = tongue.word()
			}
			pairs[i] = Pair{Source: written(words), Target: "t", Key: fmt.Sprint(i)}
		}
		searcher := New(pairs).Searcher()
		searcher.tuning = tuning{leastWalk: 1 << r.IntN(10), batch: 1 + r.IntN(2), shortList: 1 + r.IntN(4), manyAlike: r.IntN(4), fewLines: 1 + r.IntN(3)}
		for i := range 20 {
			o := Options{Threshold: []float64{.4, .6, .7, .8}[i%4], Limit: 1 + i%3}
			query := written(tongue.changed(strings.Fields(strings.ToLower(pairs[i].Source)), i%4))
			if got, want := searcher.Search(query, o), brute(pairs, query, o); !same(got, want) {
				t.Fatalf("round %d, %+v: %q at %v: %v\nwant %v", round, searcher.tuning, query, o.Threshold, got, want)
			}
		}
	}
}

// If it fails, a memory of contracts, all alike, is searched otherwise than one of other texts: what is walked and not looked up.
func TestSearchOfTemplates(t *testing.T) {
	tongue := newTongue(3, 500)
	for _, slots := range []int{4, 7} {
		sentences := tongue.template(5000, 19, slots, 12)
		pairs := make([]Pair, len(sentences))
		for i, words := range sentences {
			pairs[i] = Pair{Source: written(words), Target: "t", Key: fmt.Sprintf("r.p-%05d", (i*7919)%5000)}
		}
		searcher := New(pairs).Searcher()
		for i, query := range tongue.queries(sentences, 20) {
			o := Options{Threshold: []float64{.5, .7, .8}[i%3], Limit: 1 + i%5}
			if i%7 == 0 {
				o.Penalty = penalties
			}
			if got, want := searcher.Search(query, o), brute(pairs, query, o); !same(got, want) {
				t.Fatalf("%q at %v: %v\nwant %v", query, o.Threshold, got, want)
			}
		}
	}
}

// If it fails, the concordance misses a translation, or gives another first each time.
func TestContainsFindsBothSidesTheNewestFirst(t *testing.T) {
	old := Pair{Source: "The united front.", Target: "Le front uni.", Key: "a", Date: language.Date{Year: 2001}}
	young := Pair{Source: "A United – Front!", Target: "Un front commun", Key: "b", Date: language.Date{Year: 2020}}
	again := young
	again.Key = "c"
	m := New([]Pair{old, again, {Source: "united", Target: "front"}, young})
	for phrase, want := range map[string][]Pair{"UNITED FRONT": {young, old}, "front uni": {old}, "front": {young, old, {Source: "united", Target: "front"}}, "–": nil} {
		found, all := m.Contains(phrase, 0)
		var got []Pair
		for _, o := range found {
			got = append(got, o.Pair)
		}
		if !slices.Equal(got, want) || all < len(want) {
			t.Errorf("%q: %v", phrase, found)
		}
	}
	found, all := m.Contains("front", 1)
	if len(found) != 1 || all != 4 || found[0].Source[found[0].InSource[0].Start:found[0].InSource[0].End] != "Front" || found[0].InTarget[0].Start != 3 {
		t.Errorf("with a limit: %v of %d", found, all)
	}
}

// If it fails, the exact match is another one tomorrow, or the zero options find nothing.
func TestExactAndDefaults(t *testing.T) {
	old, young := Pair{Source: "a b c", Target: "old", Key: "a"}, Pair{Source: "a b c", Target: "young", Key: "b", Date: language.Date{Year: 2020}}
	m := New([]Pair{old, young, {Source: "A, b, c!", Target: "similar"}, {Source: "a b d", Target: "too far"}})
	if got := m.Exact("a b c"); !slices.Equal(got, []Pair{young, old}) || m.Exact("A b c") != nil || m.Len() != 4 {
		t.Errorf("exact: %v", got)
	}
	hits := m.Searcher().Search("a b c", Options{})
	if len(hits) != 3 || hits[0].Pair != young || hits[2].Target != "old" && hits[2].Target != "similar" {
		t.Errorf("similar: %v", hits)
	}
	if hits := m.Searcher().Search("…", Options{}); hits != nil {
		t.Errorf("a text without words is like %v", hits)
	}
	if hits := New(nil).Searcher().Search("a b c", Options{}); hits != nil {
		t.Errorf("an empty memory has %v", hits)
	}
}

// If it fails, a megabyte in one paragraph keeps every run waiting.
func TestTextsPastTheLimitAreFoundExactlyOnly(t *testing.T) {
	long := strings.Repeat("word another ", MaxTokens)
	m := New([]Pair{{Source: long, Target: "T"}})
	if len(m.Exact(long)) != 1 || m.Searcher().Search(long, Options{}) != nil {
		t.Error("a text past MaxTokens takes part in fuzzy search, or is lost")
	}
}

// corpus is n paragraphs of 8 to 70 words, words as unevenly common as in a language.
func corpus(n int, seed uint64) []Pair {
	r := rand.New(rand.NewPCG(seed, 2))
	zipf := rand.NewZipf(r, 1.1, 8, 30_000)
	pairs := make([]Pair, n)
	for i := range pairs {
		words := make([]string, 8+r.IntN(63))
		for j := range words {
			words[j] = fmt.Sprintf("w%d", zipf.Uint64())
		}
		pairs[i] = Pair{Source: strings.Join(words, " "), Target: "t", Key: fmt.Sprintf("r.p-%05d", i)}
	}
	return pairs
}

func changed(r *rand.Rand, text string, words int) string {
	fields := strings.Fields(text)
	for range words {
		fields[r.IntN(len(fields))] = fmt.Sprintf("w%d", r.IntN(30_000))
	}
	return strings.Join(fields, " ")
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{6_000, 20_000, 100_000} {
		pairs := corpus(n, 3)
		searcher := New(pairs).Searcher()
		r := rand.New(rand.NewPCG(5, 5))
		queries := make([]string, 500)
		for i := range queries {
			queries[i] = changed(r, pairs[r.IntN(n)].Source, i%9)
		}
		for _, threshold := range []float64{.5, .7} {
			b.Run(fmt.Sprintf("%d/%v", n, threshold), func(b *testing.B) {
				i := 0
				for b.Loop() {
					searcher.Search(queries[i%len(queries)], Options{Threshold: threshold})
					i++
				}
			})
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{10, 6_000, 20_000, 100_000} {
		pairs := corpus(n, 3)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				newIndex(pairs)
			}
		})
	}
}

func BenchmarkExact(b *testing.B) {
	pairs := corpus(6_000, 3)
	m := New(pairs)
	for b.Loop() {
		m.Exact(pairs[77].Source)
	}
}
