package pdf

import (
	"fmt"

	"publish/pipeline/finding"
	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// WriteBooklet imposes the pages of a document two by two on sheets in saddle-stitch order: printed on both sides, folded and
// stapled in the fold, they are a booklet. A document of A5 pages gives sheets of A4. It claims no standard.
func (p *Press) WriteBooklet(d layout.Document, s *typeface.Shaper, m Meta) ([]byte, error) {
	if err := countable(&d); err != nil {
		return nil, err
	}
	pages := len(d.Pages)
	d = d.Trimmed()
	page := d.Boxes.Trim
	painter := painter{document: &d, fonts: fontTable(s), b: p.page}
	var streams [][]byte
	for _, side := range Impose(pages, d.RightToLeft) {
		painter.b = painter.b[:0]
		for half, n := range side {
			if n < 0 {
				continue
			}
			painter.b = number(append(painter.b, "q 1 0 0 1 "...), float64(half)*page.X1)
			painter.b = append(painter.b, " 0 cm\n"...)
			painter.append(n)
			painter.b = append(painter.b, "\nQ\n"...)
		}
		streams = append(streams, p.z.deflate(painter.b))
	}
	p.page = painter.b
	sheet := layout.Rect{X1: 2 * page.X1, Y1: page.Y1}
	d.Boxes = layout.Boxes{Media: sheet, Bleed: sheet, Trim: sheet}
	return finish(&bookletKind, &d, nil, s, m, streams, &p.z)
}

// CheckBooklet tells of a booklet that ends with empty pages; name is what the finding stands at.
func CheckBooklet(name string, d layout.Document) []finding.Finding {
	blanks := Blanks(len(d.Pages))
	if blanks == 0 {
		return nil
	}
	return []finding.Finding{{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "booklet-pages",
		What: fmt.Sprintf("the booklet has %d pages, which is no multiple of four: it ends with %d empty ones", len(d.Pages), blanks),
		Do:   "shorten or lengthen the text, or change sizes and margins in templates/page.toml, where no empty page is wanted"}}
}

// Blanks is how many empty pages a booklet of so many pages ends with.
func Blanks(pages int) int { return (4 - pages%4) % 4 }

// Impose is the saddle-stitch order: for each side of the sheets, outermost first, front before back, the pages on its left and
// right half, from 0; -1 is a blank. Backs are printed for a turn over the short edge. Booklets that run from right to left have
// their fold at the right of the first page.
func Impose(pages int, rightToLeft bool) [][2]int {
	n := pages + Blanks(pages)
	at := func(page int) int {
		if page >= pages {
			return -1
		}
		return page
	}
	sides := make([][2]int, 0, n/2)
	for i := 0; i < n/2; i += 2 {
		sides = append(sides, [2]int{at(n - 1 - i), at(i)}, [2]int{at(i + 1), at(n - 2 - i)})
	}
	if rightToLeft {
		for i, s := range sides {
			sides[i] = [2]int{s[1], s[0]}
		}
	}
	return sides
}
