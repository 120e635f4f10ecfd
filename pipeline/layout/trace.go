package layout

import "math"

// finish ends the paragraph at its last box and traces the lines back.
func (k *breaker) finish(s sums, end int, measure float64, pass int) bool {
	best, low, ratio := -1, math.Inf(1), 0.0
	for i := k.head; i < len(k.nodes); i++ {
		n := &k.nodes[i]
		r, fits := k.ratio(n, &ending{sums: sums{width: s.width, less: s.less, more: math.Inf(1)}}, measure)
		if !fits {
			continue
		}
		if k.ragged > 0 && !k.even {
			r = 0
		}
		d := badness(r) + n.demerits
		if n.from >= 0 && r < 0 { // a last line that is squeezed shows as any other
			d += k.jump(r, n.ratio)
		}
		if n.from >= 0 && n.hyphens > 0 {
			d += hyphenBeforeLast
		}
		if n.from >= 0 && s.width-n.width < shortLastWidth {
			if pass < shortPass {
				continue
			}
			d += shortLast
		}
		if d < low {
			best, low, ratio = i, d, min(r, 0)
		}
	}
	if best < 0 {
		return false
	}
	k.trace(best, end, ratio)
	return true
}

// trace appends the lines that end with a last one from node at to end.
func (k *breaker) trace(at, end int, ratio float64) {
	from := len(k.spans)
	last, endCut := true, 0
	for i := int32(at); i >= 0; i = k.nodes[i].from {
		n := &k.nodes[i]
		k.spans = append(k.spans, lineSpan{first: int(n.next), end: end, firstCut: int(n.cut), endCut: endCut, ratio: ratio, last: last})
		end, endCut, ratio, last = int(n.next), int(n.cut), n.ratio, false
		if n.cut > 0 {
			end++
		}
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
