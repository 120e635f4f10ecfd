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

// A pager puts the slugs of a galley on pages, over the whole document at once: of all ways to end pages it takes the one
// that parts the least of what belongs together, leaves the most lines (up to lastLines) on the last page, ends the fewest
// pages with a hyphen, and fills pages. A page ends where it is full, or one line before: no further. Where there is nothing
// to gain, it ends where it is full.
type pager struct {
	slugs   []slug
	height  float64 // of the text
	width   float64
	count   int     // columns of a run that is set in columns
	right   bool    // the first column is the right one
	reserve float64 // what the last page must leave free at its foot
	ways    []way   // by slug: the best way to begin a page with it
	short   int     // lines that the last page lacks, of lastLines
	pushed  bool    // a page more may be there only for what stands at the last one's foot
}

// A way is how pages come to begin with a slug.
type way struct {
	demerits float64
	from     int32 // the slug that the page before begins with
	known    bool
}

// lastLines is the least number of lines that look like a page.
const lastLines = 5

// Demerits of pages; each is worth more than all smaller ones of a usual document together.
const (
	partedDemerit = 1e9 // of what belongs together
	lastDemerit   = 1e6 // of each line that the last page lacks
	pageDemerit   = 1e4
	hyphenDemerit = 100
	lineDemerit   = 1 // of a page that ends one line before it is full
)

// paginate places all slugs and returns those of each page.
func (p *pager) paginate() [][]placed {
	if len(p.slugs) == 0 {
		return nil
	}
	p.ways = make([]way, len(p.slugs)+1)
	p.ways[0] = way{from: -1, known: true}
	for i := range p.slugs {
		if p.ways[i].known {
			p.endings(i)
		}
	}
	var starts []int
	for i := int32(len(p.slugs)); i > 0; {
		i = p.ways[i].from
		starts = append(starts, int(i))
	}
	slices.Reverse(starts)
	pages := make([][]placed, 0, len(starts))
	for n, start := range starts {
		end := len(p.slugs)
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		pages = append(pages, p.place(start, end))
	}
	p.short = p.lacking(pages)
	return pages
}

// lacking is how many lines the last page lacks; all, where what is to stand at its foot needs one more.
func (p *pager) lacking(pages [][]placed) int {
	last, bottom := pages[len(pages)-1], 0.0
	for _, s := range last {
		bottom = max(bottom, s.top+p.slugs[s.slug].height)
	}
	switch {
	case bottom > p.height-p.reserve+0.01:
		return lastLines
	case len(pages) == 1:
		return 0
	}
	return max(0, lastLines-lines(last))
}

// stretches are the ways to change all leading, the least first.
var stretches = [...]float64{0.995, 1.005, 0.99, 1.01, 0.985, 1.015, 0.98, 1.02}

// balanced places all slugs as paginate does, with another leading where the last page is too short else, or where that spares a
// page.
func (p *pager) balanced() [][]placed {
	pages := p.paginate()
	if p.short == 0 && !p.pushed {
		return pages
	}
	for _, by := range stretches {
		q := *p
		q.height, q.reserve = p.height/by, p.reserve/by
		other := q.paginate()
		if q.short > 0 || p.short == 0 && len(other) >= len(pages) {
			continue
		}
		p.short = 0
		for _, page := range other {
			for i := range page {
				page[i].top *= by
			}
		}
		return other
	}
	return pages
}

// lines is how many lines a page has; those side by side count once.
func lines(page []placed) int {
	n := 0
	for i := range page {
		if i == 0 || !slices.ContainsFunc(page[:i], func(o placed) bool { return o.top > page[i].top-1 && o.top < page[i].top+1 }) {
			n++
		}
		if n >= lastLines {
			break
		}
	}
	return n
}

// A filling is a page as far as it is filled.
type filling struct {
	next  int     // slug that the next page begins with
	y     float64 // below its last slug
	lines int
}

// endings records where a page may end that begins with slug start: where it is full, and one line before.
func (p *pager) endings(start int) {
	at := filling{next: start}
	var whole, before, any filling // the fullest page, the one a line shorter, the fullest one that parts what belongs together
	n := len(p.slugs)
	for at.next < n {
		next, ok := p.fill(at)
		if !ok {
			break
		}
		at, any = next, next
		if p.parts(at.next) {
			continue
		}
		whole, before = at, whole
	}
	switch {
	case at.next == n && at.y <= p.height-p.reserve+0.01:
		p.reach(start, at, 0)
		return
	case at.next == n:
		p.pushed = true
		p.beforeImprint(start)
		p.reach(start, at, lastLines*lastDemerit+pageDemerit)
		return
	case whole.lines == 0:
		p.reach(start, any, partedDemerit)
		return
	}
	p.reach(start, whole, 0)
	if before.lines > 0 && before.lines >= whole.lines-1 && !p.slugs[whole.next-1].column {
		p.reach(start, before, lineDemerit)
	}
}

// parts tells whether a page that ends before slug i parts what belongs together.
func (p *pager) parts(i int) bool {
	last := &p.slugs[i-1]
	return i < len(p.slugs) && last.keep && !(last.column && p.count > 1)
}

// beforeImprint lets a page end up to some lines early where its text fits, but not what stands at the foot of the last page:
// that one is to have some text.
func (p *pager) beforeImprint(start int) {
	at := filling{next: start}
	for n := len(p.slugs); at.next < n; {
		next, ok := p.fill(at)
		if !ok {
			return
		}
		if at = next; at.next < n && at.next >= n-2*lastLines && !p.parts(at.next) {
			p.reach(start, at, lineDemerit)
		}
	}
}

// reach records a page from slug start to where it is filled.
func (p *pager) reach(start int, at filling, demerits float64) {
	demerits += p.ways[start].demerits + pageDemerit
	if last := &p.slugs[at.next-1]; at.next < len(p.slugs) && last.hyphen && !last.column {
		demerits += hyphenDemerit
	}
	if at.next == len(p.slugs) && start > 0 {
		demerits += lastDemerit * float64(max(0, lastLines-at.lines))
	}
	if w := &p.ways[at.next]; !w.known || demerits < w.demerits {
		*w = way{demerits, int32(start), true}
	}
}

// fill adds to a page the next slug, or as much of the run of columns that it begins as there is room for; false if there is
// none. An empty page takes what it is given.
func (p *pager) fill(at filling) (filling, bool) {
	s := &p.slugs[at.next]
	if s.column && p.count > 1 {
		return p.fillColumns(at)
	}
	above := s.above
	if at.lines == 0 {
		above = 0
	}
	y := at.y + above + s.height
	if at.lines > 0 && y > p.height+0.01 {
		return at, false
	}
	return filling{at.next + 1, y, at.lines + 1}, true
}

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

// place gives the slugs [start, end) their places on one page.
func (p *pager) place(start, end int) []placed {
	page := make([]placed, 0, end-start)
	for at := (filling{next: start}); at.next < end; {
		if s := &p.slugs[at.next]; s.column && p.count > 1 {
			page = p.placeColumns(page, at)
		} else {
			above := s.above
			if at.lines == 0 {
				above = 0
			}
			page = append(page, placed{slug: at.next, top: at.y + above})
		}
		at, _ = p.fill(at)
	}
	return page
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
