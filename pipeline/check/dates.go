package check

import (
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/language"
)

// months compares the months of dates: a target that names another month than the source, and not the source's, is wrong. A
// month counts where a number stands beside it, because names of months are words, too.
func months(p *pair) string {
	source := slices.DeleteFunc(dated(p.source, monthsIn(p.source, p.source.language)), func(n named) bool { return another(p.source, n) })
	return otherNames(p, source, monthsIn(p.target, p.Language), true, "month")
}

// another tells whether what may be a month of English is another word: "may" in small letters, Jan and Mark before a surname.
func another(s *side, n named) bool {
	return unicode.IsLower(after(s.prose, n.start)) || unicode.IsUpper(after(s.prose, n.end+1)) && before(s.prose, n.end+1) == ' '
}

// weekdays compares the days of the week in the same way.
func weekdays(p *pair) string {
	source := slices.DeleteFunc(daysIn(p.source, p.source.language), func(n named) bool {
		return unicode.IsLower(after(p.source.prose, n.start))
	})
	return otherNames(p, source, daysIn(p.target, p.Language), false, "day")
}

func otherNames(p *pair, source, target []named, dates bool, what string) string {
	if len(source) == 0 || len(target) == 0 {
		return ""
	}
	has := func(all []named, v int) bool {
		return slices.ContainsFunc(all, func(n named) bool { return n.value == v })
	}
	for _, s := range source {
		if has(target, s.value) || dates && figureIs(p, s.value) {
			continue
		}
		for _, t := range target {
			if !has(source, t.value) && (!dates || len(dated(p.target, []named{t})) > 0) && len(t.text(p.target)) > 2 {
				return "the " + what + " " + quote(s.text(p.source)) + " has become " + quote(t.text(p.target))
			}
		}
	}
	return ""
}

func (n named) text(s *side) string { return s.prose[n.start:n.end] }

// figureIs tells whether the target has a month as a number: once more than the source has that number.
func figureIs(p *pair, month int) bool {
	count := func(s *side) int {
		n := 0
		for _, f := range findFigures(s.prose) {
			if slices.Contains(f.parts, decimal(month)) {
				n++
			}
		}
		return n
	}
	return count(p.target) > count(p.source)
}

// dated are the names with a number right before or behind them.
func dated(s *side, all []named) []named {
	return slices.DeleteFunc(slices.Clone(all), func(n named) bool {
		text := lowered(s)
		return !strings.ContainsFunc(near(text[:n.start], true), isDigit) && !strings.ContainsFunc(near(text[n.end:], false), isDigit)
	})
}

// near is the piece of a text that stands within some ten characters of its end or beginning.
func near(text string, end bool) string {
	const reach = 24 // bytes: a day, "of the year", a blank
	if len(text) <= reach {
		return text
	}
	if end {
		return text[len(text)-reach:]
	}
	return text[:reach]
}

// A named is a month or a day of the week that a text names.
type named struct {
	value, start, end int // bytes of lower
}

// monthsIn finds the months that a text names.
func monthsIn(s *side, l language.Language) []named {
	return namedIn(lowered(s), l, l.Spelling().Months[:])
}

// daysIn finds the days of the week that a text names.
func daysIn(s *side, l language.Language) []named {
	return namedIn(lowered(s), l, l.Spelling().Days[:])
}

func namedIn(text string, l language.Language, forms [][]string) []named {
	var all []named
	joined := spaceless(l) || l.Script() == "Arab" || l.Script() == "Hebr" || l.Script() == "Kore"
	for value, names := range forms {
		for _, name := range names {
			name = strings.ToLower(name)
			for at := 0; name != ""; {
				i := strings.Index(text[at:], name)
				if i < 0 {
					break
				}
				i += at
				at = i + len(name)
				if joined && len(name) > 3 || !wordRune(before(text, i)) && inflected(text[at:], name, l) {
					all = append(all, named{value, i, at})
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(n named) bool { return nearer(text[n.start:], n, forms) })
}

// nearer tells whether a word that begins with one name has more in common with another one: "červenci" is of červenec, July, not of
// červen, June.
func nearer(word string, n named, forms [][]string) bool {
	for value, names := range forms {
		for _, name := range names {
			name = strings.ToLower(name)
			common := 0
			for common < min(len(name), len(word)) && name[common] == word[common] {
				common++
			}
			if value != n.value && common > n.end-n.start {
				return true
			}
		}
	}
	return false
}

// inflected tells whether a name ends here, or goes on with an ending of a language that inflects it.
func inflected(rest, name string, l language.Language) bool {
	n := 0
	for _, r := range rest {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		n++
	}
	if n == 0 {
		return true
	}
	if len([]rune(name)) < 4 || n > 4 {
		return false
	}
	switch base(l) {
	case "ru", "uk", "be", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "mk", "bg", "fi", "et", "hu", "tr", "az", "kk", "uz", "lt", "lv", "el", "eu", "ka", "hy", "hi", "bn", "mr", "ta", "te", "ml", "kn", "gu", "pa":
		return true
	}
	return false
}
