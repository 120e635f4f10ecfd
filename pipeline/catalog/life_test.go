package catalog

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

func lives(t testing.TB) map[string]string {
	archive, err := txtar.ParseFile("testdata/lives.txtar")
	if err != nil || len(archive.Files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	return files
}

func parsed(t testing.TB, text string) *File {
	t.Helper()
	f, err := Parse("locales/fr/a.fr.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func units() []Wanted {
	return []Wanted{
		{Key: "a.t-aaaaa", Role: "title", Source: "A title"},
		{Key: "a.p-bbbbb", Role: "paragraph, under “Our demands”", Source: `We demand "bread" and roses.`, Suggestions: []string{"87% b.p-ccccc: « … »   [-35,000-]{+40,000+}"}},
	}
}

func mustRenew(t testing.TB, f *File, r Renewal) string {
	t.Helper()
	if !renewed(t, f, r) {
		t.Fatal("refused")
	}
	return f.text
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got\n%s\nwanted\n%s", what, got, want)
	}
}

// If it fails, translators get other files than docs/files.md promises them.
func TestAnEntrysLife(t *testing.T) {
	golden := lives(t)
	same(t, "new", mustRenew(t, New("locales/fr/a.fr.toml"), Renewal{Wanted: units()}), golden["new"])
	same(t, "dotted", mustRenew(t, parsed(t, golden["dotted"]), Renewal{Wanted: units()}), golden["dotted and renewed"])
	for _, eol := range []string{"\n", "\r\n"} {
		life(t, strings.ReplaceAll(golden["translated"], "\n", eol), strings.ReplaceAll(golden["changed"], "\n", eol))
		life(t, bom+strings.ReplaceAll(golden["translated"], "\n", eol), bom+strings.ReplaceAll(golden["changed"], "\n", eol))
	}
}

func life(t *testing.T, translated, changed string) {
	changed = strings.Replace(changed, `\\\n    and`, strings.ReplaceAll(`\\\n    and`, `\n`, strings.Trim(fmt.Sprintf("%q", eolOf(translated)), `"`)), 1)
	f := parsed(t, translated)
	now := units()
	same(t, "nothing to do", mustRenew(t, f, Renewal{Wanted: now}), translated)
	now[1].Source, now[1].Suggestions = `We demand "bread", peace and roses.`, nil
	if e, _ := f.Entry("a.p-bbbbb"); e.Standing(now[1].Source) != Changed || e.SourceOf(now[1].Source) != units()[1].Source {
		t.Fatal("a changed English is not seen before a run")
	}
	same(t, "changed", mustRenew(t, f, Renewal{Wanted: now}), changed)
	now[1].Source = `We demand bread and peace.`
	mustRenew(t, f, Renewal{Wanted: now})
	if e, _ := f.Entry("a.p-bbbbb"); e.Previous != units()[1].Source {
		t.Fatalf("after two changes the translation is for %q", e.Previous)
	}
	same(t, "undone", mustRenew(t, f, Renewal{Wanted: units()}), translated)
	mustRenew(t, f, Renewal{Wanted: now[:1]})
	if e, _ := f.Entry("a.p-bbbbb"); !e.Retired {
		t.Fatal("a paragraph that has gone is not retired")
	}
	same(t, "revived", mustRenew(t, f, Renewal{Wanted: units()}), translated)
}

func eolOf(text string) string {
	if strings.Contains(text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// If it fails, a translator's "done" is not heard, or a tool that strips comments makes an outdated translation look done.
func TestConfirmationAndStrippedComments(t *testing.T) {
	changed := parsed(t, lives(t)["changed"])
	english := `We demand "bread", peace and roses.`
	now := units()
	now[1].Source = english
	for name, c := range map[string]struct {
		file func(text string) string
		want Standing
	}{
		"flag deleted":     {func(s string) string { return strings.Replace(s, "#, changed\n", "", 1) }, Translated},
		"hash deleted":     {func(s string) string { return without(s, "hash") }, Translated},
		"comments gone":    {func(s string) string { return without(s, "#") }, Changed},
		"previous gone":    {func(s string) string { return without(s, "#|") }, Changed},
		"nothing":          {func(s string) string { return s }, Changed},
		"everything gone":  {func(s string) string { return without(without(s, "#"), "hash") }, Translated},
		"flag in capitals": {func(s string) string { return strings.Replace(s, "#, changed", "#,changed", 1) }, Changed},
	} {
		f := parsed(t, c.file(changed.text))
		e, _ := f.Entry("a.p-bbbbb")
		if got := e.Standing(english); got != c.want {
			t.Errorf("%s: %v before the run, wanted %v", name, got, c.want)
		}
		mustRenew(t, f, Renewal{Wanted: now})
		e, _ = f.Entry("a.p-bbbbb")
		if got := e.Standing(english); got != c.want || e.Changed != (c.want == Changed) || (e.Hash != "") != (c.want == Changed) || e.marked != e.Changed {
			t.Errorf("%s: %v after the run, wanted %v\n%s", name, got, c.want, f.text)
		}
		if c.want == Translated && strings.Contains(f.text, "#|") {
			t.Errorf("%s: confirmed, but marks are left\n%s", name, f.text)
		}
	}
}

// without takes the lines that begin so out.
func without(text, begin string) string {
	return strings.Join(slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(l string) bool { return strings.HasPrefix(l, begin) }), "")
}

// If it fails, a pair whose English nobody knows enters the memory, and is suggested for the wrong text.
func TestAPreviousEnglishThatIsLostIsNotGuessed(t *testing.T) {
	stripped := without(lives(t)["changed"], "#")
	now := units()
	now[1].Source = "Something else."
	f := parsed(t, stripped)
	mustRenew(t, f, Renewal{Wanted: now})
	e, _ := f.Entry("a.p-bbbbb")
	if e.SourceOf(now[1].Source) != "" || !e.Changed {
		t.Fatalf("guessed %q\n%s", e.SourceOf(now[1].Source), f.text)
	}
	confirmed := parsed(t, strings.Replace(f.text, "#, changed\n", "", 1))
	if e, _ := confirmed.Entry("a.p-bbbbb"); e.Standing(now[1].Source) != Translated {
		t.Fatal("such an entry cannot be confirmed")
	}
	f = parsed(t, stripped)
	mustRenew(t, f, Renewal{Wanted: now, English: func(string) string { return units()[1].Source }})
	if e, _ := f.Entry("a.p-bbbbb"); e.Previous != units()[1].Source {
		t.Fatalf("the English that the caller knows is not written: %q", e.Previous)
	}
}

// If it fails, an exact match is filled in without saying so, or stays when its English is another one.
func TestExactFillsComeAndGo(t *testing.T) {
	now := units()
	f := New("locales/fr/a.fr.toml")
	empty := mustRenew(t, f, Renewal{Wanted: now})
	now[0].Exact, now[0].ExactFrom = "Un titre", "b.t-zzzzz"
	text := func(string) string { return "Un titre" }
	mustRenew(t, f, Renewal{Wanted: now, Text: text})
	if e, _ := f.Entry("a.t-aaaaa"); e.Other != "Un titre" || e.ExactFrom != "b.t-zzzzz" || e.Standing("A title") != Translated {
		t.Fatalf("%+v", e)
	}
	now[0] = Wanted{Key: "a.t-aaaaa", Role: "title", Source: "Another title", ResetExact: true}
	mustRenew(t, f, Renewal{Wanted: now, Text: text})
	now[0].Source = "A title"
	same(t, "the fill", mustRenew(t, f, Renewal{Wanted: now, Text: text}), empty)
}

// If it fails, a source catalog loses the keys of paragraphs that may come back, or changes where nothing has.
func TestSourceCatalog(t *testing.T) {
	f := NewSource("locales/en/a.en.toml")
	run := func(w []Wanted) string {
		t.Helper()
		if _, err := f.RenewSource(Renewal{Wanted: w}); err != nil {
			t.Fatal(err)
		}
		return f.text
	}
	before := run(units())
	if e := f.Entries(); len(e) != 2 || e[1].Other != units()[1].Source || e[1].Role != units()[1].Role || e[1].Key != "a.p-bbbbb" {
		t.Fatalf("%+v", e)
	}
	run(units()[:1])
	if e, _ := f.Entry("a.p-bbbbb"); !e.Retired {
		t.Fatal("not retired")
	}
	same(t, "revived", run(units()), before)
	edited := units()
	edited[0].Source = "Another"
	run(edited)
	same(t, "undone", run(units()), before)
	if _, err := f.RenewSource(Renewal{Wanted: units()[:1], Keep: func(string) bool { return false }}); err != nil || len(f.entries) != 1 {
		t.Fatalf("not dropped: %v\n%s", err, f.text)
	}
	same(t, "put back", run(units()), before)
}

// If it fails, `publish rename` or `publish tidy` loses entries, or leaves some under the old name.
func TestRenameAndTidy(t *testing.T) {
	f := parsed(t, lives(t)["translated"])
	if n, err := f.Rename("a", "ten-years"); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	want := strings.NewReplacer(`"a.t`, `"ten-years.t`, `[a.p`, `[ten-years.p`).Replace(lives(t)["translated"])
	same(t, "renamed", f.text, want)
	mustRenew(t, f, Renewal{})
	into := New("locales/fr/retired.fr.toml")
	if n, err := f.Tidy(into); n != 2 || err != nil || len(f.entries) != 0 || len(into.entries) != 2 {
		t.Fatalf("%d, %v\n%s\n%s", n, err, f.text, into.text)
	}
	sameEntries(t, into)
	if e, _ := into.Entry("ten-years.p-bbbbb"); e.Other == "" || !e.Retired {
		t.Fatalf("%+v", e)
	}
}

// Law 2. If it fails, what `publish tidy` has put away does not come back with its paragraph, or otherwise than it was:
// without the translator's comments, or as finished where its English had changed.
func TestWhatWasTidiedComesBackAsItWas(t *testing.T) {
	all := []Wanted{{Key: "a.p-aaaaa", Role: "paragraph", Source: "One is enough."}, {Key: "a.p-bbbbb", Role: "paragraph", Source: "Two are a pair."},
		{Key: "a.p-ccccc", Role: "paragraph", Source: "Three are a crowd."}, {Key: "a.p-ddddd", Role: "paragraph", Source: "Four walk."}}
	plain := mustRenew(t, New("locales/fr/a.fr.toml"), Renewal{Wanted: all})
	for i, french := range []string{"Un suffit.", "Deux font la paire.", "Trois font foule.", "Quatre marchent."} {
		plain = strings.Replace(plain, basic(all[i].Source)+"\nother = \"\"", basic(all[i].Source)+"\nother = "+basic(french), 1)
	}
	all[1].Source = "Two are a couple." // changed while they are there
	plain = mustRenew(t, parsed(t, plain), Renewal{Wanted: all})
	noted := strings.NewReplacer("[a.p-ccccc]", "# of us\n#, draft\n[a.p-ccccc] # here", "other = \"Deux", "# well\nother = \"Deux").Replace(plain)
	for name, text := range map[string]string{"plain": plain, "noted": noted, "crlf": strings.ReplaceAll(noted, "\n", "\r\n"), "bom": bom + noted,
		"indented": strings.NewReplacer("[a.", "  [a.", "other", "\tother").Replace(noted)} {
		for from := range all {
			for to := from + 1; to <= len(all); to++ {
				f, away := parsed(t, text), New("locales/fr/retired.fr.toml")
				mustRenew(t, f, Renewal{Wanted: slices.Delete(slices.Clone(all), from, to)})
				if n, err := f.Tidy(away); n != to-from || err != nil {
					t.Fatalf("%s: %d of %d, %v", name, n, to-from, err)
				}
				killed := parsed(t, away.text) // the file as a run leaves it that is killed in between
				if n, err := f.Return(away, all); n != to-from || err != nil {
					t.Fatalf("%s: %d of %d, %v", name, n, to-from, err)
				}
				if n, err := f.Return(killed, all); n != to-from || err != nil || killed.text != away.text {
					t.Fatalf("%s, killed: %d of %d, %v\n%s", name, n, to-from, err, killed.text)
				}
				same(t, fmt.Sprintf("%s, entries %d to %d", name, from, to), mustRenew(t, f, Renewal{Wanted: all}), text)
				same(t, "what was put away", away.text, New(away.name).text)
			}
		}
	}
}

// If it fails, a file that publish cannot keep up to date is damaged instead of refused by name.
func TestWhatCannotBeEditedIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"within braces": "a = { p-bbbbb = { other = 'x' } }\n",
		"namespace":     "a = {}\n",
		"below":         "[a.t-aaaaa.x]\nother = 'x'\n",
		"above":         "[a]\nother = 'x'\n",
	} {
		f := parsed(t, text)
		_, err := f.Renew(Renewal{Wanted: units()})
		if _, ok := err.(*UneditableError); !ok || f.text != text {
			t.Errorf("%s: %v\n%s", name, err, f.text)
		}
	}
}

