package pipeline

import (
	"fmt"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

// Options of a run. The zero value is a run of everything.
type Options struct {
	Languages   []language.Language   // nil: config's languages, else every folder under locales/
	Resolutions []string              // names; nil: all
	Forms       []Form                // beside print
	Frozen      bool                  // write nothing under locales/
	Progress    func(done, total int) // called as editions are done, from one goroutine at a time; nil: not wanted
	Notice      func(string)          // what a person who waits should know; nil: not wanted
}

func (o Options) notice(s string) {
	if o.Notice != nil {
		o.Notice(s)
	}
}

// A Report says what a run did.
type Report struct {
	Editions []EditionReport   `json:"editions"` // by resolution, then language
	Findings []finding.Finding `json:"findings"`
	Failures []string          `json:"errors"`  // what could not be done
	Written  []string          `json:"written"` // locale files written; with Frozen: those that would have been
}

// An EditionReport is one line of the closing table.
type EditionReport struct {
	Name       string     `json:"name"`
	Language   string     `json:"language"`
	Status     string     `json:"status"`  // final, provisional or refused
	Outcome    string     `json:"outcome"` // made, reused or refused
	Hash       string     `json:"hash,omitempty"`
	Pages      int        `json:"pages,omitempty"`
	Files      []string   `json:"files"`
	Statistics Statistics `json:"statistics"`
}

// Statistics are an edition's, with their names in JSON.
type Statistics struct {
	Units           int `json:"units"`
	Translated      int `json:"translated"`
	Exact           int `json:"exact"`
	Changed         int `json:"changed"`
	Draft           int `json:"draft"`
	Fuzzy           int `json:"fuzzy"`
	Missing         int `json:"missing"`
	Words           int `json:"words"`
	TranslatedWords int `json:"translated_words"`
	Publication     int `json:"publication_missing"` // the publication's own words that are not translated
}

// Share is the share of source words that are translated.
func (s Statistics) Share() float64 {
	return edition.Statistics{Words: s.Words, TranslatedWords: s.TranslatedWords}.Share()
}

func statisticsOf(e edition.Edition) Statistics {
	s := e.Statistics
	return Statistics{s.Units, s.Translated, s.Exact, s.Changed, s.Draft, s.Fuzzy, s.Missing, s.Words, s.TranslatedWords, e.PublicationMissing}
}

// A Todo is an entry that needs a translator.
type Todo struct {
	finding.Place
	Language string      `json:"language"`
	Key      string      `json:"key"`
	Class    match.Class `json:"class"`
	Role     string      `json:"role"`
	Source   string      `json:"source"`
}

// String is one line that a terminal makes clickable: file:line, class, role and the source text, cut to fit.
func (t Todo) String() string {
	text := []rune(t.Source)
	if len(text) > 60 {
		text = append(text[:59], '…')
	}
	return fmt.Sprintf("%s: %s %s: %s", t.Place, t.Class, t.Role, string(text))
}

// A TodoReport is what is to be translated, by language, file and line.
type TodoReport struct {
	Entries  []Todo
	Failures []string
}
