package artwork

import (
	"fmt"
	"strings"
)

// A pathReader turns path data (SVG 1.1, 8.3) into segments.
type pathReader struct {
	scanner
	out     []Segment
	pen     Point // where the last segment ended
	start   Point // of the subpath
	control Point // of the last curve, for the smooth ones
	last    byte  // the last command, in capitals
}

// parsePath reads the attribute d.
func parsePath(d string) ([]Segment, error) {
	p := pathReader{scanner: scanner{s: d}}
	command := byte(0)
	for !p.done() {
		if c := p.s[p.at]; strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0 {
			command = c
			p.at++
		} else if command == 0 || command|0x20 == 'z' {
			return nil, fmt.Errorf("path data has %q, where a command is due", shortened(p.s[p.at:]))
		}
		if p.last == 0 && command|0x20 != 'm' {
			return nil, fmt.Errorf("path data begins with %q, not with M", command)
		}
		if err := p.step(command); err != nil {
			return nil, err
		}
		if len(p.out) > MaxSegments {
			return nil, fmt.Errorf("the drawing has more than %d segments", MaxSegments)
		}
		switch command { // further pairs after a move are lines
		case 'M':
			command = 'L'
		case 'm':
			command = 'l'
		}
	}
	return p.out, nil
}

// counts are the numbers that a command takes.
var counts = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'Z': 0}

func (p *pathReader) step(command byte) error {
	relative := command >= 'a'
	upper := command &^ 0x20
	if upper == 'A' {
		return p.arc(relative)
	}
	var v [6]float64
	for i := range counts[upper] {
		n, err := p.number()
		if err != nil {
			return err
		}
		v[i] = n
	}
	p.draw(upper, relative, v)
	p.last = upper
	return nil
}

func (p *pathReader) draw(command byte, relative bool, v [6]float64) {
	base := Point{}
	if relative {
		base = p.pen
	}
	at := func(i int) Point { return Point{base.X + v[i], base.Y + v[i+1]} }
	switch command {
	case 'M':
		p.pen = at(0)
		p.start = p.pen
		p.out = append(p.out, Segment{Op: Move, P: [3]Point{p.pen}})
	case 'L':
		p.line(at(0))
	case 'H':
		p.line(Point{base.X + v[0], p.pen.Y})
	case 'V':
		p.line(Point{p.pen.X, base.Y + v[0]})
	case 'C':
		p.curve(at(0), at(2), at(4))
	case 'S':
		p.curve(p.reflected("CS"), at(0), at(2))
	case 'Q':
		p.quadratic(at(0), at(2))
	case 'T':
		p.quadratic(p.reflected("QT"), at(0))
	case 'Z':
		p.out = append(p.out, Segment{Op: Close})
		p.pen = p.start
	}
}

// reflected is the control point of a smooth curve: the last one's beyond the pen, or the pen.
func (p *pathReader) reflected(after string) Point {
	if strings.IndexByte(after, p.last) < 0 {
		return p.pen
	}
	return Point{2*p.pen.X - p.control.X, 2*p.pen.Y - p.control.Y}
}

func (p *pathReader) line(to Point) {
	p.resume()
	p.out = append(p.out, Segment{Op: Line, P: [3]Point{to}})
	p.pen = to
}

func (p *pathReader) curve(a, b, to Point) {
	p.resume()
	p.out = append(p.out, Segment{Op: Curve, P: [3]Point{a, b, to}})
	p.pen, p.control = to, b
}

// quadratic draws a quadratic curve as the cubic one that it is.
func (p *pathReader) quadratic(c, to Point) {
	third := func(end Point) Point { return Point{end.X + (c.X-end.X)*2/3, end.Y + (c.Y-end.Y)*2/3} }
	p.curve(third(p.pen), third(to), to)
	p.control = c
}

// resume begins a subpath where the last one was closed and no move follows.
func (p *pathReader) resume() {
	if n := len(p.out); n > 0 && p.out[n-1].Op == Close {
		p.out = append(p.out, Segment{Op: Move, P: [3]Point{p.pen}})
	}
}
