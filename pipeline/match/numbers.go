package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A number is a number in digits as it stands in a text: text[start:end].
type number struct {
	start, end int
	whole      string // ASCII digits without grouping
	decimals   string // "" if it has none
	group      rune   // between groups of three digits; 0: it has none
	point      rune   // before the decimals; 0: it has none
	zero       rune   // the digit 0 of its script
}

// value is the number in ASCII digits, without grouping and with a point before its decimals.
func (n number) value() string {
	if n.decimals == "" {
		return n.whole
	}
	return n.whole + "." + n.decimals
}

// groupings and points are the characters that languages group digits with, and put before decimals.
const (
	groupings = ",. \u00a0\u202f\u2009'’٬"
	points    = ".,٫"
)

// numbersIn finds the numbers of a text, in order. A mark between digits groups them if three follow it and no other kind of
// mark has grouped the digits before; a blank, only behind one to three digits.
func numbersIn(text string) []number {
	var all []number
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.Nd, r) {
			i += size
			continue
		}
		n := numberAt(text, i)
		all = append(all, n)
		i = n.end
	}
	return all
}

func numberAt(text string, i int) number {
	r, _ := utf8.DecodeRuneInString(text[i:])
	n := number{start: i, zero: r - rune(digitValue(r))}
	n.whole, n.end = n.digits(text, i)
	for len(n.whole) <= 3 || n.group != 0 {
		mark, size := utf8.DecodeRuneInString(text[n.end:])
		if !strings.ContainsRune(groupings, mark) || n.group != 0 && mark != n.group {
			break
		}
		three, end := n.digits(text, n.end+size)
		if len(three) != 3 {
			break
		}
		n.whole, n.end, n.group = n.whole+three, end, mark
	}
	if mark, size := utf8.DecodeRuneInString(text[n.end:]); strings.ContainsRune(points, mark) && mark != n.group {
		if decimals, end := n.digits(text, n.end+size); decimals != "" {
			n.decimals, n.end, n.point = decimals, end, mark
		}
	}
	return n
}

// digits are the digits at a place, of the number's script, in ASCII, and where they end.
func (n number) digits(text string, i int) (string, int) {
	var b strings.Builder
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < n.zero || r > n.zero+9 {
			break
		}
		b.WriteByte(byte('0' + r - n.zero))
		i += size
	}
	return b.String(), i
}

// digitValue is the value of a decimal digit of any script: Unicode keeps the ten of a script together.
func digitValue(r rune) int {
	if r <= '9' {
		return int(r - '0')
	}
	for _, x := range unicode.Nd.R16 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return int(r-rune(x.Lo)) % 10
		}
	}
	for _, x := range unicode.Nd.R32 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return int(r-rune(x.Lo)) % 10
		}
	}
	return 0
}

// values are what a number may be: "35.000" is 35000 in German, 35.000 in English.
func (n number) values() []string {
	all := []string{n.value()}
	if strings.ContainsRune(points, n.group) && n.decimals == "" && len(n.whole) <= 6 {
		cut := len(n.whole) - 3
		all = append(all, n.whole[:cut]+"."+n.whole[cut:])
	}
	return all
}

// like writes a value as n is written: in its digits, with its grouping and point. false: n does not show how.
func (n number) like(value string) (string, bool) {
	whole, decimals, _ := strings.Cut(value, ".")
	switch long := len(whole) > 3; {
	case decimals != "" && n.point == 0,
		long && n.group == 0 && len(n.whole) != len(whole),           // nobody knows how it would be grouped
		long && n.group != 0 && len(whole) == 4 && len(n.whole) != 4: // Spanish groups 35 000, and not 3500
		return "", false
	}
	var b strings.Builder
	for i, c := range whole {
		if n.group != 0 && i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune(n.group)
		}
		b.WriteRune(n.zero + c - '0')
	}
	if decimals != "" {
		b.WriteRune(n.point)
	}
	for _, c := range decimals {
		b.WriteRune(n.zero + c - '0')
	}
	return b.String(), true
}

// byLakhs tells of languages that group the digits before the last three by two: 12,50,000. Many texts in them do not.
func byLakhs(l language.Language) bool {
	base, _, _ := strings.Cut(l.String(), "-")
	return strings.Contains(" as bn gu hi kn ks kok mai ml mr ne or pa sa sd ta te ur ", " "+base+" ")
}
