package resolution

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are the letters, marks and digits of a text, folded: two spellings of a name that differ in case, blanks, quotes
// or dashes have the same letters.
func letters(text string) string {
	var b strings.Builder
	for _, c := range norm.NFC.String(text) {
		if unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) {
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String()
}

// Transcriptions of single letters: enough to compare initials and to write an id, not to print.
var (
	cyrillic = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh", "з", "z",
		"и", "i", "й", "j", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u",
		"ф", "f", "х", "h", "ц", "c", "ч", "ch", "ш", "sh", "щ", "sh", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya",
		"і", "i", "ї", "i", "є", "e", "ґ", "g", "ў", "u", "ј", "j", "љ", "lj", "њ", "nj", "ћ", "c", "ђ", "dj", "џ", "dz", "ѓ", "g", "ќ", "k", "ѕ", "dz")
	greek = strings.NewReplacer("α", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "ζ", "z", "η", "i", "θ", "th", "ι", "i", "κ", "k",
		"λ", "l", "μ", "m", "ν", "n", "ξ", "x", "ο", "o", "π", "p", "ρ", "r", "σ", "s", "ς", "s", "τ", "t", "υ", "y", "φ", "f",
		"χ", "ch", "ψ", "ps", "ω", "o")
	georgian = strings.NewReplacer("ა", "a", "ბ", "b", "გ", "g", "დ", "d", "ე", "e", "ვ", "v", "ზ", "z", "თ", "t", "ი", "i", "კ", "k",
		"ლ", "l", "მ", "m", "ნ", "n", "ო", "o", "პ", "p", "ჟ", "zh", "რ", "r", "ს", "s", "ტ", "t", "უ", "u", "ფ", "p", "ქ", "k",
		"ღ", "gh", "ყ", "q", "შ", "sh", "ჩ", "ch", "ც", "ts", "ძ", "dz", "წ", "ts", "ჭ", "ch", "ხ", "kh", "ჯ", "j", "ჰ", "h")
	armenian = strings.NewReplacer("ա", "a", "բ", "b", "գ", "g", "դ", "d", "ե", "e", "զ", "z", "է", "e", "ը", "e", "թ", "t", "ժ", "zh",
		"ի", "i", "լ", "l", "խ", "kh", "ծ", "ts", "կ", "k", "հ", "h", "ձ", "dz", "ղ", "gh", "ճ", "ch", "մ", "m", "յ", "y", "ն", "n",
		"շ", "sh", "ո", "o", "չ", "ch", "պ", "p", "ջ", "j", "ռ", "r", "ս", "s", "վ", "v", "տ", "t", "ր", "r", "ց", "ts", "ւ", "v",
		"փ", "p", "ք", "k", "օ", "o", "ֆ", "f", "և", "ev")
	latin = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "æ", "ae", "œ", "oe", "ı", "i", "þ", "th", "ð", "d", "ħ", "h", "ϊ", "i")
)

// romanized transcribes lower-case Cyrillic, Greek, Georgian and Armenian letters, and Latin ones that have no
// decomposition; everything else stays. Marks stay, decomposed.
func romanized(lower string) string {
	if isASCII(lower) {
		return lower
	}
	s := latin.Replace(lower)
	if strings.IndexFunc(s, func(c rune) bool { return c >= 0x0370 && c < 0x1E00 || c >= 0x1F00 && c < 0x2000 }) < 0 {
		return s
	}
	s = cyrillic.Replace(s)
	s = greek.Replace(norm.NFD.String(s))
	return armenian.Replace(georgian.Replace(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plain is a word for comparing: lower case, romanized, without marks and punctuation.
func plain(word string) string {
	if isASCII(word) {
		return plainASCII(word)
	}
	if text, ok := plainByTable(word); ok {
		return text
	}
	return transcribed(word)
}

func plainASCII(word string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'A' <= c && c <= 'Z':
			return c + 'a' - 'A'
		case c < '0' || c > '9' && c < 'a' || c > 'z':
			return -1
		}
		return c
	}, word)
}

// transcribed is plain for any script.
func transcribed(word string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) && c < 0x0400 || unicode.IsPunct(c) || unicode.IsSymbol(c) {
			return -1
		}
		return c
	}, norm.NFD.String(romanized(strings.ToLower(word))))
}

const plainEnd = 0x530 // the first character behind the blocks of Latin, Greek and Cyrillic letters

// plainLetters is what plain makes of each Latin, Greek and Cyrillic letter: names are compared by the thousand.
var plainLetters = sync.OnceValue(func() *[plainEnd]string {
	table := &[plainEnd]string{}
	for c := range rune(plainEnd) {
		if c < utf8.RuneSelf {
			table[c] = plainASCII(string(c))
			continue
		}
		table[c] = transcribed(string(c))
	}
	return table
})

// plainByTable is plain for a word of those letters; false if it has others.
func plainByTable(word string) (string, bool) {
	table := plainLetters()
	var b strings.Builder
	b.Grow(len(word))
	for _, c := range word {
		if c >= plainEnd {
			return "", false
		}
		b.WriteString(table[c])
	}
	return b.String(), true
}

// scripts that one language, or nearly one, is written in.
var scriptLanguages = []struct {
	table *unicode.RangeTable
	tag   string
}{
	{unicode.Hebrew, "he"}, {unicode.Thaana, "dv"}, {unicode.Greek, "el"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Thai, "th"}, {unicode.Lao, "lo"},
	{unicode.Khmer, "km"}, {unicode.Myanmar, "my"}, {unicode.Hangul, "ko"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"},
	{unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"}, {unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"}, {unicode.Oriya, "or"}, {unicode.Sinhala, "si"},
}

// scriptLanguage is the tag of the language whose script a name is written in; "" for scripts of many languages.
func scriptLanguage(name string) string {
	counts := make([]int, len(scriptLanguages))
	total := 0
	for _, c := range name {
		if c < 0x0370 || !unicode.IsLetter(c) {
			if unicode.IsLetter(c) {
				total++
			}
			continue
		}
		total++
		for i, s := range scriptLanguages {
			if unicode.Is(s.table, c) {
				counts[i]++
				break
			}
		}
	}
	for i, n := range counts {
		kana := scriptLanguages[i].tag == "ja" && n > 0 // Han beside it
		if kana || n*2 > total {
			return scriptLanguages[i].tag
		}
	}
	return ""
}

// isLatin says whether most letters of a text are Latin (true for a text without letters).
func isLatin(text string) bool {
	in, out := 0, 0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Latin, c):
			in++
		case unicode.IsLetter(c) && c != 'ϊ': // Greek letter often typed for ï
			out++
		}
	}
	return in >= out
}

// Folded is a word as names are compared: lower case, without marks and punctuation; Cyrillic, Greek, Georgian and Armenian
// letters are written in Latin ones.
func Folded(word string) string { return plain(word) }
