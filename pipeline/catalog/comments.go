package catalog

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// A mark is the character behind "#" that says whose a comment line is: the program's, or (person) a person's.
type mark byte

const (
	blank      mark = 0
	person     mark = 'p'
	role       mark = '.'
	flag       mark = ','
	previous   mark = '|'
	suggestion mark = '='
	noComment  mark = 'x' // where a gap's end is not known yet
)

// A comment is a blank or comment line between expressions.
type comment struct {
	start, next int
	mark        mark
	text        string // of the program's lines: behind the mark, without one blank there and blanks at the end
}

// commentLines are the lines of a gap, which holds no others but blank ones.
func commentLines(text string, from, to int) iter.Seq[comment] {
	return func(yield func(comment) bool) {
		for from < to {
			next := to
			if i := strings.IndexByte(text[from:to], '\n'); i >= 0 {
				next = from + i + 1
			}
			if !yield(readComment(text, from, next)) {
				return
			}
			from = next
		}
	}
}

func readComment(text string, start, next int) comment {
	c := comment{start: start, next: next}
	line := strings.Trim(text[start:next], " \t\r\n")
	switch {
	case line == "":
	case line[0] != '#':
		c.mark = noComment
	case len(line) > 1 && strings.IndexByte(".,|=", line[1]) >= 0:
		c.mark, c.text = mark(line[1]), strings.TrimLeft(line[2:], " ")
		if c.mark == suggestion {
			c.text = strings.TrimPrefix(line[2:], " ")
		}
	default:
		c.mark = person
	}
	return c
}

// comments gives every entry the lines above it.
func (r *reader) comments() {
	f := r.f
	for i := range f.spots {
		s := &f.spots[i]
		if i == 0 {
			s.gap = f.head(r.base, s.gap, s.anchor)
		}
		if s.nested {
			continue
		}
		tail := f.tail(s.gap, s.anchor)
		if i > 0 && tail > s.gap && f.spots[i-1].end == s.gap {
			f.spots[i-1].end, f.spots[i-1].person = tail, true
		}
		s.gap = tail
		f.readComments(&f.entries[i], s)
	}
	f.end = f.tail(r.last, len(f.text))
	if n := len(f.spots); n > 0 && f.end > r.last && f.spots[n-1].end == r.last {
		f.spots[n-1].end, f.spots[n-1].person = f.end, true
	}
	if len(f.spots) == 0 {
		f.end = max(f.end, f.head(r.base, r.base, len(f.text)))
	}
	for i := range f.spots {
		f.spots[i].section = f.tail(r.ends[f.spots[i].section], len(f.text))
	}
}

// head is the end of the comment that the file begins with: "#." and a person's lines up to a blank line. A single "#." line
// before a blank one is the first entry's, moved off by an editor, unless the entry has one of its own.
func (f *File) head(base, gap, end int) int {
	if gap > base {
		return gap
	}
	if n := f.ownHead(base); n > 0 {
		return base + n
	}
	roles, last := 0, base
	for c := range commentLines(f.text, base, end) {
		switch c.mark {
		case role:
			roles++
		case person:
		case blank:
			if last > base && (roles != 1 || f.holdsRole(c.next, end)) {
				return last
			}
			return base
		default:
			return base
		}
		last = c.next
	}
	if end == len(f.text) { // no entry at all
		return last
	}
	return base
}

// holdsRole tells whether a "#." line stands in a range: then the one above a blank line is no entry's.
func (f *File) holdsRole(from, to int) bool {
	for c := range commentLines(f.text, from, to) {
		if c.mark == role {
			return true
		}
	}
	return false
}

// ownHead is the length of a head comment that New or NewSource has written: an editor may have taken the blank line away.
func (f *File) ownHead(base int) int {
	for _, lines := range [][]string{header, sourceHeader} {
		for _, eol := range []string{"\n", "\r\n"} {
			if head := strings.Join(lines, eol) + eol; strings.HasPrefix(f.text[base:], head) {
				return len(head)
			}
		}
	}
	return 0
}

// tail is the end of a person's comment lines directly behind an expression, if a blank line or the end of the file ends
// them: they belong to what stands before.
func (f *File) tail(from, to int) int {
	if from == 0 || from == len(bom) {
		return from
	}
	last := from
	for c := range commentLines(f.text, from, to) {
		switch c.mark {
		case person:
			last = c.next
		case blank:
			return last
		default:
			return from
		}
	}
	if to == len(f.text) {
		return last
	}
	return from
}

func (f *File) readComments(e *Entry, s *spot) {
	var roles, english []string
	for c := range commentLines(f.text, s.gap, s.anchor) {
		switch c.mark {
		case person:
			s.person = true
		case role:
			roles = append(roles, c.text)
		case previous:
			e.marked = true
			english = append(english, c.text)
		case suggestion:
			e.Suggestions = append(e.Suggestions, c.text)
		case flag:
			for _, w := range together(flags(c.text)) {
				s.person = !e.setFlag(w) || s.person
			}
		}
	}
	e.Role = strings.Join(roles, " ")
	if e.marked {
		e.Previous = clean(strings.Join(english, " "))
	}
}

// worded are the flags that hold words of their own, commas too: the last of their line.
var worded = []string{"written", "editorial", "forbidden"}

// flags are the flags of a "#," line: one, or several with commas between as PO editors write them.
func flags(text string) []string {
	var all []string
	for rest, more := text, true; more; {
		rest = strings.TrimSpace(rest)
		if name, _, _ := strings.Cut(rest, " "); slices.Contains(worded, name) {
			return append(all, rest)
		}
		var one string
		one, rest, more = strings.Cut(rest, ",")
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	if len(all) == 0 { // an empty line is a person's: it stays
		return []string{text}
	}
	return all
}

// oneWord are the flags of one word. Any other word behind "allow" on its line is a further rule.
var oneWord = []string{"changed", "retired", "draft", "same", "fuzzy", "editorial"}

// together reads "allow one, two" as two rules that are allowed, as a person means it who writes it so.
func together(flags []string) []string {
	allowing := false
	for i, w := range flags {
		if allowing && !strings.Contains(w, " ") && !slices.Contains(oneWord, w) {
			flags[i] = "allow " + w
		}
		allowing = strings.HasPrefix(flags[i], "allow ")
	}
	return flags
}

// setFlag takes a flag in, and tells whether it is one of the program's.
func (e *Entry) setFlag(w string) (programs bool) {
	from, exact := strings.CutPrefix(w, "exact from ")
	rule, allow := strings.CutPrefix(w, "allow ")
	raw, written := strings.CutPrefix(w, "written ")
	reason, editorial := strings.CutPrefix(w, "editorial ")
	wrong, forbidden := strings.CutPrefix(w, "forbidden ")
	switch {
	case w == "changed":
		e.Changed = true
	case w == "retired":
		e.Retired = true
	case exact:
		e.ExactFrom = strings.TrimSpace(from)
	case written:
		e.written, _ = strconv.Unquote(raw)
	default:
		e.Draft = e.Draft || w == "draft"
		e.Same = e.Same || w == "same"
		switch {
		case allow:
			e.Allow = append(e.Allow, strings.TrimSpace(rule))
		case w == "editorial":
			e.unexplained = true
		case editorial:
			e.Editorial = append(e.Editorial, strings.TrimSpace(reason))
		case forbidden:
			e.Forbidden = append(e.Forbidden, strings.TrimSpace(wrong))
		}
		return false
	}
	return true
}
