package layout

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// linesOf are the lines of an edition in reading order, without furniture; soft hyphens as "-".
func linesOf(t testing.TB, e edition.Edition, s *cellShaper) []string {
	t.Helper()
	d, _, err := Lay(e, defaultTemplateOf(t), s)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if l.Words[0].Element != Artifact {
				lines = append(lines, strings.TrimSpace(strings.ReplaceAll(s.logical(l.Words), "\u00ad", "-")))
			}
		}
	}
	return lines
}

// Each case is a text in a language, repeated with filling of every length before it, and the breaks that must not be in it.
// If it fails, French readers find a "!" at the head of a line, Czech ones a "k" at the end of one.
func TestTailoredBreaks(t *testing.T) {
	for _, c := range []struct{ tag, text, never string }{
		{"fr", "rien ne va ! Mais « les mots » sont à nous : voilà 35 % de tout ; et puis ?", "va|!  «|les mots|» nous|: 35|% tout|; puis|?"},
		{"es", "¡ven ! ¿qué ? «así» y 35 % más", "ven|! qué|? 35|%"},
		{"cs", "šel k lesu a v noci (z domu) o nás", "k|lesu a|v v|noci (z|domu) o|nás"},
		{"pl", "poszli w las i z domu do wsi", "w|las i|z z|domu"},
		{"ru", "пошли в лес и с ним к нам", "в|лес и|с с|ним к|нам"},
		{"en", "an e-mail and a T-shirt – and so", "e-|mail T-|shirt shirt|–"},
		{"fr", "soit 3 000 € ou 1 250 000 § 8 n° 7 à $ 5 en 2024 du", "3|000 000|€ 1|250 250|000 §|8 n°|7 $|5"},
	} {
		fill := ""
		for n := range 60 {
			fill = strings.Repeat("x", n%9+1) + " " + fill
			set := strings.Join(linesOf(t, plainEdition(c.tag, resolution.Paragraph, fill+strings.Repeat(c.text+" ", 30)), newCellShaper()), "|")
			for never := range strings.FieldsSeq(c.never) {
				if strings.Contains(set, never) && !strings.Contains(c.text, never) {
					t.Fatalf("%s: a line breaks at %q", c.tag, never)
				}
			}
			if strings.Count(set, "|") < 8 {
				t.Fatalf("%s: only %d lines", c.tag, strings.Count(set, "|"))
			}
		}
	}
}

// If it fails, a run of words that all cling to the next one becomes a line wider than the page, or is torn with a finding.
func TestClingingEnds(t *testing.T) {
	_, findings, err := Lay(plainEdition("cs", resolution.Paragraph, strings.Repeat("k ", 400)), defaultTemplateOf(t), newCellShaper())
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
}

var foreign = []string{"representation ", "hyphenation, ", "“associations” ", "UNESCO ", "https://representation.example/associations ", "2024representation ", "the ", "of ", "long-representation ", "confé\u00adrence ", "e-mail "}

// Lines are divided between letters of whole words, never more than two in a row, never the last word; joined again, they are
// the text. If it fails, a reader stumbles, or a word is lost.
func TestDividedLines(t *testing.T) {
	template := defaultTemplateOf(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(foreign), 30, 150).Draw(t, "words")
		text := strings.TrimSpace(strings.Join(words, "") + strings.Repeat("and so on ", 3))
		e := plainEdition(rapid.SampledFrom([]string{"en", "en-GB"}).Draw(t, "language"), resolution.Paragraph, text)
		s := newCellShaper()
		d, _, err := Lay(e, template, s)
		if err != nil {
			t.Fatal(err)
		}
		joined, running := "", 0
		for _, p := range d.Pages {
			for _, l := range p.Lines {
				if l.Words[0].Element == Artifact {
					continue
				}
				line := s.logical(l.Words)
				if !strings.HasSuffix(line, "\u00ad") {
					running = 0
				} else if running++; running > maxHyphens {
					t.Fatalf("%d lines in a row are divided, up to %q", running, line)
				}
				for _, w := range strings.Fields(line) {
					if strings.HasSuffix(w, "\u00ad") && (strings.ContainsAny(w, "0123456789/") || strings.HasPrefix(w, "UN") || utf8.RuneCountInString(w) < 3) {
						t.Fatalf("%q is divided", w)
					}
				}
				joined += line
			}
		}
		if got, want := squeezed(joined), squeezed(text); !strings.Contains(got, want) {
			t.Fatalf("the lines have %q, the text %q", got, want)
		}
	})
}

// If it fails, a French name in an English text is divided as English, or a project's exceptions do nothing.
func TestDividesByTheSpansLanguage(t *testing.T) {
	text := strings.Repeat("méconnaissance ", 40)
	e := plainEdition("en", resolution.Paragraph)
	l := language.MustParse("fr")
	b := edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: []edition.Span{{Text: "Of "}, {Text: text, Language: l}, {Text: " and so on, on and on."}}}
	e.Blocks = append(e.Blocks, b)
	divisions := func() map[string]bool {
		found := map[string]bool{}
		for _, line := range linesOf(t, e, newCellShaper()) {
			words := strings.Fields(line)
			if w := words[len(words)-1]; strings.HasSuffix(w, "-") {
				found[w] = true
			}
		}
		return found
	}
	for w := range divisions() {
		if !strings.Contains("mé- mécon- méconnais-", w) {
			t.Errorf("divided as %q", w)
		}
	}
	if len(divisions()) == 0 {
		t.Error("nothing was divided")
	}
	e.Exceptions = []language.Exceptions{{Language: l, Words: []string{"méconn-aissance"}}}
	for w := range divisions() {
		if w != "méconn-" {
			t.Errorf("with an exception, divided as %q", w)
		}
	}
}

