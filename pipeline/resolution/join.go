package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joins says whether row i goes on with the passage of the row above.
func (g *grouper) joins(i int) bool {
	row, above := &g.rows[i], &g.rows[i-1]
	switch {
	case above.head:
		return depth(collapse(above.text)) > 0 && isSignatoriesHeading(collapse(above.text)+" "+collapse(row.text))
	case row.source:
		return true
	case row.head || row.quoted != above.quoted:
		return false
	case row.quoted && strings.ContainsAny(row.text[:min(len(row.text), 3)], "–—―-"):
		return true
	case mover.MatchString(strings.TrimSpace(row.text)) && above.width < 100:
		return false
	case row.list:
		return g.joinsSignatory(row, above)
	case row.itself || above.list:
		return false
	case i < g.head && g.isPlaceAbove(i), above.lone && !row.itself && !row.list:
		return true
	case isDateOnly(row.text) && !endsSentence(above.text) && g.first == i-1 || isDateOnly(above.text) && g.first == i-1 && !startsLower(row.text):
		return false
	case i < g.head && g.partsHead(i):
		return false
	case len(g.out) == 1 && i-g.first < 4 && isDateOnly(row.text), len(g.out) == 1 && g.first == i-1 && kicker.MatchString(collapse(above.text)) && !startsLower(row.text):
		return false
	case len(g.out) == 1 && g.first == i-1 && !above.itself && above.width < 100 && row.width < 100 && !startsLower(row.text) && isDatelineText(collapse(row.text), true):
		return false // the title, and the dateline directly under it
	case g.first == i-1 && isAdopted(collapse(above.text)) && !startsLower(row.text) && !endsOpen(collapse(above.text)) && (g.wrap == 0 || above.width < g.wrap*2/3):
		return false
	case isAdopted(collapse(row.text)) && (g.wrap == 0 || above.width < g.wrap*2/3 || endsSentence(above.text)):
		return false
	case g.first == i-1 && notesHeading.MatchString(collapse(above.text)):
		return false
	case isNumberedPart(collapse(row.text)) || g.first == i-1 && isNumberedPart(collapse(above.text)):
		return false
	case g.wrap > 0:
		return g.joinsWrapped(row, above)
	case len(g.out) == 1 && g.first == i-1 && above.width < 80 && row.width >= 120 && !startsLower(row.text) && !above.itself:
		return false // the title, and the text directly under it
	case !endsSentence(above.text) || startsLower(row.text):
		g.guess([2]int{above.number, row.number}, "joined", "were read as one paragraph", "put a blank line between them if they are two")
		return true
	}
	return g.item != nil && row.indent > 0 && row.indent >= g.item.indent+2 && row.indent == textColumn(g.item)
}

// isNumberedPart knows the number of a part on a line of its own: "Article 12", "Section IV".
func isNumberedPart(text string) bool { return len(text) <= 40 && numberedPart.MatchString(text) }

var numberedPart = lazily(`^(?i:article|section|chapter|part|title|annex|clause|paragraph|point|resolution|motion|proposal)\s(?:[Nn]o\.?\s?)?(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])[.:]?$`)

// mover: who moved, seconded or sent a text, on a line of its own.
var mover = lazily(`^(?i:proposed|moved|seconded|tabled|submitted|presented|drafted|sponsored|supported)(?i: by)?:`)

// textColumn is the column at which the text of an item begins.
func textColumn(item *row) int {
	rest := strings.TrimLeftFunc(item.mark.rest, unicode.IsSpace)
	return utf8.RuneCountInString(item.text) - utf8.RuneCountInString(strings.TrimRightFunc(rest, unicode.IsSpace))
}

// joinsWrapped: in a wrapped text everything joins but exclamations on lines of their own, which would have had room on
// the line above, and the first lines of indented paragraphs.
func (g *grouper) joinsWrapped(row, above *row) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(row.text), " ")
	if g.solid && !startsLower(row.text) && g.partsSolid(row, above) {
		return false
	}
	room := above.indent+above.width+1+utf8.RuneCountInString(word) <= g.wrap
	if room && isExclamation(collapse(above.text)) && isExclamation(collapse(row.text)) && g.first >= 0 && g.exclaims() {
		return false
	}
	return !(g.item == nil && endsSentence(above.text) && row.indent >= above.indent+2 && !startsLower(row.text))
}

// partsSolid says whether a paragraph ends at a short line of a text without blank lines: with its sentence, or with a
// clause before another one, or it is the title.
func (g *grouper) partsSolid(row, above *row) bool {
	text := collapse(above.text)
	if endsClause(text) && opensClause(collapse(row.text)) {
		return true
	}
	return above.width < g.wrap*9/10 && (endsSentence(text) || strings.HasSuffix(text, ";") || len(g.out) == 1 && len(g.out[0].raw) == 1 && !endsOpen(text) && !endsClause(text))
}

// exclaims says whether the passage so far is one exclamation.
func (g *grouper) exclaims() bool {
	p := g.out[len(g.out)-1]
	return len(p.raw) == 1
}

// joinsSignatory says whether a line goes on with the signature above it.
func (g *grouper) joinsSignatory(row, above *row) bool {
	p := g.out[len(g.out)-1]
	text, before := collapse(row.text), collapse(above.text)
	switch {
	case !p.inList || row.mark.ordinal > 0 || row.itself || strings.HasSuffix(before, ":") || row.number == above.number:
		return false
	case row.mark.certain || row.mark.label != "" && row.mark.style == p.style:
		return false
	case unclosed(p.raw):
		return true
	case g.item != nil && g.item.mark.ordinal > 0 && row.indent > g.item.indent+1 && !strings.HasSuffix(text, ":"):
		return true
	case isArea(text) || isSignatoriesHeading(text) || strings.HasSuffix(text, ":") || isCountry(text) && !strings.HasSuffix(before, ","):
		return false
	case startsLower(text) && isWholeSignature(before) && isWholeSignature(text):
		return false // "ver.di Section (Section), Germany" under another one
	case startsLower(text) || strings.HasPrefix(text, "(") || strings.HasPrefix(text, "（"):
		return true
	case strings.HasSuffix(before, ",") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "–") || endsOpen(before):
		return true
	}
	return g.item != nil && g.item.mark.ordinal > 0 && g.wrap > 0 && above.width >= g.wrap*3/4
}

// isWholeSignature knows a signature that wants nothing more: it ends with its gloss or its country.
func isWholeSignature(text string) bool {
	groups, open := parentheses(text)
	if open || len(groups) == 0 {
		return false
	}
	return groups[len(groups)-1][1] == len(text) || hasCountry(text)
}

// unclosed says whether a signature of at most a few lines has a parenthesis to close.
func unclosed(raw []line) bool {
	const most = 4 // lines: one forgotten parenthesis must not swallow the list
	if len(raw) >= most {
		return false
	}
	text, _ := joinLines(raw)
	return depth(text) > 0
}

// endsOpen says whether a line ends with a word that wants another.
func endsOpen(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return openWords[strings.ToLower(last)] && last != text
}

var openWords = wordSet("of the and de du des la le les del de der die das für und e y et da do dos van voor von zur der i di della per para pour for in on to with & und og och ve")
