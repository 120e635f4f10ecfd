package catalog

import "publish/pipeline/segment"

// Sources is the source catalog after a run: the own units of a resolution under their keys, in reading order, and what is
// retired, each after what it last stood after. A source is retired when its unit is gone, and kept only if keep says so
// (somebody's translation hangs on its key) or if its key could not be minted again from its text; so that an insertion
// that is undone leaves nothing behind, and a deletion that is undone finds its key.
func Sources(units []segment.Unit, keys []string, previous []Source, keep func(key string) bool) []Source {
	present := make(map[string]bool, len(units))
	for i, u := range units {
		if u.Role.Namespace() == "" {
			present[keys[i]] = true
		}
	}
	after := map[string][]Source{} // key of a present source to the retired ones behind it; "" for those before all
	last := ""
	for _, s := range previous {
		switch {
		case present[s.Key]:
			last = s.Key
		case keep(s.Key) || !Remintable(s.Key, s.Text):
			s.Retired = true
			after[last] = append(after[last], s)
		}
	}
	sources := append([]Source(nil), after[""]...)
	for i, u := range units {
		if u.Role.Namespace() != "" {
			continue
		}
		sources = append(sources, Source{Key: keys[i], Role: u.Role, Text: u.Text})
		sources = append(sources, after[keys[i]]...)
	}
	return sources
}
