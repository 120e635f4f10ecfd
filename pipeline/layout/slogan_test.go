package layout

import (
	"fmt"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// If it fails, a page ends between slogans that are called together, though it could have ended before them; or a long run of
// slogans, which no page can hold, is lost.
func TestSlogansStayTogether(t *testing.T) {
	for before := range 60 {
		var texts []string
		for i := range before {
			texts = append(texts, fmt.Sprintf("paragraph%d", i))
		}
		e := plainEdition("en", resolution.Paragraph, texts...)
		for i := range 3 {
			e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Slogan, Language: e.Language, Spans: []edition.Span{{Text: fmt.Sprintf("slogan%d", i)}}})
		}
		e.Blocks = append(e.Blocks, plainEdition("en", resolution.Paragraph, strings.Fields("one two three four five six seven eight nine")...).Blocks...)
		s := newCellShaper()
		d, _, err := Lay(e, defaultTemplateOf(t), s)
		if err != nil {
			t.Fatal(err)
		}
		pages := map[int]bool{}
		for n, page := range d.Pages {
			for _, l := range page.Lines {
				if strings.HasPrefix(s.logical(l.Words), "slogan") {
					pages[n] = true
				}
			}
		}
		if len(pages) != 1 {
			t.Errorf("after %d paragraphs, the slogans are on pages %v", before, pages)
		}
	}
	e := plainEdition("en", resolution.Slogan, strings.Fields(strings.Repeat("slogan ", 500))...)
	if d, _, err := Lay(e, defaultTemplateOf(t), newCellShaper()); err != nil || len(d.Pages) < 5 {
		t.Errorf("500 slogans: %v", err)
	}
}
