package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/catalog"
)

// entryOf is an entry as a locale file would have it.
func entryOf(t failer, flags, previous, description, other string) catalog.Entry {
	t.Helper()
	var b strings.Builder
	for _, f := range strings.Fields(flags) {
		fmt.Fprintf(&b, "#, %s\n", f)
	}
	hash := ""
	if previous != "" {
		fmt.Fprintf(&b, "#| %s\n", previous)
		hash = fmt.Sprintf("hash = %q\n", catalog.Hash(previous))
	}
	fmt.Fprintf(&b, "[r.p-aaaaa]\n%sdescription = %q\nother = %q\n", hash, description, other)
	f, err := catalog.Parse("locales/fr/r.fr.toml", []byte(b.String()))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return f.Entries()[0]
}

func always(string) bool { return true }
func never(string) bool  { return false }

// of gives the only entry.
func of(e catalog.Entry, english string, filled bool) Entries {
	return Entries{
		Present: func(key string) (Present, bool) {
			return Present{Entry: e, Text: english, English: english, Filled: filled}, key == e.Key
		},
		Keys: func(source string) []string {
			if source == english {
				return []string{e.Key}
			}
			return nil
		},
	}
}

// If it fails, an import overwrites what somebody has done since the export, or does not bring what a translator has done.
func TestMerge(t *testing.T) {
	stamped := func(source, target string, status Status) Stamp {
		return Stamp{digest(source), targetDigest(target, nil), status, false}
	}
	for _, c := range []struct {
		name                               string
		flags, previous, description, ours string // the entry now
		filled                             bool
		back                               Translation
		want                               string
	}{
		{name: "untouched", description: "E", ours: "T", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Translated), Finished: Yes}, want: "unchanged"},
		{name: "untouched, and changed here", description: "E2", ours: "T2", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Translated), Finished: Yes}, want: "unchanged"},
		{name: "edited", description: "E", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "taken U of E"},
		{name: "new", description: "E", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "", Missing)}, want: "taken U of E"},
		{name: "new, and not finished", description: "E", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "", Missing), Finished: No}, want: "taken U draft of E"},
		{name: "emptied", description: "E", ours: "T", back: Translation{Source: "E", Stamp: stamped("E", "T", Translated)}, want: "unchanged"},
		{name: "the English has changed", description: "E2", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "conflict: the English has changed since the export"},
		{name: "the English has changed, and nothing is there", description: "E2", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "", Missing)}, want: "taken U of E; it is for another English than the present one, so the entry is marked as changed"},
		{name: "the English has changed, and the file has none", description: "E2", back: Translation{Target: "U", Stamp: stamped("E", "", Missing)}, want: "conflict: the English has changed since the export"},
		{name: "changed on both sides", description: "E", ours: "T2", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "conflict: the translation has been changed here since the export"},
		{name: "changed alike on both sides", description: "E", ours: "U", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "unchanged"},
		{name: "filled in meanwhile by nobody but the program", description: "E", ours: "X", filled: true, back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "", Missing)}, want: "taken U of E"},
		{name: "emptied here", description: "E", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "taken U of E"},
		{name: "emptied here, and not touched there", description: "E", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Translated)}, want: "taken T of E"},
		{name: "a changed one, emptied here", description: "E", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Changed), Finished: No}, want: "taken T draft"},
		{name: "another source in the file", description: "E", ours: "T", back: Translation{Source: "F", Target: "U", Stamp: stamped("E", "T", Translated)}, want: "conflict: the file's source is not the English of the export"},
		{name: "changed, and revised", flags: "changed", previous: "D", description: "E", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Changed), Finished: Yes}, want: "taken U of E"},
		{name: "changed, and found right", flags: "changed", previous: "D", description: "E", ours: "T", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Changed), Finished: Yes}, want: "taken T of E"},
		{name: "changed, and revised by a tool that says nothing", flags: "changed", previous: "D", description: "E", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Changed)}, want: "taken U"},
		{name: "changed, from a memory", flags: "changed", previous: "D", description: "E", ours: "T", back: Translation{Source: "D", Target: "U", Stamp: stamped("E", "T", Changed)}, want: "taken U of D"},
		{name: "changed, and still fuzzy", flags: "changed", previous: "D", description: "E", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Changed), Finished: No}, want: "taken U"},
		{name: "a draft that is finished", flags: "draft", description: "E", ours: "T", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Draft), Finished: Yes}, want: "taken T of E"},
		{name: "a draft that stays one", flags: "draft", description: "E", ours: "T", back: Translation{Source: "E", Target: "U", Stamp: stamped("E", "T", Draft), Finished: No}, want: "taken U draft of E"},
		{name: "doubted", description: "E", ours: "T", back: Translation{Source: "E", Target: "T", Stamp: stamped("E", "T", Translated), Finished: No}, want: "taken T draft of E"},
		{name: "the same on purpose", description: "E", ours: "E", back: Translation{Source: "E", Target: "E", Stamp: stamped("E", "E", Translated), Same: true, Finished: Yes}, want: "taken E same of E"},
		{name: "no stamp, nothing there", description: "E", back: Translation{Source: "E", Target: "U"}, want: "taken U of E"},
		{name: "no stamp, the same there", description: "E", ours: "U", back: Translation{Source: "E", Target: "U", Finished: Yes}, want: "unchanged"},
		{name: "no stamp, another one there", description: "E", ours: "T", back: Translation{Source: "E", Target: "U"}, want: "conflict: the entry has a translation, and the file does not say (by its state) which one was exported"},
		{name: "no key, but the source", description: "E", back: Translation{Key: "17", Source: "E", Target: "U"}, want: "taken U of E"},
		{name: "a copy of the English", description: "one two three four five", ours: "one two three four five", back: Translation{Source: "one two three four five", Target: "U", Stamp: stamped("one two three four five", "", Missing)}, want: "taken U of one two three four five"},
		{name: "a tool's copy of the English", description: "Bread", back: Translation{Source: "Bread", Target: "Bread", Stamp: stamped("Bread", "", Missing)}, want: "unchanged: the translation is the English again, so it is not taken"},
		{name: "a long copy, finished", description: "one two three four five", ours: "T", back: Translation{Source: "one two three four five", Target: "one two three four five", Stamp: stamped("one two three four five", "T", Translated), Finished: Yes}, want: "unchanged: the translation is the English again, so it is not taken"},
		{name: "a long copy, on purpose", description: "one two three four five", back: Translation{Source: "one two three four five", Target: "one two three four five", Stamp: stamped("one two three four five", "", Missing), Same: true, Finished: Yes}, want: "taken one two three four five same of one two three four five"},
		{name: "a name, finished", description: "Vadum", back: Translation{Source: "Vadum", Target: "Vadum", Stamp: stamped("Vadum", "", Missing), Finished: Yes}, want: "taken Vadum of Vadum"},
		{name: "nobody knows it", description: "E", back: Translation{Key: "r.p-zzzzz", Source: "F", Target: "U"}, want: "gone: the project has no entry of this key, and none of this source"},
		{name: "nobody knows it, but nobody touched it", description: "E", back: Translation{Key: "r.p-zzzzz", Source: "F", Target: "U", Stamp: stamped("F", "U", Translated)}, want: "unchanged"},
	} {
		if c.back.Key == "" {
			c.back.Key = "r.p-aaaaa"
		}
		entries := of(entryOf(t, c.flags, c.previous, c.description, c.ours), c.description, c.filled)
		if got := said(Merge([]Translation{c.back}, entries, never)[0]); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if theirs := Merge([]Translation{c.back}, entries, always)[0]; strings.HasPrefix(c.want, "conflict") && c.back.Source != "" && (theirs.Outcome != Taken || theirs.Change.Other != "U") {
			t.Errorf("%s, theirs: %s", c.name, said(theirs))
		}
	}
}

