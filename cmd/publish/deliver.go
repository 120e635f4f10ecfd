package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/deliver"
)

// passwordVariable of the environment holds the password for the mail server.
const passwordVariable = "PUBLISH_SMTP_PASSWORD"

// deliver sends the editions of a resolution to the members.
func (a *app) deliver() *cobra.Command {
	var yes bool
	o := pipeline.DeliveryOptions{}
	c := &cobra.Command{
		Use:   "deliver RESOLUTION",
		Short: "Send the editions of a resolution to the members, each its language, once",
		Long: `deliver shows who is sent what, and why, asks, and hands the messages over to the mail server of [smtp] in config.toml.
What was handed over stands in deliveries/<name>.jsonl beside members.toml; a delivery that was stopped, or killed, is
resumed by running it again. docs/distribution.md is the whole of it.`,
		Args:    arguments(1, 1),
		Example: "  publish deliver clear-water --dry-run\n  publish deliver clear-water --test me@federation.example\n  publish deliver clear-water",
		RunE: func(c *cobra.Command, args []string) error {
			o.Resolution, o.Password = args[0], os.Getenv(passwordVariable)
			return a.work(c, nil, pipeline.Options{}, func(p *pipeline.Project, shared pipeline.Options) error {
				o.Languages, o.Notice, o.Clock = shared.Languages, shared.Notice, deliver.SystemClock()
				d, err := pipeline.OpenDelivery(p, o)
				if err != nil {
					return err
				}
				defer d.Close()
				return a.delivery(c, d, o, yes)
			})
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "send without asking")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "show the plan, and send nothing")
	c.Flags().StringSliceVar(&o.Only, "to", nil, "organizations (default: all members)")
	c.Flags().StringSliceVar(&o.Resend, "resend", nil, "organizations whose unknown, failed or bounced messages are sent again")
	c.Flags().StringSliceVar(&o.Arrived, "arrived", nil, "organizations whose unknown messages have arrived: found in the server's log; nothing is sent to them again")
	c.Flags().StringVar(&o.Test, "test", "", "send one message to this address, and nobody else anything")
	c.Flags().BoolVar(&o.Renew, "renewed", false, "send editions that were made anew of the same text, as after a better translation, to who holds an earlier one, too")
	c.Flags().BoolVar(&o.Provisional, "provisional", false, "send provisional editions, too")
	c.MarkFlagsMutuallyExclusive("test", "to")
	c.MarkFlagsMutuallyExclusive("test", "resend")
	c.MarkFlagsMutuallyExclusive("test", "arrived")
	a.withLanguages(a.withJSON(c)).Flags().Lookup("lang").Usage = "send the editions in these languages alone, as BCP 47 tags with commas"
	return c
}

// delivery shows the plan, asks, sends, and says what became of it.
func (a *app) delivery(c *cobra.Command, d *pipeline.Delivery, o pipeline.DeliveryOptions, yes bool) error {
	if !a.json {
		a.printFindings(d.Findings, false)
		a.printPlan(d)
	}
	failures := d.Failures
	err := a.carryOut(c, d, o, yes)
	var unmet unmetError
	if errors.As(err, &unmet) {
		return err
	}
	if err != nil {
		failures = append(failures, err.Error())
	}
	if a.json {
		if err := a.printJSON(reportOf(d, failures)); err != nil {
			return err
		}
	} else {
		a.printFailures(failures)
	}
	return outcome(d.Findings, failures, left(d))
}

// carryOut sends if it is to, and is allowed to.
func (a *app) carryOut(c *cobra.Command, d *pipeline.Delivery, o pipeline.DeliveryOptions, yes bool) error {
	n := d.Sending()
	if o.DryRun || n == 0 && len(o.Arrived) == 0 {
		return nil
	}
	if err := d.Prepare(); err != nil {
		return err
	}
	if n > 0 && !yes && o.Test == "" { // who names an address has said enough
		if agreed, err := a.ask(c.InOrStdin(), fmt.Sprintf("Send %s? [y/N] ", counted(n, "message"))); !agreed {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	context.AfterFunc(ctx, stop) // a second one ends the process
	bar := a.progress()
	bar.what = "messages"
	done, total := 0, addresses(d)
	err := d.Send(ctx, func(r deliver.Outcome) {
		done++
		bar.step(done, total)
		if r.Status != deliver.Sent && !a.json {
			fmt.Fprintln(a.errs, visible(fmt.Sprintf("%s %s %s: %s: %s", r.Organization, r.Language, r.To, r.Status, r.Answer)))
		}
	})
	bar.end()
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped; what was in flight is finished, and the next run goes on")
	}
	return err
}

// endings are the signals after which a delivery finishes what is in flight: of a person, of the system that stops, of a
// connection to the terminal that breaks, unless it was begun so as to outlive that (nohup).
func endings() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return []os.Signal{os.Interrupt, syscall.SIGTERM}
	}
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}

