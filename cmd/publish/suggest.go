package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// maxQuestion is the most bytes of one line of standard input.
const maxQuestion = 16 << 20

// suggest answers from the memory and the glossary; it writes nothing but what it is told to learn.
func (a *app) suggest() *cobra.Command {
	var r pipeline.ReferenceOptions
	var phrase string
	c := &cobra.Command{
		Use:   "suggest --lang LANGUAGE TEXT",
		Short: "Find earlier translations of similar texts, and terms; with --contains, a phrase in both languages",
		Long: "Find earlier translations of texts similar to TEXT, and the glossary's terms in it. TEXT of \"-\" reads one text a line from\n" +
			"standard input, and prints one line of JSON for each. --contains finds a phrase in sources and translations. --learn takes lines of\n" +
			"a text, a tab and its translation into the memory, for this session and all later runs; a line of a text and a tab takes them out.",
		RunE: func(c *cobra.Command, texts []string) error {
			contains := c.Flags().Changed("contains")
			if err := questionable(c, texts, contains, phrase, r); err != nil {
				return err
			}
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, o pipeline.Options) error {
				ref, err := pipeline.OpenReference(p, o, r)
				if err != nil {
					return err
				}
				a.printFailures(ref.Failures)
				switch {
				case contains:
					err = a.printConcordance(ref.Find(phrase, r.Limit))
				case texts[0] == "-":
					err = a.answerLines(c.InOrStdin(), ref, r.Learn)
				default:
					err = a.printAnswer(ref.Ask(texts[0]))
				}
				if err := errors.Join(err, ref.Close()); err != nil {
					return err
				}
				return outcome(nil, ref.Failures, "")
			})
		},
	}
	c.Flags().StringVar(&phrase, "contains", "", "find this phrase in sources and translations, whatever its case")
	c.Flags().BoolVar(&r.Learn, "learn", false, "with -: a line with a tab is a text and its translation, which later lines and runs find; it is kept in memory/learned.LANGUAGE.tsv")
	c.Flags().Float64Var(&r.Threshold, "threshold", 0, "least likeness of a suggestion, from 0.5 to 1 (default: config's, else 0.7)")
	c.Flags().IntVar(&r.Limit, "limit", 0, "most suggestions (default 3), or most places of a phrase (default 20)")
	return a.withLanguages(a.withJSON(c))
}

// questionable says what is wrong with a question, before anything is read.
func questionable(c *cobra.Command, texts []string, contains bool, phrase string, r pipeline.ReferenceOptions) error {
	switch {
	case contains && len(texts) > 0:
		return errors.New("--contains takes the phrase itself; leave the text out")
	case !contains && len(texts) != 1:
		return fmt.Errorf("`%s` is given %d texts; write it as `%s`, with the text in quotation marks", c.CommandPath(), len(texts), c.UseLine())
	case !contains && strings.TrimSpace(texts[0]) == "":
		return errors.New("the text is empty; give one in quotation marks, or - to read texts from standard input")
	case contains && len(segment.Tokens(phrase)) == 0:
		return fmt.Errorf("--contains %q has no words to look for", phrase)
	case r.Learn && (contains || texts[0] != "-"):
		return errors.New("--learn goes with texts from standard input; give - in place of the text")
	case c.Flags().Changed("threshold") && !(r.Threshold >= 0.5 && r.Threshold <= 1):
		return fmt.Errorf("--threshold %v is not between 0.5 and 1; write 0.7 for 70 %%", r.Threshold)
	case c.Flags().Changed("limit") && (r.Limit < 1 || r.Limit > 1000):
		return fmt.Errorf("--limit %d is not between 1 and 1000", r.Limit)
	}
	return nil
}

// answerLines answers each line of standard input by a line of JSON, as soon as it is there. Lines to be learned have no answer.
func (a *app) answerLines(in io.Reader, ref *pipeline.Reference, learn bool) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxQuestion)
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	n := 0
	for lines.Scan() {
		n++
		if !utf8.Valid(lines.Bytes()) {
			return fmt.Errorf("standard input, line %d: not UTF-8; convert it first (the lines before it are answered)", n)
		}
		if text, target, pair := strings.Cut(lines.Text(), "\t"); learn && pair {
			if worded, err := ref.Learn(text, target); err != nil {
				return err
			} else if !worded {
				return fmt.Errorf("standard input, line %d: a translation needs a text with words before the tab (the lines before it are answered)", n)
			}
			continue
		}
		if err := encoder.Encode(ref.Ask(lines.Text())); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("standard input, line %d: longer than %d bytes; give one text a line (the lines before it are answered)", n+1, maxQuestion)
	}
	return lines.Err()
}

func (a *app) printAnswer(answer pipeline.Answer) error {
	if a.json {
		return a.printJSON(answer)
	}
	switch {
	case len(answer.Suggestions) > 0:
	case answer.TooLong:
		fmt.Fprintf(a.out, "the text has more than %d words, so only the very same text was looked for: there is none; ask for its paragraphs\n", memory.MaxTokens)
	default:
		fmt.Fprintln(a.out, "no similar text has been translated")
	}
	for _, s := range answer.Suggestions {
		from := s.From
		if s.Sentences > 0 {
			from = "sentences of " + from
		}
		a.printBlock(fmt.Sprintf("%d%% %s", s.Percent, from), s.Target, s.Difference, match.CarriedOver(s.Carried))
	}
	for _, t := range answer.Terms {
		fmt.Fprintln(a.out, visible("term "+t.String()))
	}
	return nil
}

func (a *app) printConcordance(c pipeline.Concordance) error {
	if a.json {
		return a.printJSON(c)
	}
	mark := func(s string) string { return "[" + s + "]" }
	for _, o := range c.Occurrences {
		a.printBlock(o.From, pipeline.Marked(o.Source, o.InSource, mark), pipeline.Marked(o.Target, o.InTarget, mark))
	}
	if more := c.All - len(c.Occurrences); more > 0 {
		fmt.Fprintf(a.out, "and %d more; see them with --limit\n", more)
	} else if c.All == 0 {
		fmt.Fprintln(a.out, "no text has it")
	}
	return nil
}

// printBlock prints a head and what belongs to it, each on a line of its own.
func (a *app) printBlock(head string, lines ...string) {
	fmt.Fprintln(a.out, colour(a.out, "1", visible(head)))
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintln(a.out, "    "+visible(line))
		}
	}
}
