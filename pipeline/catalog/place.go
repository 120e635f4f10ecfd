package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// newEntry is the lines of a translator's new entry.
func (n *renewal) newEntry(w Wanted) []string {
	lines := n.roleLine(w)
	e := n.after(Entry{Key: w.Key}, w, w.English())
	if e.ExactFrom != "" {
		lines = append(lines, "#, exact from "+oneLine(e.ExactFrom))
	}
	for _, t := range n.suggestions(e, w) {
		lines = append(lines, "#= "+t)
	}
	lines = append(lines, "["+tableKey(w.Key)+"]", "description = "+basic(w.English()))
	for _, c := range categories {
		if form, ok := e.Forms[c]; ok || slices.Contains(w.Categories, c) {
			lines = append(lines, c+" = "+basic(clean(form)))
		}
	}
	return append(lines, "other = "+basic(e.Other))
}

// newSourceEntry is the lines of a source catalog's new entry.
func (n *renewal) newSourceEntry(w Wanted) []string {
	lines := append(n.roleLine(w), "["+tableKey(w.Key)+"]")
	for _, c := range categories {
		if form, ok := w.Forms[c]; ok {
			lines = append(lines, c+" = "+basic(clean(form)))
		}
	}
	return append(lines, "other = "+basic(clean(w.Source)))
}

func (n *renewal) roleLine(w Wanted) []string {
	if text := oneLine(w.Role); text != "" {
		return []string{"#. " + text}
	}
	return nil
}

// insert writes a new entry behind its predecessor, -1 for none, and returns where.
func (n *renewal) insert(before int, w Wanted) int {
	n.checkRoom(w.Key)
	header, fields := n.indents(before)
	put := n.placeBehind(before)
	var block strings.Builder
	for _, l := range n.block(w) {
		indent := header
		if l[0] != '#' && l[0] != '[' {
			indent = fields
		}
		block.WriteString(n.lines(indent, l))
	}
	blanks := strings.Repeat(n.eol, n.separation())
	text := n.f.text
	switch {
	case strings.TrimPrefix(text[:put], bom) == "" && len(text) > put:
		n.edits = append(n.edits, edit{put, put, block.String() + blanks})
	case strings.TrimPrefix(text[:put], bom) == "":
		n.appendAtEnd(put, block.String(), blanks)
	case text[put-1] != '\n':
		n.edits = append(n.edits, edit{put, put, n.eol + blanks + strings.TrimSuffix(block.String(), n.eol)})
	default:
		n.edits = append(n.edits, edit{put, put, blanks + block.String()})
	}
	return put
}

// appendAtEnd puts the entries of an empty file one behind the other.
func (n *renewal) appendAtEnd(put int, block, blanks string) {
	if slices.ContainsFunc(n.edits, func(e edit) bool { return e.from == put }) {
		block = blanks + block
	}
	n.edits = append(n.edits, edit{put, put, block})
}

// checkRoom refuses a new header that TOML or go-i18n would not accept beside what is there.
func (n *renewal) checkRoom(key string) {
	if n.err != nil {
		return
	}
	refuse := func(other, what string) {
		line := 0
		if i, ok := n.f.index[other]; ok {
			line = n.f.entries[i].Line
		}
		n.err = &UneditableError{File: n.f.name, Line: line, Key: key, What: fmt.Sprintf(what, other), Do: "write " + other + " otherwise, as a table of its own"}
	}
	for i := strings.IndexByte(key, '.'); i >= 0; i = nextPoint(key, i) {
		if _, text := n.f.index[key[:i]]; text {
			refuse(key[:i], "it cannot be added, because %s has a text of its own")
			return
		}
		if n.f.shapes[key[:i]] == byInline {
			refuse(key[:i], "it cannot be added, because %s is written in braces")
			return
		}
	}
	if _, there := n.f.shapes[key]; there {
		refuse(key, "it cannot be added, because there are entries below %s")
	}
}

func nextPoint(key string, i int) int {
	if j := strings.IndexByte(key[i+1:], '.'); j >= 0 {
		return i + 1 + j
	}
	return -1
}

