package main

import (
	"encoding/json"
	"strings"
	"testing"

	"publish/pipeline/check"
	"publish/pipeline/finding"
)

// If it fails, a code review that reads SARIF shows no finding, or shows it at the wrong place.
func TestSARIF(t *testing.T) {
	found := []finding.Finding{
		{Level: finding.Error, Place: finding.Place{File: "locales/fr/été 1%.fr.toml", Line: 7, Column: 1}, Rule: "number", What: "the number is gone", Do: "compare"},
		{Level: finding.Warning, Place: finding.Place{File: "config.toml"}, Rule: "some-other", What: "x"},
		{Level: finding.Info, Rule: "number", What: "y"},
	}
	data, err := json.Marshal(sarifLog(found, "1.2.3"))
	if err != nil {
		t.Fatal(err)
	}
	var log sarif
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 3 || len(run.Tool.Driver.Rules) != len(check.Rules())+1 || run.Tool.Driver.Version != "1.2.3" {
		t.Fatalf("%s", data)
	}
	for i, want := range []struct {
		level, text, uri string
		line             int
	}{{"error", "the number is gone; compare", "locales/fr/%C3%A9t%C3%A9%201%25.fr.toml", 7}, {"warning", "x", "config.toml", 0}, {"note", "y", "", 0}} {
		r := run.Results[i]
		if r.Level != want.level || r.Message.Text != want.text || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.RuleID != found[i].Rule {
			t.Errorf("%d: %+v", i, r)
		}
		if (len(r.Locations) == 0) != (want.uri == "") {
			t.Fatalf("%d: %+v", i, r.Locations)
		}
		if want.uri != "" && (r.Locations[0].Physical.Artifact.URI != want.uri || (r.Locations[0].Physical.Region == nil) != (want.line == 0)) {
			t.Errorf("%d: %+v", i, r.Locations[0])
		}
		if want.line > 0 && r.Locations[0].Physical.Region.StartLine != want.line {
			t.Errorf("%d: line %d", i, r.Locations[0].Physical.Region.StartLine)
		}
	}
	for _, empty := range []string{`"results":null`, `"locations":null`, `"rules":null`} { // the schema wants arrays
		if none, _ := json.Marshal(sarifLog(nil, "")); strings.Contains(string(none)+string(data), empty) {
			t.Errorf("%s", empty)
		}
	}
}
