package layout

import "math"

// finish ends the paragraph at its last box and traces the lines back.
func (k *breaker) finish(s sums, end int, measure float64, pass int) bool {
	var best lastLine
	best.demerits = math.Inf(1)
	for i := k.head; i < len(k.nodes); i++ {
		n := &k.nodes[i]
		l := k.between(&n.sums, &s, measure)
		if !l.fits() {
			continue
		}
		short := i > 0 && s.width-n.width < shortLastWidth
		if short && pass < shortPass {
			continue
		}
		k.last(int32(i), l, short, &best)
	}
	if math.IsInf(best.demerits, 1) {
		return false
	}
	from := len(k.spans)
	if k.trace(best, end); pass == 0 && k.ragged == 0 && k.cuts != nil && k.worthHyphen(best.demerits, len(k.spans)-from) {
		k.spans = k.spans[:from]
		return false
	}
	return true
}

// worthHyphen tells whether lines without hyphens have so many demerits that those with one may have fewer.
func (k *breaker) worthHyphen(demerits float64, lines int) bool {
	return demerits-float64(lines)*k.fit.badness(0) > k.fit.hyphen*leastCost
}

// A lastLine is the end of the last line.
type lastLine struct {
	demerits float64
	from     int32
	class    int
	hyphens  uint8
}

// last weighs the last line of a paragraph from node i: natural, or squeezed as any other.
func (k *breaker) last(i int32, l room, short bool, best *lastLine) {
	n := &k.nodes[i]
	low, high := k.classes(l.letters)
	for c := low; c <= high; c++ {
		r := l.ratio(shareOf(c))
		if l.ragged > 0 && !k.even {
			r = 0
		}
		if l.ragged == 0 {
			r = min(r, 0)
		}
		if r < -mostShrink {
			continue
		}
		for h := range n.ahead[c] {
			d := k.fit.badness(r) + k.fit.letterCost(shareOf(c)) + n.ahead[c][h].demerits
			if h > 0 {
				d += hyphenBeforeLast
			}
			if short {
				d += shortLast
			}
			if d < best.demerits {
				*best = lastLine{d, i, c, uint8(h)}
			}
		}
	}
}

// trace appends the lines that end with a last one.
func (k *breaker) trace(l lastLine, end int) {
	from := len(k.spans)
	last, endCut := true, 0
	i, class, hyphens := l.from, l.class, l.hyphens
	for {
		n := &k.nodes[i]
		k.spans = append(k.spans, lineSpan{first: int(n.next), end: end, firstCut: int(n.cut), endCut: endCut, share: shareOf(class), last: last})
		if i == 0 {
			break
		}
		end, endCut, last = int(n.next), int(n.cut), false
		if n.cut > 0 {
			end++
		}
		class = int(n.ahead[class][hyphens].class)
		s := &n.states[class][hyphens]
		i, hyphens = s.from, s.before
	}
	for a, z := from, len(k.spans)-1; a < z; a, z = a+1, z-1 {
		k.spans[a], k.spans[z] = k.spans[z], k.spans[a]
	}
}

// greedy fills line after line. It is the last resort, for boxes wider than the measure, and always ends.
func (k *breaker) greedy(boxes []box, at int, measure, indent float64) {
	for at < len(boxes) {
		end, fits, width := at, at, indent
		for i := at; i < len(boxes); i++ {
			width += boxes[i].width
			if width > measure && fits > at {
				break
			}
			width += boxes[i].space
			if end = i + 1; boxes[i].after != forbidden || end == len(boxes) {
				fits = end
			}
		}
		k.spans = append(k.spans, lineSpan{first: at, end: fits, last: fits == len(boxes)})
		at, indent = fits, 0
	}
}
