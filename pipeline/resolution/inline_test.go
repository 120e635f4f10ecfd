package resolution

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, an edition prints stars where a word should be in italics, or loses a word.
func TestInline(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Span
	}{
		{"plain", []Span{{Text: "plain"}}},
		{"*em* and **strong**", []Span{{Text: "em", Emphasis: true}, {Text: " and "}, {Text: "strong", Strong: true}}},
		{"***both***", []Span{{Text: "both", Emphasis: true, Strong: true}}},
		{"[a *b*](http://x.org/(y)) c", []Span{{Text: "a ", URL: "http://x.org/(y)"}, {Text: "b", Emphasis: true, URL: "http://x.org/(y)"}, {Text: " c"}}},
		{"<https://x.org/a_b>", []Span{{Text: "https://x.org/a_b", URL: "https://x.org/a_b"}}},
		{`\*no\* 2 * 3 snake_case &amp; <b>x</b>`, []Span{{Text: "*no* 2 * 3 snake_case & <b>x</b>"}}},
		{"1. not a list", []Span{{Text: "1. not a list"}}},
		{"# not a heading", []Span{{Text: "# not a heading"}}},
		{"", nil},
	} {
		got := Inline(c.text, true)
		if len(got) != len(c.want) {
			t.Errorf("%q: %+v", c.text, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: %+v, want %+v", c.text, got[i], c.want[i])
			}
		}
	}
	if got := Inline("*not markup*", false); len(got) != 1 || got[0].Text != "*not markup*" {
		t.Errorf("a plain text was read as markup: %+v", got)
	}
}

// If it fails, a translator who forgets a star finds it in print.
func TestInlineError(t *testing.T) {
	for text, want := range map[string]string{
		"*a": `byte 0: a "*" without its partner`, "a**": "without its partner", "**a*": "without its partner", "[a](b c d": "a link that is not complete",
		"*a*": "", "**a** *b*": "", "2 * 3": "", `\*a`: "", "[a](b)": "", "[a]": "", "a ] b": "", "": "", "f(x)": "",
	} {
		err := InlineError(text)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// If it fails, a literal text (a code line, a name in an HTML tag) is printed with its escapes, or in italics.
func TestEscapedTextReadsAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := collapse(rapid.StringMatching("[a-z*_\\[\\]()<>&#;`!\\\\ äж]{0,30}").Draw(t, "text"))
		for _, escaped := range []string{escapeAll(text), escapeNeeded(text)} {
			if got := spanText(Inline(escaped, true)); got != text {
				t.Fatalf("%q became %q, which reads %q", text, escaped, got)
			}
			if err := InlineError(escaped); err != nil {
				t.Fatalf("%q: %v", escaped, err)
			}
		}
	})
}
