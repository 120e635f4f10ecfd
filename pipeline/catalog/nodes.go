package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A shape says how a table came to be, because TOML has rules for what may be added to it.
type shape uint8

const (
	byPrefix shape = iota // named by the header of a table below it
	byHeader              // has a header
	byDots                // named by dotted keys
	byInline              // in braces
)

// A node is a table: of fields (then it is an entry), of entries, or of tables.
type node struct {
	path     string // its key: the parts joined with points, as go-i18n does it
	name     string
	kind     shape
	children map[string]*node
	leaves   []leaf
	from     int   // end of its last expression so far
	inInline *node // the outermost inline table that it is in

	section, gap, anchor, body, close, end int // as in spot; section is the number of headers before
	prefix                                 string
	person, commented, scattered           bool
}

// A leaf is a string: a field of an entry, or an entry of the layout key = "text".
type leaf struct {
	name, text string
	gap        int
	field
}

// inline is the outermost inline table that things in n are in.
func (n *node) inline() *node {
	if n.kind == byInline && n.inInline == nil {
		return n
	}
	return n.inInline
}

// child finds or makes the table that a part of a key names.
func (r *reader) child(n *node, part *unstable.Node, kind shape) *node {
	if m := n.children[string(part.Data)]; m != nil {
		return m
	}
	m := &node{name: string(part.Data), kind: kind, anchor: r.offset(part.Raw), end: r.offset(part.Raw)}
	m.path = m.name
	if n != r.root {
		m.path = n.path + "." + m.name
	}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	n.children[m.name] = m
	r.nodes = append(r.nodes, m)
	return m
}

// isField tells whether go-i18n takes a name for a field of an entry. It folds case.
func isField(name string) bool {
	switch name {
	case "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other":
		return true
	}
	return false
}

// finish makes entries of the nodes, and checks what the parser does not.
func (r *reader) finish() error {
	r.f.shapes = map[string]shape{}
	r.f.entries, r.f.spots = make([]Entry, 0, len(r.nodes)), make([]spot, 0, len(r.nodes))
	r.f.index = make(map[string]int, len(r.nodes))
	if err := r.checkRoot(); err != nil {
		return err
	}
	for _, n := range r.nodes {
		if err := r.take(n); err != nil {
			return err
		}
		if len(n.leaves) == 0 || n.kind != byHeader {
			r.f.shapes[n.path] = n.kind
		}
	}
	f := r.f
	f.byPlace()
	for i := range f.entries {
		if err := r.enter(i); err != nil {
			return err
		}
	}
	r.comments()
	return nil
}

func (r *reader) checkRoot() error {
	for _, l := range r.root.leaves {
		if name := strings.ToLower(l.name); isField(name) || name == "id" {
			return r.refuse(l.key, fmt.Sprintf("%q stands before the first [key], so it belongs to no entry", l.name), "move it below the header of its entry")
		}
	}
	return r.take(r.root)
}

// take checks one table and makes its entry, or those of its strings.
func (r *reader) take(n *node) error {
	if err := r.checkNames(n); err != nil {
		return err
	}
	isEntry := n != r.root && slices.ContainsFunc(n.leaves, func(l leaf) bool {
		name := strings.ToLower(l.name)
		return isField(name) || name == "id"
	})
	switch {
	case isEntry:
		return r.takeEntry(n)
	case len(n.leaves) > 0:
		return r.takeStrings(n)
	case n != r.root && len(n.children) == 0:
		r.add(n.path, n, nil)
	}
	return nil
}

