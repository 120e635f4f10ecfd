package pdf

import (
	"publish/pipeline/layout"
)

// setAccent writes the operators that make the accent the colour to fill with.
func setAccent(b []byte, a layout.Accent) []byte {
	if a.Name != "" {
		return append(b, "/Accent cs 1 scn\n"...)
	}
	for _, v := range a.CMYK {
		b = append(number(b, v/100), ' ')
	}
	return append(b, "k\n"...)
}

// colorants writes the colour spaces of resources: the accent as a plate of its own, and what prints on every plate.
func (f *finisher) colorants(b []byte) []byte {
	accent := f.document.Accent.Name != ""
	every := len(f.document.Marks.Crops) > 0
	if !accent && !every {
		return b
	}
	b = append(b, "/ColorSpace<<"...)
	if accent {
		b = reference(append(b, "/Accent "...), f.file.add(separation(f.document.Accent)))
	}
	if every {
		all := "[/Separation/All/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]"
		b = reference(append(b, "/All "...), f.file.add([]byte(all)))
	}
	return append(b, ">>"...)
}

// spotGray is how light a spot colour without a mixture is shown.
const spotGray = "0.35"

// separation is a spot colour: its name, and how it is shown where it has no plate.
func separation(a layout.Accent) []byte {
	b := name([]byte("[/Separation"), a.Name)
	if !a.Process() {
		return append(b, "/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1["+spotGray+"]/N 1>>]"...)
	}
	b = append(b, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1["...)
	for i, v := range a.CMYK {
		if i > 0 {
			b = append(b, ' ')
		}
		b = number(b, v/100)
	}
	return append(b, "]/N 1>>]"...)
}

// targetLine is the thickness of a register mark's lines, in points.
const targetLine = 0.25

// marks draws crop and register marks, on every plate. They are of the production, not of the page (ISO 32000-1, 14.8.2.2.2).
func (p *painter) marks() {
	m := p.document.Marks
	if len(m.Crops) == 0 {
		return
	}
	p.artifact("/Page", p.document.Boxes.Media)
	p.b = append(p.b, "q /All cs 1 scn /All CS 1 SCN "...)
	p.b = append(number(p.b, targetLine), " w\n"...)
	for _, r := range m.Crops {
		p.fill(r)
	}
	for _, t := range m.Targets {
		p.target(t)
	}
	p.b = append(p.b, "Q "...)
	p.endArtifact()
}

func (p *painter) target(t layout.Target) {
	path := func(operator string, coordinates ...float64) {
		for _, v := range coordinates {
			p.b = append(number(p.b, v), ' ')
		}
		p.b = append(append(p.b, operator...), ' ')
	}
	const round = 0.5523 // of the radius: a quarter circle as a Bézier curve
	x, y, r, c := t.X, t.Y, t.Radius, t.Radius*round
	path("m", x-2*r, y)
	path("l", x+2*r, y)
	path("m", x, y-2*r)
	path("l", x, y+2*r)
	path("m", x+r, y)
	path("c", x+r, y+c, x+c, y+r, x, y+r)
	path("c", x-c, y+r, x-r, y+c, x-r, y)
	path("c", x-r, y-c, x-c, y-r, x, y-r)
	path("c", x+c, y-r, x+r, y-c, x+r, y)
	path("S")
}
