package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"publish/pipeline/catalog"
	"publish/pipeline/edition"
	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

// AllTheirs stands for every key in ImportOptions.Theirs; no key is a word without a point.
const AllTheirs = "all"

// ImportOptions say what is imported, and how.
type ImportOptions struct {
	File   string   // as the user has named it
	Theirs []string // keys whose conflicts are settled for the file
	DryRun bool     // write nothing
}

// An ImportReport says what an import did.
type ImportReport struct {
	File      string              `json:"file"`
	Format    exchange.Format     `json:"format"`
	Languages []string            `json:"languages"`
	Memory    string              `json:"memory,omitempty"` // the file under memory/ that a TMX without our keys has become
	Units     int                 `json:"units,omitempty"`  // of that memory
	Counts    map[string]int      `json:"counts"`           // translations by outcome
	Decisions []exchange.Decision `json:"decisions"`        // of all but the unchanged ones
	Written   []string            `json:"written"`          // with DryRun: what would have been
	Diff      string              `json:"diff,omitempty"`   // with DryRun
	Findings  []finding.Finding   `json:"findings"`
	Failures  []string            `json:"errors"`
}

// ImportTranslations takes a file that came back from a translator's tool into the entries of its language, or a TMX document without
// our keys into memory/. It is done whole or not at all: whatever is wrong with the file itself is an error, and nothing has
// been written. Conflicts are findings; their entries stay as they are.
func ImportTranslations(p *Project, o Options, x ImportOptions) (ImportReport, error) {
	o.Frozen = x.DryRun
	tags := o.Languages
	return locked(p, o, func() (ImportReport, error) {
		o.Languages = []language.Language{source} // the file says for which it is; keys need no other
		r, err := p.begin(o)
		if err != nil {
			return ImportReport{}, err
		}
		i := &importer{run: r, x: x, asked: tags, report: ImportReport{File: x.File, Languages: []string{}, Counts: map[string]int{}, Decisions: []exchange.Decision{},
			Written: []string{}, Findings: []finding.Finding{}, Failures: r.report.Failures}}
		err = i.do()
		return i.report, err
	})
}

// An importer is one import.
type importer struct {
	*run
	x      ImportOptions
	asked  []language.Language // --lang; nil: the file's own
	report ImportReport
}

func (i *importer) do() error {
	f, head, err := openForeign(i.x.File)
	if err != nil {
		return err
	}
	defer f.Close()
	if i.report.Format, err = exchange.FormatOf(i.x.File, head); err != nil {
		return err
	}
	imports, others, err := exchange.Read(io.MultiReader(bytes.NewReader(head), f), i.x.File, i.report.Format, exchange.Reading{Source: source, Language: i.language(), IsKey: i.isKey()})
	if err != nil {
		return fmt.Errorf("%w (nothing was written)", err)
	}
	if imports == nil {
		return i.intoMemory(f)
	}
	if others > 0 {
		i.find(finding.Finding{Level: finding.Warning, Place: finding.Place{File: i.x.File}, Rule: "no-entry",
			What: fmt.Sprintf("%d units have the id of no entry, and are left out", others), Do: "import them as a file of their own: that becomes a memory"})
	}
	if !slices.ContainsFunc(imports, func(one exchange.Import) bool { return len(one.Translations) > 0 }) {
		i.find(finding.Finding{Level: finding.Warning, Place: finding.Place{File: i.x.File}, Rule: "no-entry", What: "the file has no translations: nothing can be taken", Do: "look whether it is the file that came back"})
	}
	byLanguage, err := i.targets(imports)
	if err != nil {
		return err
	}
	return i.merge(byLanguage)
}

