package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"publish/pipeline/check"
	"publish/pipeline/finding"
)

// check applies the rules of a reviser to catalogs and editions, or to a table of texts without a project.
func (a *app) check() *cobra.Command {
	var tsv string
	c := &cobra.Command{
		Use:   "check [RESOLUTION…]",
		Short: "Look for what a reviser would find wrong with translations",
		RunE: func(c *cobra.Command, names []string) error {
			if tsv != "" {
				if len(names) > 0 {
					return errors.New("--tsv needs no project, so there are no resolutions to name")
				}
				return a.checkTSV(c, tsv)
			}
			return errors.New("x")
		},
	}
	c.Flags().StringVar(&tsv, "tsv", "", "check the texts of a table, with columns id, source, target and lang, and print a JSON line for each finding; - is standard input")
	return a.withLanguages(a.withJSON(c))
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

var _ = fmt.Sprint
