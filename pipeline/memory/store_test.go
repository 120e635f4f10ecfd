package memory

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/segment"
)

// Law 4. If it fails, a translation that was just confirmed is not found, one that was withdrawn still is, or another one no
// longer is.
func TestAStoreFindsWhatOneMemoryFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := pairsOf().Draw(t, "pairs")
		known := rapid.IntRange(0, len(pairs)).Draw(t, "known")
		s, live := NewStore(storeBase(t, pairs[:known])), slices.Clone(pairs[:known])
		more := pairs[known:]
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				if len(more) == 0 {
					t.Skip("all are there")
				}
				s.Add(more[0])
				live, more = append(live, more[0]), more[1:]
			},
			"delete": func(t *rapid.T) {
				p := rapid.SampledFrom(append(pairs, Pair{Source: "we", Target: "nobody's"})).Draw(t, "pair")
				at := slices.Index(live, p)
				if gone := s.Delete(p); gone != (at >= 0) {
					t.Fatalf("%v was there: %v, and was deleted: %v", p, at >= 0, gone)
				}
				if at >= 0 {
					live = slices.Delete(live, at, at+1)
				}
			},
			"compact": func(*rapid.T) { s.Compact() },
			"": func(t *rapid.T) {
				m := s.Memory()
				query := rapid.OneOf(sources(), rapid.SampledFrom(append(sourcesOf(pairs), "we"))).Draw(t, "query")
				o := Options{Threshold: rapid.SampledFrom([]float64{.5, .7}).Draw(t, "threshold"), Limit: 3}
				if got, want := m.Searcher().Search(query, o), brute(live, query, o); !same(got, want) {
					t.Fatalf("%q: %v\nwant %v", query, got, want)
				}
				exact := slices.DeleteFunc(slices.SortedFunc(slices.Values(live), compare), func(p Pair) bool { return p.Source != query })
				if got := m.Exact(query); !slices.Equal(got, exact) {
					t.Fatalf("%q: exactly %v, want %v", query, got, exact)
				}
				if _, all := m.Contains("we", 0); m.Len() != len(live) || all != holding(live, "we") {
					t.Fatalf("%d pairs of which %d have the word, want %v", m.Len(), all, live)
				}
			},
		})
	})
}

// storeBase is a memory of pairs: of values, or an index as it is opened, which keeps all of them (a Builder drops copies).
func storeBase(t *rapid.T, pairs []Pair) *Memory {
	if rapid.Bool().Draw(t, "opened") {
		return Of(newIndex(slices.SortedFunc(slices.Values(pairs), compare)))
	}
	return New(pairs)
}

func sourcesOf(pairs []Pair) (all []string) {
	for _, p := range pairs {
		all = append(all, p.Source)
	}
	return all
}

// holding counts the pairs that have a word on either side.
func holding(pairs []Pair, word string) (n int) {
	for _, p := range pairs {
		if slices.Contains(segment.Tokens(p.Source), word) || slices.Contains(segment.Tokens(p.Target), word) {
			n++
		}
	}
	return n
}

// If it fails, parts pile up and every search gets slower, or pairs are lost, or come back, while parts are put together.
func TestAStoreIsCompactedWhileItGrows(t *testing.T) {
	s := NewStore(New([]Pair{{Source: "first of all", Target: "T"}}))
	var all sync.WaitGroup
	stop := make(chan struct{})
	all.Go(func() {
		for done := false; !done; {
			select {
			case <-stop:
				done = true
			default:
			}
			s.Compact()
		}
	})
	before := s.Memory()
	for i := range 5000 {
		s.Add(numbered(i))
		if i%2 == 1 && !s.Delete(numbered(i/2)) {
			t.Errorf("pair %d was added and cannot be deleted", i/2)
		}
		if i%97 == 0 {
			if hits := s.Memory().Searcher().Search(fmt.Sprintf("pair number %d", i), Options{Limit: 1}); len(hits) != 1 || hits[0].Score != 1 {
				t.Errorf("pair %d was added and is not found: %v", i, hits)
			}
		}
	}
	close(stop)
	all.Wait()
	m := s.Memory()
	if m.Len() != 2501 || len(m.parts) > 16 || before.Len() != 1 {
		t.Errorf("%d pairs in %d parts; the memory before has %d", m.Len(), len(m.parts), before.Len())
	}
	for i := range 5000 {
		if there := m.Exact(numbered(i).Source) != nil; there != (i >= 2500) {
			t.Fatalf("pair %d is there: %v", i, there)
		}
	}
}

func numbered(i int) Pair { return Pair{Source: fmt.Sprintf("pair number %d", i), Target: "T"} }
