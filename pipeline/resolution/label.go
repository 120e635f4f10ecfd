package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A mark is what a line begins with that may be an item's label.
type mark struct {
	label   string
	rest    string // of the line, with its blanks
	style   string // what all labels of one list have in common: "•", "1.", "(a)", "I."
	ordinal int    // 0 for bullets
	certain bool   // no text begins so
	loose   bool   // in text as often: "3.5 million", "-ism"; only more of its kind make it a label
}

const (
	sureBullets  = "•▪▫◦‣⁃∙●○■□◆◇►▶➢➤⇒✓✔★☆❖➔☞✦✱⚫⬤▸▹◾◼"
	looseBullets = "*+-–—−·o→>»›" // also text, or a dash; a blank must follow; so it must behind "§", which Word makes of a square
)

var (
	decimal   = lazily(`^([(（\[]?)(\p{Nd}{1,5})([.)）\]、．]{1,2}-?|\.?[ºª°]\.?)([\s\x{00a0}\x{202f}]*)`)
	multiple  = lazily(`^(\d{1,3}(?:\.\d{1,3}){1,4})(\.?|\))[\s\x{00a0}]+`)
	bracketed = lazily(`^[(\[]\d{1,3}(?:\.\d{1,3}){1,4}\.?[)\]][\s\x{00a0}]+`)
	paragraph = lazily(`^(§+\s?\d{1,4}[a-z]?)([.):]?)(?:[\s\x{00a0}]+|$)`)
	lettered  = lazily(`^([(（\[]?)(\p{L})([.)）\]]{1,2})[\s\x{00a0}]+`)
	roman     = lazily(`^([(（\[]?)([ivxlc]{1,7}|[IVXLC]{1,7})([.)）\]]{1,2})[\s\x{00a0}]+`)
	circled   = lazily(`^([①-⑳⑴-⒇❶-❿➀-➓])\s*`)
)

var wordSquare = lazily(`^§[\s\x{00a0}]+[^\d\s]`)

// readMark reads the mark of a line; label is "" if there is none.
func readMark(text string) mark {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	first, n := utf8.DecodeRuneInString(text)
	rest := text[n:]
	switch {
	case n == 0:
		return mark{}
	case strings.ContainsRune(sureBullets, first):
		return mark{label: text[:n], rest: rest, style: text[:n], certain: true}
	case first == '§' && wordSquare.MatchString(text):
		return mark{label: text[:n], rest: rest, style: "§ "}
	case first >= 0xF000 && first <= 0xF0FF: // Word's bullets, from the fonts Symbol and Wingdings
		return mark{label: text[:n], rest: rest, style: text[:n], certain: true}
	case strings.ContainsRune(looseBullets, first):
		if next, _ := utf8.DecodeRuneInString(rest); rest != "" && unicode.IsSpace(next) {
			return mark{label: text[:n], rest: rest, style: text[:n]}
		}
		return mark{}
	}
	return readEnumerator(text)
}

func readEnumerator(text string) mark {
	head := text[:min(len(text), 64)]
	if m := circled.FindString(head); m != "" {
		return mark{label: strings.TrimSpace(m), rest: text[len(m):], style: "①", certain: true}
	}
	if m := paragraph.FindStringSubmatch(head); m != nil {
		return mark{label: strings.TrimSpace(m[1] + m[2]), rest: text[len(m[0]):], style: "§", certain: true, ordinal: 1}
	}
	if m := multiple.FindStringSubmatch(head); m != nil && !(m[2] == "" && startsLower(text[len(m[0]):])) { // "3.5 million"
		return mark{label: m[1] + m[2], rest: text[len(m[0]):], style: strings.Repeat("1.", 1+strings.Count(m[1], ".")), certain: true, ordinal: 1}
	}
	if m := bracketed.FindString(head); m != "" {
		return mark{label: strings.TrimSpace(m), rest: text[len(m):], style: "(" + strings.Repeat("1.", 1+strings.Count(m, ".")) + ")", certain: true, ordinal: 1}
	}
	if m := roman.FindStringSubmatch(head); m != nil {
		if n := romanValue(strings.ToLower(m[2])); n > 0 {
			one := "i"
			if m[2] == strings.ToUpper(m[2]) {
				one = "I"
			}
			return mark{label: m[1] + m[2] + m[3], rest: text[len(m[0]):], style: m[1] + one + m[3], ordinal: n}
		}
	}
	if m := lettered.FindStringSubmatch(head); m != nil {
		return letteredMark(text, m)
	}
	if m := decimal.FindStringSubmatch(head); m != nil {
		return decimalMark(text, m)
	}
	return mark{}
}

