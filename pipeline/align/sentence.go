package align

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

// A Sentence is one sentence of a text, with its place.
type Sentence struct {
	Text  string
	Lines [2]int // of its block, from 1
	Block int    // index of the block it is of; sentences of one block stand together
	First bool   // of its block
	Label string // of its block, on the first sentence only: "3.", "(a)"
	Kind  resolution.Kind
}

// Sentences takes a document apart. Signatories are left out: names are the same in every language.
func Sentences(d resolution.Document, l language.Language) []Sentence {
	var out []Sentence
	for i, b := range d.Blocks {
		if b.Kind == resolution.SignatoryOf {
			continue
		}
		for n, s := range segment.Sentences(b.Text, l) {
			one := Sentence{Text: b.Text[s.Start:s.End], Lines: b.Lines, Block: i, First: n == 0, Kind: b.Kind}
			if one.First {
				one.Label = b.Label
			}
			out = append(out, one)
		}
	}
	return out
}

// Words are what sentences are compared by: numbers without separators, and the beginnings of words, in Latin letters
// without marks where the script has them. Of scripts without spaces they are pairs of neighbouring
// characters, and the first one.
func Words(text string) []string {
	const stem = 5 // letters; what follows is mostly inflection
	tokens := segment.Tokens(text)
	out := make([]string, 0, len(tokens))
	single := "" // the last token, if it is a character of a script without spaces
	for _, t := range tokens {
		r, size := utf8.DecodeRuneInString(t)
		switch {
		case unicode.IsNumber(r):
			out, single = appendNumber(out, t), ""
		case unspaced(r):
			if single != "" {
				out = append(out, single+t)
			} else if size == len(t) {
				out = append(out, t)
			}
			single = t
		default:
			if w := prefix(resolution.Folded(t), stem); w != "" {
				out = append(out, w)
			}
			single = ""
		}
	}
	return out
}

// appendNumber appends a number's digits; "000" behind "35" goes on with it.
func appendNumber(out []string, token string) []string {
	var b strings.Builder
	b.WriteByte('#')
	for _, r := range token {
		if d := digit(r); d >= 0 {
			b.WriteByte(byte('0' + d))
		}
	}
	n := b.String()
	if n == "#" {
		return out
	}
	if last := len(out) - 1; len(n) == 4 && last >= 0 && out[last][0] == '#' && len(out[last]) <= 4 {
		out[last] += n[1:]
		return out
	}
	return append(out, n)
}

// digit is the value of a decimal digit of any script, -1 for other characters. Digits of a script stand together from zero.
func digit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if !unicode.IsDigit(r) {
		return -1
	}
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return int(r-zero) % 10
}

func prefix(word string, n int) string {
	for i := range word {
		if n == 0 {
			return word[:i]
		}
		n--
	}
	return word
}

func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// characters is the length of a text in letters, marks and blanks aside.
func characters(text string) float64 {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return float64(n)
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}
