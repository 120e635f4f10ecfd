package typeface

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/language"
)

// spelled are letters and signs of alphabets, of which words are made: those that ligatures, contexts and languages change, too.
var spelled = []struct{ languages, letters string }{
	{"en de fr nl ro tr pl ca", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüßéèêëàçñłżśışğţșşÍíÏïĳŉ·.,;:!?'’“”„«»()-–—…0123456789/&%@"},
	{"vi cs", "aăâbcdđeêghiklmnoôơpqrstuưvxyảạấầẩẫậắằặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵčřšžůťď.,"},
	{"ru sr bg uk mk", "абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ.,-«»№1"},
	{"el", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆ.,·;"},
	{"ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ.,"},
	{"hy", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆևԱԲԳ.,՞՛"},
}

// A word that is set by pairs of its letters is the one that HarfBuzz shapes, to the last code. If it fails, words of some
// font are set with wrong letters or kerning.
func TestPairsAreWords(t *testing.T) {
	library := open(t)
	styles := []Style{{}, {Bold: true}, {Italic: true}, {Sans: true}, {Sans: true, Bold: true, Italic: true}, {Features: []string{"onum"}}, {Features: []string{"smcp"}}}
	paired := 0
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom(spelled).Draw(t, "alphabet")
		l := language.MustParse(rapid.SampledFrom(strings.Fields(in.languages)).Draw(t, "language"))
		style, hyphenated := rapid.SampledFrom(styles).Draw(t, "style"), rapid.Bool().Draw(t, "hyphenated")
		letter := rapid.SampledFrom([]rune(in.letters))
		pairs, whole := library.NewShaper(), library.NewShaper()
		for range 40 {
			word := string(rapid.SliceOfN(letter, 1, 12).Draw(t, "word"))
			got, err := pairs.paired(pairs.context(l, false, style, hyphenated), word)
			if err != nil {
				t.Fatal(err)
			}
			if got == nil {
				continue
			}
			paired++
			want, err := whole.whole(whole.context(l, false, style, hyphenated), word)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%q in %s, %+v: by pairs\n%+v, whole\n%+v", word, l, style, got, want)
			}
		}
	})
	if paired < 1000 {
		t.Errorf("only %d words were set by pairs: this tests nothing", paired)
	}
}

// Words with what pairs cannot tell are shaped whole: ligatures, marks, contexts.
func TestWordsThatPairsCannotTell(t *testing.T) {
	s := open(t).NewShaper()
	for _, c := range []struct {
		language, word string
		by             bool
	}{
		{"de", "Wahlen", true}, {"de", "Auflage", false}, {"en", "cafe\u0301", false}, {"ca", "l·l", false}, {"nl", "zíjn", false},
		{"ro", "ţară", false}, {"ro", "țară", true}, {"ru", "Совет", true}, {"uk", "її", false}, {"de", "a\u00adb", false}, {"ja", "会", false},
	} {
		got, err := s.paired(s.context(language.MustParse(c.language), false, Style{}, false), c.word)
		if err != nil || (got != nil) != c.by {
			t.Errorf("%q in %s: by pairs is %v, want %v (%v)", c.word, c.language, got != nil, c.by, err)
		}
	}
}
