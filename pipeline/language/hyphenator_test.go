package language

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// shown is a text with the points that a hyphenator finds; with the marks of their grades.
func shown(h *Hyphenator, text string, marks map[Grade]string) string {
	var b strings.Builder
	last := 0
	for _, p := range h.Points(nil, text) {
		mark, ok := marks[p.Grade]
		if !ok {
			mark = "-"
		}
		b.WriteString(text[last:p.At] + mark)
		last = p.At
	}
	return b.String() + text[last:]
}

// The golden words were also divided by a second program that reads the sources themselves. If it fails, every edition in the
// language has wrong divisions.
func TestHyphenatesEveryLanguage(t *testing.T) {
	sections := golden(t, "hyphenation.txtar")
	for tag, words := range sections {
		tag, kind, _ := strings.Cut(tag, " ")
		h := MustParse(tag).Hyphenator()
		if h == nil {
			t.Fatalf("%s has no patterns", tag)
		}
		for _, want := range words {
			got := ""
			switch kind {
			case "":
				got = shown(h, strings.ReplaceAll(want, "-", ""), nil)
			case "joints":
				got = shown(h, strings.NewReplacer("-", "", "=", "", "~", "").Replace(want), map[Grade]string{Joint: "=", Short: "~"})
			case "ligatures":
				got = strings.ReplaceAll(want, "|", "")
				for _, at := range slices.Backward(h.Unjoined(nil, got)) {
					got = got[:at] + "|" + got[at:]
				}
			}
			if got != want {
				t.Errorf("%s: got %s, want %s", tag, got, want)
			}
		}
	}
	if n := len(patternIndex()); n < 40 {
		t.Errorf("there are patterns for %d languages", n)
	}
	aliases := strings.Fields("en-AU en-IE en-IN en-NZ en-ZA kmr no cnr cnr-Cyrl bs-Cyrl")
	for tag := range patternIndex() {
		if sections[tag] == nil && !slices.Contains(aliases, tag) {
			t.Errorf("%s has no golden words", tag)
		}
	}
}

