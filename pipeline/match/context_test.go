package match

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// If it fails, a text that stands in its old context is filled in from another one, or a translator is told of a full match in
// context where there is none.
func TestTheSameContextGoesFirst(t *testing.T) {
	f, err := catalog.Parse("locales/fr/a.fr.toml", []byte("[a.p-1]\ndescription = \"Unite!\"\nother = \"Unissez-vous !\"\n[b.p-1]\ndescription = \"Unite!\"\nother = \"Unissons-nous !\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]Place{"a.p-1": {"paragraph", "Workers"}, "b.p-1": {"paragraph", "Rivers"}, "c.p-1": {"paragraph", "Rivers"}, "c.p-2": {"item", "Rivers"}}
	o := Options{Source: fromEnglish, Target: toFrench, Places: func(key string) (Place, bool) { p, ok := places[key]; return p, ok }}
	units := []segment.Unit{{Key: "c.p-1", Role: "paragraph", Text: "Unite!"}, {Key: "c.p-2", Role: "item", Text: "Unite!"}}
	m := memory.New(Pairs(f.Entries(), nil, nil))
	filled, _ := Units(units, f, m, o)
	if filled[0].From != "b.p-1" || filled[1].From != "a.p-1" {
		t.Errorf("filled from %s and %s", filled[0].From, filled[1].From)
	}
	o.NoExact = true
	suggested, _ := Units(units, f, m, o)
	lines := Wanted(suggested)
	if got, want := strings.Join(lines[0].Suggestions, "|"), "101% b.p-1: « Unissons-nous ! »|100% a.p-1: « Unissez-vous ! »"; got != want {
		t.Errorf("suggested %s, wanted %s", got, want)
	}
	if got, want := strings.Join(lines[1].Suggestions, "|"), "100% a.p-1: « Unissez-vous ! »|100% b.p-1: « Unissons-nous ! »"; got != want {
		t.Errorf("suggested %s, wanted %s", got, want)
	}
}

// If it fails, a translator must find the changed word of a long paragraph by eye.
func TestChangedEntriesShowWhatChanged(t *testing.T) {
	m := Match{Class: Changed, Source: "We leave at dawn and come back.", Target: "T", Unit: segment.Unit{Key: "a.p-1", Text: "We leave at noon and come back."}}
	if w := Wanted([]Match{m}); len(w[0].Suggestions) != 1 || w[0].Suggestions[0] != "changed [-dawn-]{+noon+}" {
		t.Errorf("%q", w[0].Suggestions)
	}
	m.Suggestions = []Suggestion{{Score: .9, Key: "a.p-1", Source: m.Source, Target: "T"}}
	if w := Wanted([]Match{m}); len(w[0].Suggestions) != 1 || !strings.HasPrefix(w[0].Suggestions[0], "90% a.p-1") {
		t.Errorf("with its own suggestion: %q", w[0].Suggestions)
	}
}

// If it fails, a sentence that was translated is not in the memory, or stands in it with words of another pair.
func TestSentencesTakeApartAllOrNothing(t *testing.T) {
	piece := rapid.SampledFrom(strings.Fields("We stay. It rains again! In 2016, the river rose. Why? 水。 Dr. 3 « Oui ! »"))
	text := rapid.Custom(func(t *rapid.T) string {
		return norm.NFC.String(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), " "))
	})
	rapid.Check(t, func(t *rapid.T) {
		p := memory.Pair{Source: text.Draw(t, "source"), Target: text.Draw(t, "target"), Key: "a.p-1", Date: language.Date{Year: 2016}}
		all := Sentences([]memory.Pair{p}, fromEnglish, toFrench)
		if len(all) == 0 {
			return
		}
		var source, target []string
		for _, s := range all {
			source, target = append(source, s.Source), append(target, s.Target)
			if s.Source == "" || s.Target == "" || s.Key != p.Key || s.Date != p.Date {
				t.Fatalf("%+v of %+v", s, p)
			}
		}
		if bare(strings.Join(source, "")) != bare(p.Source) || bare(strings.Join(target, "")) != bare(p.Target) {
			t.Fatalf("%q = %q came apart to %q = %q", p.Source, p.Target, source, target)
		}
	})
}

func bare(text string) string { return strings.Join(strings.Fields(text), "") }
