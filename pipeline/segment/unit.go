// Package segment takes a document apart: into units, which a translator translates as one, and sentences, the memory's
// second layer. It also has the tokens that fuzzy matching counts, and their distance.
//
// It may import resolution and language; it touches no file.
package segment

import "publish/pipeline/language"

// A Role is the kind of a unit: the kind of its block, or gloss, place, publication.
type Role string

// A Unit is what a translator translates as one.
type Unit struct {
	Key    string // minted by catalog.Reconcile; "" before
	Role   Role
	Text   string        // the source text: NFC, no runs of white space, a dateline's date as {date}
	Under  string        // text of the nearest heading above, "" if none (and for shared units, which stand in many places)
	Block  int           // index of the block in its document (of the first, for a gloss, place or slogan that recurs)
	Line   int           // of the canonical text
	Markup bool          // Markdown's inline notation
	Date   language.Date // what {date} in Text stands for; zero: the text has no date, and {date} in it is plain text

	Words int               // source words without {date}, as Words counts them; set by Units
	Forms map[string]string // source plural forms beside Text, the form other; publication.* only, nil for most
}

// Roles that are not the kind of a block.
const (
	Gloss       Role = "gloss"
	Place       Role = "place"
	Publication Role = "publication"
)

// DateMark stands in a unit's text for the date, which each edition sets by its own language's habits.
const DateMark = "{date}"
