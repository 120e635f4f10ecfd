package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

// approve records the hashes of editions that may be sent.
func (a *app) approve() *cobra.Command {
	var provisional bool
	c := &cobra.Command{
		Use:   "approve RESOLUTION…",
		Short: "Record editions as approved, by their hashes, in approvals.toml",
		Long: "Record final editions as approved: the edition's hash and the SHA-256 of each of its files go into approvals.toml, which you commit.\n" +
			"Once that file is there, nothing else is delivered ([deliver] approved_only = false in config.toml switches that off).",
		Args: arguments(1, -1),
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				done, err := pipeline.Approve(p, pipeline.ApproveOptions{Options: o, Provisional: provisional})
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(done)
				}
				for _, one := range done {
					what := "approved"
					if !one.Changed {
						what = "was approved already"
					}
					fmt.Fprintf(a.out, "%s in %s %s: edition %.8s, %d files\n", one.Name, one.Language, what, one.Edition, len(one.Files))
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&provisional, "provisional", false, "approve provisional editions, too")
	return a.withLanguages(a.withJSON(c))
}
