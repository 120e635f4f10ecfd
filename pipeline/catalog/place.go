package catalog

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// newEntry is the lines of a translator's new entry.
func (n *renewal) newEntry(w Wanted) []string {
	lines := n.roleLine(w)
	e := n.after(Entry{Key: w.Key}, w, w.English())
	if e.ExactFrom != "" {
		lines = append(lines, "#, exact from "+oneLine(e.ExactFrom))
	}
	for _, t := range n.suggestions(e, w, w.English()) {
		lines = append(lines, "#= "+t)
	}
	lines = append(lines, "["+tableKey(w.Key)+"]", "description = "+basic(w.English()))
	lines = append(lines, formLines(e.Forms, w.Categories)...)
	return append(lines, "other = "+basic(e.Other))
}

// newSourceEntry is the lines of a source catalog's new entry.
func (n *renewal) newSourceEntry(w Wanted) []string {
	lines := append(n.roleLine(w), "["+tableKey(w.Key)+"]")
	lines = append(lines, formLines(w.Forms, nil)...)
	return append(lines, "other = "+basic(clean(w.Source)))
}

func (n *renewal) roleLine(w Wanted) []string {
	if text := oneLine(w.Role); text != "" {
		return []string{"#. " + text}
	}
	return nil
}

// indented makes the block of a new entry of its lines: they have the indentation of its predecessor's.
func (n *renewal) indented(lines func(Wanted) []string) func(newcomer) string {
	return func(c newcomer) string {
		header, fields := n.indents(c.before)
		var block strings.Builder
		for _, l := range lines(c.Wanted) {
			indent := header
			if l[0] != '#' && l[0] != '[' {
				indent = fields
			}
			block.WriteString(n.lines(indent, l))
		}
		return block.String()
	}
}

// insert writes a new entry behind its predecessor.
func (n *renewal) insert(c newcomer) {
	n.checkRoom(c.Key)
	put := n.placeBehind(c.before)
	if n.openEnd > 0 && put == n.openEnd+len(n.eol) {
		put = n.openEnd
	}
	block := n.block(c)
	blanks := n.eol // one blank line, or a head comment would become part of the entry
	text := n.f.text
	turn := 2*sort.Search(len(n.f.spots), func(i int) bool { return n.f.spots[i].anchor >= put }) - 1
	switch {
	case strings.TrimPrefix(text[:put], bom) == "" && len(text) > put+n.dropped:
		n.edits = append(n.edits, edit{put, put, turn, block + blanks})
	case strings.TrimPrefix(text[:put], bom) == "":
		n.appendAtEnd(put, block, blanks)
	case text[put-1] != '\n':
		n.edits = append(n.edits, edit{put, put, turn, n.eol + blanks + strings.TrimSuffix(block, n.eol)})
	default:
		n.edits = append(n.edits, edit{put, put, turn, blanks + block})
	}
}

