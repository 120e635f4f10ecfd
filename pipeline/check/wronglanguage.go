package check

import (
	"slices"
	"strings"
	"unicode"
)

// kanaless: a text in Japanese that has no kana is hardly one.
func kanaless(p *pair) bool {
	return p.Language.Script() == "Jpan" && !strings.ContainsFunc(p.Target, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
}

// wrongLanguage finds targets in another language of the same script, by the words and letters that one has and the other has
// not.
func wrongLanguage(p *pair) string {
	own := base(p.Language)
	if own == "sr" && p.Language.Script() == "Latn" {
		own = "hr"
	}
	if p.Same || len(p.target.words) < 4 && !kanaless(p) {
		return ""
	}
	if kanaless(p) && countIn(p.target.prose, unicode.Han) >= 12 && len(p.source.words) >= 8 {
		return "no kana: it is hardly Japanese"
	}
	if s := p.Language.Script(); (s == "Hans" || s == "Hant") && countIn(p.target.prose, unicode.Hiragana) >= 5 && !strings.ContainsFunc(p.source.prose, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) }) {
		return "it has kana: it reads like Japanese"
	}
	if what := foreignAlphabet(p); what != "" {
		return what
	}
	if foreignLetters[own] != "" && p.Language.Script() == "Cyrl" {
		if n := countAny(p.target.prose, foreignLetters[own]); n >= 3 {
			return "letters that " + p.Language.Name() + " does not have: " + quote(firstOf(p.target.prose, foreignLetters[own]))
		}
	}
	mine := frequent[own]
	if mine == nil {
		return ""
	}
	inSource := map[string]bool{}
	for _, w := range p.source.words {
		inSource[w.lower] = true
	}
	for _, other := range rivals {
		n, hits := 0, 0
		var seen []string
		for _, w := range p.target.words {
			if mine[w.lower] && !frequent[other][w.lower] {
				hits++
			}
			if len(w.lower) > 1 && frequent[other][w.lower] && !inSource[w.lower] && !mine[w.lower] && !(other == "en" && w.text != w.lower) {
				n++
				if !slices.Contains(seen, w.lower) {
					seen = append(seen, w.lower)
				}
			}
		}
		if other != own && (len(seen) >= 3 && n > 3*hits && n*6 >= len(p.target.words) || len(seen) >= 2 && hits == 0 && n*4 >= len(p.target.words)) && !related(own, other) {
			return "it reads like " + languageName(other) + ", not like " + p.Language.Name() + ": " + strings.Join(seen, ", ")
		}
	}
	return ""
}

// alphabets are the letters that languages of Latin script have beyond those of ASCII.
var alphabets = map[string]string{
	"fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíóúüñªº", "pt": "áàâãçéêíóôõúüªº", "it": "àèéìíîòóùúªº", "de": "äöüß", "nl": "áàâäéèêëíïîóôöúûüĳ", "sv": "åäöéàü", "da": "åæøéáóü", "nb": "åæøéèêóòôàü", "fi": "åäöšž", "et": "õäöüšž",
	"pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîșşțţ", "tr": "âçğıîöşûüİ", "hr": "čćđšž", "sl": "čšžćđ", "ca": "àçéèíïóòúü·", "id": "é",
}

// foreignAlphabet finds a text of many words with letters that its language has not.
func foreignAlphabet(p *pair) string {
	own, has := alphabets[base(p.Language)]
	if !has || p.Language.Script() != "Latn" {
		return ""
	}
	n := 0
	for _, w := range p.target.words {
		strange := strings.ContainsFunc(w.text, func(r rune) bool {
			return r >= 0x80 && unicode.Is(unicode.Latin, r) && !strings.ContainsRune(own, unicode.ToLower(r)) && r != 'ſ'
		})
		if strange && w.text == w.lower {
			n++
		}
	}
	if n >= 2 && n*5 >= len(p.target.words) {
		return "many words have letters that " + p.Language.Name() + " does not have"
	}
	return ""
}

func countIn(text string, script *unicode.RangeTable) int {
	n := 0
	for _, r := range text {
		if unicode.Is(script, r) {
			n++
		}
	}
	return n
}

func countAny(text, letters string) int {
	n := 0
	for _, r := range text {
		if strings.ContainsRune(letters, r) {
			n++
		}
	}
	return n
}

func firstOf(text, letters string) string {
	i := strings.IndexAny(text, letters)
	return string(after(text, i))
}
