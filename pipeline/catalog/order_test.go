package catalog

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, Reconcile takes paragraphs for neighbours that are none any more, and of two that are alike the wrong one
// keeps the translation.
func TestSourceCatalogIsInReadingOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, now, translated := startingState(t)
		for range 1 + e.below(6, "edits") {
			now = now.next(t, e.edit(now.texts), translated)
		}
		f, err := Parse("r.en.toml", []byte(now.file))
		if err != nil {
			t.Fatal(err)
		}
		var standing []string
		for _, s := range sourcesOf(f) {
			if !s.Retired {
				standing = append(standing, s.Key)
			}
		}
		if !slices.Equal(standing, now.keys) {
			t.Fatalf("the catalog has %q, the text %q", standing, now.keys)
		}
	})
}

// If it fails, a comment that somebody wrote into a source catalog is lost, or stands above another entry after a move; or
// a catalog that was checked out with other line ends, or saved without the last one, does not come back as it was.
func TestReadingOrderKeepsCommentsAndLineEnds(t *testing.T) {
	const catalog = "# Ours: not for translators.\n\n#. paragraph\n# Anne asks: all of it?\n[r.p-aaaaa]\nother = \"one\"\n\n\n#. paragraph\n[r.p-bbbbb]\nother = \"two\" # mine\n\n" +
		"#. paragraph\n#, retired\n# kept\n[r.p-ccccc]\nother = \"three\"\n\n#. paragraph\n  [r.p-ddddd]\n  other = \"four\""
	const moved = "# Ours: not for translators.\n\n#. paragraph\n  [r.p-ddddd]\n  other = \"four\"\n\n\n#. paragraph\n[r.p-bbbbb]\nother = \"two\" # mine\n\n" +
		"#. paragraph\n#, retired\n# kept\n[r.p-ccccc]\nother = \"three\"\n\n#. paragraph\n# Anne asks: all of it?\n[r.p-aaaaa]\nother = \"one\""
	for _, eol := range []string{"\n", "\r\n"} {
		before, want := strings.ReplaceAll(catalog, "\n", eol), strings.ReplaceAll(moved, "\n", eol)
		f := renewedSource(t, before, "r.p-ddddd four", "r.p-bbbbb two", "r.p-aaaaa one")
		if got := string(f.Bytes()); got != want {
			t.Errorf("%q\nwant\n%q", got, want)
		}
		f = renewedSource(t, string(f.Bytes()), "r.p-aaaaa one", "r.p-bbbbb two", "r.p-ddddd four")
		if got := string(f.Bytes()); got != before {
			t.Errorf("moved back: %q\nbefore\n%q", got, before)
		}
	}
}

// If it fails, an untranslated paragraph that is taken out and brought back stands behind what was retired after it.
func TestEntryBeforeARetiredOneComesBackToItsPlace(t *testing.T) {
	const before = "#. paragraph\n[r.p-aaaaa]\nother = \"one\"\n\n#. paragraph\n[r.p-bbbbb]\nother = \"two\"\n\n#. paragraph\n#, retired\n# kept\n[r.p-ccccc]\nother = \"three\"\n"
	f := renewedSource(t, before, "r.p-aaaaa one")
	if f = renewedSource(t, string(f.Bytes()), "r.p-aaaaa one", "r.p-bbbbb two"); string(f.Bytes()) != before {
		t.Errorf("%s\nbefore\n%s", f.Bytes(), before)
	}
}

// renewedSource is a source catalog after a run over texts, each written as its key and the text, that nobody translates.
func renewedSource(t *testing.T, catalog string, texts ...string) *File {
	f, err := Parse("locales/en/r.en.toml", []byte(catalog))
	if err != nil {
		t.Fatal(err)
	}
	var wanted []Wanted
	for _, s := range texts {
		key, text, _ := strings.Cut(s, " ")
		wanted = append(wanted, Wanted{Key: key, Source: text, Role: "paragraph"})
	}
	if _, err := f.RenewSource(Renewal{Wanted: wanted, Keep: func(string) bool { return false }}); err != nil {
		t.Fatal(err)
	}
	return f
}

// If it fails, paragraphs that came and went leave all their entries behind, because one of them was edited in between and
// could not get its key again.
func TestOneKeptEntryKeepsNoOthers(t *testing.T) {
	f := renewedSource(t, "", "r.p-aaaaa one", "r.p-bbbbb two", "r.p-ccccc three")
	_, err := f.RenewSource(Renewal{Wanted: []Wanted{{Key: "r.p-aaaaa", Source: "one", Role: "paragraph"}}, Keep: func(key string) bool { return key == "r.p-ccccc" }})
	if err != nil {
		t.Fatal(err)
	}
	if _, there := f.Entry("r.p-bbbbb"); there {
		t.Errorf("the second paragraph is kept:\n%s", f.Bytes())
	}
	if e, _ := f.Entry("r.p-ccccc"); !e.Retired {
		t.Errorf("the third paragraph is not kept:\n%s", f.Bytes())
	}
}
