package deliver

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// goldens are the cases of a golden file: <name>.<ending>, and in <name>.want what reading it gives.
func goldens(tb testing.TB, file, ending string) map[string][2]string {
	tb.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	cases, parts := map[string][2]string{}, map[string]int{}
	for _, f := range archive.Files {
		stem, part, _ := strings.Cut(f.Name, ".")
		if part != ending && part != "want" {
			tb.Fatalf("%s: %s is neither a .%s nor a .want", file, f.Name, ending)
		}
		c := cases[stem]
		if part == "want" {
			c[1] = string(f.Data)
		} else {
			c[0] = string(f.Data)
		}
		cases[stem], parts[stem] = c, parts[stem]+1
	}
	for name, c := range cases {
		if parts[name] != 2 || c[1] == "" {
			tb.Fatalf("%s: %s has no .%s, or no want", file, name, ending)
		}
	}
	if len(cases) == 0 {
		tb.Fatalf("%s: no case", file)
	}
	return cases
}
