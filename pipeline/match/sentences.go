package match

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// Sentences are the pairs of single sentences within pairs: the memory's second layer. Where source and target have as many
// sentences, they are taken one by one, unless a number then stands in the translation of another sentence; else two or three of one
// side may stand for one of the other, as their lengths say, and the whole pair is left out where a pair of sentences then has
// other numbers or a strange length. Where the target's script ends sentences by blanks, those are found that lengths and numbers
// make sure. A pair of one sentence is a sentence, too.
func Sentences(pairs []memory.Pair, source, target language.Language) []memory.Pair {
	all := make([]memory.Pair, 0, len(pairs))
	for _, p := range pairs {
		from, to := segment.Sentences(p.Source, source), segment.Sentences(p.Target, target)
		beads := align(p, from, to)
		if len(to) < len(from) && blankEnds[target.Script()] {
			beads = byPhrases(p, from, to)
		}
		for _, b := range beads {
			one := p
			one.Source, one.Target = b.source, b.target
			all = append(all, one)
		}
	}
	return all
}

// A bead is a part of a pair whose two sides say the same.
type bead struct{ source, target string }

// maxSentences is the number of sentences past which a pair with other counts on its sides is not taken apart.
const maxSentences = 200

func align(p memory.Pair, from, to []segment.Span) []bead {
	if len(from) == 0 || len(to) == 0 {
		return nil
	}
	if len(from) == len(to) {
		if beads := oneByOne(p, from, to); !displaced(p, beads) {
			return beads
		}
	}
	if max(len(from), len(to)) > maxSentences {
		return nil
	}
	beads := byLength(p, from, to)
	if !slices.ContainsFunc(beads, func(b bead) bool { return !b.plausible(p) }) {
		return beads
	}
	return nil
}

func oneByOne(p memory.Pair, from, to []segment.Span) []bead {
	beads := make([]bead, len(from))
	for i := range from {
		beads[i] = bead{p.Source[from[i].Start:from[i].End], p.Target[to[i].Start:to[i].End]}
	}
	return beads
}

// displaced tells whether beads have other numbers on their two sides though the whole pair has the same: a translator who joined
// two sentences and divided another has as many as before.
func displaced(p memory.Pair, beads []bead) bool {
	if len(beads) < 2 || !strings.ContainsAny(p.Source, "0123456789") || digits(p.Source) != digits(p.Target) {
		return false
	}
	return slices.ContainsFunc(beads, func(b bead) bool { return digits(b.source) != digits(b.target) })
}

// steps are how many sentences of each side a bead may take, and what it costs: two sentences for one are rarer (W. A. Gale
// and K. W. Church, "A program for aligning sentences in bilingual corpora", 1993).
var steps = [...]struct {
	from, to int
	cost     float64
}{{1, 1, 0}, {1, 2, 2.5}, {2, 1, 2.5}, {1, 3, 5}, {3, 1, 5}}

// byLength finds the cheapest way to cut both sides into beads; nil if there is none.
func byLength(p memory.Pair, from, to []segment.Span) []bead {
	ratio := length(p.Target) / length(p.Source)
	width := len(to) + 1
	cost, step := make([]float64, (len(from)+1)*width), make([]int, (len(from)+1)*width)
	for at := 1; at < len(cost); at++ {
		cost[at] = math.Inf(1)
		i, j := at/width, at%width
		for n, s := range steps {
			if i < s.from || j < s.to {
				continue
			}
			a, b := p.Source[from[i-s.from].Start:from[i-1].End], p.Target[to[j-s.to].Start:to[j-1].End]
			if c := cost[(i-s.from)*width+j-s.to] + s.cost + strangeness(length(a)*ratio, length(b), ratio); c < cost[at] {
				cost[at], step[at] = c, n
			}
		}
	}
	var beads []bead
	for i, j := len(from), len(to); i > 0 || j > 0; {
		if at := i*width + j; math.IsInf(cost[at], 1) {
			return nil
		} else {
			s := steps[step[at]]
			beads = append(beads, bead{p.Source[from[i-s.from].Start:from[i-1].End], p.Target[to[j-s.to].Start:to[j-1].End]})
			i, j = i-s.from, j-s.to
		}
	}
	slices.Reverse(beads)
	return beads
}

func length(text string) float64 { return float64(max(utf8.RuneCountInString(text), 1)) }

// strangeness is half the square of how many standard deviations a length is from the expected one, whose variance grows with
// the length, 6.8 a character (Gale and Church); less in a script whose characters say more.
func strangeness(expected, is, ratio float64) float64 {
	d := (is - expected) / math.Sqrt(6.8*max(expected, is)*min(ratio, 1))
	return d * d / 2
}

// plausible tells whether the two sides have a usual proportion and the same numbers.
func (b bead) plausible(p memory.Pair) bool {
	ratio := length(p.Target) / length(p.Source)
	return strangeness(length(b.source)*ratio, length(b.target), ratio) < 2.5 && digits(b.source) == digits(b.target)
}

// digits are the values of a text's numbers, sorted: what the two sides of a pair have in common however they write them.
func digits(text string) string {
	var all []string
	for _, n := range numbersIn(text) {
		all = append(all, strings.TrimLeft(n.whole+n.decimals, "0"))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
