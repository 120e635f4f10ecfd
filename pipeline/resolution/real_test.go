package resolution

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// real are resolutions as they were received, with their right reading; they stand beside the checkout.
const real = "../../../shared/resolutions"

// redStar is the register that the two texts may need: a name-like abbreviation of several words.
const redStar = `[[organization]]
id = "cpi-ml-red-star"
abbreviation = "CPI (ML) Red Star"
name = "Communist Party of India (Marxist-Leninist) Red Star"
`

// If it fails, a real resolution is misread: a signatory's name is cut wrongly, or web chrome is printed.
func TestRealResolutionsAreReadAsTheirGoldOutlines(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(real, "*.txt"))
	if len(files) == 0 {
		t.Skipf("no resolutions in %s", real)
	}
	register, _, err := ParseRegister("organizations.toml", []byte(redStar))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for name, reg := range map[string]Register{"with": register, "without": {}} {
			t.Run(filepath.Base(file)+" "+name, func(t *testing.T) { compareWithGold(t, file, reg) })
		}
	}
}

func compareWithGold(t *testing.T, file string, register Register) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".outline.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := Parse(file, text, register)
	if err != nil {
		t.Fatal(err)
	}
	if got := outline(d); got != string(gold) {
		t.Error(difference(got, string(gold)))
	}
}

func outline(d Document) string {
	var b strings.Builder
	for _, r := range Rows(d) {
		b.WriteString(r.JSON() + "\n")
	}
	return b.String()
}

// difference shows the lines that differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := range max(len(g), len(w)) {
		var x, y string
		if i < len(g) {
			x = g[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if x != y {
			b.WriteString("\n got " + x + "\nwant " + y)
		}
	}
	return b.String()
}
