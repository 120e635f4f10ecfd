package match

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// If it fails, strange digits or marks in a translation end the run, or lose words of a suggestion.
func FuzzSuggestion(f *testing.F) {
	data, err := os.ReadFile("testdata/carry.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if part := strings.Split(strings.TrimSpace(line), " | "); len(part) == 5 {
			f.Add(part[0], part[1], part[2], part[3])
		}
	}
	f.Fuzz(func(t *testing.T, tag, before, target, present string) {
		l, err := language.Parse(tag)
		if err != nil || !utf8.ValidString(before) || !utf8.ValidString(target) || !utf8.ValidString(present) {
			return
		}
		carriedBack(t, before, target, present, l)
		if s := Score(before, present); s < 0 || s > 1 || (s == 1) != (before == present) {
			t.Fatalf("%q and %q: %v", before, present, s)
		}
		for _, line := range Wanted([]Match{{Class: Fuzzy, Suggestions: []Suggestion{{Score: .9, Key: before, Source: before, Target: target}}}})[0].Suggestions {
			if strings.ContainsAny(line, "\n\r\x00\u2028\u2029") {
				t.Fatalf("a comment of several lines: %q", line)
			}
		}
		for _, p := range Sentences([]memory.Pair{{Source: before, Target: target}}, fromEnglish, l) {
			if !strings.Contains(before, p.Source) || !strings.Contains(target, p.Target) {
				t.Fatalf("%q = %q is no part of %q = %q", p.Source, p.Target, before, target)
			}
		}
	})
}

func carriedBack(t *testing.T, before, target, present string, l language.Language) {
	got, carried := carry(before, target, present, l)
	rest := got
	for _, c := range carried { // in order, so each stands behind the last one
		at := strings.Index(rest, c.To)
		if at < 0 {
			t.Fatalf("%q was carried into %q, and is not there", c.To, got)
		}
		rest = rest[at+len(c.To):]
		if c.From == c.To {
			t.Fatalf("%q was carried over to itself", c.From)
		}
	}
	if len(carried) == 0 && got != target || !utf8.ValidString(got) {
		t.Fatalf("%q became %q, carried %v", target, got, carried)
	}
}
