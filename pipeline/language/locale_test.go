package language

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// locales are the languages that CLDR has a table of.
func locales(t testing.TB) []Language {
	t.Helper()
	var all []Language
	for name := range index().blocks {
		if strings.HasPrefix(name, "=") {
			continue
		}
		if l, err := Parse(name); err == nil {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b Language) int { return strings.Compare(a.tag, b.tag) })
	if len(all) < 500 {
		t.Fatalf("CLDR's tables have %d locales; the embedded file is not the generated one", len(all))
	}
	return all
}

// If it fails, an edition has another language's dates, names or marks than its readers know.
func TestLanguagesHaveCLDRsHabits(t *testing.T) {
	for tag, lines := range golden(t, "languages.txtar") {
		l := MustParse(tag)
		if got := row(l); got != lines[0] {
			t.Errorf("%s:\n%s\nwant\n%s", tag, got, lines[0])
		}
	}
}

// row is what languages.txtar has of a language; "-" for what CLDR does not have.
func row(l Language) string {
	known := func(s string, ok bool) string {
		if ok {
			return s
		}
		return "-"
	}
	categories, has := l.PluralCategories()
	q := l.Quotes()
	return strings.Join([]string{
		known(l.Date(Date{2020, 11, 12})), known(l.Date(Date{2020, 11, 0})), known(l.Region("DE")),
		known(strings.Join(categories, " "), has), fmt.Sprint(q.Open, " ", q.Close, " ", q.InnerOpen, " ", q.InnerClose),
		l.ListJoin([]string{"a", "b", "c"}), l.Autonym(), l.Script(),
	}, " | ")
}

// If it fails, most of the world's member organizations have their country in English.
func TestCLDRHasDatesAndRegionsOfManyLanguages(t *testing.T) {
	dates, regions := map[string]bool{}, map[string]bool{}
	for _, l := range locales(t) {
		c := l.Coverage()
		dates[l.parts().base] = dates[l.parts().base] || c.Dates
		regions[l.parts().base] = regions[l.parts().base] || c.Regions
	}
	count := func(m map[string]bool) (n int) {
		for _, has := range m {
			if has {
				n++
			}
		}
		return n
	}
	if d, r := count(dates), count(regions); d < 180 || r < 150 {
		t.Errorf("%d languages have dates, %d have names of regions", d, r)
	}
	for _, tag := range strings.Fields("fr es de it pt nl sv ru uk el tr pl vi ar he hi bn th ja zh zh-Hant ko am ka hy") {
		if c := MustParse(tag).Coverage(); c != (Coverage{true, true, true, true}) {
			t.Errorf("%s: %+v", tag, c)
		}
	}
	for _, tag := range []string{"frr", "mos", "ay", "ht"} {
		if c := MustParse(tag).Coverage(); c.Dates || c.Regions || c.Plurals {
			t.Errorf("%s has more than CLDR has: %+v", tag, c)
		}
	}
}

// If it fails, two dates read alike in some language, or a month is missing there.
func TestTwoDaysNeverReadAlike(t *testing.T) {
	all := locales(t)
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(all).Draw(t, "language")
		a, b := anyDate(t), anyDate(t)
		one, _ := l.Date(a)
		other, _ := l.Date(b)
		if (one == other) != (a == b) {
			t.Fatalf("%s: %v is %q, %v is %q", l, a, one, b, other)
		}
	})
}

// scriptsOf are the scripts of Unicode that a text in a script of ISO 15924 is written in.
var scriptsOf = map[string][]string{
	"Latn": {"Latin"}, "Cyrl": {"Cyrillic"}, "Arab": {"Arabic"}, "Grek": {"Greek"}, "Hebr": {"Hebrew"}, "Deva": {"Devanagari"},
	"Hans": {"Han"}, "Hant": {"Han"}, "Jpan": {"Han", "Hiragana", "Katakana"}, "Kore": {"Hangul"}, "Thai": {"Thai"}, "Beng": {"Bengali"},
	"Taml": {"Tamil"}, "Telu": {"Telugu"}, "Ethi": {"Ethiopic"}, "Geor": {"Georgian"}, "Armn": {"Armenian"}, "Guru": {"Gurmukhi"},
	"Gujr": {"Gujarati"}, "Khmr": {"Khmer"}, "Laoo": {"Lao"}, "Mymr": {"Myanmar"}, "Sinh": {"Sinhala"},
}

// If it fails, law 5 does: a Traditional Chinese, Latin Serbian or Arabic Punjabi edition has a date or a country in another
// script, so in the words of another edition.
func TestDatesAndRegionsAreInTheLanguagesScript(t *testing.T) {
	for _, l := range locales(t) {
		scripts, known := scriptsOf[l.Script()]
		if !known {
			continue
		}
		texts := []string{}
		for _, d := range []Date{{2020, 11, 12}, {2021, 3, 0}} {
			if text, ok := l.Date(d); ok {
				texts = append(texts, text)
			}
		}
		for _, code := range []string{"FR", "CD", "MX", "JP"} {
			if text, ok := l.Region(code); ok {
				texts = append(texts, text)
			}
		}
		for _, text := range texts {
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !inScripts(r, scripts) }) {
				t.Errorf("%s is written in %v, not so %q", l, scripts, text)
			}
		}
	}
}

