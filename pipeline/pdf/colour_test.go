package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/layout"
	"publish/pipeline/pdf/pdftest"
	"publish/pipeline/typeface"
)

// laid is an edition on the pages of a template.
func laid(t testing.TB, e edition.Edition, text string) (layout.Document, *typeface.Shaper) {
	t.Helper()
	fonts, err := library()
	if err != nil {
		t.Fatal(err)
	}
	template, err := layout.ParseTemplate("page.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	shaper := fonts.NewShaper()
	d, _, err := layout.Lay(e, template, shaper)
	if err != nil {
		t.Fatal(err)
	}
	return d, shaper
}

const accented186 = "[page]\nmarks = true\n[accent]\nname = \"PANTONE 186 C\"\n[style.title]\naccent = true\n[style.masthead]\naccent = true\n"

// If it fails, a second colour prints in the wrong ink, without its plate, or under a profile that does not know it.
func TestAccent(t *testing.T) {
	for _, c := range []struct{ template, operator, space, channels, plates string }{
		{"", "", "", "/N 1/", "Black"},
		{accented186, "/Accent cs 1 scn\n", "[/Separation/PANTONE#20186#20C/DeviceGray<<", "/N 1/", "Black, PANTONE 186 C"},
		{strings.Replace(accented186, "name = \"PANTONE 186 C\"", "cmyk = [0, 90, 80.5, 0]", 1), "0 0.9 0.805 0 k\n", "", "/N 4/", "Magenta, Yellow, Black"},
		{strings.Replace(accented186, "C\"", "C\"\ncmyk = [0, 90, 80, 10]", 1), "/Accent cs 1 scn\n", "DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 0.9 0.8 0.1]", "/N 4/", "Black, PANTONE 186 C"},
	} {
		e := sampleEdition(samples[0], 1)
		d, shaper := laid(t, e, c.template)
		file, err := new(Press).Write(d, shaper, Meta{Creator: "publish test"})
		if err != nil {
			t.Fatal(err)
		}
		r := pdftest.Read(t, file)
		r.Also = "All Accent cs scn CS SCN k w m l c S q Q"
		if got, want := squeezed(r.Text()), squeezed(textOf(e)); !strings.Contains(got, want) {
			t.Error("the colour changed the text")
		}
		stream := string(r.Streams[r.Ref(r.Objects[r.Pages[0]], "/Contents")])
		if !strings.Contains(stream, c.operator) || c.operator != "" && !strings.Contains(stream, "0 g\n") {
			t.Errorf("%s: the page does not change between black and %q", c.plates, c.operator)
		}
		resources := r.Objects[r.Ref(r.Objects[r.Pages[0]], "/Resources")]
		if c.space != "" && !strings.Contains(r.Objects[r.Ref(resources, "/Accent")], c.space) {
			t.Errorf("%s: the colour space is %s", c.plates, r.Objects[r.Ref(resources, "/Accent")])
		}
		intents := r.Refs(r.Value(r.Root(), "/OutputIntents"))
		if profile := r.Objects[r.Ref(r.Objects[intents[0]], "/DestOutputProfile")]; !strings.Contains(profile, c.channels) {
			t.Errorf("%s: the profile is %s", c.plates, profile)
		}
		if got := strings.Join(Plates(d), ", "); got != c.plates {
			t.Errorf("the plates are %s, not %s", got, c.plates)
		}
	}
}

// If it fails, marks are printed on what the reader gets, or the printer's program cannot tell paper from page.
func TestMarksStandOutsideTheBleed(t *testing.T) {
	d, shaper := laid(t, sampleEdition(samples[0], 1), accented186)
	file, err := new(Press).Write(d, shaper, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	r := pdftest.Read(t, file)
	want := "/MediaBox[0 0 651.969 898.583]/BleedBox[19.843 19.843 632.126 878.74]/TrimBox[28.346 28.346 623.622 870.236]"
	if !strings.Contains(r.Objects[r.Pages[0]], want) {
		t.Errorf("the boxes are not %s: %s", want, r.Objects[r.Pages[0]])
	}
	stream := string(r.Streams[r.Ref(r.Objects[r.Pages[0]], "/Contents")])
	if !strings.HasPrefix(stream, "0 g\n/Artifact<</Type/Page/BBox[0 0 651.969 898.583]>>BDC q /All cs 1 scn /All CS 1 SCN ") {
		t.Errorf("the page does not begin with its marks: %.120q", stream)
	}
}

// If it fails, a booklet's pages come in the wrong order when it is folded.
func TestImposition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages := rapid.IntRange(1, 200).Draw(t, "pages")
		right := rapid.Bool().Draw(t, "right to left")
		sides := Impose(pages, right)
		if len(sides) != (pages+Blanks(pages))/2 || len(sides)%2 != 0 {
			t.Fatalf("%d pages are on %d sides", pages, len(sides))
		}
		if got := folded(sides, right); !slices.Equal(got[:pages], sequence1(pages)) || slices.ContainsFunc(got[pages:], func(n int) bool { return n >= 0 }) {
			t.Fatalf("the folded booklet reads %v", got)
		}
	})
}

