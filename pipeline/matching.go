package pipeline

import (
	"slices"
	"strings"
	"sync"

	"publish/pipeline/catalog"
	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// shippedOrigin is what "#, exact from" says of a word of the publication that the program has brought along.
const shippedOrigin = "publish"

// Entry finds an entry by its key, over all files of the language; what tidy has put away comes last.
func (loc *localization) Entry(key string) (catalog.Entry, bool) {
	name, _, _ := strings.Cut(key, ".")
	for _, home := range []string{homeOfKey(name), retiredFile} {
		if f := loc.files[home]; f != nil {
			if e, ok := f.file.Entry(key); ok {
				return e, true
			}
		}
	}
	return catalog.Entry{}, false
}

// homeOfKey is the file that keys with this first part stand in.
func homeOfKey(first string) string {
	switch first {
	case "slogan":
		return slogansFile
	case "org", "place":
		return organizationsFile
	}
	return first // a resolution's name, or "publication"
}

// match matches the units of the asked resolutions and of the shared files with the language's entries and its memory.
func (loc *localization) match(k *keyed) {
	m, sentences := loc.memory(k)
	loc.units = m
	o := match.Options{Threshold: k.config.Memory.Threshold, NoExact: !k.config.Edition.Exact, Glossary: loc.terms, Sentences: sentences,
		Source: source, Target: loc.language, Places: k.place}
	at := map[string]match.Match{}
	for _, s := range k.shared {
		matches, found := match.Units(s.units, loc, m, o)
		if s.name == publicationFile {
			loc.ship(matches)
		}
		for _, one := range matches {
			at[one.Unit.Key] = one
		}
		loc.shared = append(loc.shared, matches)
		loc.findings = append(loc.findings, found...)
	}
	for _, i := range k.asked {
		loc.matches = append(loc.matches, loc.matchOne(k.readings[i].units, at, m, o))
	}
	phrases, found := edition.NewPhrases(loc.language, source, loc.shared[len(loc.shared)-1])
	loc.phrases, loc.findings = phrases, append(loc.findings, found...)
}

// matchOne matches a resolution's own units, and takes the shared ones from those matched already.
func (loc *localization) matchOne(units []segment.Unit, shared map[string]match.Match, m *memory.Memory, o match.Options) []match.Match {
	matched, found := match.Units(ownOf(units), loc, m, o)
	loc.findings = append(loc.findings, found...)
	all := make([]match.Match, 0, len(units))
	for _, u := range units {
		if homeOf(u.Role) == "" {
			all, matched = append(all, matched[0]), matched[1:]
			continue
		}
		one := shared[u.Key]
		one.Unit = u
		all = append(all, one)
	}
	return all
}

// ship fills the publication's own words that nobody has translated with those that the program brings along.
func (loc *localization) ship(matches []match.Match) {
	shipped := edition.Shipped(loc.language)
	for i := range matches {
		m := &matches[i]
		word, ok := shipped[m.Unit.Key]
		e, there := loc.Entry(m.Unit.Key)
		if !ok || there && e.Other != "" {
			continue
		}
		m.Class, m.Target, m.Forms, m.From = match.Exact, word.Other, word.Forms, shippedOrigin
		m.Source = catalog.English(m.Unit.Text, m.Unit.Forms)
	}
}

// memory is the translation memory of the language, in its two layers: what people translated in all its files and in
// imported memories, and the sentences of that, which only a run that must suggest something takes apart.
func (loc *localization) memory(k *keyed) (units *memory.Memory, sentences func() *memory.Memory) {
	imported := k.imported.of(loc.language)
	pairs := loc.pairs(k, imported.units)
	return memory.Join(memory.New(pairs), imported.units), sync.OnceValue(func() *memory.Memory {
		return memory.Join(memory.New(match.Sentences(pairs, source, loc.language)), imported.sentences)
	})
}

// pairs are what the language's files hold.
func (loc *localization) pairs(k *keyed, imported *memory.Memory) []memory.Pair {
	var entries []catalog.Entry
	for _, name := range loc.names() {
		entries = append(entries, loc.files[name].file.Entries()...)
	}
	entries = slices.DeleteFunc(entries, func(e catalog.Entry) bool { return loc.passing(k, e) })
	return match.Pairs(entries, imported, k.dateOf)
}

// dateOf is the date of the resolution that a key belongs to.
func (k *keyed) dateOf(key string) language.Date {
	name, _, _ := strings.Cut(key, ".")
	if i := k.find(name); i >= 0 {
		return k.date(i)
	}
	return language.Date{}
}

// date is a resolution's: config's, else its dateline's.
func (k *keyed) date(i int) language.Date {
	if d := k.config.Resolution[k.readings[i].name].Date; d != (language.Date{}) {
		return d
	}
	for _, b := range k.readings[i].doc.Blocks {
		if b.Kind == "dateline" && b.Date != (language.Date{}) {
			return b.Date
		}
	}
	return language.Date{}
}

// renew brings the language's files up to date, in memory.
func (loc *localization) renew(k *keyed) error {
	for n, s := range k.shared {
		wanted := match.Wanted(loc.shared[n])
		if s.name == publicationFile {
			loc.publication(wanted, loc.shared[n])
		}
		inUse := func(key string) bool { return s.keys[key] || !k.whole }
		if err := loc.renewFile(k, s.name, wanted, inUse); err != nil {
			return err
		}
		if f := loc.files[s.name]; f != nil && len(wanted) == 0 {
			f.spare(catalog.New)
		}
	}
	for n, i := range k.asked {
		r := &k.readings[i]
		var own []match.Match
		for _, m := range loc.matches[n] {
			if homeOf(m.Unit.Role) == "" {
				own = append(own, m)
			}
		}
		if err := loc.renewFile(k, r.name, match.Wanted(own), func(string) bool { return false }); err != nil {
			return err
		}
	}
	return nil
}

func (loc *localization) renewFile(k *keyed, name string, wanted []catalog.Wanted, inUse func(string) bool) error {
	f := loc.files[name]
	if f == nil {
		return nil
	}
	found, err := f.file.Renew(catalog.Renewal{Wanted: wanted, InUse: inUse, Text: loc.text, English: k.english})
	loc.findings = append(loc.findings, found...)
	return err
}

// text is the translation that stands under a key, "" for none or a draft: what was copied from one that is doubtful now is
// nobody's copy any more.
func (loc *localization) text(key string) string {
	if e, there := loc.Entry(key); there && !e.Draft {
		return e.Other
	}
	return ""
}

// passing tells of an entry whether this run takes it out, or lets it stand as a mere copy: nothing uses it, and what it
// holds was filled in from an entry that still has it. Suggestions must not name it: the next run would name another one.
func (loc *localization) passing(k *keyed, e catalog.Entry) bool {
	if e.ExactFrom == "" || e.Draft || k.inUse[e.Key] || loc.text(e.ExactFrom) != e.Other {
		return false
	}
	name, _, _ := strings.Cut(e.Key, ".")
	if sharedFile(homeOfKey(name)) {
		return k.whole
	}
	return slices.ContainsFunc(k.asked, func(i int) bool { return k.readings[i].name == name })
}

// english is the earlier source text of this hash, as the source catalogs had it when the run began.
func (k *keyed) english(hash string) string { return k.earlier()[hash] }

// restore takes what tidy has put away and what is wanted again back into its file.
func (loc *localization) restore(k *keyed) error {
	away := loc.files[retiredFile]
	if away == nil {
		return nil
	}
	take := func(name string, units []segment.Unit) error {
		home := loc.files[name]
		if home == nil {
			return nil
		}
		wanted := make([]catalog.Wanted, len(units))
		for i, u := range units {
			wanted[i].Key = u.Key
		}
		_, err := home.file.Return(away.file, wanted)
		return err
	}
	for _, s := range k.shared {
		if err := take(s.name, s.units); err != nil {
			return err
		}
	}
	for _, i := range k.asked {
		if err := take(k.readings[i].name, ownOf(k.readings[i].units)); err != nil {
			return err
		}
	}
	away.spare(catalog.New)
	return nil
}

// publication adds what only the publication's own words have: plural categories of the language, and shipped forms.
func (loc *localization) publication(wanted []catalog.Wanted, matches []match.Match) {
	categories, _ := loc.language.PluralCategories()
	for i := range wanted {
		w, m := &wanted[i], matches[i]
		if len(w.Forms) > 0 {
			for _, c := range categories {
				if c != "other" {
					w.Categories = append(w.Categories, c)
				}
			}
		}
		if m.Class == match.Exact {
			w.ExactForms = m.Forms
		}
	}
}