// If it fails, an abbreviation, an address or a name in capitals is divided at a line's end.
func TestNotHyphenated(t *testing.T) {
	h := MustParse("en").Hyphenator()
	for _, text := range strings.Fields("FEDERATION UNESCO NGOs' iPhoneticsystem https://representation.example/hyphenation info@representation.example representation2024 u.s.representation represent/association the is hyph") {
		if got := shown(h, text, nil); got != text {
			t.Errorf("%s is divided: %s", text, got)
		}
	}
	for text, want := range map[string]string{
		"“representation,”": "“rep-re-sen-ta-tion,”", "Representation.": "Rep-re-sen-ta-tion.", "association’s": "as-so-ci-a-tion’s",
		"well-representation": "well-rep-re-sen-ta-tion", "represen\u00adtation": "represen\u00ad-tation", "международная": "международная",
	} {
		if got := shown(h, text, nil); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	if MustParse("ja").Hyphenator() != nil || MustParse("ar").Hyphenator() != nil || (Language{}).Hyphenator() != nil {
		t.Error("a language without patterns has a hyphenator")
	}
	if got := (*Hyphenator)(nil).Points(nil, "representation"); got != nil {
		t.Errorf("no hyphenator finds %v", got)
	}
}

// If it fails, a translator's exception has no effect, or has one in another language.
func TestExceptions(t *testing.T) {
	fr := MustParse("fr")
	e, err := ParseExceptions("locales/fr/hyphenation.txt", fr, []byte("\ufeff# ours\r\ncon-science\r\n\r\nlibertés\r\nCon-science\n"))
	if err != nil {
		t.Fatal(err)
	}
	h := fr.Hyphenator(Exceptions{Language: MustParse("de"), Words: []string{"mé-con-naissance"}}, e)
	for word, want := range map[string]string{"Conscience": "Con-science", "libertés": "libertés", "méconnaissance": "mé-con-nais-sance"} {
		if got := shown(h, word, nil); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if h := MustParse("ja").Hyphenator(Exceptions{Language: MustParse("ja"), Words: []string{"to-kyo"}}); shown(h, "tokyo", nil) != "to-kyo" {
		t.Error("exceptions need patterns")
	}
}

// If it fails, a slip in the file is not found, or not by its line.
func TestExceptionErrors(t *testing.T) {
	for text, want := range map[string]string{
		"ab-cd\nab--cd":              `h.txt:2: "ab--cd" has a hyphen without letters on both sides; write one word a line, with single hyphens where it may be divided`,
		"-ab":                        `h.txt:1: "-ab" has a hyphen without letters on both sides`,
		"two words":                  `h.txt:1: "two words" has the character ' ', which is no letter`,
		"ab-cd\n\nabc-d":             `h.txt:3: "abc-d" stands above already, as "ab-cd"; keep one of the two`,
		"ok\n\xff":                   `h.txt:2: this line is not UTF-8; save the file in UTF-8`,
		strings.Repeat("a", 101):     `has more than 100 letters`,
		"кра-\u0301ткий":             `h.txt:1: "кра-` + "\u0301" + `ткий" has a hyphen between a letter and its mark`,
		manyWords(MaxExceptions + 1): `h.txt:20001: there are more than 20000 words`,
	} {
		if _, err := ParseExceptions("h.txt", MustParse("ru"), []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %s", text, err, want)
		}
	}
	if _, err := ParseExceptions("h.txt", MustParse("ru"), []byte(manyWords(MaxExceptions))); err != nil {
		t.Error(err)
	}
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		for k := i + 1; k > 0; k /= 26 {
			b.WriteByte('a' + byte(k%26))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// checkPoints holds points to their law: ascending, within the text, between letters; never before a mark.
func checkPoints(t interface {
	Fatalf(string, ...any)
	Helper()
}, text string, points []Point) {
	t.Helper()
	last := 0
	for _, p := range points {
		if p.At <= last || p.At >= len(text) || !utf8.RuneStart(text[p.At]) {
			t.Fatalf("%q: points %v", text, points)
		}
		last = p.At
	}
}

// If it fails, a division stands where no letter does, and layout cuts a character in two.
func TestPointsAreBetweenLetters(t *testing.T) {
	var tags []string
	for tag := range patternIndex() {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("abdeghilnorstuvéüß’-.,абвегдийклнорст\u0301\u00adαβγδεικλνοI"))).Draw(t, "text")
		l := MustParse(rapid.SampledFrom(tags).Draw(t, "language"))
		checkPoints(t, text, l.Hyphenator().Points(nil, text))
	})
}

// If it fails, a damaged block of patterns stops the program or never ends.
func FuzzAutomaton(f *testing.F) {
	f.Add([]byte(patternIndex()["eu"]), "nazioarteko")
	f.Add([]byte("\x02\x02\x01\x00\x00a\x00\x02\x0b\xff\x00\x00\x07\x80\x00\x00\x01\x01\x00\x03\x00\x00\x03aa-aa"), "aaaaa")
	f.Fuzz(func(t *testing.T, block []byte, word string) {
		a := readAutomaton(string(block))
		if a == nil || len(word) > 200 {
			return
		}
		h := &Hyphenator{patterns: a, lower: func(r rune) rune { return r }}
		for _, p := range a.points(nil, word) {
			if p <= 0 || p >= len(word) {
				t.Fatalf("%q: point %d", word, p)
			}
		}
		a.words = nil
		if utf8.ValidString(word) {
			checkPoints(t, word, h.Points(nil, word))
		}
	})
}

// What is read is written as it was read, and is a hyphenator's exception.
func FuzzParseExceptions(f *testing.F) {
	for _, text := range []string{"con-science\n", "# x\r\n\r\nab-cd-ef", "\ufeffa-b", "ab--c", "İs-tanbul"} {
		f.Add(text)
	}
	l := MustParse("tr")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseExceptions("f", l, []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Fatal(err)
			}
			return
		}
		again, err := ParseExceptions("f", l, []byte(strings.Join(e.Words, "\n")))
		if err != nil || !slices.Equal(again.Words, e.Words) {
			t.Fatalf("%q is read as %q, then as %q: %v", text, e.Words, again.Words, err)
		}
		h := l.Hyphenator(e)
		for _, w := range e.Words {
			checkPoints(t, strings.ReplaceAll(w, "-", ""), h.Points(nil, strings.ReplaceAll(w, "-", "")))
		}
	})
}

func BenchmarkHyphenator(b *testing.B) {
	b.Run("read German", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			readAutomaton(patternIndex()["de"])
		}
	})
	b.Run("points", func(b *testing.B) {
		h, points := MustParse("de").Hyphenator(), []Point(nil)
		b.ReportAllocs()
		for b.Loop() {
			points = h.Points(points[:0], "Nichtanerkennung")
		}
	})
}
