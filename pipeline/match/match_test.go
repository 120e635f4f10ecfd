package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// If it fails, an edition prints what nobody translated, or a translator is asked for what is there.
func TestUnits(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/match.txtar")
	if err != nil || len(archive.Files) == 0 || len(archive.Files)%3 != 0 {
		t.Fatal("no case, or a part of one", err)
	}
	for i := 0; i < len(archive.Files); i += 3 {
		name := strings.TrimSuffix(archive.Files[i].Name, ".toml")
		if archive.Files[i+1].Name != name+".units" || archive.Files[i+2].Name != name+".matches" {
			t.Fatalf("%s is not a case", name)
		}
		f, err := catalog.Parse("locales/fr/r.fr.toml", archive.Files[i].Data)
		if err != nil {
			t.Fatal(err)
		}
		if got := report(f, unitsOf(string(archive.Files[i+1].Data))); got != string(archive.Files[i+2].Data) {
			t.Errorf("%s:\n%swant:\n%s", name, got, archive.Files[i+2].Data)
		}
	}
}

func unitsOf(lines string) (units []segment.Unit) {
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		role, what, _ := strings.Cut(fields[1], " ")
		u := segment.Unit{Key: fields[0], Role: segment.Role(role), Text: fields[2], Markup: what == "markup"}
		if what == "date" {
			u.Date = language.Date{Year: 2020, Month: 11, Day: 12}
		}
		units = append(units, u)
	}
	return units
}

func report(f *catalog.File, units []segment.Unit) string {
	matches, findings := Units(units, f, memory.New(Pairs(f.Entries(), nil, nil)), Options{})
	var b strings.Builder
	for _, m := range matches {
		line := fmt.Sprintf("%s: %s %s: %s", m.Unit.Key, m.Class, m.From, m.Target)
		b.WriteString(strings.TrimSpace(strings.Replace(line, " : ", ": ", 1)) + "\n")
		for _, s := range m.Suggestions {
			fmt.Fprintf(&b, "~ %v %s\n", s.Score, s.Key)
		}
	}
	for _, f := range findings {
		fmt.Fprintf(&b, "! %s %s\n", f.Level, f.Rule)
	}
	return b.String()
}

// If it fails, exact matches that a publisher does not trust are printed.
func TestNoExactOnlySuggests(t *testing.T) {
	f, _ := catalog.Parse("locales/fr/r.fr.toml", []byte("[r.p-aaaaa]\ndescription = \"Unite now!\"\nother = \"U\"\n"))
	units := []segment.Unit{{Key: "r.p-bbbbb", Role: "paragraph", Text: "Unite now!"}}
	matches, _ := Units(units, f, memory.New(Pairs(f.Entries(), nil, nil)), Options{NoExact: true})
	if m := matches[0]; m.Class != Fuzzy || m.Target != "" || len(m.Suggestions) != 1 || m.Suggestions[0].Score != 1 {
		t.Errorf("%+v", m)
	}
}

// If it fails, a comment line breaks the file, hides how the English changed, or promises a full match that is none.
func TestWanted(t *testing.T) {
	m := Match{
		Unit:  segment.Unit{Key: "r.p-aaaaa", Role: "paragraph", Text: "Some 40,000 came today.", Under: "Our\u2028demands"},
		Class: Fuzzy,
		Suggestions: []Suggestion{
			{Score: .75, Key: "b.p-bbbbb", Source: "Some 35,000 came yesterday.", Target: "35 000\nvinrent\x00."},
			{Score: .99, Key: "b.p-ccccc", Source: "Some 40,000 came today!", Target: strings.Repeat("é", 2*MaxSuggested)},
			{Score: 1, Key: "b.p-ddddd", Source: "Some 40,000 came today.", Target: "T"},
			{Score: .5, Key: "a + b", Source: "Some 40,000 came.", Target: "T […]", Sentences: 2, Carried: []Carried{{"35 000", "40 000"}, {"4 mai", "5 mai"}}},
		},
	}
	w := Wanted([]Match{m, {Unit: segment.Unit{Role: "signatories"}, Class: Exact, Target: "T", From: "k", Filled: true}})
	want := []string{
		"75% b.p-bbbbb: « 35 000 vinrent . »   [-35,000-]{+40,000+} … [-yesterday.-]{+today.+}",
		"99% b.p-ccccc: « " + strings.Repeat("é", MaxSuggested) + "… »   [-today!-]{+today.+}",
		"100% b.p-ddddd: « T »",
		"50% sentences of a + b: « T […] »   [-came.-]{+came today.+}   carried over: 40 000 for 35 000, 5 mai for 4 mai",
	}
	if !slices.Equal(w[0].Suggestions, want) || w[0].Role != "paragraph, under “Our demands”" || w[0].Exact != "" {
		t.Errorf("%+v", w[0])
	}
	if w[1].Role != "heading of signatories" || w[1].Exact != "T" || w[1].ExactFrom != "k" || !w[1].ResetExact {
		t.Errorf("%+v", w[1])
	}
}

