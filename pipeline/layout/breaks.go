package layout

import "math"

// A node is a place where a line may begin. Its sums run from the start of the paragraph to it. Its states are the best ways
// to come there, one for each letter fit of the line that ends there and count of hyphens running.
type node struct {
	sums
	next   int32 // first box of the line
	cut    int16 // of that box where the line begins, from 1; 0: at its beginning
	states [fitClasses][maxHyphens + 1]state
	ahead  [fitClasses][maxHyphens + 1]step
}

// A state is the line that ends at a node; demerits are those of all lines up to it.
type state struct {
	demerits float64
	from     int32 // node that the line begins at; -1: none
	before   uint8 // count of hyphens of its state there
}

// A step is the best of a node's states for a line of some letter fit to follow, with the demerits of the jump.
type step struct {
	demerits float64
	class    uint8 // of the state
}

// Sums are of all boxes up to a place, in em: width; what letters give at their widest, or take at their narrowest; what
// spaces give at ratio 1, and take at -1.
type sums struct{ width, letters, glue, give float64 }

func (s sums) plus(o sums) sums {
	return sums{s.width + o.width, s.letters + o.letters, s.glue + o.glue, s.give + o.give}
}

func (s sums) minus(o sums) sums {
	return sums{s.width - o.width, s.letters - o.letters, s.glue - o.glue, s.give - o.give}
}

// A lineSpan is the boxes of one line and its letter fit: 0 natural, 1 at its widest, -1 at its narrowest.
type lineSpan struct {
	first, end       int // boxes[first:end]
	firstCut, endCut int // where its first and its last box are cut, from 1; 0: whole
	share            float64
	last             bool // of its paragraph, or before a mandatory break
}

// Tolerances are how much of the loosest fit each pass lets spaces grow; all but the first may divide words. The last word of a
// paragraph is divided in the last pass alone: where a line would stay with holes else.
var tolerances = [...]float64{1, 1, 1.4, math.Inf(1)}

// A breaker finds the best breaks of paragraphs; it keeps its memory from one to the next.
type breaker struct {
	fit    fit
	ragged float64 // em that a line may fall short at ratio 1; 0: justified
	even   bool    // of ragged lines: the last one is to be as long as the others, as in headings
	nodes  []node
	head   int                 // first node that a line may still begin at
	jumps  [fitClasses]float64 // demerits of a jump by so many classes
	spans  []lineSpan
	cuts   func(*box) []cut // where a box may be divided; nil: nowhere
}

// breakLines breaks boxes into lines of the measure, the first one shorter by indent; all in em. Every line fits, if every
// unbreakable run of boxes does. Long paragraphs are broken in windows, so that time and memory stay linear.
func (k *breaker) breakLines(boxes []box, measure, indent float64) []lineSpan {
	k.spans = k.spans[:0]
	for i := range k.jumps {
		k.jumps[i] = k.fit.jumped(float64(i) * fitStep)
	}
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
	tolerance := tolerances[pass] * k.fit.loosest / k.fit.stretch
	if k.ragged > 0 { // words are divided only where they are wider than the measure
		tolerance = math.Inf(1)
	}
	hang := k.ragged == 0 && k.fit.protrude
	k.begin(boxes, at, indent, hang)
	whole := k.wholeFrom(boxes, at, pass)
	var s sums
	for i := at; i < len(boxes); i++ {
		b := &boxes[i]
		before := s
		s = s.plus(b.letters(&k.fit))
		if i < whole && b.source.whole && k.reach(&before, &s, measure, tolerance) {
			k.inside(b, i, before, s, measure, tolerance)
		}
		if i+1 == len(boxes) {
			break
		}
		next := s.plus(b.glue(&k.fit))
		if b.after != forbidden {
			e, start := ending{sums: s, box: b}, next
			if hang {
				e.width -= b.right
				start.width += boxes[i+1].left
			}
			k.end(e, start, int32(i+1), 0, measure, tolerance)
			if k.head >= len(k.nodes) {
				return false
			}
		}
		s = next
	}
	if hang {
		s.width -= boxes[len(boxes)-1].right
	}
	return k.finish(s, len(boxes), measure, pass)
}

// begin puts the node of the first line.
func (k *breaker) begin(boxes []box, at int, indent float64, hang bool) {
	k.nodes, k.head = k.nodes[:0], 0
	first := k.grow(sums{width: -indent}, int32(at), 0)
	if hang && indent == 0 {
		first.width = boxes[at].left
	}
	for c := range first.ahead {
		first.ahead[c][0].demerits = 0
		for h := 1; h <= maxHyphens; h++ {
			first.ahead[c][h].demerits = math.Inf(1)
		}
	}
}

