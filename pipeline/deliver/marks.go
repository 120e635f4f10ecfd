package deliver

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"
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
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(&raw)
	if err == nil && len(meta.Undecoded()) > 0 {
		err = fmt.Errorf("unknown key %q", meta.Undecoded()[0].String())
	}
	marks := Marks{}
	for name, m := range raw {
		if m.Ledger == "" || m.Lines < 1 || m.Chain == "" {
			err = errors.Join(err, fmt.Errorf("[%s] lacks ledger, lines or chain", name))
		}
		marks[name] = Mark(m)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w; publish wrote this file: put it back as it was (git has it)", file, err)
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
