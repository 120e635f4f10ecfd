package layout

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

func linkCases(t testing.TB) []txtar.File {
	archive, err := txtar.ParseFile("testdata/links.txtar")
	if err != nil || len(archive.Files) < 10 || len(archive.Files)%2 != 0 {
		t.Fatalf("testdata/links.txtar: %v", err)
	}
	return archive.Files
}

// If it fails, a click in a resolution runs a program or leads nowhere, or a good link is lost.
func TestLinkTargets(t *testing.T) {
	files := linkCases(t)
	for i := 0; i < len(files); i += 2 {
		got, why := linkTarget(strings.TrimSpace(string(files[i].Data)))
		if why != "" {
			got = "! " + why
		}
		if want := strings.TrimSpace(string(files[i+1].Data)); got != want {
			t.Errorf("%s: got %s, want %s", files[i].Name, got, want)
		}
	}
	if _, why := linkTarget("https://example.org/" + strings.Repeat("a", MaxURL)); why == "" {
		t.Error("a link longer than MaxURL is taken")
	}
}

// A target is an absolute address of the web or of a mailbox, in printable ASCII.
func FuzzLinkTarget(f *testing.F) {
	for _, c := range linkCases(f) {
		f.Add(strings.TrimSpace(string(c.Data)))
	}
	f.Fuzz(func(t *testing.T, address string) {
		target, why := linkTarget(address)
		if why != "" {
			return
		}
		if strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r >= 0x7F }) {
			t.Fatalf("%q is not in printable ASCII", target)
		}
		u, err := url.Parse(target)
		if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
			t.Fatalf("%q leads elsewhere: %v", target, err)
		}
	})
}

