package exchange

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/language"
)

// writePO writes a PO file (GNU gettext manual, "The Format of PO Files"): msgctxt is the key. What is not finished is fuzzy;
// retired entries are obsolete ones.
func writePO(d Document) []byte {
	var b strings.Builder
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for _, field := range []string{
		"Project-Id-Version: publish",
		"Language: " + posix(d.Target),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=UTF-8",
		"Content-Transfer-Encoding: 8bit",
		"Plural-Forms: " + pluralForms(d.Target),
		"X-Source-Language: " + posix(d.Source),
	} {
		b.WriteString(poString(field+"\n") + "\n")
	}
	for _, u := range d.Units {
		b.WriteByte('\n')
		poEntry(&b, d, u)
	}
	return []byte(b.String())
}

// posix is a language as PO files name it: pt_BR.
func posix(l language.Language) string { return strings.ReplaceAll(l.String(), "-", "_") }

func poEntry(b *strings.Builder, d Document, u Unit) {
	mark := ""
	if u.Retired {
		mark = "#~ "
	}
	for _, n := range notesOf(u, false) {
		b.WriteString("#. " + oneLine(n.text) + "\n")
	}
	for _, s := range u.Suggestions {
		fmt.Fprintf(b, "#. %s, from %s: %s\n", percent(s), oneLine(s.Key), oneLine(s.Target))
	}
	b.WriteString("#. " + stampOf(u).String() + "\n")
	if u.Line > 0 {
		fmt.Fprintf(b, "#: %s:%d\n", u.File, u.Line)
	}
	if u.Status == Changed || u.Status == Draft {
		b.WriteString("#, fuzzy\n")
		if u.Previous != "" && !u.Retired {
			b.WriteString("#| msgid " + poString(u.Previous) + "\n")
		}
	}
	b.WriteString(mark + "msgctxt " + poString(u.Key) + "\n")
	if u.SourceForms == nil {
		b.WriteString(mark + "msgid " + poString(u.Source) + "\n" + mark + "msgstr " + poString(u.Target) + "\n")
		return
	}
	one, ok := u.SourceForms["one"]
	if !ok {
		one = u.Source
	}
	b.WriteString(mark + "msgid " + poString(one) + "\n" + mark + "msgid_plural " + poString(u.Source) + "\n")
	for i, c := range pluralCategories(d.Target) {
		text := u.TargetForms[c]
		if c == "other" {
			text = u.Target
		}
		fmt.Fprintf(b, "%smsgstr[%d] %s\n", mark, i, poString(text))
	}
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)

func poString(text string) string { return `"` + poEscapes.Replace(text) + `"` }

// oneLine keeps a comment on its line, whatever readers take for a line's end.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return slices.Contains([]rune("\n\r\t\v\f\u0085\u2028\u2029"), r) }), " ")
}
