package exchange

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/language"
)

// Plural expressions of gettext, whose value is an index into a language's categories in CLDR's order, other last. They say
// of whole numbers what CLDR's cardinal rules say (UTS 35, Part 3, 5.1).
const (
	notOne       = "n != 1"
	overOne      = "n > 1"
	lastDigitOne = "n % 10 != 1 || n % 100 == 11"
	romance      = "n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"
	romanceZero  = "n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2"
	dual         = "n == 1 ? 0 : n == 2 ? 1 : 2"
	moldovan     = "n == 1 ? 0 : n == 0 || n % 100 > 0 && n % 100 < 20 ? 1 : 2"
	southSlavic  = "n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2"
	polish       = "n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2"
	czech        = "n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 3"
	lithuanian   = "n % 10 == 1 && (n % 100 < 11 || n % 100 > 19) ? 0 : n % 10 >= 2 && (n % 100 < 11 || n % 100 > 19) ? 1 : 3"
	slovenian    = "n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3"
	latvian      = "n % 10 == 0 || n % 100 >= 11 && n % 100 <= 19 ? 0 : n % 10 == 1 ? 1 : 2"
	irish        = "n == 1 ? 0 : n == 2 ? 1 : n >= 3 && n <= 6 ? 2 : n >= 7 && n <= 10 ? 3 : 4"
	arabic       = "n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5"
	welsh        = "n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n == 3 ? 3 : n == 6 ? 4 : 5"
)

// pluralExpressions are those of languages whose categories do not say which it is.
var pluralExpressions = map[string]string{
	"am": overOne, "as": overOne, "bn": overOne, "fa": overOne, "gu": overOne, "hi": overOne, "kn": overOne, "zu": overOne, "hy": overOne, "ff": overOne,
	"ak": overOne, "ln": overOne, "mg": overOne, "nso": overOne, "pa": overOne, "ti": overOne, "wa": overOne, "si": overOne, "mk": lastDigitOne, "is": lastDigitOne,
	"fr": romanceZero, "pt": romanceZero, "ro": moldovan, "mo": moldovan, "ru": southSlavic, "uk": southSlavic, "be": southSlavic, "pl": polish, "cs": czech, "sk": czech,
	"lt": lithuanian, "sl": slovenian, "hsb": slovenian, "dsb": slovenian, "lv": latvian, "prg": latvian, "ga": irish, "ar": arabic, "ars": arabic, "cy": welsh,
}

// bySet are the expressions of all other languages with these categories.
var bySet = map[string]string{
	"other": "0", "one other": notOne, "one many other": romance, "one two other": dual, "one few other": southSlavic,
}

// pluralForms is the header field of a language in a PO file, for its categories as rows puts them.
func pluralForms(l language.Language) string {
	all := pluralCategories(l)
	base, _, _ := strings.Cut(l.String(), "-")
	expression, ok := pluralExpressions[base]
	if l.String() == "pt-PT" {
		expression = romance
	}
	if !ok {
		expression, ok = bySet[strings.Join(all, " ")]
	}
	if !ok {
		expression = fmt.Sprintf("n == 1 ? %d : %d", max(slices.Index(all, "one"), 0), len(all)-1)
	}
	return fmt.Sprintf("nplurals=%d; plural=(%s);", len(all), expression)
}

// pluralCategories are a language's, other last.
func pluralCategories(l language.Language) []string {
	all, _ := l.PluralCategories()
	return append(slices.DeleteFunc(slices.Clone(all), func(c string) bool { return c == "other" }), "other")
}

// pluralIndexes says which category each of n plural forms of a PO file is: those of pluralForms, or those that gettext's own
// tables have for the language, which leave out what no whole number needs. nil: neither of the two.
func pluralIndexes(l language.Language, n int) []string {
	all := pluralCategories(l)
	base, _, _ := strings.Cut(l.String(), "-")
	switch set := strings.Join(all, " "); {
	case n == len(all):
		return all
	case n == 2 && set == "one many other":
		return []string{"one", "other"}
	case n == 3 && set == "one few many other" && (base == "cs" || base == "sk" || base == "lt"):
		return []string{"one", "few", "other"}
	case n == 3 && set == "one few many other":
		return []string{"one", "few", "many"}
	}
	return nil
}
