package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// Tokens are the words of a text by UAX 29, in lower case and NFC, without punctuation and symbols. A word keeps its
// combining marks. In scripts that do not put blanks between words, one character is one token (Han, kana) or one
// grapheme cluster is (Thai, Lao, Khmer, Myanmar): what a word is there takes a dictionary, and the distance of texts
// does not need to know.
func Tokens(text string) []string {
	tokens := make([]string, 0, len(text)/6+1)
	eachWord(text, func(word string) { tokens = append(tokens, strings.ToLower(word)) })
	return tokens
}

// Words counts the words of a source text for statistics. Scripts without blanks between words count by their usual
// length of a word: two characters of Han or kana, three clusters of Thai, Lao, Khmer or Myanmar to a word.
func Words(text string) int {
	words, ideographs, clusters := 0, 0, 0
	eachWord(text, func(word string) {
		switch r, _ := utf8.DecodeRuneInString(word); unspaced(r) {
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
	clustered                  // each grapheme cluster counts
)

func unspaced(r rune) spacing {
	switch {
	case r < 0x0E00:
		return spaced
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideographic
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.IsDigit(r):
		return clustered
	}
	return spaced
}

// eachWord calls emit with each word of text, in its own case. A stretch of ASCII between blanks, which is most of most texts, is cut by
// asciiWords; TestASCIIWordsAreUAX29Words holds the two ways together.
func eachWord(text string, emit func(string)) {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	for len(text) > 0 {
		end := strings.IndexByte(text, ' ')
		if end < 0 {
			end = len(text)
		}
		stretch := text[:end]
		if isASCII(stretch) {
			asciiWords(stretch, emit)
		} else {
			unicodeWords(stretch, emit)
		}
		text = text[min(end+1, len(text)):]
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// classes of ASCII characters by UAX 29, table 3.
const (
	otherChar  uint8 = iota
	letterChar       // ALetter
	digitChar        // Numeric
	extendChar       // ExtendNumLet: _
	midLetter        // MidLetter: :
	midNumber        // MidNum: , ;
	midBoth          // MidNumLet and Single_Quote: . '
)

// asciiClass is the class of each ASCII character.
var asciiClass = func() (classes [utf8.RuneSelf]uint8) {
	for c := range classes {
		if r := rune(c); unicode.IsLetter(r) {
			classes[c] = letterChar
		} else if unicode.IsDigit(r) {
			classes[c] = digitChar
		}
	}
	classes['_'], classes[':'], classes[','], classes[';'], classes['.'], classes['\''] = extendChar, midLetter, midNumber, midNumber, midBoth, midBoth
	return classes
}()

// asciiWords cuts a stretch of ASCII by rules WB5 to WB13b.
func asciiWords(s string, emit func(string)) {
	for i := 0; i < len(s); {
		class := asciiClass[s[i]]
		if class != letterChar && class != digitChar && class != extendChar {
			i++
			continue
		}
		start, word := i, class != extendChar
		for i++; i < len(s); i++ {
			next := asciiClass[s[i]]
			if next >= midLetter && i+1 < len(s) && bridges(class, next, asciiClass[s[i+1]]) {
				i++
				next = class
			}
			if next != letterChar && next != digitChar && next != extendChar {
				break
			}
			class, word = next, word || next != extendChar
		}
		if word {
			emit(s[start:i])
		}
	}
}

// bridges says whether a mark holds the characters on its two sides together: "o'clock", "1,000".
func bridges(before, mark, after uint8) bool {
	if before != after {
		return false
	}
	return before == letterChar && mark != midNumber || before == digitChar && mark != midLetter
}

// unicodeWords cuts a stretch without blanks.
func unicodeWords(s string, emit func(string)) {
	state := -1
	for len(s) > 0 {
		if r, size := utf8.DecodeRuneInString(s); unspaced(r) != spaced {
			n := clusterLength(s, r, size)
			if hasLetterOrNumber(s[:n]) {
				emit(s[:n])
			}
			s, state = s[n:], -1
			continue
		}
		word, rest, next := uniseg.FirstWordInString(s, state)
		if cut := strings.IndexFunc(word, func(r rune) bool { return unspaced(r) != spaced }); cut > 0 {
			word, rest, next = word[:cut], s[cut:], -1
		}
		s, state = rest, next
		if hasLetterOrNumber(word) {
			emit(word)
		}
	}
}

// clusterLength is the length in bytes of the token that begins s with the unspaced character r: an ideograph with the
// marks after it, or a grapheme cluster.
func clusterLength(s string, r rune, size int) int {
	if unspaced(r) == clustered {
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
		return len(cluster)
	}
	for size < len(s) {
		mark, n := utf8.DecodeRuneInString(s[size:])
		if !unicode.IsMark(mark) {
			break
		}
		size += n
	}
	return size
}

func hasLetterOrNumber(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
