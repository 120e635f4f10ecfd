// Package artwork reads a drawing, such as a publisher's logo, from SVG: paths with their paint, and nothing else. What SVG has
// beside (pictures, live text, gradients, transparency, programs) is refused by name and line, because a print edition could
// not show it as it was drawn.
//
// It may import no other room. It touches no file: bytes in, a value or an error out.
package artwork

// A Drawing is shapes in a box, in the order of painting. Its points are in user units, x to the right and y down, from the upper left
// corner of the box; what lies outside of the box is not seen.
type Drawing struct {
	Width, Height float64
	Shapes        []Shape
}

// A Shape is a path and its paint.
type Shape struct {
	Path    []Segment
	Fill    Paint
	EvenOdd bool // the rule of what is inside; else non-zero winding
	Stroke  Paint
	Pen     Pen
	Clips   []Clip // it is seen inside all of them alone
}

// A Clip is a path that shapes are seen inside of; an empty one hides them.
type Clip struct {
	Path    []Segment
	EvenOdd bool
}

// A Pen draws strokes.
type Pen struct {
	Width float64   // user units
	Cap   int       // as PDF counts them (ISO 32000-1, table 54): 0 butt, 1 round, 2 square
	Join  int       // 0 miter, 1 round, 2 bevel
	Miter float64   // limit
	Dash  []float64 // lengths of dashes and gaps by turns, user units; nil: none
	Phase float64   // where in them a stroke begins
}

// A Paint is none, a gray, or a colour. Editions have one colour at most, so a Paint tells no hue: Level is the luminance, from 0
// (black) to 1 (white).
type Paint struct {
	Kind  PaintKind
	Level float64
}

// A PaintKind tells what a Paint is.
type PaintKind uint8

// The kinds of paint.
const (
	NoPaint PaintKind = iota
	Gray
	Colour
)

// A Segment is one step of a path, in absolute points.
type Segment struct {
	Op Op
	P  [3]Point // of Curve all, the last one its end; of Move and Line the first
}

// A Point is a place in user units.
type Point struct{ X, Y float64 }

// An Op is what a segment does.
type Op uint8

// The steps of a path.
const (
	Move Op = iota
	Line
	Curve // a cubic Bézier curve
	Close
)

// Limits of an SVG file.
const (
	MaxSize     = 1 << 20 // bytes
	MaxSegments = 50_000
	MaxDepth    = 64
	maxNumber   = 1e6
)
