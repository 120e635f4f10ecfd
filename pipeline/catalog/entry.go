// Package catalog reads and edits locale files in place, mints keys and carries them through the canonical text's changes.
//
// A locale file is a valid go-i18n message file whose entries hold source and translation; docs/files.md has the format. A
// file is edited by byte range: everything outside the lines that must change keeps its bytes. The package may import
// segment and language; it touches no file on disk.
package catalog

import (
	"slices"
	"strings"

	"publish/pipeline/finding"
)

// An Entry is a unit's place in a locale file, as the file has it. In a source catalog (locales/en) Other is the English.
//
// All texts are clean: NFC, runs of blanks, tabs and line ends as one blank, none at the ends. The file keeps its bytes.
type Entry struct {
	File         string // name of the file it stands in, as given to Parse
	Key          string
	Line, Column int               // of the table's header, or of the key that begins the entry; from 1, columns in bytes
	Role         string            // the "#." lines, joined
	Description  string            // the English that the file has; "" where a file of others has none
	Other        string            // the translation; "" is missing
	Unclean      string            // Other with the blanks and control characters that the file has; "" where there are none to clean away
	Forms        map[string]string // plural categories beside other; nil for most
	Hash         string            // "sha1-…" of the English that Other is for, while changed
	Previous     string            // the English under "#|", joined; "" if none
	Changed      bool              // "#, changed"
	Draft        bool              // "#, draft"
	Same         bool              // "#, same"
	Retired      bool              // "#, retired"
	ExactFrom    string            // "#, exact from <key>"
	Allow        []string          // "#, allow <rule>"
	Editorial    []string          // "#, editorial <reason>": the translator departs from the source on purpose
	Forbidden    []string          // "#, forbidden <term>", of terms.*.toml: what must not stand for the term
	Suggestions  []string          // "#=" lines without "#= "

	marked      bool   // a "#|" line is there, be it a bare one
	unexplained bool   // "#, editorial" without a reason: has no effect
	written     string // `#, written "…"`: how the translator had written the description that "#|" holds
}

// A Standing is how an entry stands towards the present English.
type Standing int

// The standings. A changed entry whose translator has deleted "#, changed" (or hash) is confirmed, so it is Translated.
const (
	Missing Standing = iota
	Translated
	Changed
	Draft
)

// String is the standing's name in the words of the design: "missing", "translated", "changed", "draft".
func (s Standing) String() string {
	return [...]string{"missing", "translated", "changed", "draft"}[s]
}

// A Wanted is what a locale file should hold for one unit: the program's lines, never the translator's.
type Wanted struct {
	Key         string
	Role        string            // the "#." line: `paragraph, under “Our demands”`
	Source      string            // the present English: description, and "other" of the source catalog
	Forms       map[string]string // the English's plural forms beside other (publication.* only), nil for most
	Categories  []string          // plural categories beside other that a new entry gets an empty line for; nil for most
	Exact       string            // translation to fill in if Other is empty; "" if none
	ExactForms  map[string]string // its plural forms, nil for most
	ExactFrom   string            // its origin: the key after "#, exact from"
	ResetExact  bool              // Other is an exact fill that nobody has touched: once the English changes it is emptied, then Exact filled in
	Suggestions []string          // the "#=" lines without "#= "; only written on missing, changed and draft entries
}

// English is the text that a translator's entry is compared with: Source, and behind it the plural forms if there are any.
func (w Wanted) English() string { return English(w.Source, w.Forms) }

// English joins a source text and its plural forms to the text that description holds: "pages (one: page)".
func English(source string, forms map[string]string) string {
	source = clean(source)
	if len(forms) == 0 {
		return source
	}
	var b strings.Builder
	b.WriteString(source)
	for _, c := range categories {
		if form, ok := forms[c]; ok {
			b.WriteString(" (" + c + ": " + clean(form) + ")")
		}
	}
	return b.String()
}

// categories are CLDR's plural categories beside other, in CLDR's order; go-i18n knows no others.
var categories = [...]string{"zero", "one", "two", "few", "many"}

// Place is where the entry stands, for findings and for `publish todo`.
func (e Entry) Place() finding.Place {
	return finding.Place{File: e.File, Line: e.Line, Column: e.Column}
}

// Untouched tells whether Other is only the English again: longer than SameWords words, without "#, same". It counts as
// missing then.
func (e Entry) Untouched() bool {
	return e.Other != "" && !e.Same && e.Other == e.Description && wordsBesideDate(e.Other) > SameWords
}

// SameWords is the number of words up to which a translation may equal its source without "#, same": names, "Sofia, {date}".
const SameWords = 4

func wordsBesideDate(text string) int {
	return len(slices.DeleteFunc(strings.Fields(text), func(w string) bool { return strings.Contains(w, "{date}") }))
}

// Standing compares the entry with the present English (of plural entries: Wanted.English). Missing goes before Draft, and
// Draft before Changed: neither of the two may be printed. Changed is also an entry whose description is not the present
// English although no run has marked it yet.
func (e Entry) Standing(source string) Standing { return e.standing(clean(source)) }

// standing wants a clean source.
func (e *Entry) standing(source string) Standing {
	switch of, known := e.sourceOf(source); {
	case e.Other == "" || e.Untouched():
		return Missing
	case e.Draft:
		return Draft
	case !known || of != source:
		return Changed
	}
	return Translated
}

// SourceOf is the English that Other is for: source itself, an earlier one while the entry is changed, or "" where nobody
// knows any more (comments stripped, hash of an unknown text): such a pair must not enter the memory.
func (e Entry) SourceOf(source string) string {
	of, _ := e.sourceOf(clean(source))
	return of
}

// sourceOf wants a clean source. Without a description (a message file of others) the translation is taken for one of the
// present English: there is nothing to compare it with.
func (e *Entry) sourceOf(source string) (of string, known bool) {
	switch {
	case e.confirmed() && e.Description == "":
		return source, true
	case e.confirmed():
		return e.Description, true
	case Hash(source) == e.Hash:
		return source, true
	case e.Previous != "" && Hash(e.Previous) == e.Hash:
		return e.Previous, true
	case e.Description != "" && Hash(e.Description) == e.Hash:
		return e.Description, true
	}
	return "", false
}

// confirmed tells that Other is for the description: there is no hash, or the translator has deleted "#, changed" and left
// "#|". A hash alone, its comments stripped by some tool, confirms nothing.
func (e *Entry) confirmed() bool {
	return e.Hash == "" || (!e.Changed && (e.marked || e.Previous != ""))
}
