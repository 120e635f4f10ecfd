package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FindDates finds the dates of a text in English and in numbers, in order and apart from one another; positions are bytes:
//
//	12 November 2020   3rd of May 2019   1st May, 2020   12 Nov. 2020   12-Nov-2020
//	November 12, 2020   Nov. 12th 2020   March 2017
//	12.11.2020   12. 11. 2020   2020-11-12   2020/11/12   25/12/2020
//
// Years have four digits, 1000 to 2999. With dots the day is first; with slashes or hyphens a date counts only if it can be
// read in one way (25/12/2020, 12/25/2020, 5/5/2020). What is no day of the calendar (31 February 2020), a part of a longer
// number, address or word, or the end of a range of days ("12–14 November 2020", which one date cannot stand for) is no date,
// nor is a part of it.
func FindDates(text string) []DateSpan {
	var found []DateSpan
	last := 0 // end of the thing before
	for i := 0; i < len(text); {
		if !atStart(text, i, last) {
			i += sizeAt(text, i)
			continue
		}
		date, end := dateAt(text, i)
		if end == i {
			i = afterWord(text, i)
			continue
		}
		if date.Valid() {
			found = append(found, DateSpan{i, end, date})
		}
		i, last = end, end
	}
	return found
}

// ParseDate reads a text that is one date, in a form that FindDates knows, or "2020-11", or a year alone.
func ParseDate(text string) (Date, bool) {
	text = strings.TrimSpace(text)
	if found := FindDates(text); len(found) == 1 && found[0].Start == 0 && found[0].End == len(text) {
		return found[0].Date, true
	}
	year, rest, ok := readYear(text)
	d := Date{Year: year}
	if month, has := strings.CutPrefix(rest, "-"); ok && has {
		d.Month, rest, ok = readNumber(month, 2, 2)
		ok = ok && d.Month > 0
	}
	if !ok || rest != "" || !d.Valid() {
		return Date{}, false
	}
	return d, true
}

// atStart says whether a date may begin at i: a digit or a letter, but not in a word, a number, a path, an address or a range
// of days. After a dash it may if another date ended there.
func atStart(text string, i, last int) bool {
	if !wordByte(text[i]) {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(text[:i])
	if i == 0 {
		return true
	}
	if inWord(before) || strings.ContainsRune(`/\@#+=%&$€£`, before) {
		return false
	}
	if !strings.ContainsRune("-–—.,", before) || i == size || i-size == last {
		return true
	}
	c := text[i-size-1]
	return !isDigit(c) && c != '.' && (before == ',' || !isLetter(c) || before > 0x7f)
}

// atEnd says the same of its end; start is where it began.
func atEnd(text string, start, end int) bool {
	after, size := utf8.DecodeRuneInString(text[end:])
	if size == 0 {
		return true
	}
	if inWord(after) || strings.ContainsRune(`/\@=%&`, after) {
		return false
	}
	if end+size == len(text) || !wordByte(text[end+size]) {
		return true
	}
	return after != '.' && (after != '-' || strings.ContainsFunc(text[start:end], unicode.IsSpace))
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_'
}

// dateAt reads what looks like a date from i on and returns its end; i if nothing does. A thing that looks like a date but is
// none gives the zero Date, so that its parts are not taken for dates.
func dateAt(text string, i int) (Date, int) {
	rest := text[i:]
	if endsSentence(text, i) {
		return Date{}, i
	}
	for _, form := range []func(string) (Date, string, bool){dayOfMonth, monthAndDay, monthAndYear, yearFirst, dayFirst} {
		d, tail, ok := form(rest)
		if !ok {
			continue
		}
		end := len(text) - len(tail)
		if !atEnd(text, i, end) {
			d = Date{}
		}
		return d, end
	}
	return Date{}, i
}

// endsSentence says whether the number at i ends a sentence: "on page 12. March 2017 saw …", not "Berlin, 12. March 2017".
func endsSentence(text string, i int) bool {
	_, rest, ok := readNumber(text[i:], 1, 2)
	if !ok || !strings.HasPrefix(rest, ".") {
		return false
	}
	rest, spaced := skipSpace(rest[1:])
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text[:i], unicode.IsSpace))
	return spaced && unicode.IsLetter(before) && rest != "" && isLetter(rest[0])
}

