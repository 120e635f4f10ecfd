// Package catalog reads and edits locale files in place, mints keys and carries them through the canonical text's changes.
//
// A locale file is a valid go-i18n message file whose entries hold source and translation; docs/files.md has the format. A
// file is edited by byte range: everything outside the lines that must change keeps its bytes. The package may import
// segment and language; it touches no file on disk.
package catalog

// An Entry is a unit's place in a locale file, as the file has it.
type Entry struct {
	Key          string
	Line, Column int // of the table's header
	Description  string
	Other        string
	Forms        map[string]string // plural categories beside other; nil for most
	Hash         string            // "sha1-…" of the English that Other is for, while changed
	Previous     string            // the English under "#|", joined; "" if none
	Changed      bool              // "#, changed"
	Draft        bool              // "#, draft"
	Same         bool              // "#, same"
	Retired      bool              // "#, retired"
	ExactFrom    string            // "#, exact from <key>"
	Allow        []string          // "#, allow <rule>"
}

// A Standing is how an entry stands towards the present English.
type Standing int

// The standings. Confirmed: a changed entry whose translator has deleted "#, changed" (or hash), so it is translated.
const (
	Missing Standing = iota
	Translated
	Changed
	Draft
)

// A Wanted is what a locale file should hold for one unit: the program's lines, never the translator's.
type Wanted struct {
	Key         string
	Role        string // the "#." line: `paragraph, under “Our demands”`
	Source      string // the present English: description
	Exact       string // translation to fill in if Other is empty; "" if none
	ExactFrom   string // its origin
	Suggestions []string // the "#=" lines without "#= "; only written on missing and changed entries
	Forms       map[string]string // source plural forms (publication.* only), nil for most
}

// To be written by the catalog room (file.go, edit.go, …):
//   Parse(name string, data []byte) (*File, error)            *SyntaxError with file, line, column, what, do
//   (*File) Entries() []Entry ; (*File) Entry(key) (Entry, bool)
//   (*File) Renew(wanted []Wanted, inUse func(key string) bool) []finding.Finding
//        brings the file up to date in reading order; entries that are not wanted and not in use are retired or dropped
//   (*File) Bytes() []byte
//   (Entry) Standing(source string) Standing ; (Entry) SourceOf(source string) string  the English that Other is for
//   New(name string, l language.Language) *File               a new file with the three-line head comment
// and by the units room (keys.go, reconcile.go):
//   Reconcile(name string, units []segment.Unit, previous []Source, taken func(string) bool) []string
//   SharedKey(role segment.Role, text string, taken func(string) bool) string