// placeBehind is where a new entry goes: behind an entry, or (-1) before the first one.
func (n *renewal) placeBehind(before int) int {
	f := n.f
	switch {
	case before >= 0 && f.spots[before].layout == table:
		return f.spots[before].end
	case before >= 0:
		return f.spots[before].section
	case len(f.spots) == 0:
		return f.end
	case f.spots[0].layout == table:
		return f.spots[0].gap
	}
	return f.spots[0].section
}

// separation is the number of blank lines between the file's entries: those before the last one.
func (n *renewal) separation() int {
	if len(n.f.spots) < 2 {
		return 1
	}
	s, blanks := n.f.spots[len(n.f.spots)-1], 0
	for c := range commentLines(n.f.text, s.gap, s.anchor) {
		if c.mark != blank {
			break
		}
		blanks++
	}
	return min(blanks, 3)
}

// indents are the white space before the header and the fields of the predecessor, or of the first table.
func (n *renewal) indents(before int) (header, fields string) {
	of := func(s *spot) (string, string) {
		if s.layout != table || len(s.fields) == 0 {
			return "", ""
		}
		return n.indent(s.anchor), n.indent(s.fields[0].line)
	}
	if before >= 0 {
		return of(&n.f.spots[before])
	}
	if len(n.f.spots) > 0 {
		return of(&n.f.spots[0])
	}
	return "", ""
}

// retireRest deals with the entries that are not wanted. places are where new entries go.
func (n *renewal) retireRest(places []int) {
	following := make([]int, len(n.f.entries)) // of each entry: the rank of the next wanted one behind it
	next := 0
	for _, rank := range n.present {
		next = max(next, rank+1)
	}
	for i := len(following) - 1; i >= 0; i-- {
		following[i] = next
		if n.present[i] >= 0 {
			next = n.present[i]
		}
	}
	before := -1 // the last entry that stays
	for i := range n.f.entries {
		e := &n.f.entries[i]
		switch {
		case n.present[i] >= 0 || n.InUse != nil && n.InUse(e.Key):
		case n.droppable(i) && n.comesBack(i, before, following[i]):
			n.drop(i, places)
			continue
		case !e.Retired:
			n.retire(i)
		}
		before = i
	}
}

// droppable tells whether an entry holds nothing that is worth keeping.
func (n *renewal) droppable(i int) bool {
	e, s := &n.f.entries[i], &n.f.spots[i]
	if n.Keep != nil && n.Keep(e.Key) || s.person || s.layout != table || e.written != "" {
		return false
	}
	return n.source || !e.hasText() || n.programs(e) && e.confirmed()
}

// comesBack tells whether an entry that is dropped now would be put back at its place when its paragraph returns: right
// behind the entry before it. Else dropping it would leave the file in another order after an undo.
func (n *renewal) comesBack(i, before, following int) bool {
	rank := -1
	if before >= 0 {
		if rank = n.present[before]; rank < 0 || n.f.spots[before].layout != table {
			return false
		}
	}
	return following == rank+1
}

func (n *renewal) retire(i int) {
	if n.f.spots[i].nested {
		n.refuse(i, "it is not used any more, and written inside the braces of another key", "delete it, or write it as a table of its own")
		return
	}
	n.setFlags(i, func(string) bool { return false }, []string{"retired"})
}

// drop takes an entry out, with the blank lines before it; those behind it if it is the file's first.
func (n *renewal) drop(i int, places []int) {
	s := &n.f.spots[i]
	from, to, text := s.gap, s.end, n.f.text
	switch {
	case strings.TrimPrefix(text[:from], bom) == "":
		blanks := n.separation()
		for c := range commentLines(text, to, len(text)) {
			if c.mark != blank || blanks == 0 {
				break
			}
			to, blanks = c.next, blanks-1
		}
	case to == len(text) && !strings.HasSuffix(text, "\n") && !slices.Contains(places, from):
		from -= len(n.eol)
	}
	n.replace(from, to, "")
}
