package layout

import "slices"

// columnGap is the space between two columns, in points.
const columnGap = 20

// ruleWidth is the thickness of rules, in points.
const ruleWidth = 0.5

// A placed slug has its place on a page: left edge and top, in points from the upper left corner of the text.
type placed struct {
	slug      int
	left, top float64
}

// A pager puts the slugs of a galley on pages. It fills page after page and goes back to the last slug after which a page may
// end: no line of a paragraph stands alone, no heading without its text, wherever any break avoids that.
type pager struct {
	slugs  []slug
	height float64 // of the text
	width  float64
	count  int  // columns of a run that is set in columns
	right  bool // the first column is the right one
	open   []placed
	y      float64 // below the last slug of the open page
	done   [][]placed
}

// paginate places all slugs and returns those of each page.
func (p *pager) paginate() [][]placed {
	for i := 0; i < len(p.slugs); {
		if p.slugs[i].column && p.count > 1 {
			i = p.columns(i)
			continue
		}
		i = p.one(i)
	}
	p.turn()
	return p.done
}

// one places slug i below the last, and turns the page before it where it does not fit; it returns the next slug to place.
func (p *pager) one(i int) int {
	s := &p.slugs[i]
	above := s.above
	if len(p.open) == 0 {
		above = 0
	}
	if len(p.open) > 0 && p.y+above+s.height > p.height+0.01 {
		return p.breakBefore(i)
	}
	p.open = append(p.open, placed{slug: i, top: p.y + above})
	p.y += above + s.height
	return i + 1
}

// breakBefore ends the page before slug i, or further up where that would part what belongs together; it returns the slug
// that the next page begins with.
func (p *pager) breakBefore(i int) int {
	n := len(p.open)
	for k := n; k > 0; k-- {
		last := &p.slugs[p.open[k-1].slug]
		if last.column || !last.keep {
			n = k
			break
		}
		if k == 1 { // nothing on the page may be parted: it ends where it is full
			n = len(p.open)
		}
	}
	n = p.beforeHyphen(n)
	next := i
	if n < len(p.open) {
		next = p.open[n].slug
	}
	p.open = p.open[:n]
	p.turn()
	return next
}

// beforeHyphen is n, or one less where the last of n slugs would end the page with a hyphen and the one before it would not.
func (p *pager) beforeHyphen(n int) int {
	if n < 3 {
		return n
	}
	last, before := &p.slugs[p.open[n-1].slug], &p.slugs[p.open[n-2].slug]
	if last.hyphen && !last.column && !before.keep && !before.hyphen && !before.column {
		return n - 1
	}
	return n
}

func (p *pager) turn() {
	if len(p.open) > 0 {
		p.done = append(p.done, slices.Clone(p.open))
	}
	p.open, p.y = p.open[:0], 0
}

// columns places, side by side, as much of the run that slug i begins as the page holds: balanced where that is all of it.
func (p *pager) columns(i int) int {
	groups := p.groups(i)
	above := p.slugs[i].above
	if len(p.open) == 0 {
		above = 0
	}
	room := p.height - p.y - above
	if len(p.open) > 0 && room < groups[0].height+0.01 {
		return p.breakBefore(i)
	}
	if groups[0].height > room { // taller than a page: line by line
		groups = p.lines(i, groups[0].end)
	}
	counts := balance(groups, room)
	if counts == nil {
		counts = fill(groups, room, p.count)
	}
	width := (p.width - float64(p.count-1)*columnGap) / float64(p.count)
	top, bottom, next := p.y+above, 0.0, 0
	for column, n := range counts {
		if p.right {
			column = p.count - 1 - column
		}
		y := p.pile(groups[next:next+n], float64(column)*(width+columnGap), top)
		bottom, next = max(bottom, y), next+n
	}
	p.y = bottom
	return groups[next-1].end
}

// pile places groups one below the other and returns the height below the last.
func (p *pager) pile(groups []group, left, top float64) float64 {
	y := top
	for k, g := range groups {
		for i := g.first; i < g.end; i++ {
			if k > 0 || i > g.first {
				y += p.slugs[i].above
			}
			p.open = append(p.open, placed{slug: i, left: left, top: y})
			y += p.slugs[i].height
		}
	}
	return y
}

// A group is slugs that stay in one column.
type group struct {
	first, end int
	height     float64 // with the space above it
}

// groups are the items of the run of columns that slug i begins.
func (p *pager) groups(i int) []group {
	var out []group
	for ; i < len(p.slugs) && p.slugs[i].column; i++ {
		s := &p.slugs[i]
		if s.item || len(out) == 0 {
			out = append(out, group{first: i})
		}
		g := &out[len(out)-1]
		g.end, g.height = i+1, g.height+s.above+s.height
		if len(out) > maxGroups {
			break
		}
	}
	return out
}

// maxGroups is how many items are looked at for one page: more than any page holds.
const maxGroups = 2000

func (p *pager) lines(i, end int) []group {
	var out []group
	for ; i < end; i++ {
		out = append(out, group{i, i + 1, p.slugs[i].height})
	}
	return out
}

// balance splits groups into two columns of the least height, the first not the shorter; nil if they need more room.
func balance(groups []group, room float64) []int {
	total := 0.0
	for _, g := range groups {
		total += g.height
	}
	first := 0.0
	for n, g := range groups {
		first += g.height
		if first >= total-first-0.01 {
			if first > room+0.01 || len(groups) > maxGroups {
				return nil
			}
			return []int{n + 1, len(groups) - n - 1}
		}
	}
	return nil
}

// fill takes, column by column, as many groups as fit; at least one in all.
func fill(groups []group, room float64, columns int) []int {
	var counts []int
	at := 0
	for range columns {
		n, height := 0, 0.0
		for at+n < len(groups) && height+groups[at+n].height <= room+0.01 {
			height += groups[at+n].height
			n++
		}
		counts = append(counts, n)
		at += n
	}
	if at == 0 {
		counts[0] = 1
	}
	return counts
}
