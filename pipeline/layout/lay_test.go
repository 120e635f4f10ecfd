package layout

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// alphabet are letters of every kind that lines treat in their own way.
var alphabet = []string{"word ", "a ", "long-compound ", "“Quoted,” ", "12 ", "(x) ", "https://a.example/b/c?d=e ", "ab\u00a0cd ", "שלום ", "עשר (12) ", "سلام ", "漢字", "かな。", "「", "ผู้พิทักษ์", "\u200f", "\u2067", "x\u2028", strings.Repeat("w", 200) + " "}

func sentences(min, max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(alphabet), min, max).Draw(t, "words"), "")
	})
}

// checkLaws holds a set edition to the laws of layout.
func checkLaws(t interface {
	Fatalf(string, ...any)
	Helper()
}, e edition.Edition, template Template) {
	t.Helper()
	s := newCellShaper()
	d, _, err := Lay(e, template, s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var set strings.Builder
	area := Rect{d.Boxes.Trim.X0 + template.Page.Left*pointsPerMM, 0, d.Boxes.Trim.X1 - template.Page.Right*pointsPerMM, 0}
	for n, p := range d.Pages {
		for _, l := range p.Lines {
			if l.Words[0].Element == Artifact {
				continue
			}
			set.WriteString(s.logical(l.Words))
			slack := l.Size // what may hang into the margin
			for _, w := range l.Words {
				right := w.X
				for _, c := range w.Clusters {
					right += (c.Advance*l.Size + l.Tracking*l.Size) * l.Scale
				}
				blank := len(w.Clusters) == 1 && s.runes[w.Clusters[0].Code] == ' '
				if !blank && (w.X < area.X0-slack || right > area.X1+slack) {
					t.Fatalf("page %d: %q stands out of its measure: %.1f to %.1f, not %.1f to %.1f", n+1, s.text(w.Clusters), w.X, right, area.X0, area.X1)
				}
			}
			if l.Baseline < d.Boxes.Trim.Y0 || l.Baseline > d.Boxes.Trim.Y1 {
				t.Fatalf("page %d: a line stands off the page, at %.1f", n+1, l.Baseline)
			}
		}
	}
	var want strings.Builder
	for _, b := range e.Blocks {
		want.WriteString(b.Label + b.Text())
	}
	if got, want := squeezed(set.String()), squeezed(want.String()); got != want {
		t.Fatalf("the pages have %.200q, the edition %.200q", got, want)
	}
}

// If it fails, a word of the edition is not printed, printed twice, or out of order (law 6), or stands in the margin.
func TestPagesHaveTheWholeText(t *testing.T) {
	template := defaultTemplateOf(t)
	kinds := []resolution.Kind{resolution.Title, resolution.Paragraph, resolution.Heading, resolution.Item, resolution.Quote, resolution.Note, resolution.Slogan, resolution.Signatories, resolution.SignatoryOf, resolution.Adopted, resolution.Dateline}
	rapid.Check(t, func(t *rapid.T) {
		e := plainEdition(rapid.SampledFrom([]string{"en", "ar", "he", "ja", "th"}).Draw(t, "language"), resolution.Paragraph)
		template.Signatories.Columns = rapid.IntRange(1, 2).Draw(t, "columns")
		for range rapid.IntRange(1, 12).Draw(t, "blocks") {
			b := edition.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Level: rapid.IntRange(0, 7).Draw(t, "level"), Language: e.Language}
			b.Spans = []edition.Span{{Text: sentences(0, 60).Draw(t, "text")}, {Text: sentences(0, 4).Draw(t, "foreign"), Language: language.MustParse("he"), Strong: true}}
			if b.Kind == resolution.Item && squeezed(b.Text()) != "" {
				b.Label = rapid.SampledFrom([]string{"•", "(a)", "12.", "a very long label, wider than labels are: "}).Draw(t, "label")
			}
			e.Blocks = append(e.Blocks, b)
		}
		checkLaws(t, e, template)
	})
}

