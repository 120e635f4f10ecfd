package resolution

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"publish/pipeline/finding"
)

// Limits of a canonical text. Past the first two Parse fails and says so; past MaxDepth nothing is lost: deeper items are
// read as items of this depth, with a finding.
const (
	MaxSize   = 8 << 20 // bytes of a file
	MaxBlocks = 100_000 // blocks of a document
	MaxDepth  = 32      // levels of items and headings
)

// A line is one line of a text: NFC, without its end and without control characters other than tab.
type line struct {
	number int // from 1
	text   string
}

// A reader collects what reading a text gives beside its blocks.
type reader struct {
	file     string
	findings []finding.Finding
	dropped  []Dropped
}

// say adds a finding about a line; 0 is the whole file.
func (r *reader) say(level finding.Level, number int, rule, what, do string) {
	place := finding.Place{File: r.file, Line: number}
	r.findings = append(r.findings, finding.Finding{Level: level, Place: place, Rule: rule, What: what, Do: do})
}

// guess says a decision that a person might have taken otherwise. what begins with a verb in the plural: "were", "are",
// "have", "stand".
func (r *reader) guess(lines [2]int, rule, what, do string) {
	if lines[0] == lines[1] {
		verb, rest, _ := strings.Cut(what, " ")
		if one, known := map[string]string{"were": "was", "are": "is", "have": "has", "stand": "stands"}[verb]; known {
			what = one + " " + rest
		}
	}
	r.say(finding.Info, lines[0], rule, span(lines)+" "+what, do)
}

// drop takes text out of the document, and says so with the text itself.
func (r *reader) drop(number int, rule, text, why string) {
	text = collapse(text)
	r.dropped = append(r.dropped, Dropped{Line: number, Text: text})
	r.say(finding.Info, number, rule, fmt.Sprintf("line %d: %s taken out: %s", number, why, quoted(text)), "")
}

// span is "line 4" or "lines 4–6".
func span(lines [2]int) string {
	if lines[0] == lines[1] {
		return fmt.Sprintf("line %d", lines[0])
	}
	return fmt.Sprintf("lines %d–%d", lines[0], lines[1])
}

// quoted puts text into quotation marks; control and format characters are written as escapes, so that a finding cannot
// turn a terminal's text around.
func quoted(text string) string {
	var b strings.Builder
	b.WriteString("“")
	for _, c := range text {
		if unicode.Is(unicode.Cf, c) || unicode.IsControl(c) {
			fmt.Fprintf(&b, "\\u%04X", c)
			continue
		}
		b.WriteRune(c)
	}
	b.WriteString("”")
	return b.String()
}

// excerpt is the beginning of a text, for messages.
func excerpt(text string) string {
	const most = 60
	count := 0
	for i := range text {
		if count++; count > most {
			return quoted(text[:i] + "…")
		}
	}
	return quoted(text)
}

// lines splits a text at LF and CRLF, brings it to NFC and takes control characters out.
func (r *reader) lines(text []byte) ([]line, error) {
	if err := encodingError(r.file, text); err != nil {
		return nil, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var out []line
	composed, first := 0, 0
	for number := 1; len(text) > 0; number++ {
		raw, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		s := r.withoutControls(number, string(bytes.TrimSuffix(raw, []byte("\r"))))
		if !norm.NFC.IsNormalString(s) {
			if s = norm.NFC.String(s); composed == 0 {
				first = number
			}
			composed++
		}
		out = append(out, line{number, r.withoutInvisible(number, s)})
	}
	if composed > 0 {
		r.say(finding.Info, first, "not-nfc", fmt.Sprintf("%d lines, line %d the first, are not in Unicode's normal form C and were read so",
			composed, first), "save the text in NFC if it should stay byte for byte")
	}
	return out, nil
}

// encodingError says why a file is not a UTF-8 text within the limits; nil if it is.
func encodingError(file string, text []byte) error {
	switch {
	case len(text) > MaxSize:
		return fmt.Errorf("%s: the file has %d bytes, the most is %d; keep the resolution alone in it", file, len(text), MaxSize)
	case looksUTF16(text):
		return fmt.Errorf("%s: the file is UTF-16; save it as UTF-8", file)
	}
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		if c == utf8.RuneError && n == 1 {
			number := 1 + bytes.Count(text[:i], []byte("\n"))
			return fmt.Errorf("%s:%d: byte %d of the file (0x%02X) is not UTF-8; save the file as UTF-8", file, number, i, text[i])
		}
		i += n
	}
	return nil
}

// looksUTF16 knows UTF-16 by its mark, or by zero bytes in every other place of the beginning (two fifths are enough: text
// of scripts beyond Latin has ASCII blanks and digits at least, and NULs strewn into UTF-8 stand in no such order).
func looksUTF16(text []byte) bool {
	if bytes.HasPrefix(text, []byte{0xFF, 0xFE}) || bytes.HasPrefix(text, []byte{0xFE, 0xFF}) {
		return true
	}
	head := text[:min(len(text), 1024)]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	most, least := max(zeros[0], zeros[1]), min(zeros[0], zeros[1])
	return len(head) >= 4 && most*5 >= len(head) && least*20 <= most
}

// withoutControls takes control characters out of a line; those that are white space leave a blank.
func (r *reader) withoutControls(number int, s string) string {
	if strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	counts := map[rune]int{}
	var order []rune
	kept := strings.Map(func(c rune) rune {
		if !isControl(c) {
			return c
		}
		if counts[c]++; counts[c] == 1 {
			order = append(order, c)
		}
		if unicode.IsSpace(c) {
			return ' '
		}
		return -1
	}, s)
	for _, c := range order {
		r.dropped = append(r.dropped, Dropped{Line: number, Text: strings.Repeat(string(c), counts[c])})
		r.say(finding.Warning, number, "control-character", fmt.Sprintf("line %d: %d × U+%04X, a control character, taken out", number, counts[c], c),
			"delete it from the file")
	}
	return kept
}

func isControl(c rune) bool { return c != '\t' && unicode.IsControl(c) }

// withoutInvisible empties a line that shows nothing but holds zero-width characters; elsewhere they stay as they are, and
// those that turn the direction of text are reported.
func (r *reader) withoutInvisible(number int, s string) string {
	if strings.IndexFunc(s, isInvisible) < 0 {
		return s
	}
	if strings.IndexFunc(s, func(c rune) bool { return !isInvisible(c) && !unicode.IsSpace(c) }) < 0 {
		r.drop(number, "invisible-line", s, "invisible characters of an empty line")
		return ""
	}
	if strings.ContainsAny(s, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") {
		r.say(finding.Warning, number, "bidi-control", fmt.Sprintf("line %d holds characters that override the direction of text; they were kept", number),
			"delete them if nobody put them there on purpose")
	}
	return s
}

func isInvisible(c rune) bool { return unicode.Is(unicode.Cf, c) || c == '\u034f' }

// collapse makes every run of white space one blank and trims both ends.
func collapse(s string) string {
	if isCollapsed(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isCollapsed says whether the only white space of a text is single blanks between words.
func isCollapsed(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			if blank {
				return false
			}
			blank = true
			continue
		case c < ' ' && unicode.IsSpace(rune(c)):
			return false
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			i += n - 1
		}
		blank = false
	}
	return !blank || s == ""
}
