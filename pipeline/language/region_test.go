package language

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, a member's country stays in English, or a place that is no country is taken for one.
func TestRegionsAreKnownByTheNamesInUse(t *testing.T) {
	cases := golden(t, "regions.txtar")
	for _, line := range cases["names"] {
		code, names, _ := strings.Cut(line, " ")
		for name := range strings.SplitSeq(names, "; ") {
			if got, ok := RegionCode(name); got != code || !ok {
				t.Errorf("%q is %q, want %s", name, got, code)
			}
		}
	}
	for _, name := range cases["none"] {
		if got, ok := RegionCode(name); ok {
			t.Errorf("%q is %q, but it is no country", name, got)
		}
	}
}

// If it fails, a name that an English edition prints is not read again, or is read as another country.
func TestEveryEnglishNameOfARegionIsReadAgain(t *testing.T) {
	n := 0
	for code := range table("en") {
		name, ok := MustParse("en").Region(code)
		if !ok {
			continue
		}
		n++
		for _, written := range []string{name, "the " + name, strings.ToUpper(name), " " + name + "."} {
			if got, ok := RegionCode(written); !ok || got != code {
				t.Errorf("%q is %q, want %s", written, got, code)
			}
		}
	}
	if n < 240 {
		t.Errorf("English has %d regions", n)
	}
}

// If it fails, two lines of the table claim one name, and which of them wins is chance.
func TestNoNameIsOfTwoRegions(t *testing.T) {
	owner := map[string]string{}
	for line := range strings.Lines(namesOfRegions) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, ";") {
			key := regionKey(name)
			if before, has := owner[key]; has && before != code {
				t.Errorf("%q is %s and %s", name, before, code)
			}
			owner[key] = code
			if _, ok := MustParse("en").Region(code); !ok && code != "--" && code != "" {
				t.Errorf("%q has the code %s, which CLDR does not have", name, code)
			}
		}
	}
}

// If it fails, a name of some shape makes the reader hang or gives what is no code.
func TestAnyTextIsARegionOrNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		code, ok := RegionCode(name)
		if ok != (len(code) == 2) {
			t.Fatalf("%q: %q, %v", name, code, ok)
		}
	})
	for _, long := range []string{strings.Repeat("Republic of ", 100000) + "India", strings.Repeat("/", 1<<20), strings.Repeat("India/", 20) + "India"} {
		if code, ok := RegionCode(long); ok && code != "IN" || ok && len(long) > MaxRegionName {
			t.Errorf("%.20q…: %q", long, code)
		}
	}
}

// If it fails, a code that is none, or of a path's shape, gives some other value of the table.
func TestRegionTakesCodesOnly(t *testing.T) {
	for _, code := range []string{"", "fr", "FRA", "months", "F", "FR\n", "name:fr", "419", "ZZ", "XA", "EU"} {
		if name, ok := MustParse("fr").Region(code); ok {
			t.Errorf("%q is %q", code, name)
		}
	}
}

// If it fails, a member from Palestine or Hong Kong is listed under a description of its country's status.
func TestRegionsAreCalledByTheirNames(t *testing.T) {
	for want, key := range map[string][2]string{
		"Palestine": {"fr", "PS"}, "Palästina": {"de", "PS"}, "Hongkong": {"de", "HK"}, "香港": {"zh-Hant", "HK"}, "Congo-Kinshasa": {"fr", "CD"},
		"Tchéquie": {"fr", "CZ"}, "Côte d’Ivoire": {"de", "CI"}, "Северная Македония": {"ru", "MK"}, "Türkei": {"de", "TR"}, "エスワティニ": {"ja", "SZ"},
	} {
		if got, ok := MustParse(key[0]).Region(key[1]); got != want || !ok {
			t.Errorf("%v: %q, want %q", key, got, want)
		}
	}
}

// FuzzRegionCode: whatever the name, the answer is a code that English has a name for, which is read again (law 1 needs that
// no part of a country's name is lost).
func FuzzRegionCode(f *testing.F) {
	for _, section := range golden(f, "regions.txtar") {
		for _, line := range section {
			f.Add(line)
			_, names, _ := strings.Cut(line, " ")
			f.Add(names)
		}
	}
	f.Fuzz(func(t *testing.T, name string) {
		code, ok := RegionCode(name)
		if !ok {
			return
		}
		english, has := MustParse("en").Region(code)
		if again, _ := RegionCode(english); !has || again != code {
			t.Fatalf("%q is %s, which is %q and then %s", name, code, english, again)
		}
	})
}

func BenchmarkRegionCode(b *testing.B) {
	for b.Loop() {
		RegionCode("Democratic Republic of the Congo")
	}
}
