// Package align finds which sentences of a published text and of its translation belong together, so that editions from
// before there was a memory become pairs of one.
//
// It reads two documents as lists of sentences, and links them in order: one to one, one to two, two to two, or a sentence to
// nothing where one side has dropped it. It may import memory, resolution, segment and language; it touches no file, clock,
// network or goroutine: the same texts and the same memory give the same links.
package align

import (
	"fmt"
	"math"

	"publish/pipeline/memory"
)

// MaxSentences is the most sentences that either text may have: some 250 pages.
const MaxSentences = 5_000

// A Range is a run of sentences of one text; End is the first that is not of it. An empty range is a dropped sentence.
type Range struct{ Start, End int }

// Len is how many sentences a range has.
func (r Range) Len() int { return r.End - r.Start }

// A Link says that a run of source sentences and a run of target sentences say the same. Links tile both texts, in order:
// each begins where the one before it ends, on both sides.
type Link struct {
	Source, Target Range
	Confidence     float64 // the link's posterior probability, 0 to 1
}

// Links aligns two texts. Pairs of the memory, of the same two languages, teach it words, the first MaxKnown of them. It
// fails where a text has more than
// MaxSentences.
//
// The links are the best path through a dynamic program whose steps are scored by length (W. A. Gale and K. W. Church, "A
// program for aligning sentences in bilingual corpora", Computational Linguistics 19, 1993), by words, and by the marks of
// both texts. Words are learned from the links of the round before (IBM's model 1, as in R. C. Moore, "Fast and accurate
// sentence alignment of bilingual corpora", AMTA 2002).
func Links(source, target []Sentence, known []memory.Pair) ([]Link, error) {
	for _, side := range []struct {
		name string
		n    int
	}{{"source", len(source)}, {"target", len(target)}} {
		if side.n > MaxSentences {
			return nil, fmt.Errorf("the %s text has %d sentences; at most %d are aligned: cut both texts at the same place", side.name, side.n, MaxSentences)
		}
	}
	if len(source) == 0 || len(target) == 0 {
		return dropped(source, target), nil
	}
	var best []Link
	gain := math.Inf(-1)
	for _, variance := range variances {
		if links, g := newPair(source, target, known, variance).links(); g > gain {
			best, gain = links, g
		}
	}
	return best, nil
}

// variances are where the search for the lengths' own begins: a strict view of them, and a lenient one. What is learned later
// depends on the first path, and the better end is taken.
var variances = [...]float64{3, 12}

// links aligns in rounds, each with the words that the one before it has taught.
func (p *pair) links() ([]Link, float64) {
	const rounds = 3
	c := p.diagonal()
	for round := 0; ; round++ {
		t := p.score(c)
		path, gain := p.best(t)
		if path = p.confide(path, t); round == rounds {
			return path, gain
		}
		p.learn(path)
		c = p.around(path, c)
	}
}

// dropped links every sentence to nothing.
func dropped(source, target []Sentence) []Link {
	var links []Link
	for i := range source {
		links = append(links, Link{Source: Range{i, i + 1}, Confidence: 1})
	}
	for j := range target {
		links = append(links, Link{Source: Range{len(source), len(source)}, Target: Range{j, j + 1}, Confidence: 1})
	}
	return links
}

// A pair is two texts on their way to being linked, with what is known of them so far.
type pair struct {
	source, target side
	ratio          float64 // source characters to one target character
	variance       float64 // of a sentence's length, in characters a character
	words          *lexicon
	known          []beadWords // of the memory
	begins         boundary
	ends           closing
}

// A side is one of the two texts, as numbers.
type side struct {
	sentences []Sentence
	words     [][]int32 // word types of each sentence
	types     *vocabulary
	length    []float64 // in source characters
	surprise  []float64 // -log of the chance of a sentence's length
}

func newPair(source, target []Sentence, known []memory.Pair, variance float64) *pair {
	p := &pair{variance: variance}
	p.source, p.target = newSide(source), newSide(target)
	for _, m := range known[:min(len(known), MaxKnown)] {
		b := beadWords{p.source.types.known(Words(m.Source)), p.target.types.known(Words(m.Target)), 1}
		if len(b.source) > 0 && len(b.target) > 0 {
			p.known = append(p.known, b)
		}
	}
	p.words = newLexicon(p.source.types, p.target.types)
	p.scale(total(p.source.length) / max(1, total(p.target.length)))
	p.begins = newBoundary(target)
	p.ends = newClosing(target)
	p.learn(nil)
	return p
}

// MaxKnown is of how many pairs of the memory words are learned: more take long and teach little.
const MaxKnown = 20_000

func newSide(sentences []Sentence) side {
	s := side{sentences: sentences, types: newVocabulary()}
	for _, one := range sentences {
		words := Words(one.Text)
		if one.Label != "" {
			words = append(words, Words(one.Label)...)
		}
		s.words = append(s.words, s.types.number(words))
		s.length = append(s.length, characters(one.Text))
	}
	return s
}

// scale brings both sides to source characters.
func (p *pair) scale(ratio float64) {
	p.ratio = ratio
	for j, one := range p.target.sentences {
		p.target.length[j] = characters(one.Text) * ratio
	}
	p.source.surprise, p.target.surprise = surprises(p.source.length), surprises(p.target.length)
}
