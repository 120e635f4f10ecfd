package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

// publish is the command itself: the whole pipeline.
func (a *app) publish() *cobra.Command {
	var frozen, requireFinal, verbose bool
	var forms []string
	c := &cobra.Command{
		Use:   "publish [RESOLUTION…]",
		Short: "Turn canonical resolutions into localized editions",
		Long: `publish reads the canonical texts in resolutions/, brings the translators' files in locales/ up to date, and makes
the editions: output/<name>/<name>.<language>.pdf, .txt, .eml and their manifest .json.`,
		Args:    cobra.ArbitraryArgs,
		Example: "  publish --lang fr,es,de\n  publish clear-water",
		RunE: func(c *cobra.Command, names []string) error {
			asked, err := pipeline.ParseForms(forms)
			if err != nil {
				return err
			}
			return a.work(c, names, pipeline.Options{Frozen: frozen, Forms: asked}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.Run(p, o)
				if err != nil {
					return err
				}
				return a.closing(report, frozen, requireFinal, verbose)
			})
		},
	}
	c.Flags().BoolVar(&frozen, "frozen", false, "write nothing under locales/; exit 1 if something would have been written")
	c.Flags().StringSliceVar(&forms, "for", nil, "further forms of the editions: print (with the printer's job sheet), screen, booklet")
	c.Flags().BoolVar(&requireFinal, "require-final", false, "exit 1 unless every edition is final")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "print findings of level info, too: how each text was read")
	return a.withLanguages(a.withJSON(c))
}

// extract is the pipeline up to the locale files.
func (a *app) extract() *cobra.Command {
	var frozen, verbose bool
	c := &cobra.Command{
		Use:   "extract [RESOLUTION…]",
		Short: "Bring the locale files up to date, and make no edition",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{Frozen: frozen}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.Extract(p, o)
				if err != nil {
					return err
				}
				return a.closing(report, frozen, false, verbose)
			})
		},
	}
	c.Flags().BoolVar(&frozen, "frozen", false, "write nothing; exit 1 if something would have been written")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "print findings of level info, too")
	return a.withLanguages(a.withJSON(c))
}

// work opens the project and calls do with the options that all runs share.
func (a *app) work(c *cobra.Command, names []string, o pipeline.Options, do func(*pipeline.Project, pipeline.Options) error) error {
	languages, err := a.tags(c)
	if err != nil {
		return err
	}
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.Close()
	bar := a.progress()
	defer bar.end()
	o.Languages, o.Resolutions, o.Progress = languages, names, bar.step
	o.Notice = func(s string) { fmt.Fprintln(a.errs, "publish: "+s) }
	return do(p, o)
}

// closing prints what a run did: findings and failures on standard error, the table of editions on standard output.
func (a *app) closing(r pipeline.Report, frozen, requireFinal, verbose bool) error {
	if a.json {
		if err := a.printJSON(r); err != nil {
			return err
		}
	} else {
		a.printFindings(r.Findings, verbose)
		a.printFailures(r.Failures)
		a.printEditions(r)
	}
	return outcome(r.Findings, r.Failures, unmet(r, frozen, requireFinal))
}

func unmet(r pipeline.Report, frozen, requireFinal bool) string {
	if frozen && len(r.Written) > 0 {
		return fmt.Sprintf("--frozen: %d files under locales/ are not up to date: %s; run without --frozen", len(r.Written), strings.Join(r.Written, ", "))
	}
	if !requireFinal {
		return ""
	}
	var short []string
	for _, e := range r.Editions {
		if e.Status != "final" {
			short = append(short, e.Name+" "+e.Language+" ("+e.Status+")")
		}
	}
	if len(short) > 0 {
		return "--require-final: not final: " + strings.Join(short, ", ")
	}
	return ""
}