// looseMark reads what is as often text as a label: a hyphen without a blank behind it, and, on an indented line, a number
// such as "1.2" before a word in lower case.
func looseMark(text string) mark {
	indented := text
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if rest, found := strings.CutPrefix(text, "-"); found {
		if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
			return mark{label: "-", rest: rest, style: "-x", loose: true}
		}
	}
	if m := bareItem.FindStringSubmatch(text[:min(len(text), 64)]); m != nil {
		return mark{label: m[1], rest: text[len(m[1]):], style: "1 ", loose: true, ordinal: digits(m[1])}
	}
	if len(text) == len(indented) {
		return mark{}
	}
	m := multiple.FindStringSubmatch(text[:min(len(text), 64)])
	if m == nil || m[2] != "" || !startsLower(text[len(m[0]):]) {
		return mark{}
	}
	style := strings.Repeat("1.", 1+strings.Count(m[1], ".")) + " "
	return mark{label: m[1], rest: text[len(m[0]):], style: style, loose: true, ordinal: digits(m[1][strings.LastIndexByte(m[1], '.')+1:])}
}

// bareItem is a number without a point before a capital letter: an item's, where others count on from it.
var bareItem = lazily(`^(\d{1,2})[\s\x{00a0}]+(?:→ )?[“„«"]?\p{Lu}`)

func letteredMark(text string, m []string) mark {
	letter, _ := utf8.DecodeRuneInString(m[2])
	m[0] = text[:len(m[1])+len(m[2])+len(m[3])]
	one, base := "a", 'a'
	switch {
	case letter >= 'A' && letter <= 'Z':
		one, base = "A", 'A'
	case letter >= 'а' && letter <= 'я':
		one, base = "а", 'а'
	case letter < 'a' || letter > 'z':
		return mark{}
	}
	return mark{label: m[0], rest: text[len(m[0]):], style: m[1] + one + m[3], ordinal: int(letter-base) + 1}
}

func decimalMark(text string, m []string) mark {
	label := m[1] + m[2] + m[3]
	rest := text[len(label):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case m[4] == "" && !unicode.IsLetter(next) && !strings.ContainsRune("“„«\"‘", next): // "3.5 million", "12.11.2020", "(2)"
		return mark{}
	case m[1] == "[" && !strings.Contains(m[3], "]"):
		return mark{}
	}
	if dates := language.FindDates(text[:min(len(text), 40)]); len(dates) > 0 && dates[0].Start == 0 && dates[0].End > len(label) {
		return mark{} // "12. November 2020"
	}
	return mark{label: label, rest: rest, style: m[1] + "1" + m[3], ordinal: digits(m[2])}
}

// digits is the value of decimal digits of any script.
func digits(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + digitValue(c)
	}
	return n
}

// digitValue is a decimal digit's value: in Unicode's table the digits of a script stand in tens, from zero.
func digitValue(c rune) int {
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return int(c-rune(r.Lo)) % 10
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return int(c-rune(r.Lo)) % 10
		}
	}
	return 0
}

// romanValue is the value of a well-formed roman numeral up to 399 in lower case, else 0.
func romanValue(s string) int {
	n := 0
	for i := range len(s) {
		v := romanDigit(s[i])
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && romanDigit(s[i+1]) > v {
			n -= v
		} else {
			n += v
		}
	}
	if writeRoman(n) != s {
		return 0
	}
	return n
}

func romanDigit(c byte) int {
	switch c {
	case 'i':
		return 1
	case 'v':
		return 5
	case 'x':
		return 10
	case 'l':
		return 50
	case 'c':
		return 100
	}
	return 0
}

func writeRoman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}
