package exchange

import (
	"strings"

	"publish/pipeline/pattern"
)

// named is a placeholder of ours, or one like it: {date}, {{.Count}}.
var named = pattern.New(`^\{(?:[\pL\pN_]+|\{[^{}]*\})\}$`)

// isNotation tells whether an inline code holds notation of our own: Markdown's marks of emphasis, the brackets and the
// address of a link, an address in angle brackets, a placeholder.
func isNotation(code string) bool {
	switch code {
	case "*", "**", "***", "[":
		return true
	case "":
		return false
	}
	return code[0] == ']' && linkEnd.FindString(code) == code || code[0] == '<' && autolink.FindString(code) == code || code[0] == '{' && named.MatchString(code)
}

// lineBreak is a code that stands for a blank.
var lineBreak = pattern.New(`(?i)^(<br\s*/?>|<w:br\s*/?>|\\n|\\line\s*|\n)$`)

// appendCode appends an inline code to a text: our own notation as it stands, a line break as a blank, no other.
func appendCode(text, code []byte) []byte {
	switch {
	case len(code) == 0:
		return text
	case strings.IndexByte("*[]<{", code[0]) >= 0 && isNotation(string(code)):
		return append(text, code...)
	case lineBreak.Match(code):
		return append(text, ' ')
	}
	return text
}
