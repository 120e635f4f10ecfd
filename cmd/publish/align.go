package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// align makes a memory of a text that was published before there was one, and of its translation. It needs no project, but
// learns words from the one it stands in.
func (a *app) align() *cobra.Command {
	var file string
	var tsv bool
	var least float64
	c := &cobra.Command{
		Use:   "align SOURCE TARGET",
		Short: "Link the sentences of a published text and its translation, for the translation memory",
		Long: `align reads a text (.txt or .md) that was published before there was a memory, and its translation, and links their sentences.
What is sure goes into a TMX file (-o memory/NAME.tmx), from which the next run suggests; what is doubtful goes into a table
beside it (memory/NAME.review.tsv), for a person to look at.`,
		Example: "  publish align 2019/rivers.txt 2019/rivers.fr.txt --lang fr -o memory/rivers.tmx\n  publish align 2019/rivers.txt 2019/rivers.fr.txt --lang fr --tsv",
		Args:    arguments(2, 2),
		RunE: func(c *cobra.Command, files []string) error {
			l, err := a.targetOf(c)
			if err != nil {
				return err
			}
			if !(least >= 0 && least <= 1) {
				return fmt.Errorf("--confidence %v is not between 0 and 1; write 0.6 for 60 %%", least)
			}
			if err := unusedOutput(file); err != nil {
				return err
			}
			known, failures := a.knownPairs(l)
			a.printFailures(failures)
			alignment, err := alignFiles(files, l, known, least)
			if err != nil {
				return err
			}
			a.printFindings(alignment.Findings, false)
			if err := a.printAlignment(alignment, file, tsv); err != nil {
				return err
			}
			return outcome(alignment.Findings, failures, "")
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "write what is sure to this new file, as TMX")
	c.Flags().BoolVar(&tsv, "tsv", false, "print all links as a table")
	c.Flags().Float64Var(&least, "confidence", 0.6, "how sure a link must be for the memory, from 0 to 1")
	return a.withLanguages(a.withJSON(c))
}

// targetOf is the one language that --lang names.
func (a *app) targetOf(c *cobra.Command) (language.Language, error) {
	ls, err := a.tags(c)
	if err != nil {
		return language.Language{}, err
	}
	if len(ls) != 1 {
		return language.Language{}, errors.New("name the language of TARGET with --lang, as in --lang fr")
	}
	return ls[0], nil
}

// unusedOutput wants a file that is not there yet: a memory may have been corrected by hand.
func unusedOutput(file string) error {
	if file == "" {
		return nil
	}
	if filepath.Ext(file) != ".tmx" {
		return fmt.Errorf("-o %s: a memory's name ends in .tmx; write %s.tmx", file, file)
	}
	if dir := memoriesAbove(file); dir != "" {
		return fmt.Errorf("-o %s: memories are read from %s/ alone, not from folders in it; write %s", file, dir, filepath.Join(dir, filepath.Base(file)))
	}
	for _, f := range []string{file, reviewFile(file)} {
		if _, err := os.Lstat(f); err == nil {
			return fmt.Errorf("%s is there already, and may have been corrected by hand; take another name, or remove it first", f)
		}
	}
	return nil
}

// memoriesAbove is a project's memory folder that a file lies in, but not directly; "" for none.
func memoriesAbove(file string) string {
	for dir := filepath.Dir(filepath.Dir(file)); ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "memory" {
			if _, err := os.Lstat(filepath.Join(filepath.Dir(dir), "config.toml")); err == nil {
				return dir
			}
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

func reviewFile(file string) string { return strings.TrimSuffix(file, ".tmx") + ".review.tsv" }

// knownPairs are those of the project that the command stands in; outside of one there are none.
func (a *app) knownPairs(l language.Language) ([]memory.Pair, []string) {
	if _, err := pipeline.Find("."); err != nil && a.project == "" {
		return nil, nil
	}
	p, err := a.open()
	if err != nil {
		return nil, []string{err.Error()}
	}
	defer p.Close()
	pairs, err := pipeline.KnownPairs(p, l)
	if err != nil {
		return nil, []string{err.Error()}
	}
	return pairs, nil
}

func alignFiles(files []string, l language.Language, known []memory.Pair, least float64) (*pipeline.Alignment, error) {
	var texts [2]pipeline.Published
	for i, file := range files {
		data, err := readText(file)
		if err != nil {
			return nil, err
		}
		texts[i] = pipeline.Published{File: filepath.ToSlash(file), Text: data}
	}
	return pipeline.Align(texts[0], texts[1], l, known, least)
}

// printAlignment writes the files of -o, and prints the links where they are asked for, or where there is no file.
func (a *app) printAlignment(al *pipeline.Alignment, file string, tsv bool) error {
	if file != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil { // a project's first memory
			return err
		}
		if err := pipeline.WriteBeside(file, al.Memory); err != nil {
			return err
		}
		fmt.Fprintf(a.errs, "%s: %d pairs\n", visible(file), al.Pairs)
		if len(al.Doubtful) > 0 {
			if err := pipeline.WriteBeside(reviewFile(file), linkTable(al.Doubtful)); err != nil {
				return err
			}
			fmt.Fprintf(a.errs, "%s: %d doubtful links, to be looked at\n", visible(reviewFile(file)), len(al.Doubtful))
		}
	}
	switch {
	case a.json:
		return a.printJSON(al.Links)
	case tsv || file == "":
		_, err := a.out.Write(linkTable(al.Links))
		return err
	}
	return nil
}

// linkTable is a table of links, with tabs; texts hold none.
func linkTable(links []pipeline.AlignedLink) []byte {
	var b bytes.Buffer
	b.WriteString("source_lines\ttarget_lines\ttype\tconfidence\tsource\ttarget\n")
	for _, l := range links {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%.2f\t%s\t%s\n", lineRange(l.SourceLines), lineRange(l.TargetLines), l.Type, l.Confidence, l.Source, l.Target)
	}
	return b.Bytes()
}

func lineRange(lines [2]int) string {
	switch {
	case lines[0] == 0:
		return ""
	case lines[0] == lines[1]:
		return strconv.Itoa(lines[0])
	}
	return fmt.Sprintf("%d-%d", lines[0], lines[1])
}
