package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// object stands in prose for what is no prose: a tag, a placeholder, an address.
const object = '\ufffc'

// A side is one of a pair's two texts, taken apart.
type side struct {
	text     string
	language language.Language
	parts    []part // not prose, in order
	inside   []part // addresses and placeholders within the tags among them, in order
	prose    string // text with object in place of each part
	words    []word // of prose
	lower    string // prose in lower case
}

// A word is a run of letters, marks and digits of prose; an apostrophe or hyphen ends it.
type word struct {
	start, end  int // bytes of prose
	text, lower string
}

func newSide(text string, l language.Language) *side {
	text = strings.ToValidUTF8(text, "\ufffd") // places are counted in runes, too
	s := &side{text: text, language: l, parts: findParts(text, l)}
	s.inside = withinTags(s.parts, l)
	var b strings.Builder
	at := 0
	for _, p := range s.parts {
		b.WriteString(text[at:p.start])
		b.WriteRune(object)
		at = p.end
	}
	b.WriteString(text[at:])
	s.prose = b.String()
	s.lower = strings.ToLower(s.prose)
	s.words = findWords(s.prose)
	return s
}

func findWords(text string) []word {
	var words []word
	start := -1
	end := func(at int) {
		if start >= 0 {
			w := text[start:at]
			words = append(words, word{start, at, w, strings.ToLower(w)})
			start = -1
		}
	}
	for i, r := range text {
		if wordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		end(i)
	}
	end(len(text))
	return words
}

// vocabulary is the set of a side's words as they are written.
func (s *side) vocabulary() map[string]bool {
	set := make(map[string]bool, len(s.words))
	for _, w := range s.words {
		set[w.text] = true
	}
	return set
}

// wordRune tells whether a character is part of a word; so are the joiners that Persian and Indic words have inside.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'
}

// before and after are the characters beside a place of a text, 0 at its ends.
func before(text string, at int) rune {
	if at <= 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return r
}

func after(text string, at int) rune {
	if at >= len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r
}

// spaceless are scripts that put no blanks between words.
func spaceless(l language.Language) bool {
	switch l.Script() {
	case "Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt":
		return true
	}
	return false
}

// bicameral are scripts with capital letters.
func bicameral(l language.Language) bool {
	switch l.Script() {
	case "Latn", "Cyrl", "Grek", "Armn":
		return true
	}
	return false
}

// base is a language's tag without script and region.
func base(l language.Language) string {
	b, _, _ := strings.Cut(l.String(), "-")
	return b
}

// quote puts a piece of a text into a message, cut to a length that can be read.
func quote(text string) string {
	const most = 60
	n := 0
	for i := range text {
		if n++; n > most {
			return "“" + text[:i] + "…”"
		}
	}
	return "“" + text + "”"
}
