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
// read in one way (25/12/2020, 12/25/2020, 5/5/2020). What is no day of the calendar (31 February 2020), or a part of a longer
// number, address or word, is no date, nor is a part of it. Of a range of days, the last one is the date if it can stand alone:
// "14 November 2020" in "12–14 November 2020"; in "November 12–14, 2020" none is (see FindRanges).
func FindDates(text string) []DateSpan {
	var found []DateSpan
	for _, r := range readings(text) {
		if r.date.Valid() && (!r.isRange || r.alone > r.start) {
			found = append(found, DateSpan{r.alone, r.end, r.date})
		}
	}
	return found
}

// FindRanges finds the ranges of days within a month ("12–14 November 2020", "November 12 and 13, 2020", "10.–12.11.2020"),
// each whole, with its last day: no single date can be put in its place.
func FindRanges(text string) []DateSpan {
	var found []DateSpan
	for _, r := range readings(text) {
		if r.isRange && r.date.Valid() {
			found = append(found, DateSpan{r.start, r.end, r.date})
		}
	}
	return found
}

// A reading is what looks like a date: the zero date, if it is none, so that its parts are not taken for dates. Of a range,
// alone is where the last day begins that can stand alone (start, if it cannot); else it is start.
type reading struct {
	start, alone, end int
	date              Date
	isRange           bool
}

func readings(text string) []reading {
	var all []reading
	last := 0 // end of the one before
	for i := 0; i < len(text); {
		if !atStart(text, i, last) {
			i += sizeAt(text, i)
			continue
		}
		r, ok := readingAt(text, i)
		if !ok {
			i = afterWord(text, i)
			continue
		}
		all = append(all, r)
		i, last = r.end, r.end
	}
	return all
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

// readingAt reads what looks like a date from i on.
func readingAt(text string, i int) (reading, bool) {
	if endsSentence(text, i) {
		return reading{}, false
	}
	rest := text[i:]
	for _, form := range []func(string) (found, bool){dayOfMonth, monthAndDay, monthAndYear, yearFirst, dayFirst, daysFirst} {
		f, ok := form(rest)
		if !ok {
			continue
		}
		r := reading{i, i + f.alone, len(text) - len(f.rest), f.date, f.isRange}
		if !atEnd(text, i, r.end) {
			r.date = Date{}
		}
		return r, true
	}
	return reading{}, false
}

// found is what a form reads from the beginning of a text: the date, what is left, and where in it the last day of a range
// begins.
type found struct {
	date    Date
	rest    string
	isRange bool
	alone   int
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

// dayOfMonth reads "12 November 2020" and its kin, and ranges of days before a month.
func dayOfMonth(text string) (found, bool) {
	day, s, ok := readDay(text)
	if !ok {
		return found{}, false
	}
	f := found{}
	if last, lastDay, after, ok := skipRange(strings.TrimPrefix(s, ".")); ok { // "18.–20. October 2019", too
		f.isRange, f.alone = true, len(text)-len(last)
		day, s = inOrder(day, lastDay), after
	}
	hyphened := strings.HasPrefix(s, "-")
	s, spaced := skipSpace(strings.TrimPrefix(s, "-"))
	s = skipOf(s)
	month, s, ok := readMonth(s)
	if !ok || !spaced && !hyphened {
		return found{}, false
	}
	if hyphened {
		s, ok = strings.CutPrefix(s, "-")
	} else {
		s, ok = beforeYear(s)
	}
	year, s, isYear := readYear(s)
	f.date, f.rest = dayOf(year, month, day), s
	return f, ok && isYear
}

// monthAndDay reads "November 12, 2020" and "November 12–14, 2020".
func monthAndDay(text string) (found, bool) {
	month, s, ok := readMonth(text)
	s, spaced := skipSpace(s)
	day, s, isDay := readDay(s)
	if !ok || !spaced || !isDay {
		return found{}, false
	}
	f := found{}
	if _, lastDay, after, ok := skipRange(s); ok {
		f.isRange = true
		day, s = inOrder(day, lastDay), after
	}
	s, ok = beforeYear(s)
	year, s, isYear := readYear(s)
	f.date, f.rest = dayOf(year, month, day), s
	return f, ok && isYear
}

// monthAndYear reads "March 2017", with a capital: "we may 2017 times" is none.
func monthAndYear(s string) (found, bool) {
	if s[0] < 'A' || s[0] > 'Z' {
		return found{}, false
	}
	month, s, ok := readMonth(s)
	s, spaced := beforeYear(s)
	year, s, isYear := readYear(s)
	return found{date: Date{Year: year, Month: month}, rest: s}, ok && spaced && isYear
}

// yearFirst reads "2020-11-12", "2020/11/12" and "2020.11.12".
func yearFirst(s string) (found, bool) {
	year, s, ok := readYear(s)
	sign, s, signed := readSign(s)
	if !ok || !signed {
		return found{}, false
	}
	month, s, isMonth := readNumber(s, 1, 2)
	s, again := strings.CutPrefix(s, sign)
	day, s, isDay := readNumber(s, 1, 2)
	return found{date: dayOf(year, month, day), rest: s}, isMonth && again && isDay
}

// dayFirst reads "12.11.2020", and "25/12/2020" or "25-12-2020" if there is but one way to read it.
func dayFirst(s string) (found, bool) {
	first, s, ok := readNumber(s, 1, 2)
	sign, s, signed := readSign(s)
	if !ok || !signed {
		return found{}, false
	}
	second, s, isNumber := readNumber(skipSpaceAfterDot(s, sign), 1, 2)
	s, again := strings.CutPrefix(s, sign)
	year, s, isYear := readYear(skipSpaceAfterDot(s, sign))
	return found{date: oneWay(first, second, year, sign), rest: s}, isNumber && again && isYear
}

// daysFirst reads a range of days in numbers: "10–12.11.2020", "10.-12.11.2020".
func daysFirst(text string) (found, bool) {
	first, s, ok := readNumber(text, 1, 2)
	last, lastDay, _, isRange := skipRange(strings.TrimPrefix(s, "."))
	if !ok || !isRange {
		return found{}, false
	}
	f, ok := dayFirst(last)
	if inOrder(first, lastDay) == 0 {
		f.date = Date{}
	}
	f.isRange, f.alone = true, len(text)-len(last)
	return f, ok && last[len(last)-len(strings.TrimLeft(last, "0123456789"))] == '.'
}

// dayOf is a date with its day and month; the zero Date for a month or a day 0, which would be a whole year or month.
func dayOf(year, month, day int) Date {
	if month == 0 || day == 0 {
		return Date{}
	}
	return Date{year, month, day}
}

// inOrder is the last day of a range, 0 for one that does not go forward.
func inOrder(first, last int) int {
	if first == 0 || first >= last {
		return 0
	}
	return last
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
