package edition

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"publish/pipeline/finding"
	ours "publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
)

// Phrases are the publication's own words in one language. They are made once a language, and may be used by several
// goroutines at once. Each method gives a span: its Language is zero, or the source's where the word is not translated.
// The zero Phrases have no words.
type Phrases struct{ *phrases }

type phrases struct {
	language, source ours.Language
	words            map[string]Message // in language
	fallback         map[string]Message // in source: the words that are not in words
	own, other       *i18n.Localizer
	missing          int // required words that are not translated
}

// NewPhrases takes the publication's words of a language from its matches: translated and exact ones, and those of an
// earlier English. For the others the source's words stand. The language of the source needs no matches.
func NewPhrases(l, source ours.Language, publication []match.Match) (Phrases, []finding.Finding) {
	units := PublicationUnits()
	p := &phrases{language: l, source: source, words: map[string]Message{}, fallback: sourceWords(source)}
	var fs []finding.Finding
	if l == source {
		p.words = p.fallback
	} else {
		fs = unruled(l)
		for _, m := range publication {
			if word, usable := taken(m); usable {
				says, fits := judge(m, word, english().words[m.Unit.Key], l)
				fs = append(fs, says...)
				if fits {
					p.words[m.Unit.Key] = word
				}
			}
		}
		p.missing = len(units)
		for _, m := range publication {
			if _, there := p.words[m.Unit.Key]; there && (m.Class == match.Translated || m.Class == match.Exact) {
				p.missing--
			}
		}
	}
	p.own, p.other = localizer(l, p.words), localizer(source, p.fallback)
	return Phrases{p}, fs
}

// unruled says that a language has no plural rule.
func unruled(l ours.Language) []finding.Finding {
	if _, ruled := l.PluralCategories(); ruled {
		return nil
	}
	return []finding.Finding{{Level: finding.Info, Place: finding.Place{File: "locales/" + l.String() + "/publication." + l.String() + ".toml"}, Rule: "plural-rule",
		What: "CLDR has no plural rule for " + l.Name() + ": the form other is printed with every number", Do: "word it so that it fits any number"}}
}

// sourceWords are the words that stand where a translation is missing.
func sourceWords(source ours.Language) map[string]Message {
	if words := Shipped(source); words != nil {
		return words
	}
	return read(PublicationLanguage)
}

// taken is the translation that a match has; false where an edition must not print it.
func taken(m match.Match) (Message, bool) {
	switch m.Class {
	case match.Translated, match.Exact, match.Changed:
		return Message{Other: m.Target, Forms: m.Forms}, strings.TrimSpace(m.Target) != ""
	}
	return Message{}, false
}

// judge says what is wrong with a word, and whether it can be printed.
func judge(m match.Match, word, source Message, l ours.Language) (fs []finding.Finding, fits bool) {
	if source.Other == "" {
		return nil, false // not one of the publication's words
	}
	categories, _ := l.PluralCategories()
	fits = true
	for _, c := range word.complaints(source, l.Name(), categories) {
		fs = append(fs, finding.Finding{Level: finding.Warning, Place: m.Place, Rule: c.rule, What: m.Unit.Key + ": " + c.what, Do: c.do})
		fits = fits && c.rule != "publication-length"
	}
	return fs, fits
}

// localizer serves words in one language alone: the bundle holds no other one to fall back to. A language without a
// plural rule is loaded as undetermined, whose only category is other.
func localizer(l ours.Language, words map[string]Message) *i18n.Localizer {
	tag := language.Make(l.String())
	if _, ruled := l.PluralCategories(); !ruled {
		tag = language.Und
	}
	messages := make([]*i18n.Message, 0, len(words))
	for key, m := range words {
		messages = append(messages, m.i18n(key))
	}
	bundle := i18n.NewBundle(tag)
	if bundle.AddMessages(tag, messages...) != nil { // CLDR has a rule, go-i18n none
		bundle = i18n.NewBundle(language.Und)
		bundle.MustAddMessages(language.Und, messages...)
		tag = language.Und
	}
	return i18n.NewLocalizer(bundle, tag.String())
}

