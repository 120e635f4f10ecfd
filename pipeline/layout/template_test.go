package layout

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"publish/pipeline/resolution"
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
	f.Fuzz(func(t *testing.T, data []byte) {
		template, err := ParseTemplate("page.toml", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "page.toml") {
				t.Fatalf("the error does not name the file: %v", err)
			}
			return
		}
		if err := template.check("page.toml", ""); err != nil {
			t.Fatalf("an accepted template is out of its limits: %v", err)
		}
		if d, _, err := Lay(e, template, newCellShaper()); err != nil || len(d.Pages) == 0 {
			t.Fatalf("%d pages, %v", len(d.Pages), err)
		}
	})
}
