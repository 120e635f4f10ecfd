package resolution

import (
	"strings"
	"testing"
)

// If it fails, the number or the head of a page stands in the middle of a sentence, or a number of the text is lost.
func TestPagesFurnitureIsTakenOut(t *testing.T) {
	body := strings.Repeat("a line of the text that goes on and on and\n", 5)
	for text, want := range map[string]int{
		body + "3\n" + body + "4\n" + body:                                       2,
		body + "– 3 –\n" + body + "– 4 –\n" + body:                               2,
		body + "Congress of 2012   3\n" + body + "Congress of 2012   4\n" + body: 2,
		body + "The head\n3\n" + body + "The head\n4\n" + body:                   4,
		body + "3\n" + body + "7\n" + body:                                       0,
		body + "1986\n" + body:                                                   0,
		"1\n2\n3\n4\n" + body:                                                    0,
	} {
		r := &reader{file: "r.txt"}
		lines, err := r.lines([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if r.withoutPages(lines); len(r.dropped) != want {
			t.Errorf("%q: %d lines were taken out, want %d: %v", text, len(r.dropped), want, r.dropped)
		}
	}
}

// If it fails, words that a page layout divided keep the hyphen of the line, or compounds lose theirs.
func TestWordsAreUndivided(t *testing.T) {
	for text, want := range map[string]string{
		"the organi-\nzation of work":                      "the organization of work",
		"of work and more work-\ners of it":                "of work and more workers of it",
		"the anti-\nnuclear movement":                      "the anti-nuclear movement",
		"the co-\noperation; a co-operation":               "the co-operation; a co-operation",
		"a river-\nkeeper of the river, a keeper":          "a river-keeper of the river, a keeper",
		"the east- and\nwest coasts":                       "the east- and west coasts",
		"the bio-\ndiversity of a place, its biodiversity": "the biodiversity of a place, its biodiversity",
	} {
		d, _, err := Parse("r.txt", []byte("A title\n\n"+text+"\n"), Register{})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Blocks[len(d.Blocks)-1].Text; got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}
