package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// If it fails, a script relies on a number that means something else, or README names a command that is not there.
func TestREADMEHasTheStatusesAndCommands(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	for n, s := range statuses {
		if row := fmt.Sprintf("| %d | %s |", n, s); !strings.Contains(readme, row) {
			t.Errorf("README has no row %q", row)
		}
	}
	commands := map[string]bool{"help": true, "exit-status": true, "completion": true}
	for _, c := range (&app{}).root().Commands() {
		name, _, _ := strings.Cut(c.Use, " ")
		commands[name] = true
		if !strings.Contains(readme, "publish "+name) && name != "exit-status" {
			t.Errorf("README does not tell of publish %s", name)
		}
	}
	for _, line := range strings.Split(readme, "\n") {
		rest, ok := strings.CutPrefix(line, "publish ")
		if !ok || strings.HasPrefix(rest, "-") {
			continue
		}
		if name, _, _ := strings.Cut(rest, " "); !commands[name] {
			t.Errorf("README runs %q, which is no command", line)
		}
	}
}
