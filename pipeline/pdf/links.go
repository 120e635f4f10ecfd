package pdf

import (
	"slices"
	"strconv"

	"publish/pipeline/layout"
)

// A link is a link's place on one page: a rectangle for each of its lines there.
type link struct {
	element int32
	page    int
	places  []layout.Rect
}

// How far a link's place reaches from its baseline, in shares of the type size, and how its underline is drawn, in points.
const (
	linkAscent     = 0.8
	linkDescent    = 0.25
	underlineDrop  = 1.6
	underlineWidth = 0.4
)

// linkOf is the link that an element is, or stands in; -1 for none.
func (t *tree) linkOf(element int32) int32 {
	for e := t.of(element); e >= 0; e = t.parent(e) {
		if t.elements[e].Tag == layout.TagLink {
			return e
		}
	}
	return -1
}

// underlines draws a line under what is a link, in files that have links: it is to be seen without a pointer.
func (p *painter) underlines() {
	if p.tree == nil || !p.tree.hasLinks {
		return
	}
	for i := range p.document.Pages[p.page].Lines {
		l := &p.document.Pages[p.page].Lines[i]
		for _, r := range p.tree.linkRuns(l) {
			y := l.Baseline - underlineDrop
			p.rule(layout.Rule{Rect: layout.Rect{X0: r.X0, Y0: y, X1: r.X1, Y1: y + underlineWidth}, Accent: l.Accent})
		}
	}
}

// A linkRun is the words of one link that stand side by side on a line.
type linkRun struct {
	layout.Rect
	element int32
}

// linkRuns are the runs of a line, in reading order. Blanks at a run's ends are not of it.
func (t *tree) linkRuns(l *layout.Line) (runs []linkRun) {
	for i := range l.Words {
		w := &l.Words[i]
		e := t.linkOf(w.Element)
		if e < 0 || w.Blank {
			continue
		}
		box := layout.Rect{X0: w.X, Y0: l.Baseline - linkDescent*l.Size, X1: w.X + width(l, w), Y1: l.Baseline + linkAscent*l.Size}
		if n := len(runs); n > 0 && runs[n-1].element == e && adjoin(runs[n-1].Rect, box, l.Size) {
			runs[n-1].X0, runs[n-1].X1 = min(runs[n-1].X0, box.X0), max(runs[n-1].X1, box.X1)
			continue
		}
		runs = append(runs, linkRun{box, e})
	}
	return runs
}

// adjoin tells whether two boxes stand side by side, a wide word space apart at most. The words of a link may not, where they
// run in two directions.
func adjoin(a, b layout.Rect, size float64) bool { return b.X0-a.X1 < size && a.X0-b.X1 < size }

// width is how wide a word is, without its blank, in points.
func width(l *layout.Line, w *layout.Word) float64 {
	sum := 0.0
	for i := range w.Clusters {
		sum += w.Clusters[i].Advance * l.Size
		if w.Tracked && i > 0 {
			sum += l.Tracking * l.Size
		}
	}
	return sum * l.Scale
}

// place adds the places of a line's links; a link's first place on a page becomes a kid of its element.
func (t *tree) place(l *layout.Line, page int) {
	for _, r := range t.linkRuns(l) {
		if n := len(t.links); n > 0 && t.links[n-1].element == r.element && t.links[n-1].page == page {
			t.links[n-1].places = append(t.links[n-1].places, r.Rect)
			continue
		}
		t.hang(r.element)
		t.kids[r.element] = append(t.kids[r.element], kid{aLink, int32(len(t.links))})
		t.links = append(t.links, link{r.element, page, []layout.Rect{r.Rect}})
	}
}

// reserveLinks gives each link's annotation its object.
func (f *finisher) reserveLinks() []int {
	if f.tree == nil {
		return nil
	}
	annots := make([]int, len(f.tree.links))
	for i := range annots {
		annots[i] = f.file.reserve()
	}
	return annots
}

// pageLinks lists the annotations of a page.
func (f *finisher) pageLinks(b []byte, page int, annots []int) []byte {
	links := f.tree.links // in the order of pages
	first, _ := slices.BinarySearchFunc(links, page, func(l link, page int) int { return l.page - page })
	if first == len(links) || links[first].page != page {
		return b
	}
	b = append(b, "/Annots["...)
	for i := first; i < len(links) && links[i].page == page; i++ {
		if i > first {
			b = append(b, ' ')
		}
		b = reference(b, annots[i])
	}
	return append(b, ']')
}

// links writes the annotations. Each says in words where it leads, and knows its element.
func (f *finisher) links(annots, pages []int) {
	for i, object := range annots {
		l := &f.tree.links[i]
		around := l.places[0]
		for _, r := range l.places[1:] {
			around = layout.Rect{X0: min(around.X0, r.X0), Y0: min(around.Y0, r.Y0), X1: max(around.X1, r.X1), Y1: max(around.Y1, r.Y1)}
		}
		b := rectangle([]byte("<</Type/Annot/Subtype/Link/Rect"), [4]float64{around.X0, around.Y0, around.X1, around.Y1})
		b = append(b, "/QuadPoints["...)
		for _, r := range l.places {
			for _, v := range [8]float64{r.X0, r.Y1, r.X1, r.Y1, r.X0, r.Y0, r.X1, r.Y0} {
				b = append(number(b, v), ' ')
			}
		}
		b = reference(append(b[:len(b)-1], "]/Border[0 0 0]/F 4/P "...), pages[l.page])
		url := f.tree.elements[l.element].URL
		b = textString(append(b, "/Contents"...), url)
		b = strconv.AppendInt(append(b, "/StructParent "...), int64(len(pages)+i), 10)
		b = append(asciiString(append(b, "/A<</S/URI/URI"...), url), ">>>>"...)
		f.file.set(object, b)
	}
}
