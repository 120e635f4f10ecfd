package layout

// columnGap is the space between two columns, in points.
const columnGap = 20

// fillColumns adds to a page as much as there is room for of the run of columns that its next slug begins.
func (p *pager) fillColumns(at filling) (filling, bool) {
	groups, counts, top := p.columns(at)
	if counts == nil {
		return at, false
	}
	out, next, most := filling{y: top}, 0, 0
	for _, n := range counts {
		y, rows := top, 0
		for k, g := range groups[next : next+n] {
			if y += g.height; k == 0 {
				y -= p.slugs[g.first].above
			}
			rows += g.end - g.first
		}
		out.y, most, next = max(out.y, y), max(most, rows), next+n
	}
	out.next, out.lines = groups[next-1].end, at.lines+most
	if out.next < len(p.slugs) && p.slugs[out.next].column { // the run goes on: the page is full
		out.y = max(out.y, p.height)
	}
	return out, true
}

// columns are the groups of the run that a page goes on with, how many of them each column takes (balanced where that is all of
// the run), and where the columns begin; no counts if not even the first group has room.
func (p *pager) columns(at filling) (groups []group, counts []int, top float64) {
	groups = p.groups(at.next)
	top = at.y
	if at.lines > 0 {
		top += p.slugs[at.next].above
	}
	room, first := p.height-top, groups[0].height-p.slugs[at.next].above
	if at.lines > 0 && first > room+0.01 {
		return nil, nil, 0
	}
	if first > room+0.01 { // taller than a page: line by line
		groups = p.lines(at.next, groups[0].end)
	}
	if counts = balance(groups, room); counts == nil {
		counts = fill(groups, room, p.count)
	}
	return groups, counts, top
}

// placeColumns places, side by side, as much of a run as the page holds.
func (p *pager) placeColumns(page []placed, at filling) []placed {
	groups, counts, top := p.columns(at)
	width := (p.width - float64(p.count-1)*columnGap) / float64(p.count)
	next := 0
	for column, n := range counts {
		if p.right {
			column = p.count - 1 - column
		}
		page = p.pile(page, groups[next:next+n], float64(column)*(width+columnGap), top)
		next += n
	}
	return page
}

// pile places groups one below the other.
func (p *pager) pile(page []placed, groups []group, left, top float64) []placed {
	y := top
	for k, g := range groups {
		for i := g.first; i < g.end; i++ {
			if k > 0 || i > g.first {
				y += p.slugs[i].above
			}
			page = append(page, placed{slug: i, left: left, top: y})
			y += p.slugs[i].height
		}
	}
	return page
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

// balance splits groups into two columns of the least height, the first the longer one where both ways are as good; nil if they
// need more room.
func balance(groups []group, room float64) []int {
	if len(groups) > maxGroups {
		return nil
	}
	total := 0.0
	for _, g := range groups {
		total += g.height
	}
	first := 0.0
	for n, g := range groups {
		rest := total - first // of a second column that begins here
		first += g.height
		if first < total-first-0.01 {
			continue
		}
		n, height := n+1, first
		if n > 1 && rest < first-0.01 {
			n, height = n-1, rest
		}
		if height > room+0.01 {
			return nil
		}
		return []int{n, len(groups) - n}
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