// If it fails, suggestions make a large file too large to be read again.
func TestSuggestionsOfAFileAreBounded(t *testing.T) {
	m := Match{Class: Fuzzy, Unit: segment.Unit{Text: "A"}, Suggestions: []Suggestion{{Score: .9, Key: "k", Source: "B", Target: strings.Repeat("é", MaxSuggested)}}}
	size, with := 0, 0
	for _, w := range Wanted(slices.Repeat([]Match{m}, 2*MaxSuggestions/MaxSuggested)) {
		for _, line := range w.Suggestions {
			size, with = size+len(line), with+1
		}
	}
	if size > MaxSuggestions || with < MaxSuggestions/(3*MaxSuggested) {
		t.Errorf("%d bytes of suggestions in %d entries", size, with)
	}
}

// If it fails, a suggestion shows another change than the editor made.
func TestChangesMakeOneTextOfTheOther(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b c d")), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		deleted, inserted := 0, 0
		for _, c := range changes(a, b) {
			deleted, inserted = deleted+len(c.deleted), inserted+len(c.inserted)
		}
		numbers := map[string]uint32{"a": 0, "b": 1, "c": 2, "d": 3}
		of := func(words []string) (ids []uint32) {
			for _, w := range words {
				ids = append(ids, numbers[w])
			}
			return ids
		}
		if common := segment.NewPattern(of(a)).Common(of(b)); len(a)-deleted != common || len(b)-inserted != common {
			t.Fatalf("%q to %q: %v", a, b, changes(a, b))
		}
	})
	if got := difference(strings.Repeat("x y ", 1000), strings.Repeat("z y ", 1000)); !strings.HasPrefix(got, "[-x y") {
		t.Errorf("long texts: %.20s", got)
	}
}

// A project is a catalog of one language and the canonical text it is for.
type project struct {
	file  string
	texts map[string]string // by key: the present English
	order []string
}

// run is what the pipeline does with one language: match, then bring the file up to date.
func (p project) run(t rapid.TB) (project, []Match) {
	f, err := catalog.Parse("locales/fr/r.fr.toml", []byte(p.file))
	if err != nil {
		t.Fatal(err)
	}
	var units []segment.Unit
	for _, key := range p.order {
		units = append(units, segment.Unit{Key: key, Role: "paragraph", Text: p.texts[key]})
	}
	matches, _ := Units(units, f, memory.New(Pairs(f.Entries(), nil, nil)), Options{})
	text := func(key string) string { e, _ := f.Entry(key); return e.Other }
	if _, err := f.Renew(catalog.Renewal{Wanted: Wanted(matches), Text: text}); err != nil {
		t.Fatal(err)
	}
	p.file = string(f.Bytes())
	return p, matches
}

func drawProject(t *rapid.T) project {
	p := project{texts: map[string]string{}}
	file := catalog.New("locales/fr/r.fr.toml")
	var b strings.Builder
	b.Write(file.Bytes())
	for i := range rapid.IntRange(1, 8).Draw(t, "entries") {
		key := fmt.Sprintf("r.p-aaaa%c", 'a'+i)
		p.order = append(p.order, key)
		p.texts[key] = english.Draw(t, "english")
		if other := rapid.SampledFrom([]string{"", "T", "U"}).Draw(t, "other"); rapid.Bool().Draw(t, "there") {
			fmt.Fprintf(&b, "\n#. paragraph\n[%s]\ndescription = %q\nother = %q\n", key, p.texts[key], other)
		}
	}
	p.file = b.String()
	return p
}

var english = rapid.SampledFrom([]string{"Unite for water and peace", "Unite for land and peace", "Bread", "Water is a right of all of us"})

// Law 2. If it fails, translators find their files changed by runs that had nothing to do.
func TestASecondRunChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, matches := drawProject(t).run(t)
		second, again := first.run(t)
		if first.file != second.file {
			t.Fatalf("first run:\n%s\nsecond run:\n%s", first.file, second.file)
		}
		for i := range matches {
			if matches[i].Class != again[i].Class || matches[i].Target != again[i].Target || matches[i].From != again[i].From {
				t.Fatalf("first %+v\nsecond %+v", matches[i], again[i])
			}
		}
	})
}

