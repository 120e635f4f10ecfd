// Package language knows a language and its habits: tag, script, direction, plural categories, dates, digits, quotation
// marks, names of regions. It knows nothing of documents and touches no file; its tables are generated from CLDR's JSON.
package language

// A Language is a BCP 47 language in canonical form. The zero Language is none. Languages compare with ==.
type Language struct{ tag string }

// A Date is a calendar date; Day 0 means the whole month, Month 0 the whole year. The zero Date is none.
type Date struct{ Year, Month, Day int }

// A DateSpan is a date as it stands in a text: text[Start:End].
type DateSpan struct {
	Start, End int
	Date       Date
}

// Quotes are a language's quotation marks, outer and inner.
type Quotes struct{ Open, Close, InnerOpen, InnerClose string }

// To be written by the language room:
//   Parse(tag string) (Language, error)            canonical form; errors for "", invalid, path-like input
//   MustParse(tag string) Language
//   (Language) String() string                     "pt-BR", "zh-Hant"; also MarshalText/UnmarshalText
//   (Language) IsZero() bool
//   (Language) Script() string                     likely script, ISO 15924: "Latn", "Arab", …
//   (Language) RightToLeft() bool
//   (Language) Name() string                       English name ("Brazilian Portuguese"), the tag where CLDR has none
//   (Language) Autonym() string                    the language's own name for itself
//   (Language) Date(d Date) (string, bool)         CLDR long date ("12 novembre 2020"); Day 0: month and year; false: CLDR has none, ISO form
//   (Language) Number(n int) string                digits of the locale's default numbering system, no grouping
//   (Language) Region(code string) (string, bool)  CLDR's name of an ISO 3166 region in this language
//   (Language) PluralCategories() ([]string, bool) cardinal categories in CLDR order; false: CLDR has no rule (then ["other"])
//   (Language) Quotes() Quotes
//   RegionCode(name string) (string, bool)         English names, present and former ("Swaziland", "Ivory Coast", "Macedonia"), case-insensitive
//   ParseDate / FindDates(text string) []DateSpan  English and numeric forms: 12 November 2020; November 12, 2020; 31 March, 2017; 12.11.2020; 3rd of May 2019; 2020-11-12; March 2017
