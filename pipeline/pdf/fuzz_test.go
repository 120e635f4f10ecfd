package pdf

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/pdf/pdftest"
	"publish/pipeline/resolution"
)

// lettersOf leaves out what layout may drop or turn to blanks: controls, and characters that only say how others are set.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// FuzzWrite holds law 6 for any text, address and name: the structure of print and screen edition has the text, no byte of it
// becomes syntax, and a booklet can be made of it.
func FuzzWrite(f *testing.F) {
	for _, s := range samples {
		f.Add(s.title, s.second, "https://example.org/"+s.title, members[0].name)
	}
	f.Add(") Tj ET (", "endstream endobj <</OpenAction<</S/JavaScript>>>>", "javascript:alert(1)", "BRW]>>")
	f.Add("\u202eabc\u2066", "a\u00adb\u200d\u0301", "mailto:a@b?c=\\(", "\U00010400\U0001F600")
	f.Fuzz(func(t *testing.T, title, text, url, name string) {
		if len(title)+len(text)+len(url)+len(name) > 4000 || !utf8.ValidString(title+text+url+name) {
			return
		}
		en := language.MustParse("en")
		e := edition.Edition{Name: "x", Language: en, Source: en, Status: edition.Final, Title: title, Publisher: edition.Publisher{Name: name}}
		e.Phrases, _ = edition.NewPhrases(en, en, nil)
		e.Blocks = []edition.Block{{Kind: resolution.Title, Language: en, Spans: span(title)},
			{Kind: resolution.Paragraph, Language: en, Spans: []edition.Span{{Text: text}, {Text: title, URL: url, Emphasis: true}, {Text: " AB."}}},
			signatory("1.", "AB", name, "de", title, text)}
		fonts, err := library()
		if err != nil {
			t.Fatal(err)
		}
		template, err := layout.ParseTemplate("page.toml", []byte(accented186))
		if err != nil {
			t.Fatal(err)
		}
		shaper := fonts.NewShaper()
		d, _, err := layout.Lay(e, template, shaper)
		if err != nil {
			return // a character that no font has, by name
		}
		for _, write := range []func() ([]byte, error){
			func() ([]byte, error) { return new(Press).Write(d, shaper, Meta{Creator: name}) },
			func() ([]byte, error) { return new(Press).WriteScreen(d, shaper, Meta{Creator: name}) },
		} {
			file, err := write()
			if err != nil {
				t.Fatal(err)
			}
			r := pdftest.Read(t, file)
			r.Also = "All Accent cs scn CS SCN k w m l c S q Q"
			if got, want := lettersOf(r.Text()), lettersOf(textOf(e)); !strings.Contains(got, want) {
				t.Fatalf("the structure has %q, not %q", got, want)
			}
			for _, o := range r.Objects {
				if strings.Contains(o, "JavaScript") || strings.Contains(o, "/OpenAction") {
					t.Fatalf("text stands in the file as syntax: %.200s", o)
				}
			}
		}
		if _, err := new(Press).WriteBooklet(d, shaper, Meta{}); err != nil {
			t.Fatal(err)
		}
	})
}