// openForeign opens a file that a user has named, anywhere, and reads its beginning.
func openForeign(name string) (*os.File, []byte, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() { // opening a pipe would wait for somebody who writes into it
		err = errors.New("not a regular file; name the file that came back")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		f.Close()
		return nil, nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	return f, head[:n], nil
}

// language is the one of --lang, zero without.
func (i *importer) language() language.Language {
	if len(i.asked) == 1 {
		return i.asked[0]
	}
	return language.Language{}
}

// isKey tells which ids are keys: of the present texts, and of those that the source catalogs still know.
func (i *importer) isKey() func(key string) bool {
	known := map[string]bool{}
	for _, f := range i.canon.sources {
		for _, e := range f.entries {
			known[e.Key] = true
		}
	}
	return func(key string) bool { return i.canon.inUse[key] || known[key] }
}

// targets says which language's files each import is for. Without --lang it is the file's own language, or the only folder
// under locales/ that is for its readers, too.
func (i *importer) targets(imports []exchange.Import) (map[language.Language]exchange.Import, error) {
	if len(i.asked) > 1 {
		return nil, errors.New("one language at a time: name one in --lang")
	}
	tags, err := i.Folders(locales)
	if err != nil {
		return nil, err
	}
	targets := map[language.Language]exchange.Import{}
	for _, one := range imports {
		l, err := i.target(one.Language, tags)
		if err != nil && len(i.asked) == 1 && len(imports) > 1 {
			continue // of a file in several languages the one that is asked for
		}
		if err != nil {
			return nil, err
		}
		if before, twice := targets[l]; twice && before.Language == l {
			continue
		} else if twice && one.Language != l {
			return nil, fmt.Errorf("%s: %s and %s would both go to %s/%s; leave one of the two in the file (nothing was written)", i.x.File, before.Language, one.Language, locales, l)
		}
		targets[l] = one
	}
	if len(targets) == 0 {
		return nil, fmt.Errorf("%s: it holds nothing in %s; name another language in --lang (nothing was written)", i.x.File, i.asked[0])
	}
	return targets, nil
}

func (i *importer) target(l language.Language, tags []string) (language.Language, error) {
	if len(i.asked) == 1 {
		if l.IsZero() || exchange.Alike(l, i.asked[0]) {
			return i.asked[0], nil
		}
		return l, fmt.Errorf("%s: the file is for %s, not for %s; name its language in --lang (nothing was written)", i.x.File, l, i.asked[0])
	}
	if l.IsZero() {
		return l, fmt.Errorf("%s: the file does not say which language it is in; name it, as in --lang fr (nothing was written)", i.x.File)
	}
	var near []language.Language
	for _, tag := range tags {
		folder, found := folderLanguage(tag)
		if found == nil && folder == l {
			return l, nil
		}
		if found == nil && exchange.Alike(folder, l) {
			near = append(near, folder)
		}
	}
	if len(near) == 1 && near[0] != source {
		return near[0], nil
	}
	return l, fmt.Errorf("%s: the file is for %s, and there is no folder %s/%s; to begin that language, add --lang %s (nothing was written)", i.x.File, l, locales, l, l)
}

// merge takes the translations into the entries of all languages, and writes all files or none; where somebody saves one
// meanwhile, all is done again.
func (i *importer) merge(byLanguage map[language.Language]exchange.Import) error {
	languages := slices.SortedFunc(maps.Keys(byLanguage), func(a, b language.Language) int { return strings.Compare(a.String(), b.String()) })
	for _, l := range languages {
		i.report.Languages = append(i.report.Languages, l.String())
	}
	i.canon.imported = i.readMemories(languages)
	i.find(i.canon.imported.findings...)
	for _, err := range i.canon.imported.failures {
		i.fail(err)
	}
	for range 8 {
		if err := i.mergeAll(languages, byLanguage); !errors.Is(err, errSaved) {
			return err
		}
	}
	return fmt.Errorf("%s: files there are saved again and again; import when that is over (nothing was written)", locales)
}

// mergeAll is one attempt. Where nothing is taken, and no conflict is to be seen, no file is touched: not even to bring it up
// to date.
func (i *importer) mergeAll(languages []language.Language, byLanguage map[language.Language]exchange.Import) error {
	var merged []*localization
	var decisions []exchange.Decision
	var files []*localeFile
	for _, l := range languages {
		loc, ds, err := i.mergeOne(l, byLanguage[l].Translations)
		if err != nil {
			return err
		}
		merged, decisions, files = append(merged, loc), append(decisions, ds...), append(files, loc.changed()...)
	}
	if err := i.settled(decisions); err != nil {
		return err
	}
	if !slices.ContainsFunc(decisions, func(d exchange.Decision) bool { return d.Outcome == exchange.Taken || d.Outcome == exchange.Conflict }) {
		i.conclude(byLanguage, merged, decisions)
		i.sortReport()
		i.take(i.run.report)
		return nil
	}
	written, err := i.writeTogether(files, i.options)
	if err != nil {
		return err
	}
	i.conclude(byLanguage, merged, decisions)
	i.finish(merged, files, written)
	return nil
}

// take takes over what the run has to say.
func (i *importer) take(r Report) {
	i.report.Findings, i.report.Failures, i.report.Written = append(i.report.Findings, r.Findings...), r.Failures, r.Written
}

// settled holds --theirs to the conflicts that there are: a misspelt key would settle nothing.
func (i *importer) settled(decisions []exchange.Decision) error {
	for _, key := range i.x.Theirs {
		if key != AllTheirs && !slices.ContainsFunc(decisions, func(d exchange.Decision) bool { return d.Key == key }) {
			return fmt.Errorf("--theirs %s: %s has no translation of that key (nothing was written)", key, i.x.File)
		}
	}
	return nil
}

// mergeOne takes translations into the files of one language, in memory: the entries are brought up to date, revised as a
// translator would have, and brought up to date once more.
func (i *importer) mergeOne(l language.Language, translations []exchange.Translation) (*localization, []exchange.Decision, error) {
	loc, err := i.loaded(i.canon, l)
	if err != nil {
		return nil, nil, err
	}
	found := slices.Clone(loc.findings)
	loc.match(i.canon)
	if err := loc.renew(i.canon); err != nil {
		return nil, nil, err
	}
	theirs := func(key string) bool {
		return slices.Contains(i.x.Theirs, key) || slices.Contains(i.x.Theirs, AllTheirs)
	}
	decisions := exchange.Merge(translations, loc.entries(), theirs)
	var revisions []catalog.Revision
	for _, d := range decisions {
		if d.Outcome == exchange.Taken {
			revisions = append(revisions, d.Change)
		}
	}
	for _, name := range loc.names() {
		if err := loc.files[name].file.Revise(revisions); err != nil {
			return nil, nil, err
		}
	}
	loc.findings, loc.matches, loc.shared = found, nil, nil
	loc.match(i.canon)
	return loc, decisions, loc.renew(i.canon)
}

// entries gives the entries as they are now.
func (loc *localization) entries() exchange.Entries {
	units, keys := map[string]match.Match{}, map[string][]string{}
	for _, matches := range append(slices.Clone(loc.shared), loc.matches...) {
		for _, m := range matches {
			if _, twice := units[m.Unit.Key]; !twice {
				keys[m.Unit.Text] = append(keys[m.Unit.Text], m.Unit.Key)
				for _, form := range m.Unit.Forms {
					keys[form] = append(keys[form], m.Unit.Key)
				}
			}
			units[m.Unit.Key] = m
		}
	}
	shipped := edition.Shipped(loc.language)
	present := func(key string) (exchange.Present, bool) {
		e, ok := loc.Entry(key)
		m, wanted := units[key]
		if !wanted {
			return exchange.Present{Entry: e, Text: e.Description, English: e.Description}, ok
		}
		filled := m.Class == match.Exact && m.Target == e.Other || e.ExactFrom == shippedOrigin && shipped[key].Other == e.Other
		return exchange.Present{Entry: e, Text: m.Unit.Text, English: catalog.English(m.Unit.Text, m.Unit.Forms), Filled: filled && !e.Draft,
			Markup: m.Unit.Markup, Placeholder: placeholders(m.Unit)}, ok
	}
	return exchange.Entries{Present: present, Keys: func(source string) []string { return keys[source] }}
}

// conclude reports what was decided.
func (i *importer) conclude(byLanguage map[language.Language]exchange.Import, merged []*localization, decisions []exchange.Decision) {
	for _, loc := range merged {
		i.find(loc.findings...)
		i.find(byLanguage[loc.language].Findings...)
	}
	i.find(exchange.Findings(decisions)...)
	for _, d := range decisions {
		i.report.Counts[string(d.Outcome)]++
		if d.Outcome != exchange.Unchanged {
			i.report.Decisions = append(i.report.Decisions, d)
		}
	}
}

// finish brings the source catalogs up to date, and reports what was written.
func (i *importer) finish(merged []*localization, files []*localeFile, written []string) {
	for _, loc := range merged {
		i.touched = append(i.touched, loc.leftover(i.canon))
	}
	if i.x.DryRun {
		for _, f := range files {
			i.report.Diff += string(diff.Diff("a/"+f.name, f.before, "b/"+f.name, f.file.Bytes()))
		}
	}
	i.run.report.Written = append(i.run.report.Written, written...)
	i.take(i.end())
}
