package layout

import (
	"strings"
	"testing"

	"publish/pipeline/resolution"
)

// If it fails, two long words of a language without hyphenation stand at both margins with a hole between, which readers stumble
// over and pdftotext takes for two columns.
func TestNoWordSpaceIsAHole(t *testing.T) {
	short, long := 0, strings.Repeat("w", 34)+" "
	for _, tag := range []string{"ml", "ar"} {
		letter := map[string]string{"ml": "w", "ar": "ب"}[tag]
		text := strings.ReplaceAll(strings.Repeat(long+long+"www ww "+long, 20), "w", letter)
		template := defaultTemplateOf(t)
		d, _, err := Lay(plainEdition(tag, resolution.Paragraph, text), template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		measure := (template.Page.Size.Width - template.Page.Left - template.Page.Right) * pointsPerMM
		for _, p := range d.Pages {
			for _, l := range p.Lines {
				if l.Words[0].Element == Artifact {
					continue
				}
				wide, spaces := 0.0, 0
				for _, w := range l.Words {
					if w.Blank || w.Space != 0 {
						spaces++
					}
					if !w.Blank {
						wide += float64(len(w.Clusters)) * 0.5
					}
				}
				left, right := span(l)
				if room := (right-left)/l.Size - wide; room > float64(spaces)*(0.5+0.45) {
					t.Errorf("%s: %d spaces of a line take %.2f em", tag, spaces, room)
				}
				if right-left < measure-l.Size {
					short++
				}
			}
		}
	}
	if short < 20 {
		t.Errorf("only %d lines are short: the test tests nothing", short)
	}
}

// span is where the letters of a line begin and end.
func span(l Line) (left, right float64) {
	left = 1e9
	for _, w := range l.Words {
		if w.Blank {
			continue
		}
		x := w.X
		for _, c := range w.Clusters {
			x += (c.Advance + l.Tracking) * l.Size * l.Scale
		}
		left, right = min(left, w.X), max(right, x)
	}
	return left, right
}
