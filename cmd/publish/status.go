package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

// status prints words and units by match class; it writes nothing.
func (a *app) status() *cobra.Command {
	var asCSV bool
	c := &cobra.Command{
		Use:   "status [RESOLUTION…]",
		Short: "Count units and words by match class, for each edition",
		RunE: func(c *cobra.Command, names []string) error {
			if asCSV && a.json {
				return errors.New("--csv and --json are two forms of the same report; give one of them")
			}
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.Status(p, o)
				if err != nil {
					return err
				}
				switch {
				case a.json:
					err = a.printJSON(report)
				case asCSV:
					a.printFailures(report.Failures)
					err = a.printLeverageCSV(report)
				default:
					a.printStatus(report)
				}
				if err != nil {
					return err
				}
				return outcome(nil, report.Failures, "")
			})
		},
	}
	c.Flags().BoolVar(&asCSV, "csv", false, "print words and units by match class as CSV, for a quotation")
	return a.withLanguages(a.withJSON(c))
}

func (a *app) printStatus(r pipeline.StatusReport) {
	a.printFailures(r.Failures)
	rows := [][]string{{"resolution", "language", "status", "units", "translated", "exact", "changed", "draft", "fuzzy", "missing", "words", "share"}}
	for _, e := range r.Editions {
		s := e.Statistics
		rows = append(rows, []string{e.Name, e.Language, e.Status, strconv.Itoa(s.Units), strconv.Itoa(s.Translated), strconv.Itoa(s.Exact),
			strconv.Itoa(s.Changed), strconv.Itoa(s.Draft), strconv.Itoa(s.Fuzzy), strconv.Itoa(s.Missing),
			fmt.Sprintf("%d/%d", s.TranslatedWords, s.Words), fmt.Sprintf("%.0f%%", 100*s.Share())})
	}
	a.printTable(rows)
	if len(r.Leverage) > 0 {
		fmt.Fprintln(a.out, "\nSource words by match class, in percent of likeness:")
		a.printTable(leverageRows(r))
	}
	if len(r.Editorial) > 0 {
		fmt.Fprintln(a.out, "\nTranslations that depart from the source on purpose:")
	}
	for _, e := range r.Editorial {
		fmt.Fprintln(a.out, visible(fmt.Sprintf("%s: %s", e.Place, e.Reason)))
	}
}

// leverageRows are the words of each edition, and of each language where it has several.
func leverageRows(r pipeline.StatusReport) [][]string {
	classes := pipeline.LeverageClasses()
	rows := [][]string{append([]string{"resolution", "language", "words"}, classes...)}
	for _, l := range append(r.Leverage, r.Totals()...) {
		row := []string{l.Name, l.Language, strconv.Itoa(l.Words)}
		for _, class := range classes {
			row = append(row, strconv.Itoa(l.WordsBy[class]))
		}
		rows = append(rows, row)
	}
	return rows
}

// printLeverageCSV prints a row of words and a row of units for each edition, by RFC 4180.
func (a *app) printLeverageCSV(r pipeline.StatusReport) error {
	classes := pipeline.LeverageClasses()
	w := csv.NewWriter(a.out)
	_ = w.Write(append([]string{"resolution", "language", "count", "all"}, classes...))
	for _, l := range r.Leverage {
		words, units := []string{l.Name, l.Language, "words", strconv.Itoa(l.Words)}, []string{l.Name, l.Language, "units", strconv.Itoa(l.Units)}
		for _, class := range classes {
			words, units = append(words, strconv.Itoa(l.WordsBy[class])), append(units, strconv.Itoa(l.UnitsBy[class]))
		}
		_ = w.Write(words)
		_ = w.Write(units)
	}
	w.Flush()
	return w.Error()
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
