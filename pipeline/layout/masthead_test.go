package layout

import (
	"math"
	"testing"

	"publish/pipeline/artwork"
	"publish/pipeline/resolution"
)

// If it fails, the logo stands on the wrong side, in the margin, over the publisher's name, or on every page.
func TestLogoStandsAboveTheName(t *testing.T) {
	for _, c := range []struct {
		tag   string
		shape float64 // width by height
		right bool
	}{{"en", 3, false}, {"ar", 3, true}, {"en", 40, false}, {"he", 0.2, true}} {
		template := defaultTemplateOf(t)
		template.Masthead.Drawing = &artwork.Drawing{Width: c.shape, Height: 1}
		e := plainEdition(c.tag, resolution.Paragraph, sentencesOf(900)...)
		e.Publisher.Name = "Federation of Mills"
		d, _, err := Lay(e, template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Pages) < 2 || len(d.Pages[0].Art) != 1 || len(d.Pages[1].Art) != 0 {
			t.Fatalf("%s: the logo is not on the first page alone", c.tag)
		}
		at, trim := d.Pages[0].Art[0].Rect, d.Boxes.Trim
		left, right := trim.X0+template.Page.Left*pointsPerMM, trim.X1-template.Page.Right*pointsPerMM
		width, height := at.X1-at.X0, at.Y1-at.Y0
		if math.Abs(width/height-c.shape) > 1e-6 || width > right-left+1e-6 || height > template.Masthead.Height*pointsPerMM+1e-6 {
			t.Errorf("%s: a logo of %v is %.1f x %.1f points", c.tag, c.shape, width, height)
		}
		if edge := at.X0 - left; c.right {
			if edge = at.X1 - right; math.Abs(edge) > 1e-6 {
				t.Errorf("%s: the logo stands %.1f points off the right", c.tag, edge)
			}
		} else if math.Abs(edge) > 1e-6 {
			t.Errorf("%s: the logo stands %.1f points off the left", c.tag, edge)
		}
		if name := d.Pages[0].Lines[0]; at.Y0 < name.Baseline+name.Size*0.7 || at.Y1 > trim.Y1-template.Page.Top*pointsPerMM+1e-6 {
			t.Errorf("%s: the logo reaches from %.1f to %.1f, the name stands at %.1f", c.tag, at.Y0, at.Y1, name.Baseline)
		}
		if moved := d.Trimmed().Pages[0].Art[0]; math.Abs(moved.X0-(at.X0-trim.X0)) > 1e-6 || moved.Drawing != template.Masthead.Drawing {
			t.Errorf("%s: without bleed the logo stands at %.1f", c.tag, moved.X0)
		}
	}
}

// sentencesOf is so many paragraphs of one line.
func sentencesOf(n int) []string {
	var out []string
	for range n / 10 {
		out = append(out, "some words")
	}
	return out
}
