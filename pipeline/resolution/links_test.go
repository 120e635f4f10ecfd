package resolution

import (
	"strings"
	"testing"
)

// If it fails, a text of links that never end keeps everybody waiting for a quarter of a minute, in each language.
func TestEndlessLinksAreRefused(t *testing.T) {
	for _, link := range []string{"[a](", "![a](", "[a](<b"} {
		text := strings.Repeat(link, 20_000)
		if _, _, err := Parse("x.md", []byte("# Title\n\n"+text+"\n"), Register{}); err == nil || !strings.Contains(err.Error(), "x.md:3: ") {
			t.Errorf("%s: %v", link, err)
		}
		if InlineError(text) == nil {
			t.Errorf("%s in a translation: no error", link)
		}
		if spans := Inline(text, true); len(spans) != 1 || spans[0].Text != text {
			t.Errorf("%s: %d spans", link, len(spans))
		}
	}
	if many := strings.Repeat("[rivers](https://rivers.example/a_(b)) and ", 20_000); endlessLinks(many) {
		t.Error("links that end are taken for endless ones")
	}
}

// If it fails, a megabyte of brackets takes a gigabyte of memory.
func TestAFloodOfBracketsIsRefused(t *testing.T) {
	text := "# Title\n\n" + strings.Repeat(strings.Repeat("[", 1000)+"\n", MaxBrackets/1000+1)
	if _, _, err := Parse("r.md", []byte(text), Register{}); err == nil || !strings.Contains(err.Error(), "r.md:103: more than 100000 brackets") {
		t.Error(err)
	}
	if _, _, err := Parse("r.md", []byte("# Title\n\nText [with](https://rivers.example) a link.\n"), Register{}); err != nil {
		t.Error(err)
	}
}
