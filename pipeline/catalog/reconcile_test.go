package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/segment"
)

func unitsOf(texts []string) []segment.Unit {
	units := make([]segment.Unit, len(texts))
	for i, text := range texts {
		units[i] = segment.Unit{Role: "paragraph", Text: text}
	}
	return units
}

// If it fails, an editor's change takes a translation away from its paragraph, or gives it to another one.
func TestReconcile(t *testing.T) {
	for name, c := range reconcileCases(t) {
		want := slices.Clone(c.keys)
		got := Reconcile("r", unitsOf(c.texts), c.previous)
		for i, key := range got {
			if want[i] == "new" && strings.HasPrefix(key, "r.p-") {
				want[i] = key
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

type reconcileCase struct {
	previous    []Source
	keys, texts []string
}

func reconcileCases(t testing.TB) map[string]reconcileCase {
	archive, err := txtar.ParseFile("testdata/reconcile.txtar")
	if err != nil || len(archive.Files) == 0 || len(archive.Files)%2 != 0 {
		t.Fatal("no case, or half of one", err)
	}
	all := map[string]reconcileCase{}
	for i := 0; i < len(archive.Files); i += 2 {
		name, ok := strings.CutSuffix(archive.Files[i].Name, ".before")
		if !ok || archive.Files[i+1].Name != name+".after" {
			t.Fatalf("%s and %s are not a case", archive.Files[i].Name, archive.Files[i+1].Name)
		}
		var c reconcileCase
		for line := range strings.Lines(string(archive.Files[i].Data)) {
			key, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			name, retired := strings.CutPrefix(key, "-")
			c.previous = append(c.previous, Source{Key: name, Text: text, Retired: retired})
		}
		for line := range strings.Lines(string(archive.Files[i+1].Data)) {
			key, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			c.keys, c.texts = append(c.keys, key), append(c.texts, text)
		}
		all[name] = c
	}
	return all
}

// If it fails, a run takes seconds for a text that repeats itself or for a very long one.
func TestReconcileLargeTexts(t *testing.T) {
	equal := slices.Repeat([]string{"We are all equal here, and there are a thousand of us."}, 1000)
	keys := Reconcile("r", unitsOf(equal), nil)
	if len(slices.Compact(slices.Sorted(slices.Values(keys)))) != 1000 {
		t.Fatal("two equal paragraphs have one key")
	}
	edited := slices.Clone(equal)
	edited[500] = "Nobody else is here."
	var sources []Source
	for i, key := range keys {
		sources = append(sources, Source{Key: key, Text: equal[i]})
	}
	again := Reconcile("r", unitsOf(edited), sources)
	for i := range keys {
		if i != 500 && again[i] != keys[i] {
			t.Fatalf("paragraph %d lost its key", i)
		}
	}
	oneLine := strings.Repeat("word and another one, ", 50_000)
	sources = []Source{{Key: "r.p-aaaaa", Text: oneLine}}
	if got := Reconcile("r", unitsOf([]string{oneLine + "end", strings.Repeat("東", 300_000)}), sources); got[0] != "r.p-aaaaa" {
		t.Fatal("a megabyte in one line lost its key")
	}
}

// A state is a canonical text with its source catalog after a run.
type state struct {
	texts []string
	keys  []string
	file  string // the source catalog
}

// next is the state after a run over texts, as the pipeline does it. Translators have translated what was there at first.
func (s state) next(t interface{ Fatal(...any) }, texts []string, translated map[string]bool) state {
	f := NewSource("locales/en/r.en.toml")
	if s.file != "" {
		var err error
		if f, err = Parse(f.Name(), []byte(s.file)); err != nil {
			t.Fatal(err)
		}
	}
	var wanted []Wanted
	keys := Reconcile("r", unitsOf(texts), sourcesOf(f))
	for i, key := range keys {
		wanted = append(wanted, Wanted{Key: key, Source: texts[i], Role: "paragraph"})
	}
	keep := func(key string) bool {
		e, _ := f.Entry(key)
		return translated[key] || !Remintable(key, e.Other)
	}
	if _, err := f.RenewSource(Renewal{Wanted: wanted, Keep: keep}); err != nil {
		t.Fatal(err)
	}
	return state{texts, keys, string(f.Bytes())}
}

func sourcesOf(f *File) (sources []Source) {
	for _, e := range f.Entries() {
		sources = append(sources, Source{Key: e.Key, Text: e.Other, Retired: e.Retired})
	}
	return sources
}

func startingState(t *rapid.T) (*editor, state, map[string]bool) {
	e := &editor{T: t}
	texts := make([]string, 2+e.below(11, "length"))
	for i := range texts {
		texts[i] = e.paragraph()
	}
	first := state{}.next(t, texts, nil)
	translated := map[string]bool{}
	for _, key := range first.keys {
		translated[key] = true
	}
	return e, first, translated
}

// An editor edits texts. No two paragraphs of one editor are equal or alike, so that it is plain which one is which.
type editor struct {
	*rapid.T
	paragraphs uint64
	never      []string // edits that this editor does not make
}

// paragraph is 8 to 30 words that no other paragraph has.
func (e *editor) paragraph() string {
	e.paragraphs++
	r := rand.New(rand.NewPCG(e.paragraphs, rapid.Uint64().Draw(e.T, "seed")))
	words := make([]string, 8+r.IntN(23))
	for i := range words {
		words[i] = fmt.Sprintf("w%d", r.IntN(100_000))
	}
	return strings.Join(words, " ")
}

func (e *editor) below(n int, label string) int { return rapid.IntRange(0, n-1).Draw(e.T, label) }

// edits are what editors do to a text. Each returns the new texts.
var edits = map[string]func(e *editor, texts []string) []string{
	"one word": func(e *editor, texts []string) []string {
		i := e.below(len(texts), "at")
		words := strings.Fields(texts[i])
		words[e.below(len(words), "place")] = "new"
		texts[i] = strings.Join(words, " ")
		return texts
	},
	"rewritten": func(e *editor, texts []string) []string {
		texts[e.below(len(texts), "at")] = e.paragraph()
		return texts
	},
	"inserted": func(e *editor, texts []string) []string {
		return slices.Insert(texts, e.below(len(texts)+1, "at"), e.paragraph())
	},
	"deleted": func(e *editor, texts []string) []string {
		i := e.below(len(texts), "at")
		return slices.Delete(texts, i, i+1)
	},
	"moved": func(e *editor, texts []string) []string {
		i := e.below(len(texts), "from")
		text := texts[i]
		texts = slices.Delete(texts, i, i+1)
		return slices.Insert(texts, e.below(len(texts)+1, "to"), text)
	},
	"split": func(e *editor, texts []string) []string {
		i := e.below(len(texts), "at")
		words := strings.Fields(texts[i])
		if len(words) < 2 {
			return texts
		}
		n := 1 + e.below(len(words)-1, "place")
		return slices.Replace(texts, i, i+1, strings.Join(words[:n], " "), strings.Join(words[n:], " "))
	},
	"joined": func(e *editor, texts []string) []string {
		if len(texts) < 2 {
			return texts
		}
		i := e.below(len(texts)-1, "at")
		return slices.Replace(texts, i, i+2, texts[i]+" "+texts[i+1])
	},
}

func (e *editor) edit(texts []string) []string {
	if len(texts) == 0 {
		return []string{e.paragraph()}
	}
	kinds := slices.Sorted(mapKeys(edits))
	kinds = slices.DeleteFunc(kinds, func(kind string) bool { return slices.Contains(e.never, kind) })
	kind := rapid.SampledFrom(kinds).Draw(e.T, "edit")
	return edits[kind](e, slices.Clone(texts))
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var anything = rapid.Custom(func(t *rapid.T) string { return clean("x" + rapid.String().Draw(t, "more")) })

// wording is texts that are often alike.
var wording = rapid.StringMatching(`(we|you|all) (demand|want|see|have) (water|peace|land)( (and|or) (bread|milk|rice)){0,4}`)

// Law 3. If it fails, an editor who corrects one paragraph takes another one's translation away. Texts may be equal.
func TestEditingAUnitKeepsEveryOtherKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.OneOf(wording, rapid.SampledFrom([]string{"Unite!", "Unite now", "x"})), 1, 15).Draw(t, "texts")
		before := state{}.next(t, texts, nil)
		after := slices.Clone(texts)
		i := rapid.IntRange(0, len(texts)-1).Draw(t, "edited")
		after[i] = rapid.OneOf(wording, rapid.SampledFrom(texts), anything).Draw(t, "text")
		for j, key := range before.next(t, after, nil).keys {
			if j != i && key != before.keys[j] {
				t.Fatalf("unit %d was %s, is %s", j, before.keys[j], key)
			}
		}
	})
}

// Law 3. If it fails, a paragraph that an editor moves loses its translation.
func TestMovingAUnitChangesNoKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, first, translated := startingState(t)
		after := first.next(t, edits["moved"](e, slices.Clone(first.texts)), translated)
		for i, text := range after.texts {
			if was := first.keys[slices.Index(first.texts, text)]; after.keys[i] != was {
				t.Fatalf("%q was %s, is %s", text, was, after.keys[i])
			}
		}
	})
}

