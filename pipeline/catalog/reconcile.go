package catalog

import (
	"cmp"
	"slices"

	"publish/pipeline/segment"
)

// A Source is one line of a resolution's source catalog: the English text that a key stands for. A source catalog is in
// reading order; what is retired stands after what it last stood after.
type Source struct {
	Key     string
	Role    segment.Role // "" where the catalog does not say
	Text    string
	Retired bool
}

// Likenesses from which a unit takes over the key of an earlier one, as segment.Similarity.
const (
	Similar         = 0.6 // anywhere in the resolution
	SimilarInPlace  = 0.4 // between the same neighbours, where nothing else changed
	Contained       = 0.8 // share of the shorter text's words that stand in the longer one in order: a split or a join
	ContainedTokens = 4   // words that the shorter text must have: "We demand:" is part of too much
)

// Reconcile gives each unit of the resolution name its key, in the order of units. previous is the source catalog of the
// last run.
//
// A unit keeps the key of the source with, in this order, the same text and neighbours, the same text, the same
// neighbours and similar text, similar text, the text as its first one, contained text; else a new key is minted. No two
// units get one key; ties are settled in reading order, and a retired source comes after a standing one. Units of shared
// roles get SharedKey.
//
// Law 3: editing one unit changes no other unit's key, and moving one changes no key.
func Reconcile(name string, units []segment.Unit, previous []Source) []string {
	var own []int // index in units
	var texts []string
	keys := make([]string, len(units))
	for i, u := range units {
		if u.Key != "" && u.Role == segment.Publication {
			keys[i] = u.Key // named by the publication itself
			continue
		}
		if u.Role.Namespace() != "" {
			keys[i] = SharedKey(u.Role, u.Text, nil)
			continue
		}
		own = append(own, i)
		texts = append(texts, u.Text)
	}
	r := newReconciler(texts, previous)
	r.sameText()
	r.similar()
	r.eldest()
	m := newMinter(previous)
	for i, source := range r.source {
		if u := units[own[i]]; source >= 0 {
			keys[own[i]] = previous[source].Key
		} else {
			keys[own[i]] = m.mint(name, u)
		}
	}
	return keys
}

// A minter mints keys in reading order. It goes on counting where it ended for the same text, so that a thousand equal
// paragraphs take a thousand steps.
type minter struct {
	used map[string]bool
	next map[string]int // prefix and text to the next occurrence
}

func newMinter(previous []Source) *minter {
	m := &minter{used: make(map[string]bool, len(previous)), next: map[string]int{}}
	for _, s := range previous {
		m.used[s.Key] = true
	}
	return m
}

func (m *minter) mint(name string, u segment.Unit) string {
	prefix := name + "." + u.Role.Letter() + "-"
	at := prefix + u.Text
	key, n := mint(prefix, u.Text, ownLetters, m.next[at], func(key string) bool { return m.used[key] })
	m.used[key], m.next[at] = true, n+1
	return key
}

// A reconciler pairs the texts of the present units with previous sources. unit and source are inverse to each other.
type reconciler struct {
	texts    []string
	previous []Source
	standing []int // indexes in previous of what is not retired, in order
	source   []int // by unit: index in previous, or -1
	unit     []int // by previous: index in texts, or -1
}

func newReconciler(texts []string, previous []Source) *reconciler {
	r := &reconciler{texts: texts, previous: previous, source: make([]int, len(texts)), unit: make([]int, len(previous))}
	for i := range r.source {
		r.source[i] = -1
	}
	for i, s := range previous {
		r.unit[i] = -1
		if !s.Retired {
			r.standing = append(r.standing, i)
		}
	}
	return r
}

func (r *reconciler) pair(unit, source int) { r.source[unit], r.unit[source] = source, unit }

// open says whether unit and source are both in range, unpaired, and of the same text.
func (r *reconciler) open(unit, at int, sources []int) bool {
	return unit >= 0 && unit < len(r.texts) && at >= 0 && at < len(sources) &&
		r.source[unit] < 0 && r.unit[sources[at]] < 0 && r.texts[unit] == r.previous[sources[at]].Text
}

// sameText pairs equal texts: first what begins and ends the resolution unchanged, then texts that stand once on either
// side, then what adjoins a pair, then in reading order; last, retired sources.
func (r *reconciler) sameText() {
	for i := 0; r.open(i, i, r.standing); i++ {
		r.pair(i, r.standing[i])
	}
	for u, s := len(r.texts)-1, len(r.standing)-1; r.open(u, s, r.standing); u, s = u-1, s-1 {
		r.pair(u, r.standing[s])
	}
	r.unique()
	r.adjoining(r.standing)
	r.inOrder(r.standing)
	r.returning()
}