// folded are the pages as a reader turns them: the outermost sheet's first half, its back, and so on to the middle and out.
func folded(sides [][2]int, right bool) []int {
	front, back := 1, 0 // halves that come first in the booklet's first half, on fronts and backs
	if right {
		front, back = 0, 1
	}
	var first, second []int
	for i, s := range sides {
		half := front
		if i%2 == 1 {
			half = back
		}
		first, second = append(first, s[half]), append(second, s[1-half])
	}
	slices.Reverse(second)
	return append(first, second...)
}

func sequence1(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

// If it fails, a booklet claims a standard, loses a page's text, or has sheets of the wrong size.
func TestBooklet(t *testing.T) {
	for _, s := range []sample{samples[0], samples[2]} {
		e := sampleEdition(s, 2)
		fonts, _ := library()
		template, err := layout.ParseTemplate("page.toml", []byte(accented186))
		if err != nil {
			t.Fatal(err)
		}
		shaper := fonts.NewShaper()
		d, _, err := layout.Lay(e, template.Booklet(), shaper)
		if err != nil {
			t.Fatal(err)
		}
		file, err := new(Press).WriteBooklet(d, shaper, Meta{})
		if err != nil {
			t.Fatal(err)
		}
		blanks := Blanks(len(d.Pages))
		if found := CheckBooklet("ten-years", d); len(found) != min(blanks, 1) || blanks > 0 && !strings.HasSuffix(found[0].What, fmt.Sprintf("with %d empty ones", blanks)) {
			t.Errorf("of %d pages it is said: %v", len(d.Pages), found)
		}
		r := pdftest.Read(t, file)
		if len(r.Pages) != (len(d.Pages)+blanks)/2 || !strings.Contains(r.Objects[r.Pages[0]], "/MediaBox[0 0 839.055 595.276]") {
			t.Errorf("%s: %d sides: %s", s.tag, len(r.Pages), r.Objects[r.Pages[0]])
		}
		for _, key := range []string{"/StructTreeRoot", "/MarkInfo", "/OutputIntents"} {
			if strings.Contains(r.Root(), key) {
				t.Errorf("%s: a booklet's catalog has %s", s.tag, key)
			}
		}
		if packet := string(r.Streams[r.Ref(r.Root(), "/Metadata")]); strings.Contains(packet, "pdfaid") || strings.Contains(packet, "pdfxid") || strings.Contains(packet, "pdfuaid") {
			t.Errorf("%s: a booklet claims a standard", s.tag)
		}
	}
}

// If it fails, the printer's sheet says something else than the file is.
func TestJobSheet(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/job.txtar")
	if err != nil || len(archive.Files) < 4 || len(archive.Files)%2 != 0 {
		t.Fatalf("testdata/job.txtar: %v", err)
	}
	for i := 0; i < len(archive.Files); i += 2 {
		in, want := archive.Files[i], string(archive.Files[i+1].Data)
		e := sampleEdition(samples[1], 1)
		if strings.HasPrefix(in.Name, "ar") {
			e = sampleEdition(samples[2], 1)
		}
		d, _ := laid(t, e, string(in.Data))
		d.Pages = make([]layout.Page, 6)
		got := JobSheet(d, Meta{}, "ten-years."+d.Language.String()+".pdf", []byte("the file"))
		if got != want {
			t.Errorf("%s:\n%s", in.Name, got)
		}
	}
}

// If it fails, a broken profile, or one for a screen, reaches the printer inside a file that claims PDF/X-4.
func TestProfiles(t *testing.T) {
	d, shaper := laid(t, sampleEdition(samples[0], 1), "[accent]\ncmyk = [0, 100, 0, 0]\n")
	for name, p := range map[string]struct {
		profile []byte
		want    string
	}{
		"whole":     {cmykProfile(), ""},
		"cut":       {cmykProfile()[:1000], "no whole ICC profile"},
		"one ink":   {grayProfile(), "has one ink"},
		"of screen": {slices.Concat(cmykProfile()[:12], []byte("mntr"), cmykProfile()[16:]), `class "mntr"`},
		"of RGB":    {slices.Concat(cmykProfile()[:16], []byte("RGB "), cmykProfile()[20:]), `colour space "RGB "`},
		"tiny":      {[]byte("acsp"), "no whole ICC profile"},
	} {
		_, err := new(Press).Write(d, shaper, Meta{Profile: p.profile, Condition: "FOGRA39"})
		if p.want == "" && err != nil || p.want != "" && (err == nil || !strings.Contains(err.Error(), p.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := intentOf(&d, Meta{Profile: cmykProfile(), Condition: "FOGRA39"}).describe(); !strings.HasPrefix(got, "FOGRA39 (http://www.color.org") {
		t.Errorf("the condition is %s", got)
	}
}
