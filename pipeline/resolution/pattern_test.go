package resolution

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If a choice said something else than its expressions, a website's navigation would stand in an edition, or a line of the
// text be taken for navigation.
func TestAChoiceMatchesWhatItsExpressionsMatch(t *testing.T) {
	expressions := []string{
		`posted (?:on|in)\b.{0,160}`, `(?:share|tweet|x|[|/· ])+`, `.{0,40}bloggers? like this\.?`, `← .{1,120}`, `(?:no|\d+) comments?`,
		`(?:you may|you might) also (?:like|be interested).*`, `skip`, `(?:views?|hits) ?: ?[\d.,]+`, `©? ?(?:kein|straße).*`, `(?:ab){2,3}c?`,
	}
	one := regexp.MustCompile(`(?i)^(?:` + strings.Join(expressions, "|") + `)$`)
	several := choose(expressions...)
	pieces := rapid.SampledFrom(strings.Split("posted on|POSTED IN|ſkip|S\u212aIP|sKip|\u212aein|straße|STRASSE|share|x|tweet|/|bloggers like this|← |no comment|12 comments|you MAY also like|views|HITS|: |1.2|abab|AB|c|.| |é|\n", "|"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 4).Draw(t, "text"), "")
		if got, want := several.MatchString(text), one.MatchString(text); got != want {
			t.Fatalf("%q: %v, as one expression %v", text, got, want)
		}
	})
}

// If an expression needed nothing of what it should, it would be tried at every line: right, but slow.
func TestNeedsAreTheLiteralsOfAnExpression(t *testing.T) {
	for expression, want := range map[string]string{
		`posted (?:on|in)\b.*`: "posted ", `.{0,40}bloggers? like`: "blogger", `(?:view|edit)s`: "view edit", `(?:name|x) ?`: "", `a|b`: "", `\d+ min(?:ute)?s?`: " min",
	} {
		parsed, err := syntax.Parse(expression, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(needs(parsed), " "); got != want {
			t.Errorf("%s needs %q, want %q", expression, got, want)
		}
	}
}
