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
