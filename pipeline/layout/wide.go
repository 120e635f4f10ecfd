package layout

import (
	"strings"
	"unicode"
)

// splitWide takes words apart that are wider than the measure: as a last resort, a line may end between their clusters.
func (p *paragraphText) splitWide(measure float64) {
	out := p.boxes
	changed := false
	for i := 0; i < len(p.boxes); {
		j, width := i, 0.0
		for {
			width += p.boxes[j].width
			if j++; j == len(p.boxes) || p.boxes[j-1].after != forbidden {
				break
			}
			width += p.boxes[j-1].space
		}
		if width > measure {
			if !changed {
				out, changed = append(make([]box, 0, p.atMost()), p.boxes[:i]...), true
			}
			p.note()
			out = takeApart(out, p.boxes[i:j])
		} else if changed {
			out = append(out, p.boxes[i:j]...)
		}
		i = j
	}
	p.boxes = out
}

// atMost is how many boxes there are when all words are taken apart.
func (p *paragraphText) atMost() (n int) {
	for i := range p.boxes {
		n += max(1, len(p.boxes[i].clusters))
	}
	return n
}

// note keeps the beginning of the longest word, for a finding.
func (p *paragraphText) note() {
	if p.broken != "" {
		return
	}
	longest := ""
	for _, w := range strings.FieldsFunc(p.text, unicode.IsSpace) {
		if len(w) > len(longest) {
			longest = w
		}
	}
	r := []rune(longest)
	p.broken = string(r[:min(len(r), 40)])
}

// takeApart appends boxes with one cluster each, in logical order.
func takeApart(out []box, wide []box) []box {
	for _, b := range wide {
		n := len(b.clusters)
		for i := range b.clusters {
			k := i
			if b.level%2 == 1 {
				k = n - 1 - i
			}
			c := b
			c.clusters, c.after, c.hyphen, c.left, c.right, c.source.whole = b.clusters[k:k+1], emergency, false, 0, 0, false
			if c.measure(); i < n-1 {
				c.space = 0
			}
			out = append(out, c)
		}
		if n == 0 {
			out = append(out, b)
		}
		last := &out[len(out)-1]
		last.after, last.hyphen = max(b.after, emergency), b.hyphen
		if b.after == allowed {
			last.after = allowed
		}
	}
	return out
}
