package pipeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"publish/pipeline/catalog"
	"publish/pipeline/match"
	"publish/pipeline/segment"
)

// renewSources brings the source catalogs up to date: English texts and their keys, and what is retired but still holds a
// translation in some language.
func (r *run) renewSources() ([]string, error) {
	var files []*localeFile
	for _, s := range r.canon.shared {
		if f := r.canon.sources[s.name]; len(s.units) > 0 || f.before != nil {
			if err := r.renewShared(s, f); err != nil {
				return nil, err
			}
			if len(s.units) == 0 {
				f.spare(catalog.NewSource)
			}
			files = append(files, f)
		}
	}
	for _, i := range r.canon.asked {
		reading := &r.canon.readings[i]
		f := r.canon.sources[reading.name]
		if err := r.renewOwn(reading, f); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	var changed []*localeFile
	for _, f := range files {
		if f.changed() {
			changed = append(changed, f)
		}
	}
	written, err := r.writeLocales(changed, r.options)
	if errors.Is(err, errSaved) {
		err = fmt.Errorf("%s/%s: a file there was saved by somebody else during the run; run again", locales, source)
	}
	return written, err
}

// renewOwn renews the source catalog of a resolution.
func (r *run) renewOwn(reading *reading, f *localeFile) error {
	return r.renewSource(reading.name, ownOf(reading.units), f, func(string) bool { return false })
}

// renewShared renews a shared source catalog. While a resolution is absent or unreadable, nothing in it is retired.
func (r *run) renewShared(s shared, f *localeFile) error {
	return r.renewSource(s.name, s.units, f, func(key string) bool { return s.keys[key] || !r.canon.whole })
}

// renewSource keeps, retired, what somebody's translation hangs on, and what could not be minted again under its key; so an
// insertion that is undone leaves nothing behind, and a deletion that is undone finds its key.
func (r *run) renewSource(name string, units []segment.Unit, f *localeFile, inUse func(string) bool) error {
	matches := make([]match.Match, len(units))
	for i, u := range units {
		matches[i].Unit = u
	}
	translated := r.translated(name)
	keep := func(key string) bool {
		e, _ := f.file.Entry(key)
		return translated(key) || !catalog.Remintable(key, e.Other)
	}
	found, err := f.file.RenewSource(catalog.Renewal{Wanted: match.Wanted(matches), InUse: inUse, Keep: keep})
	r.find(found...)
	return err
}

// A leftover is what one language's files still hold of keys that no unit has any more: all that the source catalogs must
// know of a language, so that a run need not keep every language's files in memory.
type leftover struct {
	tag  string
	read map[string]bool // names of the files that the run has brought up to date
	held map[string]bool // keys with a translation, or retired
}

// leftover takes from the language's files what the source catalogs must know of them.
func (loc *localization) leftover(k *keyed) leftover {
	l := leftover{tag: loc.language.String(), read: map[string]bool{retiredFile: loc.files[retiredFile] != nil}, held: map[string]bool{}}
	for _, name := range append(k.wantedFiles(), retiredFile) {
		f := loc.files[name]
		if f == nil {
			continue
		}
		l.read[name] = true
		for _, e := range f.file.Entries() {
			if !k.inUse[e.Key] && holds(e) {
				l.held[strings.Clone(e.Key)] = true // the key alone, not the file's text with it
			}
		}
	}
	return l
}

// holds tells whether somebody's translation hangs on the entry.
func holds(e catalog.Entry) bool { return e.Other != "" || len(e.Forms) > 0 || e.Retired }

// translated tells of a key that no unit has whether somebody's translation hangs on it, in any language's file of this name.
func (r *run) translated(name string) func(key string) bool {
	read := sync.OnceValues(func() ([]func(string) bool, error) { return r.translations(name) })
	return func(key string) bool {
		files, err := read()
		return err != nil || slices.ContainsFunc(files, func(in func(string) bool) bool { return in(key) })
	}
}

// translations are the files of this name, and those of put-away entries, in all languages: as this run leaves them, or as
// they are on disk. Each tells whether a translation hangs on a key. It is an error if one of them cannot be read.
func (r *run) translations(name string) (files []func(key string) bool, err error) {
	tags, err := r.Folders(locales)
	if err != nil {
		return nil, err
	}
	for _, tag := range tags {
		if tag == source.String() {
			continue
		}
		for _, n := range []string{name, retiredFile} {
			f, err := r.translation(tag, n)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	return files, nil
}

func (r *run) translation(tag, name string) (func(key string) bool, error) {
	for _, l := range r.touched {
		if l.tag == tag && l.read[name] {
			return func(key string) bool { return l.held[key] }, nil
		}
	}
	f, err := r.loadLocale(strings.Join([]string{locales, tag, name + "." + tag + ".toml"}, "/"), catalog.New)
	if err != nil {
		return nil, err
	}
	return func(key string) bool {
		e, ok := f.file.Entry(key)
		return ok && holds(e)
	}, nil
}