// If it fails, a text that equals its English on purpose is asked for again and again, or one forgotten looks done.
func TestSameAsSource(t *testing.T) {
	long := "This is the English text again."
	for _, c := range []struct {
		e    Entry
		want Standing
	}{
		{Entry{Description: "Sofia, {date}", Other: "Sofia, {date}"}, Translated},
		{Entry{Description: long, Other: long}, Missing},
		{Entry{Description: long, Other: long, Same: true}, Translated},
		{Entry{Description: long, Other: "Anders.", Draft: true}, Draft},
		{Entry{Other: "Anders."}, Translated},
	} {
		source := c.e.Description
		if source == "" {
			source = long
		}
		if got := c.e.Standing(source); got != c.want {
			t.Errorf("%+v is %v", c.e, got)
		}
	}
}

// If it fails, plural texts of the publication get lost, or are not asked for.
func TestPluralForms(t *testing.T) {
	f := New("locales/pl/publication.pl.toml")
	w := Wanted{Key: "publication.notice", Role: "publication", Source: "{{.Count}} passages", Forms: map[string]string{"one": "{{.Count}} passage"}, Categories: []string{"one", "few", "many"}}
	mustRenew(t, f, Renewal{Wanted: []Wanted{w}})
	filled := parsed(t, strings.NewReplacer(`few = ""`, `few = "kilka"`, `other = ""`, `other = "wiele"`).Replace(f.text))
	e, _ := filled.Entry(w.Key)
	if want := map[string]string{"one": "", "few": "kilka", "many": ""}; !maps.Equal(e.Forms, want) || e.Standing(w.English()) != Translated {
		t.Fatalf("%+v", e)
	}
	w.Forms = map[string]string{"one": "one passage"}
	if e.Standing(w.English()) != Changed {
		t.Fatal("another English singular is not seen")
	}
}

