package resolution

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A pattern is a regular expression that is compiled when it is first needed. To compile all of them takes longer than to
// make a small edition, and most commands read no text.
type pattern struct{ compiled func() *regexp.Regexp }

func lazily(expression string) pattern {
	return pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

func (p pattern) String() string                 { return p.compiled().String() }
func (p pattern) MatchString(s string) bool      { return p.compiled().MatchString(s) }
func (p pattern) FindString(s string) string     { return p.compiled().FindString(s) }
func (p pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }
func (p pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

func (p pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

func (p pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

func (p pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

func (p pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

func (p pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

func (p pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }

func (p pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, by)
}

// A choice is a list of expressions, each for a whole text in letters of either case. As one expression they would cost
// thousands of states at every line; so each is tried, and compiled, only where a text holds letters that it cannot do
// without. All those letters are looked for at once, by their first two bytes.
type choice struct{ index func() *choices }

type choices struct {
	patterns []pattern
	always   []int // patterns that need nothing that one could look for
	begins   [1 << 16 / 64]uint64
	needs    map[uint16][]need // by their first two bytes
}

// A need is a text that one of a pattern's matches holds, folded.
type need struct {
	text    string
	pattern int
}

func choose(expressions ...string) choice {
	return choice{sync.OnceValue(func() *choices {
		c := &choices{needs: map[uint16][]need{}}
		for i, e := range expressions {
			parsed, err := syntax.Parse(e, syntax.Perl)
			if err != nil {
				panic(err) // a constant: any test meets it
			}
			c.patterns = append(c.patterns, lazily(`(?i)^(?:`+e+`)$`))
			all := needs(parsed)
			if all == nil {
				c.always = append(c.always, i)
			}
			for _, text := range all {
				pair := uint16(text[0])<<8 | uint16(text[1])
				c.begins[pair/64] |= 1 << (pair % 64)
				c.needs[pair] = append(c.needs[pair], need{text, i})
			}
		}
		return c
	})}
}

// MatchString tells whether the whole text matches one of the expressions.
func (c choice) MatchString(text string) bool {
	index, folded := c.index(), strings.Map(fold, text)
	for _, i := range index.always {
		if index.patterns[i].MatchString(text) {
			return true
		}
	}
	var tried []int
	for at := 0; at+1 < len(folded); at++ {
		pair := uint16(folded[at])<<8 | uint16(folded[at+1])
		if index.begins[pair/64]&(1<<(pair%64)) == 0 {
			continue
		}
		for _, n := range index.needs[pair] {
			if !strings.HasPrefix(folded[at:], n.text) || slices.Contains(tried, n.pattern) {
				continue
			}
			if index.patterns[n.pattern].MatchString(text) {
				return true
			}
			tried = append(tried, n.pattern)
		}
	}
	return false
}

// needs are literal texts of which every match holds one; nil where there is none, or none worth looking for.
func needs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) > 1 {
			return []string{strings.Map(fold, string(re.Rune))}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if n := needs(sub); n != nil && (best == nil || shortest(n) > shortest(best)) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := needs(sub)
			if n == nil {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

func shortest(texts []string) int {
	n := len(texts[0])
	for _, t := range texts {
		n = min(n, len(t))
	}
	return n
}

// fold brings a character to one form for all that (?i) takes to be equal.
func fold(r rune) rune {
	if r <= unicode.MaxASCII { // of the others, the Kelvin sign and the long s fold to k and s
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return unicode.ToLower(least)
}
