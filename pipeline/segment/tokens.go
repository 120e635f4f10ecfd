package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// Tokens are the words of a text by UAX 29, in lower case and NFC, without punctuation and symbols. A word keeps its
// combining marks. A narrow blank (U+202F) parts words, but for digits. In scripts that do not put blanks between words, one character is one token (Han, kana) or one cluster is
// (Thai, Lao, Khmer, Myanmar): a consonant with its marks, the vowel written before it and the consonants stacked below
// it. What a word is there takes a dictionary, and the distance of texts does not need to know.
func Tokens(text string) []string {
	text = normal(text)
	tokens := make([]string, 0, len(text)/6+1)
	eachWord(text, func(start, end int) { tokens = append(tokens, strings.ToLower(text[start:end])) })
	return tokens
}

// Words counts the words of a source text for statistics. Scripts without blanks between words count by their usual
// length of a word: two characters of Han or kana, three clusters of Thai, Lao, Khmer or Myanmar to a word.
func Words(text string) int {
	text = normal(text)
	words, ideographs, clusters := 0, 0, 0
	eachWord(text, func(start, _ int) {
		switch r, _ := utf8.DecodeRuneInString(text[start:]); unspaced(r) {
		case ideographic:
			ideographs++
		case clustered:
			clusters++
		default:
			words++
		}
	})
	return words + (ideographs+1)/2 + (clusters+2)/3
}

// spacing says how a script divides words.
type spacing int

const (
	spaced      spacing = iota // by blanks and punctuation
	ideographic                // each character counts
	clustered                  // each cluster counts
)

func unspaced(r rune) spacing {
	switch {
	case r < 0x0E00 || r > 0x109F && r < 0x1780:
		return spaced
	case r >= 0x4E00 && r < 0xA000:
		return ideographic
	case r > 0x0E00 && r < 0x0E3F || r >= 0x0E40 && r < 0x0E50: // Thai, most of it
		return clustered
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideographic
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.IsDigit(r):
		return clustered
	}
	return spaced
}

// normal is text in NFC.
func normal(text string) string {
	if isASCII(text) || norm.NFC.IsNormalString(text) {
		return text
	}
	return norm.NFC.String(text)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// eachWord calls emit with the place of every word of text, which is in NFC. A stretch between blanks is cut by simpleWords,
// which knows the characters of most texts; TestSimpleWordsAreUAX29Words holds it to what uniseg does with all others.
func eachWord(text string, emit func(start, end int)) {
	for start := 0; start < len(text); {
		end, high, blank := start, byte(0), 1
		for end < len(text) && text[end] != ' ' {
			if text[end] == narrowBlank[0] && isNarrowBlank(text, end) {
				blank = len(narrowBlank)
				break
			}
			high |= text[end]
			end++
		}
		if high < utf8.RuneSelf || isSimple(text[start:end]) {
			simpleWords(text, start, end, emit)
		} else {
			unicodeWords(text[start:end], start, emit)
		}
		start = end + blank
	}
}

// narrowBlank is U+202F. UAX 29 takes it for a part of words, for Mongolian; but French writes it before "!" and ";".
const narrowBlank = "\u202F"

// isNarrowBlank tells of a narrow blank that parts words: one that does not stand between two digits, as in "35 000".
func isNarrowBlank(text string, at int) bool {
	rest, ok := strings.CutPrefix(text[at:], narrowBlank)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsDigit(before) || !unicode.IsDigit(after)
}

// unicodeWords cuts a stretch without blanks, which begins at the place from of its text.
func unicodeWords(s string, from int, emit func(start, end int)) {
	state := -1
	for len(s) > 0 {
		if r, size := utf8.DecodeRuneInString(s); unspaced(r) != spaced {
			n := clusterLength(s, r, size)
			if hasLetterOrNumber(s[:n]) {
				emit(from, from+n)
			}
			s, from, state = s[n:], from+n, -1
			continue
		}
		word, rest, next := uniseg.FirstWordInString(s, state)
		if cut := strings.IndexFunc(word, func(r rune) bool { return unspaced(r) != spaced }); cut > 0 {
			word, rest, next = word[:cut], s[cut:], -1
		}
		if hasLetterOrNumber(word) {
			emit(from, from+len(word))
		}
		s, from, state = rest, from+len(word), next
	}
}

// clusterLength is the length in bytes of the token that begins s with the unspaced character r: an ideograph with the
// marks after it, or a cluster.
func clusterLength(s string, r rune, size int) int {
	clusters := unspaced(r) == clustered
	for joined := clusters && precedes(r); size < len(s); {
		next, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case unicode.IsMark(next) || clusters && (next == 0x0E33 || next == 0x0EB3 || next == 0x200D):
			joined = clusters && (joined || stacks(next))
		case joined && unspaced(next) == clustered && unicode.IsLetter(next):
			joined = precedes(next)
		default:
			return size
		}
		size += n
	}
	return size
}

// precedes are the vowels of Thai and Lao that are written before their consonant.
func precedes(r rune) bool { return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4 }

// stacks are the signs of Khmer and Burmese that put the next consonant below this one.
func stacks(r rune) bool { return r == 0x17D2 || r == 0x1039 }

func hasLetterOrNumber(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
