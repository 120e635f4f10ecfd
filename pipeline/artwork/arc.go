package artwork

import "math"

// arc reads an elliptical arc and draws it as curves of at most a quarter turn each.
func (p *pathReader) arc(relative bool) error {
	var v [3]float64
	for i := range v {
		n, err := p.number()
		if err != nil {
			return err
		}
		v[i] = n
	}
	large, err := p.flag()
	if err != nil {
		return err
	}
	sweep, err := p.flag()
	if err != nil {
		return err
	}
	x, err := p.number()
	if err != nil {
		return err
	}
	y, err := p.number()
	if err != nil {
		return err
	}
	to := Point{x, y}
	if relative {
		to = Point{p.pen.X + x, p.pen.Y + y}
	}
	p.drawArc(math.Abs(v[0]), math.Abs(v[1]), v[2]*math.Pi/180, large, sweep, to)
	p.last = 'A'
	return nil
}

// drawArc goes from the pen to a point on an ellipse (SVG 1.1, F.6.5: from end points to the centre).
func (p *pathReader) drawArc(rx, ry, turn float64, large, sweep bool, to Point) {
	if rx == 0 || ry == 0 || p.pen == to {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(turn)
	dx, dy := (p.pen.X-to.X)/2, (p.pen.Y-to.Y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 { // too small to reach: as large as need be
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	d := rx*rx*y*y + ry*ry*x*x
	root := math.Sqrt(max(0, (rx*rx*ry*ry-d)/d))
	if large == sweep {
		root = -root
	}
	cx, cy := root*rx*y/ry, -root*ry*x/rx
	from := math.Atan2((y-cy)/ry, (x-cx)/rx)
	angle := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - from
	switch {
	case sweep && angle < 0:
		angle += 2 * math.Pi
	case !sweep && angle > 0:
		angle -= 2 * math.Pi
	}
	m := matrix{cos * rx, sin * rx, -sin * ry, cos * ry, cos*cx - sin*cy + (p.pen.X+to.X)/2, sin*cx + cos*cy + (p.pen.Y+to.Y)/2}
	p.turn(m, from, angle, to)
}

// turn draws a part of the unit circle as a matrix maps it.
func (p *pathReader) turn(m matrix, from, angle float64, to Point) {
	n := math.Ceil(math.Abs(angle)/(math.Pi/2) - 1e-9)
	step := angle / n
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range int(n) {
		s, c := math.Sincos(from + float64(i)*step)
		t, d := math.Sincos(from + float64(i+1)*step)
		end := m.at(Point{d, t})
		if i+1 == int(n) {
			end = to
		}
		p.curve(m.at(Point{c - k*s, s + k*c}), m.at(Point{d + k*t, t - k*d}), end)
	}
}
