// Package memory is the translation memory: all pairs of source and target that the catalogs of one language and imported
// memories hold, with exact lookup and exact fuzzy search: it finds what comparing with every pair would find.
//
// It may import segment and language; it touches no file.
package memory

import (
	"cmp"
	"iter"
	"runtime/debug"
	"slices"

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
	parts []*part
}

// New makes a memory of pairs, whose order does not matter.
func New(pairs []Pair) *Memory {
	given := slices.Clone(pairs)
	return Later(func() []Pair { return given })
}

// Later makes a memory of pairs that are asked for once, when they are needed.
func Later(pairs func() []Pair) *Memory { return &Memory{parts: []*part{newPart(pairs)}} }

// Of makes a memory of the pairs of an index.
func Of(x *Index) *Memory {
	return &Memory{parts: []*part{{index: func() *Index { return x }, opened: true}}}
}

// Join is one memory of the pairs of several, such as a catalog's and those of imported files.
func Join(memories ...*Memory) *Memory {
	all := &Memory{}
	for _, m := range memories {
		all.parts = append(all.parts, m.parts...)
	}
	return all
}

// Len is the number of pairs.
func (m *Memory) Len() int {
	n := 0
	for _, p := range m.parts {
		n += p.size()
	}
	return n
}

// All are the pairs, part by part.
func (m *Memory) All() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		if m.guarded() {
			defer m.survive(debug.SetPanicOnFault(true))
		}
		for _, p := range m.parts {
			for pair := range p.all() {
				if !yield(pair) {
					return
				}
			}
		}
	}
}

// Exact are the pairs whose source is exactly this text, the newest first, then by key, file and target.
func (m *Memory) Exact(source string) (found []Pair) {
	if m.guarded() {
		defer m.survive(debug.SetPanicOnFault(true))
	}
	for _, p := range m.parts {
		found = append(found, p.exact(source)...)
	}
	if len(m.parts) > 1 {
		slices.SortStableFunc(found, compare)
	}
	return found
}

// Err is the first failure to read a pair of an opened index: since then, pairs may be missing from what was found. The index
// is damaged and must be made anew.
func (m *Memory) Err() error {
	var first error
	for _, p := range m.parts {
		if p.opened {
			first = cmp.Or(first, p.index().failed.get())
		}
	}
	return first
}
