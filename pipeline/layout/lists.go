package layout

import (
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// item sets blocks[i], an item, into the list that is open at its level, or opens one.
func (c *composer) item(blocks []edition.Block, i int) error {
	b := &blocks[i]
	s := c.template.Style.Item
	l, err := c.listAt(blocks, i, s)
	if err != nil {
		return err
	}
	li := c.element(TagLI, l.list)
	label := c.label(b.Label, li, s)
	l.body = c.block(TagLBody, li, b.Language)
	p := c.passageOf(b, l.body, s)
	p.style.Indent, p.indent, p.label = 0, c.inset(s), label
	c.runIn(&p, l.hang)
	return c.set(p, c.measure)
}

// label is a list label's inline: none for an item without.
func (c *composer) label(text string, li int32, s Style) []inline {
	if text == "" {
		return nil
	}
	return []inline{{text: text, language: c.edition.Language, style: s.styled(), element: c.element(TagLbl, li)}}
}

// runIn puts a label that is too wide to hang at the head of its text.
func (c *composer) runIn(p *passage, hang float64) {
	if p.label == nil || hang > 0 {
		return
	}
	label := p.label[0]
	p.label = nil
	p.inlines = slices.Concat([]inline{label, {text: " ", language: label.language, style: label.style, element: label.element}}, p.inlines)
}

// inset is how far the text of the innermost open list stands in.
func (c *composer) inset(s Style) float64 {
	in := 0.0
	for k, l := range c.lists {
		if k >= deepestInset {
			break
		}
		if in += l.hang; l.hang == 0 {
			in += s.Indent * s.Size
		}
	}
	return in
}

// listAt closes and opens lists until the innermost is the one of blocks[i]'s level.
func (c *composer) listAt(blocks []edition.Block, i int, s Style) (*openList, error) {
	level := max(blocks[i].Level, 1)
	for len(c.lists) > 0 && c.lists[len(c.lists)-1].level > level {
		c.lists = c.lists[:len(c.lists)-1]
	}
	if n := len(c.lists); n > 0 && c.lists[n-1].level == level {
		if follows(c.lists[n-1].numbering, blocks[i].Label) {
			return &c.lists[n-1], nil
		}
		c.lists = c.lists[:n-1]
	}
	parent := c.section
	if n := len(c.lists); n > 0 {
		parent = c.lists[n-1].body
	}
	l := openList{level: level, list: c.element(TagL, parent), numbering: numbering(blocks[i].Label)}
	c.elements[l.list].Numbering = l.numbering
	var err error
	if l.hang, err = c.hanging(siblings(blocks[i:], level), s); err != nil {
		return nil, err
	}
	c.lists = append(c.lists, l)
	return &c.lists[len(c.lists)-1], nil
}

// follows tells whether a label goes on with a list: "(i)" may be the ninth letter or the first Roman number.
func follows(n Numbering, label string) bool {
	own := numbering(label)
	letters := func(n Numbering) bool {
		return n == LowerAlpha || n == LowerRoman || n == UpperAlpha || n == UpperRoman
	}
	return own == n || letters(own) && letters(n)
}

// siblings are the labels of the list that blocks begins with, deeper items left out.
func siblings(blocks []edition.Block, level int) []string {
	var labels []string
	for _, b := range blocks {
		own := max(b.Level, 1)
		if b.Kind != resolution.Item || own < level || own == level && !follows(numbering(blocks[0].Label), b.Label) {
			break
		}
		if own == level {
			labels = append(labels, b.Label)
		}
	}
	return labels
}

// widestLabel is how much of the measure a hanging label may take; wider ones are run in.
const widestLabel = 0.25

// hanging is the width, in points, of the column in which a list's labels hang: the style's indent, or what the widest needs;
// 0 if that is too much of the measure.
func (c *composer) hanging(labels []string, s Style) (float64, error) {
	widest := 0.0
	seen := map[string]bool{}
	for _, t := range labels {
		if seen[t] {
			continue
		}
		seen[t] = true
		w, err := c.width(inline{text: t, language: c.edition.Language, style: s.styled()}, s.Size)
		if err != nil {
			return 0, err
		}
		if widest = max(widest, w+labelGap*s.Size); widest > widestLabel*c.measure {
			return 0, nil
		}
	}
	return max(widest, min(s.Indent*s.Size, widestLabel*c.measure)), nil
}

// numbering tells from its first label how a list is numbered.
func numbering(label string) Numbering {
	core := strings.Trim(label, "().[]° \u00a0")
	if core == "" {
		return Disc
	}
	letters := []rune(core)
	switch r := letters[0]; {
	case unicode.IsDigit(r):
		return Decimal
	case len(letters) == 1 && unicode.IsLower(r) && r != 'i':
		return LowerAlpha
	case len(letters) == 1 && unicode.IsUpper(r) && r != 'I':
		return UpperAlpha
	case strings.Trim(core, "ivxlcdm") == "":
		return LowerRoman
	case strings.Trim(core, "IVXLCDM") == "":
		return UpperRoman
	}
	return Disc
}

// signatories sets a run of signatories as a list: the number hangs, the abbreviation is bold, brackets and commas are the
// page's.
func (c *composer) signatories(blocks []edition.Block) error {
	s := c.template.Style.Signatory
	list := c.element(TagL, c.section)
	c.elements[list].Numbering = Decimal
	labels := make([]string, 0, len(blocks))
	for i := range blocks {
		if blocks[i].Signatory != nil {
			labels = append(labels, blocks[i].Signatory.Number)
		}
	}
	hang, err := c.hanging(labels, s)
	if err != nil {
		return err
	}
	for i := range blocks {
		if err := c.signatory(&blocks[i], list, hang, s); err != nil {
			return err
		}
	}
	return nil
}

func (c *composer) signatory(b *edition.Block, list int32, hang float64, s Style) error {
	li := c.element(TagLI, list)
	p := passage{style: s, right: c.right, mirror: c.right, indent: hang, column: c.template.Signatories.Columns > 1}
	if b.Signatory != nil {
		p.label = c.label(b.Signatory.Number, li, s)
	}
	body := c.block(TagLBody, li, b.Language)
	p.style.Indent = 0
	if p.column { // lines of both columns stand beside each other; with space between items, readers take rows of them for a table
		p.style.Above, p.style.Below = 0, 0
	}
	p.inlines = append(c.markOf(b, body, s), c.signature(b, body, s)...)
	c.runIn(&p, hang)
	return c.set(p, c.columnWidth())
}

// signature is the text of a signature, its abbreviation bold.
func (c *composer) signature(b *edition.Block, body int32, s Style) []inline {
	bold := 0
	if b.Signatory != nil && strings.HasPrefix(b.Text(), b.Signatory.Abbreviation) {
		bold = len(b.Signatory.Abbreviation)
	}
	var out []inline
	for _, in := range c.inlines(b, body, s) {
		if n := min(bold, len(in.text)); n > 0 {
			head := in
			head.text, head.style.Bold, head.isolated = in.text[:n], true, true
			head.element = c.expanded(in.element, organization{b.Signatory.Name, b.Signatory.NameLanguage})
			out = append(out, head)
			in.text, bold = in.text[n:], bold-n
		}
		if in.text != "" {
			out = append(out, in)
		}
	}
	return out
}
