package main

import (
	"slices"
	"strings"

	"publish/pipeline/check"
	"publish/pipeline/finding"
)

// The parts of a SARIF log that findings fill (OASIS, Static Analysis Results Interchange Format 2.1.0, section 3).
type (
	sarif struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"semanticVersion,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string       `json:"id"`
		ShortDescription sarifMessage `json:"shortDescription"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// sarifLevels are the levels of 3.27.10.
var sarifLevels = map[finding.Level]string{finding.Info: "note", finding.Warning: "warning", finding.Error: "error"}

// sarifLog makes a log of findings: one run, with the rules that are known or that a finding has, in their order.
func sarifLog(found []finding.Finding, version string) sarif {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "publish", Version: version}
	index := map[string]int{}
	add := func(id, about string) {
		if _, known := index[id]; !known {
			index[id] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{id, sarifMessage{about}})
		}
	}
	for _, r := range check.Rules() {
		add(r.Name, r.About)
	}
	for _, f := range found {
		add(f.Rule, strings.ReplaceAll(f.Rule, "-", " "))
		text := f.What
		if f.Do != "" {
			text += "; " + f.Do
		}
		r := sarifResult{RuleID: f.Rule, RuleIndex: index[f.Rule], Level: sarifLevels[f.Level], Message: sarifMessage{text}, Locations: []sarifLocation{}}
		if f.File != "" {
			at := sarifPhysical{Artifact: sarifArtifact{uri(f.File)}}
			if f.Line > 0 {
				at.Region = &sarifRegion{StartLine: f.Line}
			}
			r.Locations = append(r.Locations, sarifLocation{at})
		}
		run.Results = append(run.Results, r)
	}
	return sarif{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

// uri writes a name below the project's root as a relative reference (RFC 3986, 4.2).
func uri(file string) string {
	const kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@"
	var b strings.Builder
	for _, c := range []byte(file) {
		if slices.Contains([]byte(kept), c) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	return b.String()
}
