package layout

import (
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// Each case is a text whose lines may end at the bars and at its blanks, and nowhere else. If it fails, an address is printed with a
// hyphen of which nobody knows whether to type it, or a number is parted from its ending.
func TestHyphensThatEndNoLine(t *testing.T) {
	for tag, texts := range map[string][]string{
		"en": {"see www.bread|-mills|.example/|the|-report now", "https://|a|-b|.example/|c|-d", "write to the-office@bread-mills.example today", "a well-|known mill",
			"a 37-year-|old", "of 2024-|Present"},
		"hy": {"(11-րդ նստաշրջան)"}, "ka": {"120%-ზე მეტით"}, "uk": {"11-та сесія", "млин-|музей"}, "de": {"65-|jährige"},
	} {
		for _, want := range texts {
			text := strings.ReplaceAll(want, "|", "")
			p := paragraphText{shaper: newCellShaper()}
			boxes, err := p.setBoxes([]inline{{text: text, language: language.MustParse(tag)}}, false, 1e3)
			if err != nil {
				t.Fatal(err)
			}
			got, from := "", 0
			for i := range boxes[:len(boxes)-1] {
				if boxes[i].after == allowed && boxes[i].space == 0 {
					at := int(boxes[i+1].source.start)
					got += text[from:at] + "|"
					from = at
				}
			}
			if got += text[from:]; got != want {
				t.Errorf("%s: lines may end so: %q, not so: %q", tag, got, want)
			}
		}
	}
}

// If it fails, Korean lines end inside words.
func TestKoreanKeepsWords(t *testing.T) {
	p := paragraphText{shaper: newCellShaper()}
	boxes, err := p.setBoxes([]inline{{text: "방앗간은 빻는(모두) 이들의 漢字를 2026년 쓴다", language: language.MustParse("ko")}}, false, 1e3)
	if err != nil {
		t.Fatal(err)
	}
	for i := range boxes[:len(boxes)-1] {
		if boxes[i].after == allowed && boxes[i].space == 0 {
			t.Errorf("a line may end inside a word, behind box %d", i)
		}
	}
	boxes, err = p.setBoxes([]inline{{text: strings.Repeat("방앗간", 10), language: language.MustParse("ko")}}, false, 8)
	if err != nil || len(boxes) < 4 {
		t.Errorf("a word wider than the measure became %d boxes, %v", len(boxes), err)
	}
}

// Words of one letter stay with the next word in Czech and Polish, unless the template lets them go. If it fails, a line ends
// with a preposition, which these languages' norms forbid.
func TestClinging(t *testing.T) {
	for tag, text := range map[string]string{"cs": "Voda je v řece a u lesa", "pl": "Woda jest w rzece i u lasu", "fr": "Il y a de l’eau à boire"} {
		for _, parted := range []bool{false, true} {
			p := paragraphText{shaper: newCellShaper(), parted: parted}
			boxes, err := p.setBoxes([]inline{{text: text, language: language.MustParse(tag)}}, false, 1e3)
			if err != nil {
				t.Fatal(err)
			}
			kept := 0
			for i := range boxes {
				if boxes[i].after == forbidden && boxes[i].space > 0 {
					kept++
				}
			}
			if (kept > 0) != (tag != "fr" && !parted) {
				t.Errorf("%s, parted %v: %d words stay with the next one", tag, parted, kept)
			}
		}
	}
}

// A slopeShaper notes the texts that are to be set in italics.
type slopeShaper struct {
	*cellShaper
	italic map[string]bool
}

func (s *slopeShaper) Shape(text string, l language.Language, rightToLeft bool, style typeface.Style) (*typeface.Shaped, error) {
	s.italic[text] = style.Italic
	return s.cellShaper.Shape(text, l, rightToLeft, style)
}

// If it fails, the digits and brackets of a dateline lean between upright letters, in scripts that have no italics.
func TestDigitsLeanWithTheirLetters(t *testing.T) {
	for tag, want := range map[string]bool{"en": true, "el": true, "sr-Latn": true, "uk": true, "he": false, "fa": false, "hy": false, "ka": false, "th": false, "am": false, "ja": false} {
		e := plainEdition(tag, resolution.Dateline, "2026")
		e.Blocks = append(plainEdition(tag, resolution.Title, "T").Blocks, e.Blocks...)
		e.Blocks[1].Mark = "11"
		e.Blocks[1].Spans = append(e.Blocks[1].Spans, edition.Span{Text: " 37", Emphasis: true})
		s := &slopeShaper{newCellShaper(), map[string]bool{}}
		if _, _, err := Lay(e, defaultTemplateOf(t), s); err != nil {
			t.Fatal(err)
		}
		if s.italic["2026"] != want || s.italic["11"] != want || s.italic["37"] {
			t.Errorf("%s: in italics are %v", tag, s.italic)
		}
	}
}
