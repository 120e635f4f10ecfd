package deliver

import (
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/unicode/norm"

	"publish/pipeline/finding"
)

// ParseMembers reads a members.toml. Its error says why the file as a whole cannot be read: its size, its encoding, its
// syntax, an unknown key. What one row suffers from is a finding; while there is one of level error, nobody must be sent
// anything, because somebody would get nothing, or something twice, unnoticed.
func ParseMembers(file string, data []byte) (Members, []finding.Finding, error) {
	text, err := memberText(file, data)
	if err != nil {
		return Members{}, nil, err
	}
	p := newPlaces(file, text)
	if n := len(p.starts); n > MaxMembers { // before the rows take their memory
		return Members{}, nil, fmt.Errorf("%s: %d members; at most %d are read", file, n, MaxMembers)
	}
	r := newRowReader(p)
	err = r.read(p.pieces(rowsOfPiece))
	if err != nil { // as a whole, for what that says of lines, and because a row may be written over a piece's end
		r = newRowReader(p)
		err = r.read(slices.Values([]string{text}))
	}
	if err != nil {
		return Members{}, nil, err
	}
	finding.Sort(r.findings)
	return r.members, r.findings, nil
}

// read decodes the rows of a text that is given in pieces.
func (r *rowReader) read(pieces iter.Seq[string]) error {
	n := 0
	for piece := range pieces {
		var raw struct {
			Member []row `toml:"member"`
		}
		meta, err := toml.Decode(piece, &raw)
		if err != nil {
			return membersError(r.places.file, err)
		}
		if err := r.places.unknownKey(meta.Undecoded()); err != nil {
			return err
		}
		if n+len(raw.Member) > MaxMembers {
			return fmt.Errorf("%s: %d members; at most %d are read", r.places.file, n+len(raw.Member), MaxMembers)
		}
		for _, one := range raw.Member {
			r.keep(r.member(n, one))
			n++
		}
	}
	return nil
}

// keep adds a member, unless its organization has a row already.
func (r *rowReader) keep(m Member) {
	if first, twice := r.members.at[m.Organization]; twice {
		r.say(finding.Error, m.Line, "member-twice", fmt.Sprintf("%s has a row at line %d already", cut(m.Organization), r.members.All[first].Line), "make one row of the two, or take one out")
		return
	}
	r.members.at[m.Organization] = len(r.members.All)
	r.members.All = append(r.members.All, m)
}

// memberText is the file's text: UTF-8, at most MaxMembersFile bytes, without byte order mark, NFC.
func memberText(file string, data []byte) (string, error) {
	if len(data) > MaxMembersFile {
		return "", fmt.Errorf("%s: %d bytes; at most %d are read", file, len(data), MaxMembersFile)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) {
		return "", fmt.Errorf("%s: not UTF-8 at byte %d; save it as UTF-8", file, len(data)-len(text)+invalidAt(text))
	}
	return norm.NFC.String(text), nil
}

// invalidAt is the place of the first byte that is not UTF-8.
func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return len(s)
}

// typeError is how BurntSushi/toml says that a value is of the wrong type.
var typeError = regexp.MustCompile(`^line (\d+) \(last key "([^"]*)"\)`)

// membersError gives a TOML error its place in the project's own form.
func membersError(file string, err error) error {
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		what := syntax.Message
		if what == "" {
			what = strings.TrimPrefix(syntax.Error(), "toml: ")
		}
		return fmt.Errorf("%s:%d:%d: %s; mend the line and run again", file, syntax.Position.Line, max(1, syntax.Position.Col), cut(what))
	}
	what := strings.TrimPrefix(err.Error(), "toml: ")
	if found := typeError.FindStringSubmatch(what); found != nil {
		return fmt.Errorf("%s:%s: %s is of the wrong kind; %s", file, found[1], found[2], kindOf(found[2]))
	}
	return fmt.Errorf("%s: %s; a row is [[member]] with %s", file, cut(what), strings.Join(rowKeys, ", "))
}

// kindOf says how a key's value is written.
func kindOf(key string) string {
	switch key[strings.LastIndexByte(key, '.')+1:] {
	case "organization":
		return `write a text: organization = "nkr"`
	case "languages":
		return `write a list of texts: languages = ["fr", "en"]`
	case "to":
		return `write a list of texts: to = ["Secretariat <office@example.org>"]`
	case "attach":
		return `write a list of texts: attach = ["screen"]`
	case "paused":
		return "write true or false"
	}
	return "write a row for each member: [[member]], then a line for each key"
}

// places knows the lines of the rows.
type places struct {
	file, text string
	starts     []int // of the rows' headers, in bytes of text
	lines      []int // of the same
}

func newPlaces(file, text string) *places {
	p := &places{file: file, text: text}
	number, at := 0, 0
	for s := range strings.Lines(text) {
		number++
		if isRowHeader(s) {
			p.starts, p.lines = append(p.starts, at), append(p.lines, number)
		}
		at += len(s)
	}
	return p
}

// rowsOfPiece is how many rows are decoded at once: the library takes many times the room of their text meanwhile.
const rowsOfPiece = 500

// pieces are the text in pieces of so many rows, each a document of its own.
func (p *places) pieces(rows int) iter.Seq[string] {
	return func(yield func(string) bool) {
		from := 0
		for i := rows; i < len(p.starts); i += rows {
			if !yield(p.text[from:p.starts[i]]) {
				return
			}
			from = p.starts[i]
		}
		yield(p.text[from:])
	}
}

func isRowHeader(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return strings.HasPrefix(line, "[[") && strings.HasPrefix(strings.Join(strings.Fields(line[:min(len(line), 200)]), ""), "[[member]]")
}

// line is the line of row i; 0 for rows in another layout of TOML.
func (p *places) line(i int) int {
	if i < len(p.lines) {
		return p.lines[i]
	}
	return 0
}

// lineOf is the line in row i that holds a text as it stands in the file; else the row's.
func (p *places) lineOf(i int, text string) int {
	if i >= len(p.starts) {
		return 0
	}
	end := len(p.text)
	if i+1 < len(p.starts) {
		end = p.starts[i+1]
	}
	own := p.text[p.starts[i]:end]
	at := strings.Index(own, text)
	if at < 0 || text == "" {
		return p.line(i)
	}
	return p.line(i) + strings.Count(own[:at], "\n")
}

func (p *places) unknownKey(keys []toml.Key) error {
	if len(keys) == 0 {
		return nil
	}
	key, known := keys[0], rowKeys
	if len(key) == 1 {
		known = []string{"member"}
	}
	last := key[len(key)-1]
	return fmt.Errorf("%s: unknown key %q; did you mean %q? (the keys are %s)", finding.Place{File: p.file, Line: p.keyLine(last)}, cut(last),
		finding.Nearest(last, known), strings.Join(known, ", "))
}

// keyLine is the first line that sets a key or opens a table of this name.
func (p *places) keyLine(key string) int {
	number := 0
	for s := range strings.Lines(p.text) {
		number++
		s = strings.TrimLeft(s, " \t[\"'")
		if rest, found := strings.CutPrefix(s, key); found && strings.HasPrefix(strings.TrimLeft(rest, "\"' \t."), "=") || found && strings.HasPrefix(rest, "]") {
			return number
		}
	}
	return 0
}
