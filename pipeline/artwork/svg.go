package artwork

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse reads an SVG file: its paths and basic shapes with solid fills and strokes, under transforms, clips and simple styles, and
// the clones of them (SVG 1.1, and of SVG 2 what old files do not contradict). An error names file, line and what to do.
func Parse(file string, data []byte) (Drawing, error) {
	if len(data) > MaxSize {
		return Drawing{}, fmt.Errorf("%s: the drawing has %d bytes; at most %d are read", file, len(data), MaxSize)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) {
		return Drawing{}, fmt.Errorf("%s: the drawing is not UTF-8; save it again as SVG 1.1 in UTF-8", file)
	}
	tree, line, err := readTree(data)
	if err != nil {
		return Drawing{}, fmt.Errorf("%s:%d: %w", file, line, err)
	}
	if tree.root == nil {
		return Drawing{}, fmt.Errorf("%s: there is no svg element in it", file)
	}
	r := reader{tree: tree, styles: sheet{}}
	if err := r.read(); err != nil {
		return Drawing{}, fmt.Errorf("%s:%d: %w", file, r.line, err)
	}
	return r.drawing, nil
}

// plain says of an XML error what to do.
func plain(err error) error {
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return fmt.Errorf("the drawing is no well-formed XML: %s; save it again as plain SVG 1.1", s.Msg)
	}
	return fmt.Errorf("the drawing cannot be read: %w; save it again as plain SVG 1.1 in UTF-8", err)
}

// A reader walks through the elements of a file.
type reader struct {
	tree     tree
	styles   sheet
	drawing  Drawing
	segments int
	steps    int // elements walked through, those of clones each time
	line     int // of the element that is walked through
}

// maxSteps bounds clones of clones.
const maxSteps = 100_000

// skipped are elements that draw nothing where they stand.
var skipped = map[string]bool{"title": true, "desc": true, "metadata": true, "defs": true, "symbol": true, "style": true, "clipPath": true, "mask": true,
	"filter": true, "linearGradient": true, "radialGradient": true, "pattern": true, "marker": true, "cursor": true, "font": true, "view": true}

// refused are elements that a printed drawing cannot have, and what to do about them.
var refused = map[string]string{
	"text": "convert text to paths", "image": "trace the picture, or take it out", "script": "take it out", "foreignObject": "take it out",
	"svg":     "ungroup it, so that there is one drawing",
	"animate": "take it out", "animateTransform": "take it out", "animateMotion": "take it out", "set": "take it out",
}

