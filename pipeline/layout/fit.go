package layout

import "math"

// A fitted line knows how its letters share what the line lacks; its spaces take the exact rest.
type fitted struct {
	lineSpan
	width  float64 // of the letters as the font has them, em
	spaces float64 // natural width of the spaces
	more   float64 // what letters give at ratio 1 (or take at -1, if rest < 0)
	glue   float64 // the same of spaces
	places int     // word spaces and gaps
	rest   float64 // what the line lacks, em; below 0: what it has too much
	share  float64 // ratio of the letters, -1 to 1
}

// fitLines decides how much of what each line lacks its letters take. Left alone, letters and spaces have the same ratio; with
// smoothing, the letter fit of neighbouring lines is drawn together and the spaces take the difference: the eye sees a jump
// of letter fit sooner than uneven spaces. It minimises a sum of squares by Gauss-Seidel, four rounds, linear in lines.
func fitLines(boxes []box, spans []lineSpan, f fit, measure, indent float64) []fitted {
	lines := make([]fitted, len(spans))
	for i, s := range spans {
		lines[i] = measured(boxes, s, f, measure)
		if i == 0 {
			lines[i].rest -= indent
		}
		lines[i].room(boxes, f)
		if s.last && lines[i].rest > 0 {
			lines[i].rest = 0
		}
	}
	if f.smooth <= 0 {
		return lines
	}
	for range 4 {
		for i := range lines {
			lines[i].smooth(lines, i, f)
		}
	}
	return lines
}

// measured sums the natural widths of a line.
func measured(boxes []box, s lineSpan, f fit, measure float64) fitted {
	l := fitted{lineSpan: s}
	for i := s.first; i < s.end; i++ {
		l.width += boxes[i].width
		if i+1 < s.end {
			natural, _, _ := boxes[i].glue(&f)
			l.spaces += natural
			if natural > 0 || boxes[i].gap {
				l.places++
			}
		}
	}
	l.rest = measure - l.width - l.spaces
	if f.protrude {
		l.rest += boxes[s.first].left + boxes[s.end-1].right
	}
	return l
}

// room sums what letters and spaces of a line give, or take if it has too much.
func (l *fitted) room(boxes []box, f fit) {
	for i := l.first; i < l.end; i++ {
		more, less := boxes[i].letters(&f)
		_, gm, gl := boxes[i].glue(&f)
		if l.rest < 0 {
			more, gm = less, gl
		}
		l.more += more
		if i+1 < l.end {
			l.glue += gm
		}
	}
	l.share = max(-1, min(1, l.rest/(l.more+l.glue+1e-9)))
	if l.last && l.rest > 0 {
		l.share = 0
	}
}

// seen is a jump of the share from line to line that an eye notices: beyond it, smoothing grows with the excess.
const seen = 0.6

// smooth moves the share of line i towards its neighbours': least (rest - m s)² / g² + m/g s² + weight · (jumps)².
func (l *fitted) smooth(lines []fitted, i int, f fit) {
	if l.last && l.rest >= 0 || l.glue <= 0 || l.more <= 0 {
		return
	}
	m, g := l.more, l.glue
	a, q := m*l.rest/(g*g), m*m/(g*g)+m/g
	pull := func(to float64) {
		w := f.smooth * (1 + f.steep*max(0, math.Abs(to-l.share)-seen))
		a, q = a+w*to, q+w
	}
	if i > 0 {
		pull(lines[i-1].share)
	}
	if i+1 < len(lines) && !lines[i+1].last {
		pull(lines[i+1].share)
	}
	r := max(-1, min(1, a/q))
	if low := l.rest + 1.25*g; l.rest < 0 && r*m > low { // spaces not below their least
		r = max(-1, low/m)
	}
	l.share = r
}

// letterFit is the letters' scale and tracking in a line.
func (l *fitted) letterFit(f fit) (scale, tracking float64) {
	if l.share > 0 {
		return 1 + rounded(l.share*f.scale), rounded(l.share * f.track)
	}
	return 1 + rounded(l.share*f.scaleMin), rounded(l.share * f.trackMin)
}

// rounded keeps four decimals, so that operators stay short and neighbours often share them.
func rounded(v float64) float64 {
	n := int(v*1000 + 1000.5)
	return float64(n-1000) / 1000
}
