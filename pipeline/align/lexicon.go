package align

import (
	"math"
	"slices"
)

// A vocabulary numbers the word types of one text, in order of appearance.
type vocabulary struct {
	numbers map[string]int32
	words   []string
	count   []int
	total   int
}

func newVocabulary() *vocabulary { return &vocabulary{numbers: map[string]int32{}} }

// number counts words, and returns their types, each once.
func (v *vocabulary) number(words []string) []int32 {
	var out []int32
	seen := map[int32]bool{}
	for _, w := range words {
		n, known := v.numbers[w]
		if !known {
			n = int32(len(v.words))
			v.numbers[w] = n
			v.words, v.count = append(v.words, w), append(v.count, 0)
		}
		if !seen[n] {
			seen[n] = true
			v.count[n]++
			v.total++
			out = append(out, n)
		}
	}
	return out
}

// known counts the words that the text has, too, and returns their types, each once: of others nothing can be learned for it.
func (v *vocabulary) known(words []string) []int32 {
	return v.number(slices.DeleteFunc(words, func(w string) bool { _, known := v.numbers[w]; return !known }))
}

// beadWords are the word types of the two sides of a link, and how sure the link is, from 0 to 1.
type beadWords struct {
	source, target []int32
	weight         float64
}

// A wordLink is one type's link to another one of the other text: the chance that the one is translated by the other.
type wordLink struct {
	other  int32
	chance float64
}

// A lexicon says how word types of both texts translate each other, in both directions.
type lexicon struct {
	source, target *vocabulary
	alike          [][]wordLink // by source type: types of the target that are spelled alike
	forward, back  [][]wordLink // by source type, by target type: what is learned and what is alike
	missingS       []float64    // by source type: what it says that no translation of it is there
	missingT       []float64    // by target type
	scratch        []float64    // by source type, all zero between uses
}

func newLexicon(source, target *vocabulary) *lexicon {
	x := &lexicon{source: source, target: target}
	x.alike = cognates(source, target)
	return x
}

// Chances that words which are spelled alike translate each other.
const (
	sameNumber = 0.95
	sameWord   = 0.6
	sameStem   = 0.35
)

// cognates are the types of both texts that are spelled alike: equal numbers, equal words, equal first four letters.
func cognates(source, target *vocabulary) [][]wordLink {
	const stem, rare = 4, 4
	stems := map[string][]int32{}
	for t, w := range target.words {
		if s := prefix(w, stem); len(s) == stem && s == prefix(w, len(s)) && isLatin(s) {
			stems[s] = append(stems[s], int32(t))
		}
	}
	alike := make([][]wordLink, len(source.words))
	for s, w := range source.words {
		if t, equal := target.numbers[w]; equal {
			switch {
			case w[0] == '#':
				alike[s] = append(alike[s], wordLink{t, sameNumber})
			case len(w) > stem || source.count[s] <= rare && target.count[t] <= rare:
				alike[s] = append(alike[s], wordLink{t, sameWord})
			}
			continue
		}
		if p := prefix(w, stem); len(p) == stem && isLatin(p) {
			for _, t := range stems[p] {
				alike[s] = append(alike[s], wordLink{t, sameStem})
			}
		}
	}
	return alike
}

func isLatin(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// learn sets the lexicon from pairs of sentences that are taken for translations of each other.
func (x *lexicon) learn(beads []beadWords) {
	x.forward = train(beads, len(x.source.words), x.target)
	swapped := make([]beadWords, len(beads))
	for i, b := range beads {
		swapped[i] = beadWords{b.target, b.source, b.weight}
	}
	x.back = train(swapped, len(x.target.words), x.source)
	for s, links := range x.alike {
		for _, l := range links {
			x.forward[s] = raise(x.forward[s], l.other, l.chance)
			x.back[l.other] = raise(x.back[l.other], int32(s), l.chance)
		}
	}
	x.missingT, x.missingS = missing(x.forward, x.target), missing(x.back, x.source)
	x.scratch = make([]float64, len(x.source.words))
}

// raise sets the chance of a link to at least that.
func raise(links []wordLink, other int32, chance float64) []wordLink {
	for i := range links {
		if links[i].other == other {
			links[i].chance = max(links[i].chance, chance)
			return links
		}
	}
	return append(links, wordLink{other, chance})
}

// missing is what it says, in nats, that no translation of a type is there: nothing for types without a sure one.
func missing(links [][]wordLink, of *vocabulary) []float64 {
	const sure = 0.2
	out := make([]float64, len(of.words))
	for _, others := range links {
		for _, l := range others {
			if l.chance >= sure {
				out[l.other] = of.gain(l.other, 0)
			}
		}
	}
	return out
}

// A cell is a pair of types that stand in at least one link together.
type cell struct {
	given, other int32
	weight       float64 // of the links
	chance       float64
}

// train is IBM's model 1 (P. F. Brown and others, "The mathematics of statistical machine translation", Computational
// Linguistics 19, 1993) with a null word: for each given type, the chances of the types that translate it. What only one link
// shows is left out: it would prove that link by itself.
func train(beads []beadWords, given int, of *vocabulary) [][]wordLink {
	const rounds, once, least = 6, 1.2, 0.02
	cells, places := cellsOf(beads, of)
	for range rounds {
		expect(beads, cells, places, given, of.total)
	}
	out := make([][]wordLink, given)
	for _, c := range cells {
		if c.weight > once && c.chance > least {
			out[c.given] = append(out[c.given], wordLink{c.other, c.chance * (c.weight - 1) / c.weight})
		}
	}
	return out
}

// cellsOf are the cells of all links; places are the numbers of each link's own, target word by target word.
func cellsOf(beads []beadWords, of *vocabulary) (cells []cell, places [][]int32) {
	index := map[uint64]int32{}
	places = make([][]int32, len(beads))
	for b, bead := range beads {
		places[b] = make([]int32, 0, len(bead.source)*len(bead.target))
		for _, t := range bead.target {
			for _, s := range bead.source {
				key := uint64(uint32(s))<<32 | uint64(uint32(t))
				at, known := index[key]
				if !known {
					at = int32(len(cells))
					index[key] = at
					cells = append(cells, cell{given: s, other: t, chance: 1 / float64(1+of.count[t])})
				}
				cells[at].weight += bead.weight
				places[b] = append(places[b], at)
			}
		}
	}
	return cells, places
}

// expect is one round of expectation and maximization.
func expect(beads []beadWords, cells []cell, places [][]int32, given, total int) {
	const null = 0.05
	count, sums := make([]float64, len(cells)), make([]float64, given)
	for b, bead := range beads {
		at, n := places[b], len(bead.source)
		for ; len(at) > 0; at = at[n:] {
			sum := null / float64(total) * float64(n)
			for _, i := range at[:n] {
				sum += cells[i].chance
			}
			for _, i := range at[:n] {
				share := cells[i].chance / sum * bead.weight
				count[i] += share
				sums[cells[i].given] += share
			}
		}
	}
	for i := range cells {
		if sum := sums[cells[i].given]; sum > 0 {
			cells[i].chance = count[i] / sum
		}
	}
}

// gain is how much more likely a type is with a translation of that chance beside it than by itself, in nats.
func (v *vocabulary) gain(word int32, chance float64) float64 {
	const without, most, least = 0.35, 4.0, -1.0
	alone := float64(v.count[word]) / float64(v.total)
	return max(least, min(most, math.Log(without+(1-without)*chance/alone)))
}
