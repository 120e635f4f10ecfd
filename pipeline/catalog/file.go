package catalog

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/finding"
)

// Limits of a locale file. A file past one of them is refused with a SyntaxError.
const (
	MaxFile    = 16 << 20  // bytes
	MaxEntries = 200_000   // entries
	MaxDepth   = 16        // parts of a key, and tables within tables
	MaxKey     = 1000      // bytes of a key with all its parts
	maxMarks   = 1_000_000 // commas, points, braces and brackets outside strings: what costs memory before it is understood
)

// A File is one locale file: the bytes as they are on disk, and the entries in them, in the file's order.
//
// The text parses, holds each key once and no field but go-i18n's; go-i18n and every TOML library read the same entries
// from it. Only Renew, RenewSource, Rename and Tidy change it, each wholly or not at all.
type File struct {
	name    string
	text    string // byte order mark included
	entries []Entry
	spots   []spot // of entries, same index
	index   map[string]int
	shapes  map[string]shape // of every table path, entry or not: what a new header may collide with
	end     int              // end of the last expression, with the comment lines that belong to it
	notes   []finding.Finding
}

// A layout is how an entry is written.
type layout uint8

const (
	table  layout = iota // [key], its fields on lines of their own
	dotted               // key.other = "…"
	inline               // key = { other = "…" }
	bare                 // key = "…"
)

// A spot is where an entry's bytes are. gap <= anchor < body <= end; fields lie in file order.
type spot struct {
	layout    layout
	gap       int // begin of the blank and comment lines above it
	anchor    int // begin of the line of its header or first key
	body      int // table: end of the header's line; inline: behind "{"; bare: begin of the value
	close     int // inline and bare: end of the value
	end       int // end of its last line, comment lines that follow without a blank line included
	section   int // end of the table section that it stands in: where a new header may be put behind it
	fields    []field
	prefix    string // dotted: the key up to the field's name, as written: `a."b.c".`
	person    bool   // holds comments of a person, or fields that publish does not know the use of
	scattered bool   // dotted: other expressions stand between its fields
	commented bool   // inline: holds comments
	nested    bool   // inside the braces of another table, with which it shares the comment lines above
}

// A field is one string of an entry.
type field struct {
	name       string // in lower case
	line, next int    // begin of its line, begin of the line behind it
	key        int    // begin of its key
	value, end int    // its value, quotation marks included
	note       int    // begin of the comment behind it on its line, 0 if none
}

// header is the comment that a new translator's file begins with.
var header = []string{
	`#. Translate "other". English is in "description". After a change of the English ("#, changed"; the old English is under`,
	`#. "#|"), revise "other" and delete the line "#, changed". "#=" are suggestions, renewed at each run.`,
}

// sourceHeader is the comment that a new source catalog begins with.
var sourceHeader = []string{
	`#. The English texts and their keys, written by publish from the canonical texts. Commit it; never edit it: change the`,
	`#. text in resolutions/ instead.`,
}

// New is a translator's file that holds the head comment alone. name ends in ".<language>.toml".
func New(name string) *File { return started(name, header) }

// NewSource is a source catalog that holds the head comment alone.
func NewSource(name string) *File { return started(name, sourceHeader) }

func started(name string, head []string) *File {
	f, err := Parse(name, []byte(strings.Join(head, "\n")+"\n"))
	if err != nil {
		panic(fmt.Sprintf("catalog: the head comment does not parse: %v", err)) // a constant: any test meets it
	}
	return f
}

// Name is the file's name as given to Parse.
func (f *File) Name() string { return f.name }

// Language is the last dotted part of the name before ".toml", because go-i18n reads it there; "" if there is none.
func (f *File) Language() string { return languageOf(f.name) }

func languageOf(name string) string {
	base := strings.TrimSuffix(name[strings.LastIndexAny(name, `/\`)+1:], ".toml")
	if dot := strings.LastIndexByte(base, '.'); dot >= 0 {
		return base[dot+1:]
	}
	return ""
}

// Bytes are the file as it should be on disk: those given to Parse, unless it has been changed since.
func (f *File) Bytes() []byte { return []byte(f.text) }

// Entries are the file's entries in its order. The slice is the file's own until it is changed: read it only.
func (f *File) Entries() []Entry { return slices.Clip(f.entries) }

// Entry finds an entry by its key.
func (f *File) Entry(key string) (Entry, bool) {
	if i, ok := f.index[key]; ok {
		return f.entries[i], true
	}
	return Entry{}, false
}

// Findings are what reading the file found to say: text in another normal form than NFC, which is read as NFC; and
// departures from the source that give no reason.
func (f *File) Findings() []finding.Finding {
	found := slices.Clone(f.notes)
	for i := range f.entries {
		if e := &f.entries[i]; e.unexplained {
			found = append(found, finding.Finding{Level: finding.Warning, Place: e.Place(), Rule: "editorial-reason",
				What: `"#, editorial" gives no reason, so it has no effect`, Do: `write it behind the word: "#, editorial the local committee's address"`})
		}
	}
	return found
}

// lineEnd is the line end that new lines get: the file's first one, LF in a file without any.
func (f *File) lineEnd() string {
	if i := strings.IndexByte(f.text, '\n'); i > 0 && f.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// at is the line and column of an offset, both from 1, the column in bytes (a byte order mark is none).
func at(text string, offset int) (line, column int) {
	offset = min(max(offset, 0), len(text))
	return strings.Count(text[:offset], "\n") + 1, columnOf(text, offset)
}

// columnOf is at without the line, whose counting begins at the file's first byte: too long a way for each entry.
func columnOf(text string, offset int) int {
	begin := strings.LastIndexByte(text[:offset], '\n') + 1
	column := offset - begin + 1
	if begin == 0 && strings.HasPrefix(text, bom) {
		column = max(column-len(bom), 1)
	}
	return column
}

const bom = "\uFEFF"
