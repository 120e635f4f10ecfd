package layout

import "math"

// Demerits, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981). A line has those of its spaces, of its letters where
// they are not natural, of the jump of the letter fit from the line before, and of a hyphen at its end. The letter fit is a
// dimension of its own: the best fit of all lines is found together with their breaks.
const (
	linePenalty      = 1_600
	doubleHyphen     = 300_000
	hyphenBeforeLast = 300_000
	shortLast        = 1_000_000 // a last line shorter than shortLastWidth, from the shortPass on; before, there is none
	shortLastWidth   = 3         // em
	shortPass        = 2
	emergencyDemerit = 1e8
	maxRatio         = 40    // ratios beyond do not make a line worse
	mostShrink       = 1.5   // spaces take no more than that: a third
	maxHyphens       = 2     // lines running
	window           = 6_000 // boxes of a paragraph broken at once: bounds memory

	fitClasses   = 9 // letter fits, from -1 to 1
	fitStep      = 2.0 / (fitClasses - 1)
	naturalClass = fitClasses / 2

	unseen = 0.65 // the letter fit that nobody sees in a paragraph
)

func shareOf(class int) float64 { return float64(class-naturalClass) * fitStep }

// A room is what a line lacks, below 0 what it has too much, and what can give it; in em.
type room struct {
	lack, letters, glue, give float64
	ragged                    float64
}

// between is the room of a line between two sums.
func (k *breaker) between(from, to *sums, measure float64) room {
	return room{measure - (to.width - from.width), to.letters - from.letters, to.glue - from.glue, to.give - from.give, k.ragged}
}

func (l *room) fits() bool {
	if l.ragged > 0 {
		return l.lack >= -1e-9
	}
	return l.lack+l.letters+mostShrink*l.give >= -1e-9
}

// least is the least ratio of the spaces with letters at their widest.
func (l *room) least() float64 { return l.ratio(1) }

// ratio is how far spaces are from natural with a letter fit: 1 all their stretch, -1 all their shrink; of a ragged line, how
// far it falls short.
func (l *room) ratio(share float64) float64 {
	if l.ragged > 0 {
		return l.lack / l.ragged
	}
	lack := l.lack - share*l.letters
	if lack < 0 {
		return lack / (l.give + 1e-9)
	}
	return min(lack/(l.glue+1e-9), maxRatio)
}

// tail is how a line ends behind so many hyphens running; of one hyphen too many, demerits are without end.
func (k *breaker) tail(e *ending, before uint8) (t tail) {
	switch {
	case e.cost > 0:
		if t.hyphens = before + 1; t.hyphens > maxHyphens {
			return tail{demerits: math.Inf(1)}
		}
		t.demerits = k.fit.hyphen * e.cost
	case e.box.hyphen:
		t.hyphens = min(before+1, maxHyphens)
		if t.demerits = k.fit.hyphen / 4; before == maxHyphens {
			t.demerits += 10 * doubleHyphen
		}
	case e.box.after == emergency:
		t.demerits = emergencyDemerit
	}
	if t.hyphens > 1 {
		t.demerits += doubleHyphen
	}
	return t
}

// badness is the demerits of spaces at a ratio: its square, for spaces to be even on the whole, and its sixth power, for no line
// to stand out.
func (f *fit) badness(r float64) float64 {
	q := r * r
	return linePenalty + 16_000*q + 38_000*q*q*q
}

// letterCost is the demerits of letters that are not natural: few up to an unseen fit, more beyond.
func (f *fit) letterCost(share float64) float64 {
	over := max(0, math.Abs(share)-unseen)
	return f.letter * (share*share + 100*over*over)
}

// jumped is the demerits of a jump of the letter fit from a line to the next.
func (f *fit) jumped(by float64) float64 {
	over := max(0, math.Abs(by)-f.seen)
	return f.glare * over * over
}
