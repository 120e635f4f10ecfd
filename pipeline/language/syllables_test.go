package language

import "testing"

// Words that grammars divide so. If it fails, lines end where their readers see a mistake.
func TestSyllables(t *testing.T) {
	for tag, words := range map[string][]string{
		"ro": {"or-ga-ni-za-ție", "con-struc-ție", "drep-ta-te", "mun-ci-tori", "so-li-da-ri-ta-te", "sculp-tor", "punc-tual", "re-pu-bli-că", "stu-denți", "ve-ghea-ză",
			"ab-stract", "oa-meni", "Ro-mâ-nia", "fap-te"},
		"lv":  {"or-ga-ni-zā-ci-ja", "cil-vēk-tie-sī-bas", "re-pub-li-ka", "kons-truk-ci-ja", "Lat-vi-ja", "brī-dzi-nā-jums"},
		"id":  {"perse-ri-katan", "kemer-de-kaan", "bertang-gung-jawab", "menye-leng-ga-rakan", "pendi-dikan", "mengambil", "makanan"},
		"ms":  {"perse-ku-tuan", "kebang-saan"},
		"fil": {"mama-ma-yan", "kara-pa-tan", "pag-ka-ka-pan-tay", "kala-yaan"},
		"sw":  {"ki-ji-ji", "ma-ru-fu-ku", "wa-na-da-mu", "mwa-ndi-shi"},
		"az":  {"in-san-lar", "res-pub-li-ka", "müs-tə-qil-lik"},
		"kk":  {"адам-дар", "құ-қық-тар", "рес-пуб-ли-ка", "аль-бом-дар", "қауым"},
		"ky":  {"адам-дар", "укук-тар", "эр-кин-дик"},
		"uz":  {"res-pub-li-ka", "in-son-lar", "qo-nun-chi-lik"},
		"hy":  {"Հա-յաս-տան", "մարդ-կու-թյուն", "իրա-վունք", "կազ-մա-կեր-պու-թյուն"},
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
