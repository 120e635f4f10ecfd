package pdf

import (
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/layout"
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
		if _, err := Write(d, shaper, Meta{Creator: "publish test"}); err != nil {
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
		if _, err := WriteScreen(d, shaper, Meta{Creator: "publish test"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBooklet(b *testing.B) {
	_, d, shaper := written(b, latinEdition())
	for b.Loop() {
		if _, err := WriteBooklet(d, shaper, Meta{Creator: "publish test"}); err != nil {
			b.Fatal(err)
		}
	}
}
