// Package edition assembles a localized edition: the document's blocks with their translations, the publication's own
// words in the edition's language, its status and statistics.
//
// It may import resolution, language, segment and match, and go-i18n for the publication's words. It touches no file. An
// edition holds text of its own language, or of the source language marked as such; never of a third, native names aside.
package edition

import (
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// A Status says what an edition may be used for.
type Status string

// The statuses.
const (
	Final       Status = "final"
	Provisional Status = "provisional"
	Refused     Status = "refused"
)

// An Edition is one resolution in one language, ready to be set and mailed. It is a value: two equal editions make the
// same bytes.
type Edition struct {
	Name       string
	Language   language.Language
	Source     language.Language
	Status     Status
	Title      string        // the title, else the dateline, else the first heading, else the name
	Date       language.Date // of the resolution
	Revision   int           // 1, or of a corrected edition 2 and more
	Publisher  Publisher
	Notice     []Span  // of a provisional edition: one span in the edition's language, one in the source's
	Blocks     []Block // reading order
	Statistics Statistics
	Phrases    Phrases // the publication's own words in this language
	Hash       string  // hex; set by pipeline: the hash of the inputs; its first 8 letters stand in the colophon
}

// Publisher is who is responsible; Imprint is in the edition's language, lines without their ends.
type Publisher struct {
	Name    string
	Email   string
	Imprint []string
}

// A Provenance says in which state a passage is printed.
type Provenance int

// The provenances. Untranslated passages are in the source language; Outdated ones translate an earlier version.
const (
	Own Provenance = iota
	Untranslated
	Outdated
)

// A Block is one block of an edition.
type Block struct {
	Kind       resolution.Kind
	Level      int    // as in the document
	Label      string // an item's or note's mark
	Provenance Provenance
	Mark       string // textual mark of a provisional passage ("[English]"), in the edition's language; "" for Own
	Language   language.Language
	Spans      []Span // the text; of a signatory: none
	Section    resolution.Section
	Signatory  *Signatory
}

// A Span is a run of text in one language and one style. Spans of a block, joined, are its text.
type Span struct {
	Text     string
	Language language.Language // of this span, where it differs from its block's; else zero
	Emphasis bool
	Strong   bool
	URL      string // of a link; "" for none
}

// A Signatory is one signature as an edition shows it.
type Signatory struct {
	Number       string // "12.", in the digits of the language; "" for none
	Abbreviation string
	Name         string            // native name, untouched
	NameLanguage language.Language // zero where nobody knows
	Gloss        string            // in GlossLanguage; "" where left out
	GlossLanguage language.Language // the edition's, or the source's for one not translated yet
	Country      string            // in the edition's language (or the source's, if CLDR does not have it)
	CountryLanguage language.Language
}

// Statistics count required units by class, and source words.
type Statistics struct {
	Units, Translated, Exact, Changed, Draft, Fuzzy, Missing int
	Words, TranslatedWords                                   int
}

// Share is the share of source words that are translated (exact included), 1 for a document without words.
func (s Statistics) Share() float64 {
	if s.Words == 0 {
		return 1
	}
	return float64(s.TranslatedWords) / float64(s.Words)
}

// To be written by the edition room:
//   Assemble(in Input) (Edition, []finding.Finding)
//   Phrases: methods for the publication's own words, each in the edition's language:
//       Page(page, pages int) string                        "page 2 of 3"
//       Hash(short string) string                           "Edition 1a2b3c4d"
//       Responsible() string …
//   Defaults(l language.Language) (catalog entries)         publication.<lang>.toml shipped with the program
