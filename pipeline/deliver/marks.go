package deliver

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"publish/pipeline/tomlfile"
)

// MaxMarks is the most bytes of a file of marks.
const MaxMarks = 16 << 20

// Marks are how far the ledgers of a project have come, by resolution. They stand in the project, apart from the ledgers.
type Marks map[string]Mark

type markTOML struct {
	Ledger string `toml:"ledger"`
	Lines  int    `toml:"lines"`
	Chain  string `toml:"chain"`
}

// ParseMarks reads a file of marks. A file that cannot be read is an error: without it nobody can tell a ledger that was
// lost from one that never was.
func ParseMarks(file string, data []byte) (Marks, error) {
	if len(data) > MaxMarks {
		return nil, fmt.Errorf("%s: %d bytes; at most %d are read", file, len(data), MaxMarks)
	}
	raw := map[string]markTOML{}
	at, err := tomlfile.Decode(file, string(data), &raw)
	marks := Marks{}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		m := raw[name]
		if err == nil && (m.Ledger == "" || m.Lines < 1 || m.Chain == "") {
			err = fmt.Errorf("%s:%d: [%s] lacks ledger, lines or chain", file, at.Line(name), name)
		}
		marks[name] = Mark(m)
	}
	if err != nil {
		return nil, fmt.Errorf("%w (publish wrote this file: put it back as it was; git has it)", err)
	}
	return marks, nil
}

const marksHead = `# Written by publish deliver: which ledgers of deliveries there are, and how far they have come. A ledger that is lost, or put
# back from before, is noticed by it, and nothing is sent twice. Commit this file. It says nothing of who receives what.
`

// Bytes are the marks as a file.
func (m Marks) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString(marksHead)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "\n[%s]\nledger = %q\nlines = %d\nchain = %q\n", name, m[name].Ledger, m[name].Lines, m[name].Chain)
	}
	return b.Bytes()
}
