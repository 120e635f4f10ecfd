package main

import (
	"slices"
	"strconv"
	"strings"
)

// ruleSets are the spell-out rules of a language, by name: rule-based number formats (UTS 35, part 3, 2.4.2).
type ruleSets map[string][]rule

// A rule serves numbers from its base on. Divisor is the greatest power of its radix that the base has.
type rule struct {
	base, divisor int
	text          string
}

// mostForms is how many forms of one number one rule set gives: each choice of a plural form doubles them.
const mostForms = 6

// deepest is how far rules call each other for a number that a text spells out.
const deepest = 12

func readRules(src source, file string) (ruleSets, error) {
	var raw struct {
		RBNF struct {
			RBNF struct{ SpelloutRules map[string]any }
		}
	}
	if err := src.read(&raw, "cldr-rbnf", "rbnf", file); err != nil {
		return nil, err
	}
	sets := ruleSets{}
	for name, value := range raw.RBNF.RBNF.SpelloutRules {
		lines, _ := value.([]any)
		for _, l := range lines {
			pair, _ := l.([]any)
			if len(pair) != 2 {
				continue
			}
			if r, ok := parseRule(pair[0].(string), pair[1].(string)); ok {
				sets[name] = append(sets[name], r)
			}
		}
	}
	return sets, nil
}

// parseRule reads "100/1000>" and its text. Rules for fractions, negative numbers and infinity serve no whole number.
func parseRule(base, text string) (rule, bool) {
	shift := strings.Count(base, ">")
	number, radix, _ := strings.Cut(strings.TrimRight(base, ">"), "/")
	b, err := strconv.Atoi(strings.ReplaceAll(number, ",", ""))
	if err != nil {
		return rule{}, false
	}
	by := 10
	if radix != "" {
		if by, err = strconv.Atoi(strings.ReplaceAll(radix, ",", "")); err != nil || by < 2 {
			return rule{}, false
		}
	}
	divisor := 1
	for divisor*by <= b {
		divisor *= by
	}
	for ; shift > 0 && divisor >= by; shift-- {
		divisor /= by
	}
	return rule{b, divisor, strings.TrimPrefix(strings.TrimSuffix(text, ";"), "'")}, true
}

// forms are all that the public rule sets make of n.
func (s ruleSets) forms(n int) []string {
	var all []string
	for name := range s {
		if strings.HasPrefix(name, "%spellout") {
			all = append(all, s.format(name, n, 0)...)
		}
	}
	all = slices.DeleteFunc(all, func(f string) bool { return f == "" || strings.ContainsAny(f, "0123456789%#→←=") })
	slices.Sort(all)
	return slices.Compact(all)
}

func (s ruleSets) format(set string, n, depth int) []string {
	rules := s[set]
	at := -1
	for i, r := range rules {
		if r.base <= n && (at < 0 || r.base >= rules[at].base) {
			at = i
		}
	}
	if at < 0 || depth > deepest {
		return nil
	}
	return s.apply(set, rules[at], rules[at].text, n, depth)
}

// apply fills in a rule's text: brackets, substitutions and plural forms, from left to right.
func (s ruleSets) apply(set string, r rule, text string, n, depth int) []string {
	out := []string{""}
	for text != "" && len(out) > 0 {
		var part []string
		switch {
		case text[0] == '[':
			inner, rest, _ := strings.Cut(text[1:], "]")
			if n%r.divisor == 0 {
				inner = ""
			}
			part, text = s.apply(set, r, inner, n, depth), rest
		case strings.HasPrefix(text, "$("):
			choice, rest, _ := strings.Cut(text, ")$")
			part, text = choices(choice), rest
		case strings.HasPrefix(text, "→→→"):
			part, text = s.format(set, n%r.divisor, depth+1), text[len("→→→"):]
		default:
			part, text = s.substitute(set, r, text, n, depth)
		}
		out = times(out, part)
	}
	return out
}

// substitute takes one substitution, or one character, from the beginning of a text.
func (s ruleSets) substitute(set string, r rule, text string, n, depth int) (part []string, rest string) {
	for mark, value := range map[string]int{"→": n % r.divisor, "←": n / r.divisor, "=": n} {
		if !strings.HasPrefix(text, mark) {
			continue
		}
		name, rest, _ := strings.Cut(text[len(mark):], mark)
		if name == "" {
			name = set
		}
		if mark == "=" && name == set || !strings.HasPrefix(name, "%") {
			return nil, rest
		}
		return s.format(name, value, depth+1), rest
	}
	for i := range text {
		if i > 0 {
			return []string{text[:i]}, text[i:]
		}
	}
	return []string{text}, ""
}

// choices are the plural forms of "$(cardinal,one{a}other{b}": each of them, because which one n takes does not matter here.
func choices(text string) []string {
	var all []string
	for _, p := range strings.Split(text, "{")[1:] {
		form, _, _ := strings.Cut(p, "}")
		all = append(all, form)
	}
	return all
}

func times(a, b []string) []string {
	var all []string
	for _, x := range a {
		for _, y := range b {
			if len(all) < mostForms {
				all = append(all, x+y)
			}
		}
	}
	return all
}
