package layout

import "slices"

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
	step    float64 // of the baseline grid; 0: none
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

// emptyShare is the share of a page's height below which it looks as if it had been forgotten.
const emptyShare = 0.25

// endings records where a page may end that begins with slug start: where it is full, and one line before.
func (p *pager) endings(start int) {
	at := filling{next: start}
	var whole, before filling // the fullest page, and the one a line shorter
	var loose, any filling    // the fullest one that parts what a style keeps together, and the fullest of all
	n := len(p.slugs)
	for at.next < n {
		next, ok := p.fill(at)
		if !ok {
			break
		}
		at, any = next, next
		if p.parts(at.next) {
			if p.slugs[at.next-1].loose {
				loose = at
			}
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
	case whole.y < emptyShare*p.height && loose.y > whole.y:
		p.reach(start, loose, 0)
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
	y := p.top(at) + s.height
	if at.lines > 0 && y > p.height+0.01 {
		return at, false
	}
	return filling{at.next + 1, y, at.lines + 1}, true
}

// top is where the next slug of a page stands.
func (p *pager) top(at filling) float64 {
	s := &p.slugs[at.next]
	switch {
	case at.lines == 0:
		return at.y + s.lead
	case s.grid:
		return snapped(at.y+s.above, p.step)
	}
	return at.y + s.above
}

// place gives the slugs [start, end) their places on one page.
func (p *pager) place(start, end int) []placed {
	page := make([]placed, 0, end-start)
	for at := (filling{next: start}); at.next < end; {
		if s := &p.slugs[at.next]; s.column && p.count > 1 {
			page = p.placeColumns(page, at)
		} else {
			page = append(page, placed{slug: at.next, top: p.top(at)})
		}
		at, _ = p.fill(at)
	}
	return page
}
