package layout

import (
	"fmt"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// A Proof is the source and the translation of an edition side by side, unit by unit: what a reviser prints and marks up. It
// is no edition: it also shows what no edition may print.
type Proof struct {
	Name     string // of the resolution, for findings
	Title    string
	Author   string            // the publisher
	Language language.Language // of the title, the heads and the words between; texts and notes name their own
	Date     language.Date
	About    []string  // lines below the title
	Heads    [2]string // above the source, above the translation
	Rows     []ProofRow
}

// A ProofRow is one unit. An empty Target leaves room to write.
type ProofRow struct {
	Key      string
	Standing []string // below the key: match class, then role and place
	Open     bool     // it needs work: its class is bold
	Source   edition.Span
	Target   edition.Span
	Notes    [][]edition.Span // what there is to say, a paragraph each; spans without language are in the proof's
}

// The measures of a proof, in millimetres on a sheet that lies across: the margin at the right is the reviser's.
const (
	proofEdge   = 14.0
	proofTop    = 22.0
	proofBottom = 18.0
	proofKeys   = 36.0 // the column of keys
	proofGap    = 7.0
	proofMargin = 52.0
)

// The type of a proof is the paragraph's, within limits; the lines stand far apart, for words between them.
const (
	proofLeast   = 9.0 // points
	proofMost    = 18.0
	proofLeading = 1.75 // of the size
	proofSmall   = 0.74 // of the size: keys and notes
)

// LayProof sets a proof on sheets of A4, or of Letter where the template's page is one, lying across. A row's lines stand on
// common baselines. The error is the shaper's.
func LayProof(p Proof, t Template, s Shaper) (Document, []finding.Finding, error) {
	w := newProofer(p, t, s)
	if err := w.compose(); err != nil {
		return Document{}, nil, fmt.Errorf("%s: %w", p.Name, err)
	}
	box := Rect{0, 0, w.paper.Width * pointsPerMM, w.paper.Height * pointsPerMM}
	d := Document{Title: p.Title, Author: p.Author, Language: p.Language, RightToLeft: p.Language.RightToLeft(), Date: p.Date,
		Boxes: Boxes{box, box, box}, Elements: w.elements}
	w.assemble(&d)
	if err := w.furniture(&d); err != nil {
		return Document{}, nil, fmt.Errorf("%s: %w", p.Name, err)
	}
	return d, w.findings, nil
}

// A proofer turns the rows of a proof into slugs that hold the lines of all columns.
type proofer struct {
	galley
	proof    Proof
	paper    Size
	size     float64
	rows     []slug
	elements []Element
	cells    []int32 // by element: the block it is in
	marks    []Bookmark
	columns  [3]Rect // of keys, source, translation: their left and right edges
	body     Style   // of the texts
	small    Style   // of keys and notes
}

func newProofer(p Proof, t Template, s Shaper) *proofer {
	w := &proofer{proof: p, paper: Size{sizes["a4"].Height, sizes["a4"].Width}}
	if t.Page.Size == sizes["letter"] {
		w.paper = Size{t.Page.Size.Height, t.Page.Size.Width}
	}
	paragraph := t.Style.Paragraph
	w.size = min(max(paragraph.Size, proofLeast), proofMost)
	w.galley = galley{leading: w.size * proofLeading, name: p.Name}
	w.text.shaper = s
	w.body = Style{Size: w.size, Leading: w.leading, Align: Ragged, Sans: paragraph.Sans}
	w.small = Style{Size: w.size * proofSmall, Leading: w.leading, Align: Ragged, Sans: true}
	edge := proofEdge * pointsPerMM
	x, gap := edge+proofKeys*pointsPerMM, proofGap*pointsPerMM
	column := (w.paper.Width*pointsPerMM - proofMargin*pointsPerMM - x - 2*gap) / 2
	w.columns = [3]Rect{{X0: edge, X1: x}, {X0: x + gap, X1: x + gap + column}, {X0: x + 2*gap + column, X1: x + 2*gap + 2*column}}
	w.element(TagDocument, -1)
	return w
}

func (w *proofer) element(tag Tag, parent int32) int32 {
	w.elements = append(w.elements, Element{Tag: tag, Parent: parent})
	w.cells = append(w.cells, int32(len(w.elements)-1))
	return int32(len(w.elements) - 1)
}

// block is an element for one cell.
func (w *proofer) block(tag Tag, parent int32, l language.Language) int32 {
	i := w.element(tag, parent)
	w.elements[i].RightToLeft = l.RightToLeft()
	if l != w.proof.Language {
		w.elements[i].Language = l
	}
	return i
}

func (w *proofer) compose() error {
	head := w.element(TagSect, 0)
	title := w.small
	title.Size, title.Bold, title.Leading = w.size*1.5, true, w.size*2
	if err := w.across(TagH1, head, []edition.Span{{Text: w.proof.Title}}, title, 0); err != nil {
		return err
	}
	w.mark(len(w.rows)-1, Bookmark{Title: w.proof.Title, Level: 1, Element: int32(len(w.elements) - 1)})
	about := w.small
	about.Leading = w.leading * 0.8
	for _, line := range w.proof.About {
		if err := w.across(TagP, head, []edition.Span{{Text: line}}, about, 0); err != nil {
			return err
		}
	}
	for i := range w.proof.Rows {
		if err := w.row(&w.proof.Rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *proofer) mark(at int, b Bookmark) {
	if at < 0 || b.Title == "" {
		return
	}
	w.marks = append(w.marks, b)
	w.rows[at].marks = len(w.marks)
}

// row sets a unit: the key, the source and the translation beside each other, the notes below them.
func (w *proofer) row(r *ProofRow) error {
	section, first := w.element(TagSect, 0), len(w.rows)
	heading := int32(len(w.elements))
	keys, err := w.keys(r, section)
	if err != nil {
		return err
	}
	source, err := w.cell(TagP, section, r.Source, w.body, w.columns[1])
	if err != nil {
		return err
	}
	target, err := w.cell(TagP, section, r.Target, w.body, w.columns[2])
	if err != nil {
		return err
	}
	w.beside(keys, source, target)
	if len(w.rows) > first {
		w.mark(first, Bookmark{Title: r.Key, Level: 2, Element: heading})
	}
	if err := w.notes(r, section); err != nil {
		return err
	}
	w.together(first)
	return nil
}

// keys sets a unit's key and its standing.
func (w *proofer) keys(r *ProofRow, section int32) ([]slug, error) {
	s, known := w.small, w.findings
	s.Bold = true
	keys, err := w.cell(TagH2, section, edition.Span{Text: r.Key}, s, w.columns[0])
	if err != nil {
		return nil, err
	}
	for i, line := range r.Standing {
		s.Bold = r.Open && i == 0
		more, err := w.cell(TagP, section, edition.Span{Text: line}, s, w.columns[0])
		if err != nil {
			return nil, err
		}
		keys = append(keys, more...)
	}
	w.findings = known // a key that is taken apart is nobody's fault
	return keys, nil
}

// notes sets what there is to say of a unit.
func (w *proofer) notes(r *ProofRow, section int32) error {
	s := w.small
	s.Leading = s.Size * 1.5
	for i, note := range r.Notes {
		above := 0.15
		if i == 0 {
			above = 0.35
		}
		if err := w.across(TagP, section, note, s, above*w.leading); err != nil {
			return err
		}
	}
	return nil
}

// cell sets one text in a column and takes its lines.
func (w *proofer) cell(tag Tag, parent int32, text edition.Span, s Style, column Rect) ([]slug, error) {
	if text.Text == "" {
		return nil, nil
	}
	l := text.Language
	if l.IsZero() {
		l = w.proof.Language
	}
	e := w.block(tag, parent, l)
	return w.lines(passage{inlines: []inline{{text: text.Text, language: l, style: s.styled(), element: e}}, style: s, right: l.RightToLeft()}, column)
}

// lines are those of a passage in a column.
func (w *proofer) lines(p passage, column Rect) ([]slug, error) {
	w.slugs, w.below = nil, 0
	if err := w.set(p, column.X1-column.X0); err != nil {
		return nil, err
	}
	for i := range w.slugs {
		w.slugs[i].item = false
		for _, l := range w.slugs[i].lines {
			for k := range l.Words {
				l.Words[k].X += column.X0
			}
		}
	}
	return w.slugs, nil
}

// beside puts the lines of cells on common baselines.
func (w *proofer) beside(cells ...[]slug) {
	for k := 0; ; k++ {
		row := slug{height: w.leading}
		for _, cell := range cells {
			if k < len(cell) {
				row.lines = append(row.lines, cell[k].lines...)
			}
		}
		if row.lines == nil {
			return
		}
		w.rows = append(w.rows, row)
	}
}

// across sets spans over both texts.
func (w *proofer) across(tag Tag, parent int32, spans []edition.Span, s Style, above float64) error {
	e := w.block(tag, parent, w.proof.Language)
	p := passage{style: s, right: w.proof.Language.RightToLeft()}
	for _, span := range spans {
		in := inline{text: span.Text, language: w.proof.Language, style: s.styled(), element: e}
		if !span.Language.IsZero() && span.Language != w.proof.Language {
			in.language, in.element, in.isolated = span.Language, w.element(TagSpan, e), true
			w.elements[in.element].Language, w.cells[in.element] = span.Language, e
		}
		p.inlines = append(p.inlines, in)
	}
	wide := Rect{X0: w.columns[1].X0, X1: w.columns[2].X1}
	if parent == 1 { // the title and what is below it begin at the sheet's edge
		wide.X0 = w.columns[0].X0
	}
	slugs, err := w.lines(p, wide)
	if err != nil || len(slugs) == 0 {
		return err
	}
	slugs[0].above = above
	w.rows = append(w.rows, slugs...)
	return nil
}

// proofWhole is the most lines of a row that is never parted.
const proofWhole = 7

// together begins a row at w.rows[first]: with a rule above it, room to write, and no page break after its first line or
// before its last one.
func (w *proofer) together(first int) {
	if first >= len(w.rows) {
		return
	}
	w.rows[first].above, w.rows[first].item = w.leading*1.2, true
	last := len(w.rows) - 1
	for i := first; i < last; i++ {
		w.rows[i].keep = last-first < proofWhole || i == first || i+1 == last
	}
}