// If it fails, docs/files.md shows translators a file that publish would write otherwise.
func TestTheDocumentedFileIsAsRunsLeaveIt(t *testing.T) {
	page, err := os.ReadFile("../../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## Locale files\n")
	_, rest, _ := strings.Cut(section, "```toml\n")
	example, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("docs/files.md shows no locale file")
	}
	f := parsed(t, example)
	same(t, "renewed", mustRenew(t, f, Renewal{Wanted: []Wanted{
		{Key: "ten-years.p-7k2mq", Role: "paragraph", Source: "The source text."},
		{Key: "ten-years.p-x81ab", Role: "paragraph, under “Our demands”", Source: "The source text after the change."},
	}}), example)
}

// Law 2. If it fails, a paragraph that is taken out and put back has its entry indented like that of a neighbour which
// somebody has indented.
func TestAnEntryThatReturnsIsIndentedAsItWas(t *testing.T) {
	const text = "#. paragraph\n[r.p-aaaaa]\n  description = \"Water\"\n  other = \"L’eau\"\n\n#. paragraph\n[r.p-bbbbb]\ndescription = \"Bread\"\nother = \"\"\n"
	f, err := Parse("locales/fr/r.fr.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	both := []Wanted{{Key: "r.p-aaaaa", Role: "paragraph", Source: "Water"}, {Key: "r.p-bbbbb", Role: "paragraph", Source: "Bread"}}
	for _, wanted := range [][]Wanted{both, both[:1], both} {
		if _, err := f.Renew(Renewal{Wanted: wanted}); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(f.Bytes()); got != text {
		t.Errorf("%s\nwas\n%s", got, text)
	}
}
