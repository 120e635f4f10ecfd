package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// doubledSpaces finds blanks in a row where the source has none.
func doubledSpaces(p *pair) string {
	at := blanksInARow(p.target.text)
	if at < 0 || blanksInARow(p.source.text) >= 0 {
		return ""
	}
	return "two blanks in a row: " + quote(around(p.target.text, at))
}

// blanksInARow is the place of the first run of blanks within a text, -1 if there is none. A wide blank of Chinese and Japanese
// may stand beside another one.
func blanksInARow(text string) int {
	trimmed := strings.TrimFunc(text, unicode.IsSpace)
	start := strings.Index(text, trimmed)
	last := rune(0)
	for at, r := range trimmed {
		if blank(r) && blank(last) {
			return start + at
		}
		last = r
	}
	return -1
}

func blank(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\t' || r == '\u2009'
}

// edgeSpaces compares the blanks at the ends of a pair.
func edgeSpaces(p *pair) string {
	if strings.TrimSpace(p.Target) == "" {
		return ""
	}
	wide := p.Language.Script() == "Jpan" || p.Language.Script() == "Hans" || p.Language.Script() == "Hant"
	a, b := p.Source, p.Target
	if wide {
		a, b = strings.TrimLeft(a, "\u3000"), strings.TrimLeft(b, "\u3000")
	}
	lead := func(s string) bool { r, _ := utf8.DecodeRuneInString(s); return unicode.IsSpace(r) }
	trail := func(s string) bool { r, _ := utf8.DecodeLastRuneInString(s); return unicode.IsSpace(r) }
	switch {
	case lead(b) && !lead(a):
		return "the translation begins with a blank"
	case lead(a) && !lead(b) && !wide:
		return "the source begins with a blank, the translation does not"
	case trail(b) && !trail(a):
		return "the translation ends with a blank"
	case trail(a) && !trail(b) && !wide:
		return "the source ends with a blank, the translation does not"
	}
	return ""
}

// markSpaces finds blanks on the wrong side of punctuation: " ," and "word.Next".
func markSpaces(p *pair) string {
	if spaceless(p.Language) {
		return ""
	}
	if at := looseMark(p.target.prose, p.Language.String()); at >= 0 && looseMark(p.source.prose, "en") < 0 && !p.usage.looseMarks() {
		return "a blank before a mark that follows its word: " + quote(around(p.target.prose, at))
	}
	if at := tightMark(p.target, p.Language.Script()); at >= 0 && tightMark(p.source, "Latn") < 0 && !strings.Contains(p.Source, tokenAt(p.target.prose, at)) {
		return "no blank behind a mark: " + quote(around(p.target.prose, at))
	}
	return ""
}

// looseMark is the place of the first comma or full stop behind a blank; in French also others stand behind a no-break space.
func looseMark(text, tag string) int {
	marks := ",.;!?।،؟؛"
	if strings.HasPrefix(tag, "fr") {
		marks = ",."
	}
	for at, r := range text {
		if at == 0 || r < 0x80 && !strings.ContainsRune(",.;!?", r) || !strings.ContainsRune(marks, r) || before(text, at) != ' ' {
			continue
		}
		word := before(strings.TrimRight(text[:at], " "), len(strings.TrimRight(text[:at], " ")))
		next := after(text, at+len(string(r)))
		if (unicode.IsLetter(word) || unicode.IsMark(word) || isDigit(word)) && (next == 0 || unicode.IsSpace(next)) && (r != '।' && r != '?' && r != '!') {
			return at
		}
		if (r == '?' || r == '!') && unicode.IsLetter(word) && word < 0x900 && !unicode.In(word, unicode.Arabic, unicode.Hebrew, unicode.Armenian) && (next == 0 || next == ' ') {
			return at
		}
	}
	return -1
}

// tightMark is the place of the first mark between two words without a blank. A full stop counts before a capital alone.
func tightMark(s *side, script string) int {
	text := s.prose
	switch script {
	case "Hebr", "Arab", "Deva", "Beng", "Kore":
		return tightComma(text)
	case "Latn", "Cyrl", "Grek":
	default:
		return -1
	}
	for at, r := range text {
		if r != ',' && r != '.' && r != ';' && r != '!' && r != '?' {
			continue
		}
		b, a := before(text, at), after(text, at+1)
		if r == ',' && a == object && unicode.IsLower(b) {
			return at
		}
		if !unicode.IsLower(b) || !unicode.IsLetter(a) || !unicode.IsLower(before(text, at-utf8.RuneLen(b))) {
			continue
		}
		if r == ',' || r == ';' && script != "Grek" || unicode.IsUpper(a) && unicode.IsLower(after(text, at+1+utf8.RuneLen(a))) {
			return at
		}
	}
	return -1
}

// tightComma is the place of the first comma between two words, in scripts without capitals.
func tightComma(text string) int {
	for at, r := range text {
		if r != ',' && r != '،' {
			continue
		}
		b, a := before(text, at), after(text, at+utf8.RuneLen(r))
		if (unicode.IsLetter(b) || unicode.IsMark(b)) && unicode.IsLetter(a) && b > 0x2af && a > 0x2af {
			return at
		}
	}
	return -1
}

// tokenAt is the piece between two blanks that a place lies in.
func tokenAt(text string, at int) string {
	start := strings.LastIndexFunc(text[:at], unicode.IsSpace) + 1
	end := strings.IndexFunc(text[at:], unicode.IsSpace)
	if end < 0 {
		return text[start:]
	}
	return text[start : at+end]
}

// doubledMarks finds punctuation that is there twice: ",,", "..", "。。", where the source has none so.
func doubledMarks(p *pair) string {
	if i := twice(p.target.prose); i >= 0 && twice(p.source.prose) < 0 {
		return "a mark is there twice: " + quote(around(p.target.prose, i))
	}
	return ""
}

func twice(text string) int {
	runes := []rune(text)
	at := 0
	for i, r := range runes {
		if i > 0 && runes[i-1] == r && strings.ContainsRune(",;:.،؛。，、；：।۔።", r) && !slices.Contains([]rune{r}, neighbour(runes, i+1)) && !slices.Contains([]rune{r}, neighbour(runes, i-2)) &&
			(r != ':' || neighbour(runes, i+1) == ' ' || neighbour(runes, i+1) == 0) {
			if (r != '.' && r != '。') || wordRune(neighbour(runes, i-2)) && len(lastWord(string(runes[max(0, i-40):i-1]))) > 6 {
				return at
			}
		}
		at += utf8.RuneLen(r)
	}
	return -1
}

func neighbour(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) {
		return 0
	}
	return runes[i]
}
