package check

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isDigit tells whether a character is a decimal digit of any script.
func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= 0x80 && unicode.Is(unicode.Nd, r) }

// digitValue is the value of a decimal digit: in Unicode each script's stand together, from nought.
func digitValue(r rune) int {
	if r <= '9' {
		return int(r - '0')
	}
	for n := 0; n < 10; n++ {
		if !unicode.Is(unicode.Nd, r-rune(n)-1) || n == 9 {
			return n
		}
	}
	return 0
}

func decimal(n int) string { return strconv.Itoa(n) }

// A figure is a number in digits as it stands in prose, and every way to read it.
type figure struct {
	start, end int      // bytes of prose
	text       string   // its digits in ASCII, its separators as they are
	parts      []string // its runs of digits, without leading noughts
	readings   []string // values: digits, "." before a fraction, no needless noughts
	loose      []string // of a time of day, hour and minutes in turn, on either clock
	also       []string // values that another language or habit has for it: 18:30 for 6:30 p.m., 90 for 1990
	attached   bool     // letters stand right before it, or before its hyphen: CO2, COVID-19
	scaled     bool     // a word for its scale follows
	powers     []int    // of ten, that the word may stand for
}

// separators are the characters that may stand inside a number. Blanks only part groups of three.
func separator(r rune) bool {
	switch r {
	case '.', ',', '\'', '’', '٫', '٬', '،', '·', ':', '．', '，', '：':
		return true
	}
	return blankInNumber(r)
}

func blankInNumber(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u2007'
}

// maxFigures is how many numbers of one text are compared; of more, the rest is not looked at.
const maxFigures = 300

// findFigures finds the numbers in digits of a text.
func findFigures(text string) []figure {
	if strings.IndexFunc(text, isDigit) < 0 {
		return nil
	}
	var all []figure
	for i := 0; i < len(text) && len(all) < maxFigures; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isDigit(r) {
			i += size
			continue
		}
		f := readFigure(text, i)
		f.attached = attached(text, i) || unicode.IsUpper(after(text, f.end)) // CO2; 3D
		all = append(all, f)
		i = f.end
	}
	return all
}

// attached tells whether a number belongs to a name before it. In scripts without blanks, letters before one are the rule.
func attached(text string, at int) bool {
	r := before(text, at)
	if r == '-' || r == '‑' || r == '–' {
		at -= utf8.RuneLen(r)
		r = before(text, at)
	}
	return r != 0 && r < 0x2e80 && unicode.IsLetter(r) && !unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// readFigure takes the longest number that begins at i.
func readFigure(text string, i int) figure {
	f := figure{start: i}
	var b strings.Builder
	run := 0    // digits since the last separator
	spaced := 0 // groups that a blank parts
	groups := 0 // of them, all
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isDigit(r) {
			b.WriteByte(byte('0' + digitValue(r)))
			run++
			i += size
			continue
		}
		if !separator(r) || !isDigit(after(text, i+size)) {
			break
		}
		if blankInNumber(r) {
			if run > 3 || groups > 0 && run != 3 || digitsAt(text[i+size:]) != 3 {
				break
			}
			spaced++
			r = ' '
		}
		b.WriteRune(plainSeparator(r))
		groups++
		run = 0
		i += size
	}
	f.end, f.text = i, b.String()
	f.parts = splitParts(f.text)
	f.readings = readings(f.text, f.parts, spaced > 0)
	return f
}

func plainSeparator(r rune) rune {
	switch r {
	case '٫', '،', '，':
		return ','
	case '٬', '’':
		return '\''
	case '．', '·':
		return '.'
	case '：':
		return ':'
	}
	return r
}

// digitsAt counts the digits that a text begins with.
func digitsAt(text string) int {
	n := 0
	for _, r := range text {
		if !isDigit(r) {
			break
		}
		n++
	}
	return n
}

func splitParts(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	for i, p := range parts {
		parts[i] = bare(p)
	}
	return parts
}

// bare takes leading noughts off: "04" is "4".
func bare(digits string) string {
	if t := strings.TrimLeft(digits, "0"); t != "" {
		return t
	}
	return "0"
}

// readings are the values that a number may have: with its separators for groups, and with the last one for the fraction.
func readings(text string, parts []string, spaced bool) []string {
	var all []string
	if len(parts) == 1 {
		return parts
	}
	if strings.Contains(text, ":") {
		return clockReadings(text)
	}
	if grouped(text) {
		all = append(all, bare(strip(text)))
		if threes(text) {
			return all
		}
	}
	last := strings.LastIndexAny(text, ".,'")
	if last > 0 && text[last] != '\'' && strings.Count(text, text[last:last+1]) == 1 {
		all = append(all, fraction(strip(text[:last]), text[last+1:]))
	}
	if len(all) == 0 {
		all = append(all, strip(text)) // 1.2.3: its parts are compared
	}
	return all
}

// clockReadings are times of day, without a leading nought: "6:30".
func clockReadings(text string) []string {
	var b strings.Builder
	for i, p := range strings.Split(text, ":") {
		if i > 0 {
			b.WriteByte(':')
			b.WriteString(p)
			continue
		}
		b.WriteString(bare(p))
	}
	if hour, noMinutes := strings.CutSuffix(b.String(), ":00"); noMinutes {
		return []string{b.String(), hour}
	}
	return []string{b.String()}
}

func strip(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func fraction(whole, part string) string {
	if part = strings.TrimRight(part, "0"); part == "" {
		return bare(whole)
	}
	return bare(whole) + "." + part
}

// threes tells whether all groups but the first have three digits, and that no nought: 35,000 is hardly thirty-five with three
// places.
func threes(text string) bool {
	groups := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return len(groups) > 1 && len(groups[0]) <= 3 && bare(groups[0]) != "0"
}

// grouped tells whether separators can be those of groups: of three, or of two before the last three (India), of four (Japan).
func grouped(text string) bool {
	groups := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	seps := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
	if seps == "" || strings.Trim(seps, seps[:1]) != "" || len(groups[0]) > 4 {
		return false
	}
	last := len(groups[len(groups)-1])
	for _, g := range groups[1:] {
		if n := len(g); n != 3 && n != 2 && n != 4 || n == 4 && last != 4 {
			return false
		}
	}
	return last == 3 || last == 4 && len(groups) > 1
}
