package segment

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/language"
)

// If it fails, the memory's sentences break at "W.I." or run into each other.
func TestSentences(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/sentences.txtar")
	if err != nil || len(archive.Files) == 0 {
		t.Fatal("no case", err)
	}
	for _, f := range archive.Files {
		_, tag, _ := strings.Cut(f.Name, ".")
		want := strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		if got := cut(strings.Join(want, " "), language.MustParse(tag)); !slices.Equal(got, want) {
			t.Errorf("%s:\n%s", f.Name, strings.Join(got, "\n"))
		}
	}
	if got := cut("これは一つ。これは「二つ。」三つ", language.MustParse("ja")); len(got) != 3 {
		t.Errorf("Japanese: %q", got)
	}
}

func cut(text string, l language.Language) (sentences []string) {
	for _, s := range Sentences(text, l) {
		sentences = append(sentences, text[s.Start:s.End])
	}
	return sentences
}

// If it fails, a part of a text is in no sentence and the memory never sees it.
func TestOnlyBlanksAreBetweenSentences(t *testing.T) {
	l := language.MustParse("en")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("aAB.!? 。”)“\u00a05…")), rapid.Rune())).Draw(t, "text")
		end := 0
		for _, s := range Sentences(text, l) {
			if s.Start < end || s.End <= s.Start || strings.TrimSpace(text[end:s.Start]) != "" {
				t.Fatalf("%q: sentence %v after %d", text, s, end)
			}
			end = s.End
		}
		if strings.ContainsFunc(text[end:], func(r rune) bool { return !unicode.IsSpace(r) }) {
			t.Fatalf("%q: rest %q", text, text[end:])
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	for name, text := range map[string]string{
		"ASCII":    strings.Repeat("We demand the immediate release of all 13 workers of the factory. ", 10),
		"curly":    strings.Repeat("We demand “the immediate” release of workers’ leaders – all of them. ", 10),
		"Japanese": strings.Repeat("万国の労働者、団結せよ。", 40),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Tokens(text)
			}
		})
	}
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("We demand the immediate release of all 13 workers of the factory. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Words(text)
	}
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("We demand, e.g. in St. Petersburg, the release of W.I. Lenin’s party. It is No. 5! ", 10)
	l := language.MustParse("en")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sentences(text, l)
	}
}

func BenchmarkUnits(b *testing.B) {
	doc := documentOf(b, strings.Repeat("paragraph || We demand the release of all workers\nsignatory | Red Dawn | Netherlands | NL\n", 50))
	for b.Loop() {
		Units(doc)
	}
}

func BenchmarkTokenizer(b *testing.B) {
	for name, text := range map[string]string{
		"ASCII":    strings.Repeat("We demand the immediate release of all 13 workers of the factory. ", 10),
		"curly":    strings.Repeat("We demand “the immediate” release of workers’ leaders – all of them. ", 10),
		"Hindi":    strings.Repeat("हम सभी मज़दूरों की तत्काल रिहाई की माँग करते हैं। ", 10),
		"Thai":     strings.Repeat("เราเรียกร้องให้ปล่อยตัวคนงานทุกคนทันที ", 10),
		"Japanese": strings.Repeat("万国の労働者、団結せよ。", 40),
	} {
		b.Run(name, func(b *testing.B) {
			var tokenizer Tokenizer
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				tokenizer.Cut(text)
			}
		})
	}
}
