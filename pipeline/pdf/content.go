package pdf

import (
	"math"
	"strconv"

	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// A painter writes content streams. Marked-content sequences lie flat, one after the other inside one text object: poppler's
// structure text loses what follows an inner one. All is DeviceGray black: it prints on the black plate alone.
type painter struct {
	document *layout.Document
	fonts    map[*typeface.Face]string // resource names
	tree     *tree
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
}

// paint writes a page. The result holds until the next call.
func (p *painter) paint(page int) []byte {
	p.b, p.page, p.open = append(p.b[:0], "0 g\n"...), page, sequence{}
	p.state = textState{scale: 1}
	for _, r := range p.document.Pages[page].Rules {
		p.rule(r)
	}
	p.b = append(p.b, "BT\n"...)
	for i := range p.document.Pages[page].Lines {
		p.line(&p.document.Pages[page].Lines[i])
	}
	p.end()
	p.b = append(p.b, "ET"...)
	return p.b
}

func (p *painter) rule(r layout.Rect) {
	p.b = append(p.b, "/Artifact<</Type/Layout/BBox"...)
	p.b = rectangle(p.b, [4]float64{r.X0, r.Y0, r.X1, r.Y1})
	p.b = append(p.b, ">>BDC "...)
	for _, v := range []float64{r.X0, r.Y0, r.X1 - r.X0, r.Y1 - r.Y0} {
		p.b = append(number(p.b, v), ' ')
	}
	p.b = append(p.b, "re f EMC\n"...)
}

func (p *painter) line(l *layout.Line) {
	for i := 0; i < len(l.Words); {
		w := &l.Words[i]
		p.begin(l, w)
		j := i + 1
		if !w.RightToLeft {
			for j < len(l.Words) && alike(w, &l.Words[j]) {
				j++
			}
		}
		p.show(l, l.Words[i:j])
		i = j
	}
}

// alike tells whether two words can stand in one array.
func alike(a, b *layout.Word) bool {
	return a.Face == b.Face && a.Element == b.Element && a.Tracked == b.Tracked && !b.RightToLeft && b.X >= a.X
}

// begin opens the marked content of a word, if it is not open.
func (p *painter) begin(l *layout.Line, w *layout.Word) {
	want := sequence{w.Element, w.RightToLeft && w.Element != layout.Artifact, true}
	if p.open == want {
		return
	}
	p.end()
	p.open = want
	if w.Element == layout.Artifact {
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
		p.b = append(p.b, p.document.Elements[w.Element].Tag...)
	}
	p.b = append(p.b, "<</MCID "...)
	p.b = strconv.AppendInt(p.b, int64(p.tree.mark(w.Element, p.page)), 10)
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
	p.state = textState{w.Face, l.Size, l.Scale, tracking}
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
