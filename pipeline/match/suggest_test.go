package match

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

var fromEnglish, toFrench = language.MustParse("en"), language.MustParse("fr")

// If it fails, a suggestion has the wrong number or date in a sentence that looks finished, or a translator types what the
// program knows.
func TestCarry(t *testing.T) {
	data, err := os.ReadFile("testdata/carry.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, cases, _ := strings.Cut(string(data), "-- cases --\n")
	for line := range strings.Lines(cases) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		if len(part) != 5 {
			t.Fatalf("%q is no case", line)
		}
		want := part[4]
		if want == "=" {
			want = part[2]
		}
		got, carried := carry(part[1], part[2], part[3], language.MustParse(part[0]))
		if got != want || (len(carried) > 0) != (part[4] != "=") {
			t.Errorf("%s: %q for %q: got %q (%v), wanted %q", part[0], part[2], part[3], got, carried, want)
		}
	}
}

// If it fails, text is lost or made up where a number is carried over.
func TestCarryChangesNumbersAlone(t *testing.T) {
	piece := rapid.SampledFrom([]string{"5", "12", "35,000", "1.5", "9 May 2016", "1 June 2018", "2016", "a", "boats", "in", ",", "3 000", "35 000", "१२", "’", "-", "é"})
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "pieces"), " ") })
	rapid.Check(t, func(t *rapid.T) {
		before, target, present := text.Draw(t, "before"), text.Draw(t, "target"), text.Draw(t, "present")
		l := language.MustParse(rapid.SampledFrom([]string{"fr", "de", "ru", "hi", "ja"}).Draw(t, "language"))
		got, carried := carry(before, target, present, l)
		back := got
		for _, c := range slices.Backward(carried) {
			at := strings.LastIndex(back, c.To)
			if at < 0 {
				t.Fatalf("%q was carried into %q, and is not there", c.To, got)
			}
			back = back[:at] + c.From + back[at+len(c.To):]
		}
		if len(carried) == 0 && got != target {
			t.Fatalf("nothing carried, and %q became %q", target, got)
		}
	})
}

// If it fails, a translator trusts a full match whose English is another, or gets a worse one for a comma.
func TestScore(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"We demand bread.", "We demand bread.", 1},
		{"We demand bread.", "We demand Bread.", .99},
		{"We demand bread.", "We demand bread!", .99},
		{"We demand bread.", "We, demand bread.", .99},
		{"We demand bread.", "We demand\u00a0bread.", .99},
		{"We demand *bread*.", "We demand bread.", .99},
		{"We demand bread, now.", "we demand *bread* now.", .97},
		{"We demand 5 loaves.", "We demand 6 loaves.", .74},
		{"One two three four", "One two three five", .75},
		{"", "", 1},
		{"水", "水。", .99},
	} {
		if got := Score(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q and %q: %v, wanted %v", c.a, c.b, got, c.want)
		}
	}
}

var vocabulary = rapid.SampledFrom(strings.Fields("the The river rivers river, of and *bread* 5 6 12,000 Water {date} . ! [a](b) 水 now"))

func sentence(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return norm.NFC.String(strings.Join(rapid.SliceOfN(vocabulary, 0, most).Draw(t, "words"), " "))
	})
}

// If it fails, 100 % is said of a text that differs, or the order of two texts matters.
func TestOnlyEqualTextsScoreOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := sentence(8).Draw(t, "a"), sentence(8).Draw(t, "b")
		s := Score(a, b)
		if (s == 1) != (a == b) || s < 0 || s > 1 {
			t.Fatalf("%q and %q: %v", a, b, s)
		}
		if r := Score(b, a); r != s {
			t.Fatalf("%q and %q: %v, the other way %v", a, b, s, r)
		}
		if (Percent(s) == 100) != (a == b) {
			t.Fatalf("%q and %q: %d %%", a, b, Percent(s))
		}
	})
}

// Law 4 at the translator's side: what is suggested is what comparing with every pair by Score would suggest, at every
// threshold. If it fails, the best earlier translation stays hidden.
func TestSuggestIsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "pairs")
		var pairs []memory.Pair
		for i := range n {
			pairs = append(pairs, memory.Pair{Source: sentence(8).Draw(t, "source"), Target: fmt.Sprint("T", rapid.IntRange(0, 3).Draw(t, "target")),
				Key: fmt.Sprintf("r.p-%05d", i), Date: language.Date{Year: rapid.IntRange(2000, 2003).Draw(t, "year")}})
		}
		text := sentence(8).Draw(t, "text")
		o := Options{Threshold: rapid.SampledFrom([]float64{.5, .7, .75, .9, 1}).Draw(t, "threshold"), Limit: rapid.IntRange(1, 4).Draw(t, "limit")}
		own := fmt.Sprintf("r.p-%05d", rapid.IntRange(0, 30).Draw(t, "own"))
		got := NewSuggester(memory.New(pairs), o).Suggest(text, own)
		want := bruteForce(pairs, text, own, o)
		if show(got) != show(want) {
			t.Fatalf("%q at %v:\n%s\nbrute force:\n%s", text, o.Threshold, show(got), show(want))
		}
	})
}

