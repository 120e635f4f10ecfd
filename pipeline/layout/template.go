package layout

import (
	"bytes"
	_ "embed"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"publish/pipeline/tomlfile"
)

// A Template says how the pages of an edition look: templates/page.toml.
type Template struct {
	Page        PageStyle       `toml:"page"`
	Masthead    Masthead        `toml:"masthead"`
	Printing    Printing        `toml:"printing"`
	Accent      Accent          `toml:"accent"`
	Grid        Grid            `toml:"grid"`
	Signatories SignatoryColumn `toml:"signatories"`
	Type        Type            `toml:"type"`
	Style       Styles          `toml:"style"`
}

// A PageStyle is the geometry of the trimmed page, in millimetres.
type PageStyle struct {
	Style  string  `toml:"style"` // "standard" or "large": what keys mean that are left out, or as in the standard style
	Size   Size    `toml:"size"`
	Top    float64 `toml:"top"`
	Bottom float64 `toml:"bottom"`
	Left   float64 `toml:"left"`
	Right  float64 `toml:"right"`
	Bleed  float64 `toml:"bleed"`
	Marks  bool    `toml:"marks"` // crop and register marks outside the bleed
}

// A Size is width and height of the trimmed page in millimetres.
type Size struct{ Width, Height float64 }

// The Grid is the rhythm of the text.
type Grid struct {
	Leading       float64       `toml:"leading"` // points
	Step          float64       `toml:"step"`    // lines: the text stands on its multiples
	Justification Justification `toml:"justification"`
}

// A SignatoryColumn says how the list of signatories is set.
type SignatoryColumn struct {
	Columns int `toml:"columns"`
}

// Styles has the style of each kind of block.
type Styles struct {
	Masthead    Style `toml:"masthead"`
	Notice      Style `toml:"notice"`
	Title       Style `toml:"title"`
	Dateline    Style `toml:"dateline"`
	Heading1    Style `toml:"heading1"`
	Heading2    Style `toml:"heading2"`
	Heading3    Style `toml:"heading3"`
	Paragraph   Style `toml:"paragraph"`
	Item        Style `toml:"item"`
	Quote       Style `toml:"quote"`
	Note        Style `toml:"note"`
	Adopted     Style `toml:"adopted"`
	Slogan      Style `toml:"slogan"`
	Signatories Style `toml:"signatories"`
	Signatory   Style `toml:"signatory"`
	Imprint     Style `toml:"imprint"`
	Foot        Style `toml:"foot"`
}

// A Style is how one kind of block is set.
type Style struct {
	Size    float64 `toml:"size"`    // points
	Leading float64 `toml:"leading"` // points
	Align   Align   `toml:"align"`
	Indent  float64 `toml:"indent"` // em, at the side where reading begins
	First   float64 `toml:"first"`  // em, of the first line, beside Indent
	Above   float64 `toml:"above"`  // lines of the grid; of two neighbours' spaces, the larger one counts
	Below   float64 `toml:"below"`
	Bold    bool    `toml:"bold"`
	Italic  bool    `toml:"italic"`
	Sans    bool    `toml:"sans"`
	Keep    bool    `toml:"keep"`   // on one page with the first lines of what follows
	Accent  bool    `toml:"accent"` // in the accent colour
	figures Figures // the template's; "": AsIs
}

// Limits of a page template.
const (
	MaxTemplate  = 1 << 16 // bytes
	MinPage      = 50.0    // mm, of width and height
	MaxPage      = 2000.0
	MinMeasure   = 30.0 // mm of text, in width and height
	MaxBleed     = 25.0
	MinSize      = 4.0 // points
	MaxSize      = 144.0
	MaxSpace     = 20.0 // lines, above and below
	MaxIndent    = 20.0 // em
	MaxColumns   = 2
	minLeading   = 0.8 // of the size
	maxLeading   = 4.0
	pointsPerMM  = 72 / 25.4
	deepestInset = 4 // levels of items that are indented further; deeper ones stay there
)

//go:embed page.toml
var defaultTemplate []byte

// What page.style = "large", and the sizes that have a name, change of the default template.
var (
	//go:embed large.toml
	largeTemplate string
	//go:embed a5.toml
	a5Template string
	//go:embed letter.toml
	letterTemplate string
)

// The styles of a page.
const (
	standardStyle = "standard"
	largeStyle    = "large"
)

// DefaultTemplate is the page template that init writes, and that is used where a project has none.
func DefaultTemplate() []byte { return slices.Clone(defaultTemplate) }

// ParseTemplate reads templates/page.toml over the default one. Its errors name file, line, key and what to write.
func ParseTemplate(file string, data []byte) (Template, error) {
	var t Template
	if _, err := toml.Decode(string(defaultTemplate), &t); err != nil {
		return Template{}, fmt.Errorf("the program's own page template: %w", err)
	}
	if len(data) > MaxTemplate {
		return Template{}, fmt.Errorf("%s: the page template has %d bytes; at most %d are read", file, len(data), MaxTemplate)
	}
	if !bytes.Equal(data, defaultTemplate) { // that one is sound
		if err := t.overlay(file, data); err != nil {
			return Template{}, err
		}
	}
	for _, s := range t.Style.all() {
		s.figures = t.Type.Figures
	}
	return t, nil
}

// overlay reads a project's template over the default one.
func (t *Template) overlay(file string, data []byte) error {
	standard := *t
	at, err := tomlfile.Decode(file, strings.TrimPrefix(string(data), "\uFEFF"), t)
	if err != nil {
		return err
	}
	if err := t.follow(standard); err != nil {
		return err
	}
	return t.check(places{file, at})
}

