package resolution

import (
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"

	"publish/pipeline/pattern"
)

// lazily is a pattern of an expression.
func lazily(expression string) *pattern.Pattern { return pattern.New(expression) }

// A choice is a list of expressions, each for a whole text in letters of either case. As one expression they would cost
// thousands of states at every line; so each is tried, and compiled, only where a text holds letters that it cannot do
// without. All those letters are looked for at once, by their first two bytes.
type choice struct{ index func() *choices }

type choices struct {
	patterns []*pattern.Pattern
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
