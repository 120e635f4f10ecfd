package catalog

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, a translator's file changes although nobody changed it, or go-i18n's users see other texts than publish.
func TestParsingKeepsBytesAndReadsWhatGoI18nReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := scene(t, true)
		f, err := Parse("locales/fr/res.fr.toml", []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if string(f.Bytes()) != text {
			t.Fatalf("other bytes than\n%s", text)
		}
		sameEntries(t, f)
	})
}

// renewed renews and holds the result to law 2: it parses, means what go-i18n reads, and a second Renew changes nothing. It
// tells whether the file was refused, and then holds that to have changed nothing.
func renewed(t failer, f *File, r Renewal) bool {
	t.Helper()
	before := f.text
	var uneditable *UneditableError
	if _, err := f.Renew(r); errors.As(err, &uneditable) {
		if f.text != before {
			t.Fatalf("refused, and changed all the same: %v", err)
		}
		return false
	} else if err != nil {
		t.Fatalf("%v", err)
	}
	sameEntries(t, f)
	once := f.text
	if _, err := f.Renew(r); err != nil || f.text != once {
		t.Fatalf("a second Renew (%v) makes of\n%s\nand of\n%s\nthis:\n%s", err, before, once, f.text)
	}
	return true
}

// personLines are the comment lines that no program has written, and the comments behind values.
func personLines(f *File) []string {
	var all []string
	for _, l := range strings.Split(f.text, "\n") {
		l = strings.TrimSpace(strings.TrimPrefix(l, bom))
		if strings.HasPrefix(l, "# ") || l == "#" || l == "#, draft" || l == "#, same" || strings.HasPrefix(l, "#, allow") {
			all = append(all, l)
		} else if i := strings.Index(l, "# a person's"); i >= 0 {
			all = append(all, l[i:])
		}
	}
	slices.Sort(all)
	return all
}

// If it fails, a run takes a translation or a translator's comment away: the worst that publish could do.
func TestRenewLosesNothingOfAPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := Parse("locales/fr/res.fr.toml", []byte(scene(t, true)))
		if err != nil {
			t.Skip(err)
		}
		before, text := slices.Clone(f.entries), f.text
		lines := personLines(f)
		if !renewed(t, f, Renewal{Wanted: wantedUnits(t, "first")}) {
			return
		}
		for _, e := range before {
			now, ok := f.Entry(e.Key)
			if e.Other != "" && now.Other != e.Other || (e.Draft || e.Same || e.Allow != nil) && !ok {
				t.Fatalf("%s was %q, is %q in\n%s\nwhich was\n%s", e.Key, e.Other, now.Other, f.text, text)
			}
			for name, form := range e.Forms {
				if now.Forms[name] != form {
					t.Fatalf("%s.%s was %q, is %q", e.Key, name, form, now.Forms[name])
				}
			}
		}
		if now := personLines(f); !slices.Equal(lines, now) {
			t.Fatalf("comments were %q, are %q\n%s\nwas\n%s", lines, now, f.text, text)
		}
	})
}

// If it fails, an editor who takes a correction back leaves marks on every translator's file.
func TestAnEditThatIsUndoneLeavesTheBytesOfBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := Parse("locales/fr/res.fr.toml", []byte(scene(t, false)))
		if err != nil {
			t.Skip(err)
		}
		units := wantedUnits(t, "first")
		for i := range units {
			if e, ok := f.Entry(units[i].Key); ok && e.Description != "" {
				units[i].Source = e.Description
			}
		}
		if ordered := rapid.Bool().Draw(t, "ordered"); ordered {
			slices.SortStableFunc(units, func(a, b Wanted) int { return rankIn(f, a.Key) - rankIn(f, b.Key) })
		}
		texts := map[string]string{"other.p-zzzzz": ""}
		text := func(key string) string { return texts[key] }
		before := Renewal{Wanted: units, Text: text}
		if !renewed(t, f, before) {
			return
		}
		base := f.text
		edited := slices.Clone(units)
		inOrder := slices.IsSortedFunc(units, func(a, b Wanted) int { return rankIn(f, a.Key) - rankIn(f, b.Key) })
		for range rapid.IntRange(1, 3).Draw(t, "steps") {
			edited = edit1(t, f, inOrder, edited)
			if !renewed(t, f, Renewal{Wanted: edited, Text: text}) {
				return
			}
		}
		middle := f.text
		if !renewed(t, f, before) {
			_, err := f.Renew(before)
			t.Fatalf("the undo was refused: %v\n%s\nwas\n%s", err, middle, base)
		}
		if f.text != base {
			t.Fatalf("was\n%s\nbecame\n%s\nafter the undo\n%s", base, middle, f.text)
		}
	})
}

// rankIn is an entry's rank in a file; entries that it does not have come last.
func rankIn(f *File, key string) int {
	if i, ok := f.index[key]; ok {
		return i
	}
	return len(f.entries)
}

// edit1 changes a text, takes a unit out, or puts a new one in. A unit without any translation is only taken out where the
// file has the order of the text before all edits: in a reordered file its entry comes back at the text's place, as comesBack
// says.
func edit1(t *rapid.T, f *File, inOrder bool, units []Wanted) []Wanted {
	units = slices.Clone(units)
	i := 0
	if len(units) > 0 {
		i = rapid.IntRange(0, len(units)-1).Draw(t, "at")
	}
	switch kind := rapid.IntRange(0, 2).Draw(t, "kind"); {
	case kind == 0 && len(units) > 0:
		units[i].Source = phrase().Draw(t, "edited")
		units[i].Exact, units[i].ExactFrom = "", ""
	case kind == 1 && len(units) > 0 && (inOrder || f.entries[rankIn(f, units[i].Key)].hasText()):
		units = slices.Delete(units, i, i+1)
	default:
		w := wantedUnit(t, "res.p-new"+rapid.StringMatching("[a-z]{2}").Draw(t, "new"))
		w.Exact, w.ExactFrom = "", ""
		if !slices.ContainsFunc(units, func(u Wanted) bool { return u.Key == w.Key }) {
			units = slices.Insert(units, i, w)
		}
	}
	return units
}
