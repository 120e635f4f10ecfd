package artwork

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

// number is v to three decimals, as short as can be.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000+0, 'f', -1, 64)
}

// dump writes a drawing as the golden files have it.
func dump(d Drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s x %s\n", number(d.Width), number(d.Height))
	for _, s := range d.Shapes {
		if s.Fill.Kind != NoPaint {
			fmt.Fprintf(&b, "fill %s", named(s.Fill))
			if s.EvenOdd {
				b.WriteString(" evenodd")
			}
		}
		if s.Stroke.Kind != NoPaint {
			fmt.Fprintf(&b, " stroke %s width %s cap %d join %d miter %s", named(s.Stroke), number(s.Pen.Width), s.Pen.Cap, s.Pen.Join, number(s.Pen.Miter))
		}
		if s.Pen.Dash != nil && s.Stroke.Kind != NoPaint {
			fmt.Fprintf(&b, " dash %v %s", s.Pen.Dash, number(s.Pen.Phase))
		}
		for _, c := range s.Clips {
			b.WriteString(" clip" + map[bool]string{true: " evenodd"}[c.EvenOdd] + written(c.Path))
		}
		b.WriteString(":" + written(s.Path) + "\n")
	}
	return strings.ReplaceAll(b.String(), "\n stroke", "\nstroke")
}

func named(p Paint) string {
	return fmt.Sprintf("%s %.2f", [...]string{"none", "gray", "colour"}[p.Kind], p.Level)
}

func written(path []Segment) string {
	var b strings.Builder
	for _, s := range path {
		b.WriteString(" " + "MLCZ"[s.Op:s.Op+1])
		for _, p := range s.P[:[...]int{1, 1, 3, 0}[s.Op]] {
			b.WriteString(" " + number(p.X) + " " + number(p.Y))
		}
	}
	return b.String()
}

func golden(t *testing.T, name string, got func(file string, data []byte) string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 8 || len(archive.Files)%2 != 0 {
		t.Fatalf("testdata/%s has %d files", name, len(archive.Files))
	}
	for i := 0; i < len(archive.Files); i += 2 {
		in, want := archive.Files[i], string(archive.Files[i+1].Data)
		if got := got(in.Name, in.Data); got != want {
			t.Errorf("%s\n got %s\nwant %s", in.Name, got, want)
		}
	}
}

// If it fails, a logo is printed in another form, colour or place than its drawing program shows.
func TestParse(t *testing.T) {
	golden(t, "svg.txtar", func(file string, data []byte) string {
		d, err := Parse(file, data)
		if err != nil {
			return err.Error()
		}
		return dump(d)
	})
}

// If it fails, a designer is not told what of a drawing cannot be printed, or it is printed without.
func TestWhatCannotBePrintedIsRefused(t *testing.T) {
	golden(t, "errors.txtar", func(file string, data []byte) string {
		if _, err := Parse(file, data); err != nil {
			return err.Error() + "\n"
		}
		return "no error\n"
	})
	if _, err := Parse("big.svg", make([]byte, MaxSize+1)); err == nil {
		t.Error("a drawing of any size is read")
	}
	if _, err := Parse("deep.svg", []byte(`<svg viewBox="0 0 1 1">`+strings.Repeat("<g>", 1000)+strings.Repeat("</g>", 1000)+"</svg>")); err == nil {
		t.Error("elements of any depth are read")
	}
	if _, err := Parse("long.svg", []byte(`<svg viewBox="0 0 1 1"><path d="M0 0`+strings.Repeat("h1", MaxSegments)+`"/></svg>`)); err == nil {
		t.Error("a path of any length is read")
	}
}

