package artwork

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Parse reads an SVG file: its paths and basic shapes with solid fills and strokes, under transforms and simple styles (SVG 1.1).
// An error names file, line and what to do.
func Parse(file string, data []byte) (Drawing, error) {
	if len(data) > MaxSize {
		return Drawing{}, fmt.Errorf("%s: the drawing has %d bytes; at most %d are read", file, len(data), MaxSize)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) {
		return Drawing{}, fmt.Errorf("%s: the drawing is not UTF-8; save it again as SVG 1.1 in UTF-8", file)
	}
	r := reader{decoder: xml.NewDecoder(bytes.NewReader(data)), styles: sheet{}}
	if err := r.collectStyles(data); err == nil {
		err = r.read()
		if err != nil {
			line, _ := r.decoder.InputPos()
			return Drawing{}, fmt.Errorf("%s:%d: %w", file, line, plain(err))
		}
	} else {
		return Drawing{}, fmt.Errorf("%s: %w", file, plain(err))
	}
	if r.drawing.Width == 0 {
		return Drawing{}, fmt.Errorf("%s: there is no svg element in it", file)
	}
	return r.drawing, nil
}

// plain says of an XML error what to do.
func plain(err error) error {
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return fmt.Errorf("the drawing is no well-formed XML: %s; save it again as plain SVG 1.1", s.Msg)
	}
	return err
}

// A reader walks through the elements of a file.
type reader struct {
	decoder  *xml.Decoder
	styles   sheet
	drawing  Drawing
	states   []state // of the open elements
	segments int
}

// skipped are elements that draw nothing where they stand.
var skipped = map[string]bool{"title": true, "desc": true, "metadata": true, "defs": true, "symbol": true, "style": true, "clipPath": true, "mask": true,
	"filter": true, "linearGradient": true, "radialGradient": true, "pattern": true, "marker": true, "cursor": true, "font": true, "view": true}

// refused are elements that a printed drawing cannot have, and what to do about them.
var refused = map[string]string{
	"text": "convert text to paths", "image": "trace the picture, or take it out", "use": "replace clones and symbols by what they show (“unlink clone”)",
	"script": "take it out", "foreignObject": "take it out", "switch": "take it out, with all but one of its children",
	"animate": "take it out", "animateTransform": "take it out", "animateMotion": "take it out", "set": "take it out",
}

const svgSpace = "http://www.w3.org/2000/svg"

// collectStyles reads the style elements first: they count for what stands before them, too.
func (r *reader) collectStyles(data []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return nil // read says it with its line
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "style" {
			var css string
			if err := d.DecodeElement(&css, &start); err != nil {
				return err
			}
			if err := r.styles.add(css); err != nil {
				return err
			}
		}
	}
}

func (r *reader) read() error {
	for {
		token, err := r.decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.open(t); err != nil {
				return err
			}
		case xml.EndElement:
			r.states = r.states[:len(r.states)-1]
		}
	}
}

// open enters an element, or skips all of it.
func (r *reader) open(e xml.StartElement) error {
	name := e.Name.Local
	if len(r.states) == 0 {
		return r.root(e)
	}
	if e.Name.Space != svgSpace && e.Name.Space != "" || skipped[name] {
		return r.decoder.Skip()
	}
	if why, ok := refused[name]; ok {
		return fmt.Errorf("the drawing has an element <%s>; %s", name, why)
	}
	if len(r.states) > MaxDepth {
		return fmt.Errorf("elements are nested more than %d deep", MaxDepth)
	}
	attributes := attributesOf(e)
	s, err := r.states[len(r.states)-1].with(r.styles.of(name, attributes), attributes["transform"])
	if err != nil {
		return fmt.Errorf("<%s>: %w", name, err)
	}
	r.states = append(r.states, s)
	switch name {
	case "g", "a":
		return nil
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
		return r.shape(name, attributes, &s)
	}
	return fmt.Errorf("the drawing has an element <%s>, which is not known; take it out, or convert it to paths", shortened(name))
}

