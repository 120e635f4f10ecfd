package language

import (
	"strconv"
	"strings"
)

// Date is the date in CLDR's long form for the language, in its digits: "12 novembre 2020"; month and year alone where Day
// is 0, the year where Month is 0. The calendar is the Gregorian one everywhere. false: the date is not valid, or CLDR has no
// form; then the text is the ISO form.
func (l Language) Date(d Date) (string, bool) {
	h := l.habits()
	pattern := h.values["long"]
	switch {
	case d.Month == 0:
		pattern = h.values["year"]
	case d.Day == 0:
		pattern = h.values["month-year"]
	}
	if pattern == "" || !d.Valid() { // a locale with patterns has months, too
		return d.String(), false
	}
	var b strings.Builder
	for pattern != "" {
		pattern = h.field(&b, pattern, d)
	}
	return b.String(), true
}

// field writes the first field or literal of a pattern of UTS 35 and returns the rest of the pattern.
func (h *habits) field(b *strings.Builder, pattern string, d Date) string {
	c := pattern[0]
	if c == '\'' {
		return quoted(b, pattern[1:])
	}
	n := len(pattern) - len(strings.TrimLeft(pattern, pattern[:1]))
	switch c {
	case 'y':
		h.number(b, d.Year, 1)
	case 'd':
		h.number(b, d.Day, n)
	case 'M', 'L':
		h.month(b, d.Month, c, n)
	case 'G':
		b.WriteString(h.values["era"])
	default:
		b.WriteByte(c) // a literal, perhaps one byte of a character
		return pattern[1:]
	}
	return pattern[n:]
}

// quoted writes a quoted literal, whose opening quote is gone; two quotes are one.
func quoted(b *strings.Builder, pattern string) string {
	text, rest, _ := strings.Cut(pattern, "'")
	if text == "" {
		text = "'"
	}
	b.WriteString(text)
	return rest
}

func (h *habits) month(b *strings.Builder, month int, letter byte, width int) {
	names := "months"
	switch {
	case width < 3:
		h.number(b, month, width)
		return
	case width == 3:
		names = "short"
	case letter == 'L':
		names = "alone"
	}
	b.WriteString(strings.Split(h.values[names], "\t")[month-1])
}

// Number is n in the digits of the language's default numbering system (or of the tag's -u-nu-), without grouping.
func (l Language) Number(n int) string {
	var b strings.Builder
	l.habits().number(&b, n, 1)
	return b.String()
}

// Digits is s with its ASCII digits as those of the language's numbering system: "(12)" in Persian is "(۱۲)".
func (l Language) Digits(s string) string {
	h := l.habits()
	if h.digits == nil {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteString(h.digits[r-'0'])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (h *habits) number(b *strings.Builder, n, width int) {
	ascii := strconv.Itoa(n)
	for len(ascii) < width {
		ascii = "0" + ascii
	}
	if h.digits == nil {
		b.WriteString(ascii)
		return
	}
	for _, c := range ascii {
		if c == '-' {
			b.WriteRune(c)
			continue
		}
		b.WriteString(h.digits[c-'0'])
	}
}

// digitsOf are the ten digits of a tag's -u-nu- extension, else those given; nil for ASCII.
func digitsOf(tag, given string) []string {
	if _, extension, ok := strings.Cut(tag, "-u-"); ok {
		extension, _, _ = strings.Cut(extension, "-x-")
		if _, system, ok := strings.Cut("-"+extension, "-nu-"); ok {
			system, _, _ = strings.Cut(system, "-")
			given = or(digitSystems()[system], given)
		}
	}
	if given == "" || given == "0123456789" {
		return nil
	}
	return strings.Split(given, "")
}
