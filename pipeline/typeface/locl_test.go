package typeface

import (
	"testing"

	"publish/pipeline/language"
)

// drawn are the glyphs of a text's clusters, and what they read as.
func drawn(t *testing.T, text, tag string, style Style) (glyphs []uint32, reads string) {
	t.Helper()
	s := open(t).NewShaper()
	shaped, err := s.Shape(text, language.MustParse(tag), false, style)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range shaped.Runs {
		u := s.subsets[run.Face.index]
		for _, c := range run.Clusters {
			for _, p := range u.drawings[c.Code].parts {
				glyphs = append(glyphs, uint32(p.glyph))
			}
			reads += u.texts[c.Code]
		}
	}
	return glyphs, reads
}

// Each case is letters that a language draws in a way of its own, and one that does not. If it fails, Serbian, Bulgarian or
// Romanian readers get the letters of another language; or the text that is copied out is another one.
func TestLanguagesDrawTheirOwnForms(t *testing.T) {
	for _, c := range []struct {
		text, own, other string
		style            Style
	}{
		{"бгдпт", "sr", "ru", Style{Italic: true}},
		{"б", "sr", "ru", Style{}},
		{"бгдпт", "mk", "ru", Style{Italic: true}},
		{"вгджзийклптцшщю", "bg", "ru", Style{}},
		{"вгджзийклптцшщю", "bg", "uk", Style{Sans: true}},
		{"ŞşŢţ", "ro", "tr", Style{}},
		{"ŞşŢţ", "ro-MD", "en", Style{Sans: true}},
	} {
		own, reads := drawn(t, c.text, c.own, c.style)
		other, _ := drawn(t, c.text, c.other, c.style)
		if reads != c.text || len(own) != len(other) {
			t.Fatalf("%s in %s: %d glyphs that read %q, %d in %s", c.text, c.own, len(own), reads, len(other), c.other)
		}
		same := 0
		for i := range own {
			if own[i] == other[i] {
				same++
			}
		}
		if same > len(own)/5 {
			t.Errorf("%s: %d of %d letters are drawn alike in %s and %s", c.text, same, len(own), c.own, c.other)
		}
	}
	cedilla, _ := drawn(t, "ŞşŢţ", "ro", Style{})
	comma, _ := drawn(t, "ȘșȚț", "ro", Style{})
	for i := range cedilla {
		if cedilla[i] != comma[i] {
			t.Errorf("letter %d is drawn as glyph %d, not as %d", i, cedilla[i], comma[i])
		}
	}
}
