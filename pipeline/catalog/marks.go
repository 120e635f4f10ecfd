package catalog

import (
	"slices"
	"strconv"
	"strings"
)

// writeComments brings the program's comment lines above an entry up to date.
func (n *renewal) writeComments(i int, next Entry, w Wanted, english string) {
	e := &n.f.entries[i]
	if text := oneLine(w.Role); text != "" && text != e.Role {
		n.setMarks(i, role, []string{text})
	}
	written := n.writtenAfter(i, next, english)
	var add []string
	if next.Changed && !e.Changed {
		add = append(add, "changed")
	}
	if next.ExactFrom != "" && next.ExactFrom != e.ExactFrom {
		add = append(add, "exact from "+oneLine(next.ExactFrom))
	}
	if written != "" && written != e.written {
		add = append(add, "written "+strconv.Quote(written))
	}
	n.setFlags(i, func(name string) bool {
		return name == "retired" || name == "changed" && !next.Changed ||
			strings.HasPrefix(name, "exact from ") && next.ExactFrom != e.ExactFrom || strings.HasPrefix(name, "written ") && written != e.written
	}, add)
	switch {
	case !next.marked && next.Changed:
		n.setMarks(i, previous, []string{""}) // nobody knows the text; the line lets the translator confirm
	case !next.marked && e.marked:
		n.setMarks(i, previous, nil)
	case next.marked && next.Previous != "" && next.Previous != e.Previous:
		n.setMarks(i, previous, wrap(next.Previous))
	}
	if texts := n.suggestions(next, w, english); !slices.Equal(texts, e.Suggestions) {
		n.setMarks(i, suggestion, texts)
	}
}

func (n *renewal) suggestions(next Entry, w Wanted, english string) []string {
	next.Description = english
	if next.standing(english) == Translated {
		return nil
	}
	var texts []string
	for _, t := range w.Suggestions {
		if t = oneLine(t); t != "" {
			texts = append(texts, t)
		}
	}
	return texts
}
