package exchange

import (
	"strings"
	"unicode/utf8"
)

// A writer writes XML, two blanks for each element that something stands in.
type writer struct {
	strings.Builder
	depth int
}

const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// line writes a line at the present depth. Its texts are escaped already.
func (w *writer) line(parts ...string) {
	w.WriteString(strings.Repeat("  ", w.depth))
	for _, p := range parts {
		w.WriteString(p)
	}
	w.WriteByte('\n')
}

// open writes a line and goes in; shut goes out and writes one.
func (w *writer) open(parts ...string) {
	w.line(parts...)
	w.depth++
}

func (w *writer) shut(line string) {
	w.depth--
	w.line(line)
}

var (
	textEscapes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	valueEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// xmlText is a text as content of an element.
func xmlText(text string) string { return textEscapes.Replace(inXML(text)) }

// attr is an attribute with a blank before it.
func attr(name, value string) string {
	return " " + name + `="` + valueEscapes.Replace(inXML(value)) + `"`
}

// inXML replaces what XML 1.0 has no way to write (2.2): control characters, U+FFFE and U+FFFF. Of the texts of a catalog
// only the last two can come.
func inXML(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, text)
}
