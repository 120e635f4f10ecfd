package artwork

import (
	"fmt"
	"math"
	"strings"
)

// A matrix maps x to a x + c y + e and y to b x + d y + f, as in SVG 1.1, 7.4.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// times is the matrix that maps by n first, then by m.
func (m matrix) times(n matrix) matrix {
	return matrix{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f}
}

func (m matrix) at(p Point) Point { return Point{m.a*p.X + m.c*p.Y + m.e, m.b*p.X + m.d*p.Y + m.f} }

// scale is how much the matrix enlarges; even is false where that depends on the direction, so that a stroke would be of uneven
// width.
func (m matrix) scale() (s float64, even bool) {
	across, down := math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)
	s = math.Sqrt(math.Abs(m.a*m.d - m.b*m.c))
	skew := math.Abs(m.a*m.c + m.b*m.d)
	return s, math.Abs(across-down) <= 0.01*max(across, down) && skew <= 0.01*across*down
}

// parseTransform reads a transform attribute (SVG 1.1, 7.6).
func parseTransform(s string) (matrix, error) {
	m := identity
	for s = trimmed(s); s != ""; s = trimmed(s) {
		name, rest, ok := strings.Cut(s, "(")
		inner, after, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return m, fmt.Errorf("the transform %q is cut off", shortened(s))
		}
		v, err := numbers(inner)
		if err != nil {
			return m, err
		}
		step, err := transformOf(strings.TrimSpace(name), v)
		if err != nil {
			return m, err
		}
		m, s = m.times(step), after
	}
	return m, nil
}

func trimmed(s string) string { return strings.Trim(s, " \t\r\n,") }

func transformOf(name string, v []float64) (matrix, error) {
	switch n := len(v); {
	case name == "matrix" && n == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
	case name == "translate" && n == 1:
		return matrix{a: 1, d: 1, e: v[0]}, nil
	case name == "translate" && n == 2:
		return matrix{a: 1, d: 1, e: v[0], f: v[1]}, nil
	case name == "scale" && n == 1:
		return matrix{a: v[0], d: v[0]}, nil
	case name == "scale" && n == 2:
		return matrix{a: v[0], d: v[1]}, nil
	case name == "rotate" && n == 1:
		return rotation(v[0]), nil
	case name == "rotate" && n == 3:
		return matrix{a: 1, d: 1, e: v[1], f: v[2]}.times(rotation(v[0])).times(matrix{a: 1, d: 1, e: -v[1], f: -v[2]}), nil
	case name == "skewX" && n == 1:
		return matrix{a: 1, d: 1, c: math.Tan(v[0] * math.Pi / 180)}, nil
	case name == "skewY" && n == 1:
		return matrix{a: 1, d: 1, b: math.Tan(v[0] * math.Pi / 180)}, nil
	}
	return identity, fmt.Errorf("the transform %s with %d numbers is not of SVG", shortened(name), len(v))
}

func rotation(degrees float64) matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return matrix{a: cos, b: sin, c: -sin, d: cos}
}
