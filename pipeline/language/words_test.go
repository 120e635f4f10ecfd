package language

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

var spaceless = map[string]string{"th": "Thai", "lo": "Laoo", "km": "Khmr", "my": "Mymr"}

// If it fails, lines of Thai, Lao, Khmer or Burmese end inside words.
func TestWords(t *testing.T) {
	for tag, sentences := range golden(t, "words.txtar") {
		d := MustParse(tag).Dictionary(spaceless[tag])
		if d == nil {
			t.Fatalf("%s has no dictionary", tag)
		}
		for _, want := range sentences {
			text := strings.ReplaceAll(want, "|", "")
			var b strings.Builder
			last := 0
			for _, at := range d.Words(nil, text) {
				b.WriteString(text[last:at] + "|")
				last = at
			}
			if got := b.String() + text[last:]; got != want {
				t.Errorf("%s: got %s, want %s", tag, got, want)
			}
		}
	}
}

// Every word of a list is found again in it, as many as ICU's source lists have: else the tries are misread, and words are torn.
func TestDictionariesHoldTheirWords(t *testing.T) {
	for tag, want := range map[string]int{"th": 26383, "lo": 30550, "km": 81028, "my": 41120} {
		d := MustParse(tag).Dictionary(spaceless[tag])
		n := 0
		var visit func(w walk, depth int)
		visit = func(w walk, depth int) {
			for b := range 256 {
				next := w
				if next.next(byte(b)) {
					n++
				}
				if !next.dead && depth < 60 {
					visit(next, depth+1)
				}
			}
		}
		visit(walk{trie: d.trie}, 0)
		if n != want {
			t.Errorf("%s: %d words, not %d", tag, n, want)
		}
	}
}

// A language in its neighbour's letters must not be broken by the neighbour's words; quotations in foreign text are.
func TestDictionaryIsTheLanguages(t *testing.T) {
	for tag, want := range map[string]bool{"my": true, "shn": false, "ksw": false, "en": true, "th": true, "de": true} {
		if got := MustParse(tag).Dictionary("Mymr") != nil; got != want {
			t.Errorf("%s has the Burmese words: %v", tag, got)
		}
	}
	if MustParse("th").Dictionary("Latn") != nil || (Language{}).Dictionary("Thai") == nil {
		t.Error("Latin letters have a dictionary, or Thai ones of no language have none")
	}
}

// checkWords: words tile the text, and no cluster is torn.
func checkWords(t interface{ Fatalf(string, ...any) }, d *Dictionary, text string) {
	inside := map[int]bool{}
	for at, rest, state := 0, text, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		for k := 1; k < len(cluster); k++ {
			inside[at+k] = true
		}
		at += len(cluster)
	}
	last := 0
	for _, at := range d.Words(nil, text) {
		switch {
		case at <= last || at >= len(text):
			t.Fatalf("%q: a word begins at %d, after one at %d", text, at, last)
		case inside[at]:
			t.Fatalf("%q: the cluster around %d is torn", text, at)
		case Tied(text, at):
			t.Fatalf("%q: a line would begin at %d, with what clings to the letter before", text, at)
		}
		last = at
	}
}

// Whatever is written, no cluster is torn.
func TestWordsTearNoCluster(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for tag, base := range map[string]rune{"th": 0xE00, "lo": 0xE80, "km": 0x1780, "my": 0x1000} {
			letter := rapid.OneOf(rapid.Int32Range(base, base+0x9F), rapid.SampledFrom([]rune{0x200B, 0x200C, 0x200D, 0x2060, ' ', 'a', '(', 0x301}))
			checkWords(t, MustParse(tag).Dictionary(spaceless[tag]), string(rapid.SliceOf(letter).Draw(t, tag)))
		}
	})
}

// If it fails, some text hangs or breaks the program, or has a torn cluster at the end of a line.
func FuzzWords(f *testing.F) {
	for _, sentences := range golden(f, "words.txtar") {
		for _, s := range sentences {
			f.Add(strings.ReplaceAll(s, "|", ""))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 10_000 {
			return
		}
		for tag, script := range spaceless {
			checkWords(t, MustParse(tag).Dictionary(script), text)
		}
	})
}

// Damaged data may lose words, no more.
func FuzzDictionary(f *testing.F) {
	f.Add([]byte(laoWords[:4000]), "ກວາກຊວາກ")
	f.Add([]byte("\x02\x00"), "ກ")
	f.Add([]byte("\x01\x01\x02\x02"), "ກກກ") // a distance back to before the trie
	f.Fuzz(func(t *testing.T, file []byte, text string) {
		if utf8.ValidString(text) && len(text) < 1000 {
			checkWords(t, readDictionary(string(file)), text)
			checkWords(t, &Dictionary{trie: string(file), base: 0xE80}, text)
		}
	})
}

// A megabyte without a space takes as long, by the byte, as a sentence; the two figures of MB/s show it.
func BenchmarkWords(b *testing.B) {
	var text strings.Builder
	for _, s := range golden(b, "words.txtar")["km"] {
		text.WriteString(strings.ReplaceAll(s, "|", ""))
	}
	d := MustParse("km").Dictionary("Khmr")
	for _, c := range []struct{ name, text string }{
		{"paragraph", text.String()},
		{"megabyte", strings.Repeat(text.String(), 1<<20/text.Len())},
		{"unknown", strings.Repeat("ឣ", 1<<20/3)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			dst := slices.Clone([]int{0})
			for b.Loop() {
				dst = d.Words(dst[:0], c.text)
			}
		})
	}
}
