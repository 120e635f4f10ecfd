package artwork

import (
	"fmt"
	"strings"
)

// referred is the element that "#id" or "url(#id)" is of.
func (r *reader) referred(reference string) (*node, error) {
	id := strings.TrimSpace(reference)
	if inner, ok := strings.CutPrefix(id, "url("); ok {
		id = strings.Trim(strings.TrimSuffix(inner, ")"), " \"'")
	}
	name, local := strings.CutPrefix(id, "#")
	if n := r.tree.ids[name]; local && n != nil {
		return n, nil
	}
	return nil, fmt.Errorf("%q is no element of the drawing", shortened(reference))
}

// clone draws the element that a <use> refers to, in another place (SVG 1.1, 5.6).
func (r *reader) clone(n *node, s state, depth int) error {
	target, err := r.referred(n.attributes["href"])
	if err != nil {
		return fmt.Errorf("<use>: %w", err)
	}
	v := map[string]float64{}
	for _, key := range []string{"x", "y", "width", "height"} {
		if text, ok := n.attributes[key]; ok {
			if v[key], err = s.frame.length(key, text); err != nil {
				return fmt.Errorf("<use>: %s: %w", key, err)
			}
		}
	}
	s.matrix = s.matrix.times(matrix{a: 1, d: 1, e: v["x"], f: v["y"]})
	if target.name != "symbol" {
		return r.walk(target, s, depth+1)
	}
	if target.attributes["viewBox"] != "" {
		box, err := viewBox(target.attributes)
		if err != nil {
			return fmt.Errorf("<symbol>: %w", err)
		}
		s.matrix = s.matrix.times(fitted(box, v["width"], v["height"]))
		s.frame = frame{box[2], box[3]}
	}
	if s, err = s.with(r.styles.of("symbol", target.attributes), ""); err != nil {
		return fmt.Errorf("<symbol>: %w", err)
	}
	if r.steps++; r.steps > maxSteps || depth > MaxDepth {
		return fmt.Errorf("the drawing has clones of themselves")
	}
	return r.inside(target, s, depth+1)
}

// fitted maps a view box into a width and a height, in the middle and as large as has room (SVG 1.1, 7.8); 0 is as large as it is.
func fitted(box [4]float64, width, height float64) matrix {
	if width <= 0 {
		width = box[2]
	}
	if height <= 0 {
		height = box[3]
	}
	scale := min(width/box[2], height/box[3])
	return matrix{a: scale, d: scale, e: (width-box[2]*scale)/2 - box[0]*scale, f: (height-box[3]*scale)/2 - box[1]*scale}
}

// clip adds the path that a clip-path refers to to those of a state.
func (r *reader) clip(s *state, reference string) error {
	if reference == "" || reference == "none" {
		return nil
	}
	target, err := r.referred(reference)
	if err != nil {
		return fmt.Errorf("clip-path: %w", err)
	}
	if target.name != "clipPath" || target.attributes["clipPathUnits"] == "objectBoundingBox" || target.attributes["clip-path"] != "" {
		return fmt.Errorf("clip-path: %q is more than paths; apply it to what it clips, or take it out", shortened(reference))
	}
	own, err := parseTransform(target.attributes["transform"])
	if err != nil {
		return err
	}
	c := Clip{}
	for _, n := range target.children {
		if err := r.clipPart(&c, n, s.matrix.times(own), s.frame); err != nil {
			return fmt.Errorf("clip-path: %q: %w", shortened(reference), err)
		}
	}
	s.clips = append(s.clips[:len(s.clips):len(s.clips)], c)
	return nil
}

// clipPart adds a shape, or the one that a <use> refers to, to a clip.
func (r *reader) clipPart(c *Clip, n *node, m matrix, f frame) error {
	if skipped[n.name] {
		return nil
	}
	own, err := parseTransform(n.attributes["transform"])
	if err != nil {
		return err
	}
	m = m.times(own)
	properties := r.styles.of(n.name, n.attributes)
	if n.name == "use" {
		target, err := r.referred(n.attributes["href"])
		if err != nil {
			return err
		}
		x, _ := f.length("x", n.attributes["x"])
		y, _ := f.length("y", n.attributes["y"])
		if own, err = parseTransform(target.attributes["transform"]); err != nil {
			return err
		}
		m = m.times(matrix{a: 1, d: 1, e: x, f: y}).times(own)
		n = target
	}
	if !basic[n.name] {
		return fmt.Errorf("it has an element <%s>; apply it to what it clips, or take it out", shortened(n.name))
	}
	part, err := r.outline(n, f)
	if err != nil {
		return err
	}
	if err := move(part, m); err != nil {
		return err
	}
	rule := r.styles.of(n.name, n.attributes)["clip-rule"]
	c.EvenOdd = c.EvenOdd || rule == "evenodd" || properties["clip-rule"] == "evenodd"
	c.Path = append(c.Path, part...)
	return nil
}