// Law 3. If it fails, one run's change costs translations beyond those of the changed paragraphs; or, of a split or
// joined paragraph, also that of its longest part.
func TestOneEditKeepsTheKeysOfAllOtherTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, before, translated := startingState(t)
		for range 1 + e.below(6, "edits") {
			after := before.next(t, e.edit(before.texts), translated)
			for i, text := range after.texts {
				if at := slices.Index(before.texts, text); at >= 0 && after.keys[i] != before.keys[at] {
					t.Fatalf("%q was %s, is %s", text, before.keys[at], after.keys[i])
				}
			}
			lost := 0
			for i, key := range before.keys {
				if !slices.Contains(after.keys, key) && len(strings.Fields(before.texts[i])) >= 2*ContainedTokens {
					lost++
				}
			}
			if lost > 1 || lost == 1 && len(after.texts) > len(before.texts) {
				t.Fatalf("%d keys are gone", lost)
			}
			before = after
		}
	})
}

// Law 2. If it fails, edits that are taken back one by one leave other keys than before: translations seem lost, and
// every locale file differs.
func TestUndoStepByStepGivesTheKeysOfBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, first, translated := startingState(t)
		states := []state{first}
		now := first
		for range 1 + e.below(6, "edits") {
			now = now.next(t, e.edit(now.texts), translated)
			states = append(states, now)
		}
		for _, s := range slices.Backward(states[:len(states)-1]) {
			now = now.next(t, s.texts, translated)
			if !slices.Equal(now.keys, s.keys) {
				t.Fatalf("%q, before %q", now.keys, s.keys)
			}
		}
		if now.file != first.file {
			t.Fatalf("undone:\n%s\nbefore:\n%s", now.file, first.file)
		}
	})
}