// ask asks a person at a terminal. Elsewhere nobody can answer, and --yes is the answer.
func (a *app) ask(in io.Reader, question string) (bool, error) {
	f, ok := in.(*os.File)
	if !ok || !terminalIn(f) {
		return false, errors.New("there is no terminal to ask at, and nothing was sent; --yes sends without asking, --dry-run shows the plan alone")
	}
	fmt.Fprint(a.errs, question)
	answer, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	return false, unmetError{"nothing was sent"}
}

// addresses counts the addresses that the plan sends to.
func addresses(d *pipeline.Delivery) int {
	n := 0
	for _, s := range d.Steps {
		if s.Send {
			n += len(s.To)
		}
	}
	return n
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "s") {
		what += "e"
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// printPlan prints who is sent what, and why, or why not.
func (a *app) printPlan(d *pipeline.Delivery) {
	rows := [][]string{{"organization", "language", "", "why", "to", ""}}
	for _, s := range d.Steps {
		what := "–"
		if s.Send {
			what = "send"
		}
		var to []string
		for _, t := range s.To {
			to = append(to, t.String())
		}
		rows = append(rows, []string{visible(s.Member.Organization), s.Language.String(), what, string(s.Reason), visible(strings.Join(to, ", ")), visible(s.Note)})
	}
	if len(rows) > 1 {
		a.printTable(rows)
	}
	fmt.Fprintf(a.out, "%s of %s to send\n", counted(d.Sending(), "message"), d.Name)
	earlier := map[string]bool{}
	for _, s := range d.Steps {
		if s.Earlier {
			earlier[s.Member.Organization] = true
		}
	}
	if len(earlier) > 0 {
		fmt.Fprintf(a.out, "%s with an earlier edition of the same text: --renewed sends this one, too\n", counted(len(earlier), "member"))
	}
}

// A deliveryReport is what --json prints.
type deliveryReport struct {
	Plan    []plannedStep             `json:"plan"`
	Results []pipeline.DeliveryResult `json:"results"`
	Errors  []string                  `json:"errors"`
}

type plannedStep struct {
	Organization string   `json:"organization"`
	Language     string   `json:"language"`
	Send         bool     `json:"send"`
	Why          string   `json:"why"`
	Note         string   `json:"note,omitempty"`
	To           []string `json:"to"`
	MessageID    string   `json:"message_id,omitempty"`
	Corrects     string   `json:"corrects,omitempty"`
	Edition      string   `json:"edition,omitempty"`
}

func reportOf(d *pipeline.Delivery, failures []string) deliveryReport {
	r := deliveryReport{Plan: []plannedStep{}, Results: append([]pipeline.DeliveryResult{}, d.Results()...), Errors: append([]string{}, failures...)}
	for _, s := range d.Steps {
		p := plannedStep{Organization: s.Member.Organization, Language: s.Language.String(), Send: s.Send, Why: string(s.Reason), Note: s.Note, To: []string{},
			MessageID: s.ID, Corrects: s.Corrects, Edition: s.Offer.Edition}
		for _, to := range s.To {
			p.To = append(p.To, to.String())
		}
		r.Plan = append(r.Plan, p)
	}
	return r
}

// open are the words for what a person must still look after, in the order in which they are said.
var open = []struct {
	status deliver.Status
	words  string
}{
	{deliver.Unknown, "of unknown fate: look for the Message-ID in the server's log, then --arrived or --resend"},
	{deliver.Deferred, "not taken yet: run again later"},
	{deliver.Failed, "refused: mend the address, or --resend"},
	{deliver.Bounced, "came back: mend the address, or --resend"},
}

// left says what a person must still do; "" if nothing.
func left(d *pipeline.Delivery) string {
	var parts []string
	without, outdated := map[string]bool{}, map[string]bool{}
	for _, s := range d.Steps {
		switch s.Reason {
		case deliver.NoEdition:
			without[s.Member.Organization] = true
		case deliver.Outdated:
			outdated[s.Member.Organization] = true
		}
	}
	if len(without) > 0 {
		parts = append(parts, counted(len(without), "member")+" without an edition")
	}
	if len(outdated) > 0 {
		parts = append(parts, counted(len(outdated), "member")+" with an outdated edition, and none of the new text in its language")
	}
	count := map[deliver.Status]int{}
	for _, r := range d.Results() {
		count[r.Status]++
	}
	for _, o := range open {
		if n := count[o.status]; n > 0 {
			parts = append(parts, counted(n, "address")+" "+o.words)
		}
	}
	return strings.Join(parts, "; ")
}
