package resolution

import (
	"fmt"
	"strconv"
	"strings"
)

// A Row is a block as the outline shows it.
type Row struct {
	Kind         Kind
	Lines        [2]int
	Text         string  // of all kinds but signatory
	Section      Section // this and the following: of signatory only
	Number       *int    // nil: none
	Abbreviation string
	Name         string
	Gloss        string
	Country      string
}

// Rows are the outline of a document, one row a block.
func Rows(d Document) []Row {
	rows := make([]Row, 0, len(d.Blocks))
	for _, b := range d.Blocks {
		row := Row{Kind: b.Kind, Lines: b.Lines, Text: b.Text}
		if s := b.Signatory; s != nil {
			row = Row{Kind: b.Kind, Lines: b.Lines, Section: b.Section, Number: s.Number, Abbreviation: s.Abbreviation,
				Name: s.Name, Gloss: s.Gloss, Country: s.Country}
		}
		rows = append(rows, row)
	}
	return rows
}

// String is the row as a person reads it: lines, kind, text; of a signatory the fields that it has.
func (r Row) String() string {
	place := strings.TrimPrefix(strings.TrimPrefix(span(r.Lines), "lines "), "line ")
	text := r.Text
	if r.Kind == SignatoryOf {
		var fields []string
		if r.Number != nil {
			fields = append(fields, strconv.Itoa(*r.Number)+".")
		}
		for _, f := range []struct{ open, text, end string }{{"", r.Abbreviation, " |"}, {"", r.Name, ""}, {"| gloss: ", r.Gloss, ""}, {"| country: ", r.Country, ""}} {
			if f.text != "" {
				fields = append(fields, f.open+f.text+f.end)
			}
		}
		text = "[" + string(r.Section) + "] " + strings.Join(fields, " ")
	}
	return fmt.Sprintf("%8s  %-11s  %s", place, r.Kind, text)
}

// JSON is the row as a line of JSON, without its line end: the fields always in the same order, a blank after each colon
// and comma, no escapes but those that JSON demands.
func (r Row) JSON() string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"kind": %s, "lines": [%d, %d], `, quoteJSON(string(r.Kind)), r.Lines[0], r.Lines[1])
	if r.Kind != SignatoryOf {
		return b.String() + `"text": ` + quoteJSON(r.Text) + "}"
	}
	number := "null"
	if r.Number != nil {
		number = strconv.Itoa(*r.Number)
	}
	fmt.Fprintf(&b, `"section": %s, "number": %s, "abbreviation": %s, "name": %s, "gloss": %s, "country": %s}`,
		quoteJSON(string(r.Section)), number, quoteJSON(r.Abbreviation), quoteJSON(r.Name), quoteJSON(r.Gloss), quoteJSON(r.Country))
	return b.String()
}

// MarshalJSON is JSON; encoding/json takes its blanks out again.
func (r Row) MarshalJSON() ([]byte, error) { return []byte(r.JSON()), nil }

// quoteJSON writes a JSON string (RFC 8259, 7) and escapes only what must be. encoding/json would also escape U+2028.
func quoteJSON(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return c == '"' || c == '\\' || c < ' ' }) < 0 {
		return `"` + s + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
