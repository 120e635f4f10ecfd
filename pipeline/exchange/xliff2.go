package exchange

import (
	"fmt"
	"strings"
)

// writeXLIFF2 writes XLIFF 2.1 (OASIS Standard, 2018): core, with the modules for translation candidates and for metadata,
// which carry suggestions and our stamps.
func writeXLIFF2(d Document) []byte {
	w := &writer{}
	w.WriteString(declaration)
	w.open("<xliff", attr("xmlns", xliff2Space), attr("xmlns:mtc", matchesSpace), attr("xmlns:mda", metadataSpace), ` version="2.1"`,
		attr("srcLang", d.Source.String()), attr("trgLang", d.Target.String()), ">")
	for _, group := range byFile(d.Units) {
		w.open("<file", attr("id", group[0].File), attr("original", group[0].File), ">")
		for _, u := range group {
			for _, r := range u.rows() {
				xliff2Unit(w, u, r)
			}
		}
		w.shut("</file>")
	}
	w.shut("</xliff>")
	return []byte(w.String())
}

// xliff2Unit writes one text. What it may hold comes in the order that XLIFF 2.1, 4.2.2.5 wants: modules, notes, original
// data, segment.
func xliff2Unit(w *writer, u Unit, r row) {
	w.open("<unit", attr("id", r.id), ">")
	xliff2Matches(w, u)
	w.line(`<mda:metadata><mda:metaGroup category="publish"><mda:meta type="state">`, xmlText(stampOf(u).String()), "</mda:meta></mda:metaGroup></mda:metadata>")
	if notes := notesOf(u, true); len(notes) > 0 {
		w.open("<notes>")
		for _, n := range notes {
			w.line("<note", attr("category", n.kind), ">", xmlText(n.text), "</note>")
		}
		w.shut("</notes>")
	}
	codes := &originals{}
	sourceParts, targetParts := pairOf(r, u)
	source, target := codes.text(sourceParts), codes.text(targetParts)
	codes.write(w)
	w.open(`<segment id="s1"`, xliff2State(u, r), ">")
	w.line(`<source xml:space="preserve">`, source, "</source>")
	if r.target != "" {
		w.line(`<target xml:space="preserve">`, target, "</target>")
	}
	w.shut("</segment>")
	w.shut("</unit>")
}

// xliff2State are the attributes of a segment: a target that is not finished is "initial", with a word of our own behind it.
func xliff2State(u Unit, r row) string {
	switch {
	case r.target == "" || u.Status == Missing:
		return attr("state", "initial")
	case u.Status == Translated:
		return attr("state", "translated")
	}
	return attr("state", "initial") + attr("subState", "publish:"+string(u.Status))
}

// xliff2Matches are suggestions (XLIFF 2.1, 5.1). Their texts are without codes of their own: a tool shows them as they are.
func xliff2Matches(w *writer, u Unit) {
	if len(u.Suggestions) == 0 {
		return
	}
	w.open("<mtc:matches>")
	for i, s := range u.Suggestions {
		w.open("<mtc:match", attr("id", fmt.Sprintf("m%d", i+1)), attr("ref", "#s1"), attr("type", "tm"), attr("similarity", fmt.Sprintf("%.1f", float64(int(s.Score*1000+1e-6))/10)),
			attr("origin", s.Key), ">")
		w.line("<source>", xmlText(s.Source), "</source>")
		w.line("<target>", xmlText(s.Target), "</target>")
		w.shut("</mtc:match>")
	}
	w.shut("</mtc:matches>")
}

// originals are the codes of a unit, each of which is written once.
type originals struct {
	data []string
}

// ref is the id of a code's text.
func (o *originals) ref(text string) string {
	for i, known := range o.data {
		if known == text {
			return fmt.Sprintf("d%d", i+1)
		}
	}
	o.data = append(o.data, text)
	return fmt.Sprintf("d%d", len(o.data))
}

func (o *originals) write(w *writer) {
	if len(o.data) == 0 {
		return
	}
	w.open("<originalData>")
	for i, text := range o.data {
		w.line("<data", attr("id", fmt.Sprintf("d%d", i+1)), ">", xmlText(text), "</data>")
	}
	w.shut("</originalData>")
}

// subTypes are XLIFF's words for a code.
var subTypes = map[string]string{"bold": `fmt" subType="xlf:b`, "italic": `fmt" subType="xlf:i`, "bold-italic": `fmt" subType="publish:bi`, "link": "link", "placeholder": `ui" subType="xlf:var`}

// text is a text with its inline codes: <pc> and <ph>, whose texts are among the original data.
func (o *originals) text(parts []part) string {
	ends := map[int]string{}
	for _, p := range parts {
		if p.kind == closes {
			ends[p.id] = p.text
		}
	}
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case words:
			b.WriteString(xmlText(p.text))
		case opens:
			fmt.Fprintf(&b, `<pc id="%d" type="%s" dataRefStart="%s" dataRefEnd="%s">`, p.id, subTypes[p.what], o.ref(p.text), o.ref(ends[p.id]))
		case closes:
			b.WriteString("</pc>")
		case alone:
			fmt.Fprintf(&b, `<ph id="%d" type="%s" dataRef="%s" disp="%s"/>`, p.id, subTypes[p.what], o.ref(p.text), valueEscapes.Replace(inXML(p.text)))
		}
	}
	return b.String()
}
