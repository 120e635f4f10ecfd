package resolution

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A lister turns the passages under headings of signatories into blocks.
type lister struct {
	*reader
	register *Register
	section  Section
	numbered bool // most signatures of the present list have numbers
	bare     bool // … without a dot
	last     int  // the last number of the list before
	dashed   bool // countries stand behind a dash
	headed   bool // the first line of each chunk heads it
	glossed  bool // parentheses stand behind most names
}

// heading makes the block of a heading of signatories, and opens its section.
func (l *lister) heading(p passage) Block {
	first := l.section == ""
	l.section = sectionOf(p.plain, l.section)
	if l.section == "" || first && l.section == Additional && !strings.Contains(strings.ToLower(p.plain), "addition") && !strings.Contains(strings.ToLower(p.plain), "further") {
		l.section = Signed // the only supporters there are
	}
	b := Block{Kind: Signatories, Lines: p.lines, Label: p.label, Text: p.text, Section: l.section}
	dates := language.FindDates(p.text)
	var date language.DateSpan
	if b.Standard, date = standardOf(p.text, dates); date.End > 0 {
		b.Date, b.DateStart, b.DateEnd = date.Date, date.Start, date.End
	}
	if l.section == Later && b.Standard != StandardLater || l.section == Additional {
		b.Standard = ""
	}
	if b.Standard == "" && readMark(b.Label+" ").ordinal > 0 { // as in other headings, the number is text
		b.Label, b.Text = "", b.Label+" "+b.Text
	}
	return b
}

// look decides how the list that begins at i is numbered.
func (l *lister) look(passages []passage) {
	numbers, bare, dashed, grouped, all := 0, 0, 0, 0, 0
	last := l.last
	for _, p := range passages {
		if !p.inList {
			break
		}
		all++
		s := readSignature(p, true)
		if n := len(s.groups); n > 0 && s.groups[n-1][0] > 0 {
			grouped++
		}
		if _, _, ok := dashedCountry(s.text); ok {
			dashed++
		}
		if s.number == nil {
			continue
		}
		numbers++
		if s.mark != "" && strings.IndexFunc(s.mark, func(c rune) bool { return !unicode.IsDigit(c) }) < 0 && (*s.number == last+1 || *s.number == 1) {
			bare++
		}
		last = *s.number
	}
	l.last = last
	l.glossed = grouped >= 3 && grouped*4 >= all*3
	l.headed = hasChunkHeads(passages[:all])
	l.bare = bare >= 2 && bare*2 > all
	l.numbered = numbers*2 > all
	l.dashed = dashed >= 2 && dashed*2 > all
}

// block makes the block of a passage of the list; next is the one below it, nil if there is none.
func (l *lister) block(p passage, next *passage) Block {
	s := readSignature(p, l.bare)
	s.columns = p.columns
	s.dashed, s.glossed = l.dashed, l.glossed
	if s.mark == "" && l.isGroup(p, next) {
		return l.group(p, "")
	}
	if marked := collapse(s.text); s.mark != "" && next != nil && next.inList && (isArea(marked) || s.number == nil && strings.HasSuffix(marked, ":")) {
		p.text, p.plain = marked, marked // "• Africa:", "1. Asia"
		return l.group(p, s.mark)
	}
	if l.isClosing(p, s, next) {
		l.guess(p.lines, "slogan", "were read as a slogan: "+excerpt(p.plain), "")
		return Block{Kind: Slogan, Lines: p.lines, Text: p.text}
	}
	return Block{Kind: SignatoryOf, Lines: p.lines, Text: collapse(s.text), Section: l.section, Signatory: l.signatory(s, l.register)}
}

// group makes the heading of a group of signatures.
func (l *lister) group(p passage, label string) Block {
	if !isSignatoriesHeading(p.plain) {
		l.guess(p.lines, "group", "were read as a heading in the list of signatories: "+excerpt(p.plain), "")
	}
	b := l.heading(p)
	if label != "" {
		b.Label = label
	}
	return b
}

var groupWord = lazily(`(?i)^(?:\p{L}[\p{L}\p{M}’'-]*[ ,/&]+){0,5}(?:organi[sz]ations|parties|unions|groups|members|individuals|associations|movements|networks|supporters|observers|guests|candidates|committees|federations|initiatives|institutions|societies|libraries|societies|friends|delegations|sections|countries|regions)(?:(?: and| &|,|/)? (?:\p{L}[\p{L}’'-]*) ?(?:organi[sz]ations|parties|unions|groups|members|individuals|associations|movements|networks))?(?: (?:from|in|of|outside)(?: the)? .{1,40})?$`)

const longestCountry = 64 // bytes of a country's name that heads a group

// isGroup says whether a line is the heading of a group of signatures: a heading of signatories, a line that ends with a
// colon, a part of the world, a country alone, a sort of organizations, or an unnumbered line above numbered ones.
func (l *lister) isGroup(p passage, next *passage) bool {
	text := strings.TrimSpace(p.plain)
	core := withoutCount(headingCore(text))
	above := next != nil && next.inList
	switch {
	case p.form == headingForm || isSignatoriesHeading(text):
		return true
	case utf8.RuneCountInString(text) > 100 || !above:
		return false
	case l.headed && p.blankBefore && isBareName(p):
		return true
	case core != headingCore(text) && isCountry(core):
		return true
	case strings.HasSuffix(text, ":") || strings.HasSuffix(text, "："), isArea(core), isArea(readMark(core).rest):
		return true
	case len(core) <= longestCountry && isCountry(core):
		return !isArea(next.plain) && !isCountry(headingCore(next.plain))
	case groupWord.MatchString(core) && !hasAcronym(core) && p.blankBefore && !isNameOf(core):
		return true
	}
	if !l.numbered || isSignatoriesHeading(next.plain) || readSignature(*next, l.bare).number == nil {
		return false
	}
	return !hasCountry(text) && len(l.groupsOf(text)) == 0 && !hasAcronym(text) && !strings.ContainsAny(text, "!?")
}

