package edition

import (
	"testing"

	"publish/pipeline/language"
)

// If it fails, the Brazilian edition of a publisher who wrote a Portuguese imprint has an English one, or one in another
// script is taken for its own.
func TestImprintOfALanguageServesItsRegions(t *testing.T) {
	imprint := map[string]string{"pt": "Rua", "zh": "街", "sr-Latn": "Ulica", "en": "Street", "fr-CA": "Rue"}
	for tag, want := range map[string]string{"pt": "Rua pt", "pt-BR": "Rua pt-BR", "zh-SG": "街 zh-SG", "zh-Hant": "Street en", "zh-TW": "Street en",
		"sr-Latn-ME": "Ulica sr-Latn-ME", "sr": "Street en", "fr": "Street en", "fr-CA": "Rue fr-CA", "ja": "Street en"} {
		p := publisher(PublisherSettings{Imprint: imprint}, language.MustParse(tag), language.MustParse("en"))
		if got := p.Imprint[0] + " " + p.ImprintLanguage.String(); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}
