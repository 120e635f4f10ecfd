package check

import (
	"slices"
	"strings"
	"unicode"
)

// months compares the months of dates: a target that names another month than the source, and not the source's, is wrong. A
// month counts where a number stands beside it, because names of months are words, too.
func months(p *pair) string {
	return otherNames(p, dated(p.source, monthsIn(p.source, p.source.language)), monthsIn(p.target, p.Language), true, "month")
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
