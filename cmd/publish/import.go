package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/exchange"
)

// imports takes a file of a translator's tool into the catalogs, or a memory into memory/.
func (a *app) imports() *cobra.Command {
	var theirs []string
	var dryRun, verbose bool
	c := &cobra.Command{
		Use:   "import FILE [--theirs KEY…]",
		Short: "Take a translator's XLIFF, PO, TMX or CSV into the locale files",
		Long: `import takes a file that publish export has written, and a translator's tool has filled in, into the entries that it is for.
What a translator has not touched stays as it is here. An entry whose English or whose translation has been changed here since
the export is a conflict: it is listed, stays as it is, and the status is 1; --theirs takes the file's for the keys that it
names. An entry that is empty here takes what comes. A file that is wrong in itself changes nothing.

A TMX without our keys is a memory of elsewhere: it is copied to memory/, and its pairs are suggested from then on.`,
		Example: "  publish import --dry-run clear-water.fr.xlf\n  publish import clear-water.fr.xlf --theirs clear-water.p-7k2mq",
		Args: func(c *cobra.Command, args []string) error {
			most := 1
			if c.Flags().Changed("theirs") {
				most = -1
			}
			return arguments(1, most)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			file, more := fileAmong(args)
			theirs = append(theirs, more...)
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				report, err := pipeline.ImportTranslations(p, o, pipeline.ImportOptions{File: file, Theirs: theirs, DryRun: dryRun})
				if err != nil {
					return err
				}
				if a.json {
					if err := a.printJSON(report); err != nil {
						return err
					}
				} else {
					a.printImport(report, dryRun, verbose)
				}
				return outcome(report.Findings, report.Failures, "")
			})
		},
	}
	c.Flags().StringSliceVar(&theirs, "theirs", nil, "keys of conflicts for which the file's translation is taken; all: of every one")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "write nothing; show what would be changed")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "print findings of level info, too")
	return a.withLanguages(a.withJSON(c))
}

// fileAmong takes the file out of arguments of which the others are keys: the first one that is there on disk, else the first.
func fileAmong(args []string) (file string, keys []string) {
	at := max(0, slices.IndexFunc(args, func(name string) bool { _, err := os.Stat(name); return err == nil }))
	return args[at], slices.Delete(slices.Clone(args), at, at+1)
}

func (a *app) printImport(r pipeline.ImportReport, dryRun, verbose bool) {
	a.printFindings(r.Findings, verbose)
	for _, d := range r.Decisions {
		if d.Outcome == exchange.Conflict {
			fmt.Fprintf(a.errs, "  here:  %s\n  there: %s\n", visible(d.Ours), visible(d.Theirs))
		}
	}
	a.printFailures(r.Failures)
	for _, line := range strings.Split(strings.TrimSuffix(r.Diff, "\n"), "\n") {
		if r.Diff != "" {
			fmt.Fprintln(a.out, colour(a.out, diffColour(line), visible(line)))
		}
	}
	would := ""
	if dryRun {
		would = "would be "
	}
	if r.Memory != "" {
		fmt.Fprintf(a.out, "%s: %d units in %s; %s%s\n", visible(r.File), r.Units, strings.Join(r.Languages, ", "), would, inMemory(r))
		return
	}
	fmt.Fprintf(a.out, "%s: %d translations %staken, %d conflicts, %d unchanged", visible(r.File), r.Counts[string(exchange.Taken)], would,
		r.Counts[string(exchange.Conflict)], r.Counts[string(exchange.Unchanged)])
	if gone := r.Counts[string(exchange.Gone)]; gone > 0 {
		fmt.Fprintf(a.out, ", %d without an entry", gone)
	}
	fmt.Fprintln(a.out)
}

func inMemory(r pipeline.ImportReport) string {
	if len(r.Written) == 0 {
		return "there already, as " + visible(r.Memory)
	}
	return "copied to " + visible(r.Memory)
}

// diffColour is red for a line that goes, green for one that comes.
func diffColour(line string) string {
	switch {
	case strings.HasPrefix(line, "-"):
		return "31"
	case strings.HasPrefix(line, "+"):
		return "32"
	}
	return "0"
}
