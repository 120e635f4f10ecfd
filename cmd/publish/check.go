package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/check"
	"publish/pipeline/finding"
)

// check applies the rules of a reviser to catalogs and editions, or to a table of texts without a project.
func (a *app) check() *cobra.Command {
	var tsv string
	var sarif bool
	c := &cobra.Command{
		Use:   "check [RESOLUTION…]",
		Short: "Look for what a reviser would find wrong with translations",
		Long: "Look for what a reviser would find wrong with translations: numbers, placeholders, punctuation, words that are there twice, and\n" +
			"the like. docs/checks.md lists the rules. A rule is switched off by its name in [rules] of config.toml, and for an entry by the\n" +
			"line \"#, allow <rule>\". Nothing is written.",
		RunE: func(c *cobra.Command, names []string) error {
			switch {
			case a.json && sarif:
				return errors.New("--json and --sarif are two forms of one report; leave one of them out")
			case tsv == "":
				return a.checkProject(c, names, sarif)
			case len(names) > 0 || sarif || c.Flags().Changed("lang"):
				return errors.New("--tsv takes every row of a table and prints lines of JSON; leave out resolutions, --lang and --sarif")
			}
			return a.checkTSV(c, tsv)
		},
	}
	c.Flags().StringVar(&tsv, "tsv", "", "check a table with the columns id, source, target and lang, without a project, and print a line of JSON for each finding; - is standard input")
	c.Flags().BoolVar(&sarif, "sarif", false, "print a SARIF 2.1.0 log on standard output")
	return a.withLanguages(a.withJSON(c))
}

func (a *app) checkProject(c *cobra.Command, names []string, sarif bool) error {
	return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
		report, err := pipeline.Check(p, o)
		if err != nil {
			return err
		}
		switch {
		case a.json:
			err = a.printJSON(report)
		case sarif:
			err = a.printJSON(sarifLog(report.Findings, pipeline.Version))
		default:
			a.printChecked(report)
		}
		a.printFailures(report.Failures)
		if err != nil {
			return err
		}
		return outcome(report.Findings, report.Failures, "")
	})
}

// printChecked prints findings but those of level info, which tell how a text was read: `publish outline` shows them.
func (a *app) printChecked(r pipeline.CheckReport) {
	n := 0
	for _, f := range r.Findings {
		if f.Level > finding.Info {
			n++
			fmt.Fprintln(a.out, colour(a.out, levelColours[f.Level], visible(f.String())))
		}
	}
	fmt.Fprintf(a.errs, "%d translations looked at, %d findings\n", r.Texts, n)
}

// A tsvFinding is a line of what --tsv prints.
type tsvFinding struct {
	ID      string `json:"id"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

func (a *app) checkTSV(c *cobra.Command, file string) error {
	in, name := io.Reader(c.InOrStdin()), "-"
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in, name = f, filepath.ToSlash(file)
	}
	texts, wrong, err := check.ReadTSV(name, in)
	if err != nil {
		return err
	}
	var failures []string
	for _, err := range wrong {
		failures = append(failures, err.Error())
	}
	a.printFailures(failures)
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	var found []finding.Finding
	for _, f := range check.Texts(texts, check.Options{}) {
		found = append(found, f.Finding)
		if err := e.Encode(tsvFinding{texts[f.Text].ID, f.Rule, f.What + "; " + f.Do}); err != nil {
			return err
		}
	}
	return outcome(found, failures, "")
}