func (r *reconciler) unique() {
	type seen struct{ units, sources, unit, source int }
	texts := map[string]seen{}
	for i, text := range r.texts {
		if r.source[i] < 0 {
			s := texts[text]
			s.units, s.unit = s.units+1, i
			texts[text] = s
		}
	}
	for _, i := range r.standing {
		if s, ok := texts[r.previous[i].Text]; ok && r.unit[i] < 0 {
			s.sources, s.source = s.sources+1, i
			texts[r.previous[i].Text] = s
		}
	}
	for i, text := range r.texts {
		if s := texts[text]; r.source[i] < 0 && s.units == 1 && s.sources == 1 {
			r.pair(i, s.source)
		}
	}
}

// adjoining pairs equal texts beside a pair, onwards and then backwards.
func (r *reconciler) adjoining(sources []int) {
	at := make([]int, len(r.previous)) // place in sources
	for i, s := range sources {
		at[s] = i
	}
	for i := range r.texts {
		if s := r.source[i]; s >= 0 && r.open(i+1, at[s]+1, sources) {
			r.pair(i+1, sources[at[s]+1])
		}
	}
	for i := len(r.texts) - 1; i >= 0; i-- {
		if s := r.source[i]; s >= 0 && r.open(i-1, at[s]-1, sources) {
			r.pair(i-1, sources[at[s]-1])
		}
	}
}

func (r *reconciler) inOrder(sources []int) {
	waiting := map[string][]int{}
	for _, s := range sources {
		if r.unit[s] < 0 {
			waiting[r.previous[s].Text] = append(waiting[r.previous[s].Text], s)
		}
	}
	for i, text := range r.texts {
		if queue := waiting[text]; r.source[i] < 0 && len(queue) > 0 {
			r.pair(i, queue[0])
			waiting[text] = queue[1:]
		}
	}
}

// returning pairs what is left with retired sources: one that stands after the source of the unit's predecessor first, one
// that was rewritten before it went last.
func (r *reconciler) returning() {
	all := make([]int, len(r.previous))
	for i := range all {
		all[i] = i
	}
	r.adjoining(all)
	r.inOrder(slices.DeleteFunc(all, func(i int) bool { return !r.previous[i].Retired }))
	r.firstText(retired)
}

// firstText pairs a unit with the source whose key was minted for this very text, whatever has become of the source since:
// a paragraph that was rewritten again and again finds its key when it is again what it was.
func (r *reconciler) firstText(sources func(Source) bool) {
	left := map[string]int{} // letters of a key to the source
	for i, s := range r.previous {
		if letters, ok := keyLetters(s.Key); ok && r.unit[i] < 0 && sources(s) {
			left[letters] = i
		}
	}
	for i, text := range r.texts {
		for n := 0; n < remintable && r.source[i] < 0 && len(left) > 0; n++ {
			if s, ok := left[keyHash(text, n, ownLetters)]; ok && r.unit[s] < 0 {
				r.pair(i, s)
			}
		}
	}
}

func retired(s Source) bool  { return s.Retired }
func standing(s Source) bool { return !s.Retired }

// eldest settles which of several equal texts, one below the other, have gone where some of them have: those that were
// minted last. So a paragraph that stood twice for a while is in the end the one that it was. Where a new text stands beside
// them, it may be one of them edited, and all keep their keys.
func (r *reconciler) eldest() {
	for from := 0; from < len(r.standing); {
		text, to := r.previous[r.standing[from]].Text, from+1
		for to < len(r.standing) && r.previous[r.standing[to]].Text == text {
			to++
		}
		if run := r.standing[from:to]; len(run) > 1 && slices.ContainsFunc(run, func(s int) bool { return r.unit[s] < 0 }) {
			r.settle(run, text)
		}
		from = to
	}
}

// settle gives the units of a text the eldest of its sources that are left to them.
func (r *reconciler) settle(run []int, text string) {
	var units, sources []int
	for _, s := range run {
		u := r.unit[s]
		if u >= 0 && r.texts[u] != text {
			continue // it was edited
		}
		if u >= 0 {
			units = append(units, u)
		}
		sources = append(sources, s)
	}
	if slices.ContainsFunc(units, r.besideNew) {
		return
	}
	slices.SortStableFunc(sources, func(a, b int) int {
		return cmp.Compare(occurrence(r.previous[a].Key, text), occurrence(r.previous[b].Key, text))
	})
	for _, s := range sources {
		r.unit[s] = -1
	}
	sources = sources[:len(units)]
	slices.Sort(sources)
	slices.Sort(units)
	for i, u := range units {
		r.pair(u, sources[i])
	}
}

// besideNew says whether the text above or below a unit has no source.
func (r *reconciler) besideNew(unit int) bool {
	return unit > 0 && r.source[unit-1] < 0 || unit+1 < len(r.source) && r.source[unit+1] < 0
}
