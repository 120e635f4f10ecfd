package pipeline

import (
	"cmp"
	"slices"

	"publish/pipeline/finding"
	"publish/pipeline/match"
)

// A StatusReport says how far editions have come, and what work is left.
type StatusReport struct {
	Report
	Leverage  []LeverageReport  `json:"leverage"`  // by resolution, then language; none of the source language
	Editorial []EditorialReport `json:"editorial"` // by language, file and line
}

// A LeverageReport is the units and source words of one edition by match class: what translation work is quoted by.
type LeverageReport struct {
	Name       string         `json:"name"`
	Language   string         `json:"language"`
	Words      int            `json:"words"`
	Units      int            `json:"units"`
	WordsBy    map[string]int `json:"words_by_class"` // every class has its line: see LeverageClasses
	UnitsBy    map[string]int `json:"units_by_class"`
	everything match.Counts
}

// LeverageClasses are the match classes in their order: "translated", "101", "100", "repetitions", "95-99", …, "none".
func LeverageClasses() []string {
	var names []string
	for _, b := range match.Bands() {
		names = append(names, b.String())
	}
	return names
}

func leverageReport(name, tag string, c match.Counts) LeverageReport {
	l := LeverageReport{Name: name, Language: tag, WordsBy: map[string]int{}, UnitsBy: map[string]int{}, everything: c}
	l.Units, l.Words = c.Sum()
	for _, b := range match.Bands() {
		l.WordsBy[b.String()], l.UnitsBy[b.String()] = c[b].Words, c[b].Units
	}
	return l
}

// An EditorialReport is a translation that departs from its source on purpose, and why.
type EditorialReport struct {
	finding.Place
	Language string `json:"language"`
	Key      string `json:"key"`
	Reason   string `json:"reason"`
}

// Status counts units and words by match class for each edition, and lists departures from the source. It writes nothing, and
// looks at the files as they are.
func Status(p *Project, o Options) (StatusReport, error) {
	r, err := p.look(o)
	if err != nil {
		return StatusReport{}, err
	}
	s := StatusReport{Leverage: []LeverageReport{}, Editorial: []EditorialReport{}}
	r.eachMatched(func(loc *localization) {
		for n, i := range r.canon.asked {
			e, found := r.assemble(loc, n, i)
			r.find(found...)
			r.list(reportOf(e))
		}
		if loc.language == source {
			return
		}
		leverage, editorial := loc.leverage(r.canon), loc.editorial(r.canon)
		r.mu.Lock()
		defer r.mu.Unlock()
		s.Leverage, s.Editorial = append(s.Leverage, leverage...), append(s.Editorial, editorial...)
	})
	r.sortReport()
	s.Report = r.report
	r.sortStatus(&s)
	return s, nil
}

func (r *run) sortStatus(s *StatusReport) {
	order := map[string]int{}
	for i, l := range r.languages {
		order[l.String()] = i
	}
	slices.SortFunc(s.Leverage, func(a, b LeverageReport) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(order[a.Language], order[b.Language]))
	})
	slices.SortFunc(s.Editorial, func(a, b EditorialReport) int {
		return cmp.Or(cmp.Compare(order[a.Language], order[b.Language]), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// leverage counts each asked resolution of a language.
func (loc *localization) leverage(k *keyed) []LeverageReport {
	l := match.NewLeverage(loc.units, match.Options{Places: k.place})
	var all []LeverageReport
	for n, i := range k.asked {
		all = append(all, leverageReport(k.readings[i].name, loc.language.String(), l.Count(loc.matches[n])))
	}
	return all
}

// editorial lists the departures in a language's files of the asked resolutions, and in those that all share.
func (loc *localization) editorial(k *keyed) []EditorialReport {
	var all []EditorialReport
	for _, name := range k.wantedFiles() {
		if loc.files[name] == nil {
			continue
		}
		for _, e := range loc.files[name].file.Entries() {
			for _, reason := range e.Editorial {
				if !e.Retired {
					all = append(all, EditorialReport{e.Place(), loc.language.String(), e.Key, reason})
				}
			}
		}
	}
	return all
}

// Totals are the sums over the resolutions of each language that has more than one, in the order of the report.
func (s StatusReport) Totals() []LeverageReport {
	type total struct {
		editions int
		counts   match.Counts
	}
	sums := map[string]*total{}
	var tags []string
	for _, l := range s.Leverage {
		t := sums[l.Language]
		if t == nil {
			t = &total{}
			sums[l.Language] = t
			tags = append(tags, l.Language)
		}
		t.editions++
		t.counts = t.counts.Plus(l.everything)
	}
	var all []LeverageReport
	for _, tag := range tags {
		if t := sums[tag]; t.editions > 1 {
			all = append(all, leverageReport("all", tag, t.counts))
		}
	}
	return all
}
