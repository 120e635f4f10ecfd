package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	samples "publish"
	"publish/pipeline"
)

// verify compares outputs with manifests; it writes nothing.
func (a *app) verify() *cobra.Command {
	return a.withLanguages(a.withJSON(&cobra.Command{
		Use:   "verify [RESOLUTION…]",
		Short: "Compare the files under output/ with their manifests",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				v, err := pipeline.Verify(p, o)
				if err != nil {
					return err
				}
				if a.json {
					if err := a.printJSON(v); err != nil {
						return err
					}
				} else {
					a.printFindings(v.Findings, true)
					fmt.Fprintf(a.out, "%d editions, %d files compared\n", v.Editions, v.Files)
				}
				return outcome(v.Findings, nil, "")
			})
		},
	}))
}

// initialize makes a project that a first run turns into an edition.
func (a *app) initialize() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Make a new project, with a sample and its French catalog",
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			made, err := pipeline.Init(args[0], pipeline.Starter{Files: samples.Samples, Resolution: "flood-watch.txt", Language: "fr"})
			if err != nil {
				return err
			}
			for _, name := range made {
				fmt.Fprintln(a.out, name)
			}
			return nil
		},
	}
}

// rename gives a resolution another name and carries its catalogs along.
func (a *app) rename() *cobra.Command {
	return &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Give a resolution another name; its catalogs come along",
		Args:  arguments(2, 2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				done, err := pipeline.Rename(p, o, args[0], args[1])
				for _, line := range done {
					fmt.Fprintln(a.out, line)
				}
				return err
			})
		},
	}
}

// tidy moves retired entries out of the translators' way.
func (a *app) tidy() *cobra.Command {
	return a.withLanguages(a.withJSON(&cobra.Command{
		Use:   "tidy",
		Short: "Move retired entries to retired.<language>.toml",
		Args:  arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				done, err := pipeline.Tidy(p, o)
				if a.json {
					return errors.Join(err, a.printJSON(done))
				}
				for _, t := range done {
					fmt.Fprintln(a.out, t)
				}
				return err
			})
		},
	}))
}
