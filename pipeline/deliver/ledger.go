package deliver

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// A Record is what a ledger knows of one message for one address.
type Record struct {
	ID           string // Message-ID, without angle brackets
	Organization string
	Language     string
	To           string
	Edition      string // the edition's hash
	Standing     string // of the edition: final or provisional
	Text         string // hash of the canonical text
	Revision     int
	Corrects     string
	Message      string // SHA-256 of the message that was last handed over
	Status       Status
	Attempts     int
	Attempted    time.Time // the last attempt: the Date of the message
	Answered     time.Time // zero where nobody answered
	Answer       string    // the server's last words, a bounce's reason
	line         int       // of the last attempt: the order of records
}

// A Mark is how far a ledger has come: so many lines, the last of which has this chain. It is kept apart from the ledger,
// so that a ledger that was lost, or replaced by an older copy, is noticed.
type Mark struct {
	Ledger string // the ledger's own id
	Lines  int
	Chain  string
}

// A Ledger is what was handed over of one resolution, read from its file.
type Ledger struct {
	Mark
	Torn    int   // bytes of a last line that was not written whole: it is not believed
	Size    int64 // bytes of the whole lines
	records map[recordKey]*Record
	notices map[string]bool // Message-IDs of the notifications that its bounces come from
	marked  string          // the chain at the mark that it was read with
}

type recordKey struct{ id, to string }

// keyOf takes an address in capitals and in small letters for one: hardly a server tells them apart, and a person who mends
// one must not cause a second message.
func keyOf(id, to string) recordKey { return recordKey{id, strings.ToLower(to)} }

// Records are the ledger's, in the order of their last attempts.
func (l *Ledger) Records() []Record {
	records := make([]Record, 0, len(l.records))
	for _, r := range l.records {
		records = append(records, *r)
	}
	slices.SortFunc(records, func(a, b Record) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.To, b.To)) })
	return records
}

// Record is what the ledger knows of a message for an address; Open where it knows nothing.
func (l *Ledger) Record(id, to string) Record {
	if r := l.records[keyOf(id, to)]; r != nil {
		return *r
	}
	return Record{ID: id, To: to, Status: Open}
}

// Noticed tells whether a notification has been noted already.
func (l *Ledger) Noticed(id string) bool { return l.notices[id] }

// ReadLedger reads a ledger as far as its lines are whole, and proves that each follows the one before it. A last line that
// was not written whole is left out and counted in Torn. An error names file and line: the ledger was edited, or is none,
// or it is not the one on record (zero: none is), or lacks what is on record.
func ReadLedger(file string, r io.Reader, on Mark) (*Ledger, error) {
	l := &Ledger{records: map[recordKey]*Record{}}
	lines := bufio.NewReaderSize(r, MaxLine)
	for {
		data, err := lines.ReadSlice('\n')
		switch {
		case errors.Is(err, io.EOF):
			l.Torn = len(data)
			if err := l.behind(on); err != nil {
				return nil, fmt.Errorf("%s: %w; nothing is sent without it: put it back from a backup", file, err)
			}
			return l, nil
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, edited(file, l.Lines+1, fmt.Errorf("longer than %d bytes", MaxLine))
		case err != nil:
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if err := l.take(data); err != nil {
			return nil, edited(file, l.Lines+1, err)
		}
		if l.Lines == on.Lines {
			l.marked = l.Chain
		}
		if l.Size > MaxLedger {
			return nil, fmt.Errorf("%s: more than %d bytes; give the resolution another name to go on", file, MaxLedger)
		}
	}
}

func edited(file string, line int, err error) error {
	return fmt.Errorf("%s:%d: %w; nothing is sent by a ledger that cannot be believed: put the file back from a backup", file, line, err)
}

// take reads one line and adds it to the records.
func (l *Ledger) take(data []byte) error {
	line, chain, err := decode(data, l.Chain)
	if err != nil {
		return err
	}
	if (line.Event == Begin) != (l.Lines == 0) {
		return errors.New("a ledger begins with one line that says so, and has no other")
	}
	if err := l.apply(line); err != nil {
		return err
	}
	l.advance(data, chain)
	return nil
}

func (l *Ledger) advance(data []byte, chain string) {
	l.Lines++
	l.Size += int64(len(data))
	l.Chain = chain
}

// apply adds what a line says to the records.
func (l *Ledger) apply(line Line) error {
	switch line.Event {
	case Begin:
		l.Ledger = line.Ledger
	case Attempt:
		for _, to := range line.To {
			l.attempt(line, to)
		}
	case Answer:
		for _, res := range line.Results {
			if err := l.change(line, res.To, res.Status, res.Answer); err != nil {
				return err
			}
		}
	case Settle:
		for _, to := range line.To {
			if err := l.change(line, to, line.Status, "settled by hand"); err != nil {
				return err
			}
		}
	case Bounce:
		if line.Notice != "" {
			if l.notices == nil {
				l.notices = map[string]bool{}
			}
			l.notices[line.Notice] = true
		}
		for _, to := range line.To {
			if err := l.change(line, to, Bounced, line.Reason); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *Ledger) attempt(line Line, to string) {
	key := keyOf(line.ID, to)
	r := l.records[key]
	if r == nil {
		r = &Record{}
		l.records[key] = r
	}
	*r = Record{ID: line.ID, Organization: line.Organization, Language: line.Language, To: to, Edition: line.Edition,
		Standing: line.Standing, Text: line.Text, Revision: line.Revision, Corrects: line.Corrects, Message: line.Message,
		Status: Unknown, Attempts: r.Attempts + 1, Attempted: line.Time, line: l.Lines}
}

func (l *Ledger) change(line Line, to string, status Status, answer string) error {
	r := l.records[keyOf(line.ID, to)]
	if r == nil {
		return fmt.Errorf("%s of <%s> to %s, which was never handed over", line.Event, line.ID, to)
	}
	r.Status, r.Answered, r.Answer = status, line.Time, answer
	return nil
}

// behind says why a ledger is not the one that a mark was made of, or an older copy of it; nil if it is that one, or has
// grown since. A last line that is torn counts as there: what it said is unknown, and never sent again.
func (l *Ledger) behind(on Mark) error {
	switch {
	case on.Lines == 0:
		return nil
	case l.Lines == 0:
		return errors.New("it is not there, or empty, but an earlier delivery is on record")
	case l.Ledger != on.Ledger:
		return fmt.Errorf("it is another ledger (%s) than the one on record (%s)", l.Ledger, on.Ledger)
	case l.Lines+min(l.Torn, 1) < on.Lines:
		return fmt.Errorf("it has %d lines, but %d are on record: it is an older copy, or lines were taken out", l.Lines, on.Lines)
	case l.Lines >= on.Lines && l.marked != on.Chain:
		return fmt.Errorf("its line %d is not the one on record", on.Lines)
	}
	return nil
}
