package layout

import (
	"strings"
	"testing"

	"publish/pipeline/resolution"
)

// BenchmarkLay lays some 30 pages with a shaper that costs next to nothing: what breaking lines and pages costs.
func BenchmarkLay(b *testing.B) {
	paragraphs := make([]string, 100)
	for i := range paragraphs {
		paragraphs[i] = strings.Repeat("every week and by hand, how high the water stood; nobody had asked them to. ", 12)
	}
	e, template := plainEdition("en", resolution.Paragraph, paragraphs...), defaultTemplateOf(b)
	pages := 0
	b.ReportAllocs()
	for b.Loop() {
		d, _, err := Lay(e, template, newCellShaper())
		if err != nil {
			b.Fatal(err)
		}
		pages = len(d.Pages)
	}
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
