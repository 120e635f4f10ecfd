package catalog

import (
	"crypto/sha1"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Hash is what go-i18n writes as hash for a source text: "sha1-" and the hexadecimal digest of its clean form.
func Hash(source string) string {
	sum := sha1.Sum([]byte(clean(source)))
	return "sha1-" + hex.EncodeToString(sum[:])
}

// Clean brings a text of elsewhere to the form that texts of a catalog have: UTF-8, NFC, no control characters, runs of
// blanks, tabs and line ends as one blank, none at the ends.
func Clean(text string) string { return clean(text) }

// clean brings a text to the form that texts are compared in: UTF-8, NFC, no control characters (TOML comments cannot hold
// them), runs of blanks, tabs and line ends as one blank, none at the ends. U+00A0, U+202F and U+2028 are characters.
func clean(text string) string {
	if isClean(text) {
		return text
	}
	if text = strings.ToValidUTF8(text, "\uFFFD"); !isNFC(text) {
		text = norm.NFC.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	blank := false
	for _, c := range text {
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			blank = b.Len() > 0
			continue
		case c < 0x20 || c >= 0x7f && c < 0xa0:
			continue
		case blank:
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(c)
	}
	if text = b.String(); isNFC(text) {
		return text
	}
	return norm.NFC.String(text) // a control character stood between two that compose
}

// isClean has a quick way for ASCII, letters below U+0300 and the marks from U+2010 to U+203F: they are always NFC.
func isClean(text string) bool {
	before := byte(' ')
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c > ' ' && c < 0x7f:
		case c == ' ':
			if before == ' ' {
				return false
			}
		case c < ' ' || c == 0x7f:
			return false
		case c < 0xcc && i+1 < len(text) && (c > 0xc2 || c == 0xc2 && text[i+1] >= 0xa0) && text[i+1]&0xc0 == 0x80:
			i++
		case c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90 && text[i+2]&0xc0 == 0x80:
			i += 2
		default:
			return isCleanSlowly(text)
		}
		before = c
	}
	return before != ' ' || text == ""
}

func isCleanSlowly(text string) bool {
	before := ' '
	for _, c := range text {
		if c < ' ' || c >= 0x7f && c < 0xa0 || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' && utf8.ValidString(text) && norm.NFC.IsNormalString(text)
}

// oneLine makes a text fit for a comment line: control characters become blanks, blanks at its end go. Other blanks stay,
// because a suggestion's columns are made of them.
func oneLine(text string) string {
	text = strings.Map(func(c rune) rune {
		if c < 0x20 || c >= 0x7f && c < 0xa0 {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Trim(text, " ")
}

// previousColumns is where "#|" lines are wrapped, in characters.
const previousColumns = 100

// wrap breaks a clean text at single blanks into lines of at most previousColumns characters, or of one longer word; joined
// with one blank they are the text again.
func wrap(text string) []string {
	var lines []string
	start, last, width := 0, -1, 0
	for i, c := range text {
		if width++; c == ' ' {
			if width > previousColumns+1 && last >= 0 {
				lines = append(lines, text[start:last])
				start, width = last+1, utf8.RuneCountInString(text[last+1:i])+1
			}
			last = i
		}
	}
	if width > previousColumns && last >= 0 {
		lines = append(lines, text[start:last])
		start = last + 1
	}
	return append(lines, text[start:])
}

// isNFC is norm.NFC.IsNormalString with a quick way out for letters below U+0300 and the common marks and spaces of U+2010
// to U+203F, which are never anything else.
func isNFC(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < utf8.RuneSelf:
		case c < 0xcc:
			i++
		case c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90:
			i += 2
		default:
			return norm.NFC.IsNormalString(text)
		}
	}
	return true
}