func bruteForce(pairs []memory.Pair, text, own string, o Options) []Suggestion {
	type hit struct {
		memory.Pair
		score float64
	}
	var hits []hit
	for _, p := range pairs {
		if s := Score(text, p.Source); p.Key != own && s >= o.Threshold-1e-9 && strings.Trim(text, " .!*{}[]()") != "" {
			hits = append(hits, hit{p, s})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Date.Year, a.Date.Year), cmp.Compare(a.Key, b.Key))
	})
	seen := map[[2]string]bool{}
	var best []Suggestion
	for _, h := range hits {
		if at := [2]string{h.Source, h.Target}; !seen[at] && len(best) < o.Limit {
			seen[at] = true
			best = append(best, Suggestion{Score: h.score, Key: h.Key, Source: h.Source, Target: h.Target})
		}
	}
	return best
}

func show(all []Suggestion) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%.9f %s %q %q %d\n", s.Score, s.Key, s.Source, s.Target, s.Sentences)
	}
	return b.String()
}

// A memoryOf holds whole pairs and their sentences: "key | source | target" lines.
func memoryOf(t testing.TB, lines string, target language.Language) (*memory.Memory, Options) {
	t.Helper()
	var pairs []memory.Pair
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		if len(part) != 3 {
			t.Fatalf("%q is no pair", line)
		}
		pairs = append(pairs, memory.Pair{Key: part[0], Source: part[1], Target: part[2]})
	}
	sentences := func() *memory.Memory { return memory.New(Sentences(pairs, fromEnglish, target)) }
	return memory.New(pairs), Options{Sentences: sentences, Source: fromEnglish, Target: target}
}

const paragraphs = `a.p-1 | The river rises in March. Every gauge is read twice a day. Nobody sleeps in the lower town. | La rivière monte en mars. Chaque échelle est relevée deux fois par jour. Personne ne dort dans la ville basse.
b.p-1 | Meadows may flood. | Les prés peuvent être inondés.
b.p-2 | We ask 35,000 households to keep a lamp. | Nous demandons à 35 000 foyers de garder une lampe.`

// If it fails, a paragraph that was split, or two that were joined, must be translated again although every sentence of it
// has been translated.
func TestPartsAreSuggestedFromTheOldSentences(t *testing.T) {
	m, o := memoryOf(t, paragraphs, toFrench)
	s := NewSuggester(m, o)
	for _, c := range []struct{ text, own, want string }{
		{"Nobody sleeps in the lower town.", "", "100 a.p-1 Personne ne dort dans la ville basse. 1"},
		{"The river rises in March. Every gauge is read twice a day.", "a.p-1", "100 a.p-1 La rivière monte en mars. Chaque échelle est relevée deux fois par jour. 2"},
		{"Meadows may flood. We ask 40,000 households to keep a lamp.", "", "90 b.p-1 + b.p-2 Les prés peuvent être inondés. Nous demandons à 40 000 foyers de garder une lampe. 2"},
		{"Meadows may flood. Every gauge is read twice a day. It rained and rained again.", "", "66 b.p-1 + a.p-1 Les prés peuvent être inondés. Chaque échelle est relevée deux fois par jour. […] 2"},
		{"Meadows may flood. It rained and rained again, and there was no end of it.", "", ""},
	} {
		got := ""
		if all := s.Suggest(c.text, c.own); len(all) > 0 {
			got = fmt.Sprint(Percent(all[0].Score), " ", all[0].Key, " ", all[0].Target, " ", all[0].Sentences)
		}
		if got != c.want {
			t.Errorf("%q: got %q, wanted %q", c.text, got, c.want)
		}
	}
}

