package layout

import (
	"fmt"
	"slices"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// Lay sets an edition on pages. The error is the shaper's: a character that no font has. Findings tell of words that had to be
// broken.
func Lay(e edition.Edition, t Template, s Shaper) (Document, []finding.Finding, error) {
	c := newComposer(e, t, s)
	if err := c.compose(); err != nil {
		return Document{}, nil, fmt.Errorf("%s: %w", e.Name, err)
	}
	c.register()
	body := len(c.slugs)
	if err := c.imprint(); err != nil {
		return Document{}, nil, fmt.Errorf("%s: %w", e.Name, err)
	}
	d := Document{Title: e.Title, Author: e.Publisher.Name, Language: e.Language, RightToLeft: c.right, Date: e.Date,
		Boxes: boxesOf(t.Page), Marks: marksOf(t.Page), Accent: t.Accent, Elements: c.elements}
	c.assemble(&d, body)
	if err := c.feet(&d); err != nil {
		return Document{}, nil, fmt.Errorf("%s: %w", e.Name, err)
	}
	return d, c.findings, nil
}

// area is the rectangle of the text. In right-to-left editions the margins are mirrored.
func (c *composer) area(d *Document) Rect {
	p, t := c.template.Page, d.Boxes.Trim
	left, right := p.Left, p.Right
	if c.right {
		left, right = right, left
	}
	return Rect{t.X0 + left*pointsPerMM, t.Y0 + p.Bottom*pointsPerMM, t.X1 - right*pointsPerMM, t.Y1 - p.Top*pointsPerMM}
}

// columnWidth is the measure of a signatory.
func (c *composer) columnWidth() float64 {
	n := float64(c.template.Signatories.Columns)
	return (c.measure - (n-1)*columnGap) / n
}

// head sets what stands above an edition's text: the publisher's name, and of a corrected or provisional edition its notice.
func (c *composer) head() error {
	e, s := &c.edition, &c.template.Style
	c.logo()
	if e.Publisher.Name != "" {
		l := e.Publisher.NameLanguage
		if l.IsZero() {
			l = e.Source
		}
		if err := c.line(e.Publisher.Name, l, s.Masthead, c.section); err != nil {
			return err
		}
		if n := len(c.slugs); n > 0 {
			c.slugs[n-1].ruled = true
		}
	}
	for _, span := range e.Notice {
		l := span.Language
		if l.IsZero() {
			l = e.Language
		}
		style := s.Notice
		style.Bold = style.Bold || l == e.Language
		if err := c.line(span.Text, l, style, c.section); err != nil {
			return err
		}
	}
	return nil
}

// line sets a text as a paragraph of its own.
func (c *composer) line(text string, l language.Language, s Style, parent int32) error {
	if text == "" {
		return nil
	}
	e := c.block(TagP, parent, l)
	return c.set(passage{inlines: []inline{{text: text, language: l, style: s.styled(), element: e}}, style: s, right: runsLeft(text, l),
		mirror: c.right, flush: true, keep: s.Keep}, c.measure)
}

// imprint sets who is responsible, and the edition's hash, for the foot of the last page.
func (c *composer) imprint() error {
	e := &c.edition
	section := c.element(TagSect, 0)
	c.below = 0
	for _, span := range c.imprintLines() {
		l := span.Language
		if l.IsZero() {
			l = e.Language
		}
		if err := c.line(span.Text, l, c.template.Style.Imprint, section); err != nil {
			return err
		}
	}
	return nil
}

// imprintLines are the publisher's imprint and the colophon.
func (c *composer) imprintLines() (lines []edition.Span) {
	e := &c.edition
	lines = e.Imprint()
	if e.Revision > 1 {
		lines = append(lines, e.Phrases.Corrected(e.Revision))
	}
	if e.Hash != "" {
		lines = append(lines, e.Phrases.EditionHash(e.Hash[:min(8, len(e.Hash))]))
	}
	return lines
}

// assemble puts the galley's slugs on pages; those from body on stand at the foot of the last one.
func (c *composer) assemble(d *Document, body int) {
	area := c.area(d)
	p := pager{slugs: c.slugs[:body], height: area.Y1 - area.Y0, step: c.step, width: area.X1 - area.X0, count: c.template.Signatories.Columns, right: c.right}
	if tall := total(c.slugs[body:]); tall > p.height {
		p.slugs, body = c.slugs, len(c.slugs)
	}
	if body < len(c.slugs) {
		c.slugs[body].above = 0
		p.reserve = total(c.slugs[body:]) + imprintGap + 1 // for a last line that is higher than a squeezed one
	}
	pages := p.balanced()
	if len(pages) == 0 {
		pages = [][]placed{nil}
	}
	c.shortPage(len(pages), p.short)
	if body < len(c.slugs) {
		pages = c.pin(pages, body, p.height)
	}
	for n, page := range pages {
		d.Pages = append(d.Pages, c.page(d, n, page, area))
	}
	slices.SortStableFunc(d.Outline, func(a, b Bookmark) int { return int(a.Element - b.Element) })
}

func total(slugs []slug) float64 {
	sum := 0.0
	for i := range slugs {
		sum += slugs[i].height + slugs[i].above
	}
	return sum
}

// imprintGap is the least space above the imprint, in points.
const imprintGap = 14

// shortPage says that the last page has too few lines, which no leading within its limits mends.
func (c *composer) shortPage(pages, lacking int) {
	what := fmt.Sprintf("the last page, %d, has %d lines", pages, lastLines-lacking)
	switch lacking {
	case 0:
		return
	case lastLines:
		what = fmt.Sprintf("page %d, the last, has no line of the text", pages+1)
	}
	c.findings = append(c.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: c.name}, Rule: "short-last-page", What: what,
		Do: "change page.top or page.bottom in templates/page.toml by some millimetres, or the text by a line"})
}

