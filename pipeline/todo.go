package pipeline

import (
	"cmp"
	"slices"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

// Todos lists every entry that needs a translator. It writes nothing.
func Todos(p *Project, o Options) (TodoReport, error) {
	r, err := p.look(o)
	if err != nil {
		return TodoReport{}, err
	}
	todo := TodoReport{Entries: []Todo{}}
	r.eachMatched(func(loc *localization) {
		mine := loc.todo(r.canon)
		r.mu.Lock()
		defer r.mu.Unlock()
		todo.Entries = append(todo.Entries, mine...)
	})
	slices.SortStableFunc(todo.Entries, func(a, b Todo) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	r.sortReport()
	todo.Failures = r.report.Failures
	return todo, nil
}

// look begins a run that writes nothing.
func (p *Project) look(o Options) (*run, error) {
	o.Frozen = true
	return p.begin(o)
}

// eachMatched calls do for every language of a run that writes nothing.
func (r *run) eachMatched(do func(loc *localization)) {
	r.eachLanguage(func(l language.Language) {
		if l == source {
			do(r.canonical())
			return
		}
		loc, err := r.matched(r.canon, l)
		if err != nil {
			r.fail(err)
			return
		}
		do(loc)
	})
}

// canonical is the localization of the source's own language: it has no catalog but the canonical texts.
func (r *run) canonical() *localization {
	phrases, _ := edition.NewPhrases(source, source, nil)
	return &localization{language: source, phrases: phrases, matches: make([][]match.Match, len(r.canon.asked))}
}

// todo lists the language's units that are not translated, or no longer; a shared one once.
func (loc *localization) todo(k *keyed) []Todo {
	seen := map[string]bool{}
	var todo []Todo
	add := func(ms []match.Match, name func(m match.Match) string) {
		for _, m := range ms {
			if m.Class == match.Translated || m.Class == match.Exact || seen[m.Unit.Key] {
				continue
			}
			seen[m.Unit.Key] = true
			place := m.Place
			if place.File == "" { // no run has written the entry yet
				place.File = localeName(loc.language, name(m))
			}
			todo = append(todo, Todo{Place: place, Language: loc.language.String(), Key: m.Unit.Key, Class: m.Class, Role: string(m.Unit.Role), Source: m.Unit.Text})
		}
	}
	for n, i := range k.asked {
		if len(loc.matches) > n {
			add(loc.matches[n], func(m match.Match) string { return cmp.Or(homeOf(m.Unit.Role), k.readings[i].name) })
		}
	}
	for n := range loc.shared {
		if k.shared[n].name == publicationFile {
			add(loc.shared[n], func(match.Match) string { return publicationFile })
		}
	}
	return todo
}