// If it fails, a translator reads the same suggestion twice, or a patchwork before a better translation of the whole.
func TestAnAssemblyMustBeBetter(t *testing.T) {
	m, o := memoryOf(t, paragraphs+`
c.p-1 | The river rises in March. Every gauge is read twice a day, by us. Nobody sleeps. | La rivière monte. Nous relevons les échelles. Personne ne dort.
c.p-2 | One two three. Four five six seven eight nine. | Un. Quatre.
c.p-3 | One two three. | Un deux trois.
c.p-4 | We saw 5 boats. Nobody came to the meadows. | Nous avons vu 5 bateaux. Personne n’est venu aux prés.`, toFrench)
	s := NewSuggester(m, o)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"The river rises in May. Every gauge is read twice a day. Nobody sleeps in the lower town.", []string{"La rivière monte en mars. Chaque échelle est relevée deux fois par jour. Personne ne dort dans la ville basse."}},
		{"One nought none. Four five six seven eight nine.", []string{"Un. Quatre."}},
		{"We saw 6 boats. Nobody came to the meadows.", []string{"Nous avons vu 6 bateaux. Personne n’est venu aux prés."}},
	} {
		var got []string
		for _, x := range s.Suggest(c.text, "") {
			got = append(got, x.Target)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, wanted %q", c.text, got, c.want)
		}
	}
}

// If it fails, sentences are paired with the translation of another sentence.
func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, source, target, want string }{
		{"one by one", "It rains. We stay.", "Il pleut. Nous restons.", "It rains.=Il pleut.|We stay.=Nous restons."},
		{"one became two", "The river rises in March and falls in May. We read every gauge twice a day.", "La rivière monte en mars. Elle baisse en mai. Nous relevons chaque échelle deux fois par jour.",
			"The river rises in March and falls in May.=La rivière monte en mars. Elle baisse en mai.|We read every gauge twice a day.=Nous relevons chaque échelle deux fois par jour."},
		{"two became one", "It rains. It rains again and again on the meadows of Halm. We stay.", "Il pleut, il pleut encore et encore sur les prés de Halm. Nous restons.",
			"It rains. It rains again and again on the meadows of Halm.=Il pleut, il pleut encore et encore sur les prés de Halm.|We stay.=Nous restons."},
		{"as many, but others", "In 1987 the snow stood high. The keepers dug 140 metres with their own shovels. It took them nineteen days, and nobody paid them.", "En 1987, la neige était haute, et les gardiens creusèrent 140 mètres avec leurs propres pelles. Cela dura dix-neuf jours. Personne ne les paya.",
			"In 1987 the snow stood high. The keepers dug 140 metres with their own shovels.=En 1987, la neige était haute, et les gardiens creusèrent 140 mètres avec leurs propres pelles.|It took them nineteen days, and nobody paid them.=Cela dura dix-neuf jours. Personne ne les paya."},
		{"as many, in another order", "In 2016 we met. In 2017 we met again.", "En 2017, nous nous revîmes. En 2016, nous nous étions vus.", ""},
		{"as many, a number in words", "Nineteen came in 2016. We stay.", "En 2016, il en vint 19. Nous restons.", "Nineteen came in 2016.=En 2016, il en vint 19.|We stay.=Nous restons."},
		{"other numbers", "In 2016 we met. In 2017 we met again. Good.", "En 2017, nous nous revîmes. En 2016, nous nous étions vus, et c’était bien, très bien même.", ""},
		{"other lengths", "Yes. The meadows along the river may flood whenever they must, in every year.", "Les prés le long de la rivière peuvent être inondés chaque année, s’il le faut. Oui. Non.", ""},
		{"four of one", "It rains.", "Il pleut. Il pleut. Il pleut. Il pleut.", ""},
		{"nothing", "", "Il pleut.", ""},
	} {
		var all []string
		for _, p := range Sentences([]memory.Pair{{Source: c.source, Target: c.target}}, fromEnglish, toFrench) {
			all = append(all, p.Source+"="+p.Target)
		}
		if got := strings.Join(all, "|"); got != c.want {
			t.Errorf("%s: got %q, wanted %q", c.name, got, c.want)
		}
	}
}

// If it fails, a changed entry gets its own old sentences as a suggestion, which stand in it already, or does not get its own
// translation with the new number.
func TestOwnTranslationWithTheNewNumber(t *testing.T) {
	m, o := memoryOf(t, paragraphs, toFrench)
	s := NewSuggester(m, o)
	of := func(before, target, present string) (all []string) {
		one := Match{Class: Changed, Source: before, Target: target}
		one.Unit.Key, one.Unit.Text = "a.p-1", present
		s.suggest(&one)
		for _, x := range one.Suggestions {
			all = append(all, x.Target)
		}
		return all
	}
	p := strings.Split(strings.Split(paragraphs, "\n")[0], " | ")
	if got := of(p[1], p[2], p[1]+" Ever."); len(got) > 0 {
		t.Errorf("its own sentences: %q", got)
	}
	if got := of("In 2016 we read 300 gauges.", "En 2016, nous avons relevé 300 échelles.", "In 2016 we read 450 gauges."); !slices.Equal(got, []string{"En 2016, nous avons relevé 450 échelles."}) {
		t.Errorf("its number: %q", got)
	}
}
