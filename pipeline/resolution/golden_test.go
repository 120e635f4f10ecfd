package resolution

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A golden is a text and its right reading.
type golden struct {
	name     string // of the text, with .txt or .md
	text     []byte
	register string
	reading  string
}

// goldens reads testdata/*.txtar. Each text stands before its reading; "organizations.toml" before both, if there is one.
func goldens(t testing.TB) []golden {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases in testdata: %v", err)
	}
	var out []golden
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		register := ""
		for i, f := range archive.Files {
			switch stem, isReading := strings.CutSuffix(f.Name, ".reading"); {
			case f.Name == "organizations.toml":
				register = string(f.Data)
			case isReading && i > 0 && strings.HasPrefix(archive.Files[i-1].Name, stem+"."):
				out = append(out, golden{archive.Files[i-1].Name, archive.Files[i-1].Data, register, string(f.Data)})
				register = ""
			case isReading || i+1 == len(archive.Files):
				t.Fatalf("%s: %s stands alone", file, f.Name)
			}
		}
	}
	return out
}

// unescaped puts characters into a text that a golden file cannot show: \xNN, \uNNNN, \r.
func unescaped(text []byte) []byte {
	var b strings.Builder
	for s := string(text); s != ""; {
		var c rune
		switch n, _ := fmt.Sscanf(s, "{U+%04X}", &c); {
		case n == 1:
			b.WriteRune(c)
			s = s[len("{U+0000}"):]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return []byte(b.String())
}

// reading shows all that a document has, a line a block.
func reading(d Document) string {
	var b strings.Builder
	for i, row := range Rows(d) {
		block := d.Blocks[i]
		b.WriteString(strings.TrimSpace(row.String()))
		if block.Level > 1 || block.Level == 1 && block.Kind == Item {
			fmt.Fprintf(&b, " {level %d}", block.Level)
		}
		if block.Label != "" {
			fmt.Fprintf(&b, " {label %s}", block.Label)
		}
		if block.Standard != "" {
			fmt.Fprintf(&b, " {%s}", block.Standard)
		}
		if !block.Date.IsZero() {
			fmt.Fprintf(&b, " {%s: %s}", block.Date, block.Text[block.DateStart:block.DateEnd])
		}
		if s := block.Signatory; s != nil && s.Organization != "" {
			fmt.Fprintf(&b, " {%s %s}", s.Organization, s.Language)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// If it fails, an editor finds a text read otherwise than a person would read it.
func TestGoldenTextsAreReadAsAPersonWould(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			register, _, err := ParseRegister("organizations.toml", []byte(g.register))
			if err != nil {
				t.Fatal(err)
			}
			text := unescaped(g.text)
			d, _, err := Parse(g.name, text, register)
			if err != nil {
				t.Fatal(err)
			}
			if got := reading(d); got != g.reading {
				t.Error(difference(got, g.reading))
			}
			if lost := Uncovered(text, d); lost != "" {
				t.Error(lost)
			}
		})
	}
}
