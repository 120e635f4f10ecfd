package pdf

import (
	"slices"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/layout"
	"publish/pipeline/resolution"
)

// BenchmarkThreePages lays and writes a three-page Latin edition with its fonts parsed: what a run does for each edition.
func BenchmarkThreePages(b *testing.B) { benchmark(b, latinEdition()) }

// latinEdition is three pages in Latin letters alone.
func latinEdition() edition.Edition {
	e := sampleEdition(samples[0], 2)
	for i, block := range e.Blocks {
		if block.Signatory != nil {
			e.Blocks[i].Signatory.Name = "Bund der Flusswächter"
			e.Blocks[i].Spans = span("BFW Bund der Flusswächter (League of River Keepers), Germany")
		}
	}
	return e
}

// BenchmarkScripts is the same with signatories in fourteen faces.
func BenchmarkScripts(b *testing.B) { benchmark(b, sampleEdition(samples[0], 2)) }

// BenchmarkArabic is the same in a script that joins and runs from right to left.
func BenchmarkArabic(b *testing.B) { benchmark(b, sampleEdition(samples[2], 2)) }

// BenchmarkLong is a text of some 300 pages; it reports pages a second.
func BenchmarkLong(b *testing.B) { benchmark(b, sampleEdition(samples[0], 300)) }

// BenchmarkSixPages is a Latin edition of six pages, no word of which the shaper has seen; its fonts are parsed.
func BenchmarkSixPages(b *testing.B) { benchmark(b, unrepeated(6)) }

// BenchmarkNothingRepeats is 500 pages of which no paragraph has a word of another: what shaping and hyphenation cost a text
// that no cache helps.
func BenchmarkNothingRepeats(b *testing.B) { benchmark(b, unrepeated(500)) }

// unrepeated is so many pages in Latin letters; the letters of each paragraph's words are shifted by its number.
func unrepeated(pages int) edition.Edition {
	e := latinEdition()
	prose := []string{samples[0].first, samples[0].second, samples[0].quote}
	e.Blocks = e.Blocks[:1:1]
	for n := range pages * 8 {
		text := prose[n%len(prose)]
		block := edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: span(shifted(text, n))}
		if n%40 == 0 {
			e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Heading, Level: 1, Language: e.Language, Spans: span(shifted("Heading", n))})
		}
		e.Blocks = append(e.Blocks, block)
	}
	return e
}

// shifted is a text with each vowel and some consonants put on by n, so that words stay words that one can say.
func shifted(text string, n int) string {
	vowels, others := []rune("aeiouaeiyo"), []rune("bdglmnprstvz")
	at := 0
	return strings.Map(func(r rune) rune {
		at++
		if i := slices.Index(vowels[:5], r); i >= 0 {
			return vowels[(i+n+at*n/7)%5]
		}
		if i := slices.Index(others, r); i >= 0 && at%3 != 0 {
			return others[(i+n/5+at*n/11)%len(others)]
		}
		return r
	}, text)
}

func benchmark(b *testing.B, e edition.Edition) {
	file, d, _ := written(b, e)
	b.ReportAllocs()
	for b.Loop() {
		written(b, e)
	}
	b.ReportMetric(float64(len(file)), "bytes")
	b.ReportMetric(float64(len(d.Pages))*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkWrite is the file alone, its pages laid before.
func BenchmarkWrite(b *testing.B) {
	_, d, shaper := written(b, latinEdition())
	for b.Loop() {
		if _, err := new(Press).Write(d, shaper, Meta{Creator: "publish test"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLay is the layout alone.
func BenchmarkLay(b *testing.B) {
	fonts, err := library()
	if err != nil {
		b.Fatal(err)
	}
	template, _ := layout.ParseTemplate("", nil)
	e := latinEdition()
	for b.Loop() {
		if _, _, err := layout.Lay(e, template, fonts.NewShaper()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkScreen and BenchmarkBooklet are the other files of the same pages.
func BenchmarkScreen(b *testing.B) {
	_, d, shaper := written(b, latinEdition())
	for b.Loop() {
		if _, err := new(Press).WriteScreen(d, shaper, Meta{Creator: "publish test"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBooklet(b *testing.B) {
	_, d, shaper := written(b, latinEdition())
	for b.Loop() {
		if _, err := new(Press).WriteBooklet(d, shaper, Meta{Creator: "publish test"}); err != nil {
			b.Fatal(err)
		}
	}
}