// If it fails, marking up abbreviations loses or doubles text.
func TestAbbreviationsKeepTheText(t *testing.T) {
	de := language.MustParse("de")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([ABC]{1,3}[ ,.’-]?){0,9}`)).Draw(t, "text")
		e := plainEdition("en", resolution.Paragraph, text)
		e.Blocks = append(e.Blocks, signatureOf("AB", "Alte Bäche", de), signatureOf("ABC", "Alle Bäche und Compagnie", de))
		template, err := ParseTemplate("page.toml", nil)
		if err != nil {
			t.Fatal(err)
		}
		c := newComposer(e, template, newCellShaper())
		var b strings.Builder
		for _, in := range c.inlines(&e.Blocks[0], 0, Style{}) {
			b.WriteString(in.text)
			if x := c.elements[in.element].Expansion; x != "" && in.text != "AB" && in.text != "ABC" {
				t.Fatalf("%q stands for %q", in.text, x)
			}
		}
		if b.String() != text {
			t.Fatalf("the pieces are %q", b.String())
		}
	})
}

func signatureOf(abbreviation, name string, l language.Language) edition.Block {
	return edition.Block{Kind: resolution.SignatoryOf, Language: language.MustParse("en"), Spans: []edition.Span{{Text: abbreviation + " " + name}},
		Signatory: &edition.Signatory{Abbreviation: abbreviation, Name: name, NameLanguage: l}}
}

// If it fails, a screen reader says a wrong name where two organizations share an abbreviation, or where a word of the text is
// spelled like one.
func TestOnlyTellingAbbreviationsAreExpanded(t *testing.T) {
	de, fr := language.MustParse("de"), language.MustParse("fr")
	names := organizations([]edition.Block{
		signatureOf("AB", "Alte Bäche", de), signatureOf("AB", "Anciens Bassins", fr), signatureOf("A", "Allein", de),
		signatureOf("Acht", "Acht Flüsse", de), signatureOf("GdC (Sud)", "Gardiens", fr), signatureOf("ÄÖÜ", "Ärger", de), signatureOf("XY", "", de)})
	if names["AB"].name != "" || names["ÄÖÜ"].name != "Ärger" || len(names) != 2 {
		t.Errorf("the names are %v", names)
	}
}

// If it fails, the pages on the screen or in a booklet are not those in print, or marks stand on the page.
func TestTrimmedPagesAreThePrintedOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		template, err := ParseTemplate("page.toml", nil)
		if err != nil {
			t.Fatal(err)
		}
		template.Page.Bleed = rapid.Float64Range(0, MaxBleed).Draw(t, "bleed")
		template.Page.Marks = rapid.Bool().Draw(t, "marks")
		d, _, err := Lay(plainEdition("en", resolution.Paragraph, strings.Repeat("some words ", 40)), template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		cut, b := d.Trimmed(), d.Boxes
		for _, r := range d.Marks.Crops {
			if r.X1 > b.Bleed.X0 && r.X0 < b.Bleed.X1 && r.Y1 > b.Bleed.Y0 && r.Y0 < b.Bleed.Y1 || r.X0 < 0 || r.Y0 < 0 || r.X1 > b.Media.X1 || r.Y1 > b.Media.Y1 {
				t.Fatalf("the mark %v is on the page, or off the paper %v", r, b.Media)
			}
		}
		if len(cut.Marks.Crops) > 0 || cut.Boxes.Media != cut.Boxes.Trim || cut.Boxes.Trim.X0 != 0 {
			t.Fatalf("the cut page is %v", cut.Boxes)
		}
		x, y := cut.Pages[0].Lines[0].Words[0].X+b.Trim.X0, cut.Pages[0].Lines[0].Baseline+b.Trim.Y0
		if l := d.Pages[0].Lines[0]; !near(l.Words[0].X, x) || !near(l.Baseline, y) {
			t.Fatalf("a word stands at %v %v, in print at %v %v", x, y, l.Words[0].X, l.Baseline)
		}
	})
}

// If it fails, a word without end loses letters, turns them around, or leaves the page.
func TestLongWordsKeepTheirLetters(t *testing.T) {
	for _, tag := range []string{"en", "he"} {
		alphabet := map[string]string{"en": "abcdefghijkl", "he": "אבגדהוזחטיכל"}[tag]
		word := strings.Repeat(alphabet, longWord/6)
		s := newCellShaper()
		d, findings, err := Lay(plainEdition(tag, resolution.Paragraph, word), defaultTemplateOf(t), s)
		if err != nil || len(findings) != 1 {
			t.Fatalf("%v, %v", findings, err)
		}
		var b strings.Builder
		trim := d.Boxes.Trim
		for _, p := range d.Pages {
			for _, l := range p.Lines {
				for _, w := range l.Words {
					if w.Element != Artifact && (w.X < trim.X0 || w.X+across(l, w) > trim.X1) {
						t.Fatalf("%s: a line leaves the page at %v", tag, w.X)
					}
				}
				if l.Words[0].Element != Artifact {
					b.WriteString(s.logical(l.Words))
				}
			}
		}
		if got := b.String(); got != word {
			t.Errorf("%s: of %d letters, %d are on the pages, or in another order", tag, len(word), len(got))
		}
	}
}

func across(l Line, w Word) (sum float64) {
	for _, c := range w.Clusters {
		sum += (c.Advance + l.Tracking) * l.Size * l.Scale
	}
	return sum
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// If it fails, a booklet of a project with large sheets has no room for its text.
func TestBookletsHaveAMeasure(t *testing.T) {
	for _, text := range []string{"", "[page]\nsize = [2000, 2000]\nleft = 985\nright = 985\ntop = 985\nbottom = 985\n", "[page]\nsize = \"Letter\"\nmarks = true\n"} {
		template, err := ParseTemplate("page.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		a5 := template.Booklet()
		if w, h := a5.Page.Size.Width-a5.Page.Left-a5.Page.Right, a5.Page.Size.Height-a5.Page.Top-a5.Page.Bottom; w < MinMeasure || h < 20 || a5.Page.Marks || a5.Page.Size != sizes["a5"] {
			t.Errorf("%q: %+v", text, a5.Page)
		}
	}
}
