// Package check says what a reviser would find wrong with translations: numbers that changed, placeholders that are gone,
// brackets that never close, words that are there twice, and the like.
//
// A rule looks at one translation beside its source, or at all of them together; docs/checks.md lists the rules. Rules are
// made to be silent about a good translation: what languages write differently (digits, quotes, dates, ends of sentences)
// is known from CLDR and from tables here, and where a text has a usage of its own (straight quotes throughout), that usage
// is what the rest is held to. The package may import language, segment and terms; it touches no file
// but the readers that it is given, no clock and no goroutine: the same texts give the same findings in the same order.
package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/terms"
)

// A Text is a translation beside its source. Texts are as they were written: blanks and control characters are content.
type Text struct {
	ID       string // what the finding is about: a key, an id of a table
	Source   string
	Target   string
	Language language.Language // of the target
	Place    finding.Place
	Allow    []string // rules that this text is exempt from
	Same     bool     // the translation equals its source on purpose
}

// Options of a check. The zero value applies every rule.
type Options struct {
	Off      map[string]bool   // rules that are not wanted, by name
	Names    []string          // names and abbreviations that every translation keeps: those of the register
	Original language.Language // of the sources; zero: English
	Terms    map[language.Language]*terms.Glossary
}

// MaxText is the most bytes of a source or target that are compared; of a longer one only its length is said.
const MaxText = 1 << 16

// A Fault is a finding about one of the texts.
type Fault struct {
	Text int // its place among those given
	finding.Finding
}

// Texts applies the rules to texts, in order. Faults are in the order of the texts, then of the rules; one rule says at most
// one thing of one text.
func Texts(texts []Text, o Options) []Fault {
	c := newChecker(texts, o)
	var faults []Fault
	for i := range c.texts {
		p := c.pair(i)
		if p == nil {
			continue
		}
		nothing := empty(p) != ""
		for _, r := range rules {
			if r.one == nil || nothing && r.Name != "empty" || o.Off[r.Name] || slices.Contains(p.Allow, r.Name) {
				continue
			}
			if what := r.one(p); what != "" {
				faults = append(faults, c.fault(i, r, what))
				c.faulty[i] = true
			}
		}
	}
	for _, r := range rules {
		if r.all == nil || o.Off[r.Name] {
			continue
		}
		r.all(c, func(i int, what string) {
			if !slices.Contains(c.texts[i].Allow, r.Name) {
				faults = append(faults, c.fault(i, r, what))
			}
		})
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Text, b.Text) })
	return faults
}

func (c *checker) fault(i int, r rule, what string) Fault {
	return Fault{i, finding.Finding{Level: r.Level, Place: c.texts[i].Place, Rule: r.Name, What: what, Do: r.Do}}
}

// A checker holds the texts of one check, and what they show of their languages' usage. Texts are taken apart when a rule
// wants them and not kept so: a million of them would not fit into memory.
type checker struct {
	options Options
	texts   []Text
	faulty  []bool // a rule has found something
	usage   map[language.Language]*usage
}

// A pair is a text made ready for the rules.
type pair struct {
	Text
	source, target *side
	usage          *usage
	options        *Options
}

func newChecker(texts []Text, o Options) *checker {
	if o.Original.IsZero() {
		o.Original = language.MustParse("en")
	}
	c := &checker{options: o, texts: texts, faulty: make([]bool, len(texts)), usage: map[language.Language]*usage{}}
	for _, t := range texts {
		if c.usage[t.Language] == nil {
			c.usage[t.Language] = newUsage(t.Language)
		}
	}
	for i := range texts {
		if p := c.pair(i); p != nil {
			p.usage.observe(p)
		}
	}
	return c
}

// pair makes a text ready; nil where there is nothing to compare.
func (c *checker) pair(i int) *pair {
	t := c.texts[i]
	t.Source, t.Target = bounded(t.Source), bounded(t.Target)
	if strings.TrimSpace(t.Source) == "" || t.Language == c.options.Original {
		return nil
	}
	return &pair{Text: t, usage: c.usage[t.Language], options: &c.options,
		source: newSide(t.Source, c.options.Original), target: newSide(t.Target, t.Language)}
}

// bounded cuts a text at MaxText, between two characters.
func bounded(text string) string {
	if len(text) <= MaxText {
		return text
	}
	end := MaxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
