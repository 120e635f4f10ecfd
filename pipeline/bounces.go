package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"publish/pipeline/deliver"
	"publish/pipeline/finding"
)

// noteBounces reads mailboxes, and notes in the ledgers what has come back.
func (d *deliveries) noteBounces() error {
	unlock, err := deliver.LockLedgers(d.members, func() {
		if d.options.Notice != nil {
			d.options.Notice("a delivery is running; waiting for it")
		}
	})
	if err != nil {
		return err
	}
	defer unlock()
	ledgers := map[string]*deliver.Ledger{}
	for _, name := range d.names {
		if ledgers[name], err = deliver.LoadLedger(deliver.LedgerFile(d.members, name), d.marks[name]); err != nil {
			return err
		}
	}
	seen := map[string]bool{} // a notification that is there twice counts once
	index := deliver.NewIndex(ledgers)
	for _, box := range d.options.Mailboxes {
		if err := d.readBox(box, index, seen); err != nil {
			return err
		}
	}
	if len(d.options.Returned) > 0 {
		return d.noteReturned()
	}
	return nil
}

// readBox matches the messages of a mailbox and appends the bounces to the ledgers, each ledger at once.
func (d *deliveries) readBox(box string, index *deliver.Index, seen map[string]bool) error {
	lines := map[string][]deliver.Line{}
	err := deliver.ReadMailbox(box, func(name string, data []byte) {
		notice, err := deliver.ParseNotice(data)
		if errors.Is(err, deliver.ErrNoNotice) || seen[notice.ID] {
			return
		}
		seen[notice.ID] = true
		if errors.Is(err, deliver.ErrUnread) {
			d.report.Findings = append(d.report.Findings, unread(name, notice, index))
			return
		}
		returns, known := index.Match(notice)
		for _, r := range returns {
			lines[r.Ledger] = append(lines[r.Ledger], r.Line)
		}
		if !known {
			d.report.Findings = append(d.report.Findings, unmatched(name, notice)...)
		}
	})
	if err != nil {
		return fmt.Errorf("%s: %w", box, plain(err))
	}
	return d.appendAll(lines)
}

// appendAll appends lines to their ledgers.
func (d *deliveries) appendAll(lines map[string][]deliver.Line) error {
	for _, name := range d.names {
		if len(lines[name]) == 0 {
			continue
		}
		if err := d.append(name, lines[name]); err != nil {
			return err
		}
		d.report.Bounced += len(lines[name])
	}
	return nil
}

// unmatched tells of failures that are of no message in the ledgers.
func unmatched(name string, n deliver.Notice) (found []finding.Finding) {
	for _, r := range n.Recipients {
		if r.Action == "failed" {
			found = append(found, finding.Finding{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "bounce-unmatched",
				What: fmt.Sprintf("a message to %s came back (%s), but none of these deliveries sent it", r.Address, r.Reason), Do: "look whether it matters"})
		}
	}
	return found
}

// unread tells of a mail system's message that only a person can read, and of what it seems to be about.
func unread(name string, n deliver.Notice, index *deliver.Index) finding.Finding {
	f := finding.Finding{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "bounce-unread",
		What: fmt.Sprintf("“%s” from %s may be a bounce; it is in no form that can be read", n.Subject, n.From), Do: "look at it"}
	ledger, records := index.About(n)
	if len(records) == 0 {
		return f
	}
	var to []string
	for _, r := range records {
		to = append(to, r.To)
	}
	first := records[0]
	f.What += fmt.Sprintf(". It names <%s>: %s in %s, to %s of %s", first.ID, ledger, first.Language, strings.Join(to, ", "), first.Organization)
	f.Do = fmt.Sprintf("look at it; if the message came back, note it with `publish deliveries %s --returned %s`", ledger, first.Organization)
	return f
}

// noteReturned notes as bounced what is on record as sent to organizations or addresses, because a person has read that it came
// back.
func (d *deliveries) noteReturned() error {
	lines, found := map[string][]deliver.Line{}, map[string]bool{}
	for _, name := range d.names {
		ledger, err := deliver.LoadLedger(deliver.LedgerFile(d.members, name), d.marks[name])
		if err != nil {
			return err
		}
		records := ledger.Records()
		for _, i := range slices.Sorted(maps.Values(newestOf(records))) {
			r := records[i]
			means := func(s string) bool { return s == r.Organization || strings.EqualFold(s, r.To) }
			if at := slices.IndexFunc(d.options.Returned, means); at >= 0 && d.inLanguage(r.Language) {
				found[d.options.Returned[at]] = true
				lines[name] = append(lines[name], deliver.Line{Event: deliver.Bounce, ID: r.ID, To: []string{r.To}, Reason: "came back, as somebody has read"})
			}
		}
	}
	for _, o := range d.options.Returned {
		if !found[o] {
			return fmt.Errorf("--returned: nothing of %s is on record as sent to %q", strings.Join(d.names, ", "), o)
		}
	}
	return d.appendAll(lines)
}

// append writes lines to a ledger, and how far it has come.
func (d *deliveries) append(name string, lines []deliver.Line) error {
	now := d.options.Clock.Now()
	journal, err := deliver.OpenJournal(deliver.LedgerFile(d.members, name), d.marks[name], now)
	if err != nil {
		return err
	}
	for _, l := range lines {
		l.Time = now
		if err = journal.Note(l); err != nil {
			break
		}
	}
	err = errors.Join(err, journal.Close())
	keep := &Delivery{Name: name, project: d.Project}
	if err = errors.Join(err, keep.keepMark(journal.Mark())); err == nil {
		d.marks[name] = journal.Mark()
	}
	return err
}
