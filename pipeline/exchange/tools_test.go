package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	xlanguage "golang.org/x/text/language"

	"publish/pipeline/language"
)

// withGettext skips where GNU gettext is not installed.
func withGettext(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("msgcat"); err != nil {
		t.Skip("msgcat is not installed (Debian: apt install gettext)")
	}
}

// ran runs a program on a file.
func ran(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	c := exec.Command(name, args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, args, err, &stderr)
	}
	return out
}

// If it fails, gettext refuses a PO file, or what it makes of one does not come back.
func TestGettextTakesPOAndGivesItBack(t *testing.T) {
	withGettext(t)
	file := filepath.Join(t.TempDir(), "x.po")
	for _, tag := range []string{"fr", "ar", "ru", "ja", "pt-BR", "sr-Latn"} {
		d := sample()
		d.Target = language.MustParse(tag)
		for i := range d.Units {
			if u := &d.Units[i]; u.SourceForms != nil {
				u.Categories, u.TargetForms = nil, map[string]string{}
				for _, c := range pluralCategories(d.Target) {
					if c != "other" {
						u.Categories = append(u.Categories, c)
						u.TargetForms[c] = "{{.Count}} " + c
					}
				}
			}
		}
		data, _ := Write(d, PO)
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		ran(t, "msgfmt", "--check-format", "--check-domain", "-o", os.DevNull, file)
		for _, args := range [][]string{{"msgcat", "--width=40"}, {"msgcat", "--no-wrap", "--sort-output"}, {"msgattrib", "--no-obsolete"}, {"msgconv", "--to-code=GB18030"}} {
			sameTexts(t, PO, d, read(t, PO, ran(t, args[0], append(args[1:], file)...)))
		}
	}
}

// revise has translate-toolkit and polib open a file, translate one entry and save it.
const revise = `
import sys
path, kind, key, text = sys.argv[1:]
if kind == "polib":
    import polib
    f = polib.pofile(path)
    e = [e for e in f if e.msgctxt == key][0]
    e.msgstr = text
    f.save(path)
else:
    from translate.storage import xliff, po, tmx
    f = dict(xliff1=xliff.xlifffile, po=po.pofile, tmx=tmx.tmxfile)[kind].parsefile(path)
    if kind == "tmx":
        u = [u for u in f.units if u.xmlelement.get("tuid") == key][0]
        f.addtranslation("Bread for 40,000!", "en", text, "fr")
        f.units[-1].xmlelement.set("tuid", key)
        u.xmlelement.getparent().remove(u.xmlelement)
    else:
        u = [u for u in f.units if u.getid().endswith(key) or u.getid().startswith(key)][0]
        u.target = text
        u.markfuzzy(False)
    f.savefile(path)
`

// If it fails, what a translator has done in tools built on translate-toolkit or polib (Weblate, Pootle, Virtaal …) is lost.
func TestTranslateToolkitAndPolib(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || exec.Command(python, "-c", "import polib, translate.storage.xliff").Run() != nil {
		t.Skip("python3 with translate-toolkit and polib is not installed (pip install translate-toolkit polib)")
	}
	const key, text = "mill.p-bbbbb", "Du **pain** pour « 40 000 » !"
	for _, kind := range []string{"polib", "po", "xliff1", "tmx"} {
		f := Format(strings.Replace(kind, "polib", "po", 1))
		d := sample()
		data, _ := Write(d, f)
		file := filepath.Join(t.TempDir(), "x."+string(f))
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		ran(t, python, "-c", revise, file, kind, key, text)
		saved, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := read(t, f, saved)
		for i, u := range d.Units {
			if u.Key != key {
				continue
			}
			for j := range got.Translations {
				tr := &got.Translations[j]
				if tr.Key == key && (tr.Target != text || tr.Finished == No || f != TMX && tr.Stamp != stampOf(u)) {
					t.Errorf("%s: %+v", kind, tr)
				}
			}
			d.Units = append(d.Units[:i:i], d.Units[i+1:]...)
		}
		sameTexts(t, f, d, got)
	}
}

// expressions has Python's gettext evaluate plural expressions for numbers.
const expressions = `
import gettext, json, sys
for line in sys.stdin:
    f = gettext.c2py(line.strip())
    print(json.dumps([f(n) for n in list(range(201)) + [1000, 1000000, 2000000]]))
`

// If it fails, PO editors show translators of some language the wrong numbers beside a plural form. go-i18n has CLDR's rules.
func TestPluralExpressionsAreCLDRs(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	tags := []string{"en", "fr", "de", "es", "it", "pt", "pt-PT", "ca", "ru", "uk", "be", "pl", "cs", "sk", "lt", "lv", "sl", "hsb", "hr", "sr", "bs", "ro", "ar", "he", "ga", "cy", "ja", "zh", "ko", "th", "vi", "hi", "bn", "fa", "am", "gu", "kn", "zu",
		"hy", "mk", "is", "tr", "hu", "fi", "sv", "da", "nl", "el", "bg", "ka", "sw", "pa", "si", "mg", "ln", "af", "et", "eu", "gl", "ur", "mr", "ta", "te", "ml", "ne", "id", "ms", "km", "lo", "my"}
	var lines strings.Builder
	for _, tag := range tags {
		_, expression, _ := strings.Cut(pluralForms(language.MustParse(tag)), "plural=")
		fmt.Fprintln(&lines, strings.TrimSuffix(expression, ";"))
	}
	c := exec.Command(python, "-c", expressions)
	c.Stdin = strings.NewReader(lines.String())
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	results := strings.Split(strings.TrimSpace(string(out)), "\n")
	for i, tag := range tags {
		var indexes []int
		if err := json.Unmarshal([]byte(results[i]), &indexes); err != nil {
			t.Fatal(err)
		}
		names := pluralCategories(language.MustParse(tag))
		forms := i18n.Message{ID: "x", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
		localizer := i18n.NewLocalizer(i18n.NewBundle(xlanguage.MustParse(tag)), tag)
		for j, index := range indexes {
			n := j
			if j > 200 {
				n = []int{1000, 1000000, 2000000}[j-201]
			}
			want, err := localizer.Localize(&i18n.LocalizeConfig{DefaultMessage: &forms, PluralCount: n})
			if err != nil {
				t.Fatal(tag, n, err)
			}
			if got := names[index]; got != want && slices.Contains(names, want) { // a later CLDR may have one more
				t.Errorf("%s: %d is %s, not %s", tag, n, got, want)
			}
		}
	}
}

// If it fails, what a translator has done in a tool that wraps comments, too, comes back as a conflict.
func TestPOStatesThatAToolHasWrapped(t *testing.T) {
	data, _ := Write(sample(), PO)
	wrapped := strings.ReplaceAll(string(data), "#. "+stampVersion+" ", "#. "+stampVersion+"\n#. ")
	if wrapped == string(data) {
		t.Fatal("no state was wrapped")
	}
	sameStamps := read(t, PO, data)
	for i, tr := range read(t, PO, []byte(wrapped)).Translations {
		if want := sameStamps.Translations[i].Stamp; tr.Stamp != want || !want.known() {
			t.Errorf("%s: state %v, wanted %v", tr.Key, tr.Stamp, want)
		}
	}
}
