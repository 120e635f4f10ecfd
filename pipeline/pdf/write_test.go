package pdf

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/pdf/pdftest"
	"publish/pipeline/resolution"
)

// squeezed is a text without white space, directional marks, and the soft hyphens that layout puts where it divides a word.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0xAD || r >= 0x200B && r <= 0x200F {
			return -1
		}
		return r
	}, s)
}

// If it fails, text that a reader copies, or that a screen reader reads aloud, is not the edition's (law 6).
func TestStructureHasTheEditionsText(t *testing.T) {
	for _, s := range samples {
		t.Run(s.tag, func(t *testing.T) {
			e := sampleEdition(s, 2)
			file, _, _ := written(t, e)
			got, want := squeezed(pdftest.Read(t, file).Text()), squeezed(textOf(e))
			if !strings.Contains(got, want) {
				at := 0
				head := squeezed(e.Publisher.Name)
				got = strings.TrimPrefix(got, head)
				for at < len(want) && at < len(got) && want[at] == got[at] {
					at++
				}
				t.Fatalf("the structure's text differs from the edition's after %q: got %.80q, want %.80q", tail(want[:at]), got[at:], want[at:])
			}
		})
	}
}

func tail(s string) string { return s[max(0, len(s)-40):] }

// If it fails, a print shop refuses the file: boxes, fonts, colours and output intents are what PDF/X-4 asks for.
func TestEssentialsOfTheStandards(t *testing.T) {
	for _, s := range samples {
		file, _, _ := written(t, sampleEdition(s, 1))
		r := pdftest.Read(t, file)
		root := r.Root()
		for _, key := range []string{"/MarkInfo<</Marked true>>", "/StructTreeRoot ", "/Metadata ", "/OutputIntents[", "/DisplayDocTitle true", "/Lang<"} {
			if !strings.Contains(root, key) {
				t.Errorf("%s: the catalog has no %s", s.tag, key)
			}
		}
		for _, key := range []string{"/Names", "/OpenAction", "/AcroForm", "/AA"} {
			if strings.Contains(root, key) {
				t.Errorf("%s: the catalog has %s", s.tag, key)
			}
		}
		for _, p := range r.Pages {
			checkPage(t, s.tag, r.Objects[p])
		}
		checkFonts(t, s.tag, r)
		for n, o := range r.Objects {
			for _, key := range []string{"DeviceRGB", "DeviceCMYK", "/Group", "/Annots", "/JavaScript", "/URI", "/SMask"} {
				if strings.Contains(o, key) {
					t.Errorf("%s: object %d has %s", s.tag, n, key)
				}
			}
		}
	}
}

func checkPage(t *testing.T, tag, page string) {
	t.Helper()
	want := "/MediaBox[0 0 612.283 858.898]/BleedBox[0 0 612.283 858.898]/TrimBox[8.504 8.504 603.78 850.394]"
	if !strings.Contains(page, want) {
		t.Errorf("%s: the boxes of A4 with 3 mm bleed are %s, not as in %s", tag, want, page)
	}
	for _, key := range []string{"/Tabs/S", "/StructParents "} {
		if !strings.Contains(page, key) {
			t.Errorf("%s: a page has no %s", tag, key)
		}
	}
}

func checkFonts(t *testing.T, tag string, r *pdftest.Reader) {
	t.Helper()
	count := 0
	for _, o := range r.Objects {
		if !strings.Contains(o, "/Subtype/Type0") {
			continue
		}
		count++
		descendant := r.Objects[r.Refs(r.Value(o, "/DescendantFonts"))[0]]
		descriptor := r.Objects[r.Ref(descendant, "/FontDescriptor")]
		program := r.Streams[r.Ref(descriptor, "/FontFile2")]
		if !bytes.HasPrefix(program, []byte{0, 1, 0, 0}) {
			t.Errorf("%s: a font's program is no TrueType font", tag)
		}
		widths := strings.Count(r.Value(descendant, "/W[0"), " ") + 1
		texts := len(pdftest.Unicode(string(r.Streams[r.Ref(o, "/ToUnicode")])))
		if texts != widths-1 {
			t.Errorf("%s: of %d codes, %d have a text", tag, widths-1, texts)
		}
	}
	if count == 0 {
		t.Errorf("%s: no font is embedded", tag)
	}
}

// If it fails, two offices get different bytes of one edition, and no hash can be compared (law 7).
func TestSameBytes(t *testing.T) {
	e := sampleEdition(samples[2], 1)
	first, _, _ := written(t, e)
	second, _, _ := written(t, e)
	if !bytes.Equal(first, second) {
		t.Fatal("the same edition gave different bytes")
	}
}

