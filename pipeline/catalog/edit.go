package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An UneditableError says that an entry is written in a way that publish can read but not keep up to date. Nothing of the
// file has been changed.
type UneditableError struct {
	File string
	Line int // 0 where the file as a whole is meant
	Key  string
	What string
	Do   string
}

func (e *UneditableError) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s; %s (nothing was written)", e.File, e.Line, e.Key, e.What, e.Do)
}

// An edit replaces text[from:to]. Of two that begin at one byte, the one for the entry that stands first in the file is made
// first: turn is twice the index of its entry; of a new entry, between those of its neighbours.
type edit struct {
	from, to, turn int
	text           string
}

// A rewrite collects the edits of one change to a file, and applies all of them or none.
type rewrite struct {
	f     *File
	eol   string
	edits []edit
	turn  int   // of the edits to come
	err   error // the first refusal
}

func (f *File) edit() *rewrite { return &rewrite{f: f, eol: f.lineEnd()} }

func (ed *rewrite) replace(from, to int, text string) {
	if ed.f.text[from:to] != text {
		ed.edits = append(ed.edits, edit{from, to, ed.turn, text})
	}
}

func (ed *rewrite) refuse(i int, what, do string) {
	if ed.err == nil {
		e := &ed.f.entries[i]
		ed.err = &UneditableError{File: e.File, Line: e.Line, Key: e.Key, What: what, Do: do}
	}
}

// apply makes the edits, and reads the file anew: an edit that would break it is refused.
func (ed *rewrite) apply() error {
	if ed.err != nil {
		return ed.err
	}
	if len(ed.edits) == 0 {
		return nil
	}
	slices.SortStableFunc(ed.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.turn, b.turn), cmp.Compare(a.to, b.to))
	})
	var b strings.Builder
	b.Grow(len(ed.f.text) + 256*len(ed.edits))
	last := 0
	for _, e := range ed.edits {
		if e.from < last {
			line, _ := at(ed.f.text, e.from)
			return &UneditableError{File: ed.f.name, Line: line, Key: "the entry here", What: "two changes to it fall on the same bytes", Do: "write it as a table: [key], then a line for each field"}
		}
		b.WriteString(ed.f.text[last:e.from])
		b.WriteString(e.text)
		last = e.to
	}
	b.WriteString(ed.f.text[last:])
	after, err := Parse(ed.f.name, []byte(b.String()))
	if err != nil {
		return ed.broken(err)
	}
	*ed.f = *after
	return nil
}

func (ed *rewrite) broken(err error) error {
	s, ok := err.(*SyntaxError)
	if !ok {
		return err
	}
	return &UneditableError{File: ed.f.name, Line: s.Line, Key: "the file", What: "brought up to date it would not be valid: " + s.What, Do: "write the entries there as tables: [key], then a line for each field"}
}

// indent is the white space that a line begins with.
func (ed *rewrite) indent(line int) string { return ed.f.text[line:ed.f.indented(line)] }

// lines joins comment or field lines, each with the indentation and the file's line end.
func (ed *rewrite) lines(indent string, lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimRight(indent+l, " "))
		b.WriteString(ed.eol)
	}
	return b.String()
}

// setMarks replaces an entry's lines of one mark. New ones stand where the first old one stood, else behind the lines of
// the marks before it, else above the program's other lines, else directly above the entry.
func (ed *rewrite) setMarks(i int, m mark, texts []string) {
	s := &ed.f.spots[i]
	want := make([]string, len(texts))
	for k, t := range texts {
		want[k] = "#" + string(rune(m)) + " " + t
	}
	put := ed.markPlace(s, m)
	written := ed.lines(ed.indent(s.anchor), want...)
	for c := range commentLines(ed.f.text, s.gap, s.anchor) {
		if c.mark == m {
			ed.replace(c.start, c.next, written)
			written = ""
		}
	}
	ed.replace(put, put, written)
}

// markOrder is the order of an entry's comment lines.
const markOrder = string(role) + string(flag) + string(previous) + string(suggestion)

func (ed *rewrite) markPlace(s *spot, m mark) int {
	behind, first := -1, -1
	for c := range commentLines(ed.f.text, s.gap, s.anchor) {
		rank := strings.IndexByte(markOrder, byte(c.mark))
		if rank < 0 {
			continue
		}
		if first < 0 {
			first = c.start
		}
		if rank <= strings.IndexByte(markOrder, byte(m)) {
			behind = c.next
		}
	}
	switch {
	case behind >= 0:
		return behind
	case first >= 0:
		return first
	}
	return s.anchor
}

// setFlags takes the program's flags of the names in drop away, and adds lines.
func (ed *rewrite) setFlags(i int, drop func(flag string) bool, add []string) {
	s := &ed.f.spots[i]
	for c := range commentLines(ed.f.text, s.gap, s.anchor) {
		if c.mark != flag {
			continue
		}
		all := flags(c.text)
		kept := slices.DeleteFunc(slices.Clone(all), drop)
		switch {
		case len(kept) == len(all):
		case len(kept) == 0:
			ed.replace(c.start, c.next, "")
		default:
			ed.replace(c.start, c.next, ed.lines(ed.indent(c.start), "#, "+strings.Join(kept, ", ")))
		}
	}
	for k := range add {
		add[k] = "#, " + add[k]
	}
	put := ed.markPlace(s, flag)
	ed.replace(put, put, ed.lines(ed.indent(s.anchor), add...))
}
