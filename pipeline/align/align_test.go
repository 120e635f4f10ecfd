package align

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// A piece is a sentence of a damaged text, and the sentences of the whole text that it is made of.
type piece struct {
	Sentence
	of []int
}

// parallel reads the samples' translations into a language: sentences that are known to belong together.
func parallel(t testing.TB, tag string) (source, target []Sentence) {
	t.Helper()
	l, en := language.MustParse(tag), language.MustParse("en")
	block := 0
	for _, name := range []string{"clear-water", "flood-watch", "measuring"} {
		file := filepath.Join("..", "..", "locales", tag, name+"."+tag+".toml")
		data, err := os.ReadFile(file)
		if err != nil {
			continue // not every sample is in every language
		}
		f, err := catalog.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Entries() {
			from, to := segment.Sentences(e.Description, en), segment.Sentences(e.Other, l)
			if e.Other == "" || strings.Contains(e.Description, segment.DateMark) {
				continue
			}
			if len(from) != len(to) { // what belongs together is known of the whole alone
				from, to = []segment.Span{{End: len(e.Description)}}, []segment.Span{{End: len(e.Other)}}
			}
			for i := range from {
				source = append(source, Sentence{Text: e.Description[from[i].Start:from[i].End], Block: block, First: i == 0})
				target = append(target, Sentence{Text: e.Other[to[i].Start:to[i].End], Block: block, First: i == 0})
			}
			block++
		}
	}
	return source, target
}

// A chance is a generator of numbers that is the same everywhere.
type chance uint64

func (c *chance) below(n int) int {
	*c = *c*6364136223846793005 + 1442695040888963407
	return int(uint64(*c)>>33) % n
}

// damaged drops, joins or splits a tenth of the sentences of one side of a translation.
func damaged(side []Sentence, c *chance) []piece {
	var out []piece
	for i := 0; i < len(side); i++ {
		whole := piece{side[i], []int{i}}
		switch r := c.below(30); {
		case r == 0: // dropped
		case r == 1 && i+1 < len(side):
			whole.Text, whole.of = strings.TrimRight(whole.Text, ".。।")+", "+side[i+1].Text, []int{i, i + 1}
			i++
			out = append(out, whole)
		case r == 2 && len([]rune(whole.Text)) > 30:
			first, second := halves(whole.Text)
			a, b := whole, whole
			a.Text, b.Text, b.First = first, second, false
			out = append(out, a, b)
		default:
			out = append(out, whole)
		}
	}
	return out
}

func halves(text string) (string, string) {
	runes := []rune(text)
	middle := len(runes) / 2
	for k := middle; k < len(runes)*3/4; k++ {
		if runes[k] == ' ' || strings.ContainsRune("、，,", runes[k]) {
			middle = k + 1
			break
		}
	}
	return strings.TrimSpace(string(runes[:middle])), strings.TrimSpace(string(runes[middle:]))
}

func sentencesOf(pieces []piece) []Sentence {
	var out []Sentence
	for _, p := range pieces {
		out = append(out, p.Sentence)
	}
	return out
}

