package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/finding"
	"publish/pipeline/resolution"
)

// outline shows how a text is read: rows on standard output, findings on standard error. It needs no project, but uses the
// register of the one it stands in.
func (a *app) outline() *cobra.Command {
	var register bool
	c := &cobra.Command{
		Use:   "outline FILE…",
		Short: "Show how a canonical text is read, without a project",
		Args:  arguments(1, -1),
		RunE: func(c *cobra.Command, files []string) error {
			reg, err := a.register()
			if err != nil {
				return err
			}
			var found []finding.Finding
			var failures []string
			for _, file := range files {
				fs, err := a.outlineOf(file, reg, register)
				if err != nil {
					failures = append(failures, err.Error())
					fmt.Fprintln(a.errs, "publish: "+visible(err.Error()))
				}
				found = append(found, fs...)
			}
			return outcome(found, failures, "")
		},
	}
	c.Flags().BoolVar(&register, "register", false, "print rows for organizations.toml instead")
	return a.withJSON(c)
}

// register reads the register of the project that the command stands in; outside of one it is empty.
func (a *app) register() (resolution.Register, error) {
	dir := a.project
	if dir == "" {
		var err error
		if dir, err = pipeline.Find("."); err != nil {
			return resolution.Register{}, nil
		}
	}
	p, err := pipeline.Open(dir)
	if err != nil {
		return resolution.Register{}, err
	}
	defer p.Close()
	return p.Register()
}

func (a *app) outlineOf(file string, reg resolution.Register, register bool) ([]finding.Finding, error) {
	data, err := readText(file)
	if err != nil {
		return nil, err
	}
	doc, found, err := resolution.Parse(filepath.ToSlash(file), data, reg)
	if err != nil {
		return nil, err
	}
	a.printFindings(found, true)
	if register {
		fmt.Fprint(a.out, resolution.RegisterRows(doc))
		return found, nil
	}
	return found, a.printRows(resolution.Rows(doc))
}

// readText reads a text from anywhere.
func readText(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > pipeline.MaxInput {
		return nil, fmt.Errorf("%s: not a regular file of at most %d bytes", file, pipeline.MaxInput)
	}
	return os.ReadFile(file)
}

func (a *app) printRows(rows []resolution.Row) error {
	out := bufio.NewWriter(a.out)
	for _, r := range rows {
		line := ""
		if a.json {
			line = r.JSON()
		} else {
			line = visible(r.String())
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return out.Flush()
}
