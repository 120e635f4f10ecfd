package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/exchange"
)

// export writes the entries of one language for a translator's tool.
func (a *app) export() *cobra.Command {
	var format, file string
	var only []string
	c := &cobra.Command{
		Use:   "export [RESOLUTION…]",
		Short: "Write the entries of a language for a translator's tool: XLIFF, PO, TMX, CSV",
		Long: `export writes the entries of one language, in reading order, to standard output or to a file. publish import takes the file
back. Each entry carries its key, and a state by which the import knows what has been changed since, and where.

  xliff2  XLIFF 2.1       po   PO, for gettext's tools        csv  for spreadsheets
  xliff1  XLIFF 1.2       tmx  TMX 1.4b, a memory             tsv  the same with tabs`,
		Example: "  publish export --lang fr --format xliff2 -o clear-water.fr.xlf clear-water\n  publish export --lang fr --format csv --only missing,changed -o todo.fr.csv",
		RunE: func(c *cobra.Command, names []string) error {
			f, err := exchange.ParseFormat(format)
			if err != nil {
				return fmt.Errorf("--format: %w", err)
			}
			statuses, err := parseOnly(only)
			if err != nil {
				return err
			}
			if a.json && file == "" {
				return errors.New("--json: standard output is the export's; name a file for that, as in -o todo.xlf")
			}
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.ExportTranslations(p, o, pipeline.ExportOptions{Format: f, Only: statuses})
				if err != nil {
					return err
				}
				if err := a.deliverExport(report, file); err != nil {
					return err
				}
				return outcome(report.Findings, report.Failures, "")
			})
		},
	}
	c.Flags().StringVar(&format, "format", string(exchange.XLIFF2), "xliff2, xliff1, po, tmx, csv or tsv")
	c.Flags().StringSliceVar(&only, "only", nil, "only entries of these statuses: missing, changed, draft, translated")
	c.Flags().StringVarP(&file, "output", "o", "", "write to this file, which is replaced when all of it is written")
	return a.withLanguages(a.withJSON(c))
}

// deliverExport writes an export where it shall go, and says what there is to say of it.
func (a *app) deliverExport(r pipeline.ExportReport, file string) error {
	if !a.json {
		a.printFindings(r.Findings, false)
		a.printFailures(r.Failures)
	}
	if file == "" {
		_, err := a.out.Write(r.Data)
		return err
	}
	if err := pipeline.WriteBeside(file, r.Data); err != nil {
		return err
	}
	if a.json {
		r.File = file
		return a.printJSON(r)
	}
	fmt.Fprintf(a.errs, "%s: %d entries\n", visible(file), r.Units)
	return nil
}

// parseOnly reads --only.
func parseOnly(words []string) ([]exchange.Status, error) {
	var statuses []exchange.Status
	for _, w := range words {
		s := exchange.Status(w)
		if !slices.Contains([]exchange.Status{exchange.Missing, exchange.Changed, exchange.Draft, exchange.Translated}, s) {
			return nil, fmt.Errorf("--only %s: no such status; write missing, changed, draft or translated, with commas", w)
		}
		statuses = append(statuses, s)
	}
	return statuses, nil
}
