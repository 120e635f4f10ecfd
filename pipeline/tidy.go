package pipeline

import (
	"errors"
	"fmt"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
)

// A Tidied is what Tidy has done to one file.
type Tidied struct {
	File    string `json:"file"`
	Entries int    `json:"entries"` // that were moved
	To      string `json:"to"`      // the file of retired entries
}

func (t Tidied) String() string { return fmt.Sprintf("%s: %d entries to %s", t.File, t.Entries, t.To) }

// Tidy moves retired entries out of the translators' files into retired.<language>.toml, where they still serve the memory.
// It returns what it did, for each file that has had any.
func Tidy(p *Project, o Options) ([]Tidied, error) {
	return locked(p, o, func() ([]Tidied, error) {
		languages, err := p.tidied(o)
		if err != nil {
			return nil, err
		}
		done := []Tidied{}
		var errs []error
		for _, l := range languages {
			lines, err := p.tidy(l)
			done, errs = append(done, lines...), append(errs, err)
		}
		return done, errors.Join(errs...)
	})
}

// tidied are the languages to tidy: those asked for, or every folder under locales/ but the source's.
func (p *Project) tidied(o Options) ([]language.Language, error) {
	if o.Languages != nil {
		return o.Languages, nil
	}
	tags, err := p.Folders(locales)
	if err != nil {
		return nil, err
	}
	var all []language.Language
	for _, tag := range tags {
		if l, found := folderLanguage(tag); found == nil && l != source {
			all = append(all, l)
		}
	}
	return all, nil
}

// tidy writes the file of retired entries first: killed in between, an entry stands twice, and never nowhere.
func (p *Project) tidy(l language.Language) ([]Tidied, error) {
	loc := &localization{language: l, files: map[string]*localeFile{}}
	if err := p.loadLanguage(loc); err != nil {
		return nil, err
	}
	away := loc.files[retiredFile]
	if away == nil {
		name := localeName(l, retiredFile)
		away = &localeFile{name: name, file: catalog.New(name)}
	}
	var done []Tidied
	var changed []*localeFile
	for _, name := range loc.names() {
		f := loc.files[name]
		if name == retiredFile {
			continue
		}
		n, err := f.file.Tidy(away.file)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			changed = append(changed, f)
			done = append(done, Tidied{f.name, n, away.name})
		}
	}
	if len(changed) == 0 {
		return nil, nil
	}
	_, err := p.writeLocales(append([]*localeFile{away}, changed...), Options{})
	return done, err
}
