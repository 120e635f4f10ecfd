package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// values is what a text says in numbers, one way or another: the readings of its figures, numerals of Rome and of China,
// months, and for English its number words. also holds what its figures are called elsewhere.
func values(s *side, figures []figure) (have, also map[string]bool) {
	have, also = map[string]bool{}, map[string]bool{}
	for i := range figures {
		f := &figures[i]
		for _, v := range f.readings {
			have[v] = true
		}
		if !threes(f.text) {
			for _, v := range f.parts {
				have[v] = true
			}
		}
		f.also, f.loose = contextual(s, *f)
		for _, v := range append(slices.Clone(f.also), f.loose...) {
			also[v] = true
		}
	}
	for _, w := range s.words {
		if n := romanIn(w.text); n > 0 {
			have[decimal(n)] = true
		}
	}
	if base(s.language) == "en" {
		englishValues(s.words, have)
		for _, d := range daysIn(s, s.language) {
			have[decimal(d.value)], have[decimal(d.value+1)] = true, true // 星期一, segunda-feira
		}
	}
	for _, m := range monthsIn(s, s.language) {
		have[decimal(m.value)] = true
	}
	hanValues(s.prose, have)
	letterNumerals(s, have)
	raised(s.prose, have)
	return have, also
}

// raised takes digits and fractions of their own characters: km², ½.
func raised(text string, have map[string]bool) {
	for _, r := range text {
		switch {
		case r >= 0x2070 && r <= 0x2079 && r != 0x2071:
			have[decimal(int(r-0x2070))] = true
		case r >= 0x2080 && r <= 0x2089:
			have[decimal(int(r-0x2080))] = true
		case r == '²' || r == '³':
			have[decimal(int(r-'²')+2)] = true
		case r == '¹':
			have["1"] = true
		case r == '½' || r == '¼' || r == '¾':
			have["1"], have["2"], have["4"], have["3"], have["0.5"], have["0.25"], have["0.75"], have["5"], have["25"], have["75"] = true, true, true, true, true, true, true, true, true, true
		case r >= '①' && r <= '⑳':
			have[decimal(int(r-'①')+1)] = true
		}
	}
}

// numbers compares the numbers of a pair. A number of the source is kept where the target has one of its readings, or all of
// its parts, or spells it out; a number of the target is right where the source has it in digits or words.
func numbers(p *pair) string {
	source, target := findFigures(p.source.prose), findFigures(p.target.prose)
	if choice.MatchString(p.Source) {
		source, target = slices.DeleteFunc(source, p.source.selects), slices.DeleteFunc(target, p.target.selects)
	}
	if len(source) == 0 && len(target) == 0 {
		return numberWords(p)
	}
	spreadScales(source, lowered(p.source))
	spreadScales(target, lowered(p.target))
	said, saidAlso := values(p.source, source)
	has, hasAlso := values(p.target, target)
	var lost, added []figure
	for _, f := range source {
		if idiom := p.source.prose[max(0, f.start-3):min(len(p.source.prose), f.end+2)]; strings.Contains(idiom, "24/7") {
			continue // always
		}
		if !within(f, has, hasAlso) && !spelt(f, p.target) && !half(f, p.target) {
			lost = append(lost, f)
		}
	}
	for _, f := range target {
		if !within(f, said, saidAlso) {
			added = append(added, f)
		}
	}
	lost, added = converted(p.source, p.target, lost, added)
	if len(lost) == 0 && len(added) > 0 {
		lost = fewer(source, target)
	}
	if len(lost) == 0 {
		if f, ok := stump(p, source); ok {
			return "the number of " + quote(f) + " is gone"
		}
	}
	if what := judge(p, lost, added); what != "" {
		return what
	}
	if what := seldomer(p, source, target); what != "" && len(added) == 0 {
		return what
	}
	return numberWords(p)
}

// selects tells whether a number is a selector of a message's choice: "=0".
func (s *side) selects(f figure) bool { return before(s.prose, f.start) == '=' }

// fewer are numbers that the source has more often than the target: where one was changed into another, the other is new.
func fewer(source, target []figure) []figure {
	var all []figure
	count := map[string]int{}
	for _, f := range target {
		count[f.readings[0]]++
	}
	for _, f := range source {
		if count[f.readings[0]]--; count[f.readings[0]] == -1 && len(f.parts) == 1 {
			all = append(all, f)
		}
	}
	return all
}

