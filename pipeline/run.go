package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

// Run does the whole pipeline: locale files brought up to date, editions made or reused. Its error means that nothing could
// be done; what could not be done of several things is in the report.
func Run(p *Project, o Options) (Report, error) {
	return locked(p, o, func() (Report, error) { return p.run(o) })
}

// Extract does the pipeline up to the locale files.
func Extract(p *Project, o Options) (Report, error) {
	return locked(p, o, func() (Report, error) {
		r, err := p.begin(o)
		if err != nil {
			return Report{}, err
		}
		r.eachLanguage(func(l language.Language) { r.localize(l) })
		return r.end(), nil
	})
}

// locked runs do while no other run works on the project.
func locked[T any](p *Project, o Options, do func() (T, error)) (T, error) {
	unlock, err := p.Lock(func() { o.notice("another run is working on this project; waiting for it") })
	if err != nil {
		var none T
		return none, err
	}
	defer unlock()
	p.alone = true
	defer func() { p.alone = false }()
	return do()
}

func (p *Project) run(o Options) (Report, error) {
	before, err := p.observe()
	if err != nil {
		return Report{}, err
	}
	past := p.recall(o)
	if report, ok := p.repeat(past, before.files); ok {
		return report, nil
	}
	making := ahead(p.warmMaker)
	r, err := p.begin(o)
	m, failed := making()
	if err != nil {
		return Report{}, err
	}
	if failed != nil {
		return Report{}, failed
	}
	r.past = past
	r.eachLanguage(func(l language.Language) {
		if loc := r.localize(l); loc != nil {
			r.editions(m, loc)
		}
	})
	r.commits.wait()
	report := r.end()
	p.remember(o, before, report)
	return report, nil
}

// A run is the state of one run: what was read, and the report as it grows.
type run struct {
	*Project
	options   Options
	canon     *keyed
	languages []language.Language
	past      remembered // the last run with these options: what it made and nobody touched need not be read again

	commits behind // of editions that are made

	mu      sync.Mutex // guards what follows: languages are done in parallel
	report  Report
	touched []leftover
	done    int
	folders map[string]map[string]bool // by resolution: what its output folder held when the run first looked; guarded by mu
}

// begin reads everything of the source language and mints the keys.
func (p *Project) begin(o Options) (*run, error) {
	c, err := p.readCanon()
	if err != nil {
		return nil, err
	}
	r := &run{Project: p, options: o, folders: map[string]map[string]bool{}}
	r.report = Report{Editions: []EditionReport{}, Findings: slices.Clone(c.findings), Failures: []string{}, Written: []string{}}
	for _, err := range c.failures {
		r.fail(err)
	}
	asked, err := c.asked(o.Resolutions)
	if err != nil {
		return nil, err
	}
	if r.languages, err = p.languages(c, o); err != nil {
		return nil, err
	}
	p.sweep(locales + "/" + source.String())
	if r.canon, err = p.mint(c, asked); err != nil {
		return nil, err
	}
	r.canon.places = sync.OnceValue(func() map[string]match.Place { return p.placesOf(r.canon) })
	r.canon.imported = p.readMemories(r.languages)
	r.find(r.canon.imported.findings...)
	for _, err := range r.canon.imported.failures {
		r.fail(err)
	}
	return r, nil
}

// languages are those of a run: --lang; else config's; else every folder under locales/ but the source's.
func (p *Project) languages(c *canon, o Options) ([]language.Language, error) {
	asked := o.Languages
	if asked == nil {
		asked = c.config.Languages
	}
	if asked == nil {
		tags, err := p.Folders(locales)
		if err != nil {
			return nil, err
		}
		for _, tag := range tags {
			l, found := folderLanguage(tag)
			if found != nil {
				c.findings = append(c.findings, *found)
			} else if l != source {
				asked = append(asked, l)
			}
		}
	}
	if len(asked) == 0 {
		return nil, errors.New("no language to publish in; name some, as in --lang fr,es,de, or write languages = [\"fr\"] into config.toml")
	}
	var once []language.Language
	for _, l := range asked {
		if !slices.Contains(once, l) {
			once = append(once, l)
		}
	}
	return once, nil
}

// folderLanguage is the language of a folder under locales/, or what is wrong with its name.
func folderLanguage(tag string) (language.Language, *finding.Finding) {
	l, err := language.Parse(tag)
	switch {
	case err != nil:
		return l, &finding.Finding{Level: finding.Warning, Place: finding.Place{File: locales + "/" + tag}, Rule: "locale-folder",
			What: "the folder's name is no language: " + err.Error(), Do: "rename it, or move it elsewhere"}
	case l.String() != tag:
		return l, &finding.Finding{Level: finding.Error, Place: finding.Place{File: locales + "/" + tag}, Rule: "locale-folder",
			What: fmt.Sprintf("the canonical form of the tag is %s, so the folder is not read", l), Do: fmt.Sprintf("rename it to %s/%s, and its files alike", locales, l)}
	}
	return l, nil
}

// eachLanguage calls do for all languages, in parallel.
func (r *run) eachLanguage(do func(l language.Language)) {
	parallel(len(r.languages), func(i int) { do(r.languages[i]) })
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range apart(err) {
		r.report.Failures = append(r.report.Failures, one.Error())
	}
}

// apart takes joined errors apart, so that each is a failure of its own.
func apart(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

func (r *run) find(found ...finding.Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Findings = append(r.report.Findings, found...)
}

// localize brings one language up to date; nil if it could not be done. The source's own language has no catalog but the
// canonical text.
func (r *run) localize(l language.Language) *localization {
	if l == source {
		loc, err := r.canonical(), error(nil)
		if loc.exceptions, err = r.exceptions(l); err != nil {
			r.fail(err)
			return nil
		}
		return loc
	}
	loc, err := r.Project.localize(r.canon, l, r.options)
	if err != nil {
		r.fail(err)
		return nil
	}
	r.find(loc.findings...)
	left := loc.leftover(r.canon)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Written = append(r.report.Written, loc.written...)
	r.touched = append(r.touched, left)
	loc.files = nil // what editions are made of are its matches
	return loc
}

// end renews the source catalogs and puts the report in its order. The source catalogs come last: what is dropped from them
// is what no translator's file holds any more.
func (r *run) end() Report {
	written, err := r.renewSources()
	if err != nil {
		r.fail(err)
	}
	r.report.Written = append(r.report.Written, written...)
	for _, err := range r.canon.imported.broken() {
		r.fail(err)
	}
	r.sortReport()
	return r.report
}

// sortReport puts the report in its order, whichever language was first.
func (r *run) sortReport() {
	report := &r.report
	report.Findings = r.canon.config.allowed(report.Findings)
	finding.Sort(report.Findings)
	report.Findings = slices.CompactFunc(report.Findings, func(a, b finding.Finding) bool { return a == b })
	slices.Sort(report.Written)
	slices.Sort(report.Failures)
	order := map[string]int{}
	for i, l := range r.languages {
		order[l.String()] = i
	}
	slices.SortFunc(report.Editions, func(a, b EditionReport) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(order[a.Language], order[b.Language]))
	})
}

// allowed leaves out the findings of rules that [rules] switches off.
func (c Config) allowed(found []finding.Finding) []finding.Finding {
	kept := []finding.Finding{}
	for _, f := range found {
		if on, said := c.Rules[f.Rule]; on || !said {
			kept = append(kept, f)
		}
	}
	return kept
}
