package pipeline

import (
	"errors"
	"fmt"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// A Reference answers a translator's questions from the memory and the glossary of one language. It writes nothing but what
// it is told to learn, and is not safe for concurrent use. Close it.
type Reference struct {
	Findings []finding.Finding // about the files that were read
	Failures []string          // what could not be read; the answers lack it

	project   *Project
	language  language.Language
	units     *memory.Memory
	suggester *match.Suggester
	glossary  *terms.Glossary
	options   match.Options
	learner   *learner
	imported  imported
}

// ReferenceOptions say how similar a text must be and how many are wanted. The zero value is the project's threshold and three.
type ReferenceOptions struct {
	Threshold float64 // from 0.5 to 1
	Limit     int
	Learn     bool // something will be learned: nothing need be there yet
}

// OpenReference reads the catalog of one language, which o.Languages names.
func OpenReference(p *Project, o Options, r ReferenceOptions) (*Reference, error) {
	if len(o.Languages) != 1 || o.Languages[0] == source {
		return nil, fmt.Errorf("name one language of translations with --lang, as in --lang fr")
	}
	l := o.Languages[0]
	run, err := p.look(o)
	if err != nil {
		return nil, err
	}
	loc, err := p.consulted(l)
	if err != nil {
		return nil, err
	}
	units, sentences := loc.memory(run.canon)
	if units.Len() == 0 && loc.terms.Len() == 0 && !r.Learn {
		return nil, fmt.Errorf("%s/%s: nothing is translated there; see the folders under %s/ for the languages that have something", locales, l, locales)
	}
	if r.Threshold == 0 {
		r.Threshold = run.canon.config.Memory.Threshold
	}
	run.find(loc.findings...)
	run.sortReport()
	ref := &Reference{Findings: run.report.Findings, Failures: run.report.Failures, project: p, language: l, glossary: loc.terms,
		learner: p.newLearner(units, sentences), imported: run.canon.imported, options: match.Options{Threshold: r.Threshold, Limit: r.Limit, Source: source, Target: l}}
	ref.renew()
	return ref, nil
}

// consulted reads a language's files and its glossary.
func (p *Project) consulted(l language.Language) (*localization, error) {
	loc := &localization{language: l, files: map[string]*localeFile{}}
	glossary, found, err := p.glossary(l)
	if err := errors.Join(p.loadLanguage(loc), err); err != nil {
		return nil, err
	}
	loc.terms, loc.findings = glossary, append(loc.findings, found...)
	return loc, nil
}

// An Answer is what the memory and the glossary have for a text.
type Answer struct {
	Text        string             `json:"text"`
	Language    string             `json:"language"`
	Suggestions []SuggestionReport `json:"suggestions"`        // best first
	TooLong     bool               `json:"too_long,omitempty"` // of more than memory.MaxTokens words: only the very same text was looked for
	Terms       []TermReport       `json:"terms"`              // in the order of the text
}

// A SuggestionReport is a suggestion with its names in JSON.
type SuggestionReport struct {
	Percent    int             `json:"percent"` // the score, rounded down: 100 is only the very same text
	Score      float64         `json:"score"`
	From       string          `json:"from"`                // a key, or the file of an imported memory; several with " + " between
	Sentences  int             `json:"sentences,omitempty"` // put together of so many sentences; 0: a whole text's translation
	Source     string          `json:"source"`
	Target     string          `json:"target"`
	Difference string          `json:"difference"` // from source to text
	Carried    []match.Carried `json:"carried,omitempty"`
}

// A TermReport is a term of the text with its names in JSON.
type TermReport struct {
	Source    []string `json:"source"`
	Target    []string `json:"target"`
	Forbidden []string `json:"forbidden"`
	Note      string   `json:"note,omitempty"`
	Line      int      `json:"line"` // of the glossary

	term terms.Term
}

// String is the term as translators read it.
func (t TermReport) String() string { return t.term.String() }

// Ask finds earlier translations of similar texts, and the terms of the text.
func (r *Reference) Ask(text string) Answer {
	text = segment.UnitText(text)
	a := Answer{Text: text, Language: r.language.String(), Suggestions: []SuggestionReport{}, Terms: []TermReport{}}
	for _, s := range r.suggester.Suggest(text, "") {
		a.Suggestions = append(a.Suggestions, SuggestionReport{Percent: s.Percent(), Score: s.Score, From: s.Key, Sentences: s.Sentences,
			Source: s.Source, Target: s.Target, Difference: match.Difference(s.Source, text), Carried: s.Carried})
	}
	a.TooLong = len(text) > memory.MaxTokens && len(segment.Tokens(text)) > memory.MaxTokens
	for _, use := range terms.Distinct(r.glossary.In(text)) {
		t := use.Term
		a.Terms = append(a.Terms, TermReport{Source: t.Source, Target: noneNil(t.Target), Forbidden: noneNil(t.Forbidden), Note: t.Note, Line: t.Place.Line, term: t})
	}
	return a
}

// noneNil is a list that JSON writes as [] when it is empty.
func noneNil(list []string) []string { return append([]string{}, list...) }

// A Concordance is where a phrase stands in the memory, on either side.
type Concordance struct {
	Phrase      string             `json:"phrase"`
	Language    string             `json:"language"`
	All         int                `json:"all"` // how many there are; no more than the limit are listed
	Occurrences []OccurrenceReport `json:"occurrences"`
}

// An OccurrenceReport is a pair that holds the phrase; places are in bytes.
type OccurrenceReport struct {
	From     string   `json:"from"`
	Source   string   `json:"source"`
	Target   string   `json:"target"`
	InSource [][2]int `json:"in_source"`
	InTarget [][2]int `json:"in_target"`
}

// Find finds a phrase in both sides of the memory, whatever its case; most says how many are listed, 0: twenty.
func (r *Reference) Find(phrase string, most int) Concordance {
	phrase = segment.UnitText(phrase)
	found, all := r.units.Contains(phrase, most)
	c := Concordance{Phrase: phrase, Language: r.language.String(), All: all, Occurrences: []OccurrenceReport{}}
	for _, o := range found {
		from := o.Key
		if from == "" {
			from = o.Origin
		}
		c.Occurrences = append(c.Occurrences, OccurrenceReport{from, o.Source, o.Target, places(o.InSource), places(o.InTarget)})
	}
	return c
}

func places(spans []segment.Span) [][2]int {
	all := make([][2]int, 0, len(spans))
	for _, s := range spans {
		all = append(all, [2]int{s.Start, s.End})
	}
	return all
}

// Marked is a text with the places of a phrase marked.
func Marked(text string, places [][2]int, mark func(string) string) string {
	var b strings.Builder
	last := 0
	for _, p := range places {
		b.WriteString(text[last:p[0]] + mark(text[p[0]:p[1]]))
		last = p[1]
	}
	return b.String() + text[last:]
}
