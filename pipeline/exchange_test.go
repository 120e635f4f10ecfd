package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// exported is the export of one language.
func exported(t *testing.T, p *Project, tag string, x ExportOptions) []byte {
	t.Helper()
	r, err := ExportTranslations(p, Options{Languages: []language.Language{language.MustParse(tag)}}, x)
	if err != nil || len(r.Failures)+len(r.Findings) > 0 {
		t.Fatal(err, r.Failures, r.Findings)
	}
	return r.Data
}

// imported is what importing a file does.
func imports(t *testing.T, p *Project, dir string, data []byte, f exchange.Format, x ImportOptions) ImportReport {
	t.Helper()
	x.File = filepath.Join(dir, "back."+string(f))
	if err := os.WriteFile(x.File, data, 0o666); err != nil {
		t.Fatal(err)
	}
	r, err := ImportTranslations(p, Options{}, x)
	if err != nil || len(r.Failures) > 0 {
		t.Fatal(f, err, r.Failures)
	}
	return r
}

// words are runs of letters that every format writes as they are.
var words = regexp.MustCompile(`other = "((?:[\pL\pM]+ ){2,8}[\pL\pM]+)`)

// If it fails, a translator who sends work back from a tool gets a catalog with other changes than those made there.
func TestExportEditImportIsTheSameCatalogButForTheEdit(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	federation{rewordings(t, 3), languagesOf("fr ar th")}.write(t, dir)
	published(t, dir)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, f := range exchange.Formats {
		for _, tag := range []string{"fr", "ar", "th"} {
			data := exported(t, p, tag, ExportOptions{Format: f})
			want, edits := written(t, dir), 0
			for name, file := range want {
				if !strings.HasPrefix(name, "locales/"+tag) {
					continue
				}
				for i, m := range words.FindAllSubmatch(file, -1) {
					edited := append([]byte("revu "), m[1]...)
					if i%5 == 0 && bytes.Count(data, m[1]) == 1 && bytes.Count(file, m[1]) == 1 {
						data, file = bytes.Replace(data, m[1], edited, 1), bytes.Replace(file, m[1], edited, 1)
						edits++
					}
				}
				want[name] = file
			}
			r := imports(t, p, aside, data, f, ImportOptions{})
			if edits == 0 || r.Counts["taken"] != edits || r.Counts["conflict"]+r.Counts["gone"] > 0 || finding.Worst(r.Findings) > finding.Info {
				t.Fatalf("%s %s: %d edits, %v, %v", f, tag, edits, r.Counts, r.Findings)
			}
			same(t, string(f)+" "+tag, written(t, dir), want)
			if again := imports(t, p, aside, data, f, ImportOptions{}); again.Counts["taken"]+len(again.Written) > 0 {
				t.Fatalf("%s %s, again: %v %v", f, tag, again.Counts, again.Written)
			}
		}
	}
}

// If it fails, a dry run writes something, or a translator cannot begin a language with a file of a tool.
func TestImportBeginsALanguage(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	federation{rewordings(t, 1), languagesOf("fr")}.write(t, dir)
	published(t, dir)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	data := bytes.ReplaceAll(exported(t, p, "fr", ExportOptions{Format: exchange.XLIFF1}), []byte(`target-language="fr"`), []byte(`target-language="PT_br"`))
	file := filepath.Join(aside, "x.xlf")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	before := written(t, dir)
	_, err = ImportTranslations(p, Options{}, ImportOptions{File: file})
	if err == nil || !strings.Contains(err.Error(), "add --lang pt-BR") {
		t.Fatal(err)
	}
	o := Options{Languages: []language.Language{language.MustParse("pt-BR")}}
	dry, err := ImportTranslations(p, o, ImportOptions{File: file, DryRun: true})
	if err != nil || !strings.Contains(dry.Diff, "+++ b/locales/pt-BR/") {
		t.Fatal(err, dry.Diff)
	}
	same(t, "dry run", written(t, dir), before)
	r, err := ImportTranslations(p, o, ImportOptions{File: file})
	if err != nil || r.Counts["taken"] < 20 || len(r.Written) == 0 {
		t.Fatal(err, r)
	}
	again, err := ExportTranslations(p, o, ExportOptions{Format: exchange.XLIFF1})
	if got := bytes.ReplaceAll(again.Data, []byte(`"pt-BR"`), []byte(`"fr"`)); err != nil || bytes.Count(got, []byte("<target")) != bytes.Count(data, []byte("<target")) {
		t.Fatalf("%v\n%s", err, got)
	}
}

// If it fails, the languages of one memory end up in one another's files.
func TestImportOfSeveralLanguages(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	federation{rewordings(t, 1), languagesOf("fr ar")}.write(t, dir)
	published(t, dir)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	key := regexp.MustCompile(`tuid="(text-[^"]+)"`).FindSubmatch(exported(t, p, "fr", ExportOptions{Format: exchange.TMX}))[1]
	one := func(tag, text string) string { return `<tuv xml:lang="` + tag + `"><seg>` + text + `</seg></tuv>` }
	english := regexp.MustCompile(`(?s)tuid="` + string(key) + `".*?xml:lang="en"><seg>([^<]*)<`).FindSubmatch(exported(t, p, "fr", ExportOptions{Format: exchange.TMX}))[1]
	data := `<tmx version="1.4"><header srclang="en"/><body><tu tuid="` + string(key) + `">` + one("en", string(english)) + one("FR-fr", "À nous") + one("ar", "لنا") + one("de", "Uns") + `</tu></body></tmx>`
	file := filepath.Join(aside, "x.tmx")
	if err := os.WriteFile(file, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ImportTranslations(p, Options{}, ImportOptions{File: file}); err == nil || !strings.Contains(err.Error(), "no folder locales/de") {
		t.Fatal(err)
	}
	r, err := ImportTranslations(p, Options{Languages: []language.Language{language.MustParse("ar")}}, ImportOptions{File: file, Theirs: []string{string(key)}})
	if err != nil || len(r.Written) != 1 || !strings.HasPrefix(r.Written[0], "locales/ar/") {
		t.Fatal(err, r)
	}
	if text := written(t, dir)[r.Written[0]]; !bytes.Contains(text, []byte(`"لنا"`)) {
		t.Errorf("%s", text)
	}
}
