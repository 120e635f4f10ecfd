package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"publish/pipeline/deliver"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/mail"
)

// marksFile says how far the ledgers of the project's deliveries have come.
const marksFile = "deliveries.toml"

// DeliveryOptions say what of a resolution is delivered to whom.
type DeliveryOptions struct {
	Resolution  string
	Languages   []language.Language // nil: all
	Only        []string            // organizations; nil: all members
	Resend      []string            // organizations whose unknown and refused messages are sent again
	Arrived     []string            // organizations whose unknown messages have arrived, as somebody has found out
	Test        string              // address that gets one message of each language, and nobody else anything
	Provisional bool                // send provisional editions, too
	Renew       bool                // send who holds an earlier edition of the same text the one of now
	DryRun      bool                // make a plan, and touch nothing
	Clock       deliver.Clock
	Password    string // from the environment; "": from the file that [smtp] names
	Notice      func(string)
}

// A Delivery is an open delivery of one resolution: its plan, and the ledger that nobody else writes meanwhile. Close it.
type Delivery struct {
	Name     string
	Findings []finding.Finding
	Steps    []deliver.Step
	Failures []string // why editions that somebody should get are not sent

	options DeliveryOptions
	project *Project
	config  Config
	members deliver.Members
	offers  *offers
	text    string // hash of the canonical text as it is now
	file    string // of the ledger
	mark    deliver.Mark
	ledger  *deliver.Ledger
	unlock  func()
	made    []deliver.Job // the plan's messages, once it is prepared
	server  deliver.Server
	tested  map[string]deliver.Outcome // by Message-ID: what became of tests, which are on no record
}

// OpenDelivery makes the plan of a delivery. It waits until no other one runs, unless it is to touch nothing.
func OpenDelivery(p *Project, o DeliveryOptions) (*Delivery, error) {
	d := &Delivery{options: o, project: p, unlock: func() {}}
	if err := d.open(); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Delivery) open() error {
	reading, err := d.read()
	if err != nil {
		return err
	}
	d.text = textHash(reading.doc)
	if d.offers, err = d.project.offersOf(reading, d.config, d.options.Provisional); err != nil {
		return err
	}
	if d.options.Test != "" {
		return d.planTest()
	}
	if err := d.readMembers(); err != nil {
		return err
	}
	if err := d.openLedger(); err != nil {
		return err
	}
	d.plan()
	return nil
}

// Close lets others deliver.
func (d *Delivery) Close() error {
	d.unlock()
	d.unlock = func() {}
	return nil
}

// read reads settings and the canonical text.
func (d *Delivery) read() (reading, error) {
	c, err := d.project.readCanon()
	if err != nil {
		return reading{}, err
	}
	d.config = c.config
	asked, err := c.asked([]string{d.options.Resolution})
	if err != nil {
		return reading{}, errors.Join(append(c.failures, err)...)
	}
	r := c.readings[asked[0]]
	d.Name = r.name
	return r, nil
}

// readMembers reads who receives what, and holds the organizations of the options to it.
func (d *Delivery) readMembers() error {
	var err error
	d.members, d.Findings, err = d.project.readMembers(d.config)
	if err != nil {
		return err
	}
	if finding.Worst(d.Findings) == finding.Error {
		var wrong []error
		for _, f := range d.Findings {
			if f.Level == finding.Error {
				wrong = append(wrong, errors.New(f.String()))
			}
		}
		return errors.Join(append(wrong, errors.New("nothing is sent while members are wrong: somebody would get nothing, unnoticed"))...)
	}
	for _, o := range slices.Concat(d.options.Only, d.options.Resend, d.options.Arrived) {
		if _, known := d.members.Of(o); !known {
			return fmt.Errorf("%s has no member %q; did you mean %q?", d.members.File, o, finding.Nearest(o, d.organizations()))
		}
	}
	return nil
}

func (d *Delivery) organizations() []string {
	var all []string
	for _, m := range d.members.All {
		all = append(all, m.Organization)
	}
	return all
}

// openLedger waits for its turn and reads the ledger.
func (d *Delivery) openLedger() error {
	d.file = deliver.LedgerFile(d.membersPath(), d.Name)
	if !d.options.DryRun {
		unlock, err := deliver.LockLedgers(d.membersPath(), func() { d.notice("another delivery is running; waiting for it") })
		if err != nil {
			return err
		}
		d.unlock = unlock
	}
	marks, err := d.project.marks()
	if err != nil {
		return err
	}
	d.mark = marks[d.Name]
	d.ledger, err = deliver.LoadLedger(d.file, d.mark)
	return err
}

