// Package resolution reads canonical texts: a text as it was received becomes a Document, blocks in reading order.
//
// It drops web chrome, joins wrapped lines and reads signatory lists into structure, and says each guess as a finding. It
// also reads the register of organizations, which settles what a line alone cannot. It may import language, and touches no
// file: the same bytes and the same register give the same document.
package resolution

import "publish/pipeline/language"

// A Kind says what a block is.
type Kind string

// The kinds of blocks, in the words of the outline. Signatories is the heading of a signatory list (or of a group in it).
const (
	Title       Kind = "title"
	Dateline    Kind = "dateline"
	Heading     Kind = "heading"
	Paragraph   Kind = "paragraph"
	Item        Kind = "item"
	Quote       Kind = "quote"
	Note        Kind = "note"
	Adopted     Kind = "adopted"
	Slogan      Kind = "slogan"
	Signatories Kind = "signatories"
	SignatoryOf Kind = "signatory"
)

// A Section says in which part of a signatory list a block stands.
type Section string

// The sections of a signatory list.
const (
	Signed     Section = "signed"
	Later      Section = "later"
	Additional Section = "additional"
)

// A Document is a resolution as it was read. Every character of the text but white space is in exactly one block (text or
// label), signatory field or Dropped (law 1); Uncovered checks it.
type Document struct {
	Name    string // the file's stem
	File    string // as findings name it
	Markup  bool   // block texts carry Markdown's inline notation; signatory fields never do
	Blocks  []Block
	Dropped []Dropped // in order of lines
}

// A Dropped is a part of the text that is in no block: web chrome, a rule, control characters. A finding quotes it.
type Dropped struct {
	Line int // from 1
	Text string
}

// A Block is one block of a document.
type Block struct {
	Kind  Kind
	Lines [2]int // first and last line, from 1
	Level int    // of a heading: 1 and more; of an item: depth, from 1; else 0
	Label string // an item's or a note's mark: "•", "(a)", "3."
	Text  string // white space as one blank; NFC; of a signatory: its line without Mark, as received

	Date      language.Date // of a dateline or a heading of signatories ("as of"); zero: none
	DateStart int           // bytes of Text that are the date; none where it is the last of a range of days ("4–6 May 2018")
	DateEnd   int

	Section   Section    // of signatories and signatory
	Standard  Standard   // of signatories: which of the publication's own headings this is, "" if it is a unit of its own
	Signatory *Signatory // of kind signatory, else nil
}

// A Standard names a heading of signatories that is structure, set from publication.*, not a unit.
type Standard string

// The standard headings. AsOf has Date set; Further: "further signatories possible".
const (
	StandardSigned      Standard = "signatories"               // "Signatories:"
	StandardAsOf        Standard = "signatories-as-of"         // "Signatories (as of 12 November 2020):"
	StandardAsOfFurther Standard = "signatories-as-of-further" // "Signatories (as of 12 November 2020, further signatories possible)"
	StandardFurther     Standard = "signatories-further"       // "Signatories (further signatories possible):"
	StandardLater       Standard = "signed-later"              // "Signed after the release date:"
)

// A Signatory is one signature. Fields that the line does not have are "". The fields, in the order Mark, Abbreviation,
// Name, Gloss, Country, are the line but for the punctuation between them.
type Signatory struct {
	Number       *int              // as received
	Mark         string            // the number or bullet as it stands: "12.", "(3)", "•"
	Abbreviation string            // "CPSA (ML)"
	Name         string            // native name
	Gloss        string            // in the source language, without its parentheses
	Country      string            // as received
	Region       string            // ISO 3166 code of Country, "" if CLDR does not know it (then Country is a unit of role place)
	Organization string            // id in the register, "" if none matched
	Language     language.Language // of Name, where the register or the script knows it; else zero
}
