package resolution

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// fragments are what resolutions are made of; the generator puts them together in orders that nobody would.
var fragments = []string{
	"Signatories (as of 12 November 2020, further signatories possible):", "Signed after the release date:", "Additional Signatories:", "Africa", "Europe:",
	"1. ABC Asociación de Barrios (Association of Quarters), Peru", "2) БРП(к) Българска Партия (комунисти) (Party (Communist))", "(3) 川の会（River Society）, Japan",
	"Trotz alledem!, Germany", "رابطة المكتبات (League), Lebanon", "ABC\u00a0 \u00a0Name", "XYZName ohne Blank", "PPP (Partido (x)) (Party", "MLPD", ", , (",
	"  • an item", "\t- another", "(a) lettered;", "iv. roman", "§ 3 paragraph", "1.1 twice", "12.11.2020", "Lisbon, 12 November 2020", "Resolution, 3rd of May 2019",
	"A heading", "UNDERLINED", "=====", "-----", "* * *", "> quoted", "> — by whom", "“A quotation from beginning to end of the line.”", "«Une citation»", "„Ein Zitat“ (wer)",
	"Long live the rivers!", "Workers, unite! Forward!", "Adopted unanimously by the congress", "[1] A note.", "* a note", "¹ Note", "Notes",
	"Document ActionsThe text begins", "Skip to content", "Home » News", "Share this:", "Hits: 12", "Posted on 3 May by admin", "anti-", "nuclear and", "lower case goes on",
	"A sentence of the text, long enough to be running text, that ends as sentences do, with a point, and is followed by nothing at all.", "", "", "",
	"# Title", "## Signatories", "**bold**", "*em* and `code` and <b>html</b>", "[text](http://example.org/a)", "![pic](a.png)", "[^1]: footnote", "word[^1]", "| a | b |", "|---|---|", "```", "<!-- c -->", "\\*escaped\\*",
}

// anyText draws a text of fragments and of arbitrary characters.
func anyText() *rapid.Generator[string] {
	line := rapid.OneOf(rapid.SampledFrom(fragments), rapid.SampledFrom(fragments), rapid.StringN(0, 30, 120))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(line, 1, 40).Draw(t, "lines"), rapid.SampledFrom([]string{"\n", "\n\n", "\r\n"}).Draw(t, "end"))
	})
}

// lawful checks everything that holds for each text, whatever it is.
func lawful(t interface {
	Helper()
	Fatalf(string, ...any)
}, file string, text []byte) {
	t.Helper()
	d, findings, err := Parse(file, text, Register{})
	if err != nil {
		return
	}
	if lost := Uncovered(text, d); lost != "" {
		t.Fatalf("%q: %s", text, lost)
	}
	for _, b := range d.Blocks {
		if strings.Join(strings.Fields(b.Text), " ") != b.Text || !norm.NFC.IsNormalString(b.Text) || strings.IndexFunc(b.Text, isControl) >= 0 {
			t.Fatalf("%q: the text of a block is not clean: %q", text, b.Text)
		}
		if b.Lines[0] < 1 || b.Lines[1] < b.Lines[0] || (b.Signatory != nil) != (b.Kind == SignatoryOf) || b.DateEnd > len(b.Text) {
			t.Fatalf("%q: a block is not in order: %+v", text, b)
		}
		if d.Markup && b.Signatory == nil && b.Kind != Signatories && InlineError(b.Text) != nil {
			t.Fatalf("%q: %v in %q", text, InlineError(b.Text), b.Text)
		}
	}
	for _, f := range findings {
		if f.Rule == "" || f.What == "" || strings.IndexFunc(f.What, isControl) >= 0 {
			t.Fatalf("%q: a finding that cannot be printed: %+v", text, f)
		}
	}
	again, _, _ := Parse(file, text, Register{})
	if outline(again) != outline(d) {
		t.Fatalf("%q is read in two ways", text)
	}
}

// If it fails, a part of some text is missing from every edition, or stands in it twice (law 1).
func TestEveryCharacterIsSomewhere(t *testing.T) {
	for _, file := range []string{"r.txt", "r.md"} {
		t.Run(file, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { lawful(t, file, []byte(anyText().Draw(t, "text"))) })
		})
	}
}

// If it fails, Uncovered would not notice that a reader loses text, and the test above would prove nothing.
func TestUncoveredNoticesWhatIsTakenAway(t *testing.T) {
	for _, g := range goldens(t) {
		text := unescaped(g.text)
		whole, _, err := Parse(g.name, text, Register{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range whole.Blocks {
			d := whole
			d.Blocks = slices.Delete(slices.Clone(whole.Blocks), i, i+1)
			if Uncovered(text, d) == "" {
				t.Errorf("%s: nobody missed %q", g.name, whole.Blocks[i].Text)
			}
		}
	}
}

// FuzzText asserts law 1 on plain texts.
func FuzzText(f *testing.F) { fuzz(f, "r.txt") }

// FuzzMarkdown asserts law 1 on Markdown.
func FuzzMarkdown(f *testing.F) { fuzz(f, "r.md") }

func fuzz(f *testing.F, file string) {
	for _, g := range goldens(f) {
		f.Add(unescaped(g.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) < 1<<16 {
			lawful(t, file, text)
		}
	})
}

// FuzzRegister: whatever is accepted can be written as rows and read again with the same ids.
func FuzzRegister(f *testing.F) {
	f.Add([]byte(redStar))
	f.Add([]byte("[[organization]]\nid = 'a'\nname = \"b\"\nalso = ['c', \"\"\"d\"\"\"]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if g, findings, err := ParseRegister("organizations.toml", text); err == nil {
			seen := map[string]bool{}
			for _, o := range g.Organizations {
				if o.ID == "" || o.Name == "" || seen[o.ID] {
					t.Fatalf("%q was accepted: %+v", text, o)
				}
				seen[o.ID] = true
			}
			for _, x := range findings {
				if !strings.HasPrefix(x.String(), "organizations.toml") {
					t.Fatalf("a finding without its place: %s", x)
				}
			}
		}
	})
}

// Benchmarks: a text of the usual length, and a list of 200 signatures.
func BenchmarkParse(b *testing.B) {
	for _, g := range goldens(b) {
		if g.name != "radios.txt" && g.name != "night-trains.txt" && g.name != "ferry.md" {
			continue
		}
		b.Run(g.name, func(b *testing.B) {
			b.SetBytes(int64(len(g.text)))
			for b.Loop() {
				if _, _, err := Parse(g.name, g.text, Register{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	list := bytes.Repeat([]byte("1. ABC Asociación de Barrios y Calles (Association of Quarters and Streets), Peru\n"), 200)
	b.Run("200 signatures", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := Parse("r.txt", append([]byte("Title\n\nSignatories:\n\n"), list...), Register{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
