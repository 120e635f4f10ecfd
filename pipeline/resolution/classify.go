package resolution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A classifier gives each passage its kind. Kinds are set from the surest to the least sure; one that is set stays.
type classifier struct {
	*reader
	passages []passage
	kinds    []Kind
	title    int             // index of the title, -1: none
	end      int             // index of the first passage that is not of the body: a list of signatories, or the number of passages
	prose    int             // index of the body's last paragraph
	body     int             // index of the last passage that a heading can stand above
	flush    int             // paragraphs that are not indented
	indented int             // paragraphs that are
	referred map[string]bool // marks of notes that the text refers to
}

// minIndent is the least indentation, in columns, of a quotation without marks.
const minIndent = 3

// classify gives the kinds of all passages that are not in a list of signatories ("" for those).
func (r *reader) classify(passages []passage) []Kind {
	c := &classifier{reader: r, passages: passages, kinds: make([]Kind, len(passages)), title: -1, end: len(passages)}
	for i, p := range passages {
		if p.inList || p.headed && i+1 < len(passages) && passages[i+1].inList || c.isListHeading(i) {
			c.end = min(c.end, i)
			if !p.inList {
				c.kinds[i] = Signatories
			}
		}
	}
	c.survey()
	c.head()
	c.notes()
	c.numberedHeadings()
	for i := range passages {
		c.sure(i)
	}
	c.slogans()
	for i := range passages {
		if c.kinds[i] == "" && !passages[i].inList {
			c.kinds[i] = c.rest(i)
		}
	}
	return c.kinds
}

// isListHeading says whether a heading of signatories stands here, with a list under it.
func (c *classifier) isListHeading(i int) bool {
	const most = 3 // headings, one under the other
	for end := i + most; i < min(len(c.passages), end) && !c.passages[i].inList; i++ {
		if !isSignatoriesHeading(c.passages[i].plain) {
			return false
		}
		if i+1 < len(c.passages) && c.passages[i+1].inList {
			return true
		}
	}
	return false
}

// sure sets the kinds that a passage shows by itself.
func (c *classifier) sure(i int) {
	p := c.passages[i]
	if c.kinds[i] != "" || p.inList {
		return
	}
	switch {
	case p.form == headingForm:
		c.kinds[i] = Heading
	case p.form == itemForm:
		c.kinds[i] = Item
	case p.form == noteForm:
		c.kinds[i] = Note
	case p.form == verbatim:
		c.kinds[i] = Paragraph
	case isAdopted(p.plain):
		c.kinds[i] = Adopted
		c.guess(p.lines, "adopted", "were read as the note of adoption: "+excerpt(p.plain), "")
	case i > c.title+1 && isDateOnly(p.plain) && c.atEnd(i):
		c.kinds[i] = Dateline
		c.guess(p.lines, "dateline", "were read as the dateline: "+excerpt(p.plain), "")
	}
}

// survey counts the paragraphs of the body.
func (c *classifier) survey() {
	c.prose = -1
	for i, p := range c.passages[:c.end] {
		if p.form != plainForm && p.form != headingForm || isProse(p.plain) || endsSentence(p.plain) && p.words() > 3 {
			c.body = i
		}
		if p.form != plainForm || !isProse(p.plain) {
			continue
		}
		if !isAdopted(p.plain) && !isExclamation(p.plain) {
			c.prose = i
		}
		if p.indent < minIndent {
			c.flush++
		} else {
			c.indented++
		}
	}
}

// atEnd says whether nothing but short lines stands between a passage and the signatories or the end.
func (c *classifier) atEnd(i int) bool { return i > c.prose }

// slogans are the run of exclamations between the last paragraph and the signatories or the end.
func (c *classifier) slogans() {
	for i := c.end - 1; i > c.title; i-- {
		p := c.passages[i]
		switch {
		case c.kinds[i] == Dateline || c.kinds[i] == Adopted || c.kinds[i] == Note:
		case c.kinds[i] == "" && complimentaryClose.MatchString(p.plain) && p.length() < 120 && !isExclamation(p.plain):
		case c.kinds[i] == "" && isExclamation(p.plain) && !salutation.MatchString(p.plain):
			c.kinds[i] = Slogan
			c.guess(p.lines, "slogan", "were read as a slogan: "+excerpt(p.plain), "")
		case c.kinds[i] == "" && i+1 < c.end && c.kinds[i+1] == Slogan && !c.passages[i+1].blankBefore && isUnfinished(p):
			c.kinds[i] = Slogan
			c.guess(p.lines, "slogan", "were read as a slogan: "+excerpt(p.plain), "")
		default:
			return
		}
	}
}

// complimentaryClose is how letters end, with the writer's name.
var complimentaryClose = lazily(`(?i)^(?:in solidarity|in struggle|with (?:\p{L}+ ){0,3}(?:greetings|regards|salutes?|wishes)|(?:yours|fraternally|sincerely|respectfully)\b|(?:for|on behalf of) the )`)

// isUnfinished: a short line that ends with an ellipsis, as a slogan may that others follow directly.
func isUnfinished(p passage) bool {
	return p.form == plainForm && len(p.raw) == 1 && p.words() <= 14 && (strings.HasSuffix(p.plain, "…") || strings.HasSuffix(p.plain, "..."))
}

