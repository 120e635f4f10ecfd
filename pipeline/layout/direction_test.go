package layout

import (
	"slices"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// If it fails, an English address in an Arabic imprint has its full stop in front, or an abbreviation stands behind its name where
// the register does not know the name's language, and before it where it does.
func TestLinesRunAsTheirLettersDo(t *testing.T) {
	e := plainEdition("ar", resolution.Paragraph, "سلام")
	e.Title = "12 Ponds!"
	e.Publisher.Name = "River Club."
	e.Publisher.Imprint = []string{"12 Main St.", "بيت 12.", "(2026)"}
	french := language.MustParse("fr")
	for _, spans := range [][]edition.Span{{{Text: "ABC Name، بيت"}}, {{Text: "ABC", Language: french}, {Text: " "}, {Text: "Name", Language: french}, {Text: "، بيت"}}} {
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.SignatoryOf, Language: e.Language,
			Spans: spans, Signatory: &edition.Signatory{Number: "1.", Abbreviation: "ABC", Name: "Name", NameLanguage: spans[0].Language}})
	}
	s := newCellShaper()
	d, _, err := Lay(e, defaultTemplateOf(t), s)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Pages[0].Lines {
		got = append(got, s.visual(l))
	}
	for _, want := range []string{"River Club.", "12 Main St.", ".12 تيب", "(2026)"} {
		if !slices.Contains(got, want) {
			t.Errorf("no line stands as %q, but %q", want, got)
		}
	}
	alike := 0
	for _, line := range got {
		if strings.Contains(line, "Name ABC") {
			alike++
		}
	}
	if alike != 2 {
		t.Errorf("%d of two signatures have the abbreviation first: %q", alike, got)
	}
}
