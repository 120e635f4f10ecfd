package check

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// If it fails, somebody who is told of a rule does not find it in docs/checks.md, or finds what is no longer so.
func TestDocumentHasEveryRule(t *testing.T) {
	text, err := os.ReadFile("../../docs/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "|---|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	var want strings.Builder
	for _, r := range Rules() {
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", r.Name, r.Level, r.About)
	}
	if got := strings.TrimSpace(table); got != strings.TrimSpace(want.String()) {
		t.Errorf("docs/checks.md has not the rules' own table, which is\n\n%s", want.String())
	}
}
