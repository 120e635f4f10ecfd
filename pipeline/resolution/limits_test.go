package resolution

import (
	"fmt"
	"strings"
	"testing"
)

// floods are texts that somebody could send to stop a run. Each is read whole.
func floods() map[string]string {
	var signatories, bullets, indents, roman, pages strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&pages, "The head of the page\n%d\na line\nand\nanother\none\n", i)
	}
	signatories.WriteString("Title\n\nSignatories:\n\n")
	for i := range 20_000 {
		fmt.Fprintf(&signatories, "%d. ABC%d Asociación de Barrios y Calles %d (Association of Quarters (and Streets) %d), Peru\n", i+1, i, i, i)
	}
	for i := range 500 {
		bullets.WriteString(strings.Repeat("  ", i) + "- level\n")
		indents.WriteString(strings.Repeat("> ", i) + "quote\n")
		fmt.Fprintf(&roman, "%s. clause\n", strings.Repeat("i", i%7+1))
	}
	const mb = 1 << 20
	return map[string]string{
		"one line":            strings.Repeat("water ", mb/6),
		"one word":            strings.Repeat("a", mb),
		"one signature":       "Signatories:\n\n1. ABC " + strings.Repeat("Word (", mb/6),
		"blank lines":         "Title\n" + strings.Repeat("\n", 100_000) + "End.\n",
		"signatories":         signatories.String(),
		"bullets":             bullets.String(),
		"quotes":              indents.String(),
		"parentheses":         "Signatories:\n\nABC Name " + strings.Repeat("(", 10_000) + "\nDEF Name\n",
		"brackets":            strings.Repeat("[", 10_000) + "x" + strings.Repeat("](", 10_000),
		"stars":               strings.Repeat("*a ", 30_000) + strings.Repeat("**", 10_000),
		"underscores":         strings.Repeat("_a_", 50_000),
		"backticks":           strings.Repeat("`a``", 20_000),
		"angles":              strings.Repeat("<", 50_000),
		"equal paragraphs":    strings.Repeat("The same paragraph, again and again.\n\n", 1_000),
		"dates":               strings.Repeat("Lisbon, 12 November 2020\n\n", 5_000),
		"exclamations":        strings.Repeat("Forward!\n", 10_000),
		"quotations":          strings.Repeat("“", 50_000) + strings.Repeat("”", 50_000),
		"indented":            strings.Repeat("     An indented paragraph of some length that looks like a quotation, more or less, it seems.\n\n", 10_000),
		"combining marks":     "a" + strings.Repeat("\u0301", 100_000) + " b\n\nSignatories:\n\n1. " + strings.Repeat("a\u0301\u0327", 10_000),
		"direction overrides": strings.Repeat("\u202e\u2066x", 20_000) + "\n" + strings.Repeat("\u200b\n", 20_000),
		"controls":            strings.Repeat("a\x00\x07\x1b\u0085", 50_000) + strings.Repeat("\x01\n", 10_000),
		"chrome":              "Title\n" + strings.Repeat("Share this:\nHome » News » x\n", 4_000),
		"glued chrome":        strings.Repeat("Document Actions", 100) + "X\n" + strings.Repeat("Skip to content|", 90) + "X",
		"roman":               roman.String(),
		"headings":            strings.Repeat("Signatories:\n\n", 5_000),
		"one heading":         "Signatories (" + strings.Repeat("as of ", 20) + ")\nA\n",
		"lines of one group":  "Signatories:\n" + strings.Repeat("Africa:\n", 5_000),
		"unclosed in a list":  "Signatories:\n" + strings.Repeat("ABC (de\n", 5_000),
		"templates":           "{{.Title}} {{ range }}\n\n[[organization]]\nid = \"x\"\n\n%PDF-1.7 (a) Tj <</S>>\n\n../../etc\n\nBcc: a@b.c\n",
		"footnotes":           strings.Repeat("[^1]: x\n", 5_000) + strings.Repeat("a[^1] ", 5_000),
		"definitions":         strings.Repeat("[a]: b\n", 5_000) + strings.Repeat("[a] ", 5_000),
		"pages":               pages.String(),
		"tags":                "<div>\n" + strings.Repeat("<p>a</p>\n", 5_000) + "\n<div " + strings.Repeat("<", 20_000) + "\n\n" + strings.Repeat("<script>", 5_000),
		"mail sent on":        strings.Repeat("> a mail that was sent on\n", 10_000),
		"lone labels":         strings.Repeat("1.\na\n", 10_000),
		"heads":               strings.Repeat("A Line of the Head\nFederation of Lines\n", 10_000),
		"names":               strings.Repeat("For the unions:\nAlpha\nBeta\n", 5_000),
		"table":               strings.Repeat("|a", 2_000) + "|\n" + strings.Repeat("|-", 2_000) + "|\n" + strings.Repeat(strings.Repeat("|b", 2_000)+"|\n", 20),
	}
}

// If it fails, a text that somebody sends in stops the run, or a part of it vanishes without a word.
func TestFloodsAreReadWhole(t *testing.T) {
	for name, text := range floods() {
		for _, file := range []string{"r.txt", "r.md"} {
			t.Run(name+" "+file, func(t *testing.T) {
				d, _, err := Parse(file, []byte(text), Register{})
				if err != nil {
					if !strings.Contains(err.Error(), "no text") {
						t.Fatal(err)
					}
					return
				}
				if lost := Uncovered([]byte(text), d); lost != "" {
					t.Fatal(lost[:min(len(lost), 300)])
				}
			})
		}
	}
}