func attributesOf(e xml.StartElement) map[string]string {
	out := make(map[string]string, len(e.Attr))
	for _, a := range e.Attr {
		if a.Name.Space == "" {
			out[a.Name.Local] = a.Value
		}
	}
	return out
}

// root reads the size of the drawing.
func (r *reader) root(e xml.StartElement) error {
	if e.Name.Local != "svg" || e.Name.Space != svgSpace && e.Name.Space != "" {
		return fmt.Errorf("the file begins with <%s>, not with <svg>; save the drawing as SVG", shortened(e.Name.Local))
	}
	if r.drawing.Width != 0 {
		return fmt.Errorf("there is a second drawing in the file")
	}
	attributes := attributesOf(e)
	box, err := viewBox(attributes)
	if err != nil {
		return err
	}
	r.drawing.Width, r.drawing.Height = box[2], box[3]
	black := Paint{Kind: Gray}
	s := state{matrix: matrix{a: 1, d: 1, e: -box[0], f: -box[1]}, fill: black, color: black, pen: Pen{Width: 1, Miter: 4}}
	if s, err = s.with(r.styles.of("svg", attributes), ""); err != nil {
		return err
	}
	r.states = append(r.states, s)
	return nil
}

// viewBox is left, top, width and height of what is seen.
func viewBox(attributes map[string]string) (box [4]float64, err error) {
	if text := strings.TrimSpace(attributes["viewBox"]); text != "" {
		v, err := numbers(text)
		if err != nil {
			return box, fmt.Errorf("viewBox: %w", err)
		}
		if len(v) != 4 || v[2] <= 0 || v[3] <= 0 {
			return box, fmt.Errorf("the viewBox is %q; write left, top, width and height, the last two over 0", shortened(text))
		}
		return [4]float64(v), nil
	}
	for i, key := range []string{"width", "height"} {
		if box[2+i], err = length(attributes[key]); err != nil || box[2+i] <= 0 {
			return box, fmt.Errorf("the drawing has neither a viewBox nor a width and a height")
		}
	}
	return box, nil
}

// shape adds a shape as it is painted.
func (r *reader) shape(name string, attributes map[string]string, s *state) error {
	path, err := outline(name, attributes)
	if err != nil {
		return fmt.Errorf("<%s>: %w", name, err)
	}
	if r.segments += len(path); r.segments > MaxSegments {
		return fmt.Errorf("the drawing has more than %d segments; simplify its paths", MaxSegments)
	}
	out := Shape{Path: path, Fill: s.fill, EvenOdd: s.evenOdd, Stroke: s.stroke, Pen: s.pen}
	if name == "line" {
		out.Fill = Paint{}
	}
	if out.Pen.Width == 0 {
		out.Stroke = Paint{}
	}
	if len(path) < 2 || s.hidden || out.Fill.Kind == NoPaint && out.Stroke.Kind == NoPaint {
		return nil
	}
	if err := out.under(s.matrix); err != nil {
		return fmt.Errorf("<%s>: %w", name, err)
	}
	r.drawing.Shapes = append(r.drawing.Shapes, out)
	return nil
}

// under brings a shape, whose path nobody else has, to where a matrix maps it.
func (s *Shape) under(m matrix) error {
	if s.Stroke.Kind != NoPaint {
		scale, even := m.scale()
		if !even {
			return errors.New("a transform makes its stroke uneven; convert the stroke to a path")
		}
		s.Pen.Width *= scale
	}
	for i := range s.Path {
		for k := range s.Path[i].P {
			p := m.at(s.Path[i].P[k])
			if !(max(p.X, -p.X, p.Y, -p.Y) <= maxNumber) { // NaN, too
				return errors.New("a point lies too far away")
			}
			s.Path[i].P[k] = p
		}
	}
	return nil
}
