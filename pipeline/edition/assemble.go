package edition

import (
	"fmt"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

// Input is what an edition is made of.
type Input struct {
	Document  resolution.Document
	Matches   []match.Match // one a unit of segment.Units(Document), in their order; none for the source's own edition
	Phrases   Phrases       // of Language, from NewPhrases
	Language  language.Language
	Source    language.Language
	Settings  Settings
	Publisher PublisherSettings
	Date      language.Date // config's; zero: the dateline's
	Revision  int           // config's; 0 and 1: not corrected
}

// PublisherSettings is what config says of the publisher: name and imprint by language, the imprint's lines by line ends;
// the key "" is for every language that has none of its own.
type PublisherSettings struct {
	Name    map[string]string
	Email   string
	Imprint map[string]string
}

// NoDate is the date of a resolution that has none.
var NoDate = language.Date{Year: 1980, Month: 1, Day: 1}

// Assemble makes the edition. Blocks that have no translation to print are in the source's language, and marked so. The
// edition in the source's language holds the document's own text, and is always final.
//
// Findings: date-missing (the resolution has no date), date-form (CLDR has no date for the language, or the day does not
// exist), region-name (CLDR has no name of a country in the language).
func Assemble(in Input) (Edition, []finding.Finding) {
	a := assembler{in: in, file: in.Document.File, canonical: in.Language == in.Source, find: index(in.Matches)}
	e := Edition{
		Name: in.Document.Name, Language: in.Language, Source: in.Source,
		Date: a.date(), Revision: max(in.Revision, 1),
		Publisher:  publisher(in.Publisher, in.Language, in.Source),
		Blocks:     a.blocks(),
		Statistics: statistics(in.Matches, in.Settings),
		Phrases:    in.Phrases,
	}
	if a.canonical {
		e.Statistics = canonicalStatistics(in.Document, in.Settings)
	} else if in.Phrases.phrases != nil {
		e.PublicationMissing = in.Phrases.missing
	}
	e.Status = status(e.Statistics, e.PublicationMissing, in.Settings)
	if a.canonical {
		e.Status = Final
	}
	e.Title, e.TitleLanguage = title(e)
	if e.Revision > 1 {
		e.Notice = append(e.Notice, e.Phrases.Corrected(e.Revision))
	}
	if e.Status != Final {
		e.Notice = append(e.Notice, notice(e)...)
	}
	return e, a.findings
}

// assembler is the state of one Assemble.
type assembler struct {
	in        Input
	file      string
	canonical bool // the edition in the source's language
	find      matches
	findings  []finding.Finding
	said      map[string]bool // rules of which one finding is enough
}

// matches finds a block's match: by its place for the resolution's own units, by its text for shared ones.
type matches struct {
	byBlock map[int]*match.Match
	byText  map[unitText]*match.Match
}

type unitText struct {
	role segment.Role
	text string
}

func index(all []match.Match) matches {
	found := matches{make(map[int]*match.Match, len(all)), map[unitText]*match.Match{}}
	for i := range all {
		m := &all[i]
		if m.Unit.Role.Namespace() == "" {
			found.byBlock[m.Unit.Block] = m
		} else {
			found.byText[unitText{m.Unit.Role, m.Unit.Text}] = m
		}
	}
	return found
}

// passage is what is printed of a match.
func passage(m *match.Match) (string, Provenance) {
	switch {
	case m == nil || m.Target == "":
		return "", Untranslated
	case m.Class == match.Translated || m.Class == match.Exact:
		return m.Target, Own
	case m.Class == match.Changed:
		return m.Target, Outdated
	}
	return "", Untranslated
}

func (a *assembler) blocks() []Block {
	blocks := make([]Block, len(a.in.Document.Blocks))
	for i := range a.in.Document.Blocks {
		b := &a.in.Document.Blocks[i]
		out := Block{Kind: b.Kind, Level: b.Level, Label: a.label(b), Language: a.in.Language, Section: b.Section, Standard: b.Standard}
		switch {
		case b.Kind == resolution.SignatoryOf && b.Signatory != nil:
			a.signatory(&out, b)
		case a.canonical:
			out.Spans = spans(b.Text, a.in.Document.Markup)
		case b.Kind == resolution.Signatories && b.Standard != "":
			a.standardHeading(&out, b)
		default:
			a.text(&out, i, b)
		}
		a.mark(&out)
		blocks[i] = out
	}
	return blocks
}

// label is an item's mark in the digits of the language. That of a note stays as received, as its reference in the text does.
func (a *assembler) label(b *resolution.Block) string {
	if a.canonical || b.Kind != resolution.Item {
		return b.Label
	}
	return a.in.Language.Digits(b.Label)
}

// text sets a block that a translator translates.
func (a *assembler) text(out *Block, i int, b *resolution.Block) {
	m, source, date := a.matchOf(i, b)
	text, provenance := passage(m)
	if m == nil { // no unit: nothing in it to translate, but perhaps a date
		text, provenance = source, Own
		if strings.ContainsFunc(strings.ReplaceAll(source, segment.DateMark, ""), isLetter) {
			provenance = Untranslated
		}
	}
	if provenance == Untranslated {
		out.Provenance, out.Language = Untranslated, a.in.Source
		out.Spans = spans(b.Text, a.in.Document.Markup)
		return
	}
	if !date.IsZero() {
		text = strings.ReplaceAll(text, segment.DateMark, a.localDate(date, b.Lines[0]))
	}
	out.Provenance = provenance
	out.Spans = spans(text, a.in.Document.Markup)
}

// matchOf is a block's match with its source and date; nil for a block that is no unit.
func (a *assembler) matchOf(i int, b *resolution.Block) (*match.Match, string, language.Date) {
	if m := a.find.byBlock[i]; m != nil {
		return m, m.Unit.Text, m.Unit.Date
	}
	source, date := segment.BlockText(*b)
	return a.find.byText[unitText{segment.Role(b.Kind), source}], source, date
}

// standardHeading sets a heading of signatories that is one of the publication's own.
func (a *assembler) standardHeading(out *Block, b *resolution.Block) {
	date := ""
	if !b.Date.IsZero() {
		date = a.localDate(b.Date, b.Lines[0])
	}
	span := a.in.Phrases.Heading(b.Standard, date)
	if span.Text == "" || !span.Language.IsZero() {
		out.Provenance, out.Language = Untranslated, a.in.Source
		span = Span{Text: b.Text}
	}
	out.Spans = []Span{span}
}

// mark puts the textual mark on a passage that is not the edition's own. A signatory has it in its line, where the words
// are that it is for.
func (a *assembler) mark(out *Block) {
	if span := a.markOf(out.Provenance); span.Text != "" && out.Signatory == nil {
		out.Mark, out.MarkLanguage = span.Text, a.in.Phrases.in(span)
	}
}

func (a *assembler) markOf(p Provenance) Span {
	switch p {
	case Untranslated:
		return a.in.Phrases.say("mark-untranslated", nil, nil)
	case Outdated:
		return a.in.Phrases.say("mark-outdated", nil, nil)
	}
	return Span{}
}

// spans takes a text's inline notation apart.
func spans(text string, markup bool) []Span {
	inline := resolution.Inline(text, markup)
	out := make([]Span, len(inline))
	for i, s := range inline {
		out[i] = Span{Text: s.Text, Emphasis: s.Emphasis, Strong: s.Strong, URL: s.URL}
	}
	return out
}

// localDate is a date in the edition's language, in ISO form where CLDR has none.
func (a *assembler) localDate(d language.Date, line int) string {
	text, known := a.in.Language.Date(d)
	if !known {
		a.say(finding.Warning, line, "date-form", fmt.Sprintf("CLDR has no form of a date in %s: %s is printed", a.in.Language.Name(), text),
			"put the date into the translation in place of {date}")
	}
	return text
}

// date is the resolution's: config's, else the dateline's.
func (a *assembler) date() language.Date {
	if !a.in.Date.IsZero() {
		return a.in.Date
	}
	for i := range a.in.Document.Blocks {
		if b := &a.in.Document.Blocks[i]; b.Kind == resolution.Dateline && !b.Date.IsZero() {
			return b.Date
		}
	}
	a.say(finding.Info, 0, "date-missing", "the resolution has no date; its files are dated 1 January 1980",
		fmt.Sprintf("put date = %q under [resolution.%s] in config.toml", "2020-11-12", a.in.Document.Name))
	return NoDate
}

// say adds a finding, once a rule and text.
func (a *assembler) say(level finding.Level, line int, rule, what, do string) {
	if a.said == nil {
		a.said = map[string]bool{}
	}
	if a.said[rule+what] {
		return
	}
	a.said[rule+what] = true
	a.findings = append(a.findings, finding.Finding{Level: level, Place: finding.Place{File: a.file, Line: line}, Rule: rule, What: what, Do: do})
}
