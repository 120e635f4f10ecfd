package layout

import "math"

// A fitted line knows how its letters share what the line lacks; its spaces take the exact rest.
type fitted struct {
	lineSpan
	width  float64 // of the letters as the font has them, em
	spaces float64 // natural width of the spaces
	places int     // word spaces and gaps
	room   room
}

// fitLines finds how much of what each line lacks its letters take: nearer than the breaker, which knows few letter fits, for
// the breaks that it chose, with the same demerits. Each line in turn takes the best fit between its neighbours; the sum of
// demerits is convex, so a few rounds come near its least.
func fitLines(boxes []box, spans []lineSpan, f fit, measure, indent float64) []fitted {
	lines := make([]fitted, len(spans))
	for i, s := range spans {
		lines[i] = measured(boxes, s, f, measure)
		if i == 0 {
			lines[i].room.lack -= indent
		}
	}
	if f.track+f.scale > 0 {
		for _, step := range [...]float64{fitStep / 2, fitStep / 4, fitStep / 8, fitStep / 8} {
			for i := range lines {
				f.improve(lines, i, step)
			}
		}
	}
	return lines
}

// measured sums the natural widths of a line and what it can give.
func measured(boxes []box, s lineSpan, f fit, measure float64) fitted {
	l := fitted{lineSpan: s}
	var sum sums
	for i := s.first; i < s.end; i++ {
		b := &boxes[i]
		l.width += b.width
		sum = sum.plus(b.letters(&f))
		if i+1 < s.end {
			glue := b.glue(&f)
			l.spaces += glue.width
			sum = sum.plus(glue)
			if glue.width > 0 || b.gap {
				l.places++
			}
		}
	}
	lack := measure - l.width - l.spaces
	if f.protrude {
		lack += boxes[s.first].left + boxes[s.end-1].right
	}
	l.room = room{lack: lack, letters: sum.letters, glue: sum.glue, give: sum.give}
	return l
}

// improve moves the letter fit of line i by steps as long as demerits fall.
func (f *fit) improve(lines []fitted, i int, step float64) {
	l := &lines[i]
	if l.room.letters <= 0 {
		return
	}
	best := f.local(lines, i, l.share)
	for _, by := range [...]float64{step, -step} {
		for moved := false; ; moved = true {
			share := l.share + by
			if share > 1 || share < -1 {
				break
			}
			d := f.local(lines, i, share)
			if d >= best {
				if moved {
					return
				}
				break
			}
			l.share, best = share, d
		}
	}
}

// local is the demerits of line i with a letter fit, between its neighbours.
func (f *fit) local(lines []fitted, i int, share float64) float64 {
	l := &lines[i]
	r := l.room.ratio(share)
	switch {
	case r < -mostShrink:
		return math.Inf(1)
	case l.last: // its spaces are natural where there is room
		r = min(r, 0)
	}
	d := f.badness(r) + f.letterCost(share)
	if i > 0 {
		d += f.jumped(share - lines[i-1].share)
	}
	if i+1 < len(lines) {
		d += f.jumped(share - lines[i+1].share)
	}
	return d
}

// letterFit is the letters' scale and tracking in a line.
func (l *fitted) letterFit(f fit) (scale, tracking float64) {
	return 1 + rounded(l.share*f.scale), rounded(l.share * f.track)
}

// rounded keeps three decimals, so that operators stay short and neighbours often share them.
func rounded(v float64) float64 {
	n := int(v*1000 + 1000.5)
	return float64(n-1000) / 1000
}
