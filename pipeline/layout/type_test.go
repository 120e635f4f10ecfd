package layout

import (
	"slices"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// Each case is a text, its abbreviations in brackets. If it fails, headlines are whispered or abbreviations shouted.
func TestAbbreviationsAreFound(t *testing.T) {
	for _, want := range []string{
		"the [IFRK] and the [UN], in G20 style", "[USA]", "a I am X", "NEVER AGAIN, said the [IFRK]", "ONE TWO THREE FOUR", "IFRKs and McDonald",
		"SHOUTING", "[ΦΠ] και [СРС]", "קכ 漢字", "", "[UN]-Charter", "12 2024",
	} {
		text := strings.NewReplacer("[", "", "]", "").Replace(want)
		got, from := "", 0
		for _, w := range capitalWords(text) {
			got += text[from:w[0]] + "[" + text[w[0]:w[1]] + "]"
			from = w[1]
		}
		if got += text[from:]; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A featureShaper notes the OpenType features of each text that it is given.
type featureShaper struct {
	*cellShaper
	features map[string]string
}

func (s *featureShaper) Shape(text string, l language.Language, rightToLeft bool, style typeface.Style) (*typeface.Shaped, error) {
	s.features[text] = strings.Join(style.Features, " ")
	return s.cellShaper.Shape(text, l, rightToLeft, style)
}

// If it fails, a template's figures and small capitals do not reach the fonts, or reach headings and names.
func TestTypeSettingsReachTheFonts(t *testing.T) {
	e := plainEdition("en", resolution.Paragraph, "to UNDP in 2024")
	e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Heading, Level: 1, Language: e.Language, Spans: []edition.Span{{Text: "WHO of 1948"}}})
	for _, c := range []struct{ template, plain, abbreviation, heading string }{
		{"", "", "", ""},
		{"[type]\nfigures = \"oldstyle\"", "onum", "onum", "onum"},
		{"[type]\nsmall_capitals = true", "", "c2sc", ""},
		{"[type]\nfigures = \"lining\"\nsmall_capitals = true", "lnum", "c2sc lnum", "lnum"},
		{"[page]\nstyle = \"large\"\n[type]\nfigures = \"oldstyle\"\nsmall_capitals = true", "onum", "c2sc onum", "onum"},
	} {
		template, err := ParseTemplate("page.toml", []byte(c.template))
		if err != nil {
			t.Fatal(err)
		}
		s := &featureShaper{newCellShaper(), map[string]string{}}
		d, _, err := Lay(e, template, s)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{s.features["2024"], s.features["UNDP"], s.features["WHO"]}
		if want := []string{c.plain, c.abbreviation, c.heading}; !slices.Equal(got, want) {
			t.Errorf("%q: the features are %q, not %q", c.template, got, want)
		}
		if text := s.logical(d.Pages[0].Lines[0].Words); !strings.HasPrefix(text, "to UNDP in 2024") {
			t.Errorf("%q: the line reads %q", c.template, text)
		}
	}
	if _, err := ParseTemplate("page.toml", []byte("[type]\nfigures = \"old\"")); err == nil || err.Error() != `page.toml:2: type.figures is "old"; write "font", "lining" or "oldstyle"` {
		t.Errorf("the error is %v", err)
	}
}
