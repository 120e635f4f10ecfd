package layout

import "math"

// A node is a way to end a line: at a place, as the best of its fitness class and count of hyphens. Its sums run from the
// start of the paragraph to the start of the next line.
type node struct {
	width, more, less float64
	demerits, ratio   float64
	from              int32 // node that the line begins at; -1: none
	next              int32 // first box of the next line
	hyphens           uint8 // lines running that end with a hyphen
}

// A lineSpan is the boxes of one line and its ratio: 0 natural, 1 all stretch used, -1 all shrink used.
type lineSpan struct {
	first, end int // boxes[first:end]
	ratio      float64
	last       bool // of its paragraph, or before a mandatory break
}

// Demerits, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the figures that won on four languages.
const (
	linePenalty      = 40
	hyphenDemerits   = 300 * 300 // of a hyphen of the text at a line's end; halved squared: it is there anyway
	doubleHyphen     = 100_000
	hyphenBeforeLast = 100_000
	jumpDemerits     = 20_000 // times the square of the ratio's jump from line to line, beyond calmJump
	calmJump         = 0.5
	shortLast        = 3_000 // a last line shorter than shortLastWidth
	shortLastWidth   = 3     // em
	emergencyDemerit = 1e8
	maxRatio         = 40 // ratios beyond do not make a line worse
	maxHyphens       = 2  // lines running
	classCount       = 6
	window           = 6_000 // boxes of a paragraph broken at once: bounds memory
	tolerance        = 2.0   // greatest ratio of the first pass; the second has none
)

// classLimits are the greatest ratios of the fitness classes but the last.
var classLimits = [classCount - 1]float64{-.6, -.2, .2, .6, 1.1}

// A breaker finds the best breaks of paragraphs; it keeps its memory from one to the next.
type breaker struct {
	fit    fit
	ragged float64 // em that a line may fall short at ratio 1; 0: justified
	even   bool    // of ragged lines: the last one is to be as long as the others, as in headings
	nodes  []node
	head   int // first node that a line may still begin at
	best   [classCount][maxHyphens + 1]candidate
	spans  []lineSpan
}

type candidate struct {
	demerits, ratio float64
	from            int32
}

// breakLines breaks boxes into lines of the measure, the first one shorter by indent; all in em. Every line fits, if every
// unbreakable run of boxes does. Long paragraphs are broken in windows, so that time and memory stay linear.
func (k *breaker) breakLines(boxes []box, measure, indent float64) []lineSpan {
	k.spans = k.spans[:0]
	for at := 0; at < len(boxes); {
		end := at
		for end < len(boxes) && boxes[end].after != mandatory {
			end++
		}
		end = min(end+1, len(boxes))
		k.breakStretch(boxes, at, end, measure, indent)
		at, indent = end, 0
	}
	return k.spans
}

// breakStretch breaks boxes[at:end], which holds no mandatory break but at its end.
func (k *breaker) breakStretch(boxes []box, at, end int, measure, indent float64) {
	for at < end {
		stop := min(at+window, end)
		for stop < end && boxes[stop-1].after == forbidden && stop-at < 2*window {
			stop++
		}
		before := len(k.spans)
		k.breakWindow(boxes, at, stop, measure, indent)
		if stop < end { // the last lines of a window are broken without what follows: do them again
			if keep := len(k.spans) - 3; keep > before {
				k.spans = k.spans[:keep]
			}
			k.spans[len(k.spans)-1].last = false
		}
		at, indent = k.spans[len(k.spans)-1].end, 0
	}
}

func (k *breaker) breakWindow(boxes []box, at, end int, measure, indent float64) {
	if k.try(boxes[:end], at, measure, indent, tolerance) || k.try(boxes[:end], at, measure, indent, math.Inf(1)) {
		return
	}
	k.greedy(boxes[:end], at, measure, indent)
}

