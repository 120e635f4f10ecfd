package layout

// Marks are what the printer needs outside the bleed: where the page is cut, and whether its plates lie on each other. All
// are black on every plate.
type Marks struct {
	Crops   []Rect // thin lines in the direction of the cuts
	Targets []Target
}

// A Target is a register mark: a circle with a cross twice as wide. X and Y are its middle, all in points.
type Target struct{ X, Y, Radius float64 }

// The measures of marks, in millimetres but for the thickness.
const (
	markDistance  = 3.0 // from the trim, at least: marks stand outside the bleed
	markLength    = 5.0
	markMargin    = 2.0  // beyond the marks
	markThickness = 0.25 // points
)

// boxesOf is the geometry of a page: the media is the trimmed page, the bleed around it, and room for marks where they are
// wanted.
func boxesOf(p PageStyle) Boxes {
	w, h := p.Size.Width*pointsPerMM, p.Size.Height*pointsPerMM
	margin, bleed := mediaMargin(p)*pointsPerMM, p.Bleed*pointsPerMM
	trim := Rect{margin, margin, margin + w, margin + h}
	return Boxes{Media: Rect{0, 0, w + 2*margin, h + 2*margin}, Bleed: trim.grown(bleed), Trim: trim}
}

// mediaMargin is how much paper there is around the trim, in millimetres.
func mediaMargin(p PageStyle) float64 {
	if !p.Marks {
		return p.Bleed
	}
	return max(p.Bleed, markDistance) + markLength + markMargin
}

func (r Rect) grown(by float64) Rect { return Rect{r.X0 - by, r.Y0 - by, r.X1 + by, r.Y1 + by} }

func (r Rect) moved(x, y float64) Rect { return Rect{r.X0 + x, r.Y0 + y, r.X1 + x, r.Y1 + y} }

// marksOf are the crop marks at the corners and a target in the middle of each side.
func marksOf(p PageStyle) Marks {
	if !p.Marks {
		return Marks{}
	}
	trim := boxesOf(p).Trim
	near := max(p.Bleed, markDistance) * pointsPerMM
	length, half := markLength*pointsPerMM, markThickness/2
	var m Marks
	for _, x := range []float64{trim.X0, trim.X1} {
		m.Crops = append(m.Crops, Rect{x - half, trim.Y0 - near - length, x + half, trim.Y0 - near},
			Rect{x - half, trim.Y1 + near, x + half, trim.Y1 + near + length})
	}
	for _, y := range []float64{trim.Y0, trim.Y1} {
		m.Crops = append(m.Crops, Rect{trim.X0 - near - length, y - half, trim.X0 - near, y + half},
			Rect{trim.X1 + near, y - half, trim.X1 + near + length, y + half})
	}
	x, y, out := (trim.X0+trim.X1)/2, (trim.Y0+trim.Y1)/2, near+length/2
	for _, at := range [][2]float64{{x, trim.Y0 - out}, {x, trim.Y1 + out}, {trim.X0 - out, y}, {trim.X1 + out, y}} {
		m.Targets = append(m.Targets, Target{at[0], at[1], length / 4})
	}
	return m
}

// Trimmed is the document without bleed and marks, its pages as they are after the cut: their lower left corner is the
// origin. It shares what it can with d; neither is changed.
func (d Document) Trimmed() Document {
	x, y := -d.Boxes.Trim.X0, -d.Boxes.Trim.Y0
	trim := d.Boxes.Trim.moved(x, y)
	d.Boxes, d.Marks = Boxes{trim, trim, trim}, Marks{}
	pages := make([]Page, len(d.Pages))
	for i, p := range d.Pages {
		pages[i] = p.moved(x, y)
	}
	d.Pages = pages
	outline := make([]Bookmark, len(d.Outline))
	for i, b := range d.Outline {
		b.Top += y
		outline[i] = b
	}
	d.Outline = outline
	return d
}

func (p Page) moved(x, y float64) Page {
	out := Page{Lines: make([]Line, len(p.Lines)), Rules: make([]Rule, len(p.Rules)), Art: make([]Artwork, len(p.Art))}
	for i, l := range p.Lines {
		l.Baseline += y
		words := make([]Word, len(l.Words))
		for k, w := range l.Words {
			w.X += x
			words[k] = w
		}
		l.Words = words
		out.Lines[i] = l
	}
	for i, r := range p.Rules {
		r.Rect = r.Rect.moved(x, y)
		out.Rules[i] = r
	}
	for i, a := range p.Art {
		out.Art[i] = Artwork{a.Rect.moved(x, y), a.Drawing}
	}
	return out
}
