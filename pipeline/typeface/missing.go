package typeface

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/language"
)

// A MissingError says that no font has some characters of a text.
type MissingError struct {
	Language   language.Language
	Text       string // in which they stand
	Characters []rune // each once, in the order of the text; at most MaxMissing
	Together   bool   // the characters are of one letter; each is in a font, but no font has them all
}

// MaxMissing is how many characters a MissingError names.
const MaxMissing = 16

// names says whether nothing more is to be learned from a cluster: one of its characters is missing already, or as many are as
// the error names.
func (e *MissingError) names(cluster []rune) bool {
	named := func(r rune) bool { return slices.Contains(e.Characters, r) }
	switch {
	case len(e.Characters) >= MaxMissing:
		return true
	case e.Together:
		return allOf(cluster, named)
	}
	return slices.ContainsFunc(cluster, named)
}

// add takes up what a cluster lacks. Characters that no font has at all are named before those that are only not together.
func (e *MissingError) add(none, cluster []rune) {
	together := len(none) == 0
	if together {
		if len(e.Characters) > 0 {
			return
		}
		none = cluster
	} else if e.Together {
		e.Characters = nil
	}
	e.Together = together
	for _, r := range none {
		if len(e.Characters) < MaxMissing && !slices.Contains(e.Characters, r) {
			e.Characters = append(e.Characters, r)
		}
	}
}

func (e *MissingError) Error() string {
	named := make([]string, len(e.Characters))
	unwritten := 0
	for i, r := range e.Characters {
		named[i] = fmt.Sprintf("U+%04X", r)
		if unwritable(r) {
			unwritten++
		} else if unicode.IsGraphic(r) {
			named[i] += " " + string(r)
		}
	}
	list := strings.Join(named, ", ")
	tag := e.Language.String()
	if tag == "" {
		tag = "no language given"
	}
	if e.Together {
		return fmt.Sprintf("%s: no font has %s together, as one letter of %q needs; put a TrueType font (.ttf) that has them into fonts/, or correct the letter",
			tag, list, excerpt(e.Text))
	}
	if unwritten == len(e.Characters) {
		return fmt.Sprintf("%s: %s in %q can be in no font (private use or control characters); write what is meant, or take it out",
			tag, list, excerpt(e.Text))
	}
	return fmt.Sprintf("%s: no font has %s in %q; put a TrueType font (.ttf) that has it into fonts/, or take it out", tag, list, excerpt(e.Text))
}

// excerpt is the beginning of a text, for a message.
func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) <= 40 {
		return text
	}
	return string(runes[:40]) + "…"
}
