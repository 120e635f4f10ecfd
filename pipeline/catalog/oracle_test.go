package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	gotoml "github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// sameEntries fails if go-i18n (which reads through BurntSushi/toml) or go-toml reads anything but f's entries.
func sameEntries(t failer, f *File) {
	t.Helper()
	var any1 map[string]any
	if err := gotoml.Unmarshal([]byte(strings.TrimPrefix(f.text, bom)), &any1); err != nil {
		t.Fatalf("go-toml refuses what publish accepts: %v\n%s", err, f.text)
	}
	ours := map[string]string{}
	for _, e := range f.entries {
		if i := f.index[e.Key]; len(f.spots[i].fields) > 0 {
			ours[e.Key] = line(e.Description, e.Hash, e.Other, e.Forms)
		}
	}
	theirs := map[string]string{}
	if len(ours) > 0 { // go-i18n refuses a file without any message
		bundle := i18n.NewBundle(language.Und)
		bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		file, err := bundle.ParseMessageFileBytes([]byte(f.text), "x.fr.toml")
		if err != nil {
			t.Fatalf("go-i18n refuses what publish accepts: %v\n%s", err, f.text)
		}
		for _, m := range file.Messages {
			forms := map[string]string{}
			for name, text := range map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many} {
				if text != "" {
					forms[name] = text
				}
			}
			theirs[m.ID] = line(m.Description, m.Hash, m.Other, forms)
		}
	}
	if !maps.Equal(ours, theirs) {
		t.Fatalf("go-i18n reads\n%q\npublish reads\n%q\nof\n%s", theirs, ours, f.text)
	}
}

func line(description, hash, other string, forms map[string]string) string {
	s := fmt.Sprintf("%q %q %q", clean(description), clean(hash), clean(other))
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		if text := clean(forms[name]); text != "" {
			s += fmt.Sprintf(" %s %q", name, text)
		}
	}
	return s
}

// phrase draws a clean source text or translation.
func phrase() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"water", "l’eau", "it's", `"mot"`, `back\slash`, "36,000", "{date}", "Würde\u00a0!", "水", "«", "»", "rivers", "[x]", "#no", "=", "'''", `"""`, "e\u0301t\u00e9", "{{.X}}"})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 1, 30).Draw(t, "words"), " ") })
}

// quoted draws a way to write a text as a TOML string.
func quoted(t *rapid.T, text string) string {
	style := rapid.SampledFrom([]string{`"x"`, `'x'`, `"""x"""`, "'''x'''", "\"\"\"\nx\"\"\"", "\"\"\"\\\n   x\"\"\"", "\"\"\"\nx\\\n\"\"\"", "'''\nx\n'''"}).Draw(t, "style")
	raw := restyle(style, clean(text))
	if strings.HasPrefix(raw, `"""`) && rapid.Bool().Draw(t, "folded") {
		raw = strings.Replace(raw, " ", " \\\n     ", 1)
	}
	if got, ok := unquote(raw); !ok || clean(got) != clean(text) {
		t.Fatalf("%s is not %q", raw, text)
	}
	return raw
}

// written draws one entry in one of the layouts that translators and tools leave.
func written(t *rapid.T, key string, f map[string]string) string {
	var fields []string
	for _, name := range rapid.Permutation(slices.Sorted(maps.Keys(f))).Draw(t, "order") {
		fields = append(fields, name+rapid.SampledFrom([]string{" = ", "=", "\t=  "}).Draw(t, "equals")+quoted(t, f[name]))
	}
	trail := rapid.SampledFrom([]string{"", "", "", "  # a person's"}).Draw(t, "trail")
	dent := rapid.SampledFrom([]string{"", "", "  ", "\t"}).Draw(t, "indent")
	name, local, _ := strings.Cut(key, ".")
	switch rapid.IntRange(0, 5).Draw(t, "layout") {
	case 0:
		return "[" + name + ".\"" + local + "\"]" + trail + "\n" + dent + strings.Join(fields, trail+"\n"+dent) + "\n"
	case 1:
		return "[" + key + "]\n" + strings.Join(fields, "\n# within\n") + trail + "\n"
	case 2:
		return "[ \"" + key + "\" ]\n" + strings.Join(fields, "\n\n") + "\n"
	default:
		return "[" + key + "]\n" + dent + strings.Join(fields, "\n"+dent) + "\n"
	}
}

var keyPool = []string{"res.p-aaaaa", "res.p-bbbbb", "res.p-ccccc", "res.i-ddddd", "res.h-eeeee", "res.q-fffff", "res.n-ggggg"}

