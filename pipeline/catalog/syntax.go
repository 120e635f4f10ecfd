package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A SyntaxError says why a locale file cannot be read. Nothing has been written, and the other languages still run.
type SyntaxError struct {
	File         string
	Line, Column int // from 1; column in bytes
	What         string
	Do           string
	Text         string // the line as it is, without its line end; "" where no line is at fault
	Right        string // the line as it would be right (it may hold line ends); "" where nobody can tell
}

// Error is file:line:column, what and what to do; where it is known, the line as it is and as it would be right.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s; %s (nothing was written)", e.File, e.Line, e.Column, e.What, e.Do)
	if e.Text != "" {
		s += "\n    " + e.Text
	}
	if e.Right != "" {
		s += "\nit would be right as\n    " + strings.ReplaceAll(e.Right, "\n", "\n    ")
	}
	return s
}

// maxShown is how many bytes of a line an error shows; a longer line is not corrected either.
const maxShown = 2000

// refuse is a SyntaxError at an offset of the file.
func (r *reader) refuse(offset int, what, do string) *SyntaxError {
	return refusal(r.f.name, r.f.text, offset, what, do)
}

func refusal(name, text string, offset int, what, do string) *SyntaxError {
	line, column := at(text, offset)
	return &SyntaxError{File: name, Line: line, Column: column, What: what, Do: do, Text: shown(lineAt(text, offset))}
}

// lineAt is the line that an offset is in, without its end and a byte order mark.
func lineAt(text string, offset int) string {
	begin := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := strings.Cut(text[begin:], "\n")
	return strings.TrimSuffix(strings.TrimPrefix(line, bom), "\r")
}

func shown(line string) string {
	line = strings.Map(func(c rune) rune {
		if isControl(c) { // a terminal must not obey it
			return '\uFFFD'
		}
		return c
	}, strings.ToValidUTF8(line, "\uFFFD"))
	if len(line) <= maxShown {
		return line
	}
	cut := maxShown
	for !utf8.RuneStart(line[cut]) {
		cut--
	}
	return line[:cut] + "…"
}

// right adds the line as it would be right, if it then is.
func right(err *SyntaxError, line, next int, corrected string) *SyntaxError {
	corrected = strings.TrimRight(corrected, "\r\n")
	if next-line <= maxShown && valid(corrected) {
		err.Right = strings.TrimPrefix(corrected, bom)
	}
	return err
}

func withRight(err *SyntaxError, text string, line, next int, change *strings.Replacer) *SyntaxError {
	return right(err, line, next, change.Replace(text[line:next]))
}

// valid tells whether lines parse as TOML.
func valid(lines string) bool {
	var p unstable.Parser
	p.KeepComments = true
	p.Reset([]byte(lines))
	for p.NextExpression() {
	}
	return p.Error() == nil
}

// decodable finds what makes a file no text that TOML could hold, and what would cost too much memory to find out.
func decodable(name string, data []byte) error {
	fail := func(offset int, what, do string) error {
		line := bytes.Count(data[:offset], []byte("\n")) + 1
		return &SyntaxError{File: name, Line: line, Column: offset - bytes.LastIndexByte(data[:offset], '\n'), What: what, Do: do}
	}
	if len(data) > MaxFile {
		return fail(0, fmt.Sprintf("the file has %d bytes; a locale file may have %d", len(data), MaxFile), "divide it")
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return fail(0, "the file is UTF-16", "save it as UTF-8")
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		if len(data) > 3 && bytes.Count(data, []byte{0}) > len(data)/4 {
			return fail(0, "the file looks like UTF-16 or UTF-32", "save it as UTF-8")
		}
		return fail(i, fmt.Sprintf("there is a NUL character (byte %d of the file)", i), "delete it; it may be a sign of a damaged file")
	}
	if len(data) > 1<<20 {
		if i := tooManyMarks(data); i >= 0 {
			return fail(i, fmt.Sprintf("the file holds more than %d points, commas, braces and brackets outside its texts", maxMarks), "it is no locale file; put the right one here")
		}
	}
	return nil
}

// encoded finds what is not UTF-8. The parser sees it, too, but does not say which byte it is: so this is for its errors only.
func encoded(name string, data []byte) error {
	i := invalid(data)
	if i == len(data) {
		return nil
	}
	line := bytes.Count(data[:i], []byte("\n")) + 1
	return &SyntaxError{File: name, Line: line, Column: i - bytes.LastIndexByte(data[:i], '\n'), What: fmt.Sprintf("byte %d of the file (0x%02X) is not UTF-8", i, data[i]), Do: "save the file as UTF-8"}
}

func invalid(data []byte) int {
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// tooManyMarks is the offset at which a file has more structure than any locale file of MaxEntries needs, or -1. It reads
// strings and comments only as well as that takes: a wrong guess can only end at the limit.
func tooManyMarks(data []byte) int {
	marks := 0
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '.', ',', '[', '{', '=':
			if marks++; marks > maxMarks {
				return i
			}
		case '#':
			i = upTo(data, i, "\n")
		case '"', '\'':
			three := strings.Repeat(string(c), 3)
			if bytes.HasPrefix(data[i:], []byte(three)) {
				i = upTo(data, i+3, three) + 2
				continue
			}
			i = closing(data, i+1, c)
		}
	}
	return -1
}

func upTo(data []byte, from int, end string) int {
	if i := bytes.Index(data[min(from, len(data)):], []byte(end)); i >= 0 {
		return from + i
	}
	return len(data)
}

func closing(data []byte, from int, quote byte) int {
	for i := from; i < len(data); i++ {
		switch {
		case data[i] == quote || data[i] == '\n':
			return i
		case data[i] == '\\' && quote == '"':
			i++
		}
	}
	return len(data)
}

// syntax turns the parser's error into one that says what slip it most likely is.
func (r *reader) syntax(err error, body []byte) error {
	offset := r.last
	var pe *unstable.ParserError
	if errors.As(err, &pe) {
		if o := cap(body) - cap(pe.Highlight); o >= 0 && o <= len(body) {
			offset = o + r.base
		}
	}
	begin := r.begin()
	what := "this is no TOML: " + err.Error()
	if pe != nil {
		what = "this is no TOML: " + pe.Message
	}
	e := r.refuse(min(offset, len(r.f.text)), what, "correct the line")
	s := slip{text: r.f.text, begin: begin, at: offset}
	if found, ok := s.find(); ok {
		fixed := r.refuse(found.at, found.what, found.do)
		if len(found.right) <= maxShown && valid(found.right) {
			fixed.Right = found.right
		}
		return fixed
	}
	return e
}

// begin is the begin of the line at which the expression that failed begins.
func (r *reader) begin() int {
	from := r.last
	for c := range commentLines(r.f.text, from, len(r.f.text)) {
		if line := strings.TrimLeft(r.f.text[c.start:c.next], " \t\r\n"); line != "" && line[0] != '#' {
			return c.start
		}
	}
	return from
}
