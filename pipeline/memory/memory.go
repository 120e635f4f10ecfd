// Package memory is the translation memory: all pairs of source and target that the catalogs of one language and imported
// memories hold, with exact lookup and exact fuzzy search: it finds what comparing with every pair would find.
//
// It may import segment and language; it touches no file.
package memory

import (
	"cmp"
	"iter"
	"slices"
	"sync"

	"publish/pipeline/language"
	"publish/pipeline/segment"
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

// A part is pairs that were given as values, or an index that was opened.
type part struct {
	pairs  func() []Pair             // in the order of compare
	byText func() map[string][]int32 // by source: places in pairs
	index  func() *Index
	opened bool
	added  bool // to a Store
}

// New makes a memory of pairs, whose order does not matter.
func New(pairs []Pair) *Memory { return &Memory{parts: []*part{newPart(pairs)}} }

func newPart(pairs []Pair) *part {
	given := slices.Clone(pairs)
	p := &part{}
	p.pairs = sync.OnceValue(func() []Pair { slices.SortFunc(given, compare); return given })
	p.byText = sync.OnceValue(func() map[string][]int32 {
		byText := make(map[string][]int32, len(given))
		for i, pair := range p.pairs() {
			byText[pair.Source] = append(byText[pair.Source], int32(i))
		}
		return byText
	})
	p.index = sync.OnceValue(func() *Index { return newIndex(p.pairs()) })
	return p
}

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
		if p.opened {
			n += p.index().lineCount()
		} else {
			n += len(p.pairs())
		}
	}
	return n
}

// All are the pairs, part by part.
func (m *Memory) All() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for _, p := range m.parts {
			if !p.opened {
				for _, pair := range p.pairs() {
					if !yield(pair) {
						return
					}
				}
				continue
			}
			var room scratch
			for line := range uint32(p.index().lineCount()) {
				if !yield(p.index().read(line, &room)) {
					return
				}
			}
		}
	}
}

// Exact are the pairs whose source is exactly this text, the newest first, then by key, file and target.
func (m *Memory) Exact(source string) []Pair {
	var found []Pair
	for _, p := range m.parts {
		if p.opened {
			found = append(found, exactOf(p.index(), source)...)
			continue
		}
		for _, i := range p.byText()[source] {
			found = append(found, p.pairs()[i])
		}
	}
	if len(m.parts) > 1 {
		slices.SortStableFunc(found, compare)
	}
	return found
}

// exactOf are the pairs of an index whose source is this text: they are lines of the entry that has its tokens.
func exactOf(x *Index, source string) (found []Pair) {
	var tokenizer segment.Tokenizer
	tokenizer.Cut(source)
	tokens := make([]uint32, min(tokenizer.Len(), MaxTokens+1))
	for i := range tokens {
		token := tokenizer.Token(i)
		if tokens[i] = x.tokens.find(hashToken(token), token); tokens[i] == unknown {
			return nil
		}
	}
	entry, ok := x.find(tokens)
	if !ok {
		return nil
	}
	var room scratch
	for _, line := range x.linesOf(entry) {
		if p := x.read(line, &room); p.Source == source {
			found = append(found, p)
		}
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
