package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

// preview makes pictures of the pages that are under output/, through the first program for that which is installed.
func (a *app) preview() *cobra.Command {
	var resolution int
	c := &cobra.Command{
		Use:   "preview [RESOLUTION…]",
		Short: "Write pictures (PNG) of the pages, through poppler or mupdf",
		Long:  "preview writes output/<name>/<name>.<language>-<page>.png for each edition that a run has made. It needs pdftoppm (poppler) or mutool (mupdf).",
		RunE: func(c *cobra.Command, names []string) error {
			if resolution < 20 || resolution > 1200 {
				return fmt.Errorf("--resolution %d; write a number from 20 to 1200, in dots an inch", resolution)
			}
			draw, err := drawer(resolution)
			if err != nil {
				return err
			}
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				files, err := pipeline.Sheets(p, o)
				if err != nil {
					return err
				}
				for _, f := range files {
					if err := a.draw(draw, f); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().IntVar(&resolution, "resolution", 100, "dots an inch")
	return a.withLanguages(c)
}

// drawer says how to draw a file's pages: the command for a PDF, and the stem of the pictures' names.
func drawer(resolution int) (func(pdf, stem string) *exec.Cmd, error) {
	dots := strconv.Itoa(resolution)
	if program, err := exec.LookPath("pdftoppm"); err == nil {
		return func(pdf, stem string) *exec.Cmd {
			return exec.Command(program, "-png", "-r", dots, "-cropbox", pdf, stem)
		}, nil
	}
	if program, err := exec.LookPath("mutool"); err == nil {
		return func(pdf, stem string) *exec.Cmd {
			return exec.Command(program, "draw", "-q", "-r", dots, "-o", stem+"-%d.png", pdf)
		}, nil
	}
	return nil, errors.New("no program to draw pages with; install poppler (poppler-utils on Debian, poppler by Homebrew or Scoop) or mupdf")
}

// draw draws one file's pages and prints the pictures' names.
func (a *app) draw(draw func(pdf, stem string) *exec.Cmd, pdf string) error {
	stem := strings.TrimSuffix(pdf, ".pdf")
	if out, err := draw(pdf, stem).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", pdf, err, strings.TrimSpace(string(out)))
	}
	pictures, err := filepath.Glob(escapeGlob(stem) + "-*.png")
	for _, name := range pictures {
		fmt.Fprintln(a.out, name)
	}
	return err
}

// escapeGlob takes the meaning off the characters that a pattern of Glob gives one; Windows has no names with them.
func escapeGlob(name string) string {
	if filepath.Separator == '\\' {
		return name
	}
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(name)
}
