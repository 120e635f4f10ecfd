package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/deliver"
)

// bundle writes editions for members that get them by other ways than the mail server.
func (a *app) bundle() *cobra.Command {
	o := pipeline.BundleOptions{}
	var mbox, maildir string
	c := &cobra.Command{
		Use:   "bundle RESOLUTION…",
		Short: "Pack editions for members without mail, or messages to send by other means",
		Long: `bundle writes an archive for each organization, <organization>.zip: the editions in its language, and their hashes; without --org
for each member that has no address. With --mbox or --maildir it writes the messages that deliver would send instead, for
another program to send. No ledger knows of what is handed over in this way.`,
		Example: "  publish bundle clear-water --org nkr\n  publish bundle clear-water --mbox letters.mbox",
		Args:    arguments(1, -1),
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, shared pipeline.Options) error {
				o.Resolutions, o.Languages, o.Clock = names, shared.Languages, deliver.SystemClock()
				if mbox+maildir != "" {
					return a.exportMessages(p, o, mbox, maildir)
				}
				return a.bundles(p, o)
			})
		},
	}
	c.Flags().StringSliceVar(&o.Only, "org", nil, "organizations (default: members without mail; for messages: all others)")
	c.Flags().StringVar(&o.Folder, "folder", ".", "where archives go")
	c.Flags().StringVar(&mbox, "mbox", "", "write messages to this new mbox file instead")
	c.Flags().StringVar(&maildir, "maildir", "", "write messages into this Maildir instead")
	c.Flags().BoolVar(&o.Provisional, "provisional", false, "take provisional editions, too")
	c.MarkFlagsMutuallyExclusive("mbox", "maildir", "folder")
	return a.withLanguages(a.withJSON(c))
}

func (a *app) bundles(p *pipeline.Project, o pipeline.BundleOptions) error {
	report, err := pipeline.Bundles(p, o)
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(report)
	} else {
		a.printFindings(report.Findings, false)
		a.printFailures(report.Failures)
		for _, b := range report.Bundles {
			fmt.Fprintf(a.out, "%s: %s for %s\n", visible(b.File), counted(len(b.Contents), "file"), visible(b.Organization))
		}
	}
	return errors.Join(err, outcome(report.Findings, report.Failures, ""))
}

func (a *app) exportMessages(p *pipeline.Project, o pipeline.BundleOptions, mbox, maildir string) error {
	report, err := pipeline.ExportMessages(p, o, mbox+maildir, maildir != "")
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(report)
	} else {
		a.printFailures(report.Failures)
		fmt.Fprintf(a.out, "%s: %s; no ledger knows of it\n", visible(report.File), counted(report.Messages, "message"))
	}
	return errors.Join(err, outcome(nil, report.Failures, ""))
}
