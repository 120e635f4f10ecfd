package pdf

import (
	"regexp"
	"strings"
	"testing"

	"publish/pipeline/artwork"
	"publish/pipeline/layout"
	"publish/pipeline/pdf/pdftest"
)

const logoSVG = `<svg viewBox="0 0 60 20"><circle cx="10" cy="10" r="9" fill="#1d70b8"/><path d="M4 10q3-4 6 0t6 0" fill="none" stroke="white"/>
<g clip-path="url(#c)"><path d="M30 2h20v16h-20zM34 6v8h12v-8z" fill="#777" fill-rule="evenodd" stroke="#c00" stroke-width="2" stroke-linejoin="round" stroke-dasharray="3 1"/></g><clipPath id="c"><rect x="30" width="30" height="20"/></clipPath></svg>`

// withLogo puts a logo on the first page of a document.
func withLogo(t testing.TB, d layout.Document) layout.Document {
	t.Helper()
	drawing, err := artwork.Parse("logo.svg", []byte(logoSVG))
	if err != nil {
		t.Fatal(err)
	}
	at := layout.Rect{X0: 100, Y0: 700, X1: 220, Y1: 740}
	d.Pages[0].Art = []layout.Artwork{{Rect: at, Drawing: &drawing}}
	return d
}

// If it fails, a logo prints in inks that the edition has no plates for, makes the file break PDF/X-4, or becomes part of the text.
func TestLogoIsPrintedWithTheEditionsInks(t *testing.T) {
	for _, c := range []struct{ template, fill, stroke string }{
		{"", "0.39 g", "0.17 G"},
		{accented186, "/Accent cs 1 scn", "/Accent CS 1 SCN"},
		{strings.Replace(accented186, "name = \"PANTONE 186 C\"", "cmyk = [0, 90, 80.5, 0]", 1), "0 0.9 0.805 0 k", "0 0.9 0.805 0 K"},
	} {
		e := sampleEdition(samples[0], 1)
		d, shaper := laid(t, e, c.template)
		plain, err := new(Press).Write(d, shaper, Meta{})
		if err != nil {
			t.Fatal(err)
		}
		file, err := new(Press).Write(withLogo(t, d), shaper, Meta{})
		if err != nil {
			t.Fatal(err)
		}
		r := pdftest.Read(t, file)
		r.Also = "All Accent cs scn CS SCN k K G w J j M m l c h S B* q Q W n d"
		if bad := x4(file, r); len(bad) > 0 {
			t.Errorf("%q: %v", c.template, bad)
		}
		if r.Text() != func() string { p := pdftest.Read(t, plain); p.Also = r.Also; return p.Text() }() {
			t.Errorf("%q: the logo changed the text", c.template)
		}
		stream := string(r.Streams[r.Ref(r.Objects[r.Pages[0]], "/Contents")])
		art := regexp.MustCompile(`(?s)/Artifact<</Type/Layout/BBox\[100 700 220 740\]>>BDC q 100 700 120 40 re W n\n(.*?)Q\nEMC`).FindStringSubmatch(stream)
		if art == nil {
			t.Fatalf("%q: no drawing on the page", c.template)
		}
		for _, want := range []string{c.fill + "\n", c.stroke + "\n", "1 G\n2 w 0 J 0 j 4 M [] 0 d\n108 720 m\n", "B*\nQ\n", "138 720 m\n", "q\n160 740 m\n", "W n\n", " M [6 2] 0 d\n"} {
			if !strings.Contains(art[1], want) {
				t.Errorf("%q: the drawing has no %q:\n%s", c.template, want, art[1])
			}
		}
	}
}

// If it fails, a logo of many points, or one with a huge box, writes numbers that a viewer cannot read.
func TestLogoWritesPlainNumbers(t *testing.T) {
	for _, svg := range []string{`<svg viewBox="0 0 1000000 1000000"><path d="M-1000000 1e6L.0001 0"/></svg>`, `<svg viewBox="0 0 .01 .01"><path d="M0 0L1 1" stroke="#000" stroke-width="1e-5"/></svg>`} {
		drawing, err := artwork.Parse("logo.svg", []byte(svg))
		if err != nil {
			t.Fatal(err)
		}
		d := layout.Document{}
		p := painter{document: &d}
		p.art(layout.Artwork{Rect: layout.Rect{X1: 10, Y1: 10}, Drawing: &drawing})
		for _, word := range strings.Fields(string(p.b)) {
			if !regexp.MustCompile(`^(-?\d+(\.\d+)?|\[|\]|\[\]|[a-zA-Z]+\*?)$`).MatchString(word) {
				t.Errorf("%s: the page has %q", svg, word)
			}
		}
	}
}
