package align

import "math"

// confide gives each link of a path its posterior probability: the share that all paths through it have of all paths
// (forward and backward sums). Gains are tempered, since what they add up is not independent.
func (p *pair) confide(path []Link, t *table) []Link {
	const temper = 0.6
	n, m := len(p.source.words), len(p.target.words)
	ahead, behind := make([]float64, len(t.gains)), make([]float64, len(t.gains))
	for at := range ahead {
		ahead[at], behind[at] = math.Inf(-1), math.Inf(-1)
	}
	ahead[t.index(0, 0)], behind[t.index(n, m)] = 0, 0
	for i := range n + 1 {
		for j := t.lo[i]; j <= t.hi[i]; j++ {
			at := t.index(i, j)
			for b, gain := range t.gains[at] {
				if bead := beads[b]; t.has(i-bead.source, j-bead.target) {
					ahead[at] = logSum(ahead[at], ahead[t.index(i-bead.source, j-bead.target)]+temper*float64(gain))
				}
			}
		}
	}
	for i := n; i >= 0; i-- {
		for j := t.hi[i]; j >= t.lo[i]; j-- {
			at := t.index(i, j)
			for b, gain := range t.gains[at] {
				if bead := beads[b]; t.has(i-bead.source, j-bead.target) {
					from := t.index(i-bead.source, j-bead.target)
					behind[from] = logSum(behind[from], behind[at]+temper*float64(gain))
				}
			}
		}
	}
	for k, l := range path {
		at := t.index(l.Source.End, l.Target.End)
		for b, bead := range beads {
			if bead.source == l.Source.Len() && bead.target == l.Target.Len() {
				sum := ahead[t.index(l.Source.Start, l.Target.Start)] + temper*float64(t.gains[at][b]) + behind[at]
				path[k].Confidence = min(1, math.Exp(sum-ahead[t.index(n, m)]))
			}
		}
	}
	return path
}

func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
