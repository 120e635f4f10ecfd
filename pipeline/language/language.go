// Package language knows a language and its habits: tag, script, direction, plural categories, dates, digits, quotation
// marks, names of regions. It knows nothing of documents and touches no file; its tables are generated from CLDR's JSON
// (cldr/tables.bin by internal/gen; cldr/LICENSE-UNICODE.txt) and are part of the program. Where words may be divided is known
// from the patterns of hyph-utf8 (hyphenation/patterns.bin by internal/gen/patterns; hyphenation/README.md has their licences),
// and where one word follows another without a space, in Thai, Lao, Khmer and Burmese, from ICU's lists (words/README.md).
//
// What CLDR does not have in a language is said so, by a false or by Coverage; nothing is taken from another language or from
// another script. Unpacking happens at the first use of a language and is the package's only state: it never changes what any
// function returns. All functions may be called from any goroutine.
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
