// Package match says, for every unit of a document, where its translation comes from.
//
// It compares units with the entries of one catalog and with the translation memory, and returns one Match a unit, in
// reading order. It never edits a catalog and never words a translation. It may import segment, catalog, memory,
// terms and language; it touches no file, clock, network or goroutine.
package match

import (
	"publish/pipeline/finding"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// A Class says where a unit's translation comes from.
type Class string

// The classes. Draft is an entry whose translator is not sure, or whose translation cannot be printed: it counts as not
// translated.
const (
	Translated Class = "translated" // its own entry
	Exact      Class = "exact"      // the same source text elsewhere
	Changed    Class = "changed"    // its own entry, but the English has changed since
	Draft      Class = "draft"
	Fuzzy      Class = "fuzzy" // a similar source; suggested, never used
	Missing    Class = "missing"
)

// A Match is one unit and what the catalog and the memory have for it.
type Match struct {
	Unit   segment.Unit
	Class  Class
	Target string            // the translation: of the present English (translated, exact) or of Source (changed); else ""
	Forms  map[string]string // plural categories beside other, for publication.* only
	Source string            // the English that Target is for
	From   string            // where an exact match comes from: a key, or the file of an imported memory

	Suggestions []Suggestion  // best first; only where Class is changed, fuzzy, draft or missing
	Terms       []terms.Term  // of the glossary, that Unit has; in the order of the text, where Suggestions may be
	Place       finding.Place // of the entry, for todo; zero where there is none yet
	Filled      bool          // what the entry holds is the program's: filled in as exact before, and not touched since
}
