package pipeline

import (
	"slices"
	"sync"

	"publish/pipeline/catalog"
)

// idle tells of a key of a resolution whether no language has a translation of its own under it: none at all, or a copy
// that nobody has touched of one that stands elsewhere in the same file. The files are read when the first key is asked for;
// while one of them cannot be, no key is idle.
func (p *Project) idle(name string) func(key string) bool {
	read := sync.OnceValues(func() ([]*catalog.File, error) { return p.everyLanguage(name) })
	return func(key string) bool {
		files, err := read()
		return err == nil && !slices.ContainsFunc(files, func(f *catalog.File) bool { return ownTranslation(f, key) })
	}
}

// ownTranslation tells whether a translation stands under a key that is no untouched copy of another one.
func ownTranslation(f *catalog.File, key string) bool {
	e, there := f.Entry(key)
	if !there || e.Other == "" && len(e.Forms) == 0 && !e.Draft {
		return false
	}
	origin, copied := f.Entry(e.ExactFrom)
	return !copied || e.Draft || e.Same || origin.Other != e.Other
}

// everyLanguage are the locale files of one name in all languages but the source's, as they are on disk.
func (p *Project) everyLanguage(name string) ([]*catalog.File, error) {
	tags, err := p.Folders(locales)
	if err != nil {
		return nil, err
	}
	var files []*catalog.File
	for _, tag := range tags {
		l, found := folderLanguage(tag)
		if found != nil || l == source {
			continue
		}
		f, err := p.loadLocale(localeName(l, name), catalog.New)
		if err != nil {
			return nil, err
		}
		files = append(files, f.file)
	}
	return files, nil
}