// Law 2. If it fails, editions are made anew at every run because a translation and its copy, whose original somebody has
// deleted, change places; or a translation that was deleted comes back from its copy.
func TestDeletingATranslationSettlesInOneRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _ := drawProject(t).run(t)
		for range rapid.IntRange(1, 4).Draw(t, "deletions") {
			key := rapid.SampledFrom(p.order).Draw(t, "key")
			before, entry, there := strings.Cut(p.file, "["+key+"]\n")
			if !there {
				t.Fatalf("%s is not in\n%s", key, p.file)
			}
			head, rest, _ := strings.Cut(entry, "other = ")
			_, rest, _ = strings.Cut(rest, "\n")
			p.file = before + "[" + key + "]\n" + head + rapid.SampledFrom([]string{`other = ""`, `other = ""`, `other = "V"`}).Draw(t, "other") + "\n" + rest
			first, matches := p.run(t)
			second, again := first.run(t)
			if first.file != second.file {
				t.Fatalf("first run:\n%s\nsecond run:\n%s", first.file, second.file)
			}
			for i := range matches {
				if matches[i].Class != again[i].Class || matches[i].Target != again[i].Target || matches[i].From != again[i].From {
					t.Fatalf("first %+v\nsecond %+v\nof\n%s", matches[i], again[i], p.file)
				}
			}
			p = second
		}
	})
}

// If it fails, a translator who deletes a bad translation gets it back from the copy that was made of it.
func TestADeletedTranslationDoesNotComeBackFromItsCopy(t *testing.T) {
	p := project{order: []string{"r.p-aaaaa", "r.p-aaaab"}, texts: map[string]string{"r.p-aaaaa": "Unite for water", "r.p-aaaab": "Unite for water"},
		file: "[r.p-aaaaa]\ndescription = \"Unite for water\"\nother = \"\"\n\n#, exact from r.p-aaaaa\n[r.p-aaaab]\ndescription = \"Unite for water\"\nother = \"Bad\"\n"}
	_, matches := p.run(t)
	if m := matches[0]; m.Class != Fuzzy || m.Target != "" || len(m.Suggestions) == 0 || m.Suggestions[0].Target != "Bad" {
		t.Errorf("the emptied entry is %+v; the copy is suggested, and no more", m)
	}
	if m := matches[1]; m.Class != Translated || m.Target != "Bad" {
		t.Errorf("the copy is %+v", m)
	}
}

// Law 2. If it fails, an edit that is undone leaves traces: flags, or translations filled in that nobody asked for.
func TestAnUndoneEditLeavesTheFileAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, _ := drawProject(t).run(t)
		edited := before
		edited.texts = map[string]string{}
		for key, text := range before.texts {
			edited.texts[key] = text
		}
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			edited.texts[rapid.SampledFrom(before.order).Draw(t, "key")] = english.Draw(t, "new")
			edited, _ = edited.run(t)
		}
		edited.texts = before.texts
		if after, _ := edited.run(t); after.file != before.file {
			t.Fatalf("before:\n%s\nedited:\n%s\nundone:\n%s", before.file, edited.file, after.file)
		}
	})
}

func BenchmarkUnits(b *testing.B) {
	var text strings.Builder
	var units []segment.Unit
	for i := range 2000 {
		key, source := fmt.Sprintf("r.p-%05d", i), fmt.Sprintf("Paragraph %d of the resolution says that number %d follows %d and much that all the others say.", i, i*7, i*13)
		fmt.Fprintf(&text, "[%s]\ndescription = %q\nother = \"T %d\"\n", key, source, i)
		units = append(units, segment.Unit{Key: key, Role: "paragraph", Text: source})
	}
	f, err := catalog.Parse("locales/fr/r.fr.toml", []byte(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	m := memory.New(Pairs(f.Entries(), nil, nil))
	unseen := slices.Clone(units[:100])
	for i := range unseen {
		unseen[i].Key, unseen[i].Text = unseen[i].Key+"x", strings.Replace(unseen[i].Text, "much", "little", 1)
	}
	for name, units := range map[string][]segment.Unit{"2000 translated": units, "100 fuzzy": unseen} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Units(units, f, m, Options{})
			}
		})
	}
	b.Run("pairs", func(b *testing.B) {
		for b.Loop() {
			Pairs(f.Entries(), nil, nil)
		}
	})
}