// say words a key, with values for its fields; count chooses the plural form, nil none.
func (p Phrases) say(key string, values fields, count any) Span {
	if p.phrases == nil {
		return Span{}
	}
	key = keyPrefix + key
	from, in := p.own, ours.Language{}
	if _, there := p.words[key]; !there {
		from, in = p.other, p.source
	}
	// A missing plural category gives the text of other, and an error: the category is a finding of NewPhrases.
	text, _ := from.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: values, PluralCount: count, TemplateParser: fieldParser{}})
	return Span{Text: text, Language: in}
}

// in is the language that a span of phrases is in.
func (p Phrases) in(s Span) ours.Language {
	if s.Language.IsZero() && p.phrases != nil {
		return p.language
	}
	return s.Language
}

func (p Phrases) number(n int) string {
	if p.phrases == nil {
		return ""
	}
	return p.language.Number(n)
}

// Page is the foot of a page: "Page 2 of 3".
func (p Phrases) Page(page, pages int) Span {
	return p.say("page", fields{"Page": p.number(page), "Pages": p.number(pages)}, nil)
}

// Heading is one of the standard headings of a list of signatories. The date is as it is to be printed.
func (p Phrases) Heading(s resolution.Standard, date string) Span {
	return p.say(string(s), fields{"Date": date}, nil)
}

// Provisional names an edition whose translation is not finished: "Provisional edition".
func (p Phrases) Provisional() Span { return p.say("provisional", nil, nil) }

// Imprint is the heading of the imprint: "Imprint".
func (p Phrases) Imprint() Span { return p.say("imprint", nil, nil) }

// Responsible says who answers for the publication: "Responsible publisher: Ana Lima".
func (p Phrases) Responsible(name string) Span {
	return p.say("responsible", fields{"Name": name}, nil)
}

// Contact says where to write to: "Contact: office@example.org".
func (p Phrases) Contact(email string) Span {
	return p.say("contact", fields{"Email": email}, nil)
}

// EditionHash names an edition by the first letters of its hash: "Edition 1a2b3c4d".
func (p Phrases) EditionHash(short string) Span {
	return p.say("edition-hash", fields{"Hash": short}, nil)
}

// Corrected says that a text was corrected after its release: "Corrected edition (revision 2)".
func (p Phrases) Corrected(revision int) Span {
	return p.say("corrected", fields{"Revision": p.number(revision)}, nil)
}

// Attachment says which file comes with a mail.
func (p Phrases) Attachment(file string) Span {
	return p.say("attachment", fields{"File": file}, nil)
}

// notice words the notice of a provisional edition: that it is one, and its counts, each a sentence.
func (p Phrases) notice(untranslated, outdated int) Span {
	span := p.say("notice", nil, nil)
	for _, c := range []struct {
		key   string
		count int
	}{{"untranslated", untranslated}, {"outdated", outdated}} {
		if c.count == 0 {
			continue
		}
		next := p.say(c.key, fields{"Count": p.number(c.count)}, c.count)
		if next.Language == span.Language { // one span is of one language; the source's span has the rest
			span.Text = joinSentences(span.Text, next.Text)
		}
	}
	return span
}

// joinSentences puts a blank between two sentences, but none after a full stop that brings its own.
func joinSentences(a, b string) string {
	if a == "" || b == "" || strings.HasSuffix(a, "。") {
		return a + b
	}
	return a + " " + b
}

// inSource are the same phrases in the source's language.
func (p Phrases) inSource() Phrases {
	if p.phrases == nil || p.language == p.source {
		return p
	}
	return Phrases{&phrases{language: p.source, source: p.source, words: p.fallback, fallback: p.fallback, own: p.other, other: p.other}}
}

// MarshalJSON gives the words that an edition prints, for its fingerprint.
func (p Phrases) MarshalJSON() ([]byte, error) {
	if p.phrases == nil {
		return []byte("null"), nil
	}
	type word struct {
		Key string
		Message
		Own bool
	}
	words := make([]word, 0, len(p.fallback))
	for key, m := range p.fallback {
		own, there := p.words[key]
		if there {
			m = own
		}
		words = append(words, word{key, m, there})
	}
	slices.SortFunc(words, func(a, b word) int { return strings.Compare(a.Key, b.Key) })
	return json.Marshal(struct {
		Language, Source ours.Language
		Words            []word
	}{p.language, p.source, words})
}
