package edition

import (
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

// Settings say when an edition is final, provisional or refused.
type Settings struct {
	Final         float64        // least share of translated source words of a final edition, 0 to 1
	Minimum       float64        // an edition with a lesser share is refused
	Required      []segment.Role // roles whose units must be translated; nil: all
	DistrustExact bool           // an exact match counts as missing until a translator has confirmed it
}

// DefaultSettings are those of a project whose config says nothing.
func DefaultSettings() Settings { return Settings{Final: 1, Minimum: 0.5} }

func (s Settings) requires(role segment.Role) bool {
	return s.Required == nil || slices.Contains(s.Required, role)
}

func (s Settings) translated(c match.Class) bool {
	return c == match.Translated || c == match.Exact && !s.DistrustExact
}

// statistics count required units by class, and the source words of all units.
func statistics(all []match.Match, set Settings) Statistics {
	var s Statistics
	for i := range all {
		m := &all[i]
		words := sourceLength(m.Unit)
		s.Words += words
		if set.translated(m.Class) {
			s.TranslatedWords += words
		}
		if set.requires(m.Unit.Role) {
			s.count(m.Class)
		}
	}
	return s
}

func (s *Statistics) count(c match.Class) {
	s.Units++
	switch c {
	case match.Translated:
		s.Translated++
	case match.Exact:
		s.Exact++
	case match.Changed:
		s.Changed++
	case match.Draft:
		s.Draft++
	case match.Fuzzy:
		s.Fuzzy++
	default:
		s.Missing++
	}
}

// sourceLength is a unit's source words; its date is not the translator's.
func sourceLength(u segment.Unit) int {
	if u.Date.IsZero() {
		return segment.Words(u.Text)
	}
	return segment.Words(strings.ReplaceAll(u.Text, segment.DateMark, ""))
}

// canonicalStatistics are those of the edition in the source's language: all is translated.
func canonicalStatistics(doc resolution.Document, set Settings) Statistics {
	var s Statistics
	for _, u := range segment.Units(doc) {
		s.Words += sourceLength(u)
		if set.requires(u.Role) {
			s.count(match.Translated)
		}
	}
	s.TranslatedWords = s.Words
	return s
}

// status applies the rules: too little is refused; final is what has the share, and no required unit or word of the
// publication that is missing, changed or draft.
func status(s Statistics, publicationMissing int, set Settings) Status {
	done := s.Translated
	if !set.DistrustExact {
		done += s.Exact
	}
	wanting := s.Units - done
	if set.requires(segment.Publication) {
		wanting += publicationMissing
	}
	switch {
	case s.Share() < set.Minimum:
		return Refused
	case s.Share() >= set.Final && wanting == 0:
		return Final
	}
	return Provisional
}

// notice says that an edition is provisional, in its language and in the source's.
func notice(e Edition) []Span {
	untranslated, outdated := 0, 0
	for i := range e.Blocks {
		switch e.Blocks[i].Provenance {
		case Untranslated:
			untranslated++
		case Outdated:
			outdated++
		}
	}
	own, source := e.Phrases.notice(untranslated, outdated), e.Phrases.inSource().notice(untranslated, outdated)
	source.Language = e.Source
	if own.Language == e.Source {
		return []Span{source}
	}
	own.Language = e.Language
	return []Span{own, source}
}

// title is the text of the title, else of the dateline, else of the first heading, else the name.
func title(e Edition) (string, language.Language) {
	for _, kind := range []resolution.Kind{resolution.Title, resolution.Dateline, resolution.Heading} {
		for i := range e.Blocks {
			if b := &e.Blocks[i]; b.Kind == kind {
				if text := strings.TrimSpace(b.Text()); text != "" {
					return text, b.Language
				}
			}
		}
	}
	return e.Name, e.Source
}

// publisher takes the imprint of the edition's language (of pt for pt-BR), else of the source's, else the one without a
// language.
func publisher(p PublisherSettings, l, source language.Language) Publisher {
	out := Publisher{Email: oneLine(p.Email)}
	out.Name, out.NameLanguage = byLanguage(p.Name, l, source)
	out.Name = oneLine(out.Name)
	imprint, of := byLanguage(p.Imprint, l, source)
	out.ImprintLanguage = of
	for line := range strings.Lines(imprint) {
		out.Imprint = append(out.Imprint, oneLine(line))
	}
	return out
}

// byLanguage is the text in the edition's language, else in the source's, else the one that is for every language.
func byLanguage(texts map[string]string, l, source language.Language) (string, language.Language) {
	for _, tag := range broader(l) {
		if text := strings.TrimSpace(texts[tag]); text != "" {
			return text, l
		}
	}
	for _, from := range []language.Language{source, {}} {
		if text := strings.TrimSpace(texts[from.String()]); text != "" {
			return text, from
		}
	}
	return "", language.Language{}
}

// Imprint is what the last page and the mail say of the publisher: config's lines; where it has none, who is responsible;
// and the address, unless a line has it. A span without a language is in the edition's.
func (e Edition) Imprint() []Span {
	var lines []Span
	for _, t := range e.Publisher.Imprint {
		lines = append(lines, Span{Text: t, Language: e.Publisher.ImprintLanguage})
	}
	if len(lines) == 0 && e.Publisher.Name != "" {
		lines = append(lines, e.Phrases.Responsible(e.Publisher.Name))
	}
	email := e.Publisher.Email
	if email != "" && !slices.ContainsFunc(lines, func(s Span) bool { return strings.Contains(s.Text, email) }) {
		lines = append(lines, e.Phrases.Contact(email))
	}
	return lines
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }
