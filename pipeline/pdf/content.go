package pdf

import (
	"math"
	"strconv"

	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// A painter writes content streams. Marked-content sequences lie flat, one after the other inside one text object: poppler's
// structure text loses what follows an inner one. All but the accent is DeviceGray black: it prints on the black plate alone.
type painter struct {
	document *layout.Document
	fonts    map[*typeface.Face]string // resource names
	tree     *tree                     // nil: nothing is tagged
	b        []byte
	page     int
	open     sequence
	state    textState
}

// A sequence is the marked content that is open.
type sequence struct {
	element  int32
	reversed bool // right-to-left words: ReversedChars (ISO 32000-1, 14.8.2.3.3)
	is       bool
}

// A textState is what stays set from line to line.
type textState struct {
	face     *typeface.Face
	size     float64
	scale    float64 // of Tz, 1 is natural
	tracking float64 // of Tc, points
	accent   bool    // of the colour
}

// paint writes a page. The result holds until the next call.
func (p *painter) paint(page int) []byte {
	p.b = p.b[:0]
	p.append(page)
	return p.b
}

// append writes a page behind what is painted.
func (p *painter) append(page int) {
	p.b, p.page, p.open = append(p.b, "0 g\n"...), page, sequence{}
	p.state = textState{scale: 1}
	p.marks()
	for _, r := range p.document.Pages[page].Rules {
		p.rule(r)
	}
	for _, a := range p.document.Pages[page].Art {
		p.art(a)
	}
	p.underlines()
	p.b = append(p.b, "BT\n"...)
	for i := range p.document.Pages[page].Lines {
		p.line(&p.document.Pages[page].Lines[i])
	}
	p.end()
	p.b = append(p.b, "ET"...)
}

func (p *painter) rule(r layout.Rule) {
	p.artifact("/Layout", r.Rect)
	p.colour(r.Accent)
	p.fill(r.Rect)
	p.endArtifact()
}

// artifact opens what is no content of the document.
func (p *painter) artifact(kind string, box layout.Rect) {
	if p.tree == nil {
		return
	}
	p.b = append(append(p.b, "/Artifact<</Type"...), kind...)
	p.b = rectangle(append(p.b, "/BBox"...), [4]float64{box.X0, box.Y0, box.X1, box.Y1})
	p.b = append(p.b, ">>BDC "...)
}

func (p *painter) endArtifact() {
	if p.tree != nil {
		p.b = append(p.b, "EMC\n"...)
	}
}

func (p *painter) fill(r layout.Rect) {
	for _, v := range []float64{r.X0, r.Y0, r.X1 - r.X0, r.Y1 - r.Y0} {
		p.b = append(number(p.b, v), ' ')
	}
	p.b = append(p.b, "re f "...)
}

// colour brings the colour to black, or to the accent.
func (p *painter) colour(accent bool) {
	if p.state.accent == accent {
		return
	}
	if p.state.accent = accent; !accent {
		p.b = append(p.b, "0 g\n"...)
		return
	}
	p.b = setAccent(p.b, p.document.Accent)
}

func (p *painter) line(l *layout.Line) {
	for i := 0; i < len(l.Words); {
		w := &l.Words[i]
		p.begin(l, w)
		j := i + 1
		if !w.RightToLeft {
			for j < len(l.Words) && alike(w, &l.Words[j]) && p.tree.of(w.Element) == p.tree.of(l.Words[j].Element) {
				j++
			}
		}
		p.show(l, l.Words[i:j])
		i = j
	}
	if p.tree != nil && p.tree.hasLinks {
		p.tree.place(l, p.page)
	}
}

// alike tells whether two words can stand in one array.
func alike(a, b *layout.Word) bool {
	return a.Face == b.Face && a.Tracked == b.Tracked && !b.RightToLeft && b.X >= a.X
}

// begin opens the marked content of a word, if it is not open.
func (p *painter) begin(l *layout.Line, w *layout.Word) {
	if p.tree == nil {
		return
	}
	element := p.tree.of(w.Element)
	want := sequence{element, w.RightToLeft && element != layout.Artifact, true}
	if p.open == want {
		return
	}
	p.end()
	p.open = want
	if element == layout.Artifact {
		p.b = append(p.b, "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]/BBox"...)
		t := p.document.Boxes.Trim
		p.b = rectangle(p.b, [4]float64{t.X0, l.Baseline - l.Size/2, t.X1, l.Baseline + l.Size})
		p.b = append(p.b, ">>BDC\n"...)
		return
	}
	p.b = append(p.b, '/')
	if want.reversed {
		p.b = append(p.b, "ReversedChars"...)
	} else {
		p.b = append(p.b, p.document.Elements[element].Tag...)
	}
	p.b = append(p.b, "<</MCID "...)
	p.b = strconv.AppendInt(p.b, int64(p.tree.mark(element, p.page)), 10)
	p.b = append(p.b, ">>BDC\n"...)
}

func (p *painter) end() {
	if p.open.is {
		p.b = append(p.b, "EMC\n"...)
	}
	p.open = sequence{}
}

// set brings font, scale and tracking to what a word wants.
func (p *painter) set(l *layout.Line, w *layout.Word) {
	p.colour(l.Accent)
	tracking := 0.0
	if w.Tracked {
		tracking = math.Round(l.Tracking*l.Size*1000) / 1000
	}
	if p.state.face != w.Face || p.state.size != l.Size {
		p.b = append(append(append(p.b, '/'), p.fonts[w.Face]...), ' ')
		p.b = append(number(p.b, l.Size), " Tf\n"...)
	}
	if p.state.scale != l.Scale {
		p.b = append(number(p.b, l.Scale*100), " Tz\n"...)
	}
	if p.state.tracking != tracking {
		p.b = append(number(p.b, tracking), " Tc\n"...)
	}
	p.state = textState{w.Face, l.Size, l.Scale, tracking, l.Accent}
}

// show writes words that are alike as one array. The pen is where a viewer has it: what the words' places differ from it is
// corrected in whole 1/1000 em, so that errors never add up.
func (p *painter) show(l *layout.Line, words []layout.Word) {
	p.set(l, &words[0])
	p.b = append(p.b, "1 0 0 1 "...)
	p.b = append(number(p.b, words[0].X), ' ')
	p.b = append(number(p.b, l.Baseline), " Tm["...)
	em := l.Size * l.Scale
	pen, open := words[0].X, false
	code := func(at float64, c uint16, width float64) {
		if n := math.Round((pen - at) / em * 1000); n != 0 {
			if open {
				p.b, open = append(p.b, '>'), false
			}
			p.b = strconv.AppendInt(p.b, int64(n), 10)
			pen -= n / 1000 * em
		}
		if !open {
			p.b, open = append(p.b, '<'), true
		}
		p.b = appendHex16(p.b, c)
		pen += (width*l.Size + p.state.tracking) * l.Scale
	}
	for i := range words {
		w := &words[i]
		x := w.X
		for k := range w.Clusters {
			c := &w.Clusters[k]
			code(x, c.Code, c.Width)
			x += (c.Advance*l.Size + p.state.tracking) * l.Scale
		}
		if w.Space != 0 {
			code(pen, w.Space, float64(w.SpaceWidth))
		}
	}
	if open {
		p.b = append(p.b, '>')
	}
	p.b = append(p.b, "]TJ\n"...)
}
