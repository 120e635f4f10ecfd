// Package memory is the translation memory: all pairs of source and target that the catalogs of one language and imported
// memories hold, with exact lookup and exact fuzzy search: it finds what comparing with every pair would find.
//
// It may import segment and language; it touches no file.
package memory

import (
	"cmp"
	"slices"
	"sync"

	"publish/pipeline/language"
)

// A Pair is a source text and its translation.
type Pair struct {
	Source  string
	Target  string
	Key     string        // of the entry it stands in; "" for one of an imported memory
	Origin  string        // the file it stands in, below the project's root
	Context string        // what the file says of it: the role line of an entry, a note of a TMX unit; may be ""
	Date    language.Date // of its resolution or its last change; zero: unknown, older than any other
}

// compare orders pairs that are equally good: the newest first, then by key, file and texts.
func compare(a, b Pair) int {
	return cmp.Or(cmp.Compare(b.Date.Year, a.Date.Year), cmp.Compare(b.Date.Month, a.Date.Month), cmp.Compare(b.Date.Day, a.Date.Day),
		cmp.Compare(a.Key, b.Key), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
}

// A Memory holds pairs of one language. It is immutable, and safe for concurrent use. What searching needs is built when
// the first search comes: most runs of a translated project never search.
type Memory struct {
	pairs []Pair

	byText  map[string][]int32
	exact   sync.Once
	indexed *index
	fuzzy   sync.Once
	sorted  func() []Pair
}

// New makes a memory of pairs, whose order does not matter.
func New(pairs []Pair) *Memory {
	m := &Memory{pairs: slices.Clone(pairs)}
	m.sorted = sync.OnceValue(func() []Pair { return slices.SortedFunc(slices.Values(m.pairs), compare) })
	return m
}

// Len is the number of pairs.
func (m *Memory) Len() int { return len(m.pairs) }

// Exact are the pairs whose source is exactly this text, the newest first, then by key, file and target.
func (m *Memory) Exact(source string) []Pair {
	m.exact.Do(func() {
		m.byText = make(map[string][]int32, len(m.pairs))
		for i, p := range m.pairs {
			m.byText[p.Source] = append(m.byText[p.Source], int32(i))
		}
	})
	var found []Pair
	for _, i := range m.byText[source] {
		found = append(found, m.pairs[i])
	}
	slices.SortFunc(found, compare)
	return found
}

// inOrder are the pairs in the order of compare.
func (m *Memory) inOrder() []Pair { return m.sorted() }

func (m *Memory) index() *index {
	m.fuzzy.Do(func() { m.indexed = newIndex(m.inOrder()) })
	return m.indexed
}
