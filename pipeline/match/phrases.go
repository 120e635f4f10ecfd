package match

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// blankEnds are scripts that mark the end of a sentence by a blank alone, as they mark clauses.
var blankEnds = map[string]bool{"Thai": true, "Laoo": true}

const (
	maxPhrases = 200 // of a pair: past that it is not taken apart
	maxRun     = 40  // phrases of one sentence
	// sureMargin is how much stranger the lengths must be if an end were one phrase on or back: half of that is a chance of one in three.
	sureMargin = 1.0
)

// phrases cuts spans at the blanks between two letters of these scripts: the places where a sentence may end.
// A blank beside a number or a foreign word says nothing.
func phrases(text string, spans []segment.Span) []segment.Span {
	var all []segment.Span
	for _, s := range spans {
		start := s.Start
		for i := s.Start; i < s.End; i++ {
			if text[i] != ' ' {
				continue
			}
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+1:])
			if unicode.In(before, unicode.Thai, unicode.Lao) && unicode.In(after, unicode.Thai, unicode.Lao) {
				all = append(all, segment.Span{Start: start, End: i})
				start = i + 1
			}
		}
		all = append(all, segment.Span{Start: start, End: s.End})
	}
	return all
}

// byPhrases gives each sentence of the source a run of the target's phrases, as their lengths and numbers say. Only those
// sentences are given of which both ends are sure.
func byPhrases(p memory.Pair, from, to []segment.Span) []bead {
	to = phrases(p.Target, to)
	if len(to) < len(from) || len(from) > maxSentences || len(to) > maxPhrases {
		return nil
	}
	r := newRuns(p, from, to)
	ends := r.ends()
	if ends == nil {
		return nil
	}
	var beads []bead
	for i := range from {
		begin := 0
		if i > 0 {
			begin = ends[i-1]
		}
		one := r.bead(i, begin, ends[i])
		if (i == 0 || r.sure(ends, i-1)) && (i == len(from)-1 || r.sure(ends, i)) && one.plausible(p) {
			beads = append(beads, one)
		}
	}
	return beads
}

// runs are a source's sentences and a target's phrases.
type runs struct {
	pair     memory.Pair
	from, to []segment.Span
	ratio    float64
	expected []float64 // length of a sentence's translation
	numbers  []string  // of a sentence, as digits
	lengths  []float64 // of all phrases before one, each with a blank
}

func newRuns(p memory.Pair, from, to []segment.Span) *runs {
	r := &runs{pair: p, from: from, to: to, ratio: length(p.Target) / length(p.Source), lengths: []float64{0}}
	for _, s := range from {
		sentence := p.Source[s.Start:s.End]
		r.expected, r.numbers = append(r.expected, length(sentence)*r.ratio), append(r.numbers, digits(sentence))
	}
	for i, s := range to {
		r.lengths = append(r.lengths, r.lengths[i]+length(p.Target[s.Start:s.End])+1)
	}
	return r
}

// bead is the i-th sentence with the phrases from one up to before another.
func (r *runs) bead(i, begin, end int) bead {
	return bead{r.pair.Source[r.from[i].Start:r.from[i].End], r.pair.Target[r.to[begin].Start:r.to[end-1].End]}
}

// cost is how strange a bead is.
func (r *runs) cost(i, begin, end int) float64 {
	c := strangeness(r.expected[i], r.lengths[end]-r.lengths[begin]-1, r.ratio)
	if r.numbers[i] != "" && r.numbers[i] != digits(r.bead(i, begin, end).target) {
		c += 2 * sureMargin
	}
	return c
}

// ends are where the sentences' phrases end in the cheapest division: at least one for each. nil if there is none.
func (r *runs) ends() []int {
	n, m := len(r.from), len(r.to)
	cost, begin := make([]float64, (n+1)*(m+1)), make([]int, (n+1)*(m+1))
	for at := 1; at < len(cost); at++ {
		cost[at] = math.Inf(1)
	}
	for i := 1; i <= n; i++ {
		for j := i; j <= m-(n-i); j++ {
			at := i*(m+1) + j
			for k := j - 1; k >= i-1 && k >= j-maxRun; k-- {
				if before := cost[(i-1)*(m+1)+k]; before < cost[at] { // a cost is never below 0
					if c := before + r.cost(i-1, k, j); c < cost[at] {
						cost[at], begin[at] = c, k
					}
				}
			}
		}
	}
	if math.IsInf(cost[n*(m+1)+m], 1) {
		return nil
	}
	ends := make([]int, n)
	for i, j := n, m; i > 0; i-- {
		ends[i-1] = j
		j = begin[i*(m+1)+j]
	}
	return ends
}

// sure tells whether the end of the i-th sentence would be worse one phrase on or back.
func (r *runs) sure(ends []int, i int) bool {
	begin := 0
	if i > 0 {
		begin = ends[i-1]
	}
	end, next := ends[i], ends[i+1]
	is := r.cost(i, begin, end) + r.cost(i+1, end, next)
	return !slices.ContainsFunc([]int{end - 1, end + 1}, func(other int) bool {
		return begin < other && other < next && r.cost(i, begin, other)+r.cost(i+1, other, next) < is+sureMargin
	})
}
