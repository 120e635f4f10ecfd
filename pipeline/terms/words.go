package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// A word is a word of a text, without what is elided before it and the English genitive's s.
type word struct {
	segment.Span
	raw    string // as it is written
	folded string // in lower case
	plain  string // without accents, too
	stem   string

	inflects func(term, of string) bool // of words in plain letters with the same stem
}

// A phrase are the words of a term.
type phrase []word

// An analyser takes texts of one language apart.
type analyser struct {
	stem     func(string) string // of a word in lower case
	stems    bool                // there is a stemmer for the language
	compound bool                // words are joined to longer ones, or take prefixes, so a term may stand within a word
	arabic   bool

	inflects func(term, of string) bool
}

func newAnalyser(l language.Language) analyser {
	base, _, _ := strings.Cut(l.String(), "-")
	stem, ok := stemmers[base]
	a := analyser{stem: func(w string) string { return w }, stems: ok, compound: compounds[base], arabic: l.Script() == "Arab"}
	switch base {
	case "en":
		a.inflects = extends
	case "fi", "hu", "tr":
		a.inflects = within(10)
	default:
		a.inflects = within(4)
	}
	if ok {
		a.stem = func(w string) string { return stemmed(stem, w) }
	}
	if base == "en" {
		a.stem = func(w string) string { return stemmed(stem, singular(w)) }
	}
	return a
}

// within tells of words that differ in so many letters at their ends at most: "organiser" is no form of "organisation", though
// the two have one stem.
func within(letters int) func(term, of string) bool {
	return func(term, of string) bool {
		return commonLetters(term, of)+letters >= max(utf8.RuneCountInString(term), utf8.RuneCountInString(of))
	}
}

// compounds are languages that write compounds as one word, or put prefixes before words.
var compounds = map[string]bool{"de": true, "nl": true, "af": true, "fy": true, "lb": true, "frr": true, "nds": true, "da": true, "sv": true, "nb": true,
	"nn": true, "no": true, "is": true, "fo": true, "fi": true, "et": true, "hu": true, "se": true, "ar": true, "he": true, "id": true, "ms": true,
	"tl": true, "fil": true, "sw": true, "zu": true, "xh": true, "ko": true, "el": true}

func (a analyser) words(text string) []word {
	var words []word
	for _, s := range segment.WordSpans(text) {
		for _, part := range parted(text, s) {
			raw := text[part.Start:part.End]
			folded := strings.ToLower(raw)
			words = append(words, word{part, raw, folded, plain(folded), a.stem(folded), a.inflects})
		}
	}
	return words
}

// parted cuts a word at its apostrophes, "l’eau" to "l" and "eau"; "river’s" loses its ending.
func parted(text string, s segment.Span) []segment.Span {
	var parts []segment.Span
	for start := s.Start; start <= s.End; {
		end, size := s.End, 1
		if i := strings.IndexAny(text[start:s.End], "'’"); i >= 0 {
			end = start + i
			_, size = utf8.DecodeRuneInString(text[end:])
		}
		if end > start && (len(parts) == 0 || end-start > 1) {
			parts = append(parts, segment.Span{Start: start, End: end})
		}
		start = end + size
	}
	return parts
}

// plain takes off accents; in scripts that are no alphabets, the signs of vowels, which inflection changes; of Hebrew letters the
// forms that they have at the end of a word.
func plain(folded string) string {
	if r, _ := utf8.DecodeRuneInString(folded); unicode.Is(unicode.Hangul, r) { // whose syllables would come apart
		return folded
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.M, r):
			return -1
		case strings.ContainsRune("ךםןףץ", r): // each stands before its common form
			return r + 1
		}
		return r
	}, norm.NFD.String(folded))
}

// alphabetic tells of a letter of a script that writes all vowels.
func alphabetic(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian)
}

func (a analyser) phrase(text string) phrase { return a.words(norm.NFC.String(text)) }

func (a analyser) phrases(texts []string) []phrase {
	var all []phrase
	for _, t := range texts {
		all = append(all, a.phrase(t))
	}
	return all
}

// stems are the stems of words, one behind the other.
func stems(words []word) string {
	if len(words) == 1 {
		return words[0].stem
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.stem)
	}
	return b.String()
}

func (p phrase) same(o phrase) bool {
	if len(p) != len(o) {
		return false
	}
	for i := range p {
		if !p[i].agrees(o[i]) || !o[i].agrees(p[i]) {
			return false
		}
	}
	return true
}

// begins tells whether words of text begin with the phrase, in any forms of its words, with nothing but blanks, hyphens,
// apostrophes and emphasis between them.
func (p phrase) begins(text string, words []word) bool {
	if len(p) > len(words) || len(p) == 0 {
		return false
	}
	for i := range p {
		if !p[i].agrees(words[i]) || i > 0 && !joined(text[words[i-1].End:words[i].Start]) {
			return false
		}
	}
	return true
}

func joined(gap string) bool {
	return strings.Trim(gap, " \u00a0\u202f-\u2010\u2011'’s*_\u00ad\u200b\u200c\u200d") == ""
}

// agrees tells whether a word of a text is a form of a term's word. An abbreviation has one form.
func (w word) agrees(of word) bool {
	if w.abbreviation() {
		return w.raw == of.raw
	}
	return w.folded == of.folded || w.stem == of.stem && w.inflects(w.plain, of.plain)
}

// abbreviation tells of a word in capitals, which "us" is not when the term is "US".
func (w word) abbreviation() bool {
	return utf8.RuneCountInString(w.raw) > 1 && strings.ToUpper(w.raw) == w.raw && strings.ToLower(w.raw) != w.raw
}

// unspaced tells of a text in a script that does not put blanks between words.
func unspaced(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	})
}
