package exchange

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

var (
	en = language.MustParse("en")
	fr = language.MustParse("fr")
)

// sample holds an entry of every kind.
func sample() Document {
	return Document{Source: en, Target: fr, Units: []Unit{
		{Key: "mill.t-aaaaa", File: "mill", Line: 1, Role: "title", Source: "On <Mills> & \"Weirs\"", Target: "Des « moulins » & des <barrages>", Status: Translated},
		{Key: "mill.d-aaaaa", File: "mill", Line: 3, Role: "dateline", Source: "Port Ansgar, {date}", Target: "Port Ansgar, le {date}", Status: Draft, Placeholder: true},
		{Key: "mill.p-aaaaa", File: "mill", Line: 5, Role: "paragraph, under “On Mills”", Source: `**All** mills \* [turn *now*](https://a.example/x_(y)?a=1&b=2 "T")`,
			Target: "[Tournent *vite*](https://a.example/fr) **tous** les moulins", Status: Changed, Previous: "**All** mills turned", Markup: true},
		{Key: "mill.p-bbbbb", File: "mill", Line: 7, Role: "paragraph", Source: "Bread for 40,000!", Status: Missing, Terms: []string{"term “bread”: « pain », never « miche »"},
			Suggestions: []match.Suggestion{{Score: .875, Key: "org.p-ccccc", Source: "Bread for 35,000!", Target: "Du pain pour 35 000 !"}, {Score: .7, Key: "memory/x.tmx", Source: "Bread!", Target: "Du pain !"}}},
		{Key: "mill.p-ccccc", File: "mill", Line: 9, Role: "paragraph", Source: "Water is common to all of us.", Target: "L’eau est commune à tous.", Status: Translated, Exact: "weir.p-zzzzz"},
		{Key: "mill.p-ddddd", File: "mill", Line: 11, Role: "paragraph", Source: "=1+1 is “two” at Vadum on Sea", Target: "=1+1 is “two” at Vadum on Sea", Status: Translated, Same: true},
		{Key: "slogan.aaaaaaa", File: "slogans", Role: "slogan", Source: "Let the rivers run!", Target: "Que coulent les rivières !", Status: Translated, Editorial: []string{"the local slogan, since 2016"}},
		{Key: "publication.untranslated", File: "publication", Role: "publication", Source: "{{.Count}} passages", SourceForms: map[string]string{"one": "{{.Count}} passage"}, Categories: []string{"one", "many"},
			Target: "{{.Count}} passages", TargetForms: map[string]string{"one": "{{.Count}} passage", "many": "{{.Count}} de passages"}, Status: Translated, Placeholder: true},
		{Key: "mill.p-eeeee", File: "mill", Role: "paragraph", Source: "Gone is gone.", Target: "Parti, c’est parti.", Status: Translated, Retired: true},
	}}
}

// If it fails, a translator's tool gets another file than was agreed on, and than validators have passed.
func TestWrite(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/write.txtar")
	if err != nil || len(archive.Files) != len(Formats) {
		t.Fatal(err, len(archive.Files))
	}
	for i, f := range Formats {
		data, found := Write(sample(), f)
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		if archive.Files[i].Name != string(f) || len(found) > 0 || string(data) != string(archive.Files[i].Data) {
			t.Errorf("%s: %v\n%s\nwant\n%s", f, found, data, archive.Files[i].Data)
		}
	}
}

// read reads what Write has written, as an import does.
func read(t failer, f Format, data []byte) Import {
	t.Helper()
	imports, others, err := Read(bytes.NewReader(data), "x."+string(f), f, Reading{Source: en, IsKey: func(key string) bool { return strings.Contains(key, ".") }})
	if err != nil || others > 0 || len(imports) != 1 {
		t.Fatalf("%s: %v, %d others, %d languages\n%s", f, err, others, len(imports), data)
	}
	return imports[0]
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// If it fails, a file that nobody has touched changes a catalog when it is imported.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, f := range Formats {
		data, _ := Write(sample(), f)
		got := read(t, f, data)
		if got.Language != fr && f != TMX || len(got.Findings) > 0 {
			t.Errorf("%s: %s %v", f, got.Language, got.Findings)
		}
		sameTexts(t, f, sample(), got)
	}
}

// sameTexts holds what was read to what was written: texts, stamps, state.
func sameTexts(t failer, f Format, d Document, got Import) {
	t.Helper()
	byKey := map[string]Translation{}
	for _, tr := range got.Translations {
		byKey[tr.Key] = tr
	}
	for _, u := range d.Units {
		tr, ok := byKey[u.Key]
		switch {
		case u.Retired && f != TMX || f == TMX && targetDigest(u.Target, u.TargetForms) == none:
			if ok {
				t.Fatalf("%s: %s came back", f, u.Key)
			}
			continue
		case !ok:
			t.Fatalf("%s: %s is lost", f, u.Key)
		}
		source := u.Source
		if f == TMX && u.Status == Changed && u.SourceForms == nil && u.Previous != "" {
			source = u.Previous
		}
		if tr.Target != u.Target || targetDigest(tr.Target, tr.Forms) != targetDigest(u.Target, u.TargetForms) || tr.Source != source || tr.Stamp != stampOf(u) {
			t.Fatalf("%s: %+v\nbecame %+v", f, u, tr)
		}
		if u.Target != "" && f != TMX && (u.Status == Translated) != (tr.Finished == Yes) {
			t.Fatalf("%s: %s is %s, and came back %d", f, u.Key, u.Status, tr.Finished)
		}
	}
}