// isExclamation: a short text of nothing but sentences that end with "!".
func isExclamation(text string) bool {
	const most = 150 // characters; the longest slogans seen have 120
	core := strings.TrimRight(text, closers)
	if !strings.HasSuffix(core, "!") && !strings.HasSuffix(core, "！") || utf8.RuneCountInString(text) > most {
		return false
	}
	for i, c := range core {
		if strings.ContainsRune(".?;。؟", c) {
			next, _ := utf8.DecodeRuneInString(core[i+utf8.RuneLen(c):])
			before := core[strings.LastIndexByte(core[:i], ' ')+1 : i]
			if c != '.' || unicode.IsSpace(next) && utf8.RuneCountInString(before) > 3 {
				return false
			}
		}
	}
	return strings.Count(core, "!") <= 4
}

// rest is the kind of what nothing surer was found for.
func (c *classifier) rest(i int) Kind {
	p := c.passages[i]
	switch {
	case p.form == quoteForm:
		return Quote
	case isQuotation(p.plain):
		c.guess(p.lines, "quote", "stand in quotation marks and were read as a quotation", "")
		return Quote
	case c.isIndentedQuote(i):
		c.guess(p.lines, "quote", "are indented and were read as a quotation", "")
		return Quote
	case c.isHeading(i):
		c.guess(p.lines, "heading", "were read as a heading: "+excerpt(p.plain), "")
		return Heading
	}
	return Paragraph
}

// isHeading: a short line between blank lines, without final punctuation, with text of the body under it.
func (c *classifier) isHeading(i int) bool {
	p := c.passages[i]
	if p.form == headingForm {
		return true
	}
	alone := (p.blankBefore && p.blankAfter || p.inHead || isNumberedPart(p.plain)) && len(p.raw) <= 2 && !mover.MatchString(p.plain)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.plain, closers))
	return p.form == plainForm && alone && p.length() <= 100 && p.words() <= 14 && !strings.ContainsRune(enders+",;-–", last) &&
		strings.IndexFunc(p.plain, unicode.IsLetter) >= 0 && !startsLower(p.plain) && c.hasBody(i+1) && (!c.leadsIn(i) || p.bare != "") && !(i > c.title && complimentaryClose.MatchString(p.plain)) && !opensClause(p.plain) && !isParenthesis(p.plain) && !strings.Contains(p.plain, "://") && !strings.Contains(p.plain, "@")
}

// isParenthesis says whether a text stands in parentheses from beginning to end.
func isParenthesis(text string) bool {
	groups, _ := parentheses(text)
	return len(groups) == 1 && groups[0] == [2]int{0, len(text)}
}

// leadsIn says whether a line is the beginning of a sentence that the items under it go on with: "We therefore".
func (c *classifier) leadsIn(i int) bool {
	next := c.passages[i+1]
	return next.form == itemForm && startsLower(next.plain)
}

// hasBody says whether a passage is of the body and not a mere line before the signatories.
func (c *classifier) hasBody(i int) bool {
	return i < c.end && i <= c.body && c.kinds[i] != Note && c.kinds[i] != Adopted && c.kinds[i] != Slogan
}

// isIndentedQuote: an indented paragraph in a text whose paragraphs are not.
func (c *classifier) isIndentedQuote(i int) bool {
	p := c.passages[i]
	if c.isVerse(p) {
		return true
	}
	if p.form != plainForm || p.indent < minIndent || !isProse(p.plain) || i == 0 || c.kinds[i-1] == Item || c.flush <= c.indented {
		return false
	}
	return !slices.ContainsFunc(p.raw, func(l line) bool { return columns(l.text) < minIndent })
}

// isVerse: some short lines, all indented, in a text whose paragraphs are not, and hardly any of them a sentence.
func (c *classifier) isVerse(p passage) bool {
	const least, indent, widest = 3, 2, 60
	if p.form != plainForm || p.label != "" || len(p.raw) < least || c.flush <= c.indented {
		return false
	}
	ended := 0
	for _, l := range p.raw {
		if columns(l.text) < indent || utf8.RuneCountInString(strings.TrimSpace(l.text)) > widest {
			return false
		}
		if strings.HasSuffix(l.text, ".") {
			ended++
		}
	}
	return ended*2 <= len(p.raw)
}

// numberedHeadings: where most labels of one style stand before short lines with paragraphs under them, they number the
// sections of the text, and the lines are headings. The number stays in their text.
func (c *classifier) numberedHeadings() {
	short, all := map[string]int{}, map[string]int{}
	candidate := func(i int) bool {
		p := c.passages[i]
		next := i + 1
		return p.form == itemForm && p.ordinal > 0 && p.level == 0 && p.length() <= 80 && !endsClause(p.plain) && p.blankAfter && p.plain != "" &&
			c.hasBody(next) && c.passages[next].style != p.style && (c.passages[next].form != itemForm || c.passages[next].indent >= p.indent)
	}
	for i := range c.end {
		if p := c.passages[i]; p.form == itemForm {
			all[p.style]++
			if candidate(i) {
				short[p.style]++
			}
		}
	}
	for i := range c.end {
		p := &c.passages[i]
		if p.form == itemForm && short[p.style] >= 2 && short[p.style]*4 >= all[p.style]*3 && candidate(i) {
			c.kinds[i] = Heading
			p.text, p.plain, p.label, p.form = p.label+" "+p.text, p.label+" "+p.plain, "", headingForm
			c.guess(p.lines, "heading", "were read as a numbered heading: "+excerpt(p.plain), "")
		}
	}
}
