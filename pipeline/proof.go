package pipeline

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/match"
	"publish/pipeline/pdf"
	"publish/pipeline/segment"
)

// proofMark stands in the names of proofs: they are no form of an edition, and no manifest names them.
const proofMark = "proof"

// Proof writes output/<name>/<name>.proof.<language>.pdf: source and translation side by side, unit by unit, with what match
// found to say. It works for every edition, also for one that is refused, and writes nothing under locales/.
func Proof(p *Project, o Options) (Report, error) {
	return locked(p, o, func() (Report, error) {
		r, err := p.look(o)
		if err != nil {
			return Report{}, err
		}
		m, err := r.maker()
		if err != nil {
			return Report{}, err
		}
		r.eachMatched(func(loc *localization) {
			if loc.language == source { // in the list of config.toml it means the edition
				if o.Languages != nil {
					r.fail(errors.New("--lang " + source.String() + ": there is no translation to prove; name the language of one"))
				}
				return
			}
			for n, i := range r.canon.asked {
				if err := r.prove(m, loc, n, i); err != nil {
					r.fail(err)
				}
				r.progress()
			}
		})
		r.sortReport()
		return r.report, nil
	})
}

// prove writes the proof of one edition.
func (r *run) prove(m *maker, loc *localization, n, i int) error {
	e, _ := r.assemble(loc, n, i)
	shaper := m.fonts.NewShaper()
	laid, found, err := layout.LayProof(proofOf(e, loc, n), m.page, shaper)
	if err != nil {
		return fmt.Errorf("%s: proof in %s: %w", r.canon.readings[i].file, e.Language, err)
	}
	data, err := new(pdf.Press).Write(laid, shaper, m.meta)
	if err != nil {
		return fmt.Errorf("%s: proof in %s: %w", r.canon.readings[i].file, e.Language, err)
	}
	name := path.Join(outputDir, e.Name, proofFile(e.Name, e.Language))
	if err := r.WriteOutput(name, data); err != nil {
		return err
	}
	report := reportOf(e)
	report.Outcome, report.Pages, report.Files = outcomeMade, len(laid.Pages), []string{name}
	r.find(found...)
	r.list(report)
	return nil
}

func proofFile(name string, l language.Language) string {
	return name + "." + proofMark + "." + l.String() + ".pdf"
}

// isProof tells whether a file in a resolution's output folder is a proof.
func isProof(name, file string) bool { return strings.HasPrefix(file, name+"."+proofMark+".") }

// proofOf is what the proof of an edition shows: its units in reading order, those that stand in several places once.
func proofOf(e edition.Edition, loc *localization, n int) layout.Proof {
	s := e.Statistics
	p := layout.Proof{Name: e.Name, Title: fmt.Sprintf("Proof: %s, %s", e.Name, e.Language.Name()), Author: e.Publisher.Name,
		Language: source, Date: e.Date, Heads: [2]string{source.Name(), e.Language.Name()},
		About: []string{fmt.Sprintf("The edition is %s. %d units: %d translated, %d exact, %d changed, %d draft, %d fuzzy, %d missing. %d of %d words are translated.",
			e.Status, s.Units, s.Translated, s.Exact, s.Changed, s.Draft, s.Fuzzy, s.Missing, s.TranslatedWords, s.Words)}}
	seen := map[string]bool{}
	for i := range loc.matches[n] {
		if m := &loc.matches[n][i]; !seen[m.Unit.Key] {
			seen[m.Unit.Key] = true
			p.Rows = append(p.Rows, loc.proofRow(m))
		}
	}
	return p
}

func (loc *localization) proofRow(m *match.Match) layout.ProofRow {
	role := string(m.Unit.Role)
	if m.Unit.Role == segment.Signatories {
		role = "heading of signatories"
	}
	row := layout.ProofRow{Key: m.Unit.Key, Standing: []string{string(m.Class), role}, Source: edition.Span{Text: m.Unit.Text, Language: source},
		Target: edition.Span{Text: m.Target, Language: loc.language}, Open: m.Class != match.Translated && m.Class != match.Exact}
	if m.Place.Line > 0 {
		row.Standing[1] += fmt.Sprintf(", line %d", m.Place.Line)
	}
	if e, ok := loc.Entry(m.Unit.Key); ok && m.Target == "" {
		row.Target.Text = e.Other // of a draft, which no edition prints
	}
	row.Notes = proofNotes(m, loc.language, loc.findings)
	if e, ok := loc.Entry(m.Unit.Key); ok {
		for _, reason := range e.Editorial {
			row.Notes = append(row.Notes, []edition.Span{{Text: "Departs from the English on purpose: " + reason}})
		}
	}
	return row
}

// proofNotes are what match found to say of a unit: where an exact translation comes from, what has changed in the English,
// similar translations, and the findings at its entry.
func proofNotes(m *match.Match, l language.Language, found []finding.Finding) [][]edition.Span {
	var notes [][]edition.Span
	note := func(spans ...edition.Span) { notes = append(notes, spans) }
	switch {
	case m.Class == match.Exact && m.From != "":
		note(edition.Span{Text: "The same English is translated so in " + m.From + "."})
	case m.Class == match.Changed && m.Source == "":
		note(edition.Span{Text: "The translation is for an earlier English, which no file holds any more."})
	case m.Class == match.Changed:
		note(edition.Span{Text: "The translation is for the English before: " + m.Source})
		note(edition.Span{Text: "What has changed: " + match.Difference(m.Source, m.Unit.Text)})
	}
	for _, s := range m.Suggestions {
		from := s.Key
		if s.Sentences > 0 {
			from = "sentences of " + from
		}
		note(edition.Span{Text: fmt.Sprintf("%d%%, %s: ", s.Percent(), from)}, edition.Span{Text: s.Target, Language: l})
		if change := match.Difference(s.Source, m.Unit.Text); change != "" {
			note(edition.Span{Text: "Its English differs: " + change})
		}
		if carried := match.CarriedOver(s.Carried); carried != "" {
			note(edition.Span{Text: carried})
		}
	}
	for _, t := range m.Terms {
		note(edition.Span{Text: "Term " + t.String()})
	}
	for _, f := range found {
		if m.Place.File != "" && f.Place == m.Place {
			note(edition.Span{Text: string(f.Rule) + ": " + f.What + "; " + f.Do + "."})
		}
	}
	return notes
}
