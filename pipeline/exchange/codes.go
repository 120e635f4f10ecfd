package exchange

import (
	"regexp"
	"strings"
)

// notation is what an inline code of our own holds: Markdown's marks of emphasis, the brackets and the address of a link, an
// address in angle brackets, and placeholders: {date}, {{.Count}}.
var notation = regexp.MustCompile(`^(\*{1,3}|\[|\]\([^\s]*( "[^"]*")?\)|<(https?://|mailto:)[^\s<>]+>|<[^\s<>@/]+@[^\s<>@/]+>|\{[\pL\pN_]+\}|\{\{[^{}]*\}\})$`)

// lineBreak is a code that stands for a blank.
var lineBreak = regexp.MustCompile(`(?i)^(<br\s*/?>|<w:br\s*/?>|\\n|\\line\s*|\n)$`)

// appendCode appends an inline code to a text: our own notation as it stands, a line break as a blank, no other.
func appendCode(text, code []byte) []byte {
	switch {
	case len(code) == 0:
		return text
	case strings.IndexByte("*[]<{", code[0]) >= 0 && notation.Match(code):
		return append(text, code...)
	case lineBreak.Match(code):
		return append(text, ' ')
	}
	return text
}
