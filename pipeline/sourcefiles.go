package pipeline

import (
	"errors"
	"strings"

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
		err = errors.New(changed[len(written)].name + ": saved by somebody else during the run; run again")
	}
	return written, err
}

// renewOwn renews the source catalog of a resolution.
func (r *run) renewOwn(reading *reading, f *localeFile) error {
	var own []segment.Unit
	for _, u := range reading.units {
		if homeOf(u.Role) == "" {
			own = append(own, u)
		}
	}
	return r.renewSource(reading.name, own, f, func(string) bool { return false })
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

// translated tells of a key whether somebody's translation hangs on it, in any language's file of this name.
func (r *run) translated(name string) func(key string) bool {
	var files []*catalog.File
	read, whole := false, false
	return func(key string) bool {
		if !read {
			files, whole = r.translations(name)
			read = true
		}
		if !whole {
			return true
		}
		for _, f := range files {
			if e, ok := f.Entry(key); ok && (e.Other != "" || len(e.Forms) > 0 || e.Retired) {
				return true
			}
		}
		return false
	}
}

// translations are the files of this name, and those of put-away entries, in all languages: as this run leaves them, or as
// they are on disk. It is not whole if one of them cannot be read.
func (r *run) translations(name string) (files []*catalog.File, whole bool) {
	tags, err := r.Folders(locales)
	if err != nil {
		return nil, false
	}
	for _, tag := range tags {
		if tag == source.String() {
			continue
		}
		for _, n := range []string{name, retiredFile} {
			f, err := r.translation(tag, n)
			if err != nil {
				return nil, false
			}
			files = append(files, f)
		}
	}
	return files, true
}

func (r *run) translation(tag, name string) (*catalog.File, error) {
	for _, loc := range r.touched {
		if f := loc.files[name]; loc.language.String() == tag && f != nil {
			return f.file, nil
		}
	}
	f, err := r.loadLocale(strings.Join([]string{locales, tag, name + "." + tag + ".toml"}, "/"), catalog.New)
	if err != nil {
		return nil, err
	}
	return f.file, nil
}
