package memory

import (
	"runtime/debug"
	"slices"

	"publish/pipeline/segment"
)

// An Occurrence is a pair whose source or target holds a phrase, and where: a side may be nil.
type Occurrence struct {
	Pair
	InSource, InTarget []segment.Span // in bytes, in order
}

// Contains is the concordance: the pairs whose source or target holds the phrase, that is the same tokens in the same order,
// whatever their case and the punctuation between them. The newest come first, then by key, file and texts; at most limit
// are returned (0 means 20), of pairs with the same source and target the first only; and how many pairs hold the phrase
// in all, copies included. A phrase without tokens is in no text. It reads every pair.
func (m *Memory) Contains(phrase string, limit int) (found []Occurrence, all int) {
	if limit <= 0 {
		limit = 20
	}
	c := concordance{phrase: segment.NewPhrase(phrase), limit: limit}
	if c.phrase.Len() == 0 {
		return nil, 0
	}
	if m.guarded() {
		defer m.survive(debug.SetPanicOnFault(true))
	}
	for _, p := range m.parts {
		c.known, c.here = map[[2]string]bool{}, 0
		for pair := range p.all() {
			c.look(pair)
		}
	}
	return c.best(), c.all
}

// A concordance looks at pairs in the order of their parts.
type concordance struct {
	phrase *segment.Phrase
	limit  int
	found  []Occurrence
	known  map[[2]string]bool // texts found in the present part
	here   int                // found in the present part
	all    int
}

func (c *concordance) look(p Pair) {
	inSource := slices.Clone(c.phrase.In(p.Source))
	inTarget := slices.Clone(c.phrase.In(p.Target))
	if inSource == nil && inTarget == nil {
		return
	}
	c.all++
	texts := [2]string{p.Source, p.Target}
	if c.here == c.limit || c.known[texts] {
		return
	}
	c.known[texts] = true
	c.here++
	c.found = append(c.found, Occurrence{p, inSource, inTarget})
}

// best are the first of those found in all parts.
func (c *concordance) best() []Occurrence {
	slices.SortStableFunc(c.found, func(a, b Occurrence) int { return compare(a.Pair, b.Pair) })
	known := map[[2]string]bool{}
	once := slices.DeleteFunc(c.found, func(o Occurrence) bool {
		texts := [2]string{o.Source, o.Target}
		defer func() { known[texts] = true }()
		return known[texts]
	})
	return once[:min(len(once), c.limit)]
}
