package check

import (
	"math"
	"slices"
	"strings"

	"publish/pipeline/language"
)

// A usage is what the texts of one language show: which of several right ways they take. A text is held to the usage of all.
type usage struct {
	language language.Language

	french               [3]int // texts with no-break spaces throughout, with plain ones, with marks close to their words
	own, weak, curly     int    // texts with the language's own quotation marks, with careless ones, and of these with English ones
	openStop, openEnd    int    // sources without a full stop: targets with one, without one
	stopOpen, stops      int    // sources with a full stop: targets without one, all
	texts, loose         int    // all; those with a blank before a mark
	ratios               []float64
	ratio, deviation     float64        // of the logarithm of lengths, target by source; 0 until asked for
	seen, kept           map[string]int // sources with an abbreviation; targets that keep it
	seenNames, keptNames map[string]int // likewise of names
	capital, lower       int            // sources that begin with a capital: targets with one, without one
}

func newUsage(l language.Language) *usage {
	return &usage{language: l, seen: map[string]int{}, kept: map[string]int{}, seenNames: map[string]int{}, keptNames: map[string]int{}}
}

func (u *usage) observe(p *pair) {
	if strings.TrimSpace(p.Target) == "" {
		return
	}
	if base(u.language) == "fr" {
		m := frenchMarks(p.target.prose, u.language.String())
		if m.tight >= 0 {
			u.french[2]++
		} else if m.plain >= 0 {
			u.french[1]++
		} else if m.good > 0 {
			u.french[0]++
		}
	}
	u.observeQuotes(p)
	if strings.ContainsAny(p.target.prose, ",;?!،؛؟") {
		u.texts++
	}
	if looseMark(p.target.prose, u.language.String()) >= 0 {
		u.loose++
	}
	a, _ := endOf(p.source)
	b, rest := endOf(p.target)
	if a == stop {
		u.stops++
		if b == open {
			u.stopOpen++
		}
	}
	if a == open {
		if b == stop && !shortened(rest) {
			u.openStop++
		} else if b == open {
			u.openEnd++
		}
	}
	if a, b := size(p.source), size(p.target); a >= leastLength && b > 0 {
		u.ratios = append(u.ratios, math.Log(b/a))
	}
	for _, a := range acronyms(p.source) {
		u.seen[a]++
		if has(p.target, a) {
			u.kept[a]++
		}
	}
	for _, n := range properNames(p.source) {
		u.seenNames[n]++
		if strings.Contains(p.Target, n) {
			u.keptNames[n]++
		}
	}
	if raised, lowered := beginnings(p); raised {
		u.capital++
	} else if lowered {
		u.lower++
	}
}

func (u *usage) observeQuotes(p *pair) {
	pairs, _ := quotePairs(p.target)
	if len(pairs) == 0 {
		return
	}
	if slices.ContainsFunc(pairs, func(s style) bool { return u.fits(s) == weakStyle }) {
		u.weak++
		if slices.ContainsFunc(pairs, func(s style) bool { return s.open == '“' }) {
			u.curly++
		}
	} else if slices.ContainsFunc(pairs, func(s style) bool { return u.fits(s) == ownStyle }) {
		u.own++
	}
}

// ownQuotes tells whether the language's own quotation marks are what most texts have.
func (u *usage) ownQuotes() bool { return u.own > 0 && u.own >= 3*u.weak }

// noBreak tells whether no-break spaces are the usage: in most texts by far, in most and elsewhere in this one, or, where hardly
// a text can tell, in this one.
func (u *usage) noBreak(good int, text string) bool {
	with, without := u.french[0], u.french[1]
	if with+without > 4 {
		return with >= 6*without || good > 0 && with >= 3*without
	}
	return good > 0 || with >= without || strings.ContainsAny(text, "’«\u00a0\u202f")
}

// spaced tells whether blanks of whatever kind before these marks are the usage.
func (u *usage) spaced(text string) bool {
	with, without := u.french[0]+u.french[1], u.french[2]
	return with+without > 4 && with >= 3*without || with+without <= 4 && (with >= without || strings.ContainsAny(text, "’«\u00a0\u202f"))
}

// stopsOpen tells whether the language's texts do without a full stop so often that it is their usage.
func (u *usage) stopsOpen() bool { return u.stops > 10 && u.stopOpen*4 > u.stops }

// looseMarks tells whether the texts put a blank before marks so often that it is their usage.
func (u *usage) looseMarks() bool { return u.texts > 20 && u.loose*10 > u.texts }

// openStops tells whether texts end with a full stop though their sources do not so often that it is their usage.
func (u *usage) openStops() bool { return u.openStop*10 > u.openEnd }
