package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/terms"
)

// A localeFile is a locale file with the bytes that it had when it was read.
type localeFile struct {
	name    string
	before  []byte // nil: not there
	file    *catalog.File
	entries []catalog.Entry // as they were read
	gone    bool            // holds nothing but its head comment, and nothing needs it: it is to be removed
}

// loadLocale reads a locale file; one that is not there is begun by fresh.
func (p *Project) loadLocale(name string, fresh func(string) *catalog.File) (*localeFile, error) {
	if !p.Exists(name) {
		return &localeFile{name: name, file: fresh(name)}, nil
	}
	data, err := p.readSaved(name)
	if err != nil {
		return nil, err
	}
	f, err := catalog.Parse(name, data)
	if err != nil {
		return nil, err
	}
	return &localeFile{name: name, before: data, file: f, entries: f.Entries()}, nil
}

// changed tells whether the file on disk is not what it should be.
func (f *localeFile) changed() bool { return f.gone || !bytes.Equal(f.before, f.file.Bytes()) }

// spare marks a file that no unit needs and that holds what begun begins a file with alone: it was made for units that
// have gone again, and an edit that is undone leaves no file behind.
func (f *localeFile) spare(begun func(string) *catalog.File) {
	f.gone = f.before != nil && bytes.Equal(f.file.Bytes(), begun(f.name).Bytes())
}

// A localization is one language's catalog, matched with the canon.
type localization struct {
	language language.Language
	files    map[string]*localeFile // by name: a resolution's, or a shared file's
	matches  [][]match.Match        // by asked resolution, aligned with its units
	shared   [][]match.Match        // by shared file, aligned with its units
	phrases  edition.Phrases
	findings []finding.Finding
	written  []string

	exceptions []language.Exceptions // from hyphenation
	terms      *terms.Glossary       // nil: the language has none
	units      *memory.Memory        // of whole texts, once it is matched
}

// localize brings a language's files up to date, and does it again if somebody saves one of them meanwhile.
func (p *Project) localize(k *keyed, l language.Language, o Options) (*localization, error) {
	for range 8 {
		loc, err := p.matched(k, l)
		if err != nil {
			return nil, err
		}
		if loc.written, err = p.writeLocales(loc.changed(), o); !errors.Is(err, errSaved) {
			return loc, err
		}
	}
	return nil, fmt.Errorf("%s/%s: files there are saved again and again while they are brought up to date; run again when that is over", locales, l)
}

// writeLocales writes files, those that are gone removes, or with Frozen only says which. errSaved: somebody saved one of
// them since it was read.
func (p *Project) writeLocales(files []*localeFile, o Options) (written []string, err error) {
	var old []*superseded
	defer func() { err = errors.Join(err, p.bringBack(old)) }()
	for _, f := range files {
		if !o.Frozen {
			s, err := p.save(f)
			if err != nil {
				return written, err
			}
			old = append(old, s)
		}
		written = append(written, f.name)
	}
	return written, nil
}

// save writes a file, or removes one that is gone.
func (p *Project) save(f *localeFile) (*superseded, error) {
	return p.saveAfter(f, func() error { return nil })
}

// writeTogether is writeLocales for files that belong together: the first is renamed when all are on disk.
func (p *Project) writeTogether(files []*localeFile, o Options) (written []string, err error) {
	if o.Frozen {
		return p.writeLocales(files, o)
	}
	var old []*superseded
	defer func() { err = errors.Join(err, p.bringBack(old)) }()
	var upTo func(i int) error
	upTo = func(i int) error {
		if i < 0 {
			return nil
		}
		f, others := files[i], func() error { return upTo(i - 1) }
		s, err := p.saveAfter(f, others)
		if err == nil {
			old, written = append(old, s), append(written, f.name)
		}
		return err
	}
	err = upTo(len(files) - 1)
	return written, err
}

