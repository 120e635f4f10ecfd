package pipeline

import (
	"maps"
	"path"
	"slices"
	"sync"

	"publish/pipeline/catalog"
	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/segment"
)

// source is the language of the canonical texts.
var source = language.MustParse(edition.PublicationLanguage)

// The shared locale files: each holds units that all resolutions share.
const (
	slogansFile       = "slogans"
	organizationsFile = "organizations"
	publicationFile   = "publication"
	retiredFile       = "retired"
	termsFile         = "terms"
)

// sharedFiles are the names under locales/<language>/ that no resolution can have.
var sharedFiles = []string{slogansFile, organizationsFile, publicationFile, retiredFile, termsFile}

func sharedFile(name string) bool { return slices.Contains(sharedFiles, name) }

// homeOf is the shared file that a role's units stand in, or "" for the resolution's own.
func homeOf(r segment.Role) string {
	switch r.Namespace() {
	case "slogan":
		return slogansFile
	case "org", "place":
		return organizationsFile
	case "publication":
		return publicationFile
	}
	return ""
}

// ownOf are the units of a resolution's own file.
func ownOf(units []segment.Unit) []segment.Unit {
	var own []segment.Unit
	for _, u := range units {
		if homeOf(u.Role) == "" {
			own = append(own, u)
		}
	}
	return own
}

// localeName is the name of a locale file below the project's root.
func localeName(l language.Language, name string) string {
	return path.Join(locales, l.String(), name+"."+l.String()+".toml")
}

// A shared is the units of one shared file, over all resolutions, in reading order; each text once.
type shared struct {
	name  string
	units []segment.Unit
	keys  map[string]bool
}

// keyed is a canon whose units have their keys.
type keyed struct {
	*canon
	asked    []int                       // resolutions that the run is for
	previous map[string][]catalog.Source // source catalogs as they were, by name of an asked resolution
	sources  map[string]*localeFile      // the files of the source catalogs, by name
	shared   []shared                    // slogans, organizations, publication
	inUse    map[string]bool             // keys of the asked resolutions' own units, and of the shared ones
	earlier  func() map[string]string    // English texts that the source catalogs had, by their hash
	imported imported                    // from memory/
	places   func() map[string]match.Place
}

// mint gives every unit its key: shared ones by their text, those of the asked resolutions by what their source catalog says.
func (p *Project) mint(c *canon, asked []int) (*keyed, error) {
	k := &keyed{canon: c, asked: asked, previous: map[string][]catalog.Source{}, sources: map[string]*localeFile{}}
	for _, name := range []string{slogansFile, organizationsFile, publicationFile} {
		if err := p.loadSource(k, name); err != nil {
			return nil, err
		}
	}
	k.mintShared()
	for _, i := range asked {
		r := &c.readings[i]
		if err := p.loadSource(k, r.name); err != nil {
			return nil, err
		}
		previous := sourcesOf(k.sources[r.name].entries)
		k.previous[r.name] = previous
		for n, key := range catalog.Reconcile(r.name, r.units, previous) {
			if homeOf(r.units[n].Role) == "" {
				r.units[n].Key = key
			}
		}
	}
	k.earlier = sync.OnceValue(k.texts)
	k.inUse = k.keys()
	return k, nil
}

func (k *keyed) keys() map[string]bool {
	all := map[string]bool{}
	for _, s := range k.shared {
		maps.Copy(all, s.keys)
	}
	for _, i := range k.asked {
		for _, u := range k.readings[i].units {
			all[u.Key] = true
		}
	}
	return all
}

// texts are the English texts of the source catalogs as they were read, by their hash.
func (k *keyed) texts() map[string]string {
	texts := map[string]string{}
	for _, f := range k.sources {
		for _, e := range f.entries {
			texts[catalog.Hash(e.Other)] = e.Other
		}
	}
	return texts
}

func (p *Project) loadSource(k *keyed, name string) error {
	f, err := p.loadLocale(localeName(source, name), catalog.NewSource)
	if err != nil {
		return err
	}
	k.sources[name] = f
	return nil
}

// sourcesOf is a source catalog as Reconcile wants it.
func sourcesOf(entries []catalog.Entry) []catalog.Source {
	var sources []catalog.Source
	for _, e := range entries {
		sources = append(sources, catalog.Source{Key: e.Key, Text: e.Other, Retired: e.Retired})
	}
	return sources
}

// mintShared keys slogans, glosses and places by their text alone, in all resolutions.
func (k *keyed) mintShared() {
	byText := map[string]map[string]string{slogansFile: {}, organizationsFile: {}} // role and text -> key
	textOf := map[string]string{}                                                  // key -> role and text
	for name, f := range k.sources {
		for _, e := range f.entries {
			if keys := byText[name]; keys != nil {
				id := roleOfKey(e.Key) + "\x00" + e.Other
				keys[id], textOf[e.Key] = e.Key, id
			}
		}
	}
	k.shared = []shared{{name: slogansFile, keys: map[string]bool{}}, {name: organizationsFile, keys: map[string]bool{}},
		{name: publicationFile, units: edition.PublicationUnits(), keys: map[string]bool{}}}
	for _, u := range k.shared[2].units {
		k.shared[2].keys[u.Key] = true
	}
	for i := range k.readings {
		for n := range k.readings[i].units {
			u := &k.readings[i].units[n]
			home := homeOf(u.Role)
			if home == "" {
				continue
			}
			id := u.Role.Namespace() + "\x00" + u.Text
			key, known := byText[home][id]
			if !known {
				key = catalog.SharedKey(u.Role, u.Text, func(key string) bool { return textOf[key] != "" && textOf[key] != id })
				byText[home][id], textOf[key] = key, id
			}
			u.Key = key
			k.add(home, *u)
		}
	}
}

func (k *keyed) add(home string, u segment.Unit) {
	for i := range k.shared {
		if s := &k.shared[i]; s.name == home && !s.keys[u.Key] {
			s.keys[u.Key] = true
			s.units = append(s.units, u)
		}
	}
}

// roleOfKey is the namespace that a shared key begins with.
func roleOfKey(key string) string {
	for i := range len(key) {
		if key[i] == '.' {
			return key[:i]
		}
	}
	return key
}
