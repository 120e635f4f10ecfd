package pipeline

import (
	"errors"
	"fmt"

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
