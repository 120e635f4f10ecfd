package deliver

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"publish/pipeline/finding"
	"publish/pipeline/tomlfile"
)

// ParseMembers reads a members.toml. Its error says why the file as a whole cannot be read: its size, its encoding, its
// syntax, an unknown key. What one row suffers from is a finding; while there is one of level error, nobody must be sent
// anything, because somebody would get nothing, or something twice, unnoticed.
func ParseMembers(file string, data []byte) (Members, []finding.Finding, error) {
	text, err := memberText(file, data)
	if err != nil {
		return Members{}, nil, err
	}
	starts := rowHeaders(text)
	if n := len(starts); n > MaxMembers { // before the rows take their memory
		return Members{}, nil, fmt.Errorf("%s: %d members; at most %d are read", file, n, MaxMembers)
	}
	r := newRowReader(file, len(starts))
	if err := r.read(pieces(text, starts, rowsOfPiece)); err != nil { // as a whole, for its lines, and because a row may be written over a piece's end
		r = newRowReader(file, len(starts))
		if err := r.read([]string{text}); err != nil {
			return Members{}, nil, err
		}
	}
	finding.Sort(r.findings)
	return r.members, r.findings, nil
}

// read decodes the rows of a text that is given in pieces.
func (r *rowReader) read(pieces []string) error {
	for _, piece := range pieces {
		var raw struct {
			Member []row `toml:"member"`
		}
		at, err := tomlfile.Decode(r.members.File, piece, &raw)
		if err != nil {
			return err
		}
		r.at = at
		for i, one := range raw.Member {
			r.keep(r.member(i, one))
			r.rows++
		}
		r.before += strings.Count(piece, "\n")
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

// rowsOfPiece is how many rows are decoded at once: the library takes many times the room of their text meanwhile.
const rowsOfPiece = 500

// pieces are a text in pieces of so many rows, each a document of its own.
func pieces(text string, starts []int, rows int) []string {
	var all []string
	from := 0
	for i := rows; i < len(starts); i += rows {
		all = append(all, text[from:starts[i]])
		from = starts[i]
	}
	return append(all, text[from:])
}

// rowHeaders are where the lines begin that look like a row's header.
func rowHeaders(text string) []int {
	var starts []int
	at := 0
	for s := range strings.Lines(text) {
		if isRowHeader(s) {
			starts = append(starts, at)
		}
		at += len(s)
	}
	return starts
}

func isRowHeader(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return strings.HasPrefix(line, "[[") && strings.HasPrefix(strings.Join(strings.Fields(line[:min(len(line), 200)]), ""), "[[member]]")
}
