package language

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// pluralForms are the names of x/text's plural forms.
var pluralForms = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// PluralOf is the plural category that a number has in the language, by CLDR's cardinal rules as x/text has them. The number
// is in ASCII digits, with a point before its decimals: "35000", "3.50". false: it is no such number, or has more than 15
// digits, or the language has no rule.
func (l Language) PluralOf(number string) (string, bool) {
	whole, decimals, _ := strings.Cut(number, ".")
	categories, known := l.PluralCategories()
	if !known || whole == "" || len(number) > 16 || strings.Trim(whole+decimals, "0123456789") != "" {
		return "", false
	}
	tag, err := language.Parse(l.String())
	if err != nil {
		return "", false
	}
	value := func(digits string) int {
		n, _ := strconv.Atoi(digits)
		return n
	}
	short := strings.TrimRight(decimals, "0")
	form := plural.Cardinal.MatchPlural(tag, value(whole), len(decimals), len(short), value(decimals), value(short))
	if !slices.Contains(categories, pluralForms[form]) { // a later CLDR has done away with it
		return "other", true
	}
	return pluralForms[form], true
}
