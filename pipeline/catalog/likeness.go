package catalog

import (
	"cmp"
	"slices"

	"publish/pipeline/segment"
)

// similar pairs what sameText left by likeness: in place, anywhere, by the texts that keys were minted for, contained; then
// what little likeness is enough for in place. Retired sources come last, and not for being contained: a part that takes
// one over would leave none for the whole to return to.
func (r *reconciler) similar() {
	l := newLikeness(r)
	if len(l.units) == 0 || len(l.sources) == 0 {
		return
	}
	l.inPlace(Similar)
	l.take(l.candidates(false, similarPairs))
	r.firstText(standing)
	l.take(l.candidates(false, containedPairs))
	l.inPlace(SimilarInPlace)
	l.take(l.candidates(true, similarPairs))
}

// likeness holds the texts that have no pair yet, as numbered tokens.
type likeness struct {
	*reconciler
	units, sources []text
	postings       map[uint32][]int32 // token to indexes in sources, in order
}

type text struct {
	index   int // in texts or previous
	tokens  []uint32
	pattern *segment.Pattern // made when it is wanted
}

func (t *text) compared() *segment.Pattern {
	if t.pattern == nil {
		t.pattern = segment.NewPattern(t.tokens)
	}
	return t.pattern
}

func newLikeness(r *reconciler) *likeness {
	l := &likeness{reconciler: r, postings: map[uint32][]int32{}}
	numbers := map[string]uint32{}
	number := func(index int, s string) text {
		t := text{index: index}
		for _, token := range segment.Tokens(s) {
			n, ok := numbers[token]
			if !ok {
				n = uint32(len(numbers))
				numbers[token] = n
			}
			t.tokens = append(t.tokens, n)
			if len(t.tokens) == MaxTokens {
				break
			}
		}
		return t
	}
	for i, s := range r.source {
		if s < 0 {
			l.units = append(l.units, number(i, r.texts[i]))
		}
	}
	if len(l.units) == 0 {
		return l
	}
	for i, u := range r.unit {
		if u < 0 {
			l.sources = append(l.sources, number(i, r.previous[i].Text))
		}
	}
	for i, s := range l.sources {
		for _, token := range distinct(s.tokens) {
			l.postings[token] = append(l.postings[token], int32(i))
		}
	}
	return l
}