func said(d Decision) string {
	if d.Outcome != Taken {
		return strings.TrimSuffix(string(d.Outcome)+": "+d.Why, ": ")
	}
	s := "taken " + d.Change.Other
	if d.Change.Draft {
		s += " draft"
	}
	if d.Change.Same {
		s += " same"
	}
	if d.Change.English != "" {
		s += " of " + d.Change.English
	}
	if d.Why != "" {
		s += "; " + d.Why
	}
	return s
}

// If it fails, a tool that loses what inline codes stand for (as some libraries do with original data, or with <bpt> made
// <g>) takes emphasis, links and dates out of a translation, or puts codes of elsewhere into it.
func TestCodesThatAToolHasLostAreTheEntrys(t *testing.T) {
	u := sample().Units[2]
	present := Present{Text: u.Source, Markup: true, Entry: catalog.Entry{Other: u.Target}}
	for f, lose := range map[Format]*regexp.Regexp{XLIFF2: regexp.MustCompile(`(?s)<originalData>.*?</originalData>`), XLIFF1: regexp.MustCompile(`(<(?:bpt|ept|ph) [^>]*>)[^<]*`)} {
		data, _ := Write(sample(), f)
		got := read(t, f, lose.ReplaceAll(data, []byte("$1"))).Translations
		tr := got[slices.IndexFunc(got, func(t Translation) bool { return t.Key == u.Key })]
		if tr.Lost == "" || tr.Target == u.Target {
			t.Fatalf("%s: nothing is lost: %+v", f, tr)
		}
		stranger := tr
		if !tr.restore(present) || tr.Target != u.Target || tr.Source != u.Source {
			t.Errorf("%s: %+v", f, tr)
		}
		if d := Merge([]Translation{stranger}, of(entryOf(t, "", "", "E", "T"), "E", false), never)[0]; d.Outcome == Taken {
			t.Errorf("%s: %+v", f, d)
		}
		stranger.Key = "r.p-aaaaa"
		if d := Merge([]Translation{stranger}, of(entryOf(t, "", "", "E", "T"), "E", false), always)[0]; d.Outcome != Conflict || !strings.Contains(d.Why, "nothing says what the inline code <") {
			t.Errorf("%s: %+v", f, d)
		}
	}
}

