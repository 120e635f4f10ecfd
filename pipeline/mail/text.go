package mail

import (
	"fmt"
	"strings"
	"unicode"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
)

// A Mailer is an edition as plain text, and which of its lines go on in the next one.
type Mailer struct {
	Text string // lines that end with LF, none with blanks before it
	ends []end  // of each line
}

// An end says what the end of a line stands for.
type end byte

const (
	hard   end = iota // the line ends here on any screen
	blank             // a blank, where a paragraph was wrapped
	joined            // nothing: the paragraph was wrapped within what has no blanks
)

// Text is the mailer: UTF-8, lines of at most Columns columns, one empty line at most. What the template printed too wide is
// wrapped again. An error is the template's fault.
//
// Findings, placed in the mailer's lines: mail-long-url (an address that no line holds stands whole on a line of its own),
// mail-long-word (a word that no line holds was parted).
func Text(e edition.Edition, t *Template) (Mailer, []finding.Finding, error) {
	printed, parted, err := t.execute(values(e))
	if err != nil {
		return Mailer{}, nil, err
	}
	w := wrapper{columns: Columns, parted: parted, language: e.Language}
	m := w.tidy(printed)
	if e.Language.RightToLeft() {
		m.Text = directed(m.Text)
	}
	return m, complaints(e.Name+"."+e.Language.String()+".txt", m.Text, w.parted), nil
}

// tidy brings what a template printed into form.
func (w *wrapper) tidy(printed string) Mailer {
	var m Mailer
	var b strings.Builder
	b.Grow(len(printed))
	empty := 0
	for line := range strings.SplitSeq(printed, "\n") {
		line, after := softEnd(line)
		line = strings.TrimRight(plain(line), " ")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 && empty > 0 {
			b.WriteByte('\n')
			m.ends[len(m.ends)-1] = hard
			m.ends = append(m.ends, hard)
		}
		empty = 0
		lines := strings.Split(w.narrow(line), "\n")
		for i, line := range lines {
			line, inner := softEnd(line)
			if i == len(lines)-1 {
				inner = after
			}
			m.add(&b, strings.TrimRight(line, " "), inner)
		}
	}
	if n := len(m.ends); n > 0 {
		m.ends[n-1] = hard
	}
	m.Text = b.String()
	return m
}

// add writes a line, before which no other goes on if it is indented.
func (m *Mailer) add(b *strings.Builder, line string, after end) {
	if n := len(m.ends); n > 0 && strings.HasPrefix(line, " ") {
		m.ends[n-1] = hard
	}
	b.WriteString(line)
	b.WriteByte('\n')
	m.ends = append(m.ends, after)
}

// softEnd is a line without the mark that wrap has put at its end, and what that said.
func softEnd(line string) (string, end) {
	if s, is := strings.CutSuffix(line, softBlank); is {
		return s, blank
	}
	if s, is := strings.CutSuffix(line, softJoined); is {
		return s, joined
	}
	return line, hard
}

// narrow wraps a line again if it is too wide, with its indent, and is no address alone.
func (w *wrapper) narrow(line string) string {
	if len(line) <= Columns || Width(line) <= Columns {
		return line
	}
	inner := strings.TrimLeft(line, " ")
	if isURL(inner) && !strings.Contains(inner, " ") {
		return inner
	}
	indent := line[:len(line)-len(inner)]
	return w.wrap(inner, indent, indent)
}

// maxParted is the most parted words that are named one by one.
const maxParted = 10

func complaints(file, text string, parted []string) []finding.Finding {
	var fs []finding.Finding
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if len(line) > Columns && Width(line) > Columns {
			fs = append(fs, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file, Line: number}, Rule: "mail-long-url",
				What: fmt.Sprintf("the address has %d columns, a line %d: it stands whole on a line of its own", Width(line), Columns), Do: "use a shorter address if there is one"})
		}
	}
	for i, word := range parted {
		if i == maxParted {
			fs = append(fs, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file}, Rule: "mail-long-word",
				What: fmt.Sprintf("%d further words were parted", len(parted)-i), Do: "put blanks into them if each is not one word"})
			break
		}
		fs = append(fs, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file}, Rule: "mail-long-word",
			What: fmt.Sprintf("a word of %d columns was parted, since a line has %d: %q", Width(word), Columns, shortened(word)), Do: "put a blank into it if it is not one word"})
	}
	return fs
}

func shortened(s string) string {
	if r := []rune(s[:min(len(s), 400)]); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

const rightToLeftMark = "\u200F"

// directed begins lines that hold letters from right to left, but whose first letter is not one, with a mark: mail programs take a
// line's direction from its first letter (UAX 9, P2), and would put a name in Latin letters on the wrong side of its country.
func directed(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		first := strings.IndexFunc(line, unicode.IsLetter)
		if right := strings.IndexFunc(line, fromRight); right > first {
			lines[i] = rightToLeftMark + line
		}
	}
	return strings.Join(lines, "")
}

// fromRight says that a letter is of a script that runs from right to left.
func fromRight(r rune) bool {
	return r >= 0x590 && unicode.IsLetter(r) && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam,
		unicode.Samaritan, unicode.Mandaic, unicode.Hanifi_Rohingya)
}
