package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"publish/pipeline/layout"
)

// A tree is the structure tree as it grows: elements are hung into it when their first words are painted, so that the order of
// kids is the reading order, and elements without words stay out.
type tree struct {
	elements []layout.Element
	as       []int32 // by element: itself, or its parent where the file has no links and it is one
	kids     [][]kid
	hung     []bool
	marks    [][]int32 // by page and MCID: the element
	links    []link    // in reading order
	hasLinks bool      // an element is a link
}

// A kid of an element is another element, a link's place on a page, or a marked-content sequence of a page.
type kid struct {
	page int32 // anElement, aLink or the page
	n    int32 // element, link or MCID
}

const (
	anElement = -1
	aLink     = -2
)

// newTree makes an empty tree. Without links, their text belongs to what is around them.
func newTree(d *layout.Document, links bool) *tree {
	n := len(d.Elements)
	t := &tree{elements: d.Elements, as: make([]int32, n), kids: make([][]kid, n), hung: make([]bool, n), marks: make([][]int32, len(d.Pages))}
	for i := range t.as {
		if t.as[i] = int32(i); d.Elements[i].Tag == layout.TagLink && !links {
			t.as[i] = t.as[d.Elements[i].Parent]
		}
		t.hasLinks = t.hasLinks || links && d.Elements[i].Tag == layout.TagLink
	}
	if n > 0 {
		t.hung[0] = true
	}
	return t
}

// of is the element that a word's marked content belongs to; a nil tree has none.
func (t *tree) of(element int32) int32 {
	if t == nil || element == layout.Artifact {
		return layout.Artifact
	}
	return t.as[element]
}

func (t *tree) parent(element int32) int32 {
	if p := t.elements[element].Parent; p >= 0 {
		return t.as[p]
	}
	return -1
}

// mark takes the next MCID of a page for an element.
func (t *tree) mark(element int32, page int) int {
	t.hang(element)
	id := len(t.marks[page])
	t.marks[page] = append(t.marks[page], element)
	t.kids[element] = append(t.kids[element], kid{int32(page), int32(id)})
	return id
}

func (t *tree) hang(e int32) {
	for !t.hung[e] {
		t.hung[e] = true
		parent := t.parent(e)
		if !t.hung[parent] {
			t.hang(parent)
		}
		t.kids[parent] = append(t.kids[parent], kid{anElement, e})
	}
}

// A treeWriter writes the tree's objects.
type treeWriter struct {
	*tree
	kind    *kind
	file    *file
	pages   []int          // objects
	objects []int          // of elements
	spaceOf map[string]int // objects of namespaces
	annots  []int          // objects of the links
	notes   []int          // objects of notes, in order
	b       []byte
}

// write returns the object of the structure tree's root.
func (w *treeWriter) write() int {
	root := w.file.reserve()
	w.spaces()
	w.objects = make([]int, len(w.elements))
	for i := range w.elements {
		if w.hung[i] {
			w.objects[i] = w.file.reserve()
		}
	}
	for i := range w.elements {
		if w.hung[i] {
			w.file.set(w.objects[i], w.element(i, root))
		}
	}
	parents := w.parents()
	b := append([]byte(nil), "<</Type/StructTreeRoot/K "...)
	b = reference(b, w.objects[0])
	b = reference(append(b, "/ParentTree "...), parents)
	b = strconv.AppendInt(append(b, "/ParentTreeNextKey "...), int64(len(w.pages)+len(w.annots)), 10)
	if len(w.notes) > 0 {
		b = reference(append(b, "/IDTree "...), w.ids())
	}
	b = w.namespaces(b)
	w.file.set(root, append(b, ">>"...))
	return root
}

// element writes the dictionary of element i; it holds until the next call.
func (w *treeWriter) element(i, root int) []byte {
	e := &w.elements[i]
	parent := root
	if p := w.parent(int32(i)); p >= 0 {
		parent = w.objects[p]
	}
	b := append(append(w.b[:0], "<</Type/StructElem/S/"...), w.kind.structureType(e.Tag)...)
	b = reference(append(b, "/P "...), parent)
	b = w.namespace(b, e.Tag)
	if !e.Language.IsZero() {
		b = asciiString(append(b, "/Lang"...), e.Language.String())
	}
	if e.Expansion != "" {
		b = textString(append(b, "/E"...), shorten(e.Expansion))
	}
	if e.Tag == layout.TagNote {
		w.notes = append(w.notes, w.objects[i])
		b = asciiString(append(b, "/ID"...), noteID(len(w.notes)))
	}
	b = attributes(b, e)
	b = w.content(b, w.kids[i])
	w.b = append(b, ">>"...)
	return w.b
}

func noteID(n int) string { return fmt.Sprintf("note%06d", n) }

// attributes writes what a list's numbering and a block's direction are.
func attributes(b []byte, e *layout.Element) []byte {
	if e.Numbering == "" && !e.RightToLeft {
		return b
	}
	b = append(b, "/A["...)
	if e.Numbering != "" {
		b = append(append(append(b, "<</O/List/ListNumbering/"...), e.Numbering...), ">>"...)
	}
	if e.RightToLeft {
		b = append(b, "<</O/Layout/WritingMode/RlTb>>"...)
	}
	return append(b, ']')
}

// content writes /Pg and /K.
func (w *treeWriter) content(b []byte, kids []kid) []byte {
	page := int32(-1)
	if i := slices.IndexFunc(kids, func(k kid) bool { return k.page >= 0 }); i >= 0 {
		page = kids[i].page
		b = reference(append(b, "/Pg "...), w.pages[page])
	}
	b = append(b, "/K["...)
	for i, k := range kids {
		if i > 0 {
			b = append(b, ' ')
		}
		switch k.page {
		case anElement:
			b = reference(b, w.objects[k.n])
		case aLink:
			b = reference(append(b, "<</Type/OBJR/Pg "...), w.pages[w.links[k.n].page])
			b = append(reference(append(b, "/Obj "...), w.annots[k.n]), ">>"...)
		case page:
			b = strconv.AppendInt(b, int64(k.n), 10)
		default:
			b = reference(append(b, "<</Type/MCR/Pg "...), w.pages[k.page])
			b = append(strconv.AppendInt(append(b, "/MCID "...), int64(k.n), 10), ">>"...)
		}
	}
	return append(b, ']')
}

// parents writes the parent tree: for each page, the element of each MCID; behind them, the element of each link.
func (w *treeWriter) parents() int {
	b := append([]byte(nil), "<</Nums["...)
	for page, elements := range w.marks {
		b = append(strconv.AppendInt(b, int64(page), 10), '[')
		for i, e := range elements {
			if i > 0 {
				b = append(b, ' ')
			}
			b = reference(b, w.objects[e])
		}
		b = append(b, ']')
	}
	for i := range w.annots {
		b = append(strconv.AppendInt(b, int64(len(w.pages)+i), 10), ' ')
		b = append(reference(b, w.objects[w.links[i].element]), ' ')
	}
	return w.file.add(append(b, "]>>"...))
}

// ids writes the tree of notes by ID.
func (w *treeWriter) ids() int {
	b := append([]byte(nil), "<</Limits["...)
	b = asciiString(b, noteID(1))
	b = asciiString(b, noteID(len(w.notes)))
	b = append(b, "]/Names["...)
	for i, n := range w.notes {
		b = reference(asciiString(b, noteID(i+1)), n)
	}
	leaf := w.file.add(append(b, "]>>"...))
	return w.file.add(append(reference([]byte("<</Kids["), leaf), "]>>"...))
}
