package resolution

import (
	"strings"
	"unicode/utf8"
)

// closing marks of quotations, by their opening ones. German and others close „ with “, Danish and others turn » « round.
var closing = map[rune]string{'“': "”“", '„': "“”\"„", '«': "»", '»': "«»", '‹': "›", '‘': "’‘", '‚': "‘’", '"': "\"", '”': "”", '「': "」", '『': "』", '《': "》", '〈': "〉"}

// isQuotation says whether a text is one quotation from beginning to end, or up to a short word on whose it is:
// “…” (Rosa Luxemburg), «…» – Jaurès.
func isQuotation(text string) bool {
	open, n := utf8.DecodeRuneInString(text)
	marks, isOpen := closing[open]
	if !isOpen || utf8.RuneCountInString(text) < 25 {
		return false
	}
	end := quotationEnd(text[n:], open, marks)
	if end < 0 {
		return false
	}
	source := strings.TrimSpace(text[n+end:])
	return source == "" || isAttribution(source)
}

// quotationEnd is the byte after the mark that closes a quotation; quotations within nest. -1: it does not close.
func quotationEnd(text string, open rune, marks string) int {
	level := 1
	for i, c := range text {
		switch {
		case strings.ContainsRune(marks, c) && (c != '’' || !inWord(text, i)):
			if level--; level == 0 {
				return i + utf8.RuneLen(c)
			}
		case c == open:
			level++
		}
	}
	return -1
}

// inWord says whether an apostrophe stands between letters.
func inWord(text string, i int) bool {
	next, _ := utf8.DecodeRuneInString(text[i+len("’"):])
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return isWordRune(before) && isWordRune(next)
}

// isAttribution knows what may stand behind a quotation: its source in parentheses or after a dash, or a mark of a note.
func isAttribution(text string) bool {
	if utf8.RuneCountInString(text) > 100 {
		return false
	}
	for _, start := range []string{"(", "[", "–", "—", "- ", "― ", "¹", "²", "³", "*"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return strings.Trim(text, ".,!?*") == ""
}
