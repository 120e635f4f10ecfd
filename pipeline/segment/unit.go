// Package segment takes a document apart: into units, which a translator translates as one, and sentences, the memory's
// second layer. It also has the tokens that fuzzy matching counts, and their distance.
//
// It may import resolution and language; it touches no file.
package segment

// A Role is the kind of a unit: the kind of its block, or gloss, place, publication.
type Role string

// A Unit is what a translator translates as one.
type Unit struct {
	Key    string // minted by catalog.Reconcile; "" before
	Role   Role
	Text   string // the source text: NFC, no runs of white space, a dateline's date as {date}
	Under  string // text of the nearest heading above, "" if none
	Block  int    // index of the block in its document (of the first, for a gloss or place that recurs)
	Line   int    // of the canonical text
	Markup bool   // Markdown's inline notation
}

// Roles that are not the kind of a block.
const (
	Gloss       Role = "gloss"
	Place       Role = "place"
	Publication Role = "publication"
)

// To be written by the segment room:
//   Units(doc resolution.Document) []Unit      reading order; a gloss or place or slogan once per distinct text
//   (Role) Namespace() string                 "" (of its resolution), "slogan", "org", "place", "publication"
//   (Role) Letter() string                    key letter: t d h p i q n a s(ignatories heading) …
//   Sentences(text string, l language.Language) []Span
//   Tokens(text string) []string              UAX 29 words, folded
//   Similarity(a, b []string) float64         1 - word edit distance / longer length
//   Words(text string) int                    source words, for statistics