// If it fails, a line of a resolution can become an instruction to the printer's or reader's program.
func TestTextIsNeverSyntax(t *testing.T) {
	hostile := `) Tj ET Q /Artifact BMC endstream endobj 1 0 obj <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>> <script> &amp; ]]> %%EOF \n \( {{.}}`
	e := sampleEdition(samples[0], 1)
	e.Title, e.Publisher.Name = hostile, hostile
	e.Blocks = append([]edition.Block{{Kind: resolution.Title, Language: e.Language, Spans: span(hostile)}, {Kind: resolution.Item, Level: 1, Label: hostile, Language: e.Language, Spans: span(hostile)}}, e.Blocks...)
	file, _, _ := written(t, e)
	r := pdftest.Read(t, file)
	for _, o := range r.Objects {
		for _, s := range []string{"JavaScript", "OpenAction", "<script", "app.alert"} {
			if strings.Contains(o, s) {
				t.Errorf("%s stands in the file as syntax: %.200s", s, o)
			}
		}
	}
	if packet := string(r.Streams[r.Ref(r.Root(), "/Metadata")]); xml.Unmarshal([]byte(packet), new(struct{})) != nil || strings.Contains(packet, "<script>") {
		t.Error("the metadata is no XML, or has text as markup")
	}
	if got := r.Text(); !strings.Contains(squeezed(got), squeezed(hostile)) {
		t.Error("the text was changed")
	}
}

// If it fails, an independent program cannot read the file.
func TestIndependentReaders(t *testing.T) {
	for _, s := range samples {
		e := sampleEdition(s, 1)
		file, d, _ := written(t, e)
		name := filepath.Join(t.TempDir(), s.tag+".pdf")
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := run(t, "qpdf", "--check", name); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: qpdf: %s", s.tag, out)
		}
		if out := run(t, "pdfinfo", name); !strings.Contains(out, "Pages:           "+strconv.Itoa(len(d.Pages))) || !strings.Contains(out, "Tagged:          yes") {
			t.Errorf("%s: pdfinfo: %s", s.tag, out)
		}
		if e.Language.RightToLeft() {
			continue // pdftotext turns right-to-left lines by its own guesses: the structure's text is the test
		}
		if got, want := squeezed(run(t, "pdftotext", "-raw", name, "-")), squeezed(strings.Join(s.items, "")); !strings.Contains(strings.NewReplacer("•", "").Replace(got), want) {
			t.Errorf("%s: pdftotext does not give the items back", s.tag)
		}
	}
}

func run(t *testing.T, program string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed (Debian: apt install qpdf poppler-utils)", program)
	}
	out, err := exec.Command(program, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return string(out)
}

// If it fails, a right-to-left reader's program pages the wrong way, a note cannot be found by its ID, or a list is read without
// its numbers.
func TestDirectionAndNotes(t *testing.T) {
	file, _, _ := written(t, sampleEdition(samples[2], 1))
	r := pdftest.Read(t, file)
	if !strings.Contains(r.Root(), "/Direction/R2L") {
		t.Error("the viewer is not told that pages run from right to left")
	}
	tree := r.Objects[r.Ref(r.Root(), "/StructTreeRoot")]
	if !strings.Contains(tree, "/IDTree ") {
		t.Error("the note has no ID tree")
	}
	numbered := map[string]int{}
	for _, o := range r.Objects {
		if _, after, ok := strings.Cut(o, "/O/List/ListNumbering/"); ok {
			kind, _, _ := strings.Cut(after, ">>")
			numbered[kind]++
		}
		if strings.Contains(o, "/S/L/") && !strings.Contains(o, "/ListNumbering/") {
			t.Error("a list does not say how it is numbered")
		}
	}
	if numbered["Disc"] == 0 || numbered["LowerAlpha"] == 0 || numbered["Decimal"] == 0 {
		t.Errorf("lists are numbered as %v", numbered)
	}
}

// If it fails, an empty edition, or one without a date, stops the run.
func TestLeastDocuments(t *testing.T) {
	l := language.MustParse("en")
	file, d, _ := written(t, edition.Edition{Name: "x", Language: l, Source: l})
	if r := pdftest.Read(t, file); len(r.Pages) != 1 || len(d.Pages) != 1 {
		t.Errorf("an empty edition has %d pages", len(r.Pages))
	}
	if _, err := new(Press).Write(layout.Document{}, nil, Meta{}); err == nil || !strings.Contains(err.Error(), "0 pages") {
		t.Errorf("a document without pages gave %v", err)
	}
	if got := []rune(shorten(strings.Repeat("t\x01", 5000))); len(got) != MaxTitle || strings.ContainsRune(string(got), 1) {
		t.Errorf("a long title is cut to %d characters, or keeps control characters", len(got))
	}
}

// If it fails, bookmarks are lost or hang under the wrong heading.
func TestOutlineIsATree(t *testing.T) {
	marks := []layout.Bookmark{{Level: 1}, {Level: 2}, {Level: 3}, {Level: 2}, {Level: 1}}
	f := kinship(marks)
	if f[0].count != 3 || f[0].first != 1 || f[0].last != 3 || f[1].next != 3 || f[2].parent != 1 || f[4].previous != 0 || f[5].last != 4 || f[5].first != 0 {
		t.Errorf("the outline is %+v", f)
	}
}
