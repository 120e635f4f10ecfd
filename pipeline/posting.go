package pipeline

import (
	"fmt"
	"slices"
	"time"

	"publish/pipeline/deliver"
	"publish/pipeline/mail"
)

// A posting is what all messages of a delivery have in common, by the settings.
type posting struct {
	from     mail.Address // of the envelope, without VERP
	bounces  mail.Address // zero: what bounces goes to the publisher
	dispatch mail.Dispatch
}

// posting reads what [publisher], [deliver] and [dkim] say of messages.
func (p *Project) posting(c Config) (posting, error) {
	from, err := mail.ParseAddress(c.Publisher.Email)
	if err != nil {
		return posting{}, fmt.Errorf("%s: [publisher] email: %w", configFile, err)
	}
	post := posting{from: from, bounces: c.Deliver.Bounces, dispatch: mail.Dispatch{ReplyTo: c.Deliver.ReplyTo, Unsubscribe: c.Deliver.Unsubscribe}}
	if c.DKIM == (DKIMConfig{}) {
		return post, nil
	}
	data, mode, err := p.readBeyond(c.DKIM.Key, 1<<16)
	if err != nil {
		return post, fmt.Errorf("[dkim] key: %w", err)
	}
	if modes && mode&0o077 != 0 {
		return post, fmt.Errorf("%s: others may read the key (mode %04o); keep it for yourself with `chmod 600 %s`", c.DKIM.Key, mode, c.DKIM.Key)
	}
	if post.dispatch.Signer, err = mail.NewSigner(c.DKIM.Domain, c.DKIM.Selector, data); err != nil {
		return post, fmt.Errorf("[dkim]: %w", err)
	}
	return post, nil
}

// jobs are the messages of a step: one, or two where some of the addresses need UTF-8 (RFC 6531), which not every server takes.
// The others must not suffer by it, so their message does not name these.
func (p posting) jobs(s deliver.Step, pack *mail.Package) []deliver.Job {
	plain := func(a mail.Address) bool { return !a.NeedsUTF8() }
	foreign := mail.Address.NeedsUTF8
	var jobs []deliver.Job
	if to := only(s.To, plain); len(to) > 0 {
		jobs = append(jobs, p.job(s, to, only(s.Member.To, plain), pack))
	}
	if to := only(s.To, foreign); len(to) > 0 {
		jobs = append(jobs, p.job(s, to, s.Member.To, pack))
	}
	return jobs
}

func only(list []mail.Address, keep func(mail.Address) bool) []mail.Address {
	return slices.DeleteFunc(slices.Clone(list), func(a mail.Address) bool { return !keep(a) })
}

// job is a message to some addresses; all that it names are the member's own.
func (p posting) job(s deliver.Step, to, named []mail.Address, pack *mail.Package) deliver.Job {
	dispatch := p.dispatch
	dispatch.ID, dispatch.To, dispatch.Corrects = s.ID, named, s.Corrects
	from := p.from
	if !p.bounces.IsZero() {
		from = mail.ReturnPath(p.bounces, s.ID)
	}
	j := deliver.Job{ID: s.ID, Organization: s.Member.Organization, Language: s.Language.String(), From: from.String(), Edition: s.Offer.Edition, Standing: s.Offer.Standing,
		Text: s.Offer.Text, Revision: s.Offer.Revision, Corrects: s.Corrects}
	for _, a := range to {
		j.To = append(j.To, a.String())
	}
	j.Compose = func(moment time.Time) (head, body []byte, err error) {
		d := dispatch
		d.Date = moment
		return pack.Compose(d)
	}
	return j
}
