package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/deliver"
)

// members groups the commands about who receives what.
func (a *app) members() *cobra.Command {
	c := &cobra.Command{
		Use:   "members",
		Short: "Check who receives what, and add to it from a table",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return fmt.Errorf("`%s` needs to know what to do; write `%[1]s check`, or `%[1]s import FILE.csv`", c.CommandPath())
		},
	}
	c.AddCommand(a.membersCheck(), a.membersImport())
	return c
}

// membersCheck looks for what would send mail to nobody, or to the wrong one; it writes nothing.
func (a *app) membersCheck() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use:   "check",
		Short: "Check addresses, doubles, languages and ids of the members file",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, _ pipeline.Options) error {
				report, err := pipeline.CheckMembers(p)
				if err != nil {
					return err
				}
				if a.json {
					err = a.printJSON(report)
				} else {
					a.printFindings(report.Findings, true)
					fmt.Fprintf(a.out, "%s: %s, %s; %d paused, %d without mail\n", visible(report.File), counted(report.Members, "member"), counted(report.Addresses, "address"), report.Paused, report.WithoutMail)
				}
				if err != nil {
					return err
				}
				return outcome(report.Findings, nil, "")
			})
		},
	})
}

// membersImport adds rows to the members file.
func (a *app) membersImport() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use:   "import FILE.csv",
		Short: "Add the members of a CSV table to the members file",
		Args:  arguments(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				data, err := readTable(args[0])
				if err != nil {
					return err
				}
				report, err := pipeline.ImportMembers(p, o, args[0], data)
				if err != nil {
					return err
				}
				if a.json {
					err = a.printJSON(report)
				} else {
					a.printFindings(report.Findings, true)
					fmt.Fprintf(a.out, "%s: %s added, %d there already\n", visible(report.File), counted(len(report.Added), "member"), report.Unchanged)
				}
				if err != nil {
					return err
				}
				return outcome(report.Findings, nil, "")
			})
		},
	})
}

// readTable reads a table as far as one may be long.
func readTable(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: not a regular file", name)
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, deliver.MaxCSV+1))
}
