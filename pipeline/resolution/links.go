package resolution

import (
	"fmt"
	"strings"
)

// MaxLinkSteps is how many characters of a line of Markdown may be looked at to find where its links' addresses end.
// Goldmark looks for each link anew, so that a hundred kilobytes of "[a](" would take it a quarter of a minute; real
// texts need a few thousand, and this many take a second.
const MaxLinkSteps = 120_000_000

// MaxBrackets is how many "[" a file of Markdown may have: goldmark keeps half a kilobyte for each until its paragraph ends.
const MaxBrackets = 100_000

// tooManyLinks refuses a file whose links would take too long, or too much memory, to find.
func tooManyLinks(file string, lines []line) error {
	brackets := 0
	for _, l := range lines {
		if brackets += strings.Count(l.text, "["); brackets > MaxBrackets {
			return fmt.Errorf("%s:%d: more than %d brackets up to here; write \\[ for a bracket that begins no link", file, l.number, MaxBrackets)
		}
		if endlessLinks(l.text) {
			return fmt.Errorf("%s:%d: too many links of this line never end; close them with \")\", or write \\[ for a bracket", file, l.number)
		}
	}
	return nil
}

// endlessLinks tells whether a text has so many links that never end that it is not worth reading them.
func endlessLinks(text string) bool {
	steps := 0
	for at := strings.Index(text, "]("); at >= 0; {
		rest := text[at+len("]("):]
		if steps += addressLength(rest); steps > MaxLinkSteps {
			return true
		}
		next := strings.Index(rest, "](")
		if next < 0 {
			return false
		}
		at += len("](") + next
	}
	return false
}

// addressLength is how far a link's address goes at most: to its ">", or to a blank or the parenthesis that closes it.
func addressLength(text string) int {
	if strings.HasPrefix(text, "<") {
		if end := strings.IndexAny(text, ">\n"); end >= 0 {
			return end
		}
		return len(text)
	}
	open := 0
	for i := range len(text) {
		switch text[i] {
		case ' ', '\t', '\n':
			return i
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return i
			}
		}
	}
	return len(text)
}