// Law 2. If it fails, an editor who puts the old file back after a day of edits has other keys than before. (After
// splits at different places nobody can say which text a key stood for.)
func TestUndoAllAtOnceGivesTheKeysOfBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, first, translated := startingState(t)
		e.never = []string{"split"}
		now := first
		for range 1 + e.below(8, "edits") {
			now = now.next(t, e.edit(now.texts), translated)
		}
		if now = now.next(t, first.texts, translated); !slices.Equal(now.keys, first.keys) {
			t.Fatalf("%q, before %q", now.keys, first.keys)
		}
	})
}

// If it fails, an editor who rewrites a paragraph twice and then takes the first wording back finds it untranslated.
func TestATextFindsTheKeyThatWasMintedForIt(t *testing.T) {
	first := []string{"Nobody crosses the same river twice.", "The toll is paid in stories, one for each crossing.", "Leave every bridge standing!"}
	steps := [][]string{ // each like the one before, the last one like the first no more
		{first[0], "The fare is paid in songs, one for each crossing.", first[2]},
		{first[0], "The fare is owed in songs, two at every crossing.", first[2]},
		{first[0], "A fare is owed in songs, or two at every ford.", first[2]},
	}
	start := state{}.next(t, first, nil)
	translated := map[string]bool{start.keys[0]: true, start.keys[1]: true, start.keys[2]: true}
	for i := range steps {
		there := start.after(t, translated, steps[:i+1]...)
		if s := there.after(t, translated, slices.Insert(slices.Clone(first), 0, "A new one."), first); !slices.Equal(there.keys, start.keys) || s.file != start.file {
			t.Errorf("rewritten as %q and back: %q and %q, before %q\n%s", steps[i], there.keys, s.keys, start.keys, s.file)
		}
		if s := there.after(t, translated, []string{first[0], first[2]}, first); s.file != start.file {
			t.Errorf("rewritten as %q, deleted, and back: %q, before %q\n%s", steps[i], s.keys, start.keys, s.file)
		}
	}
}

// after is the state after runs over several versions.
func (s state) after(t *testing.T, translated map[string]bool, versions ...[]string) state {
	for _, texts := range versions {
		s = s.next(t, texts, translated)
	}
	return s
}

