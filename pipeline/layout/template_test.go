package layout

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"publish/pipeline/resolution"
	"publish/pipeline/tomlfile"
)

// Each case is a template and the error that a designer must read. If it fails, a wrong template gives wrong pages without a
// word, or a message without its place.
func TestTemplateErrors(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/template.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 10 || len(archive.Files)%2 != 0 {
		t.Fatalf("testdata/template.txtar has %d files", len(archive.Files))
	}
	for i := 0; i < len(archive.Files); i += 2 {
		in, want := archive.Files[i], strings.TrimSpace(string(archive.Files[i+1].Data))
		_, err := ParseTemplate("templates/page.toml", in.Data)
		got := "no error"
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", in.Name, got, want)
		}
	}
}

// If it fails, the template in the repository and the one that init writes are two.
func TestTheRepositorysTemplateIsTheDefault(t *testing.T) {
	data, err := os.ReadFile("../../templates/page.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, DefaultTemplate()) {
		t.Error("templates/page.toml differs from pipeline/layout/page.toml; copy one over the other")
	}
}

// A template that is accepted keeps its limits and sets a page; one that is not says why.
func FuzzParseTemplate(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/template.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		f.Add(file.Data)
	}
	f.Add(DefaultTemplate())
	e := plainEdition("en", resolution.Paragraph, strings.Repeat("some words ", 200))
	empty, err := tomlfile.Decode("page.toml", "", new(Template))
	if err != nil {
		f.Fatal(err)
	}
	nowhere := places{"page.toml", empty}
	f.Fuzz(func(t *testing.T, data []byte) {
		template, err := ParseTemplate("page.toml", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "page.toml") {
				t.Fatalf("the error does not name the file: %v", err)
			}
			return
		}
		if err := template.check(nowhere); err != nil {
			t.Fatalf("an accepted template is out of its limits: %v", err)
		}
		if d, _, err := Lay(e, template, newCellShaper()); err != nil || len(d.Pages) == 0 {
			t.Fatalf("%d pages, %v", len(d.Pages), err)
		}
	})
}

// If it fails, large print is not large: a reader with low vision gets small or slanted type, narrow lines or justified ones,
// whether the template names one key or all of them.
func TestLargePrint(t *testing.T) {
	full := strings.Replace(string(DefaultTemplate()), `style = "standard"`, `style = "large"`, 1)
	for _, text := range []string{"[page]\nstyle = \"large\"", full} {
		template, err := ParseTemplate("page.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range template.Style.all() {
			if s.Size < 18 || s.Align != Ragged || s.Italic || !s.Sans || s.name != "foot" && s.Size < 20 && s.Leading < 1.5*s.Size {
				t.Errorf("%s: %+v", s.name, *s.Style)
			}
		}
		if between := template.Grid.Leading * (1 + template.Style.Paragraph.Below); between < 1.5*template.Style.Paragraph.Leading {
			t.Errorf("paragraphs are %.1f points apart", between)
		}
		d, _, err := Lay(plainEdition("en", resolution.Paragraph, strings.Repeat("some words ", 200)), template, newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range d.Pages[0].Lines {
			n := 0
			for _, w := range l.Words {
				n += len(w.Clusters) + 1
			}
			if n > 80 {
				t.Errorf("a line has %d characters", n)
			}
		}
	}
	own, err := ParseTemplate("page.toml", []byte("[page]\nstyle = \"large\"\nleft = 30\n[style.note]\nsize = 24"))
	if err != nil || own.Page.Left != 30 || own.Style.Note.Size != 24 || own.Style.Note.Leading != 27 {
		t.Errorf("own values do not stand: %+v, %v", own.Style.Note, err)
	}
}

// If it fails, a page of another size has margins that were made for A4: too narrow a column of text, or lines too long to read.
func TestMarginsAreOfTheSize(t *testing.T) {
	for _, c := range []struct {
		template  string
		low, high float64 // measure in mm
		title     float64
	}{
		{"", 130, 130, 21}, {"[page]\nsize = \"A5\"", 105, 115, 18}, {"[page]\nsize = \"Letter\"", 129, 131, 21},
		{"[page]\nsize = [148, 210]", 105, 115, 18}, {"[page]\nsize = [150, 220]\nleft = 20\nright = 20", 110, 110, 21},
		{"[page]\nsize = \"A5\"\nleft = 30\nright = 30\n[style.title]\nsize = 20", 88, 88, 20}, {"[page]\nsize = \"A5\"\nstyle = \"large\"", 100, 115, 30},
		{strings.Replace(string(DefaultTemplate()), `size = "A4"`, `size = "A5"`, 1), 105, 115, 18},
	} {
		template, err := ParseTemplate("page.toml", []byte(c.template))
		if err != nil {
			t.Fatal(err)
		}
		p := template.Page
		if measure := p.Size.Width - p.Left - p.Right; measure < c.low-0.1 || measure > c.high+0.1 || template.Style.Title.Size != c.title {
			t.Errorf("%.60q: the measure is %.1f mm, the title has %v points", c.template, measure, template.Style.Title.Size)
		}
		booklet := template.Booklet().Page
		if measure := booklet.Size.Width - booklet.Left - booklet.Right; measure < 85 || measure > 120 {
			t.Errorf("%.60q: the booklet's measure is %.1f mm", c.template, measure)
		}
	}
}

// If it fails, the template that init writes is refused as soon as somebody changes a comment in it.
func TestDefaultTemplateIsSound(t *testing.T) {
	standard, err := ParseTemplate("page.toml", DefaultTemplate())
	if err != nil {
		t.Fatal(err)
	}
	same, err := ParseTemplate("page.toml", append(DefaultTemplate(), "\n# a comment\n"...))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(standard, same) {
		t.Errorf("with a comment more, the template is %+v, not %+v", same, standard)
	}
}
