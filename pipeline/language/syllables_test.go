package language

import "testing"

// Words that grammars divide so. If it fails, lines end where their readers see a mistake.
func TestSyllables(t *testing.T) {
	for tag, words := range map[string][]string{
		"ro": {"or-ga-ni-za-ție", "con-struc-ție", "drep-ta-te", "mun-ci-tori", "so-li-da-ri-ta-te", "sculp-tor", "punc-tual", "re-pu-bli-că", "stu-denți", "ve-ghea-ză",
			"ab-stract", "oa-meni", "Ro-mâ-nia", "fap-te"},
		"lv": {"or-ga-ni-zā-ci-ja", "cil-vēk-tie-sī-bas", "re-pub-li-ka", "kons-truk-ci-ja", "Lat-vi-ja", "brī-dzi-nā-jums"},
		"hy": {"Հա-յաս-տան", "մարդ-կու-թյուն", "իրա-վունք", "կազ-մա-կեր-պու-թյուն"},
	} {
		h := MustParse(tag).Hyphenator()
		for _, want := range words {
			word, _ := divided(want)
			got, at := "", 0
			for _, p := range h.Points(nil, word) {
				got, at = got+word[at:p.At]+"-", p.At
			}
			if got += word[at:]; got != want {
				t.Errorf("%s: %s, want %s", tag, got, want)
			}
		}
	}
}
