package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"publish/pipeline/deliver"
	"publish/pipeline/language"
	"publish/pipeline/mail"
)

// Prepare makes ready all that the plan needs: messages, password, certificates. What is missing is said before anybody is
// asked.
func (d *Delivery) Prepare() error {
	if d.Sending() == 0 {
		return nil
	}
	var err error
	if d.made, err = d.jobs(); err == nil {
		d.server, err = d.connectTo()
	}
	return err
}

// Send carries the plan out, once it is prepared, and calls progress for each address that is done. When ctx is done, what is
// in flight is finished. Its error says why messages are left that were not begun.
func (d *Delivery) Send(ctx context.Context, progress func(deliver.Outcome)) error {
	if d.Sending() == 0 && len(d.options.Arrived) == 0 {
		return nil
	}
	sender, jobs := deliver.Sender{Server: d.server, Clock: d.options.Clock, Done: progress, Notice: d.options.Notice}, d.made
	if d.options.Test != "" {
		d.tested = map[string]deliver.Outcome{}
		sender.Done = func(o deliver.Outcome) { d.tested[o.ID] = o; progress(o) }
		return sender.Send(ctx, jobs)
	}
	var err error
	sender.Journal, err = deliver.OpenJournal(d.file, d.mark, d.options.Clock.Now())
	if err != nil {
		return err
	}
	err = d.settle(sender.Journal)
	if err == nil {
		err = d.keepMark(sender.Journal.Mark()) // before anything is sent: a ledger that is lost after this is missed
	}
	if err == nil {
		err = sender.Send(ctx, jobs)
	}
	err = errors.Join(err, sender.Journal.Close())
	d.ledger = sender.Journal.Ledger()
	return errors.Join(err, d.keepMark(d.ledger.Mark))
}

// settle notes what a person has found out, or wants to be sent again.
func (d *Delivery) settle(j *deliver.Journal) error {
	now := d.options.Clock.Now()
	for _, r := range d.ledger.Records() {
		status := d.settlement(r)
		if status == "" {
			continue
		}
		if err := j.Append(deliver.Line{Event: deliver.Settle, Time: now, ID: r.ID, To: []string{r.To}, Status: status}); err != nil {
			return err
		}
	}
	return nil
}

// settlement is what becomes of a record by the word of a person; "" if nothing.
func (d *Delivery) settlement(r deliver.Record) deliver.Status {
	meant := d.options.Languages == nil || slices.ContainsFunc(d.options.Languages, func(l language.Language) bool { return l.String() == r.Language })
	switch {
	case r.Status == deliver.Unknown && meant && slices.Contains(d.options.Arrived, r.Organization):
		return deliver.Sent
	case !slices.Contains([]deliver.Status{deliver.Unknown, deliver.Failed, deliver.Bounced}, r.Status):
		return ""
	}
	again := slices.ContainsFunc(d.Steps, func(s deliver.Step) bool {
		return s.Send && s.Reason == deliver.Resent && s.Member.Organization == r.Organization && (!d.config.Deliver.All || s.Language.String() == r.Language) &&
			slices.ContainsFunc(s.To, func(to mail.Address) bool { return strings.EqualFold(to.String(), r.To) })
	})
	if again {
		return deliver.Open
	}
	return ""
}

// jobs are the messages of the plan, each package encoded once.
func (d *Delivery) jobs() ([]deliver.Job, error) {
	post, err := d.project.posting(d.config)
	if err != nil {
		return nil, err
	}
	packages := map[string]func() (*mail.Package, error){}
	var jobs []deliver.Job
	for _, s := range d.Steps {
		if !s.Send {
			continue
		}
		key := fmt.Sprint(s.Language, s.Member.Attach)
		if packages[key] == nil {
			packages[key] = sync.OnceValues(func() (*mail.Package, error) { return d.offers.pack(s.Language, s.Member.Attach) })
		}
		pack, err := packages[key]()
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, post.jobs(s, pack)...)
	}
	return jobs, nil
}

// connectTo is what [smtp] says, with the password and the certificates.
func (d *Delivery) connectTo() (deliver.Server, error) {
	s := deliver.Server{Settings: d.config.SMTP}
	if err := s.Usable(); err != nil {
		return s, err
	}
	if s.User != "" {
		var err error
		if s.Password, err = d.password(s.Settings); err != nil {
			return s, err
		}
	}
	if s.CA == "" {
		return s, nil
	}
	data, _, err := d.project.readBeyond(s.CA, deliver.MaxCA)
	if err != nil {
		return s, fmt.Errorf("[smtp] ca: %w", err)
	}
	s.Roots, err = deliver.Roots(s.CA, data)
	return s, err
}

// password is that of the environment, else of the file that [smtp] names, which nobody else may read.
func (d *Delivery) password(s deliver.Settings) (string, error) {
	switch {
	case d.options.Password != "":
		return d.options.Password, nil
	case s.PasswordFile == "":
		return "", errors.New("[smtp] has a user, and nowhere is a password; put it into the environment as PUBLISH_SMTP_PASSWORD, or into a file of mode 600 that password_file names")
	}
	data, mode, err := d.project.readBeyond(s.PasswordFile, deliver.MaxPassword)
	if err != nil {
		return "", fmt.Errorf("[smtp] password_file: %w", err)
	}
	if modes && mode&0o077 != 0 {
		return "", fmt.Errorf("%s: others may read the password (mode %04o); keep it for yourself with `chmod 600 %s`", s.PasswordFile, mode, s.PasswordFile)
	}
	password := strings.TrimRight(string(data), "\r\n")
	if password == "" || strings.ContainsAny(password, "\r\n\x00") {
		return "", fmt.Errorf("%s: it must hold the password alone, on one line", s.PasswordFile)
	}
	return password, nil
}
