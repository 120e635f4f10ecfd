package pipeline

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"publish/pipeline/deliver"
)

// An Export says which messages were written.
type Export struct {
	File     string   `json:"file"`
	Messages int      `json:"messages"`
	Failures []string `json:"errors"`
}

// ExportMessages writes the messages that deliveries would send now, for who sends them by other means: into a new mbox file, or
// into a Maildir. No ledger knows of them.
func ExportMessages(p *Project, o BundleOptions, box string, maildir bool) (Export, error) {
	report := Export{File: box, Failures: []string{}}
	plans, err := p.openPlans(o)
	if err != nil {
		return report, err
	}
	now := o.Clock.Now()
	write, closeBox := maildirWriter(box)
	if !maildir {
		if write, closeBox, err = mboxWriter(box, now); err != nil {
			return report, err
		}
	}
	for _, d := range plans {
		report.Failures = append(report.Failures, d.Failures...)
		for _, s := range d.Steps {
			if s.Reason == deliver.NoEdition || s.Reason == deliver.Outdated {
				report.Failures = append(report.Failures, fmt.Sprintf("%s gets nothing of %s: %s", s.Member.Organization, d.Name, s.Note))
			}
		}
		jobs, err := d.jobs()
		for _, j := range jobs {
			var head, body []byte
			if head, body, err = j.Compose(now); err == nil {
				err = write(j, slices.Concat(head, body))
			}
			if err != nil {
				break
			}
			report.Messages++
		}
		if err != nil {
			return report, errors.Join(err, closeBox(false))
		}
	}
	return report, closeBox(true)
}

// mboxWriter writes messages to a file that is there when all are.
func mboxWriter(box string, now time.Time) (write func(deliver.Job, []byte) error, closeBox func(keep bool) error, err error) {
	if _, err := os.Lstat(box); err == nil {
		return nil, nil, fmt.Errorf("%s is there already; name another file, or move it elsewhere", box)
	}
	temp := filepath.Join(filepath.Dir(box), tempPrefix+filepath.Base(box))
	os.Remove(temp)
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", box, plain(err))
	}
	out := bufio.NewWriterSize(f, 1<<20)
	write = func(j deliver.Job, message []byte) error {
		_, err := out.Write(deliver.AppendMbox(nil, j.From, now.UTC().Format(time.ANSIC), message))
		return err
	}
	return write, func(keep bool) error {
		defer os.Remove(temp)
		err := errors.Join(out.Flush(), f.Sync(), f.Close())
		if err == nil && keep {
			err = os.Rename(temp, box)
		}
		if err != nil {
			return fmt.Errorf("%s: %w; nothing was written: %s, and run again", box, plain(err), remedy(err))
		}
		return nil
	}, nil
}

// maildirWriter puts messages into a Maildir: first into tmp, then into new. A message that is there already, by its
// Message-ID, is replaced.
func maildirWriter(dir string) (write func(deliver.Job, []byte) error, closeBox func(bool) error) {
	return func(j deliver.Job, message []byte) error {
		for _, folder := range []string{"tmp", "new", "cur"} {
			if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
				return fmt.Errorf("%s: %w", dir, plain(err))
			}
		}
		id, _, _ := strings.Cut(j.ID, "@")
		id += "." + hashOf([]byte(strings.Join(j.To, ",")))[:8] // one Message-ID can go to some addresses of a member by itself
		temp := filepath.Join(dir, "tmp", id+".publish")
		err := fillBeyond(temp, message, 0o600)
		if err == nil {
			err = os.Rename(temp, filepath.Join(dir, "new", id+".publish"))
		}
		if err != nil {
			return fmt.Errorf("%s: %w; %s, and run again", dir, plain(err), remedy(err))
		}
		return nil
	}, func(bool) error { return nil }
}
