package resolution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A split is one way to take a signature's text apart into abbreviation and name.
type split struct {
	abbreviation, name string
	score              float64
	sure               bool // letters or layout say so; else it is a guess
	bare               bool // nothing in the text could be an abbreviation
}

// A gap is what stands between two words of a signature, outside parentheses.
type gap struct {
	start, end int // bytes; equal where two words are glued
	strong     bool
	weak       bool // a dash, a colon, a no-break space
	camel      bool // glued, and nothing but the letters can say that something ends here
}

const maxSplit = 700 // bytes of a signature that is looked at for an abbreviation

// splitName finds the abbreviation at the beginning of a text. Further texts that the abbreviation may stand for, the gloss
// and a transliteration, are in others.
func splitName(text string, others []string) split {
	whole := split{name: cleanName(text), sure: true, bare: true}
	if len(text) > maxSplit {
		return split{name: cleanName(text)}
	}
	if isAlone(whole.name) {
		return split{abbreviation: whole.name, sure: true}
	}
	best := whole
	var alternatives [][]nameWord
	places, words := gaps(text), nameWords(text)
	for i, g := range places {
		if best.score >= fits-wordMalus*2 && !slices.ContainsFunc(places[i:], func(g gap) bool { return g.strong }) {
			break // more words would only cost
		}
		if !mayPart(text, words, g) {
			continue
		}
		best.bare = false
		for len(alternatives) < len(others) {
			alternatives = append(alternatives, nameWords(others[len(alternatives)]))
		}
		s := split{abbreviation: cleanName(text[:g.start]), name: cleanName(text[g.end:])}
		if s.abbreviation == "" || s.name == "" || strings.HasPrefix(s.name, "(") || strings.HasPrefix(s.name, "（") {
			continue
		}
		s.judge(g, before(words, g), behind(words, text, g), alternatives)
		if s.score < fits-leadingCost && !g.strong && slices.ContainsFunc(places, func(g gap) bool { return g.strong }) {
			continue // layout says better where the abbreviation ends
		}
		if s.score > best.score {
			best = s
		}
	}
	return best
}

// mayPart says whether an abbreviation could end at a gap: by the layout, by the look of the first words, or because they
// come again. Most names are without one, and need no closer look.
func mayPart(text string, words []nameWord, g gap) bool {
	abbreviation := strings.TrimLeft(text[:g.start], " –—-:=|,;\t\u00a0")
	first, _, _ := strings.Cut(abbreviation, " ")
	if g.strong || g.weak || isAcronym(first) || mayAbbreviate(first, abbreviation) {
		return true
	}
	b := before(words, g)
	return comeAgain(b, words[len(b):])
}

// mayAbbreviate says whether words could be an abbreviation, if their letters fit a name.
func mayAbbreviate(first, abbreviation string) bool {
	upper, _ := capitals(first)
	if upper >= 2 || strings.Count(first, ".") >= 2 || hasNumber(first) && upper > 0 || hasInnerCapital(first) || isVowelless(first) || isCaseless(abbreviation) {
		return true
	}
	upper, all := capitals(abbreviation)
	return upper >= 2 && all <= upper*2
}

// isAlone says whether a text is an abbreviation without a name: "APTUF", "CPSA (ML)".
func isAlone(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	_, all := capitals(first)
	if !isShouted(first) || all > 8 || isCaseless(first) || strings.ContainsAny(first, "!?") {
		return false
	}
	return rest == "" || strings.HasPrefix(rest, "(") && strings.HasSuffix(rest, ")") && utf8.RuneCountInString(rest) <= 10
}

// Scores of a split. Only their order and their sums matter.
const (
	fits       = 10.0 // the letters are the name's initials
	repeated   = 6.0  // the words come again in the name
	apart      = 5.0  // a tab, blanks, or another script stand between
	dashed     = 4.0
	looksSo    = 2.0 // an acronym before words that are none
	gapBonus   = 3.0 // layout agrees with the letters
	gapMalus   = 1.0 // … and nothing else says so
	wordMalus  = 0.3 // a longer abbreviation must earn its words
	lowerMalus = 3.0 // the name would begin in lower case
)