func (d *Delivery) membersPath() string { return d.project.beyond(d.config.Deliver.Members) }

func (d *Delivery) notice(s string) {
	if d.options.Notice != nil {
		d.options.Notice(s)
	}
}

func (p *Project) marks() (deliver.Marks, error) {
	if !p.Exists(marksFile) {
		return deliver.Marks{}, nil
	}
	data, err := p.Read(marksFile)
	if err != nil {
		return nil, err
	}
	return deliver.ParseMarks(marksFile, data)
}

// keepMark writes how far the ledger has come.
func (d *Delivery) keepMark(m deliver.Mark) error {
	marks, err := d.project.marks()
	if err != nil || marks[d.Name] == m {
		return err
	}
	marks[d.Name] = m
	return d.project.Write(marksFile, marks.Bytes())
}

// plan plans, and notes why editions are missing that somebody should get.
func (d *Delivery) plan() {
	resend := d.options.Resend
	only := slices.Concat(d.options.Only, resend, d.options.Arrived) // who names some means no other
	d.Steps = deliver.Plan(deliver.Order{Members: d.members.All, Offers: d.offers.all, Ledger: d.ledger, All: d.config.Deliver.All, Only: only,
		Langs: d.options.Languages, Resend: resend, Renew: d.options.Renew, Identify: d.identify})
	blocked := map[language.Language]bool{}
	for _, s := range d.Steps {
		if p := s.Offer.Problem; p != "" && !s.Offer.Absent && !blocked[s.Language] {
			blocked[s.Language] = true
			d.Failures = append(d.Failures, fmt.Sprintf("%s in %s is not sent: %s", d.Name, s.Language, p))
		}
	}
}

func (d *Delivery) identify(organization, language, edition string) string {
	return mail.MessageID(d.offers.domain, organization, d.Name, language, edition)
}

// planTest plans a message of each language to one address.
func (d *Delivery) planTest() error {
	to, err := mail.ParseAddress(d.options.Test)
	if err != nil {
		return fmt.Errorf("--test: %w", err)
	}
	for _, l := range d.offers.languages {
		o := d.offers.all[l]
		if d.options.Languages != nil && !slices.Contains(d.options.Languages, l) {
			continue
		}
		if o.Problem != "" {
			d.Failures = append(d.Failures, fmt.Sprintf("%s in %s is not sent: %s", d.Name, l, o.Problem))
			continue
		}
		d.Steps = append(d.Steps, deliver.Step{Member: deliver.Member{Organization: "test", Languages: []language.Language{l}, To: []mail.Address{to}, Attach: []deliver.Form{deliver.Screen}},
			Language: l, Send: true, Reason: deliver.Test, To: []mail.Address{to}, ID: deliver.TestID(d.offers.domain), Offer: o})
		if d.options.Languages == nil {
			break // one is enough to look at
		}
	}
	if len(d.Steps)+len(d.Failures) == 0 {
		return fmt.Errorf("no edition of %s to send; run publish first", d.Name)
	}
	return nil
}

// Sending counts the messages that the plan sends.
func (d *Delivery) Sending() int {
	n := 0
	for _, s := range d.Steps {
		if s.Send {
			n++
		}
	}
	return n
}

// Results are what the ledger knows now of each address that the plan is about, in the plan's order.
func (d *Delivery) Results() []DeliveryResult {
	var results []DeliveryResult
	for _, s := range d.Steps {
		for _, to := range s.To {
			r := DeliveryResult{Organization: s.Member.Organization, Language: s.Language.String(), To: to.String(), MessageID: s.ID, Edition: s.Offer.Edition, Status: deliver.Open}
			if o, is := d.tested[s.ID]; is {
				r.Status, r.Answer = o.Status, o.Answer
			} else if d.ledger != nil {
				known := d.ledger.Record(s.ID, to.String())
				r.Status, r.Answer, r.Edition = known.Status, known.Answer, cmp.Or(known.Edition, r.Edition)
			}
			results = append(results, r)
		}
	}
	return results
}

// A DeliveryResult is what became of one message for one address.
type DeliveryResult struct {
	Organization string         `json:"organization"`
	Language     string         `json:"language"`
	To           string         `json:"to"`
	Status       deliver.Status `json:"status"`
	MessageID    string         `json:"message_id"`
	Edition      string         `json:"edition"`
	Answer       string         `json:"answer,omitempty"`
}
