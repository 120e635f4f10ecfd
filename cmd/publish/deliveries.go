package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"publish/pipeline"
	"publish/pipeline/deliver"
)

// deliveries lists what went where; it writes nothing but the bounces that it is told to read.
func (a *app) deliveries() *cobra.Command {
	var table bool
	o := pipeline.DeliveriesOptions{}
	c := &cobra.Command{
		Use:   "deliveries [RESOLUTION…]",
		Short: "List what went where, what came back, and what is open",
		Long: `deliveries lists, for each address, which edition was handed over, when, and what became of it; what would be sent now; and who
holds an edition of an older text. --bounces reads delivery status notifications (RFC 3464), and what qmail and Exim write
instead, from a Maildir or an mbox file first, and notes in the ledgers what has come back; the mailbox stays as it is. What else
a mail system has written it names, for you to look at; --returned notes what you have read there.`,
		Example: "  publish deliveries clear-water\n  publish deliveries --bounces ~/Maildir/.Bounces\n  publish deliveries --csv >deliveries.csv",
		RunE: func(c *cobra.Command, names []string) error {
			return a.work(c, names, pipeline.Options{}, func(p *pipeline.Project, shared pipeline.Options) error {
				o.Resolutions, o.Languages, o.Notice, o.Clock = names, shared.Languages, shared.Notice, deliver.SystemClock()
				if len(names) == 0 {
					o.Resolutions = nil
				}
				if o.Resolutions == nil && len(o.Returned) > 0 {
					return errors.New("--returned needs to know of what; write `publish deliveries RESOLUTION --returned ORGANIZATION`")
				}
				report, err := pipeline.Deliveries(p, o)
				if err != nil {
					return err
				}
				a.printFindings(report.Findings, true)
				switch {
				case a.json:
					err = a.printJSON(report.Entries)
				case table:
					err = writeDeliveries(a.out, report.Entries)
				default:
					a.printDeliveries(report)
				}
				if err != nil {
					return err
				}
				return outcome(report.Findings, nil, "")
			})
		},
	}
	c.Flags().BoolVar(&table, "csv", false, "print a table for a spreadsheet on standard output")
	c.Flags().StringSliceVar(&o.Mailboxes, "bounces", nil, "Maildirs or mbox files to read bounces from first")
	c.Flags().StringSliceVar(&o.Returned, "returned", nil, "organizations or addresses whose message has come back, as you have read; it is noted as bounced")
	a.withLanguages(a.withJSON(c))
	c.MarkFlagsMutuallyExclusive("csv", "json")
	return c
}

// deliveryColumns are the columns of the tables.
var deliveryColumns = []string{"resolution", "organization", "language", "to", "status", "time", "message_id", "edition", "outdated", "answer"}

func deliveryCells(e pipeline.DeliveryEntry) []string {
	when, outdated := "", ""
	if !e.Time.IsZero() {
		when = e.Time.UTC().Format(time.RFC3339)
	}
	if e.Outdated {
		outdated = "outdated"
	} else if e.Earlier {
		outdated = "earlier"
	}
	return []string{e.Resolution, e.Organization, e.Language, e.To, string(e.Status), when, e.MessageID, e.Edition, outdated, e.Answer}
}

// writeDeliveries prints CSV (RFC 4180).
func writeDeliveries(to io.Writer, entries []pipeline.DeliveryEntry) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	rows := [][]string{deliveryColumns}
	for _, e := range entries {
		cells := deliveryCells(e)
		for i := range cells {
			cells[i] = harmless(cells[i])
		}
		rows = append(rows, cells)
	}
	return w.WriteAll(rows)
}

// harmless keeps a spreadsheet from taking what a server has said for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (a *app) printDeliveries(r pipeline.DeliveriesReport) {
	if len(r.Entries) > 0 {
		rows := [][]string{{"organization", "language", "to", "status", "handed over", "edition", "", "answer"}}
		resolution := ""
		for _, e := range r.Entries {
			cells := deliveryCells(e)
			if e.Resolution != resolution {
				resolution = e.Resolution
				rows = append(rows, []string{resolution + ":", "", "", "", "", "", "", ""})
			}
			rows = append(rows, []string{cells[1], cells[2], visible(cells[3]), cells[4], cells[5], fmt.Sprintf("%.8s", e.Edition), cells[8], visible(shortened(e.Answer, 60))})
		}
		a.printTable(rows)
	}
	if r.Bounced > 0 {
		fmt.Fprintln(a.out, counted(r.Bounced, "bounce")+" noted")
	}
	fmt.Fprintln(a.out, r.Summary())
	if outdated := r.Outdated(); len(outdated) > 0 {
		fmt.Fprintf(a.out, "An outdated edition is in the hands of %s: %s; `publish deliver` sends the new one, as an answer to it\n", counted(len(outdated), "member"), visible(firstOf(outdated, 20)))
	}
	if earlier := r.Earlier(); len(earlier) > 0 {
		fmt.Fprintf(a.out, "An earlier edition of the same text is in the hands of %s: %s; `publish deliver --renewed` sends the one of now, as an answer to it\n", counted(len(earlier), "member"), visible(firstOf(earlier, 20)))
	}
}

// firstOf are the first of some names, and how many there are besides.
func firstOf(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more (the table has them all)", strings.Join(names[:most], ", "), len(names)-most)
}

// shortened is the beginning of a text.
func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
