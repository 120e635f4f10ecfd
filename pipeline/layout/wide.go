package layout

import (
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/typeface"
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
		if width > measure && !p.divisible(p.boxes[i:j], measure) {
			if !changed {
				out, changed = append(make([]box, 0, len(p.boxes)), p.boxes[:i]...), true
			}
			p.note(p.boxes[i:j])
			grain, pieces := grainOf(p.boxes[i:j], measure)
			out = takeApart(slices.Grow(out, min(pieces, int(1.5*width/max(grain, 1e-9))+1)), p.boxes[i:j], grain, measure)
		} else if changed {
			out = append(out, p.boxes[i:j]...)
		}
		i = j
	}
	p.boxes = out
}

// A word of more than longWord clusters is no word of any language: its pieces are a longGrain of the measure wide, not a
// cluster, which spares memory and time.
const (
	longWord  = 5_000
	longGrain = 0.06
)

// grainOf is how wide a piece of a word may be that has more than one cluster, and how many pieces there are at most.
func grainOf(wide []box, measure float64) (grain float64, pieces int) {
	for i := range wide {
		pieces += max(1, len(wide[i].clusters))
	}
	if pieces <= longWord {
		return 0, pieces
	}
	return measure * longGrain, pieces
}

// note keeps the beginning of the first word that is taken apart, for a finding.
func (p *paragraphText) note(wide []box) {
	if p.broken != "" {
		return
	}
	word := p.text[wide[0].source.start:]
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word = word[:i]
	}
	r := []rune(word)
	p.broken = string(r[:min(len(r), 40)])
}

// takeApart appends boxes with one cluster each, or as many as the grain is wide, in logical order; syllables
// that fit the measure stay whole.
func takeApart(out []box, wide []box, grain, measure float64) []box {
	for _, b := range wide {
		n := len(b.clusters)
		if b.syllable && b.width <= measure {
			out, n = append(out, b), 0
		}
		for i := 0; i < n; {
			c := b
			c.clusters, c.after, c.hyphen, c.left, c.right, c.source.whole = b.piece(i, grain), emergency, false, 0, 0, false
			if i += len(c.clusters); i < n {
				c.space = 0
			}
			c.measure()
			out = append(out, c)
		}
		if len(b.clusters) == 0 {
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

// piece is the clusters, in visual order, from the i-th in reading order on: one, and further ones within the grain.
func (b *box) piece(i int, grain float64) []typeface.Cluster {
	n, end := len(b.clusters), i+1
	at := func(k int) int {
		if b.level%2 == 1 {
			return n - 1 - k
		}
		return k
	}
	for width := b.clusters[at(i)].Advance; end < n; end++ {
		if width += b.clusters[at(end)].Advance; width > grain {
			break
		}
	}
	if b.level%2 == 1 {
		return b.clusters[n-end : n-i]
	}
	return b.clusters[i:end]
}