// hasChunkHeads says whether a list is in chunks that blank lines part, two or more, and each begins with a word or two
// while most other lines have a gloss or a country.
func hasChunkHeads(passages []passage) bool {
	chunks, heads, shaped, others := 0, 0, 0, 0
	for i, p := range passages {
		switch {
		case isSignatoriesHeading(p.plain):
		case p.blankBefore:
			if chunks++; isBareName(p) && i+1 < len(passages) && !passages[i+1].blankBefore {
				heads++
			}
		default:
			if others++; isWholeSignature(p.plain) || hasCountry(p.plain) {
				shaped++
			}
		}
	}
	return chunks >= 2 && heads == chunks && others > chunks && shaped*2 >= others
}

// isBareName: one to three words in one line without number, gloss and country.
func isBareName(p passage) bool {
	words := p.words()
	return words >= 1 && words <= 3 && len(p.raw) == 1 && p.ordinal == 0 && !isWholeSignature(p.plain) && !hasCountry(p.plain) && !hasAcronym(p.plain) && readMark(p.plain).label == ""
}

// withoutCount takes off how many signatures a group has: "Africa (2)".
func withoutCount(text string) string {
	if text == "" || strings.IndexByte("0123456789)]", text[len(text)-1]) < 0 || len(text) > maxCountry {
		return text
	}
	return groupCount.ReplaceAllString(text, "")
}

var groupCount = lazily(`\s*(?:[(\[]\d{1,4}(?: \p{L}+)?[)\]]|[:–—-] ?\d{1,4})$`)

var groupAdjective = lazily(`(?i)^(?:member|other|supporting|further|affiliated|friendly|national|local|regional|\S+s)\b`)

// isNameOf knows the name of an organization among group words: "Mobile Libraries of Zimbabwe", but "Member unions of Peru".
func isNameOf(text string) bool {
	_, place, found := strings.Cut(text, " of ")
	_, known := countryOf(place)
	return found && known && !groupAdjective.MatchString(text)
}

func (l *lister) groupsOf(text string) [][2]int {
	groups, _ := parentheses(text)
	return groups
}

func hasAcronym(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return isAcronym(first) && !isShouted(text)
}

func hasCountry(text string) bool {
	comma := strings.LastIndexAny(text, commas+"\t")
	if comma < 0 {
		return false
	}
	_, n := utf8.DecodeRuneInString(text[comma:])
	_, known := countryOf(text[comma+n:])
	return known
}

// isClosing knows the slogan behind a numbered list: an exclamation of some words without number and country, after which
// nobody signs.
func (l *lister) isClosing(p passage, s signature, next *passage) bool {
	return (l.numbered || p.words() >= 4) && s.number == nil && l.section == Signed && (next == nil || !next.inList || isExclamation(next.plain)) && p.blankBefore &&
		isExclamation(p.plain) && p.words() > 2 && !hasCountry(p.plain)
}

// unheaded finds a list of signatories that has no heading: the last run of three or more numbered lines of a text, most of
// which are shaped like signatures and none like a clause.
func (r *reader) unheaded(passages []passage) {
	end := len(passages)
	for end > 0 && (passages[end-1].form != itemForm || passages[end-1].ordinal == 0) {
		if passages[end-1].inList || isProse(passages[end-1].plain) && !isAdopted(passages[end-1].plain) && noteMark.FindString(passages[end-1].plain) == "" {
			return
		}
		end--
	}
	start, shaped := end, 0
	for start > 0 && passages[start-1].form == itemForm && passages[start-1].style == passages[end-1].style {
		start--
		switch signs(passages[start]) {
		case -1:
			return
		case 1:
			shaped++
		}
	}
	if end-start < 3 || shaped*3 < (end-start)*2 {
		return
	}
	for i := start; i < end; i++ {
		passages[i].inList, passages[i].form = true, plainForm
	}
	lines := [2]int{passages[start].lines[0], passages[end-1].lines[1]}
	r.say(1, lines[0], "list-without-heading", fmt.Sprintf("%s were read as signatories, though no heading says so", span(lines)), "put “Signatories:” above them")
}

// signs says whether a numbered line is shaped like a signature: 1 yes, 0 perhaps, -1 no.
func signs(p passage) int {
	if endsClause(p.plain) && !strings.HasSuffix(p.plain, "!") || p.length() > 250 {
		return -1
	}
	groups, _ := parentheses(p.plain)
	found := splitName(p.plain, nil)
	if found.abbreviation != "" && found.score >= repeated || len(groups) > 0 && !isMostlyLower(p.plain) && (hasCountry(p.plain) || groups[len(groups)-1][1] == len(p.plain)) {
		return 1
	}
	return 0 // a country alone is what demands end with, too
}