// If it fails, scripts that have no hyphens get them.
func TestOthersAreNotDivided(t *testing.T) {
	for tag, text := range map[string]string{"ar": "الاجتماعات ", "ja": "漢字かな交じり文", "hi": "अंतरराष्ट्रीय ", "en": "अंतरराष्ट्रीय "} {
		for _, line := range linesOf(t, plainEdition(tag, resolution.Paragraph, strings.Repeat(text, 80)), newCellShaper()) {
			if strings.Contains(line, "-") {
				t.Errorf("%s: %q", tag, line)
			}
		}
	}
}

// With the fonts that ship: a ligature crosses no joint of a German compound, and letters of a divided word keep their kerning.
// If it fails, "Auflage" is set with the ligature fl, which readers of German take for a slip.
func TestNoLigatureOverJoints(t *testing.T) {
	fonts, err := typeface.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := paragraphText{shaper: fonts.NewShaper()}
	for word, clusters := range map[string]int{"Auflage": 7, "Tiefflieger": 10, "Waffel": 5, "Kauffrau": 8} {
		l := language.MustParse("de")
		boxes, err := p.setBoxes([]inline{{text: word, language: l}}, false, 100)
		if err != nil || len(boxes) != 1 {
			t.Fatal(len(boxes), err)
		}
		en, err := p.setBoxes([]inline{{text: word, language: language.MustParse("en")}}, false, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(en[0].clusters) == utf8.RuneCountInString(word) {
			t.Errorf("the font has no ligature in %s: the test shows nothing", word)
		}
		if boxes, _ = p.setBoxes([]inline{{text: word, language: l}}, false, 100); len(boxes[0].clusters) != clusters {
			t.Errorf("%s has %d clusters, not %d", word, len(boxes[0].clusters), clusters)
		}
	}
}

// If it fails, a reader has to turn the page in mid-word.
func TestNoPageEndsWithAHyphen(t *testing.T) {
	template := defaultTemplateOf(t)
	paragraph := strings.Repeat("representation and associations of organizations in reconsideration, ", 12)
	template.Page.Left, template.Page.Right = 62, 62
	texts := make([]string, 80)
	for i := range texts {
		texts[i] = strings.Repeat("x ", i%7) + paragraph
	}
	s := newCellShaper()
	d, _, err := Lay(plainEdition("en", resolution.Paragraph, texts...), template, s)
	if err != nil || len(d.Pages) < 10 {
		t.Fatal(len(d.Pages), err)
	}
	divided, ends := 0, 0
	for n, p := range d.Pages {
		var lines []string
		for _, l := range p.Lines {
			if l.Words[0].Element != Artifact {
				lines = append(lines, s.logical(l.Words))
			}
		}
		for k, line := range lines {
			if strings.HasSuffix(line, "\u00ad") {
				if divided++; k == len(lines)-1 && !strings.HasSuffix(lines[k-1], "\u00ad") {
					ends++
					t.Logf("page %d ends with %q", n+1, line)
				}
			}
		}
	}
	if divided < 100 || ends > 2 { // where a paragraph would leave its first line alone

		t.Errorf("of %d divided lines, %d end pages", divided, ends)
	}
}

// If it fails, a long word in a narrow column is torn between any two letters, with no hyphen, though its language divides it.
func TestWideWordsAreDivided(t *testing.T) {
	template := defaultTemplateOf(t)
	template.Page.Left, template.Page.Right = 80, 80
	for _, align := range []Align{Justified, Ragged, Centred} {
		template.Style.Paragraph.Align = align
		s := newCellShaper()
		d, findings, err := Lay(plainEdition("de", resolution.Paragraph, "die Versicherungsgesellschaftsangehörigkeitsbescheinigungen, kurz"), template, s)
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		var ends []bool
		for _, l := range d.Pages[0].Lines {
			if l.Words[0].Element != Artifact {
				ends = append(ends, strings.HasSuffix(s.logical(l.Words), "\u00ad"))
			}
		}
		if !slices.Equal(ends, []bool{true, true, false}) {
			t.Errorf("%s: lines end with a hyphen: %v", align, ends)
		}
	}
}

// If it fails, Japanese and Chinese lines have holes between two marks, or edges that look ragged.
func TestCompressedPunctuation(t *testing.T) {
	fonts, err := typeface.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := paragraphText{shaper: fonts.NewShaper()}
	for marked, want := range map[string]float64{ // width in em
		"ja 川川川": 3, "ja 「川」": 3, "ja 川」「川": 3.5, "ja （「川」）": 4, "ja 川。」と": 3.5, "ja 川、川": 3, "ja 川」。": 2.5, "ja 川：「川": 4,
		"zh 川。“川": 3.5, "zh 川，”川": 3.5, "zh 川：“川": 3.5, "zh 川！”川": 3.5, "zh-Hant 川：「川": 4, "zh-Hant 川。「川": 4,
	} {
		tag, text, _ := strings.Cut(marked, " ")
		boxes, err := p.setBoxes([]inline{{text: text, language: language.MustParse(tag)}}, false, 100)
		if err != nil {
			t.Fatal(err)
		}
		got := 0.0
		for i := range boxes {
			got += boxes[i].width
		}
		if got < want-.01 || got > want+.01 {
			t.Errorf("%s is %.2f em wide, not %.2f", marked, got, want)
		}
		if last := boxes[len(boxes)-1]; strings.HasSuffix(text, "」") && last.right < .45 {
			t.Errorf("%s: its last mark hangs by %.2f em", text, last.right)
		}
	}
}