// saveAfter is save, which does first when the new bytes are on disk.
func (p *Project) saveAfter(f *localeFile, first func() error) (*superseded, error) {
	if !f.gone {
		return p.reviseAfter(f.name, f.before, f.file.Bytes(), first)
	}
	if err := first(); err != nil {
		return nil, err
	}
	return p.discard(f.name, f.before)
}

// changed are the files that must be written, sorted by name; that of the retired entries comes last, so that a run that is
// killed leaves no entry that it takes back from there nowhere.
func (loc *localization) changed() []*localeFile {
	var files []*localeFile
	for _, f := range loc.files {
		if f.changed() {
			files = append(files, f)
		}
	}
	away := loc.files[retiredFile]
	slices.SortFunc(files, func(a, b *localeFile) int {
		switch {
		case a == away:
			return 1
		case b == away:
			return -1
		}
		return strings.Compare(a.name, b.name)
	})
	return files
}

// matched reads a language's files, matches the units with them, and renews the files in memory.
func (p *Project) matched(k *keyed, l language.Language) (*localization, error) {
	loc, err := p.loaded(k, l)
	if err != nil {
		return nil, err
	}
	loc.match(k)
	return loc, loc.renew(k)
}

// loaded reads a language's files, and begins those that are not there.
func (p *Project) loaded(k *keyed, l language.Language) (*localization, error) {
	loc := &localization{language: l, files: map[string]*localeFile{}}
	if err := p.loadLanguage(loc); err != nil {
		return nil, err
	}
	var err error
	if loc.exceptions, err = p.exceptions(l); err != nil {
		return nil, err
	}
	var found []finding.Finding
	if loc.terms, found, err = p.glossary(l); err != nil {
		return nil, err
	}
	loc.findings = append(loc.findings, found...)
	want := k.wantedFiles()
	for _, name := range want {
		if loc.files[name] == nil {
			full := localeName(l, name)
			loc.files[name] = &localeFile{name: full, file: catalog.New(full)}
		}
	}
	return loc, loc.restore(k)
}

// wantedFiles are the names of the locale files that a language must have.
func (k *keyed) wantedFiles() []string {
	var names []string
	for _, s := range k.shared {
		if len(s.units) > 0 {
			names = append(names, s.name)
		}
	}
	for _, i := range k.asked {
		names = append(names, k.readings[i].name)
	}
	return names
}

// loadLanguage reads all locale files of a language. All that cannot be read are reported at once.
func (p *Project) loadLanguage(loc *localization) error {
	dir := path.Join(locales, loc.language.String())
	p.sweep(dir)
	bases, err := p.Files(dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, base := range bases {
		name, ok := strings.CutSuffix(base, ".toml")
		if !ok {
			continue
		}
		name, tagged := strings.CutSuffix(name, "."+loc.language.String())
		if !tagged {
			loc.findings = append(loc.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: path.Join(dir, base)}, Rule: "locale-file-name",
				What: "the name does not end in ." + loc.language.String() + ".toml, so it is not read", Do: "rename it, or move it elsewhere"})
			continue
		}
		if name == termsFile {
			continue
		}
		f, err := p.loadLocale(path.Join(dir, base), catalog.New)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		loc.files[name] = f
		loc.findings = append(loc.findings, f.file.Findings()...)
	}
	return errors.Join(append(errs, loc.twice())...)
}

// twice reports a key that stands in two files: nobody could say which of the two is meant.
func (loc *localization) twice() error {
	at := map[string]catalog.Entry{}
	var errs []error
	for _, name := range loc.names() {
		for _, e := range loc.files[name].file.Entries() {
			if first, twice := at[e.Key]; twice && name != retiredFile && first.File != localeName(loc.language, retiredFile) {
				errs = append(errs, fmt.Errorf("%s: the key %s stands at %s, too; take one of the two out", e.Place(), e.Key, first.Place()))
			}
			at[e.Key] = e
		}
	}
	return errors.Join(errs...)
}

func (loc *localization) names() []string {
	names := make([]string, 0, len(loc.files))
	for n := range loc.files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
