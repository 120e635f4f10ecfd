package deliver

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/mail"
)

// An Offer is an edition that could be sent.
type Offer struct {
	Language language.Language
	Edition  string // hash
	Standing string // final or provisional
	Text     string // hash of the canonical text that it is of
	Revision int
	Problem  string // why it is not sent; "" if it may be
	Absent   bool   // it counts as not there: a member's next language serves
	Anew     bool   // who holds an earlier edition of the same text gets this one, too
}

// supersedes tells whether who holds the edition of a record should get this one: another text, a higher revision, or the
// final edition after a provisional one. That it was made anew is no reason unless somebody asks for it: the translation may be
// better, but a font or a margin may be all.
func (o Offer) supersedes(r Record) bool {
	return o.Text != r.Text || o.Revision > r.Revision || o.Standing == "final" && r.Standing != "final" || o.Anew && o.madeAnew(r)
}

// madeAnew tells whether this is another edition of the same text in the same language.
func (o Offer) madeAnew(r Record) bool {
	return o.Language.String() == r.Language && o.Edition != r.Edition && o.Text == r.Text && o.Revision == r.Revision && o.Standing == r.Standing
}

// A Reason is why something is planned.
type Reason string

// The reasons to send.
const (
	Preference Reason = "preference" // the language that the member likes best
	Fallback   Reason = "fallback"   // there is no edition in what it likes better
	Corrected  Reason = "corrected"  // it holds an edition of an older text
	Completed  Reason = "final"      // it holds a provisional edition
	Renewed    Reason = "renewed"    // it holds an earlier edition of the same text, and somebody asked
	Again      Reason = "again"      // the server did not take it
	Resent     Reason = "resent"     // asked for
	Test       Reason = "test"       // to oneself
)

// The reasons not to send.
const (
	Has       Reason = "has it"
	Lost      Reason = "unknown" // somebody must look into the server's log
	Refused   Reason = "failed"  // the server refused it for good
	Returned  Reason = "bounced"
	Paused    Reason = "paused"
	NoAddress Reason = "no address"
	NoEdition Reason = "no edition"
	Outdated  Reason = "outdated" // it holds an older text, in a language that it likes better than those of the new one
)

// A Step is one line of a plan: a message to some addresses of a member, or why there is none.
type Step struct {
	Member   Member
	Language language.Language // the zero language where there is no edition
	Send     bool
	Reason   Reason
	Note     string         // for people: what stands in the way, what the server said
	To       []mail.Address // those of the member that the step is about
	ID       string         // Message-ID of the message; that of the earlier one where nothing is sent
	Corrects string         // Message-ID of what the member holds
	Earlier  bool           // the member has an earlier edition of the same text than this offer
	Offer    Offer
}

// TestID is the Message-ID of a test: by chance, so that a second test is not taken for a double of the first.
func TestID(domain string) string { return strings.ToLower(rand.Text()) + "@" + domain }

// An Order is what a plan is made of.
type Order struct {
	Members  []Member
	Offers   map[language.Language]Offer
	Ledger   *Ledger
	All      bool                // each member gets all its languages, not the first alone
	Only     []string            // organizations; nil: all
	Langs    []language.Language // nil: all
	Resend   []string            // organizations whose unknown and failed messages are sent again
	Renew    bool                // who holds an earlier edition of the same text gets the one of now
	Identify func(organization, language, edition string) string
}

// Plan says for each member what is sent to it, and what is not, and why: in the order of the members, then of their
// languages. It is a function of its order: the same ledger gives the same plan.
func Plan(o Order) []Step {
	known := map[string]bool{}
	for _, m := range o.Members {
		known[m.Organization] = true
	}
	records := map[string][]Record{} // by organization; of those that are no members any more, by address
	for _, r := range o.Ledger.Records() {
		key := r.Organization
		if !known[key] {
			key = orphan(r.To)
		}
		records[key] = append(records[key], r)
	}
	steps := make([]Step, 0, len(o.Members))
	for _, m := range o.Members {
		if o.Only != nil && !slices.Contains(o.Only, m.Organization) {
			continue
		}
		own := records[m.Organization]
		for _, to := range m.To { // an organization whose id was mended has its mail already
			own = append(own[:len(own):len(own)], records[orphan(to.String())]...)
		}
		slices.SortStableFunc(own, func(a, b Record) int { return cmp.Compare(a.line, b.line) })
		steps = append(steps, o.member(m, own)...)
	}
	return steps
}

// orphan is the key of records of an address whose organization is no member.
func orphan(to string) string { return "<" + strings.ToLower(to) }

func (o Order) member(m Member, records []Record) []Step {
	switch {
	case m.Paused:
		return []Step{{Member: m, Reason: Paused}}
	case len(m.To) == 0:
		return []Step{{Member: m, Reason: NoAddress, Note: "`publish bundle` makes an archive to hand over"}}
	}
	var steps []Step
	for _, c := range o.Choose(m) {
		if o.Langs != nil && c.Offer.Language != (language.Language{}) && !slices.Contains(o.Langs, c.Offer.Language) {
			continue
		}
		steps = append(steps, o.addresses(c, records)...)
	}
	return steps
}

// Choose says which editions a member gets, whatever it holds and however it is reached: those that a plan would send.
func (o Order) Choose(m Member) []Step {
	wanted := m.Languages
	if o.Langs != nil && o.Only != nil { // this one in that language: no other one is meant
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(l language.Language) bool { return !slices.Contains(o.Langs, l) })
	}
	var chosen []Step
	var missing []string
	for _, l := range wanted {
		offer, there := o.Offers[l]
		if !there || offer.Absent {
			missing = append(missing, absence(l, offer, there))
			continue
		}
		offer.Anew = o.Renew
		step := Step{Member: m, Language: l, Reason: Preference, Offer: offer}
		if len(missing) > 0 {
			step.Reason, step.Note = Fallback, strings.Join(missing, "; ")
		}
		chosen = append(chosen, step)
		if !o.All {
			return chosen
		}
	}
	if len(chosen) == 0 {
		return []Step{{Member: m, Reason: NoEdition, Note: strings.Join(missing, "; ")}}
	}
	return chosen
}

