package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Above the first paragraph, lines that no blank line parts may still be blocks of their own: whose text it is, the title,
// what it is about, where and when. A title of several lines is one block.

// headEnd is the index of the first row below a text's head: its first lines, chunk by chunk, as long as no chunk holds a
// sentence, a label or a signature.
func headEnd(rows []row) int {
	const most = 12 // lines of a chunk of the head
	end := 0
	for i := 0; i < len(rows); {
		from := i
		for i < len(rows) && !rows[i].blank() {
			if row := rows[i]; row.mark.label != "" || row.quoted || row.list || row.head || i-from > most || row.width > 100 && !isDatelineText(collapse(row.text), true) {
				return end
			}
			i++
		}
		if i > from && strings.HasSuffix(strings.TrimRight(rows[i-1].text, closers), ".") && !isDatelineText(collapse(rows[i-1].text), true) {
			return end
		}
		if end = i; i == from {
			i++
		}
	}
	return end
}

// partsHead says whether a line of the head begins a block of its own.
func (g *grouper) partsHead(i int) bool {
	text, above := collapse(g.rows[i].text), collapse(g.rows[i-1].text)
	switch {
	case documentMark.MatchString(text), documentMark.MatchString(above):
		return true
	case isDatelineText(text, true):
		return !startsLower(text) || datePrefix.FindString(text) != ""
	case isDatelineText(above, true) && !endsOpen(above):
		return true
	case strings.HasPrefix(text, "(") && isSubtitle(text):
		return true
	case startsLower(text) || endsOpen(above) || strings.HasSuffix(above, ","):
		return false
	case isSubtitle(text), typedTitle.MatchString(text), kicker.MatchString(above), isOrganizationName(above) && !isOrganizationName(text):
		return true
	}
	return opensTitle(text) && !isShouted(above)
}

// documentMark is what a registry puts above a document: its symbol, and to whom and in which language it goes.
var documentMark = lazily(`^(?:[A-Z]{1,8}(?:[/-][A-Z0-9][A-Z0-9().-]*){2,}|(?i:distr(?:ibution)?\.?|original|agenda item|item|ref(?:erence)?|our ref|your ref|document|doc)\.?(?: no\.?)?: ?.{1,40})$`)

// isPlaceAbove says whether the line above a date is the place: "Zomba, Malawi" above "8 August 2018".
func (g *grouper) isPlaceAbove(i int) bool {
	place := collapse(g.rows[i-1].text)
	return i-1 == g.first && len(g.out) > 1 && isDateOnly(g.rows[i].text) && len(strings.Fields(place)) <= 4 && !isShouted(place) &&
		(hasCountry(place) || len(strings.Fields(place)) == 1 && strings.HasSuffix(place, ","))
}

// subtitle: what sort of text it is, and whose: "A statement of the …", "Motion 14 to the Congress", "(adopted by …)".
var subtitle = lazily(`^(?i:an? |the )?(?i:(?:joint|open|final|common|public|draft|political|international|solidarity|emergency|revised) )*(?i:resolution|statement|declaration|appeal|call|letter|motion|position|message|manifesto|memorandum|petition|proclamation|press release|position paper|decision|report|contribution|proposal)s?(?:\s(?i:of|by|to|from|for|adopted|issued|submitted|in|no\.?|nr\.?)\s|\s\d)|^\([^()]+\)$`)

func isSubtitle(text string) bool { return subtitle.MatchString(text) }

var organizationNouns = wordSet(`federation union association council network league committee forum alliance congress society movement party church conference
	assembly board confederation organisation organization coalition front institute fellowship guild brotherhood commission secretariat circle initiative collective parliament synod chamber`)

// isOrganizationName says whether a line is the name of a body, and neither its text's title nor a sentence.
func isOrganizationName(text string) bool {
	if len(text) > 300 || endsClause(text) || typeWord.MatchString(text) || topicWord.MatchString(text) || strings.ContainsAny(text, ":!?“”„«»\"") {
		return false
	}
	named := false
	for w := range strings.FieldsFuncSeq(text, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' && c != '’' && c != '\'' }) {
		lower := strings.ToLower(w)
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case organizationNouns[lower]:
			named = true
		case verbs[lower], unicode.IsLower(first) && !openWords[lower]:
			return false
		}
	}
	return named
}

var verbs = wordSet(`are is was were be must shall should will can needs need not no we our us has have calls call demands demand stands stand wants want says say remains against for`)

// opensTitle says whether a line begins with a word that goes on with nothing: "A Word on the Bells".
func opensTitle(text string) bool {
	word, rest, _ := strings.Cut(text, " ")
	return rest != "" && titleOpeners[word]
}

var titleOpeners = map[string]bool{"A": true, "An": true, "The": true, "On": true, "For": true, "To": true, "Against": true, "No": true}
