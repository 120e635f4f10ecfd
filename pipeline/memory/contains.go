package memory

import (
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
// are returned (0 means 20), and how many there are in all. Of pairs with the same source and target it gives the first.
// A phrase without tokens is in no text. It reads every pair.
func (m *Memory) Contains(phrase string, limit int) (found []Occurrence, all int) {
	if limit <= 0 {
		limit = 20
	}
	sought := segment.NewPhrase(phrase)
	known := map[[2]string]bool{}
	for _, p := range m.inOrder() {
		inSource := slices.Clone(sought.In(p.Source))
		inTarget := slices.Clone(sought.In(p.Target))
		texts := [2]string{p.Source, p.Target}
		if inSource == nil && inTarget == nil || known[texts] {
			continue
		}
		known[texts] = true
		if all++; all <= limit {
			found = append(found, Occurrence{p, inSource, inTarget})
		}
	}
	return found, all
}
