// Package finding says what is wrong with content, as data.
//
// A Finding is never an error: an error means that the program could not do its work, a finding that somebody should look
// at a text. Every stage returns findings; pipeline sorts them, cmd prints them. The package imports nothing of the
// project, and every room may import it.
package finding

import (
	"cmp"
	"fmt"
	"slices"
)

// A Level says how much a finding matters.
type Level int

// The levels: Info reports a guess, Warning asks for a look, Error makes a run end with status 1.
const (
	Info Level = iota
	Warning
	Error
)

// String is "info", "warning" or "error".
func (l Level) String() string { return [...]string{"info", "warning", "error"}[l] }

// MarshalText makes a level its name in JSON.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (l *Level) UnmarshalText(text []byte) error {
	for level := Info; level <= Error; level++ {
		if string(text) == level.String() {
			*l = level
			return nil
		}
	}
	return fmt.Errorf("%q is no level", text)
}

// A Place is a point in a file of the project.
type Place struct {
	File   string `json:"file"`             // below the project's root, "/" between names
	Line   int    `json:"line,omitempty"`   // from 1; 0: the whole file
	Column int    `json:"column,omitempty"` // from 1, in bytes; 0: the whole line
}

// String is "file:line:column", without what is 0.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// A Finding is something that somebody should know about a text.
type Finding struct {
	Level Level `json:"level"`
	Place
	Rule string `json:"rule"`         // kebab-case; the name that config.toml and "#, allow" use
	What string `json:"what"`         // what is wrong: no capital, no full stop
	Do   string `json:"do,omitempty"` // what to do about it
}

// String is one line: place, level, what, what to do, and the rule in brackets.
func (f Finding) String() string {
	s := fmt.Sprintf("%s: %s: %s", f.Place, f.Level, f.What)
	if f.Do != "" {
		s += "; " + f.Do
	}
	return s + " [" + f.Rule + "]"
}

// Sort orders findings by file, line, column, rule and text, so that they are printed alike whichever stage was first.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.What, b.What))
	})
}

// Worst is the highest level among findings; Info if there is none.
func Worst(fs []Finding) Level {
	worst := Info
	for _, f := range fs {
		worst = max(worst, f.Level)
	}
	return worst
}