// appendAtEnd puts the entries of an empty file one behind the other.
func (n *renewal) appendAtEnd(put int, block, blanks string) {
	if slices.ContainsFunc(n.edits, func(e edit) bool { return e.from == put && e.to == put }) {
		block = blanks + block
	}
	n.edits = append(n.edits, edit{put, put, -1, block})
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

// indents are the white space before the header and the fields of the predecessor, or of the first table.
func (n *renewal) indents(before int) (header, fields string) {
	if len(n.f.spots) == 0 {
		return "", ""
	}
	s := &n.f.spots[max(0, before)]
	if s.layout != table || len(s.fields) == 0 {
		return "", ""
	}
	return n.indent(s.anchor), n.indent(s.fields[0].line)
}

// indentedAs tells whether an entry has the indentation that publish would give it behind another one.
func (n *renewal) indentedAs(i, before int) bool {
	header, fields := n.indents(i)
	h, f := n.indents(before)
	return header == h && fields == f
}

// retireRest deals with the entries that are not wanted.
func (n *renewal) retireRest() {
	c := chain{before: -1, start: -1}
	var dropSource []bool
	if n.source {
		dropSource = n.dropSources()
	}
	for i := range n.f.entries {
		e := &n.f.entries[i]
		n.turn = 2 * i
		wanted := n.wanted[i]
		if !wanted && !n.used(i) {
			if n.source && dropSource[i] || !n.source && n.droppable(i) && n.comesBack(i, c) {
				c.start = c.from(n.f.spots[i].gap)
				n.drop(i)
				continue
			}
			if !e.Retired {
				n.retire(i)
			}
		}
		c.start = -1
		if wanted {
			c.before = i
		}
	}
	if c.start >= 0 && n.dropped < len(strings.TrimPrefix(n.f.text, bom)) && n.droppedTo == len(n.f.text) && !strings.HasSuffix(n.f.text, "\n") {
		n.openEnd = c.start - len(n.eol) // the file ended without a line end, and still does
		n.replace(n.openEnd, c.start, "")
	}
}

// used tells of an entry that is not wanted whether something else uses it.
func (n *renewal) used(i int) bool { return n.InUse != nil && n.InUse(n.f.entries[i].Key) }

// A chain is the entries that are dropped one behind the other.
type chain struct {
	before int // the last wanted entry before them, -1 for none
	start  int // where the first of them begins, -1 while there is none
}

func (c chain) from(gap int) int {
	if c.start >= 0 {
		return c.start
	}
	return gap
}

// droppable tells whether an entry holds nothing that is worth keeping, and nothing that publish would write otherwise when
// its paragraph returned.
func (n *renewal) droppable(i int) bool {
	e, s := &n.f.entries[i], &n.f.spots[i]
	if n.Keep != nil && n.Keep(e.Key) || s.person || s.layout != table {
		return false
	}
	return (n.source || !e.hasText() || n.programs(e) && e.confirmed()) && n.ownHand(i)
}

// ownHand tells whether an entry's lines are, but for indentation, those that publish writes for a new one.
func (n *renewal) ownHand(i int) bool {
	e, s := &n.f.entries[i], &n.f.spots[i]
	var lines []string
	if strings.TrimPrefix(n.f.text[:s.gap], bom) != "" {
		lines = append(lines, "")
	}
	lines = append(lines, n.roleLine(Wanted{Role: e.Role})...)
	if e.ExactFrom != "" {
		lines = append(lines, "#, exact from "+e.ExactFrom)
	}
	if e.Retired {
		lines = append(lines, "#, retired")
	}
	for _, t := range e.Suggestions {
		lines = append(lines, "#= "+t)
	}
	lines = append(lines, "["+tableKey(e.Key)+"]")
	if !n.source {
		lines = append(lines, "description = "+basic(e.Description))
	}
	lines = append(lines, formLines(e.Forms, nil)...)
	lines = append(lines, "other = "+basic(e.Other))
	for l := range strings.Lines(n.f.text[s.gap:s.end]) {
		if len(lines) == 0 || strings.TrimLeft(strings.TrimRight(l, "\r\n"), " \t") != lines[0] {
			return false
		}
		lines = lines[1:]
	}
	return len(lines) == 0
}

// formLines are the lines of plural forms, those that a language needs but nobody has written yet with empty texts.
func formLines(forms map[string]string, needed []string) (lines []string) {
	for _, c := range categories {
		if form, ok := forms[c]; ok || slices.Contains(needed, c) {
			lines = append(lines, c+" = "+basic(clean(form)))
		}
	}
	return lines
}

// comesBack tells whether an entry that is dropped now would be put back at its place when its paragraph returns: directly
// behind the wanted entry before it, or the new one that is put there, indented like that one. Else dropping it would leave the
// file in another order after an undo. (In a file that a translator has reordered, the paragraph's predecessor may be another
// one: then the order is the text's after an undo.)
func (n *renewal) comesBack(i int, c chain) bool {
	start := c.from(n.f.spots[i].gap)
	if c.before >= 0 || n.begun {
		return n.placeBehind(c.before) == start && n.indentedAs(i, c.before)
	}
	for k := range n.f.spots { // the first entry that stays decides where the first of a file goes
		if s := &n.f.spots[k]; !n.droppable(k) || n.wanted[k] {
			if k < i {
				return s.layout != table && s.section == start
			}
			return s.layout == table && start == n.f.spots[0].gap
		}
	}
	return start == n.f.spots[0].gap
}

func (n *renewal) retire(i int) {
	if n.f.spots[i].nested {
		n.refuse(i, "it is not used any more, and written inside the braces of another key", "delete it, or write it as a table of its own")
		return
	}
	n.setFlags(i, func(string) bool { return false }, []string{"retired"})
}

// drop takes an entry out, with the blank lines before it; those behind it if it is the file's first.
func (n *renewal) drop(i int) {
	s := &n.f.spots[i]
	text := n.f.text
	from, to := max(s.gap, n.droppedTo), s.end
	if len(strings.TrimPrefix(text[:from], bom)) == n.dropped { // nothing stays before it
		if to < len(text) && strings.HasPrefix(text[to:], n.eol) {
			to += len(n.eol)
		}
	}
	n.dropped, n.droppedTo = n.dropped+to-from, to
	n.replace(from, to, "")
}
