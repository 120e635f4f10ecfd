package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

// status prints words and units by match class; it writes nothing.
func (a *app) status() *cobra.Command {
	return a.withLanguages(a.withJSON(&cobra.Command{
		Use:   "status [RESOLUTION…]",
		Short: "Count units and words by match class, for each edition",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.Status(p, o)
				if err != nil {
					return err
				}
				if a.json {
					if err := a.printJSON(report); err != nil {
						return err
					}
				} else {
					a.printStatus(report)
				}
				return outcome(nil, report.Failures, "")
			})
		},
	}))
}

func (a *app) printStatus(r pipeline.Report) {
	a.printFailures(r.Failures)
	rows := [][]string{{"resolution", "language", "status", "units", "translated", "exact", "changed", "draft", "fuzzy", "missing", "words", "share"}}
	for _, e := range r.Editions {
		s := e.Statistics
		rows = append(rows, []string{e.Name, e.Language, e.Status, strconv.Itoa(s.Units), strconv.Itoa(s.Translated), strconv.Itoa(s.Exact),
			strconv.Itoa(s.Changed), strconv.Itoa(s.Draft), strconv.Itoa(s.Fuzzy), strconv.Itoa(s.Missing),
			fmt.Sprintf("%d/%d", s.TranslatedWords, s.Words), fmt.Sprintf("%.0f%%", 100*s.Share())})
	}
	a.printTable(rows)
}

// todo lists file:line of every entry that needs work; it writes nothing.
func (a *app) todo() *cobra.Command {
	return a.withLanguages(a.withJSON(&cobra.Command{
		Use:   "todo [RESOLUTION…]",
		Short: "List file and line of every entry that needs a translator",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				todo, err := pipeline.Todos(p, o)
				if err != nil {
					return err
				}
				a.printFailures(todo.Failures)
				if a.json {
					if err := a.printJSON(todo.Entries); err != nil {
						return err
					}
				} else {
					for _, t := range todo.Entries {
						fmt.Fprintln(a.out, visible(t.String()))
					}
				}
				return outcome(nil, todo.Failures, "")
			})
		},
	}))
}
