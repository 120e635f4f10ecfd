package exchange

import (
	"fmt"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// stampProp is the type of the property that carries our stamps.
const stampProp = "x-publish-state"

// writeTMX writes TMX 1.4b: a <tu> for each text, also for those without a translation. The source of a translation whose
// English has changed since is the English that it is for: so any tool can use the pairs.
func writeTMX(d Document) []byte {
	w := &writer{}
	w.WriteString(declaration)
	w.open(`<tmx version="1.4">`)
	w.line(`<header creationtool="publish" creationtoolversion="1" segtype="paragraph" o-tmf="publish" adminlang="en"`, attr("srclang", d.Source.String()), ` datatype="plaintext"/>`)
	w.open("<body>")
	for _, u := range d.Units {
		for _, r := range u.rows() {
			if u.Status == Changed && u.Previous != "" && len(u.SourceForms) == 0 {
				r.source = u.Previous
			}
			tmxUnit(w, d, u, r)
		}
	}
	w.shut("</body>")
	w.shut("</tmx>")
	return []byte(w.String())
}

// WriteMemory writes pairs as TMX 1.4b, for the folder of imported memories: without our ids, so that no import takes them
// for entries.
func WriteMemory(source, target language.Language, pairs []memory.Pair) []byte {
	w := &writer{}
	w.WriteString(declaration)
	w.open(`<tmx version="1.4">`)
	w.line(`<header creationtool="publish" creationtoolversion="1" segtype="sentence" o-tmf="publish" adminlang="en"`, attr("srclang", source.String()), ` datatype="plaintext"/>`)
	w.open("<body>")
	for _, p := range pairs {
		w.open("<tu>")
		w.line("<tuv", attr("xml:lang", source.String()), "><seg>", xmlText(p.Source), "</seg></tuv>")
		w.line("<tuv", attr("xml:lang", target.String()), "><seg>", xmlText(p.Target), "</seg></tuv>")
		w.shut("</tu>")
	}
	w.shut("</body>")
	w.shut("</tmx>")
	return []byte(w.String())
}

func tmxUnit(w *writer, d Document, u Unit, r row) {
	datatype := ""
	if u.Markup {
		datatype = attr("datatype", "x-markdown")
	}
	w.open("<tu", attr("tuid", r.id), datatype, ">")
	for _, n := range notesOf(u, false) {
		w.line("<note>", xmlText(n.text), "</note>")
	}
	w.line("<prop", attr("type", stampProp), ">", xmlText(stampOf(u).String()), "</prop>")
	source, target := pairOf(r, u)
	w.line("<tuv", attr("xml:lang", d.Source.String()), "><seg>", tmxText(source), "</seg></tuv>")
	if r.target != "" {
		w.line("<tuv", attr("xml:lang", d.Target.String()), "><seg>", tmxText(target), "</seg></tuv>")
	}
	w.shut("</tu>")
}

// tmxText is a text with its inline codes: <bpt>, <ept> and <ph> hold our notation. i pairs begin and end, x pairs source
// and translation.
func tmxText(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case words:
			b.WriteString(xmlText(p.text))
		case opens:
			fmt.Fprintf(&b, `<bpt i="%d" x="%d" type="%s">%s</bpt>`, p.id, p.id, p.what, xmlText(p.text))
		case closes:
			fmt.Fprintf(&b, `<ept i="%d">%s</ept>`, p.id, xmlText(p.text))
		case alone:
			fmt.Fprintf(&b, `<ph x="%d" type="%s">%s</ph>`, p.id, p.what, xmlText(p.text))
		}
	}
	return b.String()
}
