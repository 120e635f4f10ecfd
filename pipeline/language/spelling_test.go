package language

import (
	"slices"
	"testing"
)

// If it fails, a check takes a number that a translator spelt out for one that is lost.
func TestSpelling(t *testing.T) {
	for _, c := range []struct {
		tag   string
		value int
		want  string
	}{
		{"fr", 21, "vingt-et-un"}, {"pt-BR", 200, "duzentos"}, {"ru", 5, "пятью"}, {"zh-Hant", 30, "三十"}, {"nb", 3, "tre"},
		{"sr-Latn", 3, "tri"}, {"sr", 3, "три"}, {"th", 20, "ยี่สิบ"}, {"de-AT", 1000, "eintausend"},
	} {
		if forms := MustParse(c.tag).Spelling().Numbers[c.value]; !slices.Contains(forms, c.want) {
			t.Errorf("%s %d: %q lacks %q", c.tag, c.value, forms, c.want)
		}
	}
	fr := MustParse("fr").Spelling()
	if !slices.Contains(fr.Months[4], "avril") || !slices.Contains(fr.Days[1], "lundi") {
		t.Errorf("fr: %q %q", fr.Months[4], fr.Days[1])
	}
	if s := MustParse("frr").Spelling(); len(s.Numbers) != 0 || s.Months[1] != nil {
		t.Errorf("North Frisian has words of another language: %v", s)
	}
}
