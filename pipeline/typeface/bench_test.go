package typeface

import (
	"fmt"
	"strings"
	"testing"

	"publish/pipeline/language"
)

// prose are the words of the golden lines in Latin script, each varied so that n are different.
func prose(b *testing.B, n int) (words []string) {
	_, all := lines(b)
	for i := 0; len(words) < n; i++ {
		for _, w := range strings.Fields(all[i%9].text) {
			if i >= 9 {
				w += string(rune('a'+i/9%26)) + string(rune('a'+i/234%26))
			}
			words = append(words, w)
		}
	}
	return words[:n]
}

func BenchmarkShapeKnownWord(b *testing.B) {
	s := open(b).NewShaper()
	fr, words := language.MustParse("fr"), prose(b, 500)
	style := Style{Features: []string{"onum"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := s.Shape(words[i%len(words)], fr, false, style); err != nil {
			b.Fatal(err)
		}
	}
}

// A page has some 400 words; in running text a third of them are new to the document.
func BenchmarkShapeNewWord(b *testing.B) {
	library := open(b)
	fr, words := language.MustParse("fr"), prose(b, 20_000)
	s := library.NewShaper()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%len(words) == 0 {
			s = library.NewShaper()
		}
		if _, err := s.Shape(words[i%len(words)], fr, false, Style{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What a process pays before its first word: opening, unpacking, parsing.
func BenchmarkFirstWord(b *testing.B) {
	for _, c := range []struct{ language, text string }{{"fr", "Résolution"}, {"ru", "Резолюция"}, {"ar", "قرار"}, {"hi", "प्रस्ताव"}, {"bo", "གྲོས་ཆོད"}, {"ja", "決議"}, {"zh", "决议"}, {"ko", "결의안"}} {
		b.Run(c.language, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := open(b).NewShaper().Shape(c.text, language.MustParse(c.language), false, Style{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		open(b)
	}
}

// A shaper for a document of a library that is warm: the cost of the first word of each edition.
func BenchmarkNewShaper(b *testing.B) {
	library := open(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := library.NewShaper().Shape("Résolution", language.MustParse("fr"), false, Style{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSubset(b *testing.B) {
	for _, n := range []int{500, 20_000} {
		b.Run(fmt.Sprint(n, " words"), func(b *testing.B) {
			s := open(b).NewShaper()
			for _, w := range prose(b, n) {
				if _, err := s.Shape(w, language.MustParse("fr"), false, Style{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Subset(s.Faces()[0]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