// Law 2. If it fails, an edit that is taken back leaves traces in the source catalog, and so in every locale file.
func TestUndoneEditLeavesTheSourceCatalogAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, first, translated := startingState(t)
		second := first.next(t, e.edit(first.texts), translated)
		if again := second.next(t, second.texts, translated); again.file != second.file {
			t.Fatalf("a second run:\n%s\nbefore:\n%s", again.file, second.file)
		}
		if undone := second.next(t, first.texts, translated); undone.file != first.file {
			t.Fatalf("undone:\n%s\nbefore:\n%s", undone.file, first.file)
		}
	})
}

// lines are texts as units have them.
func lines(text string) (texts []string) {
	for line := range strings.Lines(text) {
		if line = clean(line); line != "" {
			texts = append(texts, line)
		}
	}
	return texts
}

// FuzzReconcile holds every pair of texts to one to one keys (law 3), and the second run to the keys of the first (law 2).
func FuzzReconcile(f *testing.F) {
	for _, c := range reconcileCases(f) {
		var before []string
		for _, s := range c.previous {
			before = append(before, s.Text)
		}
		f.Add(strings.Join(before, "\n"), strings.Join(c.texts, "\n"))
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		first := state{}.next(t, lines(before), nil)
		second := first.next(t, lines(after), nil)
		third := second.next(t, second.texts, nil)
		if len(slices.Compact(slices.Sorted(slices.Values(second.keys)))) != len(second.keys) {
			t.Fatalf("two units have one key: %q", second.keys)
		}
		if !slices.Equal(second.keys, third.keys) {
			t.Fatalf("a second run: %q, before %q", third.keys, second.keys)
		}
	})
}

func BenchmarkReconcile(b *testing.B) {
	texts := make([]string, 20_000)
	for i := range texts {
		texts[i] = fmt.Sprintf("Paragraph %d of the resolution says that number %d follows %d, and much that all the others say as well.", i, i+1, i)
	}
	var sources []Source
	for i, key := range Reconcile("r", unitsOf(texts), nil) {
		sources = append(sources, Source{Key: key, Text: texts[i]})
	}
	edited := func(each int) []string {
		after := slices.Clone(texts)
		for i := range after {
			if i%each == 0 {
				after[i] = strings.Replace(after[i], "much", "little", 1)
			}
		}
		return after
	}
	for _, c := range []struct {
		name  string
		texts []string
	}{{"unchanged", texts}, {"one edited", edited(len(texts))}, {"all edited", edited(1)}, {"reversed", func() []string {
		r := slices.Clone(texts)
		slices.Reverse(r)
		return r
	}()}} {
		units := unitsOf(c.texts)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Reconcile("r", units, sources)
			}
		})
	}
}

// Law 2. If it fails, an editor who doubled a paragraph, added another above it, and put the old file back, finds the
// paragraph under the copy's key, and its translation retired.
func TestOfADoubledParagraphTheFirstOneStays(t *testing.T) {
	first := []string{"Friends of the lake", "Unite all of us now", "Workers unite today"}
	for name, edits := range map[string][][]string{
		"below": {
			{"Friends of the lake", "Unite all of us now", "Unite all of us now", "Workers unite today"},
			{"Friends of the lake", "We light the lamps at dusk", "Unite all of us now", "Unite all of us now", "Workers unite today"},
		},
		"above": {
			{"We light the lamps at dusk", "Friends of the lake", "Unite all of us now", "Unite all of us now", "Workers unite today"},
			{"We light the lamps at dusk", "Friends of the lake", "Unite all of us now", "Unite all of us now", "Workers unite today", "Nobody goes home"},
		},
		"twice": {
			{"Friends of the lake", "Unite all of us now", "Unite all of us now", "Unite all of us now", "Workers unite today"},
			{"Nobody goes home", "Friends of the lake", "Unite all of us now", "Unite all of us now", "Unite all of us now", "Workers unite today"},
		},
	} {
		keys := Reconcile("r", unitsOf(first), nil)
		now := keyed(keys, first)
		for _, texts := range append(edits, first) {
			now = keyed(Reconcile("r", unitsOf(texts), now), texts)
		}
		if now[1].Key != keys[1] {
			t.Errorf("%s: %v, before %q", name, now, keys)
		}
	}
}

func keyed(keys, texts []string) []Source {
	var all []Source
	for i, key := range keys {
		all = append(all, Source{Key: key, Role: "paragraph", Text: texts[i]})
	}
	return all
}