func inScripts(r rune, scripts []string) bool {
	return unicode.In(r, unicode.Common, unicode.Inherited) || slices.ContainsFunc(scripts, func(s string) bool { return unicode.Is(unicode.Scripts[s], r) })
}

// If it fails, an edition depends on which other edition was made first (law 7).
func TestHabitsDoNotDependOnWhoAsksFirst(t *testing.T) {
	all := locales(t)
	want := map[Language]string{}
	for _, l := range all {
		want[l] = row(l)
	}
	known.Clear()
	unpacked.Clear()
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range all {
				l := all[(i*(2*worker+1)+worker*17)%len(all)]
				if got := row(l); got != want[l] {
					t.Errorf("%s: %s, before: %s", l, got, want[l])
				}
			}
		})
	}
	wait.Wait()
}

// If it fails, a right-to-left edition is set from the left.
func TestDirectionFollowsTheScript(t *testing.T) {
	for tag, want := range map[string]bool{
		"ar": true, "he": true, "fa": true, "ur": true, "yi": true, "ckb": true, "dv": true, "syr": true, "prs": true, "az-Arab": true, "ff-Adlm": true,
		"ku": false, "en": false, "ja": false, "az": false, "pa": false, "pa-PK": true, "ug": true, "x-river": false,
	} {
		if MustParse(tag).RightToLeft() != want {
			t.Errorf("%s: right to left is %v", tag, !want)
		}
	}
	if (Language{}).RightToLeft() || (Language{}).Script() != "" {
		t.Error("no language has a direction")
	}
}

// If it fails, tables show a tag where people expect the language's name.
func TestNamesSayScriptAndRegion(t *testing.T) {
	for tag, want := range map[string]string{
		"pt-BR": "Brazilian Portuguese|português (Brasil)", "zh-Hant": "Traditional Chinese|繁體中文", "sr-Latn": "Serbian (Latin)|srpski (latinica)",
		"de-LI": "German (Liechtenstein)|Deutsch (Liechtenstein)", "frr": "Northern Frisian|Nordfriisk", "ca-valencia": "Catalan|català",
		"prs": "Dari|دری", "x-river": "x-river|x-river", "con-Latn": "con-Latn|con-Latn", "ar-MA": "Arabic (Morocco)|العربية (المغرب)",
	} {
		if l := MustParse(tag); l.Name()+"|"+l.Autonym() != want {
			t.Errorf("%s: %s|%s, want %s", tag, l.Name(), l.Autonym(), want)
		}
	}
}

// If it fails, an item's number is in the digits of another language.
func TestNumbersAreInTheLanguagesDigits(t *testing.T) {
	for tag, want := range map[string]string{"en": "-120", "fa": "-۱۲۰", "mr": "-१२०", "hi": "-120", "hi-u-nu-deva": "-१२०", "my": "-၁၂၀", "en-u-ca-buddhist-nu-thai": "-๑๒๐", "en-u-nu-xyz": "-120", "ff-Adlm": "-𞥑𞥒𞥐"} {
		if got := MustParse(tag).Number(-120); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
		if got := MustParse(tag).Digits("(a-120)"); got != "(a"+want+")" {
			t.Errorf("%s: %s of (a-120)", tag, got)
		}
	}
}

// If it fails, a list of two or of none reads like one of three.
func TestListsOfAnyLength(t *testing.T) {
	items := []string{"{1}", "b", "c", "d"}
	for n, want := range []string{"", "{1}", "{1} et b", "{1}, b et c", "{1}, b, c et d"} {
		if got := MustParse("fr").ListJoin(items[:n]); got != want {
			t.Errorf("%d items: %q, want %q", n, got, want)
		}
	}
}

// If it fails, the data's licence does not travel with the data.
func TestTheLicenceStandsBesideTheData(t *testing.T) {
	text, err := os.ReadFile("cldr/LICENSE-UNICODE.txt")
	if err != nil || !strings.Contains(string(text), "UNICODE LICENSE V3") || CLDRVersion() != "48.2.0" {
		t.Errorf("%v, %.30q, CLDR %s", err, text, CLDRVersion())
	}
}

// BenchmarkFirstUse is what the first date in a language costs a process that has other languages.
func BenchmarkFirstUse(b *testing.B) {
	all := locales(b)
	for i := 0; b.Loop(); i++ {
		l := all[i%len(all)]
		known.Delete(l.tag)
		unpacked.Clear()
		l.Date(Date{2020, 11, 12})
	}
}

func BenchmarkDate(b *testing.B) {
	l := MustParse("ru")
	for b.Loop() {
		l.Date(Date{2020, 11, 12})
	}
}

func BenchmarkRegion(b *testing.B) {
	l := MustParse("ru")
	for b.Loop() {
		l.Region("DE")
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("zh-Hant"); err != nil {
			b.Fatal(err)
		}
	}
}
