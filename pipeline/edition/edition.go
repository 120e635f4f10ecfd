// Package edition assembles a localized edition: the document's blocks with their translations, the publication's own
// words in the edition's language, its status and statistics.
//
// It may import resolution, language, segment and match; go-i18n, with BurntSushi/toml and x/text's language tags, which
// it asks for, serves the publication's words. It touches no file. An edition holds text of its own language, or of the
// source language marked as such; never of a third, native names aside (law 5).
package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

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
	Name               string
	Language           language.Language
	Source             language.Language
	Status             Status
	Title              string            // plain text of the title, else of the dateline, else of the first heading, else the name
	TitleLanguage      language.Language // the edition's, or the source's where the title is not translated
	Date               language.Date     // of the resolution; never zero
	Revision           int               // 1, or of a corrected edition 2 and more
	Publisher          Publisher
	Notice             []Span  // of a corrected edition the words for it; of a provisional one a span in its language, then one in the source's, each with its Language
	Blocks             []Block // reading order
	Statistics         Statistics
	PublicationMissing int                   // how many of the publication's own words are not translated
	Phrases            Phrases               // the publication's own words in this language
	Exceptions         []language.Exceptions `json:",omitempty"` // from hyphenation; set by pipeline: the project's own
	Hash               string                // hex; set by pipeline: the hash of the inputs; its first 8 letters stand in the colophon
}

// Publisher is who is responsible. Imprint is lines without their ends, in ImprintLanguage.
type Publisher struct {
	Name            string
	NameLanguage    language.Language // the edition's or the source's; zero: config does not say
	Email           string
	Imprint         []string
	ImprintLanguage language.Language // the edition's or the source's; zero: config does not say
}

// A Provenance says in which state a passage is printed.
type Provenance int

// The provenances. Untranslated passages are in the source language; Outdated ones translate an earlier version.
const (
	Own Provenance = iota
	Untranslated
	Outdated
)

// A Block is one block of an edition. What a reader sees is Label (or Signatory.Number), Mark, Spans, in this order.
type Block struct {
	Kind         resolution.Kind
	Level        int    // as in the document
	Label        string // an item's mark, in the digits of the language; a note's, as received
	Provenance   Provenance
	Mark         string            // textual mark of a passage that is not Own: "[not yet translated]"; "" for one, and for a signatory: Spans hold it
	MarkLanguage language.Language // of Mark
	Language     language.Language // of Spans that do not name their own
	Spans        []Span            // the text; of a signatory, all of its line but the number
	Section      resolution.Section
	Standard     resolution.Standard // of signatories: set from the publication's words
	Signatory    *Signatory          // of a signatory: the fields that Spans are made of
}

// Text is what the block's spans say.
func (b Block) Text() string {
	if len(b.Spans) == 1 {
		return b.Spans[0].Text
	}
	var s strings.Builder
	for _, span := range b.Spans {
		s.WriteString(span.Text)
	}
	return s.String()
}

// A Span is a run of text in one language and one style. Spans of a block, joined, are its text.
type Span struct {
	Text     string
	Language language.Language // of this span, where it differs from its block's (or the edition's); else zero
	Emphasis bool
	Strong   bool
	URL      string // of a link; "" for none
}

// A Signatory is one signature as an edition shows it.
type Signatory struct {
	Number          string // "12.", in the digits of the language; "" for none
	Abbreviation    string
	Name            string            // native name, untouched
	NameLanguage    language.Language // zero where nobody knows
	Gloss           string            // in GlossLanguage; "" where left out
	GlossLanguage   language.Language // the edition's, or the source's for one not translated yet
	Country         string            // in CountryLanguage
	CountryLanguage language.Language // the edition's, or the source's if neither CLDR nor a translator has a name
}

// Statistics count the required units of a resolution by class, and the source words of all its units. The publication's
// own words are not among them: they are the same in every edition.
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

// Fingerprint is the SHA-256, in hex, of all that the edition's outputs are made of: two editions with the same one make
// the same bytes from the same fonts and templates.
func (e Edition) Fingerprint() string {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(e); err != nil {
		panic("an edition is plain data: " + err.Error()) // nothing in it can fail to be encoded
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ShortHash is the beginning of the hash that stands in the colophon: 8 letters, or all there are.
func (e Edition) ShortHash() string { return e.Hash[:min(len(e.Hash), 8)] }
