package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Letters of Cyrillic and Greek that look like Latin ones (Unicode Technical Standard 39, confusables.txt, those of common fonts).
const (
	cyrillicLatin = "АВЕЅІЈКМНОРСТХҮаеѕіјорсухһԁԛԝгпуьЬ"
	greekLatin    = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυριακχ"
	latinLooks    = "ABEKMHOPCTXYSIJZNaeopcyxskgijuvnm"
)

// homoglyphs finds letters of another script within a word that look like those of the word's own.
func homoglyphs(p *pair) string {
	for _, w := range p.target.words {
		if r := stranger(w.text); r != 0 && !strings.Contains(p.Source, w.text) {
			return fmt.Sprintf("the word %s has a letter of another script that only looks right: %s (U+%04X)", quote(w.text), string(r), r)
		}
	}
	return alone(p)
}

// stranger is a letter of a script other than most of the word's, if all such letters of the word look like letters of it.
func stranger(w string) rune {
	var latin, cyrillic, greek int
	for _, r := range w {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Greek, r):
			greek++
		}
	}
	switch {
	case latin > 0 && cyrillic > 0 && latin >= cyrillic && cyrillic <= 3:
		return only(w, unicode.Cyrillic, cyrillicLatin)
	case latin > 0 && cyrillic > 0:
		return only(w, unicode.Latin, latinLooks)
	case latin > 0 && greek > 0 && latin >= greek && greek <= 3 && latin > 1:
		return only(w, unicode.Greek, greekLatin)
	case latin > 0 && greek > 1:
		return only(w, unicode.Latin, latinLooks)
	case greek > 0 && cyrillic > 0:
		r := only(w, unicode.Greek, greekLatin)
		if greek > cyrillic {
			r = only(w, unicode.Cyrillic, cyrillicLatin)
		}
		return r
	}
	return 0
}

// only is the first letter of a script in a word, if all of its letters of that script are among looks.
func only(w string, script *unicode.RangeTable, looks string) rune {
	first := rune(0)
	for _, r := range w {
		if !unicode.Is(script, r) {
			continue
		}
		if !strings.ContainsRune(looks, r) {
			return 0
		}
		if first == 0 {
			first = r
		}
	}
	return first
}

// alone finds words of one letter in the wrong script between words of the right one: the Latin "c" for the Cyrillic word.
func alone(p *pair) string {
	script, looks := unicode.Latin, cyrillicLatin
	switch p.Language.Script() {
	case "Cyrl":
		script, looks = unicode.Cyrillic, "acoyiek"
	case "Grek":
		script, looks = unicode.Greek, "o"
	case "Latn":
		looks = "аеіоусАОІ"
	default:
		return ""
	}
	words := p.target.words
	for i, w := range words {
		r, size := utf8.DecodeRuneInString(w.text)
		if size != len(w.text) || unicode.Is(script, r) || !strings.ContainsRune(looks, r) || !unicode.IsLetter(r) || i == 0 || i+1 == len(words) {
			continue
		}
		if p.target.prose[words[i-1].end:w.start] == " " && p.target.prose[w.end:words[i+1].start] == " " && ofScript(words[i-1].text, script) && ofScript(words[i+1].text, script) {
			return fmt.Sprintf("the word %s is a letter of another script that only looks right (U+%04X)", quote(w.text), r)
		}
	}
	return ""
}

func ofScript(w string, script *unicode.RangeTable) bool {
	for _, r := range w {
		if !unicode.Is(script, r) {
			return false
		}
	}
	return true
}

// controls finds characters that are no text: control characters, noncharacters, private ones, the replacement character, and
// invisible ones that the language has no use for. What the source has, too, is meant.
func controls(p *pair) string {
	for at, r := range p.Target {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(p.Target[at:]); size == 1 {
				return "bytes that are no UTF-8"
			}
		}
		if misplaced(r, p, at) && !strings.ContainsRune(p.Source, r) {
			return fmt.Sprintf("the character U+%04X: %s", r, quote(strings.ReplaceAll(around(p.Target, at), string(r), "�")))
		}
	}
	return ""
}

func misplaced(r rune, p *pair, at int) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r < 0x20 || r >= 0x7f && r < 0xa0, r == utf8.RuneError, r >= 0xe000 && r <= 0xf8ff, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef, r >= 0xf0000, r >= 0xe0000 && r <= 0xe007f:
		return true
	case r == 0xfeff || r == 0x2028 || r == 0x2029 || r >= 0xfff9 && r <= 0xfffb || r >= 0x206a && r <= 0x206f || r == 0xfffc:
		return true
	case r == 0x200b:
		return !unspaced(p)
	case r == 0x200c || r == 0x200d:
		return joinless(p) && !emoji(before(p.Target, at))
	case r == 0x200e || r == 0x200f || r == 0x061c:
		return !p.Language.RightToLeft() && !strings.ContainsFunc(p.Target, rightToLeft)
	}
	return false
}

// unspaced tells whether a zero-width space has a use: between words without blanks.
func unspaced(p *pair) bool {
	return spaceless(p.Language)
}

// joinless are scripts whose letters neither join nor form conjuncts.
func joinless(p *pair) bool {
	switch p.Language.Script() {
	case "Latn", "Cyrl", "Grek", "Hans", "Hant", "Jpan", "Kore", "Hebr", "Thai", "Armn", "Geor":
		return true
	}
	return false
}

func emoji(r rune) bool { return r >= 0x1f000 || r == 0xfe0f || r >= 0x2600 && r < 0x2800 }

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// bidi finds embeddings, overrides and isolates (UAX 9) that never end or never begin, and overrides, which make text read
// otherwise than it is.
func bidi(p *pair) string {
	if unended(p.Source) != "" {
		return ""
	}
	if what := unended(p.Target); what != "" {
		return what
	}
	if i := strings.IndexAny(p.Target, "\u202d\u202e"); i >= 0 && !strings.ContainsAny(p.Source, "\u202d\u202e") {
		return fmt.Sprintf("an override of the direction, U+%04X: the text reads otherwise than it is", after(p.Target, i))
	}
	if i := strings.IndexAny(p.Target, "\u202a\u202b\u2066\u2067\u2068"); i >= 0 && !p.Language.RightToLeft() && !strings.ContainsFunc(p.Target, rightToLeft) && !strings.ContainsAny(p.Source, "\u202a\u202b\u2066\u2067\u2068") {
		return fmt.Sprintf("U+%04X begins a passage of another direction, where there is none", after(p.Target, i))
	}
	return ""
}

func unended(text string) string {
	embedded, isolated := 0, 0
	for _, r := range text {
		switch r {
		case '\u202a', '\u202b', '\u202d', '\u202e':
			embedded++
		case '\u2066', '\u2067', '\u2068':
			isolated++
		case '\u202c':
			if embedded--; embedded < 0 {
				return "U+202C ends an embedding that never begins"
			}
		case '\u2069':
			if isolated--; isolated < 0 {
				return "U+2069 ends an isolate that never begins"
			}
		}
	}
	switch {
	case embedded > 0:
		return "an embedding of the other direction never ends: U+202C is missing"
	case isolated > 0:
		return "an isolate of the other direction never ends: U+2069 is missing"
	}
	return ""
}
