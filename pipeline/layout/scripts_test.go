package layout

import (
	"slices"
	"strings"
	"testing"

	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// Thai has no spaces between words. If it fails, its lines end inside words, or a line begins with a sign of repetition.
func TestThaiLinesEndAfterWords(t *testing.T) {
	for n := range 40 {
		text := strings.Repeat("ก", n%7+1) + " " + strings.Repeat("เราต้องการสันติภาพและความยุติธรรมเด็ก ๆ ไปโรงเรียนทุกวัน", 12)
		words := language.MustParse("th").Dictionary("Thai").Words(nil, text)
		at := 0
		for _, line := range linesOf(t, plainEdition("th", resolution.Paragraph, text), newCellShaper()) {
			if strings.HasPrefix(line, "ๆ") {
				t.Errorf("a line begins with %q", line)
			}
			at += strings.Index(text[at:], line)
			if _, found := slices.BinarySearch(words, at); at > 0 && text[at-1] != ' ' && !found {
				t.Errorf("a line begins inside a word: %q", line)
			}
			at += len(line)
		}
	}
}

// A stretch that no dictionary has, and that no line holds, is broken between clusters as a last resort: never before a vowel
// that clings, never out of the measure (which checkLaws holds it to).
func TestUnknownThaiIsBrokenBetweenClusters(t *testing.T) {
	e := plainEdition("th", resolution.Paragraph, strings.Repeat("ฃำ", 300)+" "+strings.Repeat("เ", 300))
	checkLaws(t, e, defaultTemplateOf(t))
	lines := linesOf(t, e, newCellShaper())
	if len(lines) < 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "ำ") {
			t.Errorf("a line begins with a vowel that clings: %q", line)
		}
	}
}