// judge scores a split by the signals that are general: initials, repetition, gaps, script, capitals.
func (s *split) judge(g gap, before, behind []nameWord, others [][]nameWord) {
	first, _, _ := strings.Cut(s.abbreviation, " ")
	words := len(strings.Fields(s.abbreviation))
	acronym := isAcronym(first)
	score := 0.0
	if mayAbbreviate(first, s.abbreviation) {
		if letters := s.bestFit(behind, others); letters.ok && s.plausible(first, letters, words) && (g.start < g.end || letters.cost < leadingCost) {
			score = fits - letters.cost
		}
	}
	if len(before) < len(behind) && comeAgain(before, behind) && strings.IndexFunc(s.name, unicode.IsLetter) >= 0 && s.inSameLetters() && (g.strong || s.isEpithet()) {
		score = max(score, repeated+float64(words))
	}
	if g.camel && score < fits-skippedCost {
		return
	}
	shortEnough := words <= 4 && utf8.RuneCountInString(s.abbreviation) <= 40
	switch {
	case g.strong && shortEnough:
		score = max(score, apart) + gapBonus - oneIf(!acronym && english(s.abbreviation) > 3)
		if !acronym && words > 1 && score < repeated+gapBonus {
			score -= gapMalus
		}
	case g.weak && acronym && shortEnough && words <= 2:
		score = max(score, dashed)
	}
	s.sure = score >= repeated-1
	if score < looksSo && acronym && s.looksApart(words) {
		score = looksSo
		if isLatin(s.abbreviation) != isLatin(s.name) {
			score, s.sure = apart, true
		}
	}
	if startsLower(s.name) && !g.strong {
		score -= lowerMalus
	}
	if score > 0 {
		s.score = score - wordMalus*float64(words-1)
	}
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// bestFit fits an abbreviation to the name, or to what else names the organization.
func (s *split) bestFit(name []nameWord, others [][]nameWord) fit {
	best := fitWords(s.abbreviation, name)
	if best.ok && isWholeWords(s.abbreviation, name) { // a name that is said again, in other letters
		best = fit{}
	}
	if !best.ok && isContraction(s.abbreviation, s.name) {
		best = fit{true, 1}
	}
	for _, other := range others {
		if f := fitWords(s.abbreviation, other); f.ok && !isWholeWords(s.abbreviation, other) && (!best.ok || f.cost+1 < best.cost) {
			best = fit{true, f.cost + 1}
		}
	}
	return best
}

// isWholeWords says whether an abbreviation would be nothing but words of the gloss, as names of places and brands are.
func isWholeWords(abbreviation string, words []nameWord) bool {
	whole := plain(strings.ReplaceAll(abbreviation, " ", ""))
	for i := range words {
		rest := whole
		for _, w := range words[i:] {
			next, found := strings.CutPrefix(rest, string(w.letters))
			if !found || len(w.letters) < 3 {
				break
			}
			if rest = next; rest == "" {
				return true
			}
		}
	}
	return false
}

// isContraction says whether a word of Han characters is a longer one with characters left out: 中共 of 中国共产党.
func isContraction(short, long string) bool {
	rest := []rune(short)
	if len(rest) < 2 {
		return false
	}
	for _, c := range short {
		if !unicode.Is(unicode.Han, c) {
			return false
		}
	}
	for _, c := range long {
		if len(rest) > 0 && c == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// plausible keeps words that happen to begin with the right letters from being abbreviations: an abbreviation has two
// capitals (or dots, or a script without them, and then takes from two words), and leaves few words out.
func (s *split) plausible(first string, letters fit, words int) bool {
	upper, all := capitals(strings.Join(strings.Fields(s.abbreviation), ""))
	firstUpper, _ := capitals(first)
	switch {
	case letters.cost > 4:
		return false
	case isCaseless(s.abbreviation):
		return utf8.RuneCountInString(plain(s.abbreviation))*2 <= utf8.RuneCountInString(plain(s.name)) && letters.cost < leadingCost && words <= 2
	case hasNumber(first) && firstUpper > 0 || hasInnerCapital(first):
		return letters.cost < leadingCost && (hasNumber(first) || letters.cost == 0 && words == 1)
	case isVowelless(first):
		return letters.cost < leadingCost && words == 1
	case firstUpper >= 2 || strings.Count(first, ".") >= 2:
		return isShouted(s.name) == isShouted(s.abbreviation) || upper*2 >= all || firstUpper >= 2 && words <= 4
	}
	return upper >= 2 && upper == len(strings.Fields(s.abbreviation)) && all <= upper*2 // "P C R"
}

// isVowelless knows an abbreviation that its owners write small: "dbv". No word of a name is like it.
func isVowelless(word string) bool {
	upper, all := capitals(word)
	return upper == 0 && all >= 2 && all <= 5 && all == len(word) && !strings.ContainsAny(word, "aeiouy")
}

func hasNumber(word string) bool { return strings.IndexFunc(word, unicode.IsDigit) > 0 }

// hasInnerCapital knows a short word such as "uS": its case is that of the initials that it is made of.
func hasInnerCapital(word string) bool {
	upper, all := capitals(word)
	first, _ := utf8.DecodeRuneInString(word)
	return upper == 1 && all == 2 && unicode.IsLower(first)
}

// inSameLetters says whether words that come again do so in the script that they are in: behind a name in another one, they
// are its transliteration.
func (s *split) inSameLetters() bool {
	return isLatin(s.abbreviation) || strings.Contains(strings.ToLower(s.name), strings.ToLower(s.abbreviation))
}

// isEpithet says whether words that come again in the name can be what it is called for short: no word of the language
// itself, as in "Workers Party of Workers".
func (s *split) isEpithet() bool {
	if english(s.abbreviation) > 0 || len(strings.Fields(s.name)) < 2 || startsLower(s.abbreviation) || startsLower(s.name) {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(s.abbreviation)) {
		if openWords[w] || foreignWords[w] {
			return false
		}
	}
	return true
}

// looksApart says whether an acronym stands before a name though its letters do not fit: the name has words of its own,
// not in capitals.
func (s *split) looksApart(words int) bool {
	next, _, _ := strings.Cut(s.name, " ")
	more := len(strings.Fields(s.name))
	group := words == 2 && strings.HasSuffix(s.abbreviation, ")")
	return (words == 1 || group) && (more >= 2 || !isLatin(s.name) || group) && !isShouted(next) && !startsLower(s.name)
}

// gaps are the places where an abbreviation can end: after each of the first words, and between an acronym and the
// capitalized word, or the bracket and the word, that are glued together.
func gaps(text string) []gap {
	const most = 10
	var out []gap
	open := 0
	runes := []rune(text)
	at := 0
	for i := 0; i < len(runes) && len(out) < most; i++ {
		c, size := runes[i], utf8.RuneLen(runes[i])
		switch {
		case c == '(' || c == '（' || c == '[':
			open++
		case c == ')' || c == '）' || c == ']':
			open = max(0, open-1)
			if open == 0 && i+1 < len(runes) && unicode.IsLetter(runes[i+1]) && i > 1 {
				out = append(out, gap{start: at + size, end: at + size})
			}
		case open > 0:
		case unicode.IsSpace(c) || c == '|':
			g, n := readGap(runes[i:], at)
			out, i, at = append(out, g), i+n-1, g.end
			continue
		case isSeam(runes, i):
			out = append(out, gap{start: at, end: at})
		case isCamel(runes, i):
			out = append(out, gap{start: at, end: at, camel: true})
		case c == ':' && i > 0 && i+1 < len(runes):
			out = append(out, gap{start: at, end: at + size, weak: true})
		}
		at += size
	}
	return out
}

// readGap reads white space and the dashes or bars in it.
func readGap(runes []rune, at int) (g gap, n int) {
	g.start = at
	blanks := 0
	for n < len(runes) {
		switch c := runes[n]; {
		case c == '\t' || c == '|':
			g.strong = true
		case c == '\u00a0' || c == '\u202f':
			g.weak = true
			blanks++
		case unicode.IsSpace(c):
			blanks++
		case strings.ContainsRune("–—-:=", c) && n+1 < len(runes) && unicode.IsSpace(runes[n+1]):
			g.weak = true
			blanks = -1 << 20 // blanks around a dash are no columns
		default:
			g.end = at
			g.strong = g.strong || blanks >= 2
			return g, n
		}
		at += utf8.RuneLen(runes[n])
		n++
	}
	g.end = at
	return g, n
}

// isSeam: "CPKCommunist": at the last capital, after two more and before a small letter.
func isSeam(runes []rune, i int) bool {
	return i >= 2 && i+2 < len(runes) && unicode.IsUpper(runes[i]) && unicode.IsUpper(runes[i-1]) && unicode.IsUpper(runes[i-2]) &&
		unicode.IsLower(runes[i+1]) && unicode.IsLower(runes[i+2]) || i >= 2 && unicode.IsUpper(runes[i-1]) && unicode.IsUpper(runes[i-2]) &&
		unicode.IsLetter(runes[i]) && isLatin(string(runes[i])) != isLatin(string(runes[i-1]))
}

// isCamel: "PR-ByHPartija": at a capital between a letter and a small one.
func isCamel(runes []rune, i int) bool {
	return i >= 2 && i+1 < len(runes) && unicode.IsUpper(runes[i]) && unicode.IsLetter(runes[i-1]) && unicode.IsLower(runes[i+1])
}

// cleanName takes the separators off both ends of a field.
func cleanName(s string) string {
	return strings.Trim(collapse(strings.Trim(collapse(s), "–—-:=|,;")), " ")
}
