package resolution

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Uncovered checks law 1: every character of a text, white space aside, is in exactly one block (its text or label) or
// Dropped, and in a signature's fields. It returns what is lost or doubled, "" if nothing is. The signs that a signature's
// fields do without (parentheses, commas, the dash behind an abbreviation), and in Markdown the notation of structure,
// count as the fields' and the blocks'.
func Uncovered(text []byte, d Document) string {
	lines, err := (&reader{file: d.File}).lines(text)
	if err != nil {
		return err.Error()
	}
	if d.Markup {
		return uncoveredMarkup(lines, d)
	}
	for _, s := range stretches(lines, d) {
		if s.source != s.read && !sameCharacters(s.source, s.read) {
			return fmt.Sprintf("lines %d–%d: the text has %q, the blocks have %q", s.first, s.last, s.source, s.read)
		}
	}
	return badSignature(d)
}

// A stretch is some lines that share blocks with no other line.
type stretch struct {
	first, last  int
	source, read string // without white space
}

// stretches divides a text at the lines where no block goes on.
func stretches(lines []line, d Document) []stretch {
	parent := make([]int, len(lines)+2) // line → last line of a block that begins on it or above
	for i := range parent {
		parent[i] = i
	}
	read := make([]strings.Builder, len(lines)+2)
	for _, b := range d.Blocks {
		parent[b.Lines[0]] = max(parent[b.Lines[0]], b.Lines[1])
		read[b.Lines[0]].WriteString(blockText(b))
	}
	for _, drop := range d.Dropped {
		if isKept(drop.Text, lines[drop.Line-1].text) {
			read[drop.Line].WriteString(drop.Text)
		}
	}
	var out []stretch
	for i := 1; i <= len(lines); {
		s := stretch{first: i, last: parent[i]}
		var source, blocks strings.Builder
		for ; i <= s.last; i++ {
			s.last = max(s.last, parent[i])
			source.WriteString(lines[i-1].text)
			blocks.WriteString(read[i].String())
		}
		s.source, s.read = dense(source.String()), dense(blocks.String())
		out = append(out, s)
	}
	return out
}

// isKept leaves out dropped characters that decoding takes out again: controls, and the line of invisible ones. What is invisible
// on a line with a text, as the soft hyphen at its end, decoding leaves there.
func isKept(text, line string) bool {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsControl(c) && !isInvisible(c) && !unicode.IsSpace(c) })
	}
	return line != ""
}

func blockText(b Block) string {
	if b.Signatory != nil {
		return b.Signatory.Mark + " " + b.Text
	}
	return b.Label + " " + b.Text
}

// dense is a text without white space.
func dense(s string) string { return strings.Join(strings.Fields(s), "") }

// sameCharacters says whether two texts have the same characters, in whatever order (a dropped part may stand between).
func sameCharacters(a, b string) bool {
	counts := characters(a)
	for c, n := range characters(b) {
		counts[c] -= n
	}
	for _, n := range counts {
		if n != 0 {
			return false
		}
	}
	return true
}

// characters counts letters and marks apart: a mark may meet its letter where notation stood between them.
func characters(s string) map[rune]int {
	counts := map[rune]int{}
	for _, c := range norm.NFD.String(s) {
		counts[c]++
	}
	return counts
}

// Signs that may stand between the fields of a signature and belong to none.
const between = "()（）[]［］,،，、;:：./|=–—-"

// badSignature finds a signature whose fields are not its line.
func badSignature(d Document) string {
	for _, b := range d.Blocks {
		if b.Signatory == nil {
			continue
		}
		s := b.Signatory
		counts := characters(dense(b.Text))
		for c, n := range characters(dense(s.Abbreviation + s.Name + s.Gloss + s.Country)) {
			if counts[c] -= n; counts[c] < 0 {
				return fmt.Sprintf("line %d: %q is in the fields but not in the line", b.Lines[0], c)
			}
		}
		for c, n := range counts {
			if n != 0 && !strings.ContainsRune(between, c) {
				return fmt.Sprintf("line %d: %q is in the line %q but in no field", b.Lines[0], c, b.Text)
			}
		}
	}
	return ""
}

// reference is a character reference: "&amp;" in a text is "&" in a signature.
var reference = lazily(`&#?[A-Za-z0-9]{1,32};`)

// uncoveredMarkup checks that every letter, mark and digit of a Markdown text is in a block or dropped. Its punctuation is
// notation as often as text, and an address that is referred to twice is in two blocks.
func uncoveredMarkup(lines []line, d Document) string {
	var source, read strings.Builder
	for _, l := range lines {
		source.WriteString(l.text)
	}
	for _, b := range d.Blocks {
		read.WriteString(blockText(b))
	}
	for _, drop := range d.Dropped {
		read.WriteString(drop.Text)
	}
	have := characters(reference.ReplaceAllString(read.String(), ""))
	for c, n := range characters(reference.ReplaceAllString(source.String(), "")) {
		if (unicode.IsLetter(c) || unicode.IsMark(c)) && have[c] < n {
			return fmt.Sprintf("the text has %q %d times, the blocks have it %d times", c, n, have[c])
		}
	}
	return badSignature(d)
}
