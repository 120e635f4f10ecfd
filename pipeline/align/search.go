package align

import (
	"math"
	"slices"
)

// A corridor is the part of the grid that is searched: behind i source sentences, from lo[i] to hi[i] target sentences.
type corridor struct{ lo, hi []int }

// diagonal is the corridor around the line that both texts would follow if nothing were dropped.
func (p *pair) diagonal() corridor {
	n, m := len(p.source.words), len(p.target.words)
	width := max(150, (n+m)/20)
	c := corridor{make([]int, n+1), make([]int, n+1)}
	done, all := 0.0, max(1, total(p.source.length))
	reached, j := 0.0, 0
	for i := range n + 1 {
		for j < m && reached < done/all*total(p.target.length) {
			reached += p.target.length[j]
			j++
		}
		c.lo[i], c.hi[i] = max(0, j-width), min(m, j+width)
		if i < n {
			done += p.source.length[i]
		}
	}
	c.lo[0], c.hi[n] = 0, m
	return c
}

// around is the corridor around a path, within an earlier one.
func (p *pair) around(path []Link, within corridor) corridor {
	const width = 40
	n, m := len(p.source.words), len(p.target.words)
	c := corridor{make([]int, n+1), make([]int, n+1)}
	for i := range c.lo {
		c.lo[i] = m
	}
	visit := func(i, j int) {
		c.lo[i], c.hi[i] = min(c.lo[i], max(0, j-width)), max(c.hi[i], min(m, j+width))
	}
	for _, l := range path {
		for i := l.Source.Start; i <= l.Source.End; i++ {
			visit(i, l.Target.Start)
			visit(i, l.Target.End)
		}
	}
	for i := range c.lo {
		c.lo[i], c.hi[i] = max(c.lo[i], within.lo[i]), min(c.hi[i], within.hi[i])
	}
	c.lo[0], c.hi[n] = 0, m
	return c
}

// A table holds, for each place of a corridor, the gains of the beads that end there; minus infinity for those that do not.
type table struct {
	corridor
	start []int // of each row in gains
	gains [][len(beads)]float32
}

func (t *table) index(i, j int) int { return t.start[i] + j - t.lo[i] }

func (t *table) has(i, j int) bool { return i >= 0 && j >= t.lo[i] && j <= t.hi[i] }

// score fills a table for a corridor.
func (p *pair) score(c corridor) *table {
	t := &table{corridor: c, start: make([]int, len(c.lo)+1)}
	for i := range c.lo {
		t.start[i+1] = t.start[i] + max(0, c.hi[i]-c.lo[i]+1)
	}
	t.gains = make([][len(beads)]float32, t.start[len(c.lo)])
	w := newWordTable(p, c)
	for i := range c.lo {
		w.row(i)
		for j := c.lo[i]; j <= c.hi[i]; j++ {
			cell := &t.gains[t.index(i, j)]
			for b, bead := range beads {
				cell[b] = float32(math.Inf(-1))
				if t.has(i-bead.source, j-bead.target) {
					cell[b] = float32(p.gain(w, b, Range{i - bead.source, i}, Range{j - bead.target, j}))
				}
			}
		}
	}
	return t
}

// gain is the gain of one bead, in nats.
func (p *pair) gain(w *wordTable, b int, s, t Range) float64 {
	gain := priors[b]
	if s.Len() == 0 || t.Len() == 0 {
		return gain
	}
	return gain + p.lengthGain(s, t) + wordWeight*w.gain(s, t) + p.boundaryGain(s, t) + p.closingGain(s, t)
}

// best is the path of the greatest gain, and that gain.
func (p *pair) best(t *table) ([]Link, float64) {
	best, from := make([]float64, len(t.gains)), make([]int8, len(t.gains))
	for i := range t.lo {
		for j := t.lo[i]; j <= t.hi[i]; j++ {
			at := t.index(i, j)
			if best[at] = math.Inf(-1); i == 0 && j == 0 {
				best[at] = 0
			}
			for b, gain := range t.gains[at] {
				if i0, j0 := i-beads[b].source, j-beads[b].target; t.has(i0, j0) && best[t.index(i0, j0)]+float64(gain) > best[at] {
					best[at], from[at] = best[t.index(i0, j0)]+float64(gain), int8(b)
				}
			}
		}
	}
	n, m := len(p.source.words), len(p.target.words)
	var path []Link
	for i, j := n, m; i > 0 || j > 0; {
		b := beads[from[t.index(i, j)]]
		path = append(path, Link{Source: Range{i - b.source, i}, Target: Range{j - b.target, j}})
		i, j = i-b.source, j-b.target
	}
	slices.Reverse(path)
	return path, best[t.index(n, m)]
}

// learn takes the proportion of lengths and the words from a path, each link by its confidence; without a path, from the
// memory alone.
func (p *pair) learn(path []Link) {
	const least, most, wild, enough = 2, 30, 60, 10
	pairs := append([]beadWords(nil), p.known...)
	from, to, squares, n := 0.0, 0.0, 0.0, 0.0
	for _, l := range path {
		if l.Source.Len() == 0 || l.Target.Len() == 0 {
			continue
		}
		b := beadWords{weight: l.Confidence}
		for i := l.Source.Start; i < l.Source.End; i++ {
			b.source = append(b.source, p.source.words[i]...)
		}
		for j := l.Target.Start; j < l.Target.End; j++ {
			b.target = append(b.target, p.target.words[j]...)
		}
		pairs = append(pairs, b)
		a, z := total(p.source.length[l.Source.Start:l.Source.End]), total(p.target.length[l.Target.Start:l.Target.End])
		d := (a - z) * (a - z) / max(1, (a+z)/2)
		from, to, squares, n = from+a*l.Confidence, to+z*l.Confidence, squares+min(d, wild)*l.Confidence, n+l.Confidence
	}
	if n > enough {
		p.variance = max(least, min(most, squares/n))
		p.scale(p.ratio * from / max(1, to))
	}
	p.words.learn(pairs)
}