// If it fails, one of two translations of an entry is lost, and nobody is told.
func TestMergeOfTwoForOneEntry(t *testing.T) {
	entries := of(entryOf(t, "", "", "E", ""), "E", false)
	ds := Merge([]Translation{{Source: "E", Target: "U"}, {Source: "E", Target: "V"}, {Source: "E", Target: "U"}}, entries, never)
	if ds[0].Outcome != Taken || ds[1].Outcome != Conflict || ds[2].Outcome != Taken {
		t.Errorf("%+v", ds)
	}
}

// If it fails, importing the same file twice does something, or takes a translation away.
func TestMergeAgainChangesNothing(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "T", "U", "V", "a longer text of six words"})
	english := rapid.SampledFrom([]string{"E", "F", "a longer text of six words"})
	rapid.Check(t, func(t *rapid.T) {
		flags, previous := "", ""
		switch rapid.IntRange(0, 2).Draw(t, "flag") {
		case 1:
			flags = "draft"
		case 2:
			flags, previous = "changed", "D"
		}
		description := english.Draw(t, "description")
		e := entryOf(t, flags, previous, description, text.Draw(t, "ours"))
		back := Translation{Key: e.Key, Source: english.Draw(t, "source"), Target: text.Draw(t, "theirs"), Finished: rapid.SampledFrom([]Finished{Unsaid, No, Yes}).Draw(t, "finished"), Same: rapid.Bool().Draw(t, "same")}
		if rapid.Bool().Draw(t, "stamped") {
			back.Stamp = Stamp{digest(english.Draw(t, "exported source")), targetDigest(text.Draw(t, "exported"), nil), rapid.SampledFrom([]Status{Missing, Translated, Changed, Draft}).Draw(t, "status"), false}
		}
		settled := rapid.Bool().Draw(t, "settled")
		theirs := func(string) bool { return settled }
		d := Merge([]Translation{back}, of(e, description, false), theirs)[0]
		if d.Outcome != Taken {
			return
		}
		if d.Change.Other == "" {
			t.Fatalf("an empty text is taken: %+v", d)
		}
		f, _ := catalog.Parse("locales/fr/r.fr.toml", []byte(fileOf(e)))
		if err := f.Revise([]catalog.Revision{d.Change}); err != nil {
			t.Fatal(err)
		}
		now, _ := f.Entry(e.Key)
		if again := Merge([]Translation{back}, of(now, description, false), theirs)[0]; again.Outcome != Unchanged {
			t.Fatalf("%+v\nthen %+v\nof\n%s", d, again, f.Bytes())
		}
	})
}

// fileOf writes an entry of entryOf again.
func fileOf(e catalog.Entry) string {
	var b strings.Builder
	if e.Draft {
		b.WriteString("#, draft\n")
	}
	if e.Changed {
		b.WriteString("#, changed\n#| " + e.Previous + "\n")
	}
	b.WriteString("[" + e.Key + "]\n")
	if e.Hash != "" {
		fmt.Fprintf(&b, "hash = %q\n", e.Hash)
	}
	fmt.Fprintf(&b, "description = %q\nother = %q\n", e.Description, e.Other)
	return b.String()
}