// basic are the elements that have an outline.
var basic = map[string]bool{"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true}

func (r *reader) read() error {
	root := r.tree.root
	if err := r.collectStyles(root); err != nil {
		return err
	}
	r.line = root.line
	box, err := viewBox(root.attributes)
	if err != nil {
		return err
	}
	r.drawing.Width, r.drawing.Height = box[2], box[3]
	black := Paint{Kind: Gray}
	s := state{frame: frame{box[2], box[3]}, matrix: matrix{a: 1, d: 1, e: -box[0], f: -box[1]}, fill: black, color: black, pen: Pen{Width: 1, Miter: 4}}
	if s, err = s.with(r.styles.of("svg", root.attributes), ""); err != nil {
		return err
	}
	return r.inside(root, s, 0)
}

// collectStyles reads the style elements first: they count for what stands before them, too.
func (r *reader) collectStyles(n *node) error {
	if n.name == "style" {
		r.line = n.line
		return r.styles.add(string(n.text))
	}
	for _, c := range n.children {
		if err := r.collectStyles(c); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) inside(n *node, s state, depth int) error {
	for _, c := range n.children {
		if err := r.walk(c, s, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// walk draws an element and what is in it.
func (r *reader) walk(n *node, s state, depth int) error {
	if skipped[n.name] {
		return nil
	}
	r.line = n.line
	if why, ok := refused[n.name]; ok {
		return fmt.Errorf("the drawing has an element <%s>; %s", n.name, why)
	}
	if r.steps++; r.steps > maxSteps || depth > MaxDepth {
		return fmt.Errorf("the drawing has more than %d elements with its clones, or clones of themselves", maxSteps)
	}
	properties := r.styles.of(n.name, n.attributes)
	s, err := s.with(properties, n.attributes["transform"])
	if err == nil {
		err = placed(properties)
	}
	if err == nil {
		err = r.clip(&s, properties["clip-path"])
	}
	if err != nil {
		return fmt.Errorf("<%s>: %w", n.name, err)
	}
	switch {
	case n.name == "g" || n.name == "a":
		return r.inside(n, s, depth)
	case n.name == "switch":
		return r.choose(n, s, depth)
	case n.name == "use":
		return r.clone(n, s, depth)
	case basic[n.name]:
		return r.shape(n, &s)
	}
	return fmt.Errorf("the drawing has an element <%s>, which is not known; take it out, or convert it to paths", shortened(n.name))
}

// choose draws the first child of a <switch> that asks for nothing that this reader has not (SVG 1.1, 5.8.2): drawing programs put what is
// theirs alone before it.
func (r *reader) choose(n *node, s state, depth int) error {
	for _, c := range n.children {
		if c.name != "foreignObject" && c.attributes["requiredExtensions"] == "" && c.attributes["systemLanguage"] == "" {
			return r.walk(c, s, depth+1)
		}
	}
	return nil
}

// shape adds a shape as it is painted.
func (r *reader) shape(n *node, s *state) error {
	path, err := r.outline(n, s.frame)
	if err != nil {
		return fmt.Errorf("<%s>: %w", n.name, err)
	}
	out := Shape{Path: path, Fill: s.fill, EvenOdd: s.evenOdd, Stroke: s.stroke, Pen: s.pen, Clips: slices.Clip(s.clips)}
	if n.name == "line" {
		out.Fill = Paint{}
	}
	if out.Pen.Width == 0 {
		out.Stroke = Paint{}
	}
	for i := range out.Clips { // each shape is written with them
		r.segments += len(out.Clips[i].Path)
	}
	if r.segments > MaxSegments {
		return fmt.Errorf("the drawing has more than %d segments with its clips; simplify its paths", MaxSegments)
	}
	if len(path) < 2 || s.hidden || out.Fill.Kind == NoPaint && out.Stroke.Kind == NoPaint {
		return nil
	}
	if s.unscaled && out.Stroke.Kind != NoPaint {
		return fmt.Errorf("<%s>: vector-effect is non-scaling-stroke, which is not drawn; convert the stroke to a path", n.name)
	}
	if err := out.under(s.matrix); err != nil {
		return fmt.Errorf("<%s>: %w", n.name, err)
	}
	if s.strokeFirst && out.Stroke.Kind != NoPaint && out.Fill.Kind != NoPaint {
		under := out
		under.Fill, out.Stroke = Paint{}, Paint{}
		r.drawing.Shapes = append(r.drawing.Shapes, under)
	}
	r.drawing.Shapes = append(r.drawing.Shapes, out)
	return nil
}

// outline is the path of an element, counted.
func (r *reader) outline(n *node, f frame) ([]Segment, error) {
	path, err := outline(n.name, n.attributes, f)
	if r.segments += len(path); r.segments > MaxSegments {
		return nil, fmt.Errorf("the drawing has more than %d segments; simplify its paths", MaxSegments)
	}
	return path, err
}

// under brings a shape, whose path nobody else has, to where a matrix maps it.
func (s *Shape) under(m matrix) error {
	if s.Stroke.Kind != NoPaint {
		scale, even := m.scale()
		if !even {
			return errors.New("a transform makes its stroke uneven; convert the stroke to a path")
		}
		s.Pen.Width, s.Pen.Phase = s.Pen.Width*scale, s.Pen.Phase*scale
		s.Pen.Dash = slices.Clone(s.Pen.Dash)
		for i := range s.Pen.Dash {
			s.Pen.Dash[i] *= scale
		}
	}
	return move(s.Path, m)
}

// move brings a path to where a matrix maps it.
func move(path []Segment, m matrix) error {
	for i := range path {
		for k := range path[i].P {
			p := m.at(path[i].P[k])
			if !(max(p.X, -p.X, p.Y, -p.Y) <= maxNumber) { // NaN, too
				return errors.New("a point lies too far away")
			}
			path[i].P[k] = p
		}
	}
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