// follow gives what is still as in the standard template the values that belong to the page's size and style; where both
// have one, the style's.
func (t *Template) follow(standard Template) error {
	var styles []string
	switch t.Page.Size {
	case sizes["a5"]:
		styles = append(styles, a5Template)
	case sizes["letter"]:
		styles = append(styles, letterTemplate)
	}
	if t.Page.Style == largeStyle {
		styles = append(styles, largeTemplate)
	}
	own := standard
	for _, text := range styles {
		if _, err := toml.Decode(text, &own); err != nil {
			return fmt.Errorf("the program's own page template: %w", err)
		}
	}
	replace(reflect.ValueOf(t).Elem(), reflect.ValueOf(standard), reflect.ValueOf(own))
	return nil
}

// replace gives what is still as in one template the value of another: so a template with all keys can change its style by one.
func replace(value, from, to reflect.Value) {
	if value.Kind() == reflect.Struct {
		for i := range value.NumField() {
			replace(value.Field(i), from.Field(i), to.Field(i))
		}
		return
	}
	if value.CanSet() && value.Equal(from) {
		value.Set(to)
	}
}

// check holds every value to its limits.
func (t *Template) check(at places) error {
	p := t.Page
	limits := []limit{
		{"page.size", p.Size.Width, MinPage, MaxPage, "mm"}, {"page.size", p.Size.Height, MinPage, MaxPage, "mm"},
		{"page.top", p.Top, 0, MaxPage, "mm"}, {"page.bottom", p.Bottom, 0, MaxPage, "mm"},
		{"page.left", p.Left, 0, MaxPage, "mm"}, {"page.right", p.Right, 0, MaxPage, "mm"},
		{"page.bleed", p.Bleed, 0, MaxBleed, "mm"}, {"masthead.height", t.Masthead.Height, MinLogo, MaxLogo, "mm"},
		{"grid.leading", t.Grid.Leading, MinSize, MaxSize * maxLeading, "points"},
		{"signatories.columns", float64(t.Signatories.Columns), 1, MaxColumns, "columns"},
	}
	for _, s := range t.Style.all() {
		limits = append(limits, s.limits()...)
	}
	for _, l := range limits {
		if !(l.value >= l.least && l.value <= l.most) { // NaN fails, too
			return fmt.Errorf("%s: %s is %v; it must be from %v to %v %s", at.key(l.key), l.key, l.value, l.least, l.most, l.unit)
		}
	}
	return t.checkWords(at)
}

func (t *Template) checkWords(at places) error {
	if _, ok := fits[t.Grid.Justification]; !ok {
		return fmt.Errorf("%s: grid.justification is %q; write \"quiet\", \"even\" or \"spaces\"", at.key("grid.justification"), t.Grid.Justification)
	}
	if _, ok := features[t.Type.Figures]; !ok {
		return fmt.Errorf("%s: type.figures is %q; write \"font\", \"lining\" or \"oldstyle\"", at.key("type.figures"), t.Type.Figures)
	}
	if s := t.Grid.Step; s != 0 && s != 0.5 && s != 1 {
		return fmt.Errorf("%s: grid.step is %v; write 0.5 or 1, or 0 for no grid", at.key("grid.step"), s)
	}
	for _, s := range t.Style.all() {
		if s.Align != Justified && s.Align != Ragged && s.Align != Centred {
			key := "style." + s.name + ".align"
			return fmt.Errorf("%s: %s is %q; write \"justified\", \"ragged\" or \"centred\"", at.key(key), key, s.Align)
		}
	}
	if err := t.checkAccent(at); err != nil {
		return err
	}
	if err := t.Masthead.check(at); err != nil {
		return err
	}
	if err := t.Printing.check(at); err != nil {
		return err
	}
	p := t.Page
	if p.Style != standardStyle && p.Style != largeStyle {
		return fmt.Errorf("%s: page.style is %q; write \"standard\" or \"large\"", at.key("page.style"), p.Style)
	}
	if w := p.Size.Width - p.Left - p.Right; w < MinMeasure {
		return fmt.Errorf("%s: between page.left and page.right, %.4g mm are left for the text; leave at least %v mm", at.key("page.left"), w, MinMeasure)
	}
	if h := p.Size.Height - p.Top - p.Bottom; h < MinMeasure {
		return fmt.Errorf("%s: between page.top and page.bottom, %.4g mm are left for the text; leave at least %v mm", at.key("page.top"), h, MinMeasure)
	}
	return nil
}

// A limit is a value of the template and the range it must be in.
type limit struct {
	key                string
	value, least, most float64
	unit               string
}

type namedStyle struct {
	name string
	*Style
}

func (s namedStyle) limits() []limit {
	key := "style." + s.name + "."
	return []limit{
		{key + "size", s.Size, MinSize, MaxSize, "points"},
		{key + "leading", s.Leading, s.Size * minLeading, s.Size * maxLeading, "points"},
		{key + "indent", s.Indent, 0, MaxIndent, "em"}, {key + "first", s.First, 0, MaxIndent, "em"},
		{key + "above", s.Above, 0, MaxSpace, "lines"}, {key + "below", s.Below, 0, MaxSpace, "lines"},
	}
}

// all lists the styles by name, in the order of the default template.
func (s *Styles) all() []namedStyle {
	return []namedStyle{
		{"masthead", &s.Masthead}, {"notice", &s.Notice}, {"title", &s.Title}, {"dateline", &s.Dateline},
		{"heading1", &s.Heading1}, {"heading2", &s.Heading2}, {"heading3", &s.Heading3}, {"paragraph", &s.Paragraph},
		{"item", &s.Item}, {"quote", &s.Quote}, {"note", &s.Note}, {"adopted", &s.Adopted}, {"slogan", &s.Slogan},
		{"signatories", &s.Signatories}, {"signatory", &s.Signatory}, {"imprint", &s.Imprint}, {"foot", &s.Foot},
	}
}
