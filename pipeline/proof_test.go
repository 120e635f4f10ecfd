package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// If it fails, a reviser's proof leaves out what match knows of a unit: the English before, what has changed, where an exact
// translation comes from, similar ones, findings.
func TestProofRows(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/proof.txtar")
	if err != nil {
		t.Fatal(err)
	}
	place := finding.Place{File: "locales/fr/mill.fr.toml", Line: 7}
	loc := &localization{language: language.MustParse("fr"), findings: []finding.Finding{
		{Level: finding.Warning, Place: place, Rule: "untranslated-copy", What: "it is the English again", Do: "translate it"},
		{Level: finding.Warning, Place: finding.Place{File: place.File, Line: 8}, Rule: "of-another", What: "no", Do: "no"}}}
	departs, err := catalog.Parse("locales/fr/mill.fr.toml", []byte("#, editorial our mill has three, by the census\n[mill.p-edito]\ndescription = \"The mill has two wheels.\"\nother = \"Notre moulin a trois roues.\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	loc.files = map[string]*localeFile{"mill": {file: departs}}
	unit := segment.Unit{Key: "mill.p-abcde", Role: "paragraph", Text: "The mill has two wheels."}
	near := []match.Suggestion{{Score: 0.87, Key: "mill.p-fghij", Source: "The mill has three wheels.", Target: "Le moulin a trois roues."},
		{Score: 0.99, Key: "old.p-klmno", Source: "The mill  has two wheels.", Target: "Le moulin a deux roues."}}
	matches := map[string]match.Match{
		"translated": {Unit: unit, Class: match.Translated, Target: "Le moulin a deux roues.", Source: unit.Text},
		"exact":      {Unit: unit, Class: match.Exact, Target: "Le moulin a deux roues.", From: "old.p-klmno"},
		"changed":    {Unit: unit, Class: match.Changed, Target: "Le moulin a une roue.", Source: "The mill has one wheel.", Suggestions: near[:1]},
		"fuzzy":      {Unit: unit, Class: match.Fuzzy, Suggestions: near},
		"assembled": {Unit: unit, Class: match.Fuzzy, Suggestions: []match.Suggestion{{Score: 0.6, Key: "a.p-1 + b.p-2", Sentences: 2, Source: "The mill has two wheels.", Target: "Le moulin a 2 roues.",
			Carried: []match.Carried{{From: "3", To: "2"}}}}, Terms: []terms.Term{{Source: []string{"mill"}, Target: []string{"moulin"}}}},
		"editorial": {Unit: segment.Unit{Key: "mill.p-edito", Role: "paragraph", Text: unit.Text}, Class: match.Translated, Target: "Notre moulin a trois roues.", Source: unit.Text},
		"missing":   {Unit: unit, Class: match.Missing, Place: place},
	}
	if len(archive.Files) != len(matches) {
		t.Fatalf("testdata/proof.txtar has %d files for %d cases", len(archive.Files), len(matches))
	}
	for _, f := range archive.Files {
		m := matches[f.Name]
		row := loc.proofRow(&m)
		var got strings.Builder
		fmt.Fprintf(&got, "%s | %s | %v\n%s\n%s: %s\n", row.Key, strings.Join(row.Standing, " | "), row.Open, row.Source.Text, row.Target.Language, row.Target.Text)
		for _, note := range row.Notes {
			for _, span := range note {
				fmt.Fprintf(&got, "<%s>%s", span.Language, span.Text)
			}
			got.WriteByte('\n')
		}
		if got.String() != string(f.Data) {
			t.Errorf("%s:\ngot\n%swant\n%s", f.Name, got.String(), f.Data)
		}
	}
}