// grow adds a node; its states are not set.
func (k *breaker) grow(s sums, next int32, cut int16) *node {
	if len(k.nodes) == cap(k.nodes) {
		k.nodes = append(k.nodes, node{})
	} else {
		k.nodes = k.nodes[:len(k.nodes)+1]
	}
	n := &k.nodes[len(k.nodes)-1]
	n.sums, n.next, n.cut = s, next, cut
	return n
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
		if before.width-n.width-(after.letters-n.letters)-mostShrink*(after.give-n.give) > measure {
			continue
		}
		most := after.letters - n.letters + min(tolerance, maxRatio)*(after.glue-n.glue)
		return after.width-n.width+most+longestHyphen >= measure
	}
	return false
}

// inside ends lines at the cuts of box i, which lies between two sums.
func (k *breaker) inside(b *box, i int, before, whole sums, measure, tolerance float64) {
	for n, c := range k.cuts(b) {
		e := ending{sums: before.plus(c.head.letters(b, &k.fit)), box: b, cost: c.cost}
		start := whole.minus(c.tail.letters(b, &k.fit))
		if k.fit.protrude {
			e.width -= c.headHangs
			start.width += c.tailHangs
		}
		k.end(e, start, int32(i), int16(n+1), measure, tolerance)
	}
}

// An ending is a place where a line may end, with the sums up to it.
type ending struct {
	sums
	box   *box
	cost  float64              // of a hyphen that divides the box; 0: the line ends after it
	tails [maxHyphens + 1]tail // by count of hyphens running before
}

// A tail is how a line ends: its demerits, and the count of hyphens running with it.
type tail struct {
	demerits float64
	hyphens  uint8
}

// end adds a node for the lines that can end at e; the next one begins at start, in a box or its cut.
func (k *breaker) end(e ending, start sums, next int32, cut int16, measure, tolerance float64) {
	var after *node
	for i, n := k.head, len(k.nodes); i < n; i++ {
		l := k.between(&k.nodes[i].sums, &e.sums, measure)
		if !l.fits() {
			if i == k.head && e.cost == 0 { // no later line can begin here, either
				k.head++
			}
			continue
		}
		if l.least() > tolerance {
			break // nodes are in order: all after it make a shorter line yet
		}
		if after == nil {
			after = k.grow(start, next, cut)
			after.clear()
			for before := range e.tails {
				e.tails[before] = k.tail(&e, uint8(before))
			}
		}
		k.link(int32(i), after, &e, l, tolerance)
	}
	if after != nil {
		k.settle(after)
	}
}

func (n *node) clear() {
	for c := range n.states {
		for h := range n.states[c] {
			n.states[c][h] = state{demerits: math.Inf(1), from: -1}
		}
	}
}

// link makes the line from node i to a node after it one of its states, for each letter fit in which it is the best.
func (k *breaker) link(i int32, after *node, e *ending, l room, tolerance float64) {
	n := &k.nodes[i]
	low, high := k.classes(l.letters)
	for c := low; c <= high; c++ {
		share := shareOf(c)
		r := l.ratio(share)
		if r < -mostShrink || r > tolerance {
			continue
		}
		own := k.fit.badness(r) + k.fit.letterCost(share)
		for before := range n.ahead[c] {
			t := &e.tails[before]
			d := own + t.demerits + n.ahead[c][before].demerits
			if s := &after.states[c][t.hyphens]; d < s.demerits {
				*s = state{d, i, uint8(before)}
			}
		}
	}
}

// classes are the letter fits to try for a line whose letters give so much.
func (k *breaker) classes(letters float64) (low, high int) {
	if k.ragged > 0 || letters <= 0 {
		return naturalClass, naturalClass
	}
	return 0, fitClasses - 1
}

// settle finds, for each letter fit of a line to follow, the best state of a node.
func (k *breaker) settle(n *node) {
	for c := range n.ahead {
		for h := range n.ahead[c] {
			n.ahead[c][h] = step{demerits: math.Inf(1)}
		}
	}
	for from := range n.states {
		for h := range n.states[from] {
			d := n.states[from][h].demerits
			if math.IsInf(d, 1) {
				continue
			}
			for c := range n.ahead {
				if to := d + k.jumps[max(c-from, from-c)]; to < n.ahead[c][h].demerits {
					n.ahead[c][h] = step{to, uint8(from)}
				}
			}
		}
	}
}
