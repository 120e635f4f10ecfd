package pdf

import (
	"publish/pipeline/artwork"
	"publish/pipeline/layout"
)

// art paints a drawing as an artifact, clipped to its place. Its grays go to the black plate; its colours are the accent, or grays
// of their luminance where there is none.
func (p *painter) art(a layout.Artwork) {
	p.artifact("/Layout", a.Rect)
	p.b = append(p.b, "q "...)
	for _, v := range []float64{a.X0, a.Y0, a.X1 - a.X0, a.Y1 - a.Y0} {
		p.b = append(number(p.b, v), ' ')
	}
	p.b = append(p.b, "re W n\n"...)
	scale := (a.X1 - a.X0) / a.Drawing.Width
	for i := range a.Drawing.Shapes {
		p.shape(&a.Drawing.Shapes[i], a.Rect, scale)
	}
	p.b = append(p.b, "Q\n"...)
	p.endArtifact()
}

// shape paints one shape of a drawing whose user unit is scale points.
func (p *painter) shape(s *artwork.Shape, in layout.Rect, scale float64) {
	for i := range s.Clips {
		if i == 0 {
			p.b = append(p.b, "q\n"...)
		}
		p.clip(&s.Clips[i], in, scale)
	}
	p.paintShape(s, in, scale)
	if len(s.Clips) > 0 {
		p.b = append(p.b, "Q\n"...)
	}
}

// clip narrows what is seen to the inside of a path.
func (p *painter) clip(c *artwork.Clip, in layout.Rect, scale float64) {
	for i := range c.Path {
		p.segment(&c.Path[i], in, scale)
	}
	switch {
	case len(c.Path) == 0:
		p.b = append(p.b, "0 0 0 0 re W n\n"...)
	case c.EvenOdd:
		p.b = append(p.b, "W* n\n"...)
	default:
		p.b = append(p.b, "W n\n"...)
	}
}

func (p *painter) paintShape(s *artwork.Shape, in layout.Rect, scale float64) {
	fill, stroke := s.Fill.Kind != artwork.NoPaint, s.Stroke.Kind != artwork.NoPaint
	if fill {
		p.b = p.paintWith(p.b, s.Fill, "g", "k", "cs", "scn")
	}
	if stroke {
		p.b = p.paintWith(p.b, s.Stroke, "G", "K", "CS", "SCN")
		p.b = append(number(p.b, s.Pen.Width*scale), " w "...)
		p.b = append(append(p.b, byte('0'+s.Pen.Cap)), " J "...)
		p.b = append(append(p.b, byte('0'+s.Pen.Join)), " j "...)
		p.b = append(number(p.b, s.Pen.Miter), " M "...)
		p.dash(&s.Pen, scale)
	}
	for i := range s.Path {
		p.segment(&s.Path[i], in, scale)
	}
	switch {
	case fill && stroke && s.EvenOdd:
		p.b = append(p.b, "B*\n"...)
	case fill && stroke:
		p.b = append(p.b, "B\n"...)
	case fill && s.EvenOdd:
		p.b = append(p.b, "f*\n"...)
	case fill:
		p.b = append(p.b, "f\n"...)
	default:
		p.b = append(p.b, "S\n"...)
	}
}

// dash sets the pattern of dashes, which a stroke before may have changed.
func (p *painter) dash(pen *artwork.Pen, scale float64) {
	dashes, least := pen.Dash, 0.0
	for _, d := range dashes {
		least = max(least, d*scale)
	}
	if least < 0.001 { // would be written as nothing, which is no pattern (ISO 32000-1, 8.4.3.6)
		dashes = nil
	}
	p.b = append(p.b, '[')
	for i, d := range dashes {
		if i > 0 {
			p.b = append(p.b, ' ')
		}
		p.b = number(p.b, d*scale)
	}
	p.b = append(number(append(p.b, "] "...), pen.Phase*scale), " d\n"...)
}

var pathOperators = [...]struct {
	points   int
	operator string
}{artwork.Move: {1, "m\n"}, artwork.Line: {1, "l\n"}, artwork.Curve: {3, "c\n"}, artwork.Close: {0, "h\n"}}

func (p *painter) segment(s *artwork.Segment, in layout.Rect, scale float64) {
	step := pathOperators[s.Op]
	for _, at := range s.P[:step.points] {
		p.b = append(number(p.b, in.X0+at.X*scale), ' ')
		p.b = append(number(p.b, in.Y1-at.Y*scale), ' ')
	}
	p.b = append(p.b, step.operator...)
}

// paintWith sets the colour of a paint by the operators for filling or for stroking.
func (p *painter) paintWith(b []byte, paint artwork.Paint, gray, process, space, tint string) []byte {
	accent := p.document.Accent
	switch {
	case paint.Kind != artwork.Colour || accent.IsZero():
		return append(append(append(number(b, paint.Level), ' '), gray...), '\n')
	case accent.Name != "":
		return append(append(append(append(append(b, "/Accent "...), space...), " 1 "...), tint...), '\n')
	}
	for _, v := range accent.CMYK {
		b = append(number(b, v/100), ' ')
	}
	return append(append(b, process...), '\n')
}
