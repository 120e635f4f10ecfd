package resolution

import (
	"slices"
	"strings"
	"unicode"
)

// A fit says how well an abbreviation stands for a name: whether its letters can be found, in order, at the beginnings of
// the name's words, and at what cost. Words that stand open ("of", "de") cost nothing to leave out, others do.
type fit struct {
	ok   bool
	cost float64
}

// Costs of what an abbreviation does to a name.
const (
	leadingCost  = 1.5 // leaving out a word before the first letter that is used
	skippedCost  = 1.0 // … between two that are
	trailingCost = 0.5 // … after the last
	infixCost    = 0.7 // using a letter from within a word
	moreCost     = 0.1 // using one more letter of a word's beginning
	maxFit       = 40  // letters of an abbreviation, words of a name: longer ones do not fit
)

// initials fits an abbreviation to a name, both in the Latin alphabet or both in another one; Cyrillic, Greek, Georgian and
// Armenian are transcribed.
func initials(abbreviation, name string) fit { return fitWords(abbreviation, nameWords(name)) }

func fitWords(abbreviation string, words []nameWord) fit {
	letters := []rune(plain(strings.ReplaceAll(abbreviation, " ", "")))
	if len(letters) < 2 || len(letters) > maxFit || len(words) == 0 || len(words) > maxFit {
		return fit{}
	}
	if !slices.ContainsFunc(words, func(w nameWord) bool { return w.letters[0] == letters[0] }) {
		return fit{}
	}
	const never = 1e9
	// best[a] is the least cost of the first a letters within the words so far.
	var costs [2][maxFit + 1]float64
	best, next := costs[0][:len(letters)+1], costs[1][:len(letters)+1]
	for a := range best {
		best[a] = never
	}
	best[0] = 0
	for _, w := range words {
		for a := range best {
			next[a] = best[a] + skipCost(w, a, len(letters))
		}
		for a := range letters {
			if best[a] < never && len(w.letters) > 0 && w.letters[0] == letters[a] {
				useWord(w.letters, letters[a:], best[a], next[a:])
			}
		}
		best, next = next, best
	}
	cost := best[len(letters)]
	return fit{cost < never, cost}
}

type nameWord struct {
	letters []rune
	open    bool // "of", "de"
	start   int  // byte of the name
}

func skipCost(w nameWord, used, all int) float64 {
	switch {
	case w.open:
		return 0
	case used == 0:
		return leadingCost
	case used == all:
		return trailingCost
	}
	return skippedCost
}

// useWord takes one letter or more from a word: its beginning, then letters from within in their order.
func useWord(word, letters []rune, before float64, next []float64) {
	cost, at := before, 0
	for n, c := range letters {
		switch {
		case at < len(word) && word[at] == c:
			if n > 0 {
				cost += moreCost
			}
			at++
		case n == 0:
			return
		default:
			for at < len(word) && word[at] != c {
				at++
			}
			if at == len(word) {
				return
			}
			cost += infixCost
			at++
		}
		if cost < next[n+1] {
			next[n+1] = cost
		}
		if n+1 == len(letters) && at == len(word) {
			next[n+1] = min(next[n+1], before) // a whole word
		}
	}
}

// nameWords are the words of a name, compounds taken apart.
func nameWords(name string) []nameWord {
	var words []nameWord
	add := func(start, end int) {
		w := name[start:end]
		if p := plain(w); p != "" {
			words = append(words, nameWord{[]rune(p), openWords[strings.ToLower(w)] || len(w) == 1, start})
		}
	}
	start := -1
	for i, c := range name {
		between := partsWords(c)
		switch {
		case between && start >= 0:
			add(start, i)
			start = -1
		case !between && start < 0:
			start = i
		}
	}
	if start >= 0 {
		add(start, len(name))
	}
	return words
}

// partsWords says whether a character stands between words: white space, a sign other than a point.
func partsWords(c rune) bool {
	if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
		return false
	}
	return unicode.IsSpace(c) || unicode.IsPunct(c) && c != '.' || unicode.IsSymbol(c)
}

// before are the words of a text that begin before a gap in it.
func before(words []nameWord, g gap) []nameWord {
	n, _ := slices.BinarySearchFunc(words, g.start, func(w nameWord, at int) int { return w.start - at })
	return words[:n]
}

// behind are the words of a text that stand behind a gap in it.
func behind(words []nameWord, text string, g gap) []nameWord {
	if g.start == g.end { // it parts a word
		return nameWords(text[g.end:])
	}
	i, _ := slices.BinarySearchFunc(words, g.end, func(w nameWord, at int) int { return w.start - at })
	return words[i:]
}

// capitals counts the upper-case letters of a word, and all its letters.
func capitals(word string) (upper, all int) {
	for _, c := range word {
		if unicode.IsLetter(c) {
			all++
			if unicode.IsUpper(c) {
				upper++
			}
		}
	}
	return upper, all
}

// isAcronym says whether a word looks like an abbreviation by itself: two capitals or more, making up half of its letters, or
// one and a number: "M-26".
func isAcronym(word string) bool {
	if strings.HasPrefix(word, "(") {
		return false
	}
	upper, all := capitals(word)
	if upper == 1 && all == 1 {
		return strings.IndexFunc(word, unicode.IsDigit) > 0
	}
	return upper >= 2 && upper*2 >= all && all <= 12 && romanValue(strings.ToLower(strings.TrimSuffix(word, "."))) == 0
}

// isShouted says whether all letters of a word are capitals.
func isShouted(word string) bool {
	upper, all := capitals(word)
	return all > 1 && upper == all
}

// isCaseless says whether a text's letters have no case: Arabic, Devanagari, Han, Thai, Georgian …
func isCaseless(text string) bool {
	letters := 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			if unicode.ToUpper(c) != c && !unicode.Is(unicode.Georgian, c) || unicode.ToLower(c) != c && !unicode.Is(unicode.Georgian, c) {
				return false
			}
			letters++
		}
	}
	return letters > 0
}

// comeAgain says whether words come again, one after the other, among others.
func comeAgain(a, b []nameWord) bool {
	if len(a) == 0 {
		return false
	}
	for i := 0; i+len(a) <= len(b); i++ {
		same := true
		for j := range a {
			same = same && slices.Equal(a[j].letters, b[i+j].letters)
		}
		if same {
			return true
		}
	}
	return false
}
