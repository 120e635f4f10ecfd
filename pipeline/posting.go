package pipeline

import (
	"fmt"
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

// job is the message of a step.
func (p posting) job(s deliver.Step, pack *mail.Package) deliver.Job {
	dispatch := p.dispatch
	dispatch.ID, dispatch.To, dispatch.Corrects = s.ID, s.Member.To, s.Corrects
	from := p.from
	if !p.bounces.IsZero() {
		from = mail.ReturnPath(p.bounces, s.ID)
	}
	j := deliver.Job{ID: s.ID, Organization: s.Member.Organization, Language: s.Language.String(), From: from.String(), Edition: s.Offer.Edition, Standing: s.Offer.Standing,
		Text: s.Offer.Text, Revision: s.Offer.Revision, Corrects: s.Corrects}
	for _, to := range s.To {
		j.To = append(j.To, to.String())
	}
	j.Compose = func(moment time.Time) ([]byte, error) {
		d := dispatch
		d.Date = moment
		return pack.Message(d)
	}
	return j
}
