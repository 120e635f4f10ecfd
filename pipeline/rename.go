package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/deliver"
	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// Rename gives a resolution another name: its text, its catalogs in all languages with the keys in them, and its settings.
// Editions under the old name are removed; the next run makes them under the new one. It returns what it did, a line each.
//
// New files are there before old ones go, so a Rename that was killed is finished by doing it again.
func Rename(p *Project, o Options, old, name string) ([]string, error) {
	return locked(p, o, func() ([]string, error) {
		r := renaming{Project: p, old: old, name: name}
		return r.done, errors.Join(r.run())
	})
}

type renaming struct {
	*Project
	old, name string
	done      []string
}

func (r *renaming) run() error {
	if stem, derived := resolution.Stem(r.name + ".txt"); derived || stem != r.name {
		return fmt.Errorf("%q cannot be a resolution's name; write small letters, digits, - and _, as in %q", r.name, stem)
	}
	if r.old == r.name {
		return fmt.Errorf("%q is its name already", r.name)
	}
	if err := r.undelivered(); err != nil {
		return err
	}
	from, to, err := r.files()
	if err != nil {
		return err
	}
	locales, err := r.locales()
	if err != nil {
		return err
	}
	config, err := r.config()
	if err != nil {
		return err
	}
	return r.commit(from, to, locales, config)
}

// undelivered refuses a resolution that was delivered: without its ledger it would be sent again under the new name.
func (r *renaming) undelivered() error {
	marks, err := r.marks()
	if err != nil {
		return err
	}
	if _, delivered := marks[r.old]; delivered {
		return fmt.Errorf("%s was delivered, and what was sent stands in a ledger of its name; rename %s/%[1]s.jsonl and the table [%[1]s] of %[3]s to %[4]s first, so that nobody gets it twice",
			r.old, deliver.Dir, marksFile, r.name)
	}
	return nil
}

// files are the names of the text before and after; from is "" where an earlier, interrupted Rename has moved it.
func (r *renaming) files() (from, to string, err error) {
	s, err := r.sources()
	if err != nil {
		return "", "", err
	}
	for i, n := range s.names {
		switch n {
		case r.old:
			from = s.files[i]
		case r.name:
			to = s.files[i]
		}
	}
	switch {
	case from != "" && to != "":
		return "", "", fmt.Errorf("%s: there is a resolution of this name already; take another one", to)
	case from == "" && to == "":
		return "", "", fmt.Errorf("no resolution %q in %s/; there are: %s", r.old, resolutions, strings.Join(s.names, ", "))
	case from == "":
		return "", to, nil
	}
	return from, path.Join(resolutions, r.name+strings.ToLower(path.Ext(from))), nil
}

// A rewriting is one locale file with its new bytes; to differs from "from" for the resolution's own.
type rewriting struct {
	from, to string
	old      []byte // what from held
	there    []byte // what to held; nil: nothing
	data     []byte
	changed  bool
}

// locales are all locale files that hold keys of the resolution, with the keys renamed.
func (r *renaming) locales() ([]rewriting, error) {
	tags, err := r.Folders(locales)
	if err != nil {
		return nil, err
	}
	var all []rewriting
	for _, tag := range tags {
		dir := path.Join(locales, tag)
		r.sweep(dir)
		bases, err := r.Files(dir)
		if err != nil {
			return nil, err
		}
		for _, base := range bases {
			mine, next := r.old+"."+tag+".toml", r.name+"."+tag+".toml"
			if !strings.HasSuffix(base, "."+tag+".toml") || base == next && slices.Contains(bases, mine) {
				continue
			}
			w, err := r.rewrite(dir, base, tag)
			if err != nil {
				return nil, err
			}
			if w.changed {
				all = append(all, w)
			}
		}
	}
	return all, nil
}

func (r *renaming) rewrite(dir, base, tag string) (rewriting, error) {
	f, err := r.loadLocale(path.Join(dir, base), catalog.New)
	if err != nil {
		return rewriting{}, err
	}
	if _, err := f.file.Rename(r.old, r.name); err != nil {
		return rewriting{}, err
	}
	w := rewriting{from: f.name, to: f.name, old: f.before, there: f.before, data: f.file.Bytes(), changed: f.changed()}
	if base == r.old+"."+tag+".toml" {
		w.to, w.changed = path.Join(dir, r.name+"."+tag+".toml"), true
		w.there, err = r.replaceable(w, tag)
	}
	return w, err
}

