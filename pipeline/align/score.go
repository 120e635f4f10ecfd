package align

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bead is a step of the dynamic program: how many sentences it takes from each text.
type bead struct{ source, target int }

var (
	beads = [...]bead{{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3}, {3, 1}}
	// priors are the chances of the beads, as natural logarithms: of a translation with some damage.
	priors = [...]float64{math.Log(.762), math.Log(.05), math.Log(.05), math.Log(.06), math.Log(.06), math.Log(.01), math.Log(.004), math.Log(.004)}
)

const (
	maxSpan    = 3    // sentences of one side in a bead
	wordWeight = 0.35 // words of one sentence are not independent of each other
)

// surprises are -log of the chance of each length, under a log-normal law fitted to the text.
func surprises(lengths []float64) []float64 {
	mean, square := 0.0, 0.0
	for _, l := range lengths {
		x := math.Log(l + 1)
		mean, square = mean+x, square+x*x
	}
	n := float64(len(lengths))
	mean /= n
	deviation := math.Sqrt(max(0.25, square/n-mean*mean))
	out := make([]float64, len(lengths))
	for i, l := range lengths {
		z := (math.Log(l+1) - mean) / deviation
		out[i] = z*z/2 + math.Log(deviation*(l+1)*math.Sqrt(2*math.Pi))
	}
	return out
}

// lengthGain is how much more likely the target's lengths are, given the source's, than by themselves, in nats.
func (p *pair) lengthGain(s, t Range) float64 {
	from, to, alone := 0.0, 0.0, 0.0
	for i := s.Start; i < s.End; i++ {
		from += p.source.length[i]
	}
	for j := t.Start; j < t.End; j++ {
		to += p.target.length[j]
		alone += p.target.surprise[j]
	}
	variance := p.variance*(from+to)/2 + 4
	d := to - from
	gain := -d*d/(2*variance) - math.Log(2*math.Pi*variance)/2 + alone
	if n := t.Len(); n > 1 {
		gain -= float64(n-1) * math.Log(to+1) // where the target is divided
	}
	return max(gain, -12)
}

// A boundary weighs whether both sides of a link begin a block.
type boundary struct {
	both, source, target, neither float64
	inner                         float64 // a block begins within the link
}

// newBoundary takes the gains from how often a sentence of the target begins a block.
func newBoundary(target []Sentence) boundary {
	const kept, arisen = 0.88, 0.10 // of a source sentence that begins a block, of one that does not
	first := 0
	for _, s := range target {
		if s.First {
			first++
		}
	}
	share := float64(first) / float64(len(target))
	if share < 0.05 || share > 0.95 {
		return boundary{}
	}
	return boundary{math.Log(kept / share), math.Log((1 - kept) / (1 - share)), math.Log(arisen / share), math.Log((1 - arisen) / (1 - share)), math.Log(arisen / share)}
}

func (p *pair) boundaryGain(s, t Range) float64 {
	b := &p.begins
	gain := 0.0
	switch first, other := p.source.sentences[s.Start].First, p.target.sentences[t.Start].First; {
	case first && other:
		gain = b.both
	case first:
		gain = b.source
	case other:
		gain = b.target
	default:
		gain = b.neither
	}
	for i := s.Start + 1; i < s.End; i++ {
		if p.source.sentences[i].First {
			gain += min(0, b.inner)
		}
	}
	for j := t.Start + 1; j < t.End; j++ {
		if p.target.sentences[j].First {
			gain += min(0, b.inner)
		}
	}
	return gain
}

// A mark is how a sentence ends.
type mark int

const (
	stop mark = iota
	question
	exclamation
	colon
	open // a comma, a semicolon, or no mark at all
	marks
)

// A closing weighs how both sides of a link end.
type closing struct{ share [marks]float64 }

func newClosing(target []Sentence) closing {
	var c closing
	for _, s := range target {
		c.share[ending(s.Text)]++
	}
	for m := range c.share {
		c.share[m] = (c.share[m] + 1) / float64(len(target)+int(marks))
	}
	return c
}

func (p *pair) closingGain(s, t Range) float64 {
	const same, weight = 0.8, 0.7
	a, b := ending(p.source.sentences[s.End-1].Text), ending(p.target.sentences[t.End-1].Text)
	if a == b {
		return min(2.5, math.Log(same/p.ends.share[b])) * weight
	}
	return max(-1.5, math.Log((1-same)/(1-p.ends.share[a]))) * weight
}

func ending(text string) mark {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || strings.ContainsRune(`"'*_`, r)
	})
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case strings.ContainsRune("?？؟;՞፧", last):
		return question
	case strings.ContainsRune("!！՜", last):
		return exclamation
	case strings.ContainsRune(":：", last):
		return colon
	case strings.ContainsRune(".。．।॥۔։።។။།…", last):
		return stop
	}
	return open
}
