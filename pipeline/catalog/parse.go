package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"publish/pipeline/finding"
)

// Parse reads a locale file. The error is a *SyntaxError: the first thing in the file that TOML, go-i18n or publish refuses.
//
// A byte order mark and CRLF are accepted and kept. data is copied.
func Parse(name string, data []byte) (*File, error) {
	if err := decodable(name, data); err != nil {
		return nil, err
	}
	r := reader{f: &File{name: name, text: string(data)}}
	if strings.HasPrefix(r.f.text, bom) {
		r.base = len(bom)
	}
	r.root = &node{kind: byHeader, anchor: r.base, gap: r.base}
	r.section = r.root
	err := r.read(data[r.base:])
	if err == nil {
		err = r.finish()
	}
	if err != nil {
		return nil, cmp.Or(encoded(name, data), err)
	}
	return r.f, nil
}

// A reader turns expressions into nodes, and nodes into entries.
type reader struct {
	f        *File
	base     int // length of the byte order mark
	parser   unstable.Parser
	root     *node
	section  *node // whose header was last
	sections int
	ends     []int   // of each section: the end of its last expression
	nodes    []*node // in order of first mention, the root left out
	last     int     // end of the line of the last expression
	lineAt   int     // an offset …
	line     int     // … and the number of line ends before it
	count    int     // strings read
}

func (r *reader) read(body []byte) error {
	r.last = r.base
	r.parser.KeepComments = true
	r.parser.Reset(body)
	for r.parser.NextExpression() {
		e := r.parser.Expression()
		var err error
		switch e.Kind {
		case unstable.Table:
			err = r.header(e)
		case unstable.ArrayTable:
			err = r.arrayTable(e)
		case unstable.KeyValue:
			err = r.keyValue(e)
		}
		if err != nil {
			return err
		}
	}
	if err := r.parser.Error(); err != nil {
		return r.syntax(err, body)
	}
	r.ends = append(r.ends, r.last)
	return nil
}

// offset is where a range of the parser begins in the file.
func (r *reader) offset(g unstable.Range) int { return int(g.Offset) + r.base }

// lineOf counts on from the last offset asked for; offsets mostly grow.
func (r *reader) lineOf(offset int) int {
	if offset < r.lineAt {
		r.lineAt, r.line = 0, 0
	}
	r.line += strings.Count(r.f.text[r.lineAt:offset], "\n")
	r.lineAt = offset
	return r.line + 1
}

// bounds are the begin of the line that start is in and the begin of the line behind end.
func (r *reader) bounds(start, end int) (line, next int) {
	line = max(strings.LastIndexByte(r.f.text[:start], '\n')+1, r.base)
	if i := strings.IndexByte(r.f.text[end:], '\n'); i >= 0 {
		return line, end + i + 1
	}
	return line, len(r.f.text)
}

func (r *reader) header(e *unstable.Node) error {
	n, depth := r.root, 0
	var first, last *unstable.Node
	for it := e.Key(); it.Next(); {
		last = it.Node()
		if first == nil {
			first = last
		}
		if depth++; depth > MaxDepth {
			return r.refuse(r.offset(last.Raw), fmt.Sprintf("this key has more than %d parts", MaxDepth), "write a shorter key")
		}
		parent := n
		n = r.child(parent, last, byPrefix)
		if err := r.keyLength(len(n.path), last); err != nil {
			return err
		}
		if n.kind == byInline {
			return r.refuse(r.offset(last.Raw), fmt.Sprintf("%q is an inline table in line %d, which nothing can be added to", n.path, r.lineOf(n.anchor)),
				"write this entry between its braces, or that one as a table")
		}
	}
	start := r.offset(first.Raw)
	line, next := r.bounds(start, r.offset(last.Raw)+int(last.Raw.Length))
	if n.kind == byHeader || n.kind == byDots {
		return r.refuse(start, fmt.Sprintf("the key %s is there twice: here and in line %d", n.path, r.lineOf(n.anchor)),
			"keep the better of the two, and delete the other")
	}
	n.kind, n.anchor, n.gap, n.body = byHeader, line, r.last, next
	n.end, n.from, n.prefix = next, next, ""
	n.person = e.Next() != nil
	r.sections++
	r.ends = append(r.ends, r.last)
	n.section = r.sections
	r.section, r.last = n, next
	return nil
}

func (r *reader) arrayTable(e *unstable.Node) error {
	it := e.Key()
	it.Next()
	at := r.offset(it.Node().Raw)
	line, next := r.bounds(at, at)
	err := r.refuse(at, "a locale file has no lists", "write the header with one pair of brackets")
	return withRight(err, r.f.text, line, next, strings.NewReplacer("[[", "[", "]]", "]"))
}

// keyValue reads a line (or more) of a section: a field of the section's own entry, or an entry in another layout.
func (r *reader) keyValue(e *unstable.Node) error {
	start := r.offset(e.Raw)
	end := start + int(e.Raw.Length)
	line, next := r.bounds(start, end)
	s := stretch{line: line, next: next, gap: r.last}
	if n := e.Next(); n != nil {
		s.note = r.offset(n.Raw)
	}
	r.last = next
	return r.assign(r.section, e, s, 0)
}

// A stretch is the line, or the lines, of one expression.
type stretch struct{ line, next, gap, note int }

