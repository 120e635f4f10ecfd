package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The readers below take one part of a date from the beginning of s and return what is left; false: s begins otherwise.

// months are the English names; their short forms are the first three letters, and "sept".
var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// readMonth reads "November", "NOV", "Nov.", "Sept."; not "Novel".
func readMonth(s string) (int, string, bool) {
	n := 0
	for n < len(s) && n < 10 && isLetter(s[n]) {
		n++
	}
	if n < 3 {
		return 0, s, false
	}
	word := strings.ToLower(s[:n])
	for i, name := range months {
		switch {
		case word == name:
			return i + 1, s[n:], true
		case word == name[:3], word == "sept" && i == 8:
			return i + 1, strings.TrimPrefix(s[n:], "."), true
		}
	}
	return 0, s, false
}

// readDay reads "12", "1st", "3rd", "12th", "12."; the number may be no day of any month.
func readDay(s string) (int, string, bool) {
	day, rest, ok := readNumber(s, 1, 2)
	if !ok {
		return 0, s, false
	}
	if len(rest) >= 2 {
		switch strings.ToLower(rest[:2]) {
		case "st", "nd", "rd", "th":
			rest = rest[2:]
			return day, rest, rest == "" || !isLetter(rest[0])
		}
	}
	if after, ok := strings.CutPrefix(rest, "."); ok {
		if next, spaced := skipSpace(after); spaced && next != "" && isLetter(next[0]) { // "12. November 2020"
			rest = after
		}
	}
	return day, rest, true
}

// readYear reads four digits, 1000 to 2999.
func readYear(s string) (int, string, bool) {
	year, rest, ok := readNumber(s, 4, 4)
	return year, rest, ok && year >= 1000 && year < 3000
}

// readNumber reads a number of least to most digits, whole.
func readNumber(s string, least, most int) (int, string, bool) {
	n, value := 0, 0
	for n < len(s) && isDigit(s[n]) {
		if n == most {
			return 0, s, false
		}
		value = value*10 + int(s[n]-'0')
		n++
	}
	return value, s[n:], n >= least
}

// skipRange skips the further days of a range: the "–14" of "12–14 November", the " and 13" of "12 and 13 November". It gives
// the text from the last day on, that day, and the text behind it.
func skipRange(s string) (last string, day int, rest string, ok bool) {
	after, spaced := skipSpace(s)
	for _, sign := range []string{"–", "—", "‑", "-", "/", "&", "to ", "and ", "until "} {
		next, has := strings.CutPrefix(after, sign)
		if !has || isLetter(sign[0]) && !spaced {
			continue
		}
		next, _ = skipSpace(next)
		if day, rest, ok = readDay(next); ok {
			return next, day, rest, true
		}
	}
	return "", 0, s, false
}

// readSign reads what stands between the numbers of a date.
func readSign(s string) (string, string, bool) {
	if s == "" || !strings.ContainsRune("-/.", rune(s[0])) {
		return "", s, false
	}
	return s[:1], s[1:], true
}

// beforeYear reads the comma and the blanks before a year; false if there are none.
func beforeYear(s string) (string, bool) {
	s, before := skipSpace(s)
	s, comma := strings.CutPrefix(s, ",")
	s, after := skipSpace(s)
	return s, before || comma || after
}

// skipOf skips the "of" of "3rd of May", and the "day of" of "3rd day of May".
func skipOf(s string) string {
	for _, of := range []string{"day of", "of"} {
		if len(s) > len(of) && strings.EqualFold(s[:len(of)], of) {
			if rest, spaced := skipSpace(s[len(of):]); spaced {
				return rest
			}
		}
	}
	return s
}

// skipSpace skips white space, a few characters at most: a date does not run across a gap.
func skipSpace(s string) (string, bool) {
	spaced := false
	for range 4 {
		r, size := utf8.DecodeRuneInString(s)
		if size == 0 || !unicode.IsSpace(r) {
			break
		}
		s, spaced = s[size:], true
	}
	return s, spaced
}

func skipSpaceAfterDot(s, sign string) string {
	if sign == "." {
		s, _ = skipSpace(s)
	}
	return s
}

// afterWord is the end of the letters or digits that begin at i.
func afterWord(text string, i int) int {
	for i < len(text) && wordByte(text[i]) {
		i++
	}
	return i
}

func sizeAt(text string, i int) int {
	_, size := utf8.DecodeRuneInString(text[i:])
	return size
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func wordByte(c byte) bool { return isDigit(c) || isLetter(c) }
