package layout

import (
	"slices"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// A composer turns an edition's blocks into a galley, and into the structure tree beside it.
type composer struct {
	galley
	edition  edition.Edition
	template Template
	right    bool // the edition runs from right to left
	elements []Element
	marks    []Bookmark // headings; page and top are filled in by the pages
	section  int32      // element that blocks go into
	heading  int        // level of the last heading, 0 before the first
	titled   bool       // a title was set: headings are one deeper
	lists    []openList // innermost last
	names    map[string]organization
}

// An openList is a list that further items may join.
type openList struct {
	level     int
	list      int32
	body      int32 // LBody of its last item
	hang      float64
	numbering Numbering
}

func newComposer(e edition.Edition, t Template, s Shaper) *composer {
	c := &composer{edition: e, template: t, right: e.Language.RightToLeft(), section: -1}
	p := t.Page
	c.measure = (p.Size.Width - p.Left - p.Right) * pointsPerMM
	c.leading, c.step = t.Grid.Leading, t.Grid.Leading*t.Grid.Step
	c.fit = fits[t.Grid.Justification]
	c.name = e.Name + "." + e.Language.String() + ".pdf"
	c.text.shaper, c.text.exceptions, c.text.parted = s, e.Exceptions, !t.Type.Clinging
	c.names = organizations(e.Blocks)
	c.section = c.element(TagSect, c.element(TagDocument, -1))
	return c
}

func (c *composer) element(tag Tag, parent int32) int32 {
	c.elements = append(c.elements, Element{Tag: tag, Parent: parent})
	return int32(len(c.elements) - 1)
}

// block makes an element that is a block of text in a language.
func (c *composer) block(tag Tag, parent int32, l language.Language) int32 {
	i := c.element(tag, parent)
	c.elements[i].RightToLeft = l.RightToLeft()
	c.elements[i].Language = c.differs(l)
	return i
}

// differs is l where it is not the edition's language, else zero.
func (c *composer) differs(l language.Language) language.Language {
	if l == c.edition.Language {
		return language.Language{}
	}
	return l
}

// compose sets all blocks of the edition; the imprint is for the caller.
func (c *composer) compose() error {
	if err := c.head(); err != nil {
		return err
	}
	blocks := c.edition.Blocks
	for i := range blocks {
		if blocks[i].Kind != resolution.Item {
			c.lists = c.lists[:0]
		}
		var err error
		switch b := &blocks[i]; b.Kind {
		case resolution.Item:
			err = c.item(blocks, i)
		case resolution.SignatoryOf:
			if i > 0 && blocks[i-1].Kind == resolution.SignatoryOf {
				continue
			}
			err = c.signatories(run(blocks[i:], resolution.SignatoryOf))
		case resolution.Note:
			err = c.note(b, c.noteStyle(i > 0 && blocks[i-1].Kind == resolution.Note))
		case resolution.Slogan:
			err = c.slogan(b, calledTogether(blocks, i))
		default:
			err = c.plain(b, c.titleLike(i))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// run is the blocks of one kind that blocks begins with.
func run(blocks []edition.Block, kind resolution.Kind) []edition.Block {
	n := 0
	for n < len(blocks) && blocks[n].Kind == kind {
		n++
	}
	return blocks[:n]
}

// titleLike tells whether a dateline stands for the title: where the edition has none, and nothing stands before it.
func (c *composer) titleLike(i int) bool {
	if i > 0 || c.edition.Blocks[0].Kind != resolution.Dateline {
		return false
	}
	for _, b := range c.edition.Blocks {
		if b.Kind == resolution.Title {
			return false
		}
	}
	return true
}

// plain sets a block that is one paragraph.
func (c *composer) plain(b *edition.Block, asTitle bool) error {
	if asTitle {
		return c.headed(b, 1, c.template.Style.Title)
	}
	styles := &c.template.Style
	switch b.Kind {
	case resolution.Title:
		return c.headed(b, c.depth(0), styles.Title)
	case resolution.Heading:
		return c.headed(b, c.depth(max(b.Level, 1)), c.headingStyle(b.Level))
	case resolution.Signatories:
		return c.headed(b, c.depth(1), styles.Signatories)
	case resolution.Quote:
		return c.paragraph(b, c.element(TagBlockQuote, c.section), styles.Quote)
	case resolution.Dateline:
		return c.paragraph(b, c.section, styles.Dateline)
	case resolution.Adopted:
		return c.paragraph(b, c.section, styles.Adopted)
	}
	return c.paragraph(b, c.section, styles.Paragraph)
}

// maxTogether is the most slogans in a row that no page parts.
const maxTogether = 8

// calledTogether tells whether slogan i stays on a page with the one that follows.
func calledTogether(blocks []edition.Block, i int) bool {
	if i+1 == len(blocks) || blocks[i+1].Kind != resolution.Slogan {
		return false
	}
	n := len(run(blocks[i:min(len(blocks), i+maxTogether)], resolution.Slogan))
	for i > 0 && n <= maxTogether && blocks[i-1].Kind == resolution.Slogan {
		i, n = i-1, n+1
	}
	return n <= maxTogether
}

func (c *composer) slogan(b *edition.Block, together bool) error {
	s := c.template.Style.Slogan
	s.Keep = s.Keep || together
	return c.paragraph(b, c.section, s)
}

func (c *composer) headingStyle(level int) Style {
	switch {
	case level <= 1:
		return c.template.Style.Heading1
	case level == 2:
		return c.template.Style.Heading2
	}
	return c.template.Style.Heading3
}

// depth is the level of a heading in the structure tree: the title is 1; no level is left out (ISO 14289-1, 7.4.2).
func (c *composer) depth(level int) int {
	if c.titled {
		level++
	}
	return min(max(level, 1), c.heading+1, 6)
}

// headed sets a heading, with its bookmark; those of the first two levels begin a section.
func (c *composer) headed(b *edition.Block, depth int, s Style) error {
	if depth <= 2 && c.heading > 0 {
		c.section = c.element(TagSect, 0)
	}
	c.heading = depth
	c.titled = c.titled || b.Kind == resolution.Title || b.Kind == resolution.Dateline
	h := c.block([]Tag{TagH1, TagH2, TagH3, TagH4, TagH5, TagH6}[depth-1], c.section, b.Language)
	c.marks = append(c.marks, Bookmark{Title: b.Text(), Level: depth, Element: h})
	p := c.passageOf(b, h, s)
	p.keep, p.mark = true, len(c.marks)
	return c.set(p, c.measure)
}

func (c *composer) paragraph(b *edition.Block, parent int32, s Style) error {
	p := c.passageOf(b, c.block(TagP, parent, b.Language), s)
	p.keep = s.Keep
	return c.set(p, c.measure)
}

// noteStyle is the style of a note: the first of a run has its space above.
func (c *composer) noteStyle(goesOn bool) Style {
	s := c.template.Style.Note
	if goesOn {
		s.Above = 0
	}
	return s
}

// note sets a footnote that the source gives at its end: a label and a paragraph.
func (c *composer) note(b *edition.Block, s Style) error {
	n := c.element(TagNote, c.section)
	var label []inline
	if b.Label != "" {
		label = []inline{{text: b.Label, language: c.edition.Language, style: s.styled(), element: c.element(TagLbl, n)}}
	}
	p := c.passageOf(b, c.block(TagP, n, b.Language), s)
	p.label = label
	return c.set(p, c.measure)
}

// passageOf is a block's text with its mark, as content of an element.
func (c *composer) passageOf(b *edition.Block, element int32, s Style) passage {
	return passage{style: s, right: b.Language.RightToLeft(), mirror: c.right,
		inlines: append(c.markOf(b, element, s), c.inlines(b, element, s)...)}
}

// inlines are a block's spans; those of another language, links and abbreviations are elements of their own.
func (c *composer) inlines(b *edition.Block, element int32, s Style) []inline {
	out := make([]inline, 0, len(b.Spans)+2)
	for _, span := range b.Spans {
		in := inline{text: span.Text, language: b.Language, style: emphasized(s, span, b.Language), element: element}
		if !span.Language.IsZero() && span.Language != b.Language {
			in.language, in.element, in.isolated = span.Language, c.element(TagSpan, element), true
			in.style = emphasized(s, span, span.Language)
			c.elements[in.element].Language = span.Language
		}
		if span.URL != "" {
			in.element = c.link(span.URL, in.element)
		}
		if b.Signatory != nil {
			out = append(out, in)
			continue
		}
		from := len(out)
		if out = c.abbreviated(out, in); c.template.Type.SmallCapitals && running(b.Kind) {
			out = append(out[:from], c.smallCapitals(slices.Clone(out[from:]))...)
		}
	}
	return out
}

// markOf is the textual mark of a provisional passage.
func (c *composer) markOf(b *edition.Block, element int32, s Style) []inline {
	if b.Mark == "" {
		return nil
	}
	l, mark := b.MarkLanguage, element
	if l.IsZero() {
		l = c.edition.Language
	}
	if l != b.Language {
		mark = c.element(TagSpan, element)
		c.elements[mark].Language = l
	}
	style := emphasized(s, edition.Span{}, l)
	return []inline{
		{text: b.Mark, language: l, style: style, element: mark, isolated: true},
		{text: " ", language: l, style: style, element: mark},
	}
}

// emphasized is a block's style with a span's emphasis: italic within italic is upright. Where the language's script has no
// italic, all is: else digits and brackets alone would lean between upright letters.
func emphasized(s Style, span edition.Span, l language.Language) typeface.Style {
	out := s.styled()
	if !leans(l.Script()) {
		out.Italic = false
		out.Bold = out.Bold || span.Strong
		return out
	}
	if span.Emphasis {
		out.Italic = !out.Italic
	}
	out.Bold = out.Bold || span.Strong
	return out
}

// leans tells whether a script has italics.
func leans(script string) bool { return script == "Latn" || script == "Grek" || script == "Cyrl" }
