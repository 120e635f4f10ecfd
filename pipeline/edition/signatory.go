package edition

import (
	"fmt"
	"strings"
	"unicode"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

// signatory sets one signature: name and abbreviation as received, gloss and country in the edition's language. The
// edition in the source's language keeps the line as received.
func (a *assembler) signatory(out *Block, b *resolution.Block) {
	received := b.Signatory
	s := &Signatory{
		Number:       a.signatureNumber(received),
		Abbreviation: received.Abbreviation,
		Name:         received.Name, NameLanguage: received.Language,
		Gloss: received.Gloss, GlossLanguage: a.in.Source,
		Country: received.Country, CountryLanguage: a.in.Source,
	}
	out.Signatory = s
	if a.canonical {
		out.Spans = s.receivedSpans(b.Text, a.in.Source)
		return
	}
	gloss, country := a.gloss(s), a.country(s, received, b.Lines[0])
	out.Provenance = max(gloss, country)
	out.Spans = s.spans(a.in.Language, a.markOf(gloss), a.markOf(country))
}

// signatureNumber keeps the number, and the punctuation that it was received with, in the digits of the language.
func (a *assembler) signatureNumber(received *resolution.Signatory) string {
	if a.canonical || received.Number == nil {
		return received.Mark
	}
	number := a.in.Language.Number(*received.Number)
	first := strings.IndexFunc(received.Mark, unicode.IsDigit)
	if first < 0 {
		return number + "."
	}
	last := strings.LastIndexFunc(received.Mark, unicode.IsDigit)
	_, after := cutRune(received.Mark[last:])
	return received.Mark[:first] + number + after
}

// cutRune parts the first character from the rest.
func cutRune(s string) (string, string) {
	for i := range s {
		if i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// gloss translates the gloss, and leaves it out where it says what the native name says already.
func (a *assembler) gloss(s *Signatory) Provenance {
	if s.Gloss == "" {
		s.GlossLanguage = language.Language{}
		return Own
	}
	m := a.find.byText[unitText{segment.Gloss, oneLine(s.Gloss)}]
	if text, provenance := passage(m); provenance != Untranslated {
		s.Gloss, s.GlossLanguage = text, a.in.Language
		if strings.EqualFold(oneLine(s.Gloss), oneLine(s.Name)) {
			s.Gloss, s.GlossLanguage = "", language.Language{}
			return Own
		}
		return provenance
	}
	if m == nil && !strings.ContainsFunc(s.Gloss, isLetter) { // nothing in it to translate
		return Own
	}
	if strings.EqualFold(oneLine(s.Gloss), oneLine(s.Name)) {
		s.Gloss, s.GlossLanguage = "", language.Language{}
		return Own
	}
	return Untranslated
}

// country is CLDR's name of the country, or the translation of a place that CLDR does not know.
func (a *assembler) country(s *Signatory, received *resolution.Signatory, line int) Provenance {
	switch {
	case received.Country == "":
		s.CountryLanguage = language.Language{}
		return Own
	case received.Region != "":
		name, known := a.in.Language.Region(received.Region)
		if known {
			s.Country, s.CountryLanguage = name, a.in.Language
			return Own
		}
		a.say(finding.Info, line, "region-name", fmt.Sprintf("CLDR does not name the country %s in %s: its name is printed as received", received.Region, a.in.Language.Name()), "")
		return Own // no translator can do anything about it; its language says what it is
	}
	m := a.find.byText[unitText{segment.Place, oneLine(received.Country)}]
	text, provenance := passage(m)
	switch {
	case provenance != Untranslated:
		s.Country, s.CountryLanguage = text, a.in.Language
	case m == nil && !strings.ContainsFunc(received.Country, isLetter):
		return Own
	}
	return provenance
}

// spans are the line of a signatory: abbreviation, native name, gloss in parentheses, country; a gloss or country that is not
// the edition's own has its mark before it.
func (s *Signatory) spans(l language.Language, gloss, country Span) []Span {
	w := lineWriter{of: l}
	w.add(s.Abbreviation, s.NameLanguage)
	w.gap(" ")
	w.add(s.Name, s.NameLanguage)
	w.gap(" ")
	if s.Gloss != "" {
		w.add("(", l)
		w.mark(gloss)
		w.add(s.Gloss, s.GlossLanguage)
		w.add(")", l)
	}
	w.gap(comma(l))
	w.mark(country)
	w.add(s.Country, s.CountryLanguage)
	return w.spans
}

// comma parts the country from what precedes it.
func comma(l language.Language) string {
	switch l.Script() {
	case "Arab":
		return "، "
	case "Jpan":
		return "、"
	case "Hans", "Hant":
		return "，"
	}
	return ", "
}

// lineWriter joins pieces into spans, one for each stretch of one language.
type lineWriter struct {
	of      language.Language // the block's
	spans   []Span
	pending string // goes before the next piece, if there is one
}

func (w *lineWriter) gap(s string) {
	if len(w.spans) > 0 {
		w.pending = s
	}
}

func (w *lineWriter) add(text string, l language.Language) {
	if text == "" {
		return
	}
	if l == w.of {
		l = language.Language{}
	}
	if w.pending != "" {
		w.put(w.pending, language.Language{})
		w.pending = ""
	}
	w.put(text, l)
}

// mark puts a mark before what follows.
func (w *lineWriter) mark(m Span) {
	if m.Text != "" {
		w.add(m.Text, m.Language)
		w.gap(" ")
	}
}

func (w *lineWriter) put(text string, l language.Language) {
	if n := len(w.spans); n > 0 && w.spans[n-1].Language == l {
		w.spans[n-1].Text += text
		return
	}
	w.spans = append(w.spans, Span{Text: text, Language: l})
}

// receivedSpans are the line as it was received, with the native name in its own language.
func (s *Signatory) receivedSpans(line string, source language.Language) []Span {
	if line == "" {
		return s.spans(source, Span{}, Span{})
	}
	at := -1
	if s.Name != "" && !s.NameLanguage.IsZero() && s.NameLanguage != source {
		at = strings.Index(line, s.Name)
	}
	if at < 0 {
		return []Span{{Text: line}}
	}
	w := lineWriter{of: source}
	w.add(line[:at], source)
	w.add(s.Name, s.NameLanguage)
	w.add(line[at+len(s.Name):], source)
	return w.spans
}