// The fuzzer's texts are held to the same laws, in both directions.
func FuzzLay(f *testing.F) {
	for _, w := range alphabet {
		f.Add(w)
	}
	template := defaultTemplateOf(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) { // no edition has any: they are taken out on reading, with a finding
				return -1
			}
			return r
		}, strings.ToValidUTF8(text, ""))
		checkLaws(t, plainEdition("en", resolution.Paragraph, text), template)
		checkLaws(t, plainEdition("ar", resolution.Paragraph, text), template)
	})
}

// If it fails, a line of a paragraph stands alone at a page's head or foot, or a heading without its text.
func TestNoLineStandsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := galley{measure: 300, leading: 14, fit: fits[Quiet]}
		g.text.shaper = newCellShaper()
		template, _ := ParseTemplate("", nil)
		for range rapid.IntRange(1, 30).Draw(t, "passages") {
			style, keep := template.Style.Paragraph, false
			n := rapid.IntRange(1, 120).Draw(t, "words")
			if rapid.IntRange(0, 5).Draw(t, "heading") == 0 {
				style, keep, n = template.Style.Heading1, true, 2
			}
			p := passage{inlines: []inline{{text: strings.Repeat("word ", n), language: language.MustParse("en")}}, style: style, keep: keep}
			if err := g.set(p, g.measure); err != nil {
				t.Fatal(err)
			}
		}
		p := pager{slugs: g.slugs, height: 400, width: 300, count: 1}
		next := 0
		for _, page := range p.paginate() {
			for _, s := range page {
				if s.slug != next {
					t.Fatalf("line %d follows line %d", s.slug, next-1)
				}
				next++
			}
			if last := page[len(page)-1].slug; last+1 < len(g.slugs) && g.slugs[last].keep {
				t.Fatalf("a page ends after line %d, which stays with the next", last)
			}
		}
		if next != len(g.slugs) {
			t.Fatalf("%d of %d lines are on pages", next, len(g.slugs))
		}
	})
}

// Each case is a text as it is stored, and as it must stand on the page from left to right. If it fails, brackets, numbers or
// abbreviations in right-to-left lines stand in the wrong place.
func TestVisualOrder(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/visual.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 6 || len(archive.Files)%2 != 0 {
		t.Fatalf("testdata/visual.txtar has %d files", len(archive.Files))
	}
	for i := 0; i < len(archive.Files); i += 2 {
		in, want := archive.Files[i], archive.Files[i+1]
		tag, _, _ := strings.Cut(in.Name, "/")
		s := newCellShaper()
		e := plainEdition(tag, resolution.Paragraph)
		b := edition.Block{Kind: resolution.Paragraph, Language: e.Language}
		for k, span := range strings.Split(strings.TrimSuffix(string(in.Data), "\n"), "|") { // every second one is a foreign name
			l := language.Language{}
			if k%2 == 1 {
				if l = language.MustParse("he"); e.Language.RightToLeft() {
					l = language.MustParse("en")
				}
			}
			b.Spans = append(b.Spans, edition.Span{Text: span, Language: l})
		}
		e.Blocks = append(e.Blocks, b)
		d, _, err := Lay(e, defaultTemplateOf(t), s)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.visual(d.Pages[0].Lines[0]); got != strings.TrimSuffix(string(want.Data), "\n") {
			t.Errorf("%s: got %q, want %q", in.Name, got, want.Data)
		}
	}
}

// If it fails, go-text hides its levels in another way than levels reads: a number at the end of an Arabic name in an English
// line moves to the wrong side.
func TestNumbersInNames(t *testing.T) {
	s := newCellShaper()
	d, _, err := Lay(plainEdition("en", resolution.Paragraph, "see אב 12 cd"), defaultTemplateOf(t), s)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.visual(d.Pages[0].Lines[0]); got != "see 12 בא cd" {
		t.Errorf("the line stands as %q", got)
	}
}

