package layout

import (
	"math"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// If it fails, a word that is a link, or an abbreviation, stands off from the punctuation after it.
func TestKerningCrossesSpans(t *testing.T) {
	library, err := typeface.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	end := func(spans ...edition.Span) float64 {
		e := plainEdition("en", resolution.Paragraph)
		e.Blocks = []edition.Block{{Kind: resolution.Paragraph, Language: e.Language, Spans: spans}}
		d, _, err := Lay(e, defaultTemplateOf(t), library.NewShaper())
		if err != nil {
			t.Fatal(err)
		}
		l := d.Pages[0].Lines[0]
		last := l.Words[len(l.Words)-1]
		x := last.X
		for _, c := range last.Clusters {
			x += c.Advance * l.Size
		}
		return x
	}
	link := func(text string) edition.Span { return edition.Span{Text: text, URL: "https://rivers.example/"} }
	for _, c := range [][2]string{{"VAT", ", of course"}, {"To", "V"}, {"AV", "AV."}, {"half", "inch"}} {
		one, two := end(edition.Span{Text: c[0] + c[1]}), end(link(c[0]), edition.Span{Text: c[1]})
		if math.Abs(one-two) > .01 && c[1] != "inch" { // f and i are no ligature across spans
			t.Errorf("%q: the line ends at %.2f, with a link in it at %.2f", c, one, two)
		}
	}
	if a, b := end(edition.Span{Text: "T,"}), end(edition.Span{Text: "T", Strong: true}, edition.Span{Text: ","}); math.Abs(a-b) < .01 {
		t.Error("two faces are kerned as one: the test tests nothing")
	}
}
