package artwork

import "fmt"

// outline is the path of a shape element (SVG 1.1, 9).
func outline(name string, attributes map[string]string, f frame) ([]Segment, error) {
	switch name {
	case "path":
		return parsePath(attributes["d"])
	case "polyline", "polygon":
		return polygon(attributes["points"], name == "polygon")
	}
	v := map[string]float64{}
	for _, key := range []string{"x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2"} {
		if s := attributes[key]; s != "" && s != "auto" {
			n, err := f.length(key, s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
			v[key] = n
		}
	}
	switch name {
	case "circle":
		return ellipse(v["cx"], v["cy"], v["r"], v["r"]), nil
	case "ellipse":
		rx, ry := radii(v)
		return ellipse(v["cx"], v["cy"], rx, ry), nil
	case "line":
		return []Segment{{Op: Move, P: [3]Point{{v["x1"], v["y1"]}}}, {Op: Line, P: [3]Point{{v["x2"], v["y2"]}}}}, nil
	}
	return rectangle(v), nil
}

func polygon(points string, closed bool) ([]Segment, error) {
	v, err := numbers(points)
	if err != nil || len(v) < 2 {
		return nil, err
	}
	if len(v)%2 != 0 {
		return nil, fmt.Errorf("points has an odd count of numbers, %d", len(v))
	}
	out := []Segment{{Op: Move, P: [3]Point{{v[0], v[1]}}}}
	for i := 2; i < len(v); i += 2 {
		out = append(out, Segment{Op: Line, P: [3]Point{{v[i], v[i+1]}}})
	}
	if closed {
		out = append(out, Segment{Op: Close})
	}
	return out, nil
}

func ellipse(x, y, rx, ry float64) []Segment {
	if rx <= 0 || ry <= 0 {
		return nil
	}
	p := pathReader{}
	p.draw('M', false, [6]float64{x + rx, y})
	p.drawArc(rx, ry, 0, false, true, Point{x - rx, y})
	p.drawArc(rx, ry, 0, false, true, Point{x + rx, y})
	p.draw('Z', false, [6]float64{})
	return p.out
}

// radii are rx and ry; one that is left out is as the other (SVG 2, 7.4).
func radii(v map[string]float64) (rx, ry float64) {
	rx, hasX := v["rx"]
	ry, hasY := v["ry"]
	if !hasX {
		rx = ry
	}
	if !hasY {
		ry = rx
	}
	return rx, ry
}

// rectangle is one with round corners, if it has radii.
func rectangle(v map[string]float64) []Segment {
	x, y, w, h := v["x"], v["y"], v["width"], v["height"]
	if w <= 0 || h <= 0 {
		return nil
	}
	rx, ry := radii(v)
	rx, ry = min(max(rx, 0), w/2), min(max(ry, 0), h/2)
	if rx == 0 || ry == 0 {
		rx, ry = 0, 0
	}
	p := pathReader{}
	p.draw('M', false, [6]float64{x + rx, y})
	for _, corner := range [][2]Point{
		{{x + w - rx, y}, {x + w, y + ry}}, {{x + w, y + h - ry}, {x + w - rx, y + h}},
		{{x + rx, y + h}, {x, y + h - ry}}, {{x, y + ry}, {x + rx, y}},
	} {
		p.line(corner[0])
		if rx > 0 {
			p.drawArc(rx, ry, 0, false, true, corner[1])
		}
	}
	p.draw('Z', false, [6]float64{})
	return p.out
}