func (r *reader) takeEntry(n *node) error {
	for _, l := range n.leaves {
		switch name := strings.ToLower(l.name); {
		case name == "id":
			return r.refuse(l.key, fmt.Sprintf("%q inside an entry gives it another key", l.name), "delete this line; the key stands in brackets")
		case !isField(name):
			return r.unknown(n, l)
		}
	}
	for _, name := range sortedNames(n.children) {
		m := n.children[name]
		return r.refuse(m.anchor, fmt.Sprintf("%s has a text of its own (line %d) and entries below it, which go-i18n refuses", n.path, r.lineOf(n.leaves[0].key)),
			fmt.Sprintf("rename one of them: [%s] or [%s]", n.path, m.path))
	}
	r.add(n.path, n, n.leaves)
	return nil
}

// takeStrings makes an entry of each string of a table that has no fields.
func (r *reader) takeStrings(n *node) error {
	for _, l := range n.leaves {
		path := l.name
		if n != r.root {
			path = n.path + "." + l.name
		}
		l.name = "other"
		m := &node{anchor: l.line, gap: l.gap, body: l.value, close: l.end, end: l.next, section: n.section, inInline: n.inline(), person: l.note != 0}
		r.add(path, m, []leaf{l})
		if m.inInline == nil {
			r.f.spots[len(r.f.spots)-1].layout = bare
		}
	}
	return nil
}

// add appends an entry; its comments are read when all entries are known.
func (r *reader) add(path string, n *node, leaves []leaf) {
	e := Entry{File: r.f.name, Key: path}
	s := spot{gap: n.gap, anchor: n.anchor, body: n.body, close: n.close, end: n.end, prefix: n.prefix, person: n.person, commented: n.commented, scattered: n.scattered, section: n.section}
	switch {
	case n.kind == byInline || n.inInline != nil:
		s.layout = inline
	case n.kind == byDots:
		s.layout = dotted
	}
	if root := n.inInline; root != nil { // an entry deep within braces: its comments are those above the braces
		s.anchor, s.gap, s.end = root.anchor, root.gap, root.end
		s.person, s.commented, s.nested = s.person || root.person, s.commented || root.commented, true
	}
	s.fields = make([]field, len(leaves))
	for i, l := range leaves {
		s.fields[i] = l.field
		s.fields[i].name = strings.ToLower(l.name)
		s.person = s.person || l.note != 0
		text := clean(l.text)
		if text != l.text && !isNFC(l.text) {
			r.f.note(r.lineOf(l.key))
		}
		e.set(strings.ToLower(l.name), text)
		if strings.EqualFold(l.name, "other") && text != l.text {
			e.Unclean = l.text
		}
		if strings.HasSuffix(strings.ToLower(l.name), "delim") {
			s.person = true
		}
	}
	r.f.entries = append(r.f.entries, e)
	r.f.spots = append(r.f.spots, s)
}

func (e *Entry) set(name, text string) {
	switch name {
	case "description":
		e.Description = text
	case "other":
		e.Other = text
	case "hash":
		e.Hash = text
	case "leftdelim", "rightdelim":
	default:
		if e.Forms == nil {
			e.Forms = map[string]string{}
		}
		e.Forms[name] = text
	}
}

// enter finds two entries of one key written in two ways: go-i18n would pick one at random.
func (r *reader) enter(i int) error {
	e := &r.f.entries[i]
	e.Line = r.lineOf(r.f.spots[i].anchor)
	e.Column = columnOf(r.f.text, r.f.indented(r.f.spots[i].anchor))
	if j, twice := r.f.index[e.Key]; twice {
		return r.refuse(r.f.spots[i].anchor, fmt.Sprintf("the key %s is there twice: here and in line %d", e.Key, r.f.entries[j].Line),
			"keep the better of the two, and delete the other")
	}
	if len(r.f.entries) > MaxEntries {
		return r.refuse(r.f.spots[i].anchor, fmt.Sprintf("a locale file may hold at most %d entries", MaxEntries), "divide it")
	}
	r.f.index[e.Key] = i
	return nil
}

// indented is the offset of the first character of a line that is no blank or tab.
func (f *File) indented(line int) int {
	for line < len(f.text) && (f.text[line] == ' ' || f.text[line] == '\t') {
		line++
	}
	return line
}