// texts are what entries may hold.
func texts() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.StringMatching(`[a-zé«»“” ]{0,8}`), rapid.SampledFrom([]string{"*", "**", "***", "[", "](", ")", "](http://a.example)", "<https://a.example>", "{date}", "{{.Count}}", "\\", "&amp;", "<b>", "]]>", "<!--",
		"=1", "+", "@", "-", "'", "'='", `"`, `""`, ",", ";", "\t", "\u00a0", "\u202f", "\u2028", "\u0085", "日本", "שלום", "\u200f", "#", "msgid", "%s", "\ufffd", "𝔸"}), rapid.String())
	return rapid.Custom(func(t *rapid.T) string {
		return catalog.Clean(strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), ""))
	})
}

// documents are any that a catalog can give.
func documents() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		d := Document{Source: en, Target: rapid.SampledFrom([]language.Language{fr, language.MustParse("pt-BR"), language.MustParse("sr-Latn"), language.MustParse("zh-Hant"), language.MustParse("ar")}).Draw(t, "language")}
		for i := range rapid.IntRange(1, 5).Draw(t, "units") {
			u := Unit{Key: fmt.Sprintf("res-%d.p-%05d", i%2, i), File: fmt.Sprintf("res-%d", i%2), Role: texts().Draw(t, "role"), Source: texts().Draw(t, "source"), Target: texts().Draw(t, "target"),
				Markup: rapid.Bool().Draw(t, "markup"), Placeholder: rapid.Bool().Draw(t, "placeholder"), Line: i}
			if u.Source == "" {
				u.Source = "x"
			}
			u.Status = rapid.SampledFrom([]Status{Translated, Changed, Draft}).Draw(t, "status")
			if u.Status == Changed {
				u.Previous = catalog.Clean("before" + texts().Draw(t, "previous"))
			}
			if rapid.IntRange(0, 3).Draw(t, "plural") == 0 {
				u.Key, u.Previous = fmt.Sprintf("publication.x%d", i), ""
				u.SourceForms, u.TargetForms = map[string]string{"one": catalog.Clean("one" + texts().Draw(t, "one"))}, map[string]string{}
				u.Categories = slices.DeleteFunc(pluralCategories(d.Target), func(c string) bool { return c == "other" })
				for _, c := range u.Categories {
					u.TargetForms[c] = texts().Draw(t, c)
				}
			}
			if u.Target == "" {
				u.Status, u.Previous, u.TargetForms = Missing, "", nil
			}
			u.Same = u.Status == Translated && rapid.Bool().Draw(t, "same")
			if u.Status != Translated && rapid.Bool().Draw(t, "suggested") {
				u.Suggestions = []match.Suggestion{{Score: .75, Key: "k", Source: texts().Draw(t, "similar"), Target: texts().Draw(t, "suggestion")}}
			}
			d.Units = append(d.Units, u)
		}
		return d
	})
}

// If it fails, some text does not come back as it went: a byte is lost in a tool's file.
func TestAnyDocumentIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := documents().Draw(t, "document")
		f := rapid.SampledFrom(Formats).Draw(t, "format")
		data, found := Write(d, f)
		if f == TMX && !slices.ContainsFunc(d.Units, func(u Unit) bool { return u.Status != Missing }) {
			t.Skip("a TMX without a translation has no language")
		}
		d.Units = slices.DeleteFunc(d.Units, func(u Unit) bool { return !holds(f, u, &findings{}) })
		if len(d.Units) == 0 || f == TMX && len(found) > 0 {
			t.Skip(found)
		}
		sameTexts(t, f, d, read(t, f, data))
	})
}

// If it fails, a tool shows a translator the marks of a link as words, or loses a byte of them.
func TestPartsJoinToTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		var joined strings.Builder
		var open []int
		seen := map[int]bool{}
		for _, p := range partsOf(text, rapid.Bool().Draw(t, "markup"), rapid.Bool().Draw(t, "placeholders")) {
			joined.WriteString(p.text)
			switch p.kind {
			case opens, alone:
				if seen[p.id] || p.id == 0 {
					t.Fatalf("%q: the id %d is there twice", text, p.id)
				}
				seen[p.id] = true
				if p.kind == opens {
					open = append(open, p.id)
				}
			case closes:
				if len(open) == 0 || open[len(open)-1] != p.id {
					t.Fatalf("%q: codes cross", text)
				}
				open = open[:len(open)-1]
			}
		}
		if joined.String() != text || len(open) > 0 {
			t.Fatalf("%q became %q", text, joined.String())
		}
	})
	for text, want := range map[string]string{
		"**a** b *c*":                    "(1**)a(1**) b (2*)c(2*)",
		"[a *b* c](u) <http://x>":        "(1[)a (2*)b(2*) c(1](u)) (3<http://x>)",
		"a * b, [c], 2*3 \\*d\\* {date}": "a * b, [c], 2*3 \\*d\\* (1{date})",
		"***a*** **b":                    "(1***)a(1***) **b",
		"*a [b* c](u)":                   "(1*)a [b(1*) c](u)",
	} {
		var b strings.Builder
		for _, p := range partsOf(text, true, true) {
			if p.kind == words {
				b.WriteString(p.text)
			} else {
				fmt.Fprintf(&b, "(%d%s)", p.id, p.text)
			}
		}
		if b.String() != want {
			t.Errorf("%s: %s", text, b.String())
		}
	}
}
