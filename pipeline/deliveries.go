package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"publish/pipeline/deliver"
	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// DeliveriesOptions say which deliveries are listed.
type DeliveriesOptions struct {
	Resolutions []string            // nil: all that have a ledger
	Languages   []language.Language // nil: all
	Mailboxes   []string            // Maildirs and mbox files whose notifications are noted first
	Returned    []string            // organizations or addresses whose messages have come back, as somebody has read; of the resolutions that are named
	Clock       deliver.Clock
	Notice      func(string)
}

// A DeliveryEntry is what has become of one edition for one address. Its JSON has the fields that scripts rely on.
type DeliveryEntry struct {
	Resolution   string         `json:"resolution,omitempty"` // only where several are listed
	Organization string         `json:"organization"`
	Language     string         `json:"language"`
	To           string         `json:"to"`
	Status       deliver.Status `json:"status"`
	MessageID    string         `json:"message_id"`
	Edition      string         `json:"edition"`
	Outdated     bool           `json:"outdated,omitempty"` // the text was changed since, and nothing newer was sent
	Earlier      bool           `json:"earlier,omitempty"`  // an edition of the same text was made anew since, and not sent

	Time   time.Time `json:"-"` // of the hand-over; zero where there was none
	Answer string    `json:"-"` // the server's last words, a bounce's reason, or why nothing was sent
}

// A DeliveriesReport lists deliveries: by resolution, then in the order of their first hand-overs, then what is open.
type DeliveriesReport struct {
	Entries  []DeliveryEntry
	Bounced  int // addresses whose bounces were noted just now
	Findings []finding.Finding
}

// Deliveries lists what went where, what came back, and what is open. It writes nothing but the bounces that it was told to
// read, into the ledgers.
func Deliveries(p *Project, o DeliveriesOptions) (DeliveriesReport, error) {
	d := &deliveries{Project: p, options: o, report: DeliveriesReport{Entries: []DeliveryEntry{}}}
	var err error
	if d.config, err = p.Config(); err != nil {
		return d.report, err
	}
	d.members = p.beyond(d.config.Deliver.Members)
	if d.marks, err = p.marks(); err != nil {
		return d.report, err
	}
	if d.names, err = d.resolutions(); err != nil {
		return d.report, err
	}
	if len(o.Mailboxes)+len(o.Returned) > 0 {
		if err := d.noteBounces(); err != nil {
			return d.report, err
		}
	}
	for _, name := range d.names {
		if err := d.list(name); err != nil {
			return d.report, err
		}
	}
	return d.report, nil
}

// deliveries is the state of such a listing.
type deliveries struct {
	*Project
	options DeliveriesOptions
	config  Config
	members string // path of the members file, beside which the ledgers are
	marks   deliver.Marks
	names   []string
	report  DeliveriesReport
}