func absence(l language.Language, o Offer, there bool) string {
	if !there {
		return fmt.Sprintf("no edition in %s", l)
	}
	return fmt.Sprintf("%s is %s", l, o.Problem)
}

// addresses splits a choice by what the ledger knows of each address.
func (o Order) addresses(c Step, records []Record) []Step {
	if c.Reason == NoEdition {
		return []Step{c}
	}
	var steps []Step
	for _, to := range c.Member.To {
		step := o.address(c, to.String(), records)
		same := slices.IndexFunc(steps, func(s Step) bool {
			return s.Send == step.Send && s.Reason == step.Reason && s.ID == step.ID && s.Corrects == step.Corrects && s.Note == step.Note
		})
		if same < 0 {
			steps, same = append(steps, step), len(steps)
		}
		steps[same].To = append(steps[same].To, to)
	}
	return steps
}

// address decides about one address.
func (o Order) address(c Step, to string, all []Record) Step {
	var records []Record
	var holds *Record
	for _, r := range all {
		if strings.EqualFold(r.To, to) && (!o.All || r.Language == c.Language.String()) {
			records = append(records, r)
		}
	}
	for i, r := range records {
		if r.Status == Sent || r.Status == Unknown {
			holds = &records[i]
		}
	}
	c.Send = c.Offer.Problem == ""
	if !c.Send {
		c.Reason, c.Note = NoEdition, c.Offer.Problem
	}
	c.ID = o.identify(c, records, holds)
	return decide(c, newest(records, c.ID), holds, slices.Contains(o.Resend, c.Member.Organization))
}

// identify gives the step's message its ID: that of member, edition and language; or, where the text was changed and
// changed back, one that says what it corrects: a message with the ID of the first would be taken for a double.
func (o Order) identify(c Step, records []Record, holds *Record) string {
	organization, language, edition := c.Member.Organization, c.Language.String(), c.Offer.Edition
	id := o.Identify(organization, language, edition)
	before := slices.ContainsFunc(records, func(r Record) bool { return r.ID == id && (r.Status == Sent || r.Status == Unknown) })
	if before && holds.ID != id && c.Offer.supersedes(*holds) {
		return o.Identify(organization, language, edition+" after "+holds.ID)
	}
	return id
}

// newest is the record of this message; without one, the last of all.
func newest(records []Record, id string) *Record {
	if i := slices.IndexFunc(records, func(r Record) bool { return r.ID == id }); i >= 0 {
		return &records[i]
	}
	if len(records) == 0 {
		return nil
	}
	return &records[len(records)-1]
}

// decide settles a step by the newest record of the address, and by the newest edition that it holds or may hold.
func decide(c Step, last, holds *Record, resend bool) Step {
	keep := func(r *Record, why Reason, note string) Step {
		c.Send, c.Reason, c.Note, c.ID = false, why, note, r.ID
		return c
	}
	switch {
	case last == nil:
		return c
	case holds != nil && holds.ID != c.ID && c.Offer.supersedes(*holds) && c.Member.prefers(holds.Language, c.Language):
		return keep(holds, Outdated, "holds an older text in "+holds.Language+"; "+c.Note)
	case holds != nil && holds.ID != c.ID && c.Offer.supersedes(*holds):
		c.Corrects = holds.ID
		if c.Send {
			c.Reason = succession(c.Offer, *holds)
		}
		return retried(c, last, resend)
	case holds != nil && holds.Status == Sent:
		c.Earlier = c.Offer.madeAnew(*holds)
		return keep(holds, Has, heldNote(c, *holds))
	case holds != nil && !resend:
		return keep(holds, Lost, "handed over at "+holds.Attempted.Format("2006-01-02 15:04:05Z07:00")+", no answer; look for <"+holds.ID+"> in the server's log")
	}
	return retried(c, last, resend)
}

// succession is why who holds the edition of a record gets an offer that supersedes it.
func succession(o Offer, holds Record) Reason {
	switch {
	case holds.Standing != "final" && o.Standing == "final":
		return Completed
	case o.madeAnew(holds):
		return Renewed
	}
	return Corrected
}

// prefers tells whether a member likes a language better than another one.
func (m Member) prefers(tag string, other language.Language) bool {
	for _, l := range m.Languages {
		if l == other {
			return false
		}
		if l.String() == tag {
			return true
		}
	}
	return false
}

// retried is a step whose message, or an older one that no later text has superseded, was refused before.
func retried(c Step, last *Record, resend bool) Step {
	if last.ID != c.ID && c.Offer.supersedes(*last) {
		return c
	}
	bad := map[Status]Reason{Failed: Refused, Bounced: Returned, Unknown: Lost}[last.Status]
	switch {
	case last.Status == Deferred && c.Send:
		c.Reason, c.Note = Again, last.Answer
	case bad != "" && !resend:
		c.Send, c.Reason, c.Note, c.ID = false, bad, last.Answer, last.ID
	case (bad != "" || last.Status == Open) && c.Send:
		c.Reason, c.Note = Resent, ""
	}
	return c
}

// heldNote says what of the edition that a member holds is not that of the plan.
func heldNote(c Step, r Record) string {
	note := "since " + r.Attempted.Format("2006-01-02")
	if r.Language != c.Language.String() {
		note += ", in " + r.Language
	} else if c.Earlier {
		note += ", an earlier edition of the same text"
	}
	return note
}
