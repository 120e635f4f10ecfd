package typeface

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"publish/pipeline/language"
)

// logical returns the clusters of a shaped text in reading order.
func logical(s *Shaped) (all []Cluster, faces []*Face) {
	for _, r := range s.Runs {
		for i := range r.Clusters {
			if r.RightToLeft {
				i = len(r.Clusters) - 1 - i
			}
			all, faces = append(all, r.Clusters[i]), append(faces, r.Face)
		}
	}
	return all, faces
}

// wrong says how a shaped text breaks the promises of Shaped and Cluster, or "".
func wrong(s *Shaper, shaped *Shaped) string {
	all, faces := logical(shaped)
	at, advance := int32(0), 0.0
	var copied strings.Builder
	for i, c := range all {
		if c.Start != at || c.End < c.Start {
			return "the clusters do not tile the text"
		}
		u := s.subsets[faces[i].index]
		if c.Code == 0 || int(c.Code) >= len(u.texts) || u.texts[c.Code] == "" {
			return "a cluster has no code that reads as something"
		}
		if c.Width < 0 || c.Width != float64(u.drawings[c.Code].advance)/u.parsed.em {
			return "a cluster is not as wide as its glyph"
		}
		copied.WriteString(u.texts[c.Code])
		at, advance = c.End, advance+c.Advance
	}
	if int(at) != len(shaped.Text) {
		return "the clusters do not tile the text"
	}
	if d := advance - shaped.Advance; d > 1e-9 || d < -1e-9 {
		return "the text is not as wide as its clusters"
	}
	if want := readable(shaped.Text); copied.String() != want {
		return "copied out it is " + copied.String() + " instead of " + want
	}
	return ""
}

// readable is a text as it is copied out of a page.
func readable(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case separates(r):
			b.WriteRune(' ')
		case !dropped(r):
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 && text != "" {
		return "\u200b"
	}
	return b.String()
}

// alphabets are characters that the embedded fonts have, with what may stand among them.
var alphabets = []string{
	"aeiouéñßœﬁfilVAT’«»“”()-–—…!?.,;:0123456789 \u00a0\u202f", "абвгґєїљњѐ", "αβγάἀῷ", "ابتثلاهمحيپچ\u064b\u0651\u0654،؟",
	"אבגדשץ\u05b0\u05bc\u05c1", "कखगरयषक्षिीुूं्ँ।", "কখগরযািী্ং", "கசடபாிௌ்", "కగరవాిీ్", "กขคงาิีุู่้ำ", "កខគរយាិី្ំះ", "ကခဂမြျွှာိ",
	"ཀཁགྲོུ་", "አበገደ።", "აბგ", "աբգ", "日本語漢字かなカナ、。「」ー", "한국어각", "\u200b\u200c\u200d\u00ad\u2060\ufeff\u200e\u200f\u202a\u202c\u034f\ufe0f", "→★①",
}

func texts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			letters := []rune(rapid.SampledFrom(alphabets).Draw(t, "alphabet"))
			for _, r := range rapid.SliceOfN(rapid.SampledFrom(letters), 0, 12).Draw(t, "letters") {
				b.WriteRune(r)
			}
		}
		return b.String()
	})
}

