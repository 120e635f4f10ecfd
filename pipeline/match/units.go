package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// Entries finds entries in the catalog of one language, over all its files. *catalog.File is one, for a single file.
type Entries interface {
	Entry(key string) (catalog.Entry, bool)
}

// Options of matching. The zero value is the design's.
type Options struct {
	Threshold float64 // least score of a suggestion, from 0.5 to 1; 0 means 0.7
	Limit     int     // most suggestions for one unit; 0 means 3
	NoExact   bool    // exact matches are suggested like similar ones, not filled in

	Glossary       *terms.Glossary       // whose terms are named with the suggestions; nil: none
	Sentences      func() *memory.Memory // the memory's second layer (see Sentences), asked for once it is needed; nil: none
	Source, Target language.Language     // of the texts, to take sentences apart and write numbers and dates

	Places func(key string) (Place, bool) // where the unit of a key stands at present; false: nowhere. nil: no context is known
}

// Units matches units, in their order, against their own entries and then against the memory. Findings are about entries
// whose translation is there but cannot stand as it is.
//
// An exact match comes from a pair of the memory, which holds what people translated (see Pairs) and never what was filled
// in: so what is filled in depends on people's work alone, and a second run changes nothing. Of several pairs it is the
// one that comes first in the unit's own resolution, in reading order, else the one with the first key.
func Units(units []segment.Unit, entries Entries, m *memory.Memory, o Options) ([]Match, []finding.Finding) {
	r := matcher{entries: entries, memory: m, options: o, suggester: NewSuggester(m, o), order: make(map[string]int, len(units))}
	for i, u := range units {
		r.order[u.Key] = i
	}
	matches := make([]Match, len(units))
	for i, u := range units {
		matches[i] = r.match(u)
	}
	return matches, r.findings
}

type matcher struct {
	entries   Entries
	memory    *memory.Memory
	options   Options
	suggester *Suggester
	order     map[string]int // key to place in reading order
	findings  []finding.Finding
}

func (r *matcher) match(u segment.Unit) Match {
	m := Match{Unit: u, Class: Missing}
	e, there := r.entries.Entry(u.Key)
	if there {
		m.Place = e.Place()
		m.Filled = Filled(e, r.memory)
	}
	if there && !m.Filled {
		r.own(&m, e)
	}
	if u.Role == segment.Publication || m.Class == Translated {
		return m
	}
	vacant := m.Class == Missing && (m.Filled || e.Other == "")
	if p, ok := r.exact(u, m.Filled, e); ok && vacant && !r.options.NoExact {
		m.Class, m.Target, m.Source, m.From = Exact, p.Target, p.Source, origin(p)
		return m
	}
	r.suggester.suggest(&m)
	return m
}

// own judges the unit's own entry.
func (r *matcher) own(m *Match, e catalog.Entry) {
	english := catalog.English(m.Unit.Text, m.Unit.Forms)
	switch e.Standing(english) {
	case catalog.Translated:
		m.Class, m.Target, m.Forms, m.Source = Translated, e.Other, e.Forms, english
	case catalog.Changed:
		m.Class, m.Target, m.Forms, m.Source = Changed, e.Other, e.Forms, e.SourceOf(english)
	case catalog.Draft:
		m.Class = Draft
	case catalog.Missing:
		if e.Untouched() {
			r.find(e, finding.Warning, "untranslated-copy", `"other" is the English text again`,
				`translate it, or write the line "#, same" above the entry if it shall stay English`)
		}
	}
	if m.Class == Translated && !r.printable(m.Unit, e) {
		m.Class, m.Target, m.Source = Draft, "", ""
	}
}

// exact chooses the pair whose source is the unit's text. What was filled in for this very text stays. A copy of what stood
// in the unit's own entry is none of them: whoever deletes a translation does not want it back.
func (r *matcher) exact(u segment.Unit, filled bool, e catalog.Entry) (memory.Pair, bool) {
	pairs := slices.DeleteFunc(r.memory.Exact(u.Text), func(p memory.Pair) bool { return p.Key == u.Key || r.copyOf(p, u.Key) })
	if len(pairs) == 0 {
		return memory.Pair{}, false
	}
	stays := func(p memory.Pair) int {
		switch {
		case !filled || e.SourceOf(u.Text) != u.Text || p.Target != e.Other:
			return 2
		case origin(p) != e.ExactFrom:
			return 1
		}
		return 0
	}
	return slices.MinFunc(pairs, func(a, b memory.Pair) int {
		return cmp.Or(cmp.Compare(stays(a), stays(b)), r.compareContext(u, a, b), cmp.Compare(r.distance(u, a), r.distance(u, b)), cmp.Compare(imported(a), imported(b)),
			cmp.Compare(a.Key, b.Key), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Target, b.Target))
	}), true
}

// copyOf tells whether a pair was filled in from the entry of a key.
func (r *matcher) copyOf(p memory.Pair, key string) bool {
	e, there := r.entries.Entry(p.Key)
	return there && e.ExactFrom == key
}

// compareContext puts a pair of the unit's own context before one of another.
func (r *matcher) compareContext(u segment.Unit, a, b memory.Pair) int {
	switch in, also := r.options.sameContext(u.Key, a.Key), r.options.sameContext(u.Key, b.Key); {
	case in && !also:
		return -1
	case also && !in:
		return 1
	}
	return 0
}

// distance orders origins: this resolution's units in reading order, then its retired entries, then all others.
func (r *matcher) distance(u segment.Unit, p memory.Pair) int {
	if place, ok := r.order[p.Key]; ok {
		return place
	}
	if name, _, _ := strings.Cut(u.Key, "."); p.Key != "" && strings.HasPrefix(p.Key, name+".") {
		return math.MaxInt - 1
	}
	return math.MaxInt
}

// imported puts pairs of imported memories, which have no key, behind those of the catalog.
func imported(p memory.Pair) int {
	if p.Key == "" {
		return 1
	}
	return 0
}

func (r *matcher) find(e catalog.Entry, level finding.Level, rule, what, do string) {
	r.findings = append(r.findings, finding.Finding{Level: level, Place: e.Place(), Rule: rule, What: what, Do: do})
}
