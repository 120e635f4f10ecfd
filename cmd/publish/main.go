// Command publish turns the canonical resolutions of a federation into localized editions: print-ready PDFs and plain-text
// mailers, in every language that its translators keep a catalog for.
//
// This package has the flags, the words on the terminal and the exit status; one file a subcommand. All work is done in
// pipeline.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// statuses is what `publish help exit-status` prints; a test holds the README's table to it.
var statuses = [...]string{
	0: "done, whatever the editions' status",
	1: "done, but: findings of level error; or --require-final, --frozen, verify not met; or somebody is left whom deliver sent nothing",
	2: "could not do all of the work: an unreadable file, a bad flag, a full disk (what could be done is done)",
}

func main() {
	tuneMemory()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: a test calls it, too.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{out: out, errs: errs}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.Execute()
	var unmet unmetError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &unmet):
		if unmet.why != "" {
			fmt.Fprintln(errs, "publish: "+unmet.why)
		}
		return 1
	case errors.Is(err, errReported):
		return 2
	}
	a.printFailures([]string{strings.TrimRight(err.Error(), "\n")})
	return 2
}

// An unmetError is done work that does not meet what was asked for: exit status 1.
type unmetError struct{ why string }

func (e unmetError) Error() string { return e.why }

// errReported is work that could not be done, and whose reasons are printed already: exit status 2.
var errReported = errors.New("reported")

// An app is what every subcommand shares.
type app struct {
	out, errs io.Writer
	project   string // --project
	json      bool   // --json
	languages []string
}

func (a *app) root() *cobra.Command {
	c := a.publish()
	c.SilenceErrors, c.SilenceUsage = true, true
	c.CompletionOptions.HiddenDefaultCmd = false
	c.PersistentFlags().StringVar(&a.project, "project", "", "the project's folder (default: the nearest one upwards with a config.toml)")
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; `%s --help` lists the flags", err, c.CommandPath())
	})
	c.AddCommand(
		a.align(),
		a.outline(),
		a.extract(),
		a.status(),
		a.todo(),
		a.suggest(),
		a.check(),
		a.verify(),
		a.proof(),
		a.preview(),
		a.deliver(),
		a.initialize(),
		a.rename(),
		a.tidy(),
		a.approve(),
		a.members(),
		a.deliveries(),
		a.bundle(),
		a.export(),
		a.imports(),
		a.version(),
		exitStatus(),
	)
	return c
}

func exitStatus() *cobra.Command {
	var text strings.Builder
	text.WriteString("The exit status says how a command ended:\n\n")
	for n, s := range statuses {
		fmt.Fprintf(&text, "  %d  %s\n", n, s)
	}
	return &cobra.Command{Use: "exit-status", Short: "What the exit status means", Long: text.String()}
}

// arguments takes so many arguments, at most most (-1: any number), and else says how the command is written.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		return fmt.Errorf("`%s` is given %d arguments; write it as `%s`", c.CommandPath(), len(args), c.UseLine())
	}
}

// withJSON gives a command that reports the flag --json.
func (a *app) withJSON(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.json, "json", false, "print JSON on standard output")
	return c
}

// withLanguages gives a command the flag --lang.
func (a *app) withLanguages(c *cobra.Command) *cobra.Command {
	c.Flags().StringSliceVar(&a.languages, "lang", nil, "languages, as BCP 47 tags with commas: fr,es,pt-BR (default: config's languages, else every folder under locales/)")
	return c
}

// tags reads --lang. An empty or invalid tag is an error, before anything is read or written.
func (a *app) tags(c *cobra.Command) ([]language.Language, error) {
	if !c.Flags().Changed("lang") {
		return nil, nil
	}
	if len(a.languages) == 0 {
		return nil, errors.New(`--lang is empty; write languages with commas, as in --lang fr,es,de`)
	}
	var ls []language.Language
	for _, tag := range a.languages {
		l, err := language.Parse(tag)
		if err != nil {
			return nil, fmt.Errorf("--lang: %w", err)
		}
		ls = append(ls, l)
	}
	return ls, nil
}

// open opens the project that --project names, or the nearest one upwards.
func (a *app) open() (*pipeline.Project, error) {
	dir := a.project
	if dir == "" {
		var err error
		if dir, err = pipeline.Find("."); err != nil {
			return nil, err
		}
	}
	return pipeline.Open(dir)
}

// outcome turns findings and failures into the error that main makes an exit status of. It is the only place that does.
func outcome(findings []finding.Finding, failures []string, unmet string) error {
	switch {
	case len(failures) > 0:
		return errReported
	case unmet != "":
		return unmetError{unmet}
	case finding.Worst(findings) == finding.Error:
		return unmetError{}
	}
	return nil
}
