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
		"เป็นน้ำ ๒๕ แห่ง":                                    "เป็|น|น้ำ|๒๕|แห่|ง",
		"ប្រជាជនកម្ពុជា, ខ្ញុំ":                              "ប្រ|ជា|ជ|ន|ក|ម្ពុ|ជា|ខ្ញុំ",
		"ဝန်ကြီးဌာန မင်္ဂလာ":                                 "ဝ|န်|ကြီး|ဌာ|န|မ|င်္ဂ|လာ",
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

// uniWords is what uniseg makes of a text without blanks.
func uniWords(text string) (words []string) {
	for rest, state := text, -1; rest != ""; {
		var word string
		word, rest, state = uniseg.FirstWordInString(rest, state)
		if hasLetterOrNumber(word) {
			words = append(words, word)
		}
	}
	return words
}

func simple(text string) (words []string) {
	simpleWords(text, 0, len(text), func(start, end int) { words = append(words, text[start:end]) })
	return words
}

// If it fails, a text is cut otherwise than UAX 29 says, and otherwise than the same words beside a rarer character.
func TestSimpleWordsAreUAX29Words(t *testing.T) {
	for r := rune(0); r < 0xE000; r++ {
		if classOf(r) == hardChar || r == ' ' {
			continue
		}
		c := string(r)
		for _, text := range []string{c, c + "a", "a" + c + "a", "1" + c + "1", "a" + c, "a" + c + "1", "_" + c, c + c, "a" + c + "\u0301b", "a:" + c, "1." + c, "\u0301" + c} {
			if got, want := simple(text), uniWords(text); !slices.Equal(got, want) {
				t.Errorf("%U in %q: %q, by UAX 29 %q", r, text, got, want)
				break
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aZ09_:,;.'\"-x7(@é’“…\u0301\u00ADжΩسपि१한\u202F"))).Draw(t, "text")
		if got, want := simple(text), uniWords(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %q, by UAX 29 %q", text, got, want)
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

// If it fails, the memory numbers other tokens than the rest of the program counts.
func TestTokenizerGivesTheTokensOfTokens(t *testing.T) {
	var tokenizer Tokenizer
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("Aa é’E\u0301東ไทÉİẞΣς.1")))).Draw(t, "text")
		tokenizer.Cut(text)
		var got []string
		for i := range tokenizer.Len() {
			got = append(got, string(tokenizer.Token(i)))
		}
		if want := Tokens(text); !slices.Equal(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