// dayOfMonth reads "12 November 2020" and its kin, and ranges of days before a month, which are no date.
func dayOfMonth(s string) (Date, string, bool) {
	day, s, ok := readDay(s)
	if !ok {
		return Date{}, s, false
	}
	s, isRange := skipRange(s)
	hyphened := strings.HasPrefix(s, "-")
	s, spaced := skipSpace(strings.TrimPrefix(s, "-"))
	s = skipOf(s)
	month, s, ok := readMonth(s)
	if !ok || !spaced && !hyphened {
		return Date{}, s, false
	}
	if hyphened {
		s, ok = strings.CutPrefix(s, "-")
	} else {
		s, ok = beforeYear(s)
	}
	year, s, isYear := readYear(s)
	if !ok || !isYear {
		return Date{}, s, false
	}
	if isRange || day == 0 { // 0 would be the whole month
		return Date{}, s, true
	}
	return Date{year, month, day}, s, true
}

// monthAndDay reads "November 12, 2020"; "November 12–14, 2020" is no date.
func monthAndDay(s string) (Date, string, bool) {
	month, s, ok := readMonth(s)
	s, spaced := skipSpace(s)
	day, s, isDay := readDay(s)
	if !ok || !spaced || !isDay {
		return Date{}, s, false
	}
	s, isRange := skipRange(s)
	s, ok = beforeYear(s)
	year, s, isYear := readYear(s)
	if !ok || !isYear {
		return Date{}, s, false
	}
	if isRange || day == 0 {
		return Date{}, s, true
	}
	return Date{year, month, day}, s, true
}

// monthAndYear reads "March 2017", with a capital: "we may 2017 times" is none.
func monthAndYear(s string) (Date, string, bool) {
	if s[0] < 'A' || s[0] > 'Z' {
		return Date{}, s, false
	}
	month, s, ok := readMonth(s)
	s, spaced := beforeYear(s)
	year, s, isYear := readYear(s)
	return Date{Year: year, Month: month}, s, ok && spaced && isYear
}

// yearFirst reads "2020-11-12", "2020/11/12" and "2020.11.12".
func yearFirst(s string) (Date, string, bool) {
	year, s, ok := readYear(s)
	if !ok || s == "" || !strings.ContainsRune("-/.", rune(s[0])) {
		return Date{}, s, false
	}
	sign := s[:1]
	month, s, isMonth := readNumber(s[1:], 1, 2)
	s, again := strings.CutPrefix(s, sign)
	day, s, isDay := readNumber(s, 1, 2)
	if month == 0 || day == 0 {
		year = 0
	}
	return Date{year, month, day}, s, isMonth && again && isDay
}

// dayFirst reads "12.11.2020", and "25/12/2020" or "25-12-2020" if there is but one way to read it.
func dayFirst(s string) (Date, string, bool) {
	first, s, ok := readNumber(s, 1, 2)
	if !ok || s == "" || !strings.ContainsRune("-/.", rune(s[0])) {
		return Date{}, s, false
	}
	sign := s[:1]
	s, _ = skipSpaceAfterDot(s[1:], sign)
	second, s, isNumber := readNumber(s, 1, 2)
	s, again := strings.CutPrefix(s, sign)
	s, _ = skipSpaceAfterDot(s, sign)
	year, s, isYear := readYear(s)
	if !isNumber || !again || !isYear {
		return Date{}, s, false
	}
	return oneWay(first, second, year, sign), s, true
}

// oneWay is the date of two numbers and a year, the zero Date if it could be another one.
func oneWay(first, second, year int, sign string) Date {
	dayFirst, monthFirst := Date{year, second, first}, Date{year, first, second}
	switch {
	case first == 0 || second == 0:
		return Date{}
	case sign == "." || first == second || !monthFirst.Valid():
		return dayFirst
	case !dayFirst.Valid():
		return monthFirst
	}
	return Date{}
}
