package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/catalog"
	"publish/pipeline/segment"
)

// Lengths, in characters, to which the program's comment lines are cut.
const (
	MaxHeading    = 60   // a heading in a "#." line
	MaxSuggested  = 2000 // the translation in a "#=" line
	MaxDifference = 300  // the difference in a "#=" line
	MaxTerm       = 300  // a term, its translations and what is forbidden, in a "#=" line

	MaxSuggestions = 4 << 20 // bytes of all "#=" lines of a file: entries behind have none
)

// Wanted is what a locale file should hold for matches: the lines that are the program's, one Wanted a match.
func Wanted(matches []Match) []catalog.Wanted {
	wanted := make([]catalog.Wanted, len(matches))
	room := MaxSuggestions
	for i, m := range matches {
		w := catalog.Wanted{Key: m.Unit.Key, Role: roleLine(m.Unit), Source: m.Unit.Text, Forms: m.Unit.Forms, ResetExact: m.Filled}
		if m.Class == Exact {
			w.Exact, w.ExactFrom = m.Target, m.From
		}
		if line := changedLine(m); line != "" {
			w.Suggestions = append(w.Suggestions, line)
		}
		for _, s := range m.Suggestions {
			w.Suggestions = append(w.Suggestions, suggestionLine(s, m.Unit.Text))
		}
		for _, t := range m.Terms {
			w.Suggestions = append(w.Suggestions, "term "+capped(t.String(), MaxTerm))
		}
		for _, line := range w.Suggestions {
			room -= len(line)
		}
		if room < 0 {
			w.Suggestions = nil
		}
		wanted[i] = w
	}
	return wanted
}

// roleLine says what a unit is: `paragraph, under “Our demands”`.
func roleLine(u segment.Unit) string {
	role := string(u.Role)
	if u.Role == segment.Signatories {
		role = "heading of signatories"
	}
	if u.Under == "" {
		return role
	}
	return role + ", under “" + capped(u.Under, MaxHeading) + "”"
}

// changedLine says how the English of a changed entry has changed, unless a suggestion of its own translation does.
func changedLine(m Match) string {
	own := func(s Suggestion) bool { return s.Key == m.Unit.Key && s.Sentences == 0 }
	if m.Class != Changed || m.Source == "" || slices.ContainsFunc(m.Suggestions, own) {
		return ""
	}
	if change := Difference(m.Source, m.Unit.Text); change != "" {
		return "changed " + change
	}
	return ""
}

// suggestionLine is one line: how similar, from where, the translation, how the English has changed since, and what was
// carried over.
func suggestionLine(s Suggestion, present string) string {
	from := capped(s.Key, MaxHeading*2)
	if s.Sentences > 0 {
		from = "sentences of " + from
	}
	line := fmt.Sprintf("%d%% %s: « %s »", s.Percent(), from, capped(s.Target, MaxSuggested))
	if change := Difference(s.Source, present); change != "" {
		line += "   " + change
	}
	if carried := CarriedOver(s.Carried); carried != "" {
		line += "   " + carried
	}
	return line
}

// CarriedOver says what was carried over, as suggestions show it: "carried over: 40 000 for 35 000"; "" if nothing was.
func CarriedOver(all []Carried) string {
	var parts []string
	for _, c := range all {
		parts = append(parts, c.To+" for "+c.From)
	}
	if len(parts) == 0 {
		return ""
	}
	return "carried over: " + capped(strings.Join(parts, ", "), MaxDifference)
}

// capped is text on one line without control characters, cut at a number of characters.
func capped(text string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n == most {
			return strings.TrimRight(b.String(), " ") + "…"
		}
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			r = ' '
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// Difference is what the words of a text have become, as suggestions show it.
func Difference(before, after string) string { return capped(difference(before, after), MaxDifference) }

// difference is what the words of a text have become: "[-35,000-]{+40,000+}", one part a change, " … " between them.
func difference(before, after string) string {
	var parts []string
	for _, c := range changes(strings.Fields(before), strings.Fields(after)) {
		part := ""
		if len(c.deleted) > 0 {
			part += "[-" + strings.Join(c.deleted, " ") + "-]"
		}
		if len(c.inserted) > 0 {
			part += "{+" + strings.Join(c.inserted, " ") + "+}"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " … ")
}

// A change is a run of words that went and a run of words that came in its place.
type change struct{ deleted, inserted []string }

// maxCells bounds the table of changes: two texts of a thousand words. Longer ones are one change.
const maxCells = 1 << 20

// changes are found by the longest common subsequence of words.
func changes(a, b []string) []change {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	if len(a)*len(b) > maxCells {
		return []change{{a, b}}
	}
	return walk(a, b, commonTable(a, b))
}

// commonTable holds at i*(len(b)+1)+j the number of words that a[i:] and b[j:] have in common in order.
func commonTable(a, b []string) []int32 {
	width := len(b) + 1
	table := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	return table
}

func walk(a, b []string, table []int32) []change {
	var all []change
	width := len(b) + 1
	for i, j := 0, 0; i < len(a) || j < len(b); {
		di, dj := i, j
		for i < len(a) || j < len(b) {
			if i < len(a) && j < len(b) && a[i] == b[j] {
				break
			}
			if j == len(b) || i < len(a) && table[(i+1)*width+j] >= table[i*width+j+1] {
				i++
			} else {
				j++
			}
		}
		if di < i || dj < j {
			all = append(all, change{a[di:i], b[dj:j]})
		}
		for i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
		}
	}
	return all
}
