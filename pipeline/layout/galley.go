package layout

import (
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/typeface"
)

// A slug is one line of the galley with all that stands beside it, before it has its place on a page. Its places are in
// points from the left edge of the measure; baselines of its lines from its own.
type slug struct {
	lines  []Line
	above  float64  // space before it; dropped at the head of a page
	height float64  // leading
	keep   bool     // no page ends after it, where any break avoids that
	loose  bool     // it is kept by its style alone: a page may end after it, where it were nearly empty else
	column bool     // belongs to a run that is set in columns
	grid   bool     // stands on the baseline grid
	lead   float64  // space above it at the head of a page: of a heading, so that its text is on the grid
	ruled  bool     // a rule under it
	art    *Artwork // at its head, its places in points from the left edge of the measure and its upper edge
	item   bool     // first line of a signatory: a column may begin here
	marks  int      // of a heading: index in the composer's marks, plus 1
	hyphen bool     // ends with a hyphen: no page ends after it, where the line before may end one
}

// drop is the share of the leading from a slug's top to its baseline.
const drop = 0.76

// labelGap is the space between a hanging label and its text, in em.
const labelGap = 0.55

// A passage is one paragraph to be set.
type passage struct {
	inlines []inline
	style   Style
	right   bool    // base direction
	mirror  bool    // the block's indent is at the right: of a right-to-left edition
	flush   bool    // ragged lines stand at the edition's side, whatever their own direction
	indent  float64 // points, beside the style's own
	label   []inline
	align   Align // "": the style's
	keep    bool
	column  bool
	mark    int
}

// A galley is the lines of an edition one below the other.
type galley struct {
	measure  float64 // points
	leading  float64 // of the grid, points
	step     float64 // of the grid, points; 0: none
	fit      fit
	text     paragraphText
	breaker  breaker
	slugs    []slug
	below    float64 // lines wanted below the last slug
	name     string  // of the file, for findings
	findings []finding.Finding
}

// set breaks a passage into lines and puts them below the last.
func (g *galley) set(p passage, measure float64) error {
	style := p.style
	indent := min(style.Indent*style.Size+p.indent, measure/2)
	width := (measure - indent) / style.Size
	first := min(style.First, width/2)
	boxes, err := g.text.setBoxes(p.inlines, p.right, width-first)
	if err != nil {
		return err
	}
	if len(boxes) == 0 {
		return nil
	}
	g.report()
	f := g.fitOf(p, boxes)
	g.breaker.fit, g.breaker.ragged = f, raggedness(p.alignment(), width)
	g.breaker.even = p.keep || p.alignment() == Centred
	g.breaker.cuts = g.text.cuts
	spans := g.breaker.breakLines(boxes, width, first)
	boxes = g.text.divide(boxes, spans)
	lines := fitLines(boxes, spans, f, width, first)
	at := len(g.slugs)
	for i, l := range lines {
		where := placement{left: indent, measure: measure - indent, size: style.Size, accent: style.Accent, align: p.alignment(), right: p.right,
			atRight: p.right && !p.flush || p.mirror && p.flush, end: i+1 == len(lines)}
		if p.mirror {
			where.left = 0
		}
		if i == 0 {
			where.indent = first * style.Size
		}
		g.slugs = append(g.slugs, slug{lines: []Line{setLine(boxes, l, f, where)}, height: style.Leading, column: p.column, grid: g.onGrid(p), hyphen: boxes[l.end-1].hyphen})
	}
	g.space(at, style)
	g.keepTogether(at, p)
	if p.label != nil {
		return g.hang(at, p, indent, measure)
	}
	return nil
}

func (p *passage) alignment() Align {
	if p.align != "" {
		return p.align
	}
	return p.style.Align
}

// fitOf is the fit for a passage: letters stay as they are where lines need not be even.
func (g *galley) fitOf(p passage, boxes []box) fit {
	if p.alignment() == Justified {
		return g.fit
	}
	return fit{}
}

// raggedness is how far a line may fall short at ratio 1, in em; 0 for justified lines.
func raggedness(a Align, width float64) float64 {
	if a == Justified {
		return 0
	}
	return max(2, width/6)
}

// report says that a word was taken apart.
func (g *galley) report() {
	if g.text.broken == "" {
		return
	}
	g.findings = append(g.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: g.name}, Rule: "wide-word",
		What: "“" + g.text.broken + "…” is wider than the line and was broken between letters",
		Do:   "shorten it, or put a space or U+200B where it may be broken"})
}

// space keeps the larger of the spaces below the last passage and above this one.
func (g *galley) space(at int, s Style) {
	if at > 0 {
		g.slugs[at].above = max(g.below, s.Above) * g.leading
	}
	g.below = s.Below
}

// keepTogether forbids the page breaks that would leave one line of a paragraph alone, part a heading from its text, or part
// a line that ends with a colon from what it announces.
func (g *galley) keepTogether(at int, p passage) {
	last := len(g.slugs) - 1
	g.slugs[at].item, g.slugs[at].marks = true, p.mark
	if last > at {
		g.slugs[at].keep, g.slugs[last-1].keep = true, true
	}
	if p.keep || endsWithColon(p.inlines) {
		for i := at; i <= last && p.keep; i++ {
			g.slugs[i].keep = true
		}
		g.slugs[last].keep = true
		g.slugs[last].loose = p.mark == 0 && !endsWithColon(p.inlines)
	}
}

func endsWithColon(inlines []inline) bool {
	if len(inlines) == 0 {
		return false
	}
	t := strings.TrimSpace(inlines[len(inlines)-1].text)
	return strings.HasSuffix(t, ":") || strings.HasSuffix(t, "：")
}

// hang puts the label of a passage beside its first line, its end labelGap from the text.
func (g *galley) hang(at int, p passage, indent, measure float64) error {
	size := p.style.Size
	boxes, err := g.text.setBoxes(p.label, p.mirror, 1e6)
	if err != nil || len(boxes) == 0 {
		return err
	}
	whole := fitLines(boxes, []lineSpan{{end: len(boxes), last: true}}, fit{}, measure/size, 0)[0]
	width := (whole.width + whole.spaces) * size
	left := indent - labelGap*size - width
	if p.mirror {
		left = measure - indent + labelGap*size
	}
	where := placement{left: left, measure: width, size: size, accent: p.style.Accent, align: Ragged, right: p.mirror, atRight: p.mirror, end: true}
	label := setLine(boxes, whole, fit{}, where)
	if !p.mirror {
		follow(&label, g.slugs[at].lines[0])
	}
	g.slugs[at].lines = append([]Line{label}, g.slugs[at].lines...)
	return nil
}

// follow ends a label with a blank, so that readers do not glue it to its text.
func follow(label *Line, text Line) {
	last := &label.Words[len(label.Words)-1]
	for _, w := range text.Words {
		if w.Space != 0 && w.Face == last.Face && last.Space == 0 {
			last.Space, last.SpaceWidth = w.Space, w.SpaceWidth
			return
		}
	}
}

// width is how wide a text is on one line, in points.
func (g *galley) width(in inline, size float64) (float64, error) {
	boxes, err := g.text.setBoxes([]inline{in}, false, 1e6)
	if err != nil {
		return 0, err
	}
	w := 0.0
	for i := range boxes {
		w += boxes[i].width + boxes[i].space
	}
	return w * size, nil
}

// styled is the typeface style of a block style.
func (s Style) styled() typeface.Style {
	return typeface.Style{Bold: s.Bold, Italic: s.Italic, Sans: s.Sans, Features: features[s.figures][0]}
}
