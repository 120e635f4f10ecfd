package layout

import "math"

// A node is a way to end a line: at a place, as the best of its fitness class and count of hyphens. Its sums run from the
// start of the paragraph to the start of the next line.
type node struct {
	sums
	demerits, ratio float64
	from            int32 // node that the line begins at; -1: none
	next            int32 // first box of the next line
	cut             int16 // of that box where the line begins, from 1; 0: at its beginning
	hyphens         uint8 // lines running that end with a hyphen
}

// Sums are of all boxes up to a place: width, what letters and spaces give at ratio 1, spaces alone, and take at -1; in em.
type sums struct{ width, more, glue, less float64 }

// A lineSpan is the boxes of one line and its ratio: 0 natural, 1 all stretch used, -1 all shrink used.
type lineSpan struct {
	first, end       int // boxes[first:end]
	firstCut, endCut int // where its first and its last box are cut, from 1; 0: whole
	ratio            float64
	last             bool // of its paragraph, or before a mandatory break
}

// Tolerances are the greatest ratios of each pass; all but the first may divide words. The last word of a paragraph is divided
// in the last pass alone: where a line would stay with holes else.
var tolerances = [...]float64{0.8, 2, 2.4, math.Inf(1)}

// A breaker finds the best breaks of paragraphs; it keeps its memory from one to the next.
type breaker struct {
	fit    fit
	ragged float64 // em that a line may fall short at ratio 1; 0: justified
	even   bool    // of ragged lines: the last one is to be as long as the others, as in headings
	nodes  []node
	head   int // first node that a line may still begin at
	best   [classCount][maxHyphens + 1]candidate
	spans  []lineSpan
	cuts   func(*box) []cut // where a box may be divided; nil: nowhere
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
			keep := len(k.spans) - 3
			for keep > before && k.spans[keep-1].endCut > 0 { // the next window begins with a whole box
				keep--
			}
			if keep > before {
				k.spans = k.spans[:keep]
			}
			k.spans[len(k.spans)-1].last = false
		}
		at, indent = k.spans[len(k.spans)-1].end, 0
	}
}

func (k *breaker) breakWindow(boxes []box, at, end int, measure, indent float64) {
	for pass := range tolerances {
		if k.try(boxes[:end], at, measure, indent, pass) {
			return
		}
	}
	k.greedy(boxes[:end], at, measure, indent)
}

// try breaks boxes[at:] with no ratio above the tolerance of the pass, and says whether that is possible.
func (k *breaker) try(boxes []box, at int, measure, indent float64, pass int) bool {
	tolerance := tolerances[pass]
	if k.ragged > 0 { // words are divided only where they are wider than the measure
		tolerance = math.Inf(1)
	}
	hang := k.ragged == 0 && k.fit.protrude
	k.begin(boxes, at, indent, hang)
	whole := k.wholeFrom(boxes, at, pass)
	var s sums
	for i := at; i < len(boxes); i++ {
		b := &boxes[i]
		m, l := b.letters(&k.fit)
		before := s
		s.width, s.more, s.less = s.width+b.width, s.more+m, s.less+l
		if i < whole && b.source.whole && k.reach(&before, &s, measure, tolerance) {
			k.inside(b, i, before, s, measure, tolerance)
		}
		if i+1 == len(boxes) {
			break
		}
		natural, gm, gl := b.glue(&k.fit)
		after := node{sums: sums{s.width + natural, s.more + gm, s.glue + gm, s.less + gl}, next: int32(i + 1)}
		if b.after != forbidden {
			e := ending{sums: s, box: b}
			if hang {
				e.width -= b.right
				after.width += boxes[i+1].left
			}
			k.end(e, after, measure, tolerance)
			if k.head >= len(k.nodes) {
				return false
			}
		}
		s = sums{s.width + natural, s.more + gm, s.glue + gm, s.less + gl}
	}
	if hang {
		s.width -= boxes[len(boxes)-1].right
	}
	return k.finish(s, len(boxes), measure, pass)
}

// begin puts the node of the first line.
func (k *breaker) begin(boxes []box, at int, indent float64, hang bool) {
	first := node{sums: sums{width: -indent}, from: -1, next: int32(at)}
	if hang && indent == 0 {
		first.width = boxes[at].left
	}
	k.nodes, k.head = append(k.nodes[:0], first), 0
}

// wholeFrom is the first box of those that a pass does not divide.
func (k *breaker) wholeFrom(boxes []box, at, pass int) int {
	switch {
	case pass == 0 || k.cuts == nil:
		return at
	case pass+1 < len(tolerances):
		return lastWord(boxes)
	}
	return len(boxes)
}

// lastWord is the first box of the last word.
func lastWord(boxes []box) int {
	i := len(boxes) - 1
	for i > 0 && boxes[i-1].space == 0 && boxes[i-1].after == forbidden {
		i--
	}
	return i
}

// longestHyphen is more than a hyphen is wide, in em.
const longestHyphen = 0.6

// reach tells whether a line from some node may end within the box between two sums.
func (k *breaker) reach(before, after *sums, measure, tolerance float64) bool {
	for i := k.head; i < len(k.nodes); i++ {
		n := &k.nodes[i]
		if before.width-n.width-(after.less-n.less) > measure {
			continue
		}
		more := after.more - n.more + max(0, min(tolerance, maxRatio)-1)*(after.glue-n.glue)
		return after.width-n.width+more+longestHyphen >= measure
	}
	return false
}

// inside ends lines at the cuts of box i, which lies between two sums.
func (k *breaker) inside(b *box, i int, before, whole sums, measure, tolerance float64) {
	for n, c := range k.cuts(b) {
		m, l := c.head.letters(b, &k.fit)
		e := ending{sums: sums{before.width + c.head.width, before.more + m, before.glue, before.less + l}, box: b, cost: c.cost}
		m, l = c.tail.letters(b, &k.fit)
		after := node{sums: sums{whole.width - c.tail.width, whole.more - m, before.glue, whole.less - l}, next: int32(i), cut: int16(n + 1)}
		if k.fit.protrude {
			e.width -= c.headHangs
			after.width += c.tailHangs
		}
		k.end(e, after, measure, tolerance)
	}
}

// An ending is a place where a line may end, with the sums up to it.
type ending struct {
	sums
	box  *box
	cost float64 // of a hyphen that divides the box; 0: the line ends after it
}

// end adds, for each class and count of hyphens, the best of the lines that end at e; after holds the sums of the next line.
func (k *breaker) end(e ending, after node, measure, tolerance float64) {
	found, low := false, math.Inf(1)
	for i := k.head; i < len(k.nodes); i++ {
		n := &k.nodes[i]
		r, fits := k.ratio(n, &e, measure)
		if !fits {
			if i == k.head && e.cost == 0 { // no later line can begin here, either
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
		k.add(after, low+4*k.fit.jump+doubleHyphen)
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
func (k *breaker) add(after node, limit float64) {
	for c := range k.best {
		for h := range k.best[c] {
			b := &k.best[c][h]
			if b.from < 0 || b.demerits > limit {
				continue
			}
			after.demerits, after.ratio, after.from, after.hyphens = b.demerits, b.ratio, b.from, uint8(h)
			k.nodes = append(k.nodes, after)
		}
	}
}
