package language

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// golden are the sections of a file of cases, by name; a section without a line fails.
func golden(t testing.TB, file string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string][]string{}
	for _, f := range txtar.Parse(data).Files {
		sections[f.Name] = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		if sections[f.Name][0] == "" {
			t.Fatalf("%s: section %q is empty", file, f.Name)
		}
	}
	if len(sections) == 0 {
		t.Fatalf("%s: no case at all", file)
	}
	return sections
}
