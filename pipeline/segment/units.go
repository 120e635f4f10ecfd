package segment

import (
	"strings"
	"unicode"

	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// Signatories is the role of a heading of signatories that is no standard one.
const Signatories = Role(resolution.Signatories)

// roles says where the units of a role are kept, and the letter of their keys. Every role that Units gives has a line.
var roles = map[Role]struct{ namespace, letter string }{
	Role(resolution.Title):     {"", "t"},
	Role(resolution.Dateline):  {"", "d"},
	Role(resolution.Heading):   {"", "h"},
	Role(resolution.Paragraph): {"", "p"},
	Role(resolution.Item):      {"", "i"},
	Role(resolution.Quote):     {"", "q"},
	Role(resolution.Note):      {"", "n"},
	Role(resolution.Adopted):   {"", "a"},
	Signatories:                {"", "s"},
	Role(resolution.Slogan):    {"slogan", ""},
	Gloss:                      {"org", ""},
	Place:                      {"place", ""},
	Publication:                {"publication", ""},
}

// Namespace is the first part of a shared unit's key: "slogan", "org", "place" or "publication". It is "" for a unit that
// belongs to its resolution alone.
func (r Role) Namespace() string { return roles[r].namespace }

// Letter begins the last part of the keys of a resolution's own units, as "p" in ten-years.p-7k2mq. It is "" for shared
// roles, and "x" for a role that nobody has named.
func (r Role) Letter() string {
	if known, ok := roles[r]; ok {
		return known.letter
	}
	return "x"
}

// Units are what a translator of doc translates, in reading order. A slogan, gloss or place that recurs is one unit, that
// of its first place. Native names, abbreviations, standard headings of signatories and texts without a letter to
// translate ("* * *", a dateline that is nothing but its date) are no units.
func Units(doc resolution.Document) []Unit {
	c := collector{doc: doc, shared: map[sharedText]bool{}}
	for i, b := range doc.Blocks {
		if b.Kind == resolution.SignatoryOf {
			c.signatory(i, b)
			continue
		}
		if b.Kind != resolution.Signatories || b.Standard == "" {
			c.block(i, b)
		}
		if b.Kind == resolution.Heading {
			c.under = b.Text
		}
	}
	return c.units
}

type sharedText struct {
	role Role
	text string
}

type collector struct {
	doc    resolution.Document
	under  string
	shared map[sharedText]bool
	units  []Unit
}

func (c *collector) block(i int, b resolution.Block) {
	text, date := BlockText(b)
	c.add(Unit{Role: Role(b.Kind), Text: text, Date: date, Under: c.under, Block: i, Line: b.Lines[0], Markup: c.doc.Markup})
}

func (c *collector) signatory(i int, b resolution.Block) {
	s := b.Signatory
	if s == nil {
		return
	}
	c.add(Unit{Role: Gloss, Text: oneLine(s.Gloss), Block: i, Line: b.Lines[0]})
	if s.Region == "" {
		c.add(Unit{Role: Place, Text: oneLine(s.Country), Block: i, Line: b.Lines[0]})
	}
}

func (c *collector) add(u Unit) {
	if !translatable(u) {
		return
	}
	if u.Role.Namespace() != "" {
		u.Under = ""
		at := sharedText{u.Role, u.Text}
		if c.shared[at] {
			return
		}
		c.shared[at] = true
	}
	u.Words = Words(withoutDate(u))
	c.units = append(c.units, u)
}

// BlockText is the text of the unit that b would be: its text, with {date} where its date stands. The date is zero where
// the text has none.
func BlockText(b resolution.Block) (string, language.Date) {
	dated := b.Date != (language.Date{}) && 0 <= b.DateStart && b.DateStart < b.DateEnd && b.DateEnd <= len(b.Text)
	if !dated {
		return oneLine(b.Text), language.Date{}
	}
	return oneLine(b.Text[:b.DateStart] + DateMark + b.Text[b.DateEnd:]), b.Date
}

func translatable(u Unit) bool { return strings.ContainsFunc(withoutDate(u), unicode.IsLetter) }

func withoutDate(u Unit) string {
	if u.Date == (language.Date{}) {
		return u.Text
	}
	return strings.ReplaceAll(u.Text, DateMark, "")
}

// UnitText is a text in the form that units have: NFC, each run of white space one blank, none at the ends.
func UnitText(text string) string { return normal(oneLine(text)) }

// oneLine makes each run of white space one blank, as units promise, whatever the block held. U+00A0 and its like are
// characters of the text and stay.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r == ' ' || '\t' <= r && r <= '\r'
	}), " ")
}
