package segment

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// If it fails, a translator who asks how "united front" was translated misses the place where it begins a sentence, or the one in
// capitals.
func TestPhraseIsFoundWhateverItsCaseAndPunctuation(t *testing.T) {
	for _, c := range []struct{ phrase, text, want string }{
		{"united front", "The United Front; a UNITED – front. Disunited front, united fronts", "United Front|UNITED – front"},
		{"l’État", "De L’ÉTAT, de l'état", "L’ÉTAT"},
		{"統一戦線", "反帝国主義統一戦線を、統一戦線", "統一戦線|統一戦線"},
		{"ที่", "ที่นี่", "ที่"},
		{"a a", "a a a a a", "a a|a a"},
		{"istanbul", "İstanbul", "İstanbul"},
		{"…", "… …", ""},
		{"", "a", ""},
	} {
		var got []string
		for _, place := range NewPhrase(c.phrase).In(c.text) {
			got = append(got, c.text[place.Start:place.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q in %q: %q, want %q", c.phrase, c.text, got, c.want)
		}
	}
}

// If it fails, a phrase is missed that comparing the tokens one by one finds.
func TestPhraseFindsWhatComparingTokensFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOf(rapid.SampledFrom([]rune("aAbéÉ. 東kKſS’")))
		text, phrase := norm.NFC.String(letters.Draw(t, "text")), letters.Draw(t, "phrase")
		words, sought := Tokens(text), Tokens(phrase)
		n := 0
		for i := 0; len(sought) > 0 && i+len(sought) <= len(words); i++ {
			if slices.Equal(words[i:i+len(sought)], sought) {
				n++
				i += len(sought) - 1
			}
		}
		if got := len(NewPhrase(phrase).In(text)); got != n {
			t.Fatalf("%q in %q: %d places, want %d", phrase, text, got, n)
		}
	})
}

// If it fails, texts are skipped that hold the phrase in a rare capital.
func TestEveryCapitalBeginsItsLowerCase(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if lower := unicode.ToLower(r); utf8.ValidRune(r) && lower != r && unicode.IsLetter(r) {
			if p := NewPhrase(string(lower)); len(p.tokens) == 1 && p.longest == string(lower) && !p.possible(string(r)) {
				t.Errorf("%U is not taken for a capital of %U", r, lower)
			}
		}
	}
}