// pin places the slugs from body on at the foot of the last page, or of one more where there is no room.
func (c *composer) pin(pages [][]placed, body int, height float64) [][]placed {
	last := len(pages) - 1
	bottom := 0.0
	for _, p := range pages[last] {
		bottom = max(bottom, p.top+c.slugs[p.slug].height)
	}
	top := height - total(c.slugs[body:])
	if bottom > 0 && bottom+imprintGap > top {
		pages, last = append(pages, nil), last+1
	}
	for i := body; i < len(c.slugs); i++ {
		pages[last] = append(pages[last], placed{slug: i, top: top + c.slugs[i].above})
		top += c.slugs[i].above + c.slugs[i].height
	}
	return pages
}

// page turns placed slugs into the lines of a page.
func (c *composer) page(d *Document, n int, page []placed, area Rect) Page {
	var out Page
	for _, p := range page {
		s := &c.slugs[p.slug]
		baseline := area.Y1 - p.top - s.height*drop
		for _, l := range s.lines {
			if len(l.Words) == 0 {
				continue
			}
			l.Baseline = baseline
			for k := range l.Words {
				l.Words[k].X += area.X0 + p.left
			}
			out.Lines = append(out.Lines, l)
		}
		if s.art != nil {
			out.Art = append(out.Art, Artwork{s.art.moved(area.X0+p.left, area.Y1-p.top), s.art.Drawing})
		}
		if s.ruled {
			y := area.Y1 - p.top - s.height - 2
			out.Rules = append(out.Rules, Rule{Rect{area.X0, y, area.X1, y + ruleWidth}, c.template.Style.Masthead.Accent})
		}
		if s.marks > 0 {
			mark := c.marks[s.marks-1]
			mark.Page, mark.Top = n, baseline+s.height
			d.Outline = append(d.Outline, mark)
		}
	}
	return out
}

// footDrop is where in the lower margin the foot's baseline stands, as a share of the margin from the trim.
const footDrop = 0.55

// feet adds the running foot: the page's number at the side where lines end, the title at the other where it fits.
func (c *composer) feet(d *Document) error {
	area := c.area(d)
	s := c.template.Style.Foot
	baseline := d.Boxes.Trim.Y0 + c.template.Page.Bottom*pointsPerMM*footDrop
	for n := range d.Pages {
		number := c.edition.Phrases.Page(n+1, len(d.Pages))
		line, width, err := c.foot(number, s, area, true)
		if err != nil {
			return err
		}
		if len(line.Words) > 0 {
			line.Baseline = baseline
			d.Pages[n].Lines = append(d.Pages[n].Lines, line)
		}
		title, wide, err := c.foot(edition.Span{Text: c.edition.Title, Language: c.edition.TitleLanguage}, s, area, false)
		if err != nil {
			return err
		}
		if n > 0 && len(title.Words) > 0 && wide+width+2*s.Size < area.X1-area.X0 {
			title.Baseline = baseline
			d.Pages[n].Lines = append(d.Pages[n].Lines, title)
		}
	}
	return nil
}

// foot sets one text of the running foot on one line, at the end of the measure or at its beginning.
func (c *composer) foot(text edition.Span, s Style, area Rect, atEnd bool) (Line, float64, error) {
	in := inline{text: text.Text, language: text.Language, style: s.styled(), element: Artifact}
	if in.language.IsZero() {
		in.language = c.edition.Language
	}
	right := runsLeft(in.text, in.language)
	boxes, err := c.text.setBoxes([]inline{in}, right, 1e6)
	if err != nil || len(boxes) == 0 {
		return Line{}, 0, err
	}
	l := fitLines(boxes, []lineSpan{{end: len(boxes), last: true}}, fit{}, 1e6, 0)[0]
	width := (l.width + l.spaces) * s.Size
	left := area.X0
	if atEnd != c.right {
		left = area.X1 - width
	}
	return setLine(boxes, l, fit{}, placement{left: left, measure: width, size: s.Size, accent: s.Accent, align: Ragged, right: right, atRight: right, end: true}), width, nil
}