func distinct(tokens []uint32) []uint32 {
	sorted := slices.Clone(tokens)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// inPlace pairs a unit and a standing source that are alone between the same neighbours.
func (l *likeness) inPlace(least float64) {
	at := make(map[int]int, len(l.standing))
	for place, s := range l.standing {
		at[s] = place
	}
	bySource := make(map[int]*text, len(l.sources))
	for i := range l.sources {
		bySource[l.sources[i].index] = &l.sources[i]
	}
	for i := range l.units {
		u := &l.units[i]
		place, ok := l.between(u.index, at)
		if !ok {
			continue
		}
		s := l.standing[place]
		if t := bySource[s]; t != nil && l.unit[s] < 0 && l.alikeInPlace(u, t, least) {
			l.pair(u.index, s)
		}
	}
}

// between is the place in standing of the one source that stood between the neighbours of unit.
func (l *likeness) between(unit int, at map[int]int) (int, bool) {
	before, after := -1, len(l.standing) // neighbours' places: the beginning and the end are neighbours too
	if unit > 0 {
		place, ok := at[l.source[unit-1]]
		if !ok {
			return 0, false
		}
		before = place
	}
	if unit+1 < len(l.texts) {
		place, ok := at[l.source[unit+1]]
		if !ok {
			return 0, false
		}
		after = place
	}
	return before + 1, after-before == 2
}

// alikeInPlace compares words, and letters where there are so few words that one of them decides.
func (l *likeness) alikeInPlace(u, s *text, least float64) bool {
	if similarity(u, s) >= least {
		return true
	}
	now, before := l.texts[u.index], l.previous[s.index].Text
	if max(len(u.tokens), len(s.tokens)) > 3 || max(len(now), len(before)) > 100 {
		return false
	}
	return segment.Similarity(letters(now), letters(before)) >= Similar
}

func letters(text string) []string {
	var all []string
	for _, r := range text {
		all = append(all, string(r))
	}
	return all
}

func similarity(u, s *text) float64 {
	longer := max(len(u.tokens), len(s.tokens))
	if longer == 0 {
		return 0 // nothing to know them by
	}
	return 1 - float64(u.compared().Distance(s.tokens, longer))/float64(longer)
}

// A candidate is a unit and a source that may be pairs. The better one has the higher rank.
type candidate struct {
	unit, source int // in units, sources
	rank         float64
}

// MaxTokens of a text are compared; of a longer one the rest is not looked at. It is about twelve pages.
const MaxTokens = 4096

// Bounds that keep reconciling sub-quadratic where thousands of texts are built alike. Texts that share a rare word are
// always found.
const (
	nearestSources = 24 // of a token that many sources hold, those nearest to the unit's own place
	mostCompared   = 32 // sources that one unit is compared with: those that share most
)

// candidates are the pairs of which accept thinks something, best first, then in reading order.
func (l *likeness) candidates(retired bool, accept func(u, s *text) float64) []candidate {
	var found []candidate
	shared := make([]int32, len(l.sources))
	for i := range l.units {
		u := &l.units[i]
		if l.source[u.index] >= 0 {
			continue
		}
		for _, s := range l.sharing(i, shared) {
			source := &l.sources[s]
			if l.unit[source.index] >= 0 || l.previous[source.index].Retired != retired {
				continue
			}
			if rank := accept(u, source); rank > 0 {
				found = append(found, candidate{i, int(s), rank})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.unit, b.unit), cmp.Compare(a.source, b.source))
	})
	return found
}

// sharing are the sources that share most tokens with unit i, at most mostCompared, in order. shared is all 0 before and
// after.
func (l *likeness) sharing(i int, shared []int32) []int32 {
	var touched []int32
	for _, token := range distinct(l.units[i].tokens) {
		for _, s := range l.nearest(l.postings[token], i) {
			if shared[s] == 0 {
				touched = append(touched, s)
			}
			shared[s]++
		}
	}
	if len(touched) > mostCompared {
		slices.SortFunc(touched, func(a, b int32) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b)) })
	}
	for _, s := range touched {
		shared[s] = 0
	}
	touched = touched[:min(len(touched), mostCompared)]
	slices.Sort(touched)
	return touched
}

func (l *likeness) nearest(postings []int32, unit int) []int32 {
	if len(postings) <= nearestSources {
		return postings
	}
	place := int32(unit * len(l.sources) / len(l.units))
	at, _ := slices.BinarySearch(postings, place)
	from := min(max(at-nearestSources/2, 0), len(postings)-nearestSources)
	return postings[from : from+nearestSources]
}

func (l *likeness) take(candidates []candidate) {
	for _, c := range candidates {
		unit, source := l.units[c.unit].index, l.sources[c.source].index
		if l.source[unit] < 0 && l.unit[source] < 0 {
			l.pair(unit, source)
		}
	}
}

// similarPairs ranks by likeness from Similar on.
func similarPairs(u, s *text) float64 {
	shorter, longer := min(len(u.tokens), len(s.tokens)), max(len(u.tokens), len(s.tokens))
	if float64(shorter) < Similar*float64(longer) {
		return 0
	}
	if like := similarity(u, s); like >= Similar {
		return like
	}
	return 0
}

// containedPairs ranks parts by their length, so that the longest part of a split or a join has the key.
func containedPairs(u, s *text) float64 {
	shorter := min(len(u.tokens), len(s.tokens))
	if shorter < ContainedTokens {
		return 0
	}
	if common := u.compared().Common(s.tokens); float64(common) >= Contained*float64(shorter) {
		return float64(shorter)
	}
	return 0
}
