package resolution

import (
	"strings"
	"sync"
	"testing"
)

// If it fails, a line of signs stops the program, or a text with ordinary lists is refused.
func TestNestingIsBounded(t *testing.T) {
	for _, sign := range []string{">", "> ", "- ", "1. ", "* > ", "12345) ", "+\t"} {
		deep := strings.Repeat(sign, 300_000/len(sign))
		if _, _, err := Parse("a.md", []byte("# Title\n\n"+deep+"a\n"), Register{}); err == nil || !strings.Contains(err.Error(), "a.md:3: more than 1000 quotes and lists") {
			t.Errorf("%q: %v", sign, err)
		}
		if _, _, err := Parse("a.txt", []byte("Title\n\n"+deep+"a\n"), Register{}); err != nil {
			t.Errorf("%q in a plain text: %v", sign, err)
		}
	}
	for text, want := range map[string]int{"": 0, "a": 0, "-a": 0, "- a": 1, "> > - 1. a": 4, ">>a": 2, "1.a": 0, "1234567890. a": 0, "123456789. a": 1, "1": 0, "-": 0, "2) ": 1} {
		if got := containers(text); got != want {
			t.Errorf("%q begins %d, want %d", text, got, want)
		}
	}
}

// If it fails, editions that are made at once get each other's texts.
func TestInlineServesManyAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			text := strings.Repeat("a", i+1)
			for range 100 {
				if spans := Inline("*"+text+"* [b](https://x.example/"+text+")", true); len(spans) != 3 || spans[0].Text != text || spans[2].URL != "https://x.example/"+text {
					t.Errorf("%q: %+v", text, spans)
				}
			}
		})
	}
	all.Wait()
}
