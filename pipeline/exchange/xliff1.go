package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"publish/pipeline/match"
)

// Namespaces of XLIFF.
const (
	xliff11Space  = "urn:oasis:names:tc:xliff:document:1.1"
	xliff1Space   = "urn:oasis:names:tc:xliff:document:1.2"
	xliff2Space   = "urn:oasis:names:tc:xliff:document:2.0"
	matchesSpace  = "urn:oasis:names:tc:xliff:matches:2.0"
	metadataSpace = "urn:oasis:names:tc:xliff:metadata:2.0"
)

// writeXLIFF1 writes XLIFF 1.2 (OASIS Standard, 2008): a <file> for each resolution, a <trans-unit> for each text, its stamp
// as extradata.
func writeXLIFF1(d Document) []byte {
	w := &writer{}
	w.WriteString(declaration)
	w.open(`<xliff version="1.2"`, attr("xmlns", xliff1Space), ">")
	for _, group := range byFile(d.Units) {
		datatype := "plaintext"
		if group[0].Markup {
			datatype = "x-markdown"
		}
		w.open("<file", attr("original", group[0].File), attr("source-language", d.Source.String()), attr("target-language", d.Target.String()), attr("datatype", datatype), ">")
		w.open("<body>")
		for _, u := range group {
			for _, r := range u.rows() {
				xliff1Unit(w, d, u, r)
			}
		}
		w.shut("</body>")
		w.shut("</file>")
	}
	w.shut("</xliff>")
	return []byte(w.String())
}

// byFile are the units of each file, in the order in which the files come first.
func byFile(units []Unit) [][]Unit {
	var groups [][]Unit
	at := map[string]int{}
	for _, u := range units {
		i, ok := at[u.File]
		if !ok {
			i = len(groups)
			at[u.File] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], u)
	}
	return groups
}

// states are XLIFF 1.2's words for a target's state, and whether it is approved.
var states = map[Status][2]string{
	Missing:    {"new", "no"},
	Translated: {"translated", "yes"},
	Changed:    {"needs-review-translation", "no"},
	Draft:      {"needs-translation", "no"},
}

func xliff1Unit(w *writer, d Document, u Unit, r row) {
	status := u.Status
	if r.target == "" {
		status = Missing
	}
	w.open("<trans-unit", attr("id", r.id), attr("approved", states[status][1]), ` xml:space="preserve"`, attr("extradata", stampOf(u).String()), ">")
	source, target := pairOf(r, u)
	from, to := attr("xml:lang", d.Source.String()), attr("xml:lang", d.Target.String())
	w.line("<source", from, ">", xliff1Text(source), "</source>")
	if r.target != "" {
		w.line("<target", to, attr("state", states[status][0]), ">", xliff1Text(target), "</target>")
	}
	for _, n := range notesOf(u, false) {
		w.line("<note", attr("from", "publish"), ">", xmlText(n.text), "</note>")
	}
	if u.Previous != "" && r.target != "" {
		w.line(`<alt-trans alttranstype="previous-version"><source`, from, ">", xmlText(u.Previous), "</source><target", to, ">", xmlText(r.target), "</target></alt-trans>")
	}
	for _, s := range u.Suggestions {
		w.line("<alt-trans", attr("match-quality", percent(s)), attr("origin", s.Key), "><source", from, ">", xmlText(s.Source), "</source><target", to, ">", xmlText(s.Target), "</target></alt-trans>")
	}
	w.shut("</trans-unit>")
}

// percent is how similar a suggestion's source is, as people read it.
func percent(s match.Suggestion) string { return strconv.Itoa(int(s.Score*100+1e-9)) + "%" }

// A note is something that a translator should know; kind is a word for tools.
type note struct{ kind, text string }

// notesOf are the notes of a unit. previous: those that say how the English was; not needed where the format has a place
// for it.
func notesOf(u Unit, previous bool) []note {
	var notes []note
	if u.Role != "" {
		notes = append(notes, note{"role", u.Role})
	}
	if u.Exact != "" {
		notes = append(notes, note{"exact", "filled in from " + u.Exact})
	}
	for _, reason := range u.Editorial {
		notes = append(notes, note{"editorial", "departs from the source on purpose: " + reason})
	}
	if u.Same {
		notes = append(notes, note{"same", "the same as the source on purpose"})
	}
	if u.Status == Changed && u.Previous != "" {
		if previous {
			notes = append(notes, note{"previous", "the source before: " + u.Previous})
		}
		notes = append(notes, note{"change", "the source has changed: " + match.Difference(u.Previous, u.Source)})
	}
	for _, term := range u.Terms {
		notes = append(notes, note{"term", term})
	}
	if u.Status == Draft {
		notes = append(notes, note{"draft", "a draft: the translator is not sure"})
	}
	return notes
}

// xliff1Text is a text with its inline codes: <bpt>, <ept> and <ph> hold our notation.
func xliff1Text(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case words:
			b.WriteString(xmlText(p.text))
		case opens:
			fmt.Fprintf(&b, `<bpt id="%d" ctype="%s">%s</bpt>`, p.id, ctype(p.what), xmlText(p.text))
		case closes:
			fmt.Fprintf(&b, `<ept id="%d">%s</ept>`, p.id, xmlText(p.text))
		case alone:
			fmt.Fprintf(&b, `<ph id="%d" ctype="%s">%s</ph>`, p.id, ctype(p.what), xmlText(p.text))
		}
	}
	return b.String()
}

// ctype is XLIFF 1.2's word for a code.
func ctype(what string) string {
	switch what {
	case "bold", "italic", "link":
		return what
	}
	return "x-" + what
}
