package resolution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	salutation = lazily(`(?i)^(?:dear|to (?:all|the|our)|comrades|friends|sisters|brothers|colleagues|honou?red|esteemed|greetings|ladies)\b`)
	typeWord   = lazily(`(?i)(?:^|\P{L})(?:resolution|statement|declaration|appeal|call|press release|communiqu[eé]|communication|letter|issued|published|release[d]?|dated?|version|revised|motion|message|manifesto|position paper|proclamation|decision|circular|bulletin)s?(?:\P{L}|$)`)
	topicWord  = lazily(`(?i)\b(?:on the|on|about|against|regarding|concerning|towards?|solidarity with|in support of|in favou?r of|occasion)\b`)
	kicker     = lazily(`(?i)^(?:(?:joint|open|draft|final|common|press|emergency|public|international) )*(?:resolution|statement|declaration|appeal|call|letter|press release|release|communiqu[eé]|motion|manifesto)(?: (?:no\.?|nr\.?|number|#)? ?[\d/.-]+)?$`)
)

// head finds the title, the dateline and how the text was adopted, above the first paragraph.
func (c *classifier) head() {
	first := max(0, slices.IndexFunc(c.passages[:c.end], func(p passage) bool { return p.forwarded }))
	for i := first; i < c.end; i++ {
		p := c.passages[i]
		switch {
		case p.inHead && (documentMark.MatchString(p.plain) || isLetterhead(p.plain)):
			c.kinds[i] = Paragraph
		case isAdopted(p.plain) && !isAdoptionDate(p.plain):
			c.kinds[i] = Adopted
		case c.isDateline(i):
			c.kinds[i] = Dateline
			c.guess(p.lines, "dateline", "were read as the dateline: "+excerpt(p.plain), "")
		case c.title < 0 && c.isTitle(i):
			c.setTitle(i)
		case c.title < 0 && p.form == plainForm && (kicker.MatchString(p.plain) || isOrganizationName(p.plain) || c.typedBelow(i)):
			c.kinds[i] = Heading
			c.guess(p.lines, "heading", "were read as a heading: "+excerpt(p.plain), "")
		case c.title >= 0 && c.isSloganAboveDate(i):
			c.kinds[i] = Slogan
			c.guess(p.lines, "slogan", "were read as a slogan: "+excerpt(p.plain), "")
		case c.title >= 0 && c.isHeading(i) || p.form == headingForm:
		default:
			return
		}
	}
}

// isLetterhead knows the line of a letter's head that says where to write or to call.
func isLetterhead(text string) bool {
	return strings.Contains(text, "@") || strings.Contains(text, "www.") || strings.Contains(text, "://") || telephone.MatchString(text)
}

var telephone = lazily(`(?i)\b(?:tel|fax|phone|telephone|mobile)\b[.:]* ?[+(\d]`)

// isSloganAboveDate: an exclamation under the title with the dateline under it, other exclamations between them aside.
func (c *classifier) isSloganAboveDate(i int) bool {
	for j := i; j < c.end; j++ {
		switch p := c.passages[j]; {
		case isExclamation(p.plain) && !salutation.MatchString(p.plain):
		default:
			return j > i && c.isDateline(j)
		}
	}
	return false
}

func (c *classifier) setTitle(i int) {
	c.title, c.kinds[i] = i, Title
	if c.passages[i].form != headingForm {
		c.guess(c.passages[i].lines, "title", "were read as the title: "+excerpt(c.passages[i].plain), "")
	}
}

// isTitle: the first short text that is no sentence, or the first heading of Markdown's first level.
func (c *classifier) isTitle(i int) bool {
	p := c.passages[i]
	if p.form == headingForm {
		return p.level <= 1 || i == 0
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.plain, closers))
	if p.form != plainForm || c.isTooLong(i) || strings.ContainsRune(".,;:", last) || salutation.MatchString(p.plain) && !c.isAddress(i) {
		return false
	}
	if kicker.MatchString(p.plain) && i+1 < c.end && c.passages[i+1].form == plainForm && c.passages[i+1].length() <= 150 &&
		!c.isDateline(i+1) && !endsClause(c.passages[i+1].plain) && c.passages[i+1].words() >= 2 {
		return false // "RESOLUTION" above the title proper
	}
	if isOrganizationName(p.plain) && c.titleBelow(i) || c.typedBelow(i) {
		return false
	}
	return strings.IndexFunc(p.plain, unicode.IsLetter) >= 0
}

// titleBelow says whether the title stands below the name of the body whose text it is: directly, or with a word on what it
// is or is about.
func (c *classifier) titleBelow(i int) bool {
	if i+1 >= c.end || c.isDateline(i+1) {
		return false
	}
	next := c.passages[i+1]
	return next.form == plainForm && next.length() <= 200 && next.words() >= 2 && !endsClause(next.plain) && !strings.HasPrefix(next.plain, "(") && !startsLower(next.plain) &&
		(!next.blankBefore || typeWord.MatchString(next.plain) || topicWord.MatchString(next.plain))
}

