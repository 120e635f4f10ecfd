package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// MaxMessage is the most bytes of one form of a message; a longer one is not used.
const MaxMessage = 2000

// A Message is one of the publication's own words: its text, and further ones by plural category.
type Message struct {
	Other string
	Forms map[string]string // categories beside other; nil for most
}

// form is the message's text for a category, "" if it has none.
func (m Message) form(category string) string {
	if category == "other" {
		return m.Other
	}
	return m.Forms[category]
}

// categories of m, in CLDR's order.
func (m Message) categories() []string {
	return slices.DeleteFunc(slices.Clone(allCategories), func(c string) bool { return m.form(c) == "" })
}

var allCategories = []string{"zero", "one", "two", "few", "many", "other"}

// i18n is the message as go-i18n knows it, on one line.
func (m Message) i18n(key string) *i18n.Message {
	return &i18n.Message{ID: key,
		Zero: oneLine(m.Forms["zero"]), One: oneLine(m.Forms["one"]), Two: oneLine(m.Forms["two"]),
		Few: oneLine(m.Forms["few"]), Many: oneLine(m.Forms["many"]), Other: oneLine(m.Other)}
}

// oneLine makes runs of blanks, tabs and line ends one blank. U+00A0 and U+202F are letters of a text, and stay.
func oneLine(s string) string {
	control := func(r rune) bool { return r <= ' ' || r == 0x7F }
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F }) < 0 && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	return strings.Join(strings.FieldsFunc(s, control), " ")
}

// fields are the values that a message's fields stand for, by name.
type fields map[string]string

// fieldParser is go-i18n's template parser for the publication's words: {{.Name}} stands for a value, and all else is text.
// There are no functions, no loops and no nesting, so that no translator's file can hang a run or reach into it.
type fieldParser struct{}

func (fieldParser) Cacheable() bool { return true }

// Parse takes src apart. Whatever only looks like a field is text.
func (fieldParser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	return parseFields(src), nil
}

// A part of a message is a text, and the field after it ("" at the end).
type part struct{ text, field string }

type parsedFields []part

// parseFields finds the fields of a message: {{.Page}}, with blanks inside or not.
func parseFields(src string) parsedFields {
	var parts parsedFields
	for at := 0; ; {
		open := strings.Index(src[at:], "{{")
		if open < 0 {
			return append(parts, part{text: src})
		}
		open += at
		inner, _, closed := strings.Cut(src[open+2:], "}}")
		if !closed {
			return append(parts, part{text: src})
		}
		name, dotted := strings.CutPrefix(strings.Trim(inner, " "), ".")
		if !dotted || !isFieldName(name) {
			at = open + 1
			continue
		}
		parts = append(parts, part{src[:open], name})
		src, at = src[open+2+len(inner)+2:], 0
	}
}

func isFieldName(s string) bool {
	for _, r := range s {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			return false
		}
	}
	return s != ""
}

// Execute puts values for fields; one that nobody knows stays as it was written.
func (parts parsedFields) Execute(data any) (string, error) {
	values, _ := data.(fields)
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
		if p.field == "" {
			continue
		}
		if value, known := values[p.field]; known {
			b.WriteString(value)
		} else {
			b.WriteString("{{." + p.field + "}}")
		}
	}
	return b.String(), nil
}

// names are the fields of all forms of a message, sorted, each once.
func (m Message) names() []string {
	var names []string
	for _, c := range allCategories {
		for _, p := range parseFields(m.form(c)) {
			if p.field != "" {
				names = append(names, p.field)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A complaint is what is wrong with a message, without its place.
type complaint struct{ rule, what, do string }

// complaints compares a translation with its source and with the plural categories of its language.
func (m Message) complaints(source Message, languageName string, categories []string) []complaint {
	var cs []complaint
	for _, c := range m.categories() {
		if n := len(m.form(c)); n > MaxMessage {
			return append(cs, complaint{"publication-length", fmt.Sprintf("the text of %q has %d bytes; at most %d are printed", c, n, MaxMessage), "shorten it; the source's is printed until then"})
		}
	}
	known := source.names()
	for _, name := range m.names() {
		if !slices.Contains(known, name) {
			cs = append(cs, complaint{"publication-field", fmt.Sprintf("no field is called {{.%s}} here", name), "use " + braced(known) + ", or take it out"})
		}
	}
	for _, c := range m.categories() {
		if lost := missing(known, m.form(c)); len(lost) > 0 && !(c == "zero" || c == "one" || c == "two") { // "one passage" needs no figure
			cs = append(cs, complaint{"publication-field", fmt.Sprintf("the text of %q has no %s", c, braced(lost)), "put it where the value is to stand"})
		}
	}
	return append(cs, m.pluralComplaints(source, languageName, categories)...)
}

func (m Message) pluralComplaints(source Message, languageName string, categories []string) []complaint {
	if len(source.Forms) == 0 {
		if len(m.Forms) > 0 {
			return []complaint{{"plural-category", "this message has no number, but plural forms", `keep "other" alone`}}
		}
		return nil
	}
	var cs []complaint
	for _, c := range categories {
		if m.form(c) == "" {
			cs = append(cs, complaint{"plural-category", fmt.Sprintf("%s needs the plural form %q; there is none", languageName, c), fmt.Sprintf("add the line %s = \"…\"", c)})
		}
	}
	for _, c := range m.categories() {
		if !slices.Contains(categories, c) {
			cs = append(cs, complaint{"plural-category", fmt.Sprintf("%s has no plural form %q", languageName, c), "take it out; it has " + strings.Join(categories, ", ")})
		}
	}
	return cs
}

// missing are the fields among known that a form does not have.
func missing(known []string, form string) []string {
	has := Message{Other: form}.names()
	return slices.DeleteFunc(slices.Clone(known), func(name string) bool { return slices.Contains(has, name) })
}

func braced(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "{{." + strings.Join(names, "}}, {{.") + "}}"
}