// If it fails, a dash that parts two thoughts begins a line, which reads like a list.
func TestNoLineBeginsWithADash(t *testing.T) {
	s := newCellShaper()
	d, _, err := Lay(plainEdition("en", resolution.Paragraph, strings.Repeat("some – words - and — dashes ", 60)), defaultTemplateOf(t), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range d.Pages[0].Lines {
		if text := s.logical(l.Words); strings.ContainsRune("-–—", []rune(text)[0]) {
			t.Errorf("a line begins as %.20q", text)
		}
	}
	if len(d.Pages[0].Lines) < 5 {
		t.Errorf("only %d lines were set", len(d.Pages[0].Lines))
	}
}

// If it fails, a heading skips a level, which no screen reader forgives (ISO 14289-1, 7.4.2), or a bookmark points nowhere.
func TestHeadingsSkipNoLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := plainEdition("en", resolution.Paragraph)
		for _, k := range rapid.SliceOfN(rapid.SampledFrom([]resolution.Kind{resolution.Title, resolution.Heading, resolution.Signatories, resolution.Dateline}), 1, 12).Draw(t, "kinds") {
			e.Blocks = append(e.Blocks, edition.Block{Kind: k, Level: rapid.IntRange(0, 9).Draw(t, "level"), Language: e.Language, Spans: []edition.Span{{Text: "head"}}})
		}
		template, _ := ParseTemplate("", nil)
		d, _, err := Lay(e, template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, el := range d.Elements {
			if level := strings.Index("H1H2H3H4H5H6", string(el.Tag)); level >= 0 && len(el.Tag) == 2 && el.Tag[0] == 'H' {
				if level = level/2 + 1; level > last+1 {
					t.Fatalf("H%d follows H%d", level, last)
				} else {
					last = level
				}
			}
		}
		for _, b := range d.Outline {
			if b.Page < 0 || b.Page >= len(d.Pages) || b.Title == "" {
				t.Fatalf("bookmark %+v", b)
			}
		}
	})
}

// If it fails, a list of 20,000 signatories or a paragraph of a megabyte stops a run for minutes: the count of steps must grow
// with the text, not with its square. Pages show that all of it was set.
func TestLargeInputs(t *testing.T) {
	for name, text := range map[string]string{
		"latin": strings.Repeat("every week and by hand ", 1<<20/23), "one word": strings.Repeat("w", 1<<20),
		"ideographs": strings.Repeat("漢字", 1<<20/6), "isolates": strings.Repeat("\u2067ب ", 1<<17), "blanks": strings.Repeat(" ", 1<<20) + "x",
		"brackets": strings.Repeat("(ب", 10_000), "hyphens": strings.Repeat("associations-", 1<<20/13),
	} {
		d, findings, err := Lay(plainEdition("en", resolution.Paragraph, text), defaultTemplateOf(t), newCellShaper())
		if err != nil || len(d.Pages) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		if name == "one word" && (len(findings) != 1 || findings[0].Rule != "wide-word") {
			t.Errorf("a word of a megabyte gave the findings %v", findings)
		}
	}
	e := plainEdition("en", resolution.Signatories, "Signatories:")
	for range 20_000 {
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.SignatoryOf, Language: e.Language, Spans: []edition.Span{{Text: "ABC Some Organization"}}, Signatory: &edition.Signatory{Number: "1.", Abbreviation: "ABC"}})
	}
	for columns := 1; columns <= 2; columns++ {
		template := defaultTemplateOf(t)
		template.Signatories.Columns = columns
		if d, _, err := Lay(e, template, newCellShaper()); err != nil || len(d.Pages) < 100 {
			t.Fatalf("%d columns: %d pages, %v", columns, len(d.Pages), err)
		}
	}
}

// If it fails, the finding about a word that no line holds names another word, and its author looks for it in vain.
func TestTheWordThatIsBrokenIsNamed(t *testing.T) {
	word := "Kilo" + strings.Repeat("w", 200)
	text := "see https://archive.example/" + strings.Repeat("folder/", 60) + " and " + word + "!"
	_, findings, err := Lay(plainEdition("en", resolution.Paragraph, text), defaultTemplateOf(t), newCellShaper())
	if err != nil || len(findings) != 1 || !strings.Contains(findings[0].What, "“Kilow") {
		t.Errorf("the findings are %v, %v", findings, err)
	}
}
