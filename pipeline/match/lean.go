package match

import (
	"strings"
	"unicode"

	"publish/pipeline/language"
)

// A leaning is how a language's small words change with the sound of the number behind them.
type leaning struct {
	words string                   // that change, between blanks
	class func(digits string) bool // numbers of two classes have two forms; digits are ASCII, without grouping
}

// leanings of languages: "az 5 tag", "a 6 tag"; "6 o 7", "7 u 8"; "ve 12 zemích", "v 11 zemích". Of Czech and Slovak, where the
// sounds of many numbers count, years alone are sure.
var leanings = map[string]leaning{
	"hu": {" a az ", func(d string) bool { return d[0] == '5' || d[0] == '1' && len(d)%3 == 1 }}, // öt, egy, ezer, egymillió
	"es": {" o u ", func(d string) bool { return d[0] == '8' || strings.HasPrefix(d, "11") && len(d)%3 == 2 }},
}

// leansOn are prepositions of Czech and Slovak.
var leansOn = map[string]string{"cs": " v ve k ke s se z ze ", "sk": " v vo k ku s so z zo "}

// agrees tells whether the word before a place, from where was is replaced by is, is right before both.
func agrees(before, was, is string, l language.Language) bool {
	base, _, _ := strings.Cut(l.String(), "-")
	trimmed := strings.TrimRightFunc(before, unicode.IsSpace)
	word := " " + strings.ToLower(trimmed[strings.LastIndexFunc(trimmed, unicode.IsSpace)+1:]) + " "
	a, b := firstNumber(was), firstNumber(is)
	if a == "" || b == "" || a == b {
		return true
	}
	if strings.Contains(leansOn[base], word) {
		return len(a) == 4 && len(b) == 4
	}
	lean, ok := leanings[base]
	return !ok || !strings.Contains(lean.words, word) || lean.class(a) == lean.class(b)
}

// firstNumber is the whole part of the number that a text begins with.
func firstNumber(text string) string {
	if all := numbersIn(text); len(all) > 0 && all[0].start == 0 {
		return all[0].whole
	}
	return ""
}