// truth are the pairs of pieces that belong together: those that share a sentence, or are bound by others that do.
func truth(source, target []piece) map[[2]int]bool {
	right := map[[2]int]bool{}
	for i, s := range source {
		for j, t := range target {
			if slices.ContainsFunc(s.of, func(k int) bool { return slices.Contains(t.of, k) }) {
				right[[2]int{i, j}] = true
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for a := range right {
			for b := range right {
				for c := range right {
					if corner := [2]int{b[0], c[1]}; a[0] == c[0] && a[1] == b[1] && !right[corner] {
						right[corner], grown = true, true
					}
				}
			}
		}
	}
	return right
}

// f1 is the harmonic mean of the links' precision and recall, by pairs of sentences.
func f1(links []Link, right map[[2]int]bool) float64 {
	hits, given := 0, 0
	for _, l := range links {
		for i := l.Source.Start; i < l.Source.End; i++ {
			for j := l.Target.Start; j < l.Target.End; j++ {
				if given++; right[[2]int{i, j}] {
					hits++
				}
			}
		}
	}
	return 2 * float64(hits) / float64(given+len(right))
}

// If it fails, a memory made of old editions holds translations of other sentences. Of each side of the samples' own
// translations, a tenth of the sentences is dropped, joined or split. BENCHMARKS.md has the figures.
func TestDamagedTranslationsAreLinked(t *testing.T) {
	sum, n := 0.0, 0
	for _, tag := range []string{"fr", "es", "de", "ru", "el", "ar", "hi", "ja"} {
		whole, translation := parallel(t, tag)
		if len(whole) < 15 {
			t.Fatalf("%s: %d sentences of samples", tag, len(whole))
		}
		mean := 0.0
		const draws = 3
		for draw := range draws {
			c := chance(draw*7919 + len(tag))
			source, target := damaged(whole, &c), damaged(translation, &c)
			links, err := Links(sentencesOf(source), sentencesOf(target), nil)
			if err != nil {
				t.Fatal(err)
			}
			mean += f1(links, truth(source, target)) / draws
		}
		t.Logf("%s: F1 %.3f of %d sentences", tag, mean, len(whole))
		if mean < 0.90 {
			t.Errorf("%s: F1 %.3f, at least 0.90 was reached before", tag, mean)
		}
		sum, n = sum+mean, n+1
	}
	t.Logf("mean %.3f", sum/float64(n))
	if sum/float64(n) < 0.94 {
		t.Errorf("mean F1 %.3f, at least 0.94 was reached before", sum/float64(n))
	}
}

// untiled is the first link that does not begin where the one before it ended, or "" if links tile both texts.
func untiled(links []Link, source, target int) string {
	i, j := 0, 0
	for _, l := range links {
		if l.Source.Start != i || l.Target.Start != j || l.Source.End < i || l.Target.End < j || l.Source.Len()+l.Target.Len() == 0 {
			return fmt.Sprintf("%v after %d, %d", l, i, j)
		}
		if !(l.Confidence >= 0 && l.Confidence <= 1) || math.IsNaN(l.Confidence) {
			return fmt.Sprintf("%v: confidence", l)
		}
		i, j = l.Source.End, l.Target.End
	}
	if i != source || j != target {
		return fmt.Sprintf("ends with %d, %d of %d, %d", i, j, source, target)
	}
	return ""
}

// If it fails, a sentence of an old edition is lost, or stands in two pairs.
func TestLinksTileBothTexts(t *testing.T) {
	word := rapid.SampledFrom([]string{"river", "Fluss", "1997", "water", "eau", "水", "河", "น้ำ", "река", ".", "?", "", "  ", "«"})
	side := rapid.Custom(func(t *rapid.T) []Sentence {
		var out []Sentence
		for range rapid.IntRange(0, 30).Draw(t, "sentences") {
			out = append(out, Sentence{Text: strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), " "), First: rapid.Bool().Draw(t, "first")})
		}
		return out
	})
	rapid.Check(t, func(t *rapid.T) {
		source, target := side.Draw(t, "source"), side.Draw(t, "target")
		links, err := Links(source, target, nil)
		if err != nil {
			t.Fatal(err)
		}
		if fault := untiled(links, len(source), len(target)); fault != "" {
			t.Fatal(fault)
		}
		again, _ := Links(source, target, nil)
		if !slices.Equal(links, again) {
			t.Fatal("the same texts give other links")
		}
	})
}

// If it fails, a program that is given two books runs out of memory, or links half of them without a word.
func TestTextsOverTheLimitAreRefused(t *testing.T) {
	long := make([]Sentence, MaxSentences+1)
	if _, err := Links(long, long[:1], nil); err == nil || !strings.Contains(err.Error(), "source text has 5001 sentences") {
		t.Errorf("got %v", err)
	}
	if _, err := Links(long[:1], long, nil); err == nil || !strings.Contains(err.Error(), "target text") {
		t.Errorf("got %v", err)
	}
}

// If it fails, the memory lacks whole paragraphs, or holds doubtful pairs.
func TestPairsAreBlocksAndTheirSentences(t *testing.T) {
	source := []Sentence{{Text: "One.", First: true}, {Text: "Two."}, {Text: "Three.", Block: 1, First: true}, {Text: "Four.", Block: 2, First: true}}
	target := []Sentence{{Text: "Un.", First: true}, {Text: "Deux."}, {Text: "Trois.", Block: 1, First: true}, {Text: "Quatre.", Block: 2, First: true}}
	var links []Link
	for i := range source {
		links = append(links, Link{Range{i, i + 1}, Range{i, i + 1}, 0.9})
	}
	links[3].Confidence = 0.4
	pairs, doubtful := Pairs(links, source, target, 0.6)
	var got []string
	for _, p := range pairs {
		got = append(got, p.Source+" = "+p.Target)
	}
	want := []string{"One. Two. = Un. Deux.", "One. = Un.", "Two. = Deux.", "Three. = Trois."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(doubtful) != 1 || doubtful[0] != links[3] {
		t.Errorf("doubtful: %v", doubtful)
	}
}

// If it fails, "35 000" and "35,000" do not find each other, or a language's words do not.
func TestWordsAreFolded(t *testing.T) {
	for text, want := range map[string]string{
		"35,000 men on 4 April": "#35000 men on #4 april",
		"35 000 hommes":         "#35000 homme",
		"३५,००० पुरुष":          "#35000",
		"Москва":                "moskv",
		"東京都":                   "東 東京 京都",
		"l’été à Genève (Genf)": "lete a genev genf",
		"1997年":                 "#1997 年",
		"":                      "",
	} {
		if got := strings.Join(Words(text), " "); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func BenchmarkLinks(b *testing.B) {
	for _, n := range []int{100, 1000} {
		whole, translation := parallel(b, "fr")
		var source, target []Sentence
		for len(source) < n {
			source, target = append(source, whole...), append(target, translation...)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Links(source[:n], target[:n], nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
