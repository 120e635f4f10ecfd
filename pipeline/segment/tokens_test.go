package segment

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// If it fails, the same sentence in another spelling of its marks is not found, or a Thai or Japanese text is one word.
func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"The workers' day – 35,000 came, e.g. W.I. Lenin’s.": "the|workers|day|35,000|came|e.g|w.i|lenin’s",
		"re-elect o'clock a:b 3.5 1;2 x_y _ 3'4":             "re|elect|o'clock|a:b|3.5|1;2|x_y|3'4",
		"cafe\u0301 CAFÉ":                                    "café|café",
		"हिन्दी में":                                         "हिन्दी|में",
		"東京のカフェ, OK":                                         "東|京|の|カ|フ|ェ|ok",
		"ABC東DEF":                                            "abc|東|def",
		"ที่นี่":                                             "ที่|นี่",
		"العمال، جميعا":                                      "العمال|جميعا",
		"* * * – …":                                          "",
		"":                                                   "",
		"한국 노동자":                                             "한국|노동자",
	} {
		if got := strings.Join(Tokens(text), "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// If it fails, English texts are cut otherwise than UAX 29 says, and otherwise than the same words beside a curly quote.
func TestASCIIWordsAreUAX29Words(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aZ09_:,;.'\"-x7(@"))).Draw(t, "text")
		var fast, full []string
		asciiWords(text, func(w string) { fast = append(fast, w) })
		for rest, state := text, -1; rest != ""; {
			var word string
			word, rest, state = uniseg.FirstWordInString(rest, state)
			if hasLetterOrNumber(word) {
				full = append(full, word)
			}
		}
		if !slices.Equal(fast, full) {
			t.Fatalf("%q: %q, by UAX 29 %q", text, fast, full)
		}
	})
}

// If it fails, a text that came in another normal form is a new text to the memory.
func TestTokensDoNotDependOnTheNormalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if a, b := Tokens(norm.NFC.String(text)), Tokens(norm.NFD.String(text)); !slices.Equal(a, b) {
			t.Fatalf("NFC %q, NFD %q", a, b)
		}
	})
}

// If it fails, the table at the end of a run shows words that are not there.
func TestWords(t *testing.T) {
	for text, want := range map[string]int{"We are 35,000.": 3, "": 0, "* * *": 0, "東京都知事": 3, "Das ist e.g. gut": 4} {
		if got := Words(text); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	}
}

// If it fails, one long line without a blank keeps the secretariat waiting.
func TestLongStretchesAreCutInOnePass(t *testing.T) {
	for _, text := range []string{strings.Repeat("東a", 200_000), strings.Repeat("a\u0301\u0302", 200_000), strings.Repeat("é(", 200_000)} {
		if len(Tokens(text)) == 0 {
			t.Errorf("%.10q… has no tokens", text)
		}
	}
}
