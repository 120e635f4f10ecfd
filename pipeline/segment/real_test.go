package segment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// If it fails, a sentence of a real resolution is printed untranslated in every edition, and no translator ever sees it.
func TestEveryTextOfARealResolutionIsAUnit(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/resolutions/*.txt")
	if len(files) == 0 {
		t.Skip("the real resolutions are not beside this checkout (../shared/resolutions)")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, _, err := resolution.Parse(filepath.Base(file), text, resolution.Register{})
		if err != nil {
			t.Fatal(err)
		}
		units := map[sharedText]bool{}
		for _, u := range Units(doc) {
			units[sharedText{u.Role, u.Text}] = true
		}
		for _, b := range doc.Blocks {
			if s := b.Signatory; s != nil {
				if s.Gloss != "" && !units[sharedText{Gloss, s.Gloss}] || s.Country != "" && s.Region == "" && !units[sharedText{Place, s.Country}] {
					t.Errorf("%s:%d: the gloss %q or the place %q is no unit", file, b.Lines[0], s.Gloss, s.Country)
				}
				continue
			}
			unitText, date := BlockText(b)
			wanted := b.Standard == "" && strings.ContainsFunc(unitText, unicode.IsLetter)
			if wanted != units[sharedText{Role(b.Kind), unitText}] {
				t.Errorf("%s:%d: %s %q: a unit: %v", file, b.Lines[0], b.Kind, unitText, !wanted)
			}
			if date != (language.Date{}) && b.Standard == "" && !strings.Contains(unitText, DateMark) {
				t.Errorf("%s:%d: the date stays in %q", file, b.Lines[0], unitText)
			}
		}
		if len(units) < 20 {
			t.Errorf("%s: %d units", file, len(units))
		}
	}
}
