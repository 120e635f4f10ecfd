package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/check"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// A CheckReport is what Check found.
type CheckReport struct {
	Findings []finding.Finding `json:"findings"`
	Failures []string          `json:"errors"` // what could not be checked
	Texts    int               `json:"texts"`  // translations that were looked at
}

// Check applies every rule to catalogs and editions: what a run finds to say, and what a reviser would. It writes nothing.
func Check(p *Project, o Options) (CheckReport, error) {
	r, err := p.look(o)
	if err != nil {
		return CheckReport{}, err
	}
	r.find(slips("[rules]", slices.Sorted(maps.Keys(r.canon.config.Rules)), finding.Place{File: configFile})...)
	total := 0
	r.eachMatched(func(loc *localization) {
		for n, i := range r.canon.asked {
			_, found := r.assemble(loc, n, i)
			r.find(found...)
		}
		r.find(loc.findings...)
		if loc.language == source {
			return
		}
		texts := loc.texts(r.canon)
		r.find(r.faults(loc, texts)...)
		r.find(allowedSlips(texts)...)
		r.mu.Lock()
		total += len(texts)
		r.mu.Unlock()
	})
	r.sortReport()
	return CheckReport{r.report.Findings, r.report.Failures, total}, nil
}

// faults checks a language's texts. What match has said of an entry is not said again.
func (r *run) faults(loc *localization, texts []check.Text) []finding.Finding {
	o := check.Options{Off: map[string]bool{}, Original: source, Terms: map[language.Language]*terms.Glossary{loc.language: loc.terms}}
	for rule, on := range r.canon.config.Rules {
		o.Off[rule] = !on
	}
	for _, org := range r.canon.register.Organizations {
		o.Names = append(o.Names, org.Abbreviation)
	}
	type said struct {
		finding.Place
		rule string
	}
	already := map[said]bool{}
	for _, f := range loc.findings {
		already[said{f.Place, f.Rule}] = true
	}
	var found []finding.Finding
	for _, f := range check.Texts(texts, o) {
		if !already[said{f.Place, f.Rule}] {
			found = append(found, f.Finding)
		}
	}
	return found
}

// allowedSlips are the slips in entries' lines "#, allow".
func allowedSlips(texts []check.Text) []finding.Finding {
	var found []finding.Finding
	seen := map[finding.Place]bool{} // a plural form has its entry's lines
	for _, t := range texts {
		if !seen[t.Place] {
			seen[t.Place] = true
			found = append(found, slips(`"#, allow"`, t.Allow, t.Place)...)
		}
	}
	return found
}

// slips are the names that no rule of check has, but nearly: they switch nothing off. Other rooms have rules, too, so a name that
// is like none may be one of theirs.
func slips(where string, names []string, place finding.Place) []finding.Finding {
	var known []string
	for _, r := range check.Rules() {
		known = append(known, r.Name)
	}
	var found []finding.Finding
	for _, name := range names {
		if meant, slip := finding.Slip(name, known); slip {
			found = append(found, finding.Finding{Level: finding.Warning, Place: place, Rule: "rule-name", What: fmt.Sprintf("%s names %q, which is no rule", where, name), Do: fmt.Sprintf("write %q, if that is meant", meant)})
		}
	}
	return found
}

// texts are the translations that people wrote for the asked resolutions and the shared files, each once, in reading order.
// Departures from the source on purpose are left out.
func (loc *localization) texts(k *keyed) []check.Text {
	var texts []check.Text
	seen := map[string]bool{}
	entries := loc.asRead()
	for _, matches := range append(append([][]match.Match{}, loc.matches...), loc.shared...) {
		for _, m := range matches {
			e, there := entries[m.Unit.Key]
			if seen[m.Unit.Key] || !there || m.Filled || m.Target == "" || m.Source == "" || len(e.Editorial) > 0 || e.Retired || m.Class != match.Translated && m.Class != match.Changed {
				continue
			}
			seen[m.Unit.Key] = true
			texts = append(texts, loc.textsOf(m, e)...)
		}
	}
	return texts
}

// asRead are the language's entries as its files have them.
func (loc *localization) asRead() map[string]catalog.Entry {
	all := map[string]catalog.Entry{}
	for _, name := range loc.names() {
		for _, e := range loc.files[name].entries {
			all[e.Key] = e
		}
	}
	return all
}

// textsOf are an entry's translation and its plural forms, with the date that {date} stands for written out in both languages.
func (loc *localization) textsOf(m match.Match, e catalog.Entry) []check.Text {
	t := check.Text{ID: e.Key, Source: m.Source, Target: m.Target, Language: loc.language, Place: e.Place(), Allow: e.Allow, Same: e.Same}
	if e.Unclean != "" && !strings.Contains(strings.TrimSpace(e.Unclean), "\n") {
		t.Target = strings.TrimSuffix(strings.TrimPrefix(e.Unclean, "\n"), "\n")
	}
	if m.Unit.Date != (language.Date{}) {
		english, _ := source.Date(m.Unit.Date)
		own, _ := loc.language.Date(m.Unit.Date)
		t.Source = strings.ReplaceAll(t.Source, segment.DateMark, english)
		t.Target = strings.ReplaceAll(t.Target, segment.DateMark, own)
	}
	if len(m.Unit.Forms) > 0 {
		t.Source = m.Unit.Text // m.Source has the forms behind it
	}
	texts := []check.Text{t}
	categories, _ := loc.language.PluralCategories()
	for _, c := range categories {
		form, ok := e.Forms[c]
		if !ok || form == "" || c == "other" {
			continue
		}
		f := t
		f.ID, f.Target = e.Key+"."+c, form
		f.Allow = append([]string{"placeholder", "number", "one-source", "one-target"}, e.Allow...) // "one page" needs no number
		if s := m.Unit.Forms[c]; s != "" {
			f.Source = s
		}
		texts = append(texts, f)
	}
	return texts
}
