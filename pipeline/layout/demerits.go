package layout

import "math"

// Demerits, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the figures that won on four languages.
const (
	linePenalty      = 40
	doubleHyphen     = 100_000
	hyphenBeforeLast = 150_000
	calmJump         = 0.5    // jumps of the ratio from line to line up to it cost nothing
	shortLast        = 30_000 // a last line shorter than shortLastWidth, from the shortPass on; before, there is none
	shortLastWidth   = 3      // em
	shortPass        = 2
	emergencyDemerit = 1e8
	maxRatio         = 40 // ratios beyond do not make a line worse
	maxHyphens       = 2  // lines running
	classCount       = 6
	window           = 6_000 // boxes of a paragraph broken at once: bounds memory
)

// classLimits are the greatest ratios of the fitness classes but the last.
var classLimits = [classCount - 1]float64{-.6, -.2, .2, .6, 1.1}

// ratio is what a line from n to e needs: 0 natural, 1 all its stretch, -1 all its shrink; fits is false if it is too long.
// Beyond 1, letters stay as they are, and spaces give the rest.
func (k *breaker) ratio(n *node, e *ending, measure float64) (r float64, fits bool) {
	lack := measure - (e.width - n.width)
	if k.ragged > 0 {
		return lack / k.ragged, lack >= -1e-9
	}
	if lack < 0 {
		less := e.less - n.less
		if -lack > less+1e-9 {
			return 0, false
		}
		return lack / (less + 1e-9), true
	}
	more := e.more - n.more
	if lack <= more {
		return lack / (more + 1e-9), true
	}
	return min(1+(lack-more)/(e.glue-n.glue+1e-9), maxRatio), true
}

func (k *breaker) demerits(n *node, e *ending, r float64) (d float64, hyphens uint8, ok bool) {
	d = badness(r) + n.demerits
	switch {
	case e.cost > 0:
		if hyphens = n.hyphens + 1; hyphens > maxHyphens {
			return 0, 0, false
		}
		d += k.fit.hyphen * e.cost
	case e.box.hyphen:
		hyphens = min(n.hyphens+1, maxHyphens)
		if d += k.fit.hyphen / 4; n.hyphens == maxHyphens {
			d += 10 * doubleHyphen
		}
	case e.box.after == emergency:
		d += emergencyDemerit
	}
	if hyphens > 1 {
		d += doubleHyphen
	}
	if n.from >= 0 {
		d += k.jump(r, n.ratio)
	}
	return d, hyphens, true
}

// jump is the demerits of the ratios of two neighbouring lines.
func (k *breaker) jump(a, b float64) float64 {
	j := min(math.Abs(a-b), 4)
	if j <= calmJump || k.ragged > 0 {
		return 0
	}
	return k.fit.jump * j * j
}

func badness(r float64) float64 {
	b := linePenalty + 100*math.Abs(r*r*r)
	return b * b
}

func class(r float64) int {
	c := 0
	for c < classCount-1 && r > classLimits[c] {
		c++
	}
	return c
}
