package check

import (
	"slices"
	"testing"

	"publish/pipeline/language"
)

// rows makes texts of one language of pairs of source and target.
func rows(tag string, pairs ...string) []Text {
	var texts []Text
	for i := 0; i < len(pairs); i += 2 {
		texts = append(texts, Text{ID: decimal(i / 2), Source: pairs[i], Target: pairs[i+1], Language: language.MustParse(tag)})
	}
	return texts
}

func flagged(t *testing.T, rule string, texts []Text) []int {
	t.Helper()
	var at []int
	for _, f := range Texts(texts, Options{}) {
		if f.Rule == rule {
			at = append(at, f.Text)
		}
	}
	return at
}

// If it fails, a catalog says one thing in two ways, or says "you" in two, and nobody is told, or the wrong text is named.
func TestTextsTogether(t *testing.T) {
	polite := []string{
		"You keep the first river clean.", "Sie halten den ersten Fluss sauber.", "You keep the next river clean.", "Sie halten den nächsten Fluss sauber.",
		"You keep your bank clean.", "Sie halten Ihr Ufer sauber.", "Your boat waits below the weir.", "Das Boot wartet auf Sie unter dem Wehr.",
	}
	for _, c := range []struct {
		rule  string
		texts []Text
		want  []int
	}{
		{"one-source", rows("fr", "The member organizations meet.", "Les organisations membres se réunissent.", "The river rises.", "La rivière monte.", "The member organizations meet.", "Les groupes adhérents se retrouvent."), []int{2}},
		{"one-source", rows("fr", "The river rises.", "Le fleuve déborde.", "The river rises.", "La rivière monte.", "The river rises.", "La rivière monte."), []int{0}},
		{"one-source", rows("fr", "The river rises.", "La rivière monte.", "The river rises?", "La rivière monte-t-elle ?"), nil},
		{"one-source", rows("nl", "The keepers of Ansgar met at the weir.", "De hoeders van kwamen bijeen bij de stuw.", "The keepers of Ansgar met at the weir.", "De hoeders van Ansgar kwamen bijeen bij de stuw."), []int{0}},
		{"one-source", rows("fr", "May", "mai", "May", "peut"), nil},
		{"one-target", rows("es", "Nobody asked the fishermen of the valley.", "Nadie preguntó a los pescadores del valle.", "The gauge at the weir was read every morning by the same man.", "Nadie preguntó a los pescadores del valle."), []int{1}},
		{"one-target", rows("es", "Nobody asked the fishermen of the valley.", "Nadie preguntó a los pescadores del valle.", "No one asked the fishermen of the valley.", "Nadie preguntó a los pescadores del valle."), nil},
		{"form-of-address", append(rows("de", polite...), rows("de", "You read the gauge.", "Du liest den Pegel.")...), []int{4}},
		{"form-of-address", append(rows("de", polite...), rows("de", "“You read the gauge,” he said.", "„Du liest den Pegel“, sagte er.")...), nil},
		{"quote", rows("fr", "A “river” here.", "Une « rivière » ici.", "A “weir” here.", "Un « barrage » ici.", "A “fish” here.", "Un « poisson » ici.", "A “gauge” here.", "Une \"échelle\" ici."), []int{3}},
		{"quote", rows("fr", `A "river" here.`, `Une "rivière" ici.`, `A "weir" here.`, `Un "barrage" ici.`), nil},
		{"acronym", rows("ru", "The IFRK met.", "IFRK собралась.", "The IFRK wrote to us.", "IFRK написала нам.", "We thank the IFRK for that.", "Мы благодарим за это."), []int{2}},
	} {
		if got := flagged(t, c.rule, c.texts); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, wanted %v, in %+v", c.rule, got, c.want, c.texts)
		}
	}
}
