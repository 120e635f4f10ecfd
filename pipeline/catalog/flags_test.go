package catalog

import (
	"slices"
	"strings"
	"testing"
)

// If it fails, a translator's reason for departing from the English is cut at its first comma, or lost when the file is
// brought up to date.
func TestFlagsWithWordsOfTheirOwn(t *testing.T) {
	const text = `#. paragraph
#, changed, allow numbers, editorial the date was corrected, by the committee, "draft"
#, editorial a second reason
#, forbidden réunion | assemblée, s'il vous plaît
#| We meet on 4 April.
[a.p-bbbbb]
hash = "sha1-7cbf07bbd5b7f7ddb4ba81e7fcd0ef3a21ce4db5"
description = "We meet on 5 April."
other = "Nous nous réunissons le 4 avril."
`
	hashed := strings.Replace(text, "sha1-7cbf07bbd5b7f7ddb4ba81e7fcd0ef3a21ce4db5", Hash("We meet on 4 April."), 1)
	f := parsed(t, hashed)
	e, _ := f.Entry("a.p-bbbbb")
	if want := []string{`the date was corrected, by the committee, "draft"`, "a second reason"}; !slices.Equal(e.Editorial, want) {
		t.Fatalf("reasons: %q, wanted %q", e.Editorial, want)
	}
	if e.Draft || !e.Changed || !slices.Equal(e.Allow, []string{"numbers"}) || !slices.Equal(e.Forbidden, []string{"réunion | assemblée, s'il vous plaît"}) {
		t.Fatalf("flags of one line: %+v", e)
	}
	mustRenew(t, f, Renewal{Wanted: []Wanted{{Key: "a.p-bbbbb", Role: "paragraph", Source: "We meet on 4 April."}}})
	after, _ := f.Entry("a.p-bbbbb")
	if !slices.Equal(after.Editorial, e.Editorial) || !slices.Equal(after.Forbidden, e.Forbidden) || after.Changed {
		t.Fatalf("after an undone change: %+v\n%s", after, f.text)
	}
}

// If it fails, "#, editorial" alone silences the checks, and nobody ever learns why.
func TestEditorialNeedsAReason(t *testing.T) {
	f := parsed(t, "#, editorial\n[a.p-bbbbb]\ndescription = \"One\"\nother = \"Un\"\n")
	e, _ := f.Entry("a.p-bbbbb")
	found := f.Findings()
	if len(e.Editorial) != 0 || len(found) != 1 || found[0].Rule != "editorial-reason" || found[0].Line != 2 {
		t.Fatalf("%+v, %v", e, found)
	}
}

// If it fails, a person who writes several rules on one line is told of all but the first again and again, or loses the draft.
func TestRulesAllowedOnOneLine(t *testing.T) {
	f := parsed(t, "#, allow number, term, draft, c-format\n#, allow length\n[a.p-bbbbb]\ndescription = \"One\"\nother = \"Un\"\n")
	e, _ := f.Entry("a.p-bbbbb")
	if want := []string{"number", "term", "length"}; !slices.Equal(e.Allow, want) || !e.Draft {
		t.Fatalf("allowed: %q, wanted %q; draft: %v", e.Allow, want, e.Draft)
	}
	mustRenew(t, f, Renewal{Wanted: []Wanted{{Key: "a.p-bbbbb", Role: "paragraph", Source: "Two"}}})
	if !strings.Contains(string(f.text), "#, allow number, term, draft, c-format\n#, allow length\n") {
		t.Fatalf("the lines have changed:\n%s", f.text)
	}
}
