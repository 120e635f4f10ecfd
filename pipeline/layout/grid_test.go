package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/artwork"
	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// offGrid is how far a height, in steps, is from a whole number of them.
func offGrid(height, step float64) float64 {
	return math.Abs(height/step - math.Round(height/step))
}

// If it fails, the lines of the two sides of a sheet do not lie on each other, or a heading stands nearer to the text above it
// than its style says to bring that about.
func TestTextStandsOnTheGrid(t *testing.T) {
	kinds := []resolution.Kind{resolution.Paragraph, resolution.Heading, resolution.Item, resolution.Quote, resolution.Note, resolution.Slogan}
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom([]float64{0.5, 1}).Draw(t, "step")
		template, err := ParseTemplate("page.toml", []byte(fmt.Sprintf("[grid]\nstep = %v\n", step)))
		if err != nil {
			t.Fatal(err)
		}
		e := plainEdition("en", resolution.Title, "title")
		for range rapid.IntRange(1, 40).Draw(t, "blocks") {
			words := strings.Repeat("some words ", rapid.IntRange(1, 60).Draw(t, "words"))
			e.Blocks = append(e.Blocks, edition.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Level: 1, Language: e.Language, Spans: []edition.Span{{Text: words}}})
		}
		d, _, err := Lay(e, template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		body := template.Style.Paragraph // items have its size, too; nothing else has
		least := math.Inf(1)             // over all leadings that a document may be squeezed or stretched to
		for _, by := range append([]float64{1}, stretches[:]...) {
			worst := 0.0
			for _, p := range d.Pages {
				for _, l := range p.Lines {
					if l.Size == body.Size && l.Words[0].Element != Artifact {
						top := d.Boxes.Trim.Y1 - template.Page.Top*pointsPerMM - l.Baseline - body.Leading*drop
						worst, checked = max(worst, offGrid(top/by, template.Grid.Leading*step)), checked+1
					}
				}
			}
			least = min(least, worst)
		}
		if least > 0.01 {
			t.Fatalf("a line stands %.2f steps off the grid", least)
		}
	})
	if checked < 1000 {
		t.Errorf("only %d lines were looked at", checked)
	}
}

// If it fails, a heading floats between two paragraphs, or touches the one above it.
func TestHeadingsStayNearTheirText(t *testing.T) {
	template := defaultTemplateOf(t)
	e := plainEdition("en", resolution.Paragraph, "first")
	for range 4 {
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Heading, Level: 1, Language: e.Language, Spans: []edition.Span{{Text: "head"}}},
			edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: []edition.Span{{Text: "text"}}},
			edition.Block{Kind: resolution.Quote, Language: e.Language, Spans: []edition.Span{{Text: "quoted"}}},
			edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: []edition.Span{{Text: "text"}}})
	}
	d, _, err := Lay(e, template, newCellShaper())
	if err != nil {
		t.Fatal(err)
	}
	head, body, quote := template.Style.Heading1, template.Style.Paragraph, template.Style.Quote
	lines := d.Pages[0].Lines
	gap := func(a, b int) float64 { return lines[a].Baseline - lines[b].Baseline }
	for i := 1; i+3 < len(lines) && lines[i].Size == head.Size; i += 4 {
		want := head.Leading*(1-drop) + max(head.Below, body.Above)*template.Grid.Leading + body.Leading*drop
		if got := gap(i, i+1); math.Abs(got-want) > 0.01 {
			t.Errorf("heading %d stands %.2f points above its text, not %.2f", i/4, got, want)
		}
		if least := head.Leading*drop + body.Leading*(1-drop) + head.Above*template.Grid.Leading/2; gap(i-1, i) < least {
			t.Errorf("heading %d stands %.2f points below the text before, not %.2f", i/4, gap(i-1, i), least)
		}
		above := gap(i+1, i+2) - body.Leading*(1-drop) - quote.Leading*drop
		below := gap(i+2, i+3) - quote.Leading*(1-drop) - body.Leading*drop
		if style := (max(quote.Above, body.Below) - max(quote.Below, body.Above)) * template.Grid.Leading; math.Abs(above-below-style) > 0.01 {
			t.Errorf("quotation %d has %.2f points above and %.2f below", i/4, above, below)
		}
	}
	if len(lines) < 17 {
		t.Errorf("%d lines", len(lines))
	}
}

// If it fails, a logo or a notice floats off what it stands by, to bring the text below onto the grid.
func TestTheTitleTakesTheGridsSpace(t *testing.T) {
	template := defaultTemplateOf(t)
	template.Masthead.Drawing = &artwork.Drawing{Width: 3, Height: 1}
	e := plainEdition("en", resolution.Title, "title")
	e.Blocks = append(e.Blocks, plainEdition("en", resolution.Paragraph, "text").Blocks...)
	e.Publisher.Name = "Federation of Mills"
	d, _, err := Lay(e, template, newCellShaper())
	if err != nil {
		t.Fatal(err)
	}
	logo, name := d.Pages[0].Art[0], d.Pages[0].Lines[0]
	masthead := template.Style.Masthead
	if gap, want := logo.Y0-name.Baseline, logoGap*template.Grid.Leading+masthead.Leading*drop; math.Abs(gap-want) > 0.01 {
		t.Errorf("the publisher's name stands %.2f points below the logo, not %.2f", gap, want)
	}
	top := d.Boxes.Trim.Y1 - template.Page.Top*pointsPerMM - d.Pages[0].Lines[2].Baseline - template.Style.Paragraph.Leading*drop
	if off := offGrid(top, template.Grid.Leading*template.Grid.Step); off > 0.01 {
		t.Errorf("the text stands %.2f steps off the grid", off)
	}
}

// If it fails, a heading that begins a page stands further from its text than others do.
func TestHeadingsStayNearTheirTextAtAPagesHead(t *testing.T) {
	template, found := defaultTemplateOf(t), 0
	head, body := template.Style.Heading1, template.Style.Paragraph
	for n := 30; n < 60; n++ {
		e := plainEdition("en", resolution.Paragraph, strings.Repeat("some words ", 6*n))
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Heading, Level: 1, Language: e.Language, Spans: []edition.Span{{Text: strings.Repeat("two lines ", 6)}}})
		e.Blocks = append(e.Blocks, plainEdition("en", resolution.Paragraph, "text", "text", "text", "text", "text", "text").Blocks...)
		d, _, err := Lay(e, template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Pages[1:] {
			if p.Lines[0].Size != head.Size || p.Lines[1].Size != head.Size {
				continue
			}
			found++
			want := head.Leading*(1-drop) + max(head.Below, body.Above)*template.Grid.Leading + body.Leading*drop
			if got := p.Lines[1].Baseline - p.Lines[2].Baseline; math.Abs(got-want) > want*0.021 {
				t.Errorf("at a page's head, a heading stands %.2f points above its text, not %.2f", got, want)
			}
			if low := d.Boxes.Trim.Y1 - template.Page.Top*pointsPerMM - p.Lines[0].Baseline - head.Leading*drop; low < -0.01 || low > template.Grid.Leading*template.Grid.Step {
				t.Errorf("a heading stands %.2f points below the head of its page", low)
			}
		}
	}
	if found == 0 {
		t.Error("no heading began a page")
	}
}
