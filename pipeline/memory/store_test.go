package memory

import (
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// Law 4. If it fails, a translation that was just confirmed is not found, or another one no longer is.
func TestAStoreFindsWhatOneMemoryFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := pairsOf().Draw(t, "pairs")
		known := rapid.IntRange(0, len(pairs)).Draw(t, "known")
		s := NewStore(New(pairs[:known]))
		for _, p := range pairs[known:] {
			s.Add(p)
			if rapid.IntRange(0, 9).Draw(t, "compact") == 0 {
				s.Compact()
			}
		}
		whole := New(pairs)
		query := sources().Draw(t, "query")
		o := Options{Threshold: rapid.SampledFrom([]float64{.5, .7}).Draw(t, "threshold")}
		if a, b := s.Memory().Searcher().Search(query, o), whole.Searcher().Search(query, o); !same(a, b) {
			t.Fatalf("%v, in one memory %v", a, b)
		}
	})
}

// If it fails, parts pile up and every search gets slower, or pairs are lost while parts are put together.
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
		s.Add(Pair{Source: fmt.Sprintf("pair number %d", i), Target: "T"})
		if i%97 == 0 {
			if hits := s.Memory().Searcher().Search(fmt.Sprintf("pair number %d", i), Options{Limit: 1}); len(hits) != 1 || hits[0].Score != 1 {
				t.Errorf("pair %d was added and is not found: %v", i, hits)
			}
		}
	}
	close(stop)
	all.Wait()
	if m := s.Memory(); m.Len() != 5001 || len(m.parts) > 16 || before.Len() != 1 {
		t.Errorf("%d pairs in %d parts; the memory before has %d", m.Len(), len(m.parts), before.Len())
	}
}