// resolutions are those that were asked for, or that have a ledger, or should have one.
func (d *deliveries) resolutions() ([]string, error) {
	if d.options.Resolutions != nil {
		return once(d.options.Resolutions), nil
	}
	entries, err := os.ReadDir(filepath.Dir(deliver.LedgerFile(d.members, "x")))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	names := slices.Collect(maps.Keys(d.marks))
	for _, e := range entries {
		if name, is := strings.CutSuffix(e.Name(), ".jsonl"); is && e.Type().IsRegular() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// once are texts without those that stand before.
func once(texts []string) (all []string) {
	for _, s := range texts {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// list adds the entries of one resolution.
func (d *deliveries) list(name string) error {
	ledger, err := deliver.LoadLedger(deliver.LedgerFile(d.members, name), d.marks[name])
	if err != nil {
		return err
	}
	plan, err := OpenDelivery(d.Project, DeliveryOptions{Resolution: name, DryRun: true, Clock: d.options.Clock})
	if err != nil { // what was sent is known all the same
		d.report.Findings = append(d.report.Findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: configFile}, Rule: "deliveries-open",
			What: "what is open of " + name + " cannot be said: " + err.Error(), Do: "mend that to see it"})
		plan = &Delivery{}
		if ledger.Lines == 0 {
			return err
		}
	}
	records := ledger.Records()
	known, newest := map[[2]string]bool{}, newestOf(records)
	for i, r := range records {
		known[[2]string{r.ID, r.To}] = true
		holds := newest[holderOf(r)] == i
		d.add(name, DeliveryEntry{Organization: r.Organization, Language: r.Language, To: r.To, Status: r.Status, MessageID: r.ID, Edition: r.Edition,
			Time: r.Attempted, Answer: r.Answer, Outdated: holds && plan.outdates(r), Earlier: holds && plan.renews(r)})
	}
	for _, s := range plan.Steps {
		for _, e := range openOf(s) {
			if !known[[2]string{e.MessageID, e.To}] {
				d.add(name, e)
			}
		}
	}
	return nil
}

func (d *deliveries) add(name string, e DeliveryEntry) {
	if len(d.names) > 1 {
		e.Resolution = name
	}
	if d.inLanguage(e.Language) {
		d.report.Entries = append(d.report.Entries, e)
	}
}

// inLanguage tells whether a language is one of those that were asked for.
func (d *deliveries) inLanguage(tag string) bool {
	return d.options.Languages == nil || slices.ContainsFunc(d.options.Languages, func(l language.Language) bool { return l.String() == tag })
}

// openOf are the entries of a step that nothing was handed over for: what would be sent, and what cannot be.
func openOf(s deliver.Step) (open []DeliveryEntry) {
	if !s.Send && s.Reason != deliver.NoEdition {
		return nil
	}
	e := DeliveryEntry{Organization: s.Member.Organization, Language: s.Language.String(), Status: deliver.Open, Answer: s.Note}
	if s.Send {
		e.MessageID, e.Edition = s.ID, s.Offer.Edition
	}
	if s.Language.IsZero() && len(s.Member.Languages) > 0 {
		e.Language = s.Member.Languages[0].String() // what it waits for
	}
	to := s.To
	if len(to) == 0 {
		to = s.Member.To
	}
	for _, a := range to {
		e.To = a.String()
		open = append(open, e)
	}
	return open
}

// outdates tells whether who holds the edition of a record holds an old one: of another text, an earlier revision, or a
// provisional one where there is a final one.
func (d *Delivery) outdates(r deliver.Record) bool {
	if d.text == "" || r.Status != deliver.Sent && r.Status != deliver.Unknown {
		return false
	}
	l, _ := language.Parse(r.Language)
	final := string(edition.Final)
	return r.Text != d.text || r.Revision < d.revision() || r.Standing != final && d.offers.all[l].Standing == final
}

// renews tells whether the edition of a record was made anew, of the same text.
func (d *Delivery) renews(r deliver.Record) bool {
	if d.text == "" || d.outdates(r) || r.Status != deliver.Sent && r.Status != deliver.Unknown {
		return false
	}
	l, _ := language.Parse(r.Language)
	offer, there := d.offers.all[l]
	return there && offer.Problem == "" && offer.Edition != r.Edition
}

// revision is the resolution's by the settings.
func (d *Delivery) revision() int { return max(1, d.config.Resolution[d.Name].Revision) }

// A holder is an address of an organization, in one language.
type holder struct{ organization, language, to string }

func holderOf(r deliver.Record) holder { return holder{r.Organization, r.Language, r.To} }

// newestOf are the records, by their places, of what each holder holds or may hold.
func newestOf(records []deliver.Record) map[holder]int {
	newest := map[holder]int{}
	for i, r := range records {
		if r.Status == deliver.Sent || r.Status == deliver.Unknown {
			newest[holderOf(r)] = i
		}
	}
	return newest
}

// Outdated are the organizations that hold an outdated edition, each once.
func (r DeliveriesReport) Outdated() []string {
	return r.holders(func(e DeliveryEntry) bool { return e.Outdated })
}

// Earlier are the organizations that hold an earlier edition of the same text, each once.
func (r DeliveriesReport) Earlier() []string {
	return r.holders(func(e DeliveryEntry) bool { return e.Earlier })
}

func (r DeliveriesReport) holders(is func(DeliveryEntry) bool) (organizations []string) {
	seen := map[string]bool{}
	for _, e := range r.Entries {
		if is(e) && !seen[e.Organization] {
			seen[e.Organization] = true
			organizations = append(organizations, e.Organization)
		}
	}
	return organizations
}

// Summary counts the entries by their status: "12 sent, 1 bounced, 2 open".
func (r DeliveriesReport) Summary() string {
	counts := map[deliver.Status]int{}
	for _, e := range r.Entries {
		counts[e.Status]++
	}
	var parts []string
	for _, s := range []deliver.Status{deliver.Sent, deliver.Unknown, deliver.Deferred, deliver.Failed, deliver.Bounced, deliver.Open} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	if len(parts) == 0 {
		return "nothing was delivered"
	}
	return strings.Join(parts, ", ")
}