// assign puts key = value below n, which is a section or an inline table.
func (r *reader) assign(n *node, e *unstable.Node, s stretch, depth int) error {
	key := r.offset(e.Raw)
	end := key + int(e.Raw.Length)
	var name *unstable.Node
	for it := e.Key(); it.Next(); {
		if name != nil {
			var err error
			if n, err = r.through(n, name, s, key); err != nil {
				return err
			}
		}
		name = it.Node()
		if depth++; depth > MaxDepth {
			return r.refuse(r.offset(name.Raw), fmt.Sprintf("tables nest, or a key has parts, more than %d deep", MaxDepth), "write [key] headers")
		}
	}
	if err := r.keyLength(len(n.path)+1+len(name.Data), name); err != nil {
		return err
	}
	if n.inInline == nil && n.kind != byInline {
		n.end = max(n.end, s.next)
		n.touch(r.f.text, s)
	}
	switch v := e.Value(); v.Kind {
	case unstable.String:
		return r.string(n, name, v, s, key)
	case unstable.InlineTable:
		return r.inlineTable(n, name, v, s, key, end, depth)
	default:
		return r.notText(name, v, end)
	}
}

// keyLength refuses a key so long that the paths of all that stands below it would take the memory.
func (r *reader) keyLength(n int, part *unstable.Node) error {
	if n > MaxKey {
		return r.refuse(r.offset(part.Raw), fmt.Sprintf("this key has %d bytes; one may have %d", n, MaxKey), "write a shorter key")
	}
	return nil
}

// touch notes that an expression of n stands in s: whether others stand before it, or comments of a person.
func (n *node) touch(text string, s stretch) {
	if n.from > 0 {
		n.scattered = n.scattered || s.gap != n.from
		n.person = n.person || strings.Contains(text[s.gap:s.line], "#")
	}
	n.from = s.next
}

// through goes down one part of a dotted key.
func (r *reader) through(n *node, part *unstable.Node, s stretch, key int) (*node, error) {
	known := len(r.nodes)
	m := r.child(n, part, byDots)
	at := r.offset(part.Raw)
	if known < len(r.nodes) {
		m.section, m.anchor, m.gap, m.inInline = r.sections, s.line, s.gap, n.inline()
		m.prefix = r.f.text[key:at+int(part.Raw.Length)] + "."
		return m, nil
	}
	if m.kind != byDots || m.section != r.sections || m.inInline != n.inline() {
		return nil, r.refuse(at, fmt.Sprintf("%q is a table of its own already, in line %d", m.path, r.lineOf(m.anchor)), "write this line there")
	}
	return m, nil
}

func (r *reader) string(n *node, name, v *unstable.Node, s stretch, key int) error {
	if r.count++; r.count > 4*MaxEntries {
		return r.refuse(key, fmt.Sprintf("a locale file may hold at most %d entries", MaxEntries), "divide it")
	}
	value := r.offset(v.Raw)
	n.leaves = append(n.leaves, leaf{
		name: string(name.Data), text: r.content(v), gap: s.gap,
		field: field{line: s.line, next: s.next, key: key, value: value, end: value + int(v.Raw.Length), note: s.note},
	})
	return nil
}

// content is a string's value; one without escapes shares the file's memory.
func (r *reader) content(v *unstable.Node) string {
	at := r.offset(v.Raw)
	if len(v.Data) == int(v.Raw.Length)-2 {
		return r.f.text[at+1 : at+1+len(v.Data)]
	}
	return string(v.Data)
}

func (r *reader) inlineTable(n *node, name, v *unstable.Node, s stretch, key, end, depth int) error {
	known := len(r.nodes)
	m := r.child(n, name, byInline)
	if known == len(r.nodes) {
		return r.refuse(r.offset(name.Raw), fmt.Sprintf("the key %s is there twice: here and in line %d", m.path, r.lineOf(m.anchor)), "keep the better of the two")
	}
	m.section, m.anchor, m.gap, m.end = r.sections, s.line, s.gap, s.next
	m.body, m.close, m.inInline = r.offset(v.Raw)+1, end, n.inline()
	m.person = s.note != 0
	for it := v.Children(); it.Next(); {
		c := it.Node()
		if c.Kind == unstable.Comment {
			m.person, m.commented = true, true
			continue
		}
		within := stretch{line: s.line, next: s.next, gap: s.gap}
		if err := r.assign(m, c, within, depth); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) notText(name, v *unstable.Node, end int) error {
	start := r.offset(v.Raw)
	if v.Kind == unstable.Array {
		start = r.offset(name.Raw)
		return r.refuse(start, fmt.Sprintf("%q is a list; every value of a locale file is a text", name.Data), "write one text in quotation marks")
	}
	line, next := r.bounds(start, start)
	err := r.refuse(start, fmt.Sprintf("the value of %q is not in quotation marks", name.Data), "put it in quotation marks")
	raw := r.f.text[start:end]
	if strings.ContainsAny(raw, "\"'\n\\") {
		return err
	}
	return right(err, line, next, r.f.text[line:start]+`"`+raw+`"`+r.f.text[end:next])
}

// note reports, once, text that is not NFC: it is read as NFC, and its bytes stay.
func (f *File) note(line int) {
	if len(f.notes) > 0 {
		return
	}
	f.notes = append(f.notes, finding.Finding{
		Level: finding.Info, Place: finding.Place{File: f.name, Line: line}, Rule: "normal-form",
		What: "letters and their accents are written apart (not Unicode's form NFC); they are read as NFC",
		Do:   "nothing need be done; an editor that saves as NFC ends this",
	})
}

// byPlace puts entries and their spots into the file's order.
func (f *File) byPlace() {
	before := func(a, b spot) int { return cmp.Or(cmp.Compare(a.anchor, b.anchor), cmp.Compare(a.body, b.body)) }
	if slices.IsSortedFunc(f.spots, before) {
		return
	}
	order := make([]int, len(f.spots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return before(f.spots[a], f.spots[b]) })
	entries, spots := make([]Entry, len(order)), make([]spot, len(order))
	for to, from := range order {
		entries[to], spots[to] = f.entries[from], f.spots[from]
	}
	f.entries, f.spots = entries, spots
}