// typedTitle begins with what sort of text it is, and says what it is about: "Resolution 7: Subsidies are not alms".
var typedTitle = lazily(`^(?i:(?:draft|final|joint|emergency) )*(?i:resolution|motion|statement|declaration|appeal|manifesto|petition)(?: (?:no\.? ?)?[\d/.-]+)?(?:: | [–—-] )\S`)

// typedBelow says whether such a title stands below, in the lines that no blank one parts from this.
func (c *classifier) typedBelow(i int) bool {
	if typedTitle.MatchString(c.passages[i].plain) {
		return false
	}
	for i++; i < c.end && !c.passages[i].blankBefore; i++ {
		text := c.passages[i].plain
		isTyped := typedTitle.MatchString(text) || kicker.MatchString(text) && i+1 < c.end && !c.passages[i+1].blankBefore && !c.isDateline(i+1)
		if isTyped {
			return c.passages[i].inHead
		}
	}
	return false
}

// isTooLong: a title has at most two hundred letters, or as many again where nothing but the date stands under it.
func (c *classifier) isTooLong(i int) bool {
	p := c.passages[i]
	if i+1 < c.end && isDateOnly(c.passages[i+1].plain) {
		return p.length() > 400
	}
	return p.length() > 200 || p.words() > 30
}

// dedication: a title that says for what, not to whom.
var dedication = lazily(`^To the (?i:memory|honou?r|defen[cs]e|victims|attention|aid|rescue)\b`)

// isAddress: a title such as "To All Who Bake at Night", with the dateline under it.
func (c *classifier) isAddress(i int) bool {
	p := c.passages[i]
	return i+1 < c.end && !endsClause(p.plain) && (c.isDateline(i+1) || dedication.MatchString(p.plain) && p.blankAfter)
}

// isDateline: a short text with a date and little else, above the first paragraph.
func (c *classifier) isDateline(i int) bool {
	p := c.passages[i]
	return p.form != itemForm && p.form != verbatim && isDatelineText(p.plain, c.title >= 0)
}

// isDatelineText says whether a line above the first paragraph is a dateline. Without a title above it, a line that says
// what it is about ("on the …") is the title, though it has a date.
func isDatelineText(text string, titled bool) bool {
	if len(text) > 600 || utf8.RuneCountInString(text) > 160 {
		return false
	}
	dates := dateSpans(text)
	if len(dates) == 0 {
		dates = unclearDates(text)
	}
	if len(dates) == 0 || isSignatoriesHeading(text) {
		return false
	}
	if isDateOnly(text) {
		return true
	}
	d := dates[len(dates)-1]
	rest := text[:d.Start] + " " + text[d.End:]
	before, after := strings.TrimRight(text[:d.Start], " "), strings.Trim(text[d.End:], " .)")
	set := before == "" || strings.ContainsAny(before[len(before)-1:], ",(|/:-") || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "—") || strings.HasSuffix(before, "·")
	switch {
	case len(strings.Fields(rest)) > 14 || endsSentence(text) && !strings.HasSuffix(text, ".") || len(after) > 40 && !(before == "" && strings.IndexAny(after, "–—|/·-") == 0):
		return false
	case topicWord.MatchString(before) && !strings.HasSuffix(before, " on") && !titled:
		return false
	}
	return typeWord.MatchString(rest) || set && !endsSentence(text)
}

var datePrefix = lazily(`(?i)^(?:(?:issued|dated?|released|published|done|given|signed|adopted|written|resolution|statement|declaration|as|version)(?:[ :,]+|$))?(?:(?:in|at|on|of|from|by)[ :]+)?`) // whole words: Asunción, Athens

// isDateOnly: a date alone, or with at most a place and a weekday: "Lisbon, 12 November 2020".
func isDateOnly(text string) bool {
	text = collapse(text)
	if len(text) > 120 {
		return false
	}
	dates := dateSpans(text)
	if len(dates) != 1 {
		return false
	}
	before := strings.Trim(datePrefix.ReplaceAllString(text[:dates[0].Start], ""), " ,.:()[]–—-/|")
	after := strings.Trim(text[dates[0].End:], " ,.:()[]–—-/|")
	for _, word := range []string{" the", " this", " on"} {
		before = strings.TrimRight(strings.TrimSuffix(before, word), " ,")
	}
	words := strings.Fields(before + " " + after)
	if len(words) > 5 || strings.ContainsAny(before, "()") {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		lower := strings.ToLower(strings.Trim(w, ",.-–/"))
		if unicode.IsLower(first) && !openWords[lower] && lower != "on" && lower != "at" || typeWord.MatchString(w) {
			return false
		}
	}
	// A name without a comma is a place only if it is one word: "Lisbon 12 May 2020", but "Labour Day 1 May 2020".
	return before == "" || len(strings.Fields(before)) == 1 || strings.ContainsAny(text[:dates[0].Start], ",(/–—-:")
}