// scene draws a locale file as a translator and the tools of others leave it; marked: with marks of changes that no run has
// made.
func scene(t *rapid.T, marked bool) string {
	var b strings.Builder
	if rapid.Bool().Draw(t, "head") {
		b.WriteString(strings.Join(header, "\n") + "\n\n")
	}
	layout := rapid.IntRange(0, 3).Draw(t, "root layout")
	for i, key := range rapid.Permutation(keyPool).Draw(t, "keys")[:rapid.IntRange(0, len(keyPool)).Draw(t, "count")] {
		comments(t, &b, marked)
		f := fieldsOf(t, marked)
		local := strings.TrimPrefix(key, "res.")
		switch {
		case layout == 1 && i < 3: // root keys
			fmt.Fprintf(&b, "%q = { %s }\n", key, inlineFields(t, f))
		case layout == 2 && i == 0:
			b.WriteString("[res]\n")
			fallthrough
		case layout == 2 && i < 3:
			for name, text := range sorted(f) {
				fmt.Fprintf(&b, "%s.%s = %s\n", local, name, quoted(t, text))
			}
		case layout == 3 && i == 0:
			fmt.Fprintf(&b, "%q = %s\n", key, quoted(t, f["other"]))
		default:
			layout = 0
			b.WriteString(written(t, key, f))
		}
		b.WriteString(strings.Repeat("\n", rapid.IntRange(0, 2).Draw(t, "blanks")))
	}
	text := b.String()
	if rapid.Bool().Draw(t, "unended") {
		text = strings.TrimRight(text, "\n")
	}
	if rapid.Bool().Draw(t, "crlf") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if rapid.Bool().Draw(t, "bom") {
		text = bom + text
	}
	return text
}

func sorted(f map[string]string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for _, name := range slices.Sorted(maps.Keys(f)) {
			if !yield(name, f[name]) {
				return
			}
		}
	}
}

func inlineFields(t *rapid.T, f map[string]string) string {
	var all []string
	for name, text := range sorted(f) {
		all = append(all, name+" = "+quoted(t, text))
	}
	return strings.Join(all, ", ")
}

func fieldsOf(t *rapid.T, marked bool) map[string]string {
	f := map[string]string{"other": ""}
	if rapid.Bool().Draw(t, "translated") {
		f["other"] = phrase().Draw(t, "other")
	}
	if rapid.Bool().Draw(t, "described") {
		f["description"] = phrase().Draw(t, "description")
	}
	switch rapid.IntRange(0, 5).Draw(t, "hash") {
	case 0:
		if !marked {
			break
		}
		f["hash"] = Hash(phrase().Draw(t, "hashed"))
	case 1:
		f["one"] = phrase().Draw(t, "one")
	}
	return f
}

func comments(t *rapid.T, b *strings.Builder, marked bool) {
	for _, l := range rapid.SliceOfN(rapid.SampledFrom([]string{"#. paragraph", "#, changed", "#, draft", "#, same", "#, retired", "#| The English before.", "#= 80% x: y", "# by a person", "#, exact from res.p-aaaaa", "#, allow quotes", "", "  #, changed", "#"}), 0, 4).Draw(t, "comments") {
		if marked || !strings.Contains(l, "changed") && !strings.HasPrefix(l, "#|") {
			b.WriteString(l + "\n")
		}
	}
}

// wantedUnits draws what a resolution wants of its file.
func wantedUnits(t *rapid.T, label string) []Wanted {
	keys := rapid.Permutation(keyPool).Draw(t, label+" keys")[:rapid.IntRange(0, len(keyPool)).Draw(t, label+" count")]
	all := make([]Wanted, len(keys))
	for i, key := range keys {
		all[i] = wantedUnit(t, key)
	}
	return all
}

func wantedUnit(t *rapid.T, key string) Wanted {
	w := Wanted{Key: key, Role: rapid.SampledFrom([]string{"paragraph", "item, under “Our demands”"}).Draw(t, "role"), Source: phrase().Draw(t, "source")}
	if rapid.IntRange(0, 3).Draw(t, "exact") == 0 {
		w.Exact, w.ExactFrom = "exact "+w.Source, "other.p-zzzzz"
	}
	if rapid.Bool().Draw(t, "suggested") {
		w.Suggestions = []string{"87% org.k3f…: « … »   [-35,000-]{+40,000+}"}
	}
	return w
}
