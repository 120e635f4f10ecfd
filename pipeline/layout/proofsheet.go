package layout

import (
	"cmp"
	"slices"
	"strconv"

	"publish/pipeline/edition"
	"publish/pipeline/typeface"
)

// assemble puts rows on pages.
func (w *proofer) assemble(d *Document) {
	paper := d.Boxes.Trim
	top, height := proofTop*pointsPerMM, paper.Y1-(proofTop+proofBottom)*pointsPerMM
	p := pager{slugs: w.rows, height: height, width: paper.X1, count: 1}
	for n, placedSlugs := range p.paginate() {
		var page Page
		for _, at := range placedSlugs {
			s := &w.rows[at.slug]
			y := paper.Y1 - top - at.top
			for _, l := range s.lines {
				l.Baseline = y - s.height*drop
				page.Lines = append(page.Lines, l)
			}
			if s.item {
				above := y + w.leading*0.25
				page.Rules = append(page.Rules, Rule{Rect: Rect{w.columns[0].X0, above, w.columns[2].X1, above + ruleWidth/2}})
			}
			if s.marks > 0 {
				mark := w.marks[s.marks-1]
				mark.Page, mark.Top = n, y
				d.Outline = append(d.Outline, mark)
			}
		}
		w.inReadingOrder(page.Lines)
		d.Pages = append(d.Pages, page)
	}
	if len(d.Pages) == 0 {
		d.Pages = []Page{{}}
	}
}

// inReadingOrder brings the lines of a page, which stand row by row, into the order of their cells.
func (w *proofer) inReadingOrder(lines []Line) {
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(w.cellOf(a), w.cellOf(b)) })
}

func (w *proofer) cellOf(l Line) int32 {
	if len(l.Words) == 0 || l.Words[0].Element < 0 {
		return -1
	}
	return w.cells[l.Words[0].Element]
}

// furniture sets the heads of the columns, the sheet's number and the title on each sheet.
func (w *proofer) furniture(d *Document) error {
	paper := d.Boxes.Trim
	high, low := paper.Y1-proofTop*pointsPerMM*0.62, paper.Y0+proofBottom*pointsPerMM*0.5
	whole := Rect{X0: w.columns[0].X0, X1: w.columns[2].X1}
	for n := range d.Pages {
		number := strconv.Itoa(n+1) + " / " + strconv.Itoa(len(d.Pages))
		for _, f := range []struct {
			text   string
			bold   bool
			column Rect
			y      float64
			atEnd  bool
		}{
			{w.proof.Heads[0], true, w.columns[1], high, w.runsLeft(func(r ProofRow) edition.Span { return r.Source })},
			{w.proof.Heads[1], true, w.columns[2], high, w.runsLeft(func(r ProofRow) edition.Span { return r.Target })},
			{w.proof.Title, false, whole, low, false}, {number, false, Rect{X0: whole.X0, X1: paper.X1 - proofEdge*pointsPerMM}, low, true},
		} {
			if err := w.artifact(&d.Pages[n], f.text, f.bold, f.column, f.y, f.atEnd); err != nil {
				return err
			}
		}
	}
	return nil
}

// runsLeft tells whether a column's texts are read from right to left.
func (w *proofer) runsLeft(text func(ProofRow) edition.Span) bool {
	return len(w.proof.Rows) > 0 && text(w.proof.Rows[0]).Language.RightToLeft()
}

// artifact sets one line of furniture, cut where the column ends.
func (w *proofer) artifact(page *Page, text string, bold bool, column Rect, y float64, atEnd bool) error {
	s := w.small
	s.Bold = bold
	boxes, err := w.text.setBoxes([]inline{{text: text, language: w.proof.Language, style: typeface.Style{Bold: bold, Sans: true}, element: Artifact}}, false, 1e6)
	if err != nil || len(boxes) == 0 {
		return err
	}
	measure := (column.X1 - column.X0) / s.Size
	width := 0.0
	for i := range boxes {
		if width += boxes[i].width + boxes[i].space; width > measure && i > 0 {
			boxes = boxes[:i]
			break
		}
	}
	whole := fitLines(boxes, []lineSpan{{end: len(boxes), last: true}}, fit{}, measure, 0)[0]
	line := setLine(boxes, whole, fit{}, placement{left: column.X0, measure: column.X1 - column.X0, size: s.Size, align: Ragged, atRight: atEnd, end: true})
	line.Baseline = y
	page.Lines = append(page.Lines, line)
	return nil
}
