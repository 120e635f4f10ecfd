package catalog

import (
	"slices"
	"strings"
)

// fieldOrder is the order that publish writes an entry's fields in; those of others stand behind.
var fieldOrder = []string{"hash", "description", "zero", "one", "two", "few", "many", "other"}

func rank(name string) int {
	if i := slices.Index(fieldOrder, name); i >= 0 {
		return i
	}
	return len(fieldOrder)
}

// A pair is a field that is to be added, its value in quotation marks.
type pair struct{ name, raw string }

// field finds a field of an entry, nil if it has none of the name.
func (s *spot) field(name string) *field {
	for i := range s.fields {
		if s.fields[i].name == name {
			return &s.fields[i]
		}
	}
	return nil
}

// raw is a field's value as written, "" if there is no such field.
func (f *File) raw(s *spot, name string) string {
	if v := s.field(name); v != nil {
		return f.text[v.value:v.end]
	}
	return ""
}

// addFields adds fields that an entry does not have, each before the first that stands behind it in fieldOrder.
func (ed *rewrite) addFields(i int, pairs []pair) {
	s := &ed.f.spots[i]
	if len(pairs) == 0 {
		return
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return rank(a.name) - rank(b.name) })
	switch s.layout {
	case bare:
		ed.unbare(s, pairs)
	case inline:
		ed.addInline(s, pairs)
	default:
		ed.addLines(s, pairs)
	}
}

// unbare makes an inline table of key = "text", which has room for one string only.
func (ed *rewrite) unbare(s *spot, pairs []pair) {
	var before strings.Builder
	before.WriteString("{ ")
	for _, p := range pairs {
		before.WriteString(p.name + " = " + p.raw + ", ")
	}
	before.WriteString("other = ")
	ed.replace(s.body, s.body, before.String())
	ed.replace(s.close, s.close, " }")
}

func (s *spot) successor(name string) *field {
	for i := range s.fields {
		if rank(s.fields[i].name) > rank(name) {
			return &s.fields[i]
		}
	}
	return nil
}

func (ed *rewrite) addInline(s *spot, pairs []pair) {
	if len(s.fields) == 0 {
		var all []string
		for _, p := range pairs {
			all = append(all, p.name+" = "+p.raw)
		}
		ed.replace(s.body, s.body, " "+strings.Join(all, ", ")+" ")
		return
	}
	for _, p := range pairs {
		if v := s.successor(p.name); v != nil {
			ed.replace(v.key, v.key, p.name+" = "+p.raw+", ")
			continue
		}
		end := s.fields[len(s.fields)-1].end
		ed.replace(end, end, ", "+p.name+" = "+p.raw)
	}
}

func (ed *rewrite) addLines(s *spot, pairs []pair) {
	indent := ed.indent(s.anchor)
	if len(s.fields) > 0 {
		indent = ed.indent(s.fields[0].line)
	}
	for _, p := range pairs {
		put := s.body
		if v := s.successor(p.name); v != nil {
			put = v.line
		} else if n := len(s.fields); n > 0 {
			put = s.fields[n-1].next
		}
		line := ed.lines(indent, s.prefix+p.name+" = "+p.raw)
		if put > 0 && ed.f.text[put-1] != '\n' { // behind the last line of a file that ends without a line end
			line = ed.eol + strings.TrimSuffix(line, ed.eol)
		}
		ed.replace(put, put, line)
	}
}

// dropField takes a field away; a comment behind it stays.
func (ed *rewrite) dropField(i int, name string) {
	s := &ed.f.spots[i]
	k := slices.IndexFunc(s.fields, func(v field) bool { return v.name == name })
	if k < 0 {
		return
	}
	v := s.fields[k]
	switch {
	case s.layout == inline && s.commented:
		ed.refuse(i, "there are comments between its braces, and a field there must go", "write it as a table: [key], then a line for each field")
	case s.layout == inline && k+1 < len(s.fields):
		ed.replace(v.key, s.fields[k+1].key, "")
	case s.layout == inline && k > 0:
		ed.replace(s.fields[k-1].end, v.end, "")
	case s.layout == inline:
		ed.replace(v.key, v.end, "")
	case v.note > 0:
		ed.replace(v.key, v.note, "")
	case v.next == len(ed.f.text) && !strings.HasSuffix(ed.f.text, "\n"):
		ed.replace(len(strings.TrimRight(ed.f.text[:v.line], "\r\n")), v.next, "")
	default:
		ed.replace(v.line, v.next, "")
	}
}
