package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// undivide puts words together that a line's end divides, where the text says that the hyphen is the line's and not the
// word's: the word stands whole elsewhere, or its parts are no words. The hyphens are dropped with a finding each.
func (g *grouper) undivide(lines []line) []line {
	out := lines
	for i := range len(lines) - 1 {
		if !isBrokenWord(out[i].text, collapse(out[i+1].text)) {
			continue
		}
		text := strings.TrimRightFunc(out[i].text, unicode.IsSpace)
		hyphen, n := utf8.DecodeLastRuneInString(text)
		before, after := lastLetters(text[:len(text)-n]), firstLetters(collapse(out[i+1].text))
		if hyphen != '\u00ad' && !g.isDivided(before, after) {
			continue
		}
		if &out[0] == &lines[0] {
			out = append([]line{}, lines...)
		}
		g.drop(out[i].number, "divided-word", string(hyphen), "the hyphen of “"+before+after+"”, which the line's end divides,")
		next := strings.TrimLeftFunc(out[i+1].text, unicode.IsSpace)
		word, rest, _ := strings.Cut(next, " ")
		out[i].text, out[i+1].text = text[:len(text)-n]+word, rest
	}
	return out
}

// isDivided says whether two parts are one word, divided.
func (g *grouper) isDivided(before, after string) bool {
	if g.words == nil {
		g.words = vocabulary(g.rows)
	}
	before, after = strings.ToLower(before), strings.ToLower(after)
	switch {
	case g.words[before+"-"+after] || hyphenPrefixes[before] || utf8.RuneCountInString(before) < 2 || utf8.RuneCountInString(after) < 2:
		return false
	case g.words[before+after]:
		return true
	}
	knownBefore, knownAfter := g.words[before] || englishWords[before], g.words[after] || englishWords[after]
	return !knownAfter && (!knownBefore || wordEndings[after])
}

// hyphenPrefixes are first parts of words that keep their hyphen.
var hyphenPrefixes = wordSet(`anti non self co ex pan semi ultra cross well long short high low far half multi post pre pro neo all so vice mid left right new old quasi pseudo counter over under re e`)

var wordEndings = wordSet(`ing ings er ers ed ment ments tion tions sion sions ness ship ships able ible ity ities ly ism ist ists al ous ive ful less est es ors or ian ians ance ence ies ers' ary ory ate ated ation ations`)

// vocabulary are the words of a text, hyphenated ones whole and in parts, in lower case; not the parts of divided ones.
func vocabulary(rows []row) map[string]bool {
	words := map[string]bool{}
	broken := false // the row above ends with a hyphen
	for _, row := range rows {
		fields := strings.FieldsFunc(strings.ToLower(row.text), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' && c != '\u2010' })
		for i, w := range fields {
			if i == 0 && broken || strings.HasSuffix(w, "-") || strings.HasSuffix(w, "\u2010") {
				continue
			}
			words[w] = true
		}
		broken = len(fields) > 0 && strings.ContainsAny(fields[len(fields)-1][max(0, len(fields[len(fields)-1])-3):], "-\u2010")
	}
	return words
}

// lastLetters are the letters that a text ends with, firstLetters those that it begins with.
func lastLetters(text string) string {
	for i := len(text); i > 0; {
		c, n := utf8.DecodeLastRuneInString(text[:i])
		if !unicode.IsLetter(c) {
			return text[i:]
		}
		i -= n
	}
	return text
}

func firstLetters(text string) string {
	if end := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }); end >= 0 {
		return text[:end]
	}
	return text
}
