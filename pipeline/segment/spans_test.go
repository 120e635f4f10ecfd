package segment

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// If it fails, terms and differing words are shown at the wrong place of a text.
func TestWordSpansAreTheTokens(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("abZ'’.-_ ,1\u00a0éİक्ษ水ガ\u0301กำخ\u0301"))
	rapid.Check(t, func(t *rapid.T) {
		text := norm.NFC.String(string(rapid.SliceOfN(alphabet, 0, 40).Draw(t, "text")))
		var words []string
		for _, s := range WordSpans(text) {
			words = append(words, strings.ToLower(text[s.Start:s.End]))
		}
		if tokens := Tokens(text); !slices.Equal(words, tokens) {
			t.Fatalf("%q: words %q, tokens %q", text, words, tokens)
		}
	})
}

// If it fails, French words before "!" and ";" are other words than elsewhere: not found by a concordance, nor as terms.
func TestNarrowBlanksPartWords(t *testing.T) {
	const blank = "\u202F"
	text := "Rivières" + blank + "! 35" + blank + "000 m" + blank + "; à 18" + blank + "h" + blank
	if got, want := strings.Join(Tokens(text), "|"), "rivières|35"+blank+"000|m|à|18|h"; got != want {
		t.Fatalf("%q, wanted %q", got, want)
	}
}
