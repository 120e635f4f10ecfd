package pipeline

import (
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/match"
	"publish/pipeline/segment"
)

// placesOf tells where the resolutions' own units stand: those of the asked ones as they are, the others' as their source
// catalogs had them after the last run.
func (p *Project) placesOf(k *keyed) map[string]match.Place {
	places := map[string]match.Place{}
	for i, reading := range k.readings {
		before := ""
		add := func(key string, role segment.Role, text string) {
			places[key] = match.Place{Role: role, Before: before}
			before = text
		}
		if slices.Contains(k.asked, i) {
			for _, u := range reading.units {
				if homeOf(u.Role) == "" {
					add(u.Key, u.Role, u.Text)
				}
			}
			continue
		}
		f, err := p.loadLocale(localeName(source, reading.name), catalog.NewSource)
		if err != nil { // the run that is for this resolution says so; until then its texts have no context
			continue
		}
		for _, e := range f.file.Entries() {
			if role, _, _ := strings.Cut(e.Role, ","); !e.Retired {
				add(e.Key, segment.Role(strings.TrimPrefix(role, "heading of ")), e.Other)
			}
		}
	}
	return places
}

// place tells where the unit of a key stands at present.
func (k *keyed) place(key string) (match.Place, bool) {
	p, ok := k.places()[key]
	return p, ok
}
