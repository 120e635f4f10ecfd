package layout

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/artwork"
)

// A Masthead is what stands above the publisher's name on the first page.
type Masthead struct {
	Logo    string           `toml:"logo"`   // an SVG file beside the template; "": none
	Height  float64          `toml:"height"` // millimetres, of the logo
	Drawing *artwork.Drawing `toml:"-"`      // what the file shows; nil: none
}

// Limits of a logo, in millimetres.
const (
	MinLogo = 2.0
	MaxLogo = 100.0
)

// logoGap is the space between the logo and the publisher's name, in lines of the grid.
const logoGap = 0.5

// check holds the logo's name to that of a file in the template's own folder.
func (m *Masthead) check(at places) error {
	if m.Logo != "" && !besideTemplate(m.Logo, ".svg") {
		return fmt.Errorf("%s: masthead.logo is %q; write the name of an SVG file in this folder, such as \"logo.svg\"", at.key("masthead.logo"), m.Logo)
	}
	return nil
}

// besideTemplate tells whether a name is that of a file in the template's own folder, with one of the endings.
func besideTemplate(name string, endings ...string) bool {
	return !strings.ContainsAny(name, "/\\:") && !strings.HasPrefix(name, ".") && len(name) <= 100 &&
		slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(strings.ToLower(name), e) })
}

// An Artwork is a drawing on its place: it fills the rectangle. It is an artifact: the publisher's name, which it stands for, is
// text beside it.
type Artwork struct {
	Rect
	Drawing *artwork.Drawing
}

// logo sets the publisher's logo where lines begin, no wider than the measure.
func (c *composer) logo() {
	drawing := c.template.Masthead.Drawing
	if drawing == nil {
		return
	}
	height := c.template.Masthead.Height * pointsPerMM
	width := height * drawing.Width / drawing.Height
	if width > c.measure {
		width, height = c.measure, c.measure*drawing.Height/drawing.Width
	}
	left := 0.0
	if c.right {
		left = c.measure - width
	}
	c.slugs = append(c.slugs, slug{height: height + logoGap*c.leading, keep: true, art: &Artwork{Rect{left, -height, left + width, 0}, drawing}})
}