// seldomer finds a number that the source has twice or more and the target less often, where the target keeps all others.
func seldomer(p *pair, source, target []figure) string {
	lost := fewer(source, target)
	if len(lost) != 1 || len(source) != len(target)+1 || lost[0].attached || lost[0].readings[0] == "1" || spelt(lost[0], p.target) || len(p.source.words) > 40 {
		return ""
	}
	same := func(f figure) bool { return f.readings[0] == lost[0].readings[0] }
	if !slices.ContainsFunc(target, same) || slices.ContainsFunc(source, func(f figure) bool { return same(f) && ofName(p.source.prose, f.start) }) {
		return "" // "GRUB 2" goes where its second mention goes
	}
	return "the number " + show(p.source, lost[0]) + " is there less often than in the source"
}

// ofName tells whether a number stands behind a word with a capital, as in "GRUB 2".
func ofName(text string, at int) bool {
	word := lastWord(strings.TrimRight(text[:at], " -"))
	return word != "" && unicode.IsUpper(after(word, 0))
}

// stump finds a name with a number, "UTF-8", of which the target has the letters and the hyphen alone.
func stump(p *pair, source []figure) (string, bool) {
	for _, f := range source {
		if !f.attached || before(p.source.prose, f.start) != '-' {
			continue
		}
		word := lastWord(p.source.prose[:f.start])
		if word == "" {
			continue
		}
		for rest := p.target.prose; ; {
			i := strings.Index(rest, word+"-")
			if i < 0 {
				break
			}
			rest = rest[i+len(word)+1:]
			if !wordRune(after(rest, 0)) && !strings.Contains(p.target.prose, word+"-"+f.text) {
				return word + "-" + f.text, true
			}
		}
	}
	return "", false
}

// judge weighs what is lost and what is added. A number that is part of a name (CO2, COVID-19) may go with the name; a small
// one may come from what the source implies.
func judge(p *pair, lost, added []figure) string {
	hard := func(all []figure) []figure {
		return slices.DeleteFunc(slices.Clone(all), func(f figure) bool { return f.attached })
	}
	switch l, a := hard(lost), hard(added); {
	case len(l) > 0 && len(added) > 0:
		return "the number " + show(p.source, l[0]) + " has become " + show(p.target, added[0])
	case len(l) > 0 && dual(p, l[0]):
		return ""
	case len(l) > 0:
		return "the number " + show(p.source, l[0]) + " is gone"
	case len(lost) > 0 && len(added) > 0:
		return "the number " + show(p.source, lost[0]) + " has become " + show(p.target, added[0])
	case len(a) > 0 && !small(a[0]):
		return "the number " + show(p.target, a[0]) + " is not in the source"
	}
	return ""
}

func show(s *side, f figure) string { return quote(s.prose[f.start:f.end]) }

// small are numbers that a source implies without a word for them.
func small(f figure) bool {
	n, err := strconv.Atoi(f.readings[0])
	return err == nil && (n <= 2 || n == 100) // 100: wholly
}

// dual tells whether a language has a form for one or two of a thing that needs no number.
func dual(p *pair, f figure) bool {
	if f.readings[0] == "1" {
		return true
	}
	switch base(p.Language) {
	case "ar", "he", "sl", "mt":
		return f.readings[0] == "2"
	}
	return false
}

// within tells whether a text with the values have and also has a number.
func within(f figure, have, also map[string]bool) bool {
	in := func(v string) bool { return have[v] }
	if slices.ContainsFunc(f.readings, func(v string) bool { return have[v] || also[v] }) || slices.ContainsFunc(f.also, in) {
		return true
	}
	for i := 0; i+1 < len(f.loose); i += 2 {
		if have[f.loose[i]] && have[f.loose[i+1]] {
			return true
		}
	}
	return len(f.parts) > 1 && !threes(f.text) && !slices.ContainsFunc(f.parts, func(v string) bool { return !in(v) })
}

// lowered is prose in lower case with the same bytes' places; where lower case has other lengths, prose itself.
func lowered(s *side) string {
	if len(s.lower) == len(s.prose) {
		return s.lower
	}
	return s.prose
}
