package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// A scriptText is a text of one language, of those that shaping is held to.
type scriptText struct{ name, tag, text string }

func scriptTexts(t *testing.T) (texts []scriptText) {
	t.Helper()
	archive, err := txtar.ParseFile("../typeface/testdata/harfbuzz.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		s := scriptText{name: f.Name}
		for line := range strings.SplitSeq(string(f.Data), "\n") {
			switch key, value, _ := strings.Cut(line, ": "); key {
			case "language":
				s.tag = value
			case "text":
				s.text = value
			}
		}
		texts = append(texts, s)
	}
	return texts
}

// pageOf is an edition that fills a good part of a page with a text: lines of all lengths, a list, a heading.
func pageOf(s scriptText) edition.Edition {
	l := language.MustParse(s.tag)
	e := edition.Edition{Name: "x", Language: l, Source: l, Status: edition.Final, Title: s.text, TitleLanguage: l}
	add := func(kind resolution.Kind, label string, times int) {
		e.Blocks = append(e.Blocks, edition.Block{Kind: kind, Level: 1, Label: label, Language: l, Spans: span(strings.TrimSpace(strings.Repeat(s.text+" ", times)))})
	}
	add(resolution.Title, "", 1)
	for n := range 4 {
		add(resolution.Paragraph, "", 2*n+1)
	}
	add(resolution.Heading, "", 1)
	add(resolution.Item, "1.", 2)
	add(resolution.Item, "2.", 3)
	add(resolution.Quote, "", 2)
	return e
}

// lettersOnly leaves out what readers put in and take out at the ends of lines, and characters that are not seen.
func lettersOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("-\u2010\u00ad", r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// likeness is the share of two texts' characters that stand in both in the same order; what is behind the second's length in
// the first does not count.
func likeness(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	x = x[:min(len(x), len(y))]
	row := make([]int, len(y)+1)
	for _, r := range x {
		before := 0
		for k, s := range y {
			here := row[k+1]
			if r == s {
				row[k+1] = before + 1
			} else {
				row[k+1] = max(row[k+1], row[k])
			}
			before = here
		}
	}
	return 2 * float64(row[len(y)]) / float64(max(1, len(x)+len(y)))
}

// If it fails, text that a reader copies out of an edition, or finds in it, is not the text that was printed: law 6, by two
// programs that nobody here wrote.
func TestTextComesBackInEveryScript(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range scriptTexts(t) {
		e := pageOf(s)
		file, _, _ := written(t, e)
		name := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		want := lettersOnly(textOf(e))
		check := func(reader, got string, least float64) {
			got = lettersOnly(got)
			if i := strings.Index(got, want[:min(len(want), 12)]); i > 0 && least == 1 {
				got = got[i:]
			}
			if least == 1 && !strings.HasPrefix(got, want) || least < 1 && likeness(got, want) < least {
				t.Errorf("%s (%s): %s gives the text back as\n%.300s\nnot as\n%.300s", s.name, s.tag, reader, got, want)
			}
		}
		if e.Language.RightToLeft() {
			if script := e.Language.Script(); script == "Arab" || script == "Hebr" {
				check("pdftotext", run(t, "pdftotext", name, "-"), 0.98)
			}
			continue
		}
		check("pdftotext", run(t, "pdftotext", name, "-"), 1)
		check("mutool", run(t, "mutool", "draw", "-q", "-F", "txt", name), 1)
		seen[e.Language.Script()] = true
	}
	if len(seen) < 20 {
		t.Errorf("only %d scripts were read", len(seen))
	}
}

// If it fails, a list in two columns is copied row by row, as if it were a table.
func TestColumnsAreReadOneAfterTheOther(t *testing.T) {
	for _, lines := range []int{1, 2} {
		en := language.MustParse("en")
		e := edition.Edition{Name: "x", Language: en, Source: en, Status: edition.Final, Title: "x"}
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Signatories, Level: 1, Language: en, Spans: span("Signatories:")})
		for n := range 90 {
			name := strings.Repeat("Keepers of the Small Waters ", lines*2-1)
			e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.SignatoryOf, Language: en, Spans: span(fmt.Sprintf("No%dth %s", n+1, name)),
				Signatory: &edition.Signatory{Number: fmt.Sprint(n+1, ".")}})
		}
		d, shaper := laid(t, e, "[signatories]\ncolumns = 2\n")
		file, err := new(Press).Write(d, shaper, Meta{})
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		text, at := run(t, "pdftotext", name, "-"), 0
		for n := range 90 {
			i := strings.Index(text[at:], fmt.Sprintf("No%dth ", n+1))
			if i < 0 {
				t.Fatalf("%d lines each: signatory %d does not follow the one before", lines, n+1)
			}
			at += i
		}
	}
}