// try breaks boxes[at:] with no ratio above the tolerance, and says whether that is possible.
func (k *breaker) try(boxes []box, at int, measure, indent, tolerance float64) bool {
	k.nodes, k.head = k.nodes[:0], 0
	first := node{width: -indent, from: -1, next: int32(at)}
	if k.ragged == 0 && k.fit.protrude && indent == 0 {
		first.width = boxes[at].left
	}
	k.nodes = append(k.nodes, first)
	var width, more, less float64
	for i := at; i < len(boxes); i++ {
		b := &boxes[i]
		m, l := b.letters(&k.fit)
		width, more, less = width+b.width, more+m, less+l
		if i+1 == len(boxes) {
			break
		}
		natural, gm, gl := b.glue(&k.fit)
		if b.after != forbidden {
			e := ending{width: width, more: more, less: less, box: b, next: int32(i + 1)}
			after := node{width: width + natural, more: more + gm, less: less + gl}
			if k.ragged == 0 && k.fit.protrude {
				e.width -= b.right
				after.width += boxes[i+1].left
			}
			k.end(e, after, measure, tolerance)
			if k.head >= len(k.nodes) {
				return false
			}
		}
		width, more, less = width+natural, more+gm, less+gl
	}
	if k.ragged == 0 && k.fit.protrude {
		width -= boxes[len(boxes)-1].right
	}
	return k.finish(boxes, width, less, measure)
}

// An ending is a place where a line may end, with the sums up to it.
type ending struct {
	width, more, less float64
	box               *box
	next              int32
}

// ratio is what a line from n to e needs: 0 natural, 1 all its stretch, -1 all its shrink; fits is false if it is too long.
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
	return min(lack/(e.more-n.more+1e-9), maxRatio), true
}

// end adds, for each class and count of hyphens, the best of the lines that end at e; after holds the sums of the next line.
func (k *breaker) end(e ending, after node, measure, tolerance float64) {
	found, low := false, math.Inf(1)
	for i := k.head; i < len(k.nodes); i++ {
		n := &k.nodes[i]
		r, fits := k.ratio(n, &e, measure)
		if !fits {
			if i == k.head { // no later line can begin here, either
				k.head++
			}
			continue
		}
		if r > tolerance {
			break // nodes are in order: all after it make a shorter line yet
		}
		d, hyphens, ok := k.demerits(n, &e, r)
		if !ok {
			continue
		}
		if !found {
			found = true
			k.clear()
		}
		if c := &k.best[class(r)][hyphens]; c.from < 0 || d < c.demerits {
			*c = candidate{d, r, int32(i)}
		}
		low = min(low, d)
	}
	if found {
		k.add(after, e.next, low+4*jumpDemerits+doubleHyphen)
	}
}

func (k *breaker) clear() {
	for c := range k.best {
		for h := range k.best[c] {
			k.best[c][h].from = -1
		}
	}
}

// add makes nodes of the candidates that are not worse than the limit: those could never win.
func (k *breaker) add(after node, next int32, limit float64) {
	for c := range k.best {
		for h := range k.best[c] {
			b := &k.best[c][h]
			if b.from < 0 || b.demerits > limit {
				continue
			}
			after.demerits, after.ratio, after.from, after.next, after.hyphens = b.demerits, b.ratio, b.from, next, uint8(h)
			k.nodes = append(k.nodes, after)
		}
	}
}

func (k *breaker) demerits(n *node, e *ending, r float64) (d float64, hyphens uint8, ok bool) {
	d = badness(r) + n.demerits
	if e.box.after == emergency {
		d += emergencyDemerit
	}
	if e.box.hyphen {
		d += hyphenDemerits / 4
		if hyphens = n.hyphens + 1; hyphens > maxHyphens {
			hyphens = maxHyphens
			d += 10 * doubleHyphen
		} else if hyphens > 1 {
			d += doubleHyphen
		}
	}
	if j := math.Abs(r - n.ratio); n.from >= 0 && j > calmJump && k.ragged == 0 {
		d += jumpDemerits * min(j, 4) * min(j, 4)
	}
	return d, hyphens, true
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
