package language

import (
	"slices"
	"strconv"
	"testing"
)

// If it fails, a number is put into a sentence whose noun has the wrong form for it.
func TestPluralOf(t *testing.T) {
	for _, c := range []struct{ tag, number, want string }{
		{"fr", "0", "one"}, {"fr", "1", "one"}, {"fr", "1.5", "one"}, {"fr", "2", "other"}, {"en", "1", "one"}, {"en", "1.0", "other"},
		{"ru", "21", "one"}, {"ru", "35000", "many"}, {"ru", "3", "few"}, {"ru", "3.5", "other"}, {"ar", "5", "few"}, {"ar", "11", "many"},
		{"ar", "100", "other"}, {"ja", "1", "other"}, {"pl", "22", "few"}, {"kmr", "1", ""}, {"fr", "", ""}, {"fr", "x", ""}, {"fr", "12345678901234567", ""},
	} {
		if got, ok := MustParse(c.tag).PluralOf(c.number); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s: %q, wanted %q", c.number, c.tag, got, c.want)
		}
	}
	for _, tag := range []string{"fr", "ru", "ar", "pl", "cs", "lt", "sl", "ga", "cy", "mt", "he"} {
		categories, _ := MustParse(tag).PluralCategories()
		for n := range 200 {
			if got, _ := MustParse(tag).PluralOf(strconv.Itoa(n)); !slices.Contains(categories, got) {
				t.Errorf("%d in %s: %q is none of %v", n, tag, got, categories)
			}
		}
	}
}
