package language

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// If it fails, a language that somebody asks for is refused, or gets two folders under locales/.
func TestTagsBecomeCanonical(t *testing.T) {
	for _, line := range golden(t, "tags.txtar")["canonical"] {
		given, want, _ := strings.Cut(line, " ")
		if l, err := Parse(given); err != nil || l.String() != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", given, l, err, want)
		}
	}
}

// If it fails, a slip in --lang makes a folder that nobody wanted, or the message does not say what to write.
func TestWrongTagsAreRefusedWithAdvice(t *testing.T) {
	for _, line := range golden(t, "tags.txtar")["refused"] {
		given, want, _ := strings.Cut(line, " ")
		l, err := Parse(given)
		if err == nil {
			t.Errorf("Parse(%q) = %q; want an error with %q", given, l, want)
		} else if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "write ") && !strings.Contains(want, "not registered") {
			t.Errorf("Parse(%q): %q does not say %q, or what to write", given, err, want)
		}
		if !l.IsZero() {
			t.Errorf("Parse(%q) gives %q beside its error", given, l)
		}
	}
}

// If it fails, an empty --lang, or one of a megabyte, is not told apart from a typing error.
func TestEmptyAndOverlongTagsAreRefused(t *testing.T) {
	for given, want := range map[string]string{
		"":                                       "is empty; write",
		strings.Repeat("fr-", 400000) + "x":      "at most 64 bytes",
		"fr-" + strings.Repeat("\x00", 70):       "at most 64 bytes",
		"fr-x-" + strings.Repeat("a-", 30) + "a": "at most 64 bytes",
		"fr\x00":                                 "letters, digits and hyphens only",
		"fr\n":                                   "letters, digits and hyphens only",
		"fr CA":                                  "letters, digits and hyphens only",
		"ﬀ":                                      "letters, digits and hyphens only",
		"fr\xff-":                                "letters, digits and hyphens only",
	} {
		if _, err := Parse(given); err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 300 {
			t.Errorf("Parse(%.20q): %v; want %q", given, err, want)
		}
	}
}

// If it fails, a manifest that was written cannot be read again.
func TestLanguagesGoThroughJSON(t *testing.T) {
	type doc struct{ A, B Language }
	in := doc{A: MustParse("pt-BR")}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"A":"pt-BR","B":""}` {
		t.Fatalf("%s, %v", text, err)
	}
	var out doc
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Fatalf("%v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"xx"}`), &out); err == nil || out.A != in.A {
		t.Fatalf("an unknown language was read: %v, %v", out, err)
	}
}

var folderName = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

// FuzzParse: what Parse accepts is the name of a folder on every system, and its own canonical form; law 7 rests on it (one
// language, one folder, one edition).
func FuzzParse(f *testing.F) {
	for _, section := range golden(f, "tags.txtar") {
		for _, line := range section {
			tag, _, _ := strings.Cut(line, " ")
			f.Add(tag)
		}
	}
	f.Fuzz(func(t *testing.T, tag string) {
		l, err := Parse(tag)
		if err != nil {
			return
		}
		name := l.String()
		switch {
		case !folderName.MatchString(name):
			t.Fatalf("%q gives %q, which is no name of a folder", tag, name)
		case name == "con" || name == "aux" || name == "nul" || name == "prn" || len(name) > MaxTag+16:
			t.Fatalf("%q gives %q, which Windows reserves or which is too long", tag, name)
		}
		if again, err := Parse(name); err != nil || again != l {
			t.Fatalf("%q is %q, but that is %q, %v", tag, l, again, err)
		}
		l.Date(Date{2020, 11, 12})
		if l.Name() == "" || l.Autonym() == "" || len(l.Script()) != 4 {
			t.Fatalf("%q: name %q, autonym %q, script %q", tag, l.Name(), l.Autonym(), l.Script())
		}
	})
}
