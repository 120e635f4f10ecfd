package match

import (
	"slices"

	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// A Band is a class of the leverage report, by which translation work is quoted.
type Band int

// The bands, in the order in which they are asked for: a unit is in the first that fits.
const (
	Done       Band = iota // translated by its own entry: no work
	InContext              // 101: the same English, of the same role and behind the same text
	Identical              // 100: the same English
	Repetition             // the same English as that of a unit before, which is to be translated first
	From95                 // 95 to 99
	From85                 // 85 to 94
	From75                 // 75 to 84
	From50                 // 50 to 74
	None                   // nothing at 50 or more
	bands
)

// Bands are all bands in their order.
func Bands() []Band {
	all := make([]Band, bands)
	for i := range all {
		all[i] = Band(i)
	}
	return all
}

// String is the band's name in reports: "translated", "101", "100", "repetitions", "95-99", …, "none".
func (b Band) String() string {
	return [...]string{"translated", "101", "100", "repetitions", "95-99", "85-94", "75-84", "50-74", "none"}[b]
}

// Counts are units and source words by band.
type Counts [bands]struct{ Units, Words int }

// Sum is the number of all units and words.
func (c Counts) Sum() (units, words int) {
	for _, one := range c {
		units, words = units+one.Units, words+one.Words
	}
	return units, words
}

// Plus is the sum of two counts.
func (c Counts) Plus(o Counts) Counts {
	for b := range c {
		c[b].Units += o[b].Units
		c[b].Words += o[b].Words
	}
	return c
}

// A Leverage counts units by bands over all resolutions of one language, in the order in which they will be translated: what has
// been counted once is a repetition. It is not safe for concurrent use.
type Leverage struct {
	options Options
	memory  *memory.Memory
	search  *memory.Searcher
	texts   map[string]bool // counted as work
	keys    map[string]bool
}

// NewLeverage counts with the memory of whole texts; of o it wants Places.
func NewLeverage(m *memory.Memory, o Options) *Leverage {
	return &Leverage{options: o, memory: m, search: m.Searcher(), texts: map[string]bool{}, keys: map[string]bool{}}
}

// Count counts the units of one resolution.
func (l *Leverage) Count(matches []Match) Counts {
	var c Counts
	for i := range matches {
		m := &matches[i]
		b := l.band(m)
		c[b].Units++
		c[b].Words += m.Unit.Words
		l.keys[m.Unit.Key] = true
		if b > Identical {
			l.texts[m.Unit.Text] = true
		}
	}
	return c
}

func (l *Leverage) band(m *Match) Band {
	switch {
	case m.Class == Translated:
		return Done
	case l.keys[m.Unit.Key]: // a shared unit, of an earlier resolution
		return Repetition
	case m.Class == Exact && l.options.sameContext(m.Unit.Key, m.From):
		return InContext
	case m.Class == Exact:
		return Identical
	case l.texts[m.Unit.Text]:
		return Repetition
	}
	best := 0.0
	if m.Class == Changed && m.Source != "" {
		best = Score(m.Source, m.Unit.Text)
	}
	hits := l.search.Search(m.Unit.Text, memory.Options{Threshold: 0.5, Limit: 1, Penalty: penaltyFor(m.Unit.Text),
		Skip: func(p memory.Pair) bool { return p.Key == m.Unit.Key }})
	if len(hits) > 0 {
		if hits[0].Score >= 1 && l.inContext(m.Unit) {
			return InContext
		}
		best = max(best, hits[0].Score)
	}
	return bandOf(Percent(best))
}

// inContext tells whether any pair of the very text is of the unit's context.
func (l *Leverage) inContext(u segment.Unit) bool {
	return slices.ContainsFunc(l.memory.Exact(u.Text), func(p memory.Pair) bool { return l.options.sameContext(u.Key, p.Key) })
}

func bandOf(percent int) Band {
	switch {
	case percent >= 100:
		return Identical
	case percent >= 95:
		return From95
	case percent >= 85:
		return From85
	case percent >= 75:
		return From75
	case percent >= 50:
		return From50
	}
	return None
}