// If it fails, programs that save relative coordinates have other logos than those that save absolute ones.
func TestRelativePathsAreAbsoluteOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(-400, 400).Draw(t, "quarter")) / 4 })
		x, y := coordinate.Draw(t, "x"), coordinate.Draw(t, "y")
		absolute, relative := fmt.Sprintf("M%v %v", x, y), fmt.Sprintf("m%v,%v", x, y)
		for range rapid.IntRange(1, 12).Draw(t, "segments") {
			command := rapid.SampledFrom([]byte("LHVCSQTA")).Draw(t, "command")
			a, r := string(command), string(command|0x20)
			toX, toY := x, y
			switch command {
			case 'A':
				toX, toY = coordinate.Draw(t, "x"), coordinate.Draw(t, "y")
				arc := fmt.Sprintf("%v %v %v %d %d ", math.Abs(coordinate.Draw(t, "rx")), math.Abs(coordinate.Draw(t, "ry")), coordinate.Draw(t, "turn"),
					rapid.IntRange(0, 1).Draw(t, "large"), rapid.IntRange(0, 1).Draw(t, "sweep"))
				a, r = a+arc+fmt.Sprintf("%v %v", toX, toY), r+arc+fmt.Sprintf("%v %v", toX-x, toY-y)
			case 'H':
				toX = coordinate.Draw(t, "x")
				a, r = fmt.Sprint(a, toX), fmt.Sprint(r, toX-x)
			case 'V':
				toY = coordinate.Draw(t, "y")
				a, r = fmt.Sprint(a, toY), fmt.Sprint(r, toY-y)
			default:
				for range counts[command] / 2 {
					toX, toY = coordinate.Draw(t, "x"), coordinate.Draw(t, "y")
					a, r = a+fmt.Sprintf(" %v,%v", toX, toY), r+fmt.Sprintf(" %v,%v", toX-x, toY-y)
				}
			}
			x, y, absolute, relative = toX, toY, absolute+a, relative+r
		}
		one, err := parsePath(absolute)
		if err != nil {
			t.Fatalf("%s: %v", absolute, err)
		}
		other, err := parsePath(relative)
		if err != nil {
			t.Fatalf("%s: %v", relative, err)
		}
		if written(one) != written(other) {
			t.Fatalf("%s is%s\n%s is%s", absolute, written(one), relative, written(other))
		}
		if end := one[len(one)-1]; end.P[map[Op]int{Line: 0, Curve: 2}[end.Op]] != (Point{x, y}) {
			t.Fatalf("%s ends at%s", absolute, written(one[len(one)-1:]))
		}
	})
}

// If it fails, round parts of a logo have corners or bulges.
func TestArcsAreRound(t *testing.T) {
	path, err := parsePath("M10 0A10 10 0 1 1 0 -10")
	if err != nil {
		t.Fatal(err)
	}
	from := path[0].P[0]
	for _, s := range path[1:] {
		for k := 0.0; k <= 1; k += 0.125 {
			u := 1 - k
			x := u*u*u*from.X + 3*u*u*k*s.P[0].X + 3*u*k*k*s.P[1].X + k*k*k*s.P[2].X
			y := u*u*u*from.Y + 3*u*u*k*s.P[0].Y + 3*u*k*k*s.P[1].Y + k*k*k*s.P[2].Y
			if r := math.Hypot(x, y); math.Abs(r-10) > 0.01 {
				t.Errorf("a point of the circle is %.3f from its centre", r)
			}
		}
		from = s.P[2]
	}
	if len(path) != 4 {
		t.Errorf("three quarters of a circle are %d segments", len(path))
	}
}

// What is read is within its limits, whatever a file holds, and the same twice.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"testdata/svg.txtar", "testdata/errors.txtar"} {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			f.Add(archive.Files[i].Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse("f.svg", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.svg:") {
				t.Fatal(err)
			}
			return
		}
		if !(d.Width > 0 && d.Height > 0) {
			t.Fatalf("the drawing is %v x %v", d.Width, d.Height)
		}
		for _, s := range d.Shapes {
			if s.Path[0].Op != Move || s.Fill.Kind == NoPaint && s.Stroke.Kind == NoPaint {
				t.Fatalf("shape %+v", s)
			}
			path := s.Path
			for _, c := range s.Clips {
				path = append(path, c.Path...)
			}
			for _, step := range path {
				for _, p := range step.P {
					if !(math.Abs(p.X) <= maxNumber && math.Abs(p.Y) <= maxNumber) {
						t.Fatalf("a point at %v", p)
					}
				}
			}
			if w := s.Pen.Width; !(w >= 0) || math.IsInf(w, 0) || s.Fill.Level < 0 || s.Fill.Level > 1 || s.Stroke.Level < 0 || s.Stroke.Level > 1 {
				t.Fatalf("shape %+v", s)
			}
		}
		if again, _ := Parse("f.svg", data); dump(again) != dump(d) {
			t.Fatal("the same file is read in two ways")
		}
	})
}