// replaceable is what the file that is to be written holds already. It may be the result of a Rename that was killed, or
// what a run has begun since the text was given its new name by hand; but nothing that a person wrote.
func (r *renaming) replaceable(w rewriting, tag string) ([]byte, error) {
	if !r.Exists(w.to) {
		return nil, nil
	}
	there, err := r.loadLocale(w.to, catalog.New)
	if err != nil || tag == source.String() || bytes.Equal(there.before, w.data) {
		return there.before, err
	}
	l, found := folderLanguage(tag)
	if found == nil {
		loc := &localization{language: l, files: map[string]*localeFile{}}
		if err := r.loadLanguage(loc); err != nil {
			return nil, err
		}
		begun := catalog.New(w.to).Bytes()
		if _, err := there.file.Renew(catalog.Renewal{Text: loc.text}); err == nil && bytes.Equal(there.file.Bytes(), begun) {
			return there.before, nil
		}
	}
	return nil, fmt.Errorf("%s is there already, and is not %s with its keys renamed; move one of the two away", w.to, w.from)
}

// config is config.toml with [resolution.<old>] renamed, or nil if it has none.
func (r *renaming) config() ([]byte, error) {
	data, err := r.Read(configFile)
	if err != nil {
		return nil, err
	}
	lines := strings.SplitAfter(string(data), "\n")
	for i, line := range lines {
		for _, form := range []string{"[resolution.%s]", "[resolution.\"%s\"]"} {
			head := fmt.Sprintf(form, r.old)
			if strings.HasPrefix(strings.TrimSpace(line), head) {
				lines[i] = strings.Replace(line, head, "[resolution."+r.name+"]", 1)
			}
		}
	}
	if renamed := strings.Join(lines, ""); renamed != string(data) {
		return []byte(renamed), nil
	}
	return nil, nil
}

func (r *renaming) commit(from, to string, files []rewriting, config []byte) error {
	for _, w := range files {
		s, err := r.revise(w.to, w.there, w.data)
		if errors.Is(err, errSaved) {
			return fmt.Errorf("%s: saved by somebody else during the renaming; rename again", w.to)
		} else if err != nil {
			return err
		}
		s.close()
		r.did(w.from, w.to)
	}
	if config != nil {
		if err := r.Write(configFile, config); err != nil {
			return err
		}
		r.did(configFile, configFile)
	}
	if from != "" {
		if err := r.root.Rename(path.Clean(from), path.Clean(to)); err != nil {
			return fmt.Errorf("%s: %w", from, plain(err))
		}
		r.did(from, to)
	}
	for _, w := range files {
		if w.from == w.to {
			continue
		}
		s, err := r.discard(w.from, w.old)
		if errors.Is(err, errSaved) {
			return fmt.Errorf("%s: saved by somebody else during the renaming, so it is still there; move what is new in it to %s, and delete it", w.from, w.to)
		} else if err != nil {
			return err
		}
		s.close()
	}
	return r.withdrawAll()
}

func (r *renaming) did(from, to string) {
	if from == to {
		r.done = append(r.done, "changed "+from)
	} else {
		r.done = append(r.done, "renamed "+from+" to "+to)
	}
}

// withdrawAll removes the editions under the old name.
func (r *renaming) withdrawAll() error {
	tags, err := r.Folders(locales)
	if err != nil {
		return err
	}
	for _, tag := range tags {
		l, found := folderLanguage(tag)
		if found != nil {
			continue
		}
		there := r.outputsOf(r.old)
		if err := r.withdrawFrom(edition.Edition{Name: r.old, Language: l}, nil, there); err != nil {
			return err
		}
		if proof := proofFile(r.old, l); there[proof] {
			if err := r.Remove(path.Join(outputDir, r.old, proof)); err != nil {
				return err
			}
		}
	}
	_ = r.root.Remove(path.Join(outputDir, r.old)) // only if it is empty now
	return nil
}
