package match

import (
	"cmp"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// Pairs are what people translated in the catalog of one language, for its memory: of every entry that is neither missing
// nor draft, retired ones too, the English that its translation is for and the translation. The publication's own words
// are no memory. dates gives the date of the resolution that a key belongs to; nil: none is known.
//
// What the program filled in as exact is nobody's pair as long as the same pair stands in another entry or in imported, which may be nil:
// so a copy never vouches for a copy. Where nothing but copies is left, the one that was not filled from another of them stands for all.
func Pairs(entries []catalog.Entry, imported *memory.Memory, dates func(key string) language.Date) []memory.Pair {
	var all []memory.Pair
	known := make(map[[2]string]bool, len(entries))
	var filled []fill
	for _, e := range entries {
		p, ok := pairOf(e)
		if !ok {
			continue
		}
		if dates != nil {
			p.Date = dates(e.Key)
		}
		if e.ExactFrom != "" {
			filled = append(filled, fill{p, e.ExactFrom})
			continue
		}
		known[[2]string{p.Source, p.Target}] = true
		all = append(all, p)
	}
	for _, p := range eldest(filled) {
		if at := [2]string{p.Source, p.Target}; !known[at] && !holds(imported, p) { // somebody has touched it, or its origin is gone
			known[at] = true
			all = append(all, p)
		}
	}
	return all
}

// A fill is a pair that an exact match filled in, and the key of its origin.
type fill struct {
	memory.Pair
	from string
}

// eldest orders fills: those before that were filled from none of the others with the same texts, then by key. Where the
// order of keys alone decided, a fill and its copy could change places at each run.
func eldest(filled []fill) []memory.Pair {
	type text struct{ key, source, target string }
	there := make(map[text]bool, len(filled))
	for _, f := range filled {
		there[text{f.Key, f.Source, f.Target}] = true
	}
	copied := func(f fill) int {
		if there[text{f.from, f.Source, f.Target}] {
			return 1
		}
		return 0
	}
	slices.SortFunc(filled, func(a, b fill) int {
		return cmp.Or(cmp.Compare(copied(a), copied(b)), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Origin, b.Origin))
	})
	pairs := make([]memory.Pair, len(filled))
	for i, f := range filled {
		pairs[i] = f.Pair
	}
	return pairs
}

// holds tells whether a memory has a pair of these texts.
func holds(m *memory.Memory, p memory.Pair) bool {
	return m != nil && slices.ContainsFunc(m.Exact(p.Source), func(o memory.Pair) bool { return o.Target == p.Target })
}

func pairOf(e catalog.Entry) (memory.Pair, bool) {
	source := e.SourceOf(e.Description)
	usable := source != "" && e.Other != "" && !e.Draft && !e.Untouched()
	if !usable || strings.HasPrefix(e.Key, segment.Publication.Namespace()+".") {
		return memory.Pair{}, false
	}
	return memory.Pair{Source: source, Target: e.Other, Key: e.Key, Origin: e.File, Context: e.Role}, true
}

// Filled says whether what an entry holds is the program's: it was filled in as an exact match, and still is the
// translation that another pair of the memory has for the same English. Nothing is lost when it goes.
func Filled(e catalog.Entry, m *memory.Memory) bool {
	if e.ExactFrom == "" || e.Draft || e.Same || e.Changed || e.Hash != "" || e.Other == "" || len(e.Forms) > 0 {
		return false
	}
	source := e.SourceOf(e.Description)
	return source != "" && slices.ContainsFunc(m.Exact(source), func(p memory.Pair) bool {
		return p.Target == e.Other && p.Key != e.Key
	})
}

// origin names where a pair comes from.
func origin(p memory.Pair) string { return cmp.Or(p.Key, p.Origin) }
