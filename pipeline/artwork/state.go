package artwork

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A state is what elements take over from those around them.
type state struct {
	frame        frame
	matrix       matrix
	fill, stroke Paint
	color        Paint // of currentColor
	evenOdd      bool
	hidden       bool
	strokeFirst  bool // under the fill
	unscaled     bool // strokes are as wide as they say, whatever the matrix
	pen          Pen
	clips        []Clip
}

// with is the state of an element with properties of its own.
func (s state) with(properties map[string]string, transform string) (state, error) {
	m, err := parseTransform(transform)
	if err != nil {
		return s, err
	}
	s.matrix = s.matrix.times(m)
	if s.hidden, err = s.unseen(properties); err != nil || s.hidden {
		return s, err
	}
	if err := s.paint(properties); err != nil {
		return s, err
	}
	return s, s.draw(properties)
}

// unseen tells whether an element and what is in it do not show; effects that print cannot give are errors.
func (s *state) unseen(properties map[string]string) (bool, error) {
	for _, key := range []string{"mask", "filter", "marker", "marker-start", "marker-mid", "marker-end"} {
		if v := properties[key]; v != "" && v != "none" {
			return false, fmt.Errorf("%s is %q, which is not drawn; apply it to the paths, or take it out", key, shortened(v))
		}
	}
	if v := properties["mix-blend-mode"]; v != "" && v != "normal" {
		return false, fmt.Errorf("mix-blend-mode is %q, which no print edition may have; take it out", shortened(v))
	}
	hidden := s.hidden || properties["display"] == "none" || properties["visibility"] == "hidden" || properties["visibility"] == "collapse"
	opaque, err := opacity(properties, "opacity")
	return hidden || !opaque, err
}

// placed refuses properties that are attributes in SVG 1.1: shapes would be drawn as if they were not there.
func placed(properties map[string]string) error {
	for _, key := range []string{"transform", "transform-origin", "d", "x", "y", "width", "height", "r", "rx", "ry", "cx", "cy"} {
		if v := properties[key]; v != "" && v != "none" {
			return fmt.Errorf("the style has %s: %s, which is not drawn; make it an attribute of the element", key, shortened(v))
		}
	}
	return nil
}

// opacity tells whether a property leaves what it is of visible; anything between is an error.
func opacity(properties map[string]string, key string) (bool, error) {
	text := strings.TrimSpace(properties[key])
	if text == "" || text == "inherit" {
		return true, nil
	}
	number, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(number, 64)
	if percent {
		v /= 100
	}
	switch {
	case err == nil && v >= 1:
		return true, nil
	case err == nil && v <= 0:
		return false, nil
	}
	return false, fmt.Errorf("%s is %s: the drawing is transparent, which no print edition may be; use solid colours", key, shortened(text))
}

func (s *state) paint(properties map[string]string) error {
	for _, p := range []struct {
		key string
		of  *Paint
	}{{"color", &s.color}, {"fill", &s.fill}, {"stroke", &s.stroke}} {
		if v := properties[p.key]; v != "" && v != "inherit" {
			paint, err := paintOf(v, s.color)
			if err != nil {
				return fmt.Errorf("%s: %w", p.key, err)
			}
			*p.of = paint
		}
		if seen, err := opacity(properties, p.key+"-opacity"); err != nil {
			return err
		} else if !seen {
			*p.of = Paint{}
		}
	}
	return nil
}

// draw reads how fills and strokes are drawn.
func (s *state) draw(properties map[string]string) error {
	if v := properties["fill-rule"]; v != "" && v != "inherit" {
		s.evenOdd = v == "evenodd"
	}
	if v := properties["vector-effect"]; v != "" && v != "inherit" {
		s.unscaled = v == "non-scaling-stroke"
	}
	if v := properties["paint-order"]; v != "" && v != "inherit" {
		order := strings.Fields(v)
		stroke, fill := slices.Index(order, "stroke"), slices.Index(order, "fill")
		s.strokeFirst = stroke >= 0 && (fill < 0 || stroke < fill)
	}
	if err := s.dash(properties); err != nil {
		return err
	}
	if v := properties["stroke-width"]; v != "" && v != "inherit" {
		w, err := s.frame.length("stroke-width", v)
		if err != nil || w < 0 {
			return fmt.Errorf("stroke-width: %q is no width", shortened(v))
		}
		s.pen.Width = w
	}
	if v := properties["stroke-miterlimit"]; v != "" && v != "inherit" {
		m, err := length(v)
		if err != nil || m < 1 {
			return fmt.Errorf("stroke-miterlimit: %q is not 1 or more", shortened(v))
		}
		s.pen.Miter = m
	}
	if n, ok := map[string]int{"butt": 0, "round": 1, "square": 2}[properties["stroke-linecap"]]; ok {
		s.pen.Cap = n
	}
	if n, ok := map[string]int{"miter": 0, "round": 1, "bevel": 2}[properties["stroke-linejoin"]]; ok {
		s.pen.Join = n
	}
	return nil
}

// dash reads dashes. Those that are all of no length are a line (SVG 1.1, 11.4); an odd count is taken twice.
func (s *state) dash(properties map[string]string) error {
	if v := properties["stroke-dashoffset"]; v != "" && v != "inherit" {
		offset, err := s.frame.length("stroke-dashoffset", v)
		if err != nil {
			return fmt.Errorf("stroke-dashoffset: %w", err)
		}
		s.pen.Phase = max(offset, 0)
	}
	v := properties["stroke-dasharray"]
	if v == "" || v == "inherit" {
		return nil
	}
	s.pen.Dash = nil
	if v == "none" {
		return nil
	}
	sum := 0.0
	var dashes []float64
	for _, part := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }) {
		d, err := s.frame.length("stroke-dasharray", part)
		if err != nil || d < 0 || len(dashes) == maxDashes {
			return fmt.Errorf("stroke-dasharray: %q is no list of up to %d lengths", shortened(v), maxDashes)
		}
		dashes, sum = append(dashes, d), sum+d
	}
	if len(dashes)%2 != 0 {
		dashes = append(dashes, dashes...)
	}
	if sum > 0 {
		s.pen.Dash = dashes
	}
	return nil
}

// maxDashes is the most lengths of a pattern of dashes.
const maxDashes = 16
