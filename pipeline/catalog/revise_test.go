package catalog

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, a translator's tool takes comments, layout or other entries with it when its work comes back.
func TestReviseKeepsEveryOtherByte(t *testing.T) {
	const before = "# mine\r\n#. paragraph\r\n#, changed, draft\r\n#| Old\r\n[r.p-aaaaa] # here\r\nhash = \"%\"\r\ndescription = '''New'''\r\nother = '''\r\nVieux''' # there\r\n\r\n" +
		"#. item\r\n#, exact from r.p-ccccc\r\n[r.p-bbbbb]\r\ndescription = \"Bread\"\r\nother = \"Pain\"\r\n\r\n" +
		"[publication.x]\r\ndescription = \"Many (one: One)\"\r\none = \"Un\"\r\nother = \"\"\r\n"
	const after = "# mine\r\n#. paragraph\r\n#| Old\r\n[r.p-aaaaa] # here\r\ndescription = '''New'''\r\nother = '''\r\nNeuf''' # there\r\n\r\n" +
		"#. item\r\n#, exact from r.p-ccccc\r\n#, changed\r\n#, same\r\n#| Loaf\r\n[r.p-bbbbb]\r\nhash = \"%\"\r\ndescription = \"Bread\"\r\nother = \"La \\\"miche\\\"\"\r\n\r\n" +
		"[publication.x]\r\ndescription = \"Many (one: One)\"\r\none = \"Une\"\r\nfew = \"Peu\"\r\nother = \"Beaucoup\"\r\n"
	f, err := Parse("locales/fr/r.fr.toml", []byte(strings.Replace(before, "%", Hash("Old"), 1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Revise([]Revision{
		{Key: "r.p-aaaaa", Other: "Neuf", English: "New"},
		{Key: "r.p-bbbbb", Other: ` La "miche" `, English: "Loaf", Same: true},
		{Key: "publication.x", Other: "Beaucoup", Forms: map[string]string{"one": "Une", "few": "Peu"}},
		{Key: "r.p-nobody", Other: "x"},
	}); err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(after, "%", Hash("Loaf"), 1); string(f.Bytes()) != want {
		t.Errorf("%s\nwant\n%s", f.Bytes(), want)
	}
}

// If it fails, a revision does not arrive, or another entry or a person's comment changes with it.
func TestRevisionsArriveAndNothingElseChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := Parse("locales/fr/res.fr.toml", []byte(scene(t, true)))
		if err != nil || len(f.entries) == 0 {
			t.Skip(err)
		}
		before, text, lines := slices.Clone(f.entries), f.text, personLines(f)
		revised := map[string]Revision{}
		for range rapid.IntRange(1, 3).Draw(t, "count") {
			e := rapid.SampledFrom(before).Draw(t, "entry")
			revised[e.Key] = Revision{Key: e.Key, Other: phrase().Draw(t, "other"), Draft: e.Draft, Same: e.Same,
				English: rapid.SampledFrom([]string{"", e.Description, "Another English"}).Draw(t, "english")}
		}
		var all []Revision
		for _, e := range before {
			if r, ok := revised[e.Key]; ok {
				all = append(all, r)
			}
		}
		if err := f.Revise(all); err != nil {
			if uneditable := (*UneditableError)(nil); !errors.As(err, &uneditable) || f.text != text {
				t.Fatalf("%v\n%s", err, f.text)
			}
			return
		}
		sameEntries(t, f)
		for _, e := range before {
			now, _ := f.Entry(e.Key)
			r, ok := revised[e.Key]
			if !ok {
				now.Line, now.Column = e.Line, e.Column
				if !reflect.DeepEqual(now, e) {
					t.Fatalf("%+v became %+v", e, now)
				}
				continue
			}
			if now.Other != clean(r.Other) || now.Description != e.Description {
				t.Fatalf("%+v became %+v", r, now)
			}
			if of, known := now.sourceOf(e.Description); r.English != "" && (!known || of != r.English) {
				t.Fatalf("%+v is for %q\n%s", r, of, f.text)
			}
		}
		if now := personLines(f); !slices.Equal(lines, now) {
			t.Fatalf("comments were %q, are %q\n%s\nwas\n%s", lines, now, f.text, text)
		}
	})
}
