package main

import (
	"github.com/spf13/cobra"

	"publish/pipeline"
)

// proof writes source and translation side by side; it writes nothing under locales/.
func (a *app) proof() *cobra.Command {
	return a.withLanguages(a.withJSON(&cobra.Command{
		Use:   "proof [RESOLUTION…]",
		Short: "Write source and translation side by side, for a reviser to print and mark up",
		Long: `proof writes output/<name>/<name>.proof.<language>.pdf: the source and the translation side by side, unit by unit, each
with its key, its match class and what is to be said of it. It works for an edition that is refused, too. A proof is no
edition: no manifest names it.`,
		Example: "  publish proof --lang fr clear-water",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.Proof(p, o)
				if err != nil {
					return err
				}
				return a.closing(report, false, false, false)
			})
		},
	}))
}
