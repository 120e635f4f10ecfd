package layout

import "math"

// The baseline grid: the text's lines stand at the same heights on every page, so that those of two sides of a sheet lie on each
// other and do not shine through between. On it stand blocks whose leading is the grid's; headings, quotations and notes have
// leadings of their own, and what follows them is on the grid again (Bringhurst, "The Elements of Typographic Style", 2.2.2).

// onGrid tells whether the lines of a passage stand on the grid. What stays with the block after it, a heading, gives way.
func (g *galley) onGrid(p passage) bool {
	return g.step > 0 && !p.keep && !p.column && math.Abs(p.style.Leading-g.leading) < 1e-6
}

// snapped is the first place of the grid that is not above y, both in points from the upper edge of the text.
func snapped(y, step float64) float64 {
	if step <= 0 {
		return y
	}
	return math.Ceil((y-0.01)/step) * step
}

// register gives the space that brings text back to the grid to what stands between: above a heading, which so stays as near to
// its text as its style says; half above and half below a quotation.
func (g *galley) register() {
	for first := 0; g.step > 0 && first < len(g.slugs); {
		if g.slugs[first].grid {
			first++
			continue
		}
		next, height, whole := first, 0.0, true
		for ; next < len(g.slugs) && !g.slugs[next].grid; next++ {
			s := &g.slugs[next]
			height += s.above + s.height
			whole = whole && !s.column
		}
		if next < len(g.slugs) && whole {
			g.settle(first, next, height+g.slugs[next].above)
		}
		first = next + 1
	}
}

// leads finds how far below the head of a page each slug of a heading stands.
func (g *galley) leads(first, next int) {
	height := g.slugs[next].above
	for i := next - 1; i >= first; i-- {
		height += g.slugs[i].height
		g.slugs[i].lead = snapped(height, g.step) - height
		height += g.slugs[i].above
	}
}

// settle shares out what brings the height from the end of the line before slug first to slug next to whole steps of the grid.
func (g *galley) settle(first, next int, height float64) {
	if first == 0 { // the first page begins: its head has no space above it, and the title takes what there is
		if height -= g.slugs[0].above; next == 1 {
			return
		}
		first = 1
		for i := first + 1; i < next; i++ {
			if g.slugs[i].above > g.slugs[first].above {
				first = i
			}
		}
	}
	above := &g.slugs[first].above
	lack := snapped(height, g.step) - height
	if *above >= 2*g.step && lack > g.step/2 { // rather less space than much more
		lack -= g.step
	}
	if g.slugs[next-1].keep {
		*above += lack
		g.leads(first, next)
		return
	}
	*above += lack / 2
	g.slugs[next].above += lack / 2
}