// Law 6, as far as fonts go. If it fails, text is lost or doubled on a page, or cannot be searched and copied.
func TestEveryTextIsTiledAndReadsAsItself(t *testing.T) {
	library := open(t)
	rapid.Check(t, func(t *rapid.T) {
		s := library.NewShaper()
		text := texts().Draw(t, "text")
		l := language.MustParse(rapid.SampledFrom([]string{"fr", "ar", "hi", "ja", "zh-Hant", "ko", "th"}).Draw(t, "language"))
		style := Style{Bold: rapid.Bool().Draw(t, "bold"), Italic: rapid.Bool().Draw(t, "italic"), Sans: rapid.Bool().Draw(t, "sans")}
		rightToLeft := rapid.Bool().Draw(t, "rightToLeft")
		shaped, err := s.Shape(text, l, rightToLeft, style)
		var missing *MissingError
		if errors.As(err, &missing) && missing.Together { // a mark of another script
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if why := wrong(s, shaped); why != "" {
			t.Fatalf("%q: %s", text, why)
		}
		if again, _ := s.Shape(text, l, rightToLeft, style); again != shaped {
			t.Fatalf("%q is shaped twice", text)
		}
	})
}

// If it fails, a reader of Tokyo gets the Chinese shapes of characters, which looks careless to them.
func TestHanIsSetInTheFaceOfItsLanguage(t *testing.T) {
	s := open(t).NewShaper()
	for _, c := range []struct{ language, text, face string }{
		{"ja", "直角", "NotoSerifJP-Regular"}, {"zh", "直角", "NotoSerifSC-Regular"}, {"zh-Hant", "直角", "NotoSerifTC-Regular"},
		{"zh-TW", "直角", "NotoSerifTC-Regular"}, {"ko", "直角", "NotoSerifKR-Regular"}, {"fr", "直角", "NotoSerifSC-Regular"},
		{"fr", "直角の", "NotoSerifJP-Regular"}, {"fr", "대한", "NotoSerifKR-Regular"}, {"ja", "。", "NotoSerifJP-Regular"},
		{"ar", "2024", "NotoNaskhArabic-Regular"}, {"fr", "2024", "SourceSerif4-Regular"},
		{"en", "ħɓ", "NotoSerif-Regular"}, {"el", "ἀ", "NotoSerif-Regular"},
	} {
		shaped, err := s.Shape(c.text, language.MustParse(c.language), false, Style{})
		if err != nil {
			t.Fatal(err)
		}
		if got := shaped.Runs[len(shaped.Runs)-1].Face.Name(); got != c.face {
			t.Errorf("%s %q is set in %s, not in %s", c.language, c.text, got, c.face)
		}
	}
}

// If it fails, headings are not bold, or the names of books not italic.
func TestAStyleChoosesTheCut(t *testing.T) {
	s := open(t).NewShaper()
	for _, c := range []struct {
		style Style
		text  string
		face  string
	}{
		{Style{}, "a", "SourceSerif4-Regular"}, {Style{Bold: true}, "a", "SourceSerif4-Bold"}, {Style{Italic: true}, "a", "SourceSerif4-Italic"},
		{Style{Bold: true, Italic: true}, "я", "SourceSerif4-BoldItalic"}, {Style{Sans: true}, "a", "SourceSans3-Regular"},
		{Style{Sans: true, Bold: true}, "a", "SourceSans3-Bold"}, {Style{Bold: true}, "शक्ति", "NotoSerifDevanagari-Bold"},
		{Style{Italic: true}, "शक्ति", "NotoSerifDevanagari-Regular"}, {Style{Bold: true}, "日", "NotoSerifSC-Regular"},
	} {
		shaped, err := s.Shape(c.text, language.MustParse("en"), false, c.style)
		if err != nil {
			t.Fatal(err)
		}
		if got := shaped.Runs[0].Face.Name(); got != c.face {
			t.Errorf("%+v of %q is set in %s, not in %s", c.style, c.text, got, c.face)
		}
	}
	shape := func(features ...string) Cluster {
		shaped, err := s.Shape("a", language.MustParse("en"), false, Style{Features: features})
		if err != nil {
			t.Fatal(err)
		}
		return shaped.Runs[0].Clusters[0]
	}
	if plain, small := shape(), shape("smcp"); plain.Code == small.Code || s.subsets[0].texts[small.Code] != "a" {
		t.Errorf("small capitals: code %d beside %d, reads %q", small.Code, plain.Code, s.subsets[0].texts[small.Code])
	}
}

// If it fails, an editor learns of a box on a page from the printer.
func TestAMissingCharacterIsNamed(t *testing.T) {
	s := open(t).NewShaper()
	for _, c := range []struct{ language, text, want string }{
		{"fr", "a😀b", `fr: no font has U+1F600 😀 in "a😀b"; put a TrueType font (.ttf) that has it into fonts/, or take it out`},
		{"en", "x\ue000", "en: U+E000 in \"x\\ue000\" can be in no font (private use or control characters); write what is meant, or take it out"},
		{"en", "x\x01", "en: U+0001 in \"x\\x01\" can be in no font (private use or control characters); write what is meant, or take it out"},
		{"fr", "a\u05b0", "fr: no font has U+0061 a, U+05B0 \u05b0 together, as one letter of \"a\u05b0\" needs; put a TrueType font (.ttf) that has them into fonts/, or correct the letter"},
		{"de", strings.Repeat("ab ", 30) + "𓀀", `de: no font has U+13000 𓀀 in "ab ab ab ab ab ab ab ab ab ab ab ab ab a…"; put a TrueType font (.ttf) that has it into fonts/, or take it out`},
	} {
		_, err := s.Shape(c.text, language.MustParse(c.language), false, Style{})
		var missing *MissingError
		if !errors.As(err, &missing) || err.Error() != c.want {
			t.Errorf("%q\n got %v\nwant %s", c.text, err, c.want)
		}
		if got := s.Missing(c.text, language.MustParse(c.language), Style{}); len(got) == 0 {
			t.Errorf("%q lacks %q", c.text, got)
		}
	}
	if got := s.Missing("a\u00adb\u200d\ufeff→\u202f", language.MustParse("fr"), Style{}); len(got) > 0 {
		t.Errorf("%q is missing", got)
	}
}

// If it fails, a hyphen at a line's end stays in the words that are copied out, or is not kerned.
func TestAHyphenReadsAsASoftHyphen(t *testing.T) {
	s := open(t).NewShaper()
	de := language.MustParse("de")
	for _, text := range []string{"", "V", "Wort"} {
		shaped, err := s.Hyphenated(text, de, false, Style{})
		if err != nil {
			t.Fatal(err)
		}
		all, faces := logical(shaped)
		last := all[len(all)-1]
		u := s.subsets[faces[len(all)-1].index]
		if len(all) != utf8.RuneCountInString(text)+1 || int(last.Start) != len(text) || int(last.End) != len(text) || u.texts[last.Code] != "\u00ad" || len(u.drawings[last.Code].parts) != 1 {
			t.Errorf("%q ends in %+v, which reads %q", text, last, u.texts[last.Code])
		}
	}
	v, _ := s.Hyphenated("V", de, false, Style{})
	if first := v.Runs[0].Clusters[0]; first.Advance >= first.Width {
		t.Errorf("V before a hyphen is %v wide, as if alone (%v)", first.Advance, first.Width)
	}
}

// If it fails, the thin space of French is missing from a page, or comes out of it as another.
func TestSpacesThatAFaceLacksAreMade(t *testing.T) {
	s := open(t).NewShaper()
	for _, c := range []struct {
		language, text string
		least, most    float64
	}{{"ar", "\u202f", .01, .25}, {"ar", "\u2009", .05, .25}, {"fr", "\u202f", .05, .25}, {"fr", "\u00a0", .2, .3}, {"fr", "\u2003", 1, 1}, {"ja", "\u3000", 1, 1}, {"fr", "\t", .2, .3}} {
		shaped, err := s.Shape(c.text, language.MustParse(c.language), false, Style{})
		if err != nil {
			t.Errorf("%s: %v", c.language, err)
			continue
		}
		if shaped.Advance < c.least || shaped.Advance > c.most || wrong(s, shaped) != "" {
			t.Errorf("%s %+q is %v em wide: %s", c.language, c.text, shaped.Advance, wrong(s, shaped))
		}
	}
}

// Viewers turn the letters of one right-to-left code around. If it fails, "Allah" is copied as "Hlla", and Hebrew points
// come before their letters.
func TestRightToLeftCodesReadAsOneLetter(t *testing.T) {
	s := open(t).NewShaper()
	_, all := lines(t)
	checked := 0
	for _, l := range all {
		if l.direction != "rtl" {
			continue
		}
		shaped, err := s.Shape(l.text, language.MustParse(l.language), true, l.styled())
		if err != nil {
			t.Fatal(err)
		}
		clusters, faces := logical(shaped)
		for i, c := range clusters {
			if text := s.subsets[faces[i].index].texts[c.Code]; utf8.RuneCountInString(text) != 1 {
				t.Errorf("%s: a code reads %q", l.name, text)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no line is right to left")
	}
}

// If it fails, a pasted joke stops the secretariat's machine.
func TestFloodsAreSet(t *testing.T) {
	s := open(t).NewShaper()
	for name, text := range map[string]string{
		"marks": "a" + strings.Repeat("\u0301\u0323", 5000), "long": strings.Repeat("Wort", 20_000), "brackets": strings.Repeat("(«", 10_000),
		"ignorable": strings.Repeat("\u200d", 30_000), "joined": strings.Repeat("ب\u0651", 5_000), "virama": strings.Repeat("क्", 5_000),
		"han": strings.Repeat("直", 100_000), "overrides": strings.Repeat("\u202e", 10_000) + "a",
	} {
		shaped, err := s.Shape(text, language.MustParse("hi"), false, Style{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if why := wrong(s, shaped); why != "" {
			t.Errorf("%s: %.200s", name, why)
		}
	}
	for _, f := range s.Faces() {
		if _, err := s.Subset(f); err != nil {
			t.Error(err)
		}
	}
	if got := s.Missing(strings.Repeat("😀", 100_000), language.MustParse("fr"), Style{}); len(got) != 1 {
		t.Errorf("%q is missing of one character", got)
	}
	if got := s.Missing(strings.Repeat("a\u05b0", 20_000), language.MustParse("fr"), Style{}); len(got) != 2 {
		t.Errorf("%q is missing of one letter with a point", got)
	}
}

// Editions are made in parallel: run it with -race. If it fails, two editions spoil each other's pages.
func TestShapersShareALibrary(t *testing.T) {
	library := open(t)
	_, all := lines(t)
	var group sync.WaitGroup
	advances := make([]float64, 4)
	for i := range advances {
		group.Go(func() {
			s := library.NewShaper()
			for _, l := range all[:24] {
				shaped, err := s.Shape(l.text, language.MustParse(l.language), l.direction == "rtl", l.styled())
				if err != nil {
					t.Error(err)
					return
				}
				advances[i] += shaped.Advance
			}
		})
	}
	group.Wait()
	for _, a := range advances {
		if a != advances[0] {
			t.Errorf("the same texts have different widths: %v", advances)
		}
	}
}
