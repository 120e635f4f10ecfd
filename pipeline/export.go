package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/segment"
)

// ExportOptions say what an export holds.
type ExportOptions struct {
	Format exchange.Format
	Only   []exchange.Status // nil: all
}

// An ExportReport is an export, and what is to be said of it.
type ExportReport struct {
	Data     []byte            `json:"-"`
	File     string            `json:"file"`
	Units    int               `json:"units"`
	Findings []finding.Finding `json:"findings"`
	Failures []string          `json:"errors"`
}

// ExportTranslations writes the entries of one language in a format of exchange. It writes nothing in the project, and looks at the
// files as a run would leave them.
func ExportTranslations(p *Project, o Options, x ExportOptions) (ExportReport, error) {
	r, err := p.look(o)
	if err != nil {
		return ExportReport{}, err
	}
	l, err := r.oneLanguage()
	if err != nil {
		return ExportReport{}, err
	}
	loc, err := r.matched(r.canon, l)
	if err != nil {
		return ExportReport{}, err
	}
	d := exchange.Document{Source: source, Target: l, Units: loc.exported(r.canon, len(o.Resolutions) == 0)}
	if x.Only != nil {
		d.Units = slices.DeleteFunc(d.Units, func(u exchange.Unit) bool { return u.Retired || !slices.Contains(x.Only, u.Status) })
	}
	data, found := exchange.Write(d, x.Format)
	return ExportReport{Data: data, Units: len(d.Units), Findings: append([]finding.Finding{}, found...), Failures: r.report.Failures}, nil
}

// oneLanguage is the language of an export or import: there must be one.
func (r *run) oneLanguage() (language.Language, error) {
	languages := slices.DeleteFunc(slices.Clone(r.languages), func(l language.Language) bool { return l == source })
	switch {
	case len(languages) == 1:
		return languages[0], nil
	case len(languages) == 0:
		return language.Language{}, fmt.Errorf("%s is the language of the canonical texts; name the one of a translation, as in --lang fr", source)
	}
	var tags []string
	for _, l := range languages {
		tags = append(tags, l.String())
	}
	return language.Language{}, fmt.Errorf("one language at a time: name one of %s, as in --lang %s", strings.Join(tags, ", "), tags[0])
}

// exported are the entries of the asked resolutions in reading order, a shared one where it first stands; then, with rest,
// the publication's own words and what is retired.
func (loc *localization) exported(k *keyed, rest bool) []exchange.Unit {
	var units []exchange.Unit
	seen := map[string]bool{}
	add := func(m match.Match, file string) {
		if e, ok := loc.Entry(m.Unit.Key); ok && !seen[m.Unit.Key] {
			seen[m.Unit.Key] = true
			units = append(units, loc.exportedUnit(m, e, file))
		}
	}
	for n, i := range k.asked {
		for _, m := range loc.matches[n] {
			add(m, cmp.Or(homeOf(m.Unit.Role), k.readings[i].name))
		}
	}
	if !rest {
		return units
	}
	for n := range loc.shared {
		if k.shared[n].name == publicationFile {
			for _, m := range loc.shared[n] {
				add(m, publicationFile)
			}
		}
	}
	for _, name := range loc.names() {
		for _, e := range loc.files[name].file.Entries() {
			if e.Retired && e.Other != "" && !seen[e.Key] {
				seen[e.Key] = true
				u := unitOf(e, e.Description)
				u.File, u.Source, u.Retired = name, e.Description, true
				units = append(units, u)
			}
		}
	}
	return units
}

// unitOf is what an entry says of itself; english is the present source with its plural forms.
func unitOf(e catalog.Entry, english string) exchange.Unit {
	u := exchange.Unit{Key: e.Key, Role: e.Role, Target: e.Other, TargetForms: e.Forms, Status: exchange.Status(e.Standing(english).String()), Same: e.Same,
		Exact: e.ExactFrom, Editorial: e.Editorial}
	if u.Status == exchange.Changed {
		u.Previous = e.SourceOf(english)
	}
	if e.Untouched() {
		u.Target = ""
	}
	return u
}

func (loc *localization) exportedUnit(m match.Match, e catalog.Entry, file string) exchange.Unit {
	u := unitOf(e, catalog.English(m.Unit.Text, m.Unit.Forms))
	u.File, u.Source, u.SourceForms = file, m.Unit.Text, m.Unit.Forms
	u.Markup, u.Placeholder = m.Unit.Markup, placeholders(m.Unit)
	if file != homeOf(m.Unit.Role) {
		u.Line = m.Unit.Line
	}
	if m.Unit.Forms != nil {
		categories, _ := loc.language.PluralCategories()
		u.Categories = slices.DeleteFunc(slices.Clone(categories), func(c string) bool { return c == "other" })
	}
	if u.Status != exchange.Translated {
		u.Suggestions = m.Suggestions
		u.Terms = slices.DeleteFunc(slices.Clone(e.Suggestions), func(line string) bool { return !strings.HasPrefix(line, "term ") })
	}
	return u
}

// placeholders tells whether a unit's braces stand for something.
func placeholders(u segment.Unit) bool {
	return u.Role == segment.Publication || u.Date != (language.Date{})
}

// WriteBeside writes a file outside of the project: to a temporary file beside it, which is renamed when it is on disk.
func WriteBeside(name string, data []byte) error {
	temp := filepath.Join(filepath.Dir(name), tempPrefix+filepath.Base(name))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err == nil {
		_, err = f.Write(data)
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(temp, name)
		}
		if err != nil {
			os.Remove(temp)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w; nothing of it was replaced: %s, and try again", name, plain(err), remedy(err))
	}
	return nil
}
