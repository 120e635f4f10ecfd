package deliver

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Format is the version of the ledgers' format, in their first line.
const Format = 1

// Limits of a ledger that is read.
const (
	MaxLedger  = 1 << 30 // bytes
	MaxLine    = 1 << 18 // bytes of one line
	MaxAnswer  = 1000    // bytes that are kept of a server's answer
	chainBytes = 8
)

// A Status is what has become of one edition for one address.
type Status string

// The statuses. Sent means that the server has taken the message over, not that somebody has read it.
const (
	Open     Status = "open"     // nothing was handed over
	Sent     Status = "sent"     // the server took it
	Unknown  Status = "unknown"  // a hand-over began, and nobody knows how far it came
	Deferred Status = "deferred" // the server did not take it now; it is tried again
	Failed   Status = "failed"   // the server refused it for good
	Bounced  Status = "bounced"  // the server took it, and it came back
)

// An Event is the kind of a ledger's line.
type Event string

// The events.
const (
	Begin   Event = "begin"   // the ledger's first line: its own id
	Attempt Event = "attempt" // before a hand-over: on disk before its first byte goes out
	Answer  Event = "answer"  // after it: what the server said
	Settle  Event = "settle"  // a person has settled what became of it
	Bounce  Event = "bounce"  // it came back (RFC 3464)
)

// A Line is one line of a ledger. Which fields it has depends on the event; check says it.
type Line struct {
	Event        Event     `json:"event"`
	Time         time.Time `json:"time"` // UTC, to the millisecond; that of an attempt is the Date of its message
	Format       int       `json:"format,omitempty"`
	Ledger       string    `json:"ledger,omitempty"` // of Begin: the ledger's own id, by chance
	ID           string    `json:"id,omitempty"`     // Message-ID, without angle brackets
	Organization string    `json:"organization,omitempty"`
	Language     string    `json:"language,omitempty"`
	Edition      string    `json:"edition,omitempty"`  // the edition's hash
	Standing     string    `json:"standing,omitempty"` // of the edition: final or provisional
	Text         string    `json:"text,omitempty"`     // hash of the canonical text that the edition is of
	Revision     int       `json:"revision,omitempty"`
	Corrects     string    `json:"corrects,omitempty"` // Message-ID of the edition that this one corrects
	To           []string  `json:"to,omitempty"`       // addresses alone, as they are given to the server
	Size         int       `json:"size,omitempty"`     // of the message, in bytes
	Message      string    `json:"message,omitempty"`  // SHA-256 of the message
	Status       Status    `json:"status,omitempty"`   // of Settle: Open (send it again) or Sent (it has arrived)
	Server       string    `json:"server,omitempty"`
	Results      []Result  `json:"results,omitempty"`
	Reason       string    `json:"reason,omitempty"` // of Bounce
	Notice       string    `json:"notice,omitempty"` // of Bounce: Message-ID of the notification
}

// A Result is what a server said about one address: Sent, Deferred, Failed, or Unknown if it went silent.
type Result struct {
	To     string `json:"to"`
	Status Status `json:"status"`
	Answer string `json:"answer"`
}

// check holds a line to what its event needs.
func (l Line) check() error {
	if l.Event == Begin {
		if l.Format != Format {
			return fmt.Errorf("a ledger of format %d; this program reads format %d", l.Format, Format)
		}
		if l.Ledger == "" {
			return errors.New("the ledger has no id")
		}
		return nil
	}
	if l.ID == "" {
		return errors.New("no Message-ID")
	}
	switch l.Event {
	case Attempt:
		if l.Organization == "" || l.Language == "" || l.Edition == "" || len(l.To) == 0 {
			return errors.New("an attempt without organization, language, edition or address")
		}
	case Answer:
		ok := func(r Result) bool {
			return slices.Contains([]Status{Sent, Deferred, Failed, Unknown}, r.Status) && r.To != ""
		}
		if len(l.Results) == 0 || slices.ContainsFunc(l.Results, func(r Result) bool { return !ok(r) }) {
			return errors.New("an answer without an address or a status")
		}
	case Settle:
		if len(l.To) == 0 || l.Status != Open && l.Status != Sent {
			return errors.New("a settlement without an address, or with another status than open or sent")
		}
	case Bounce:
		if len(l.To) == 0 {
			return errors.New("a bounce without an address")
		}
	default:
		return fmt.Errorf("the event %q is none of a ledger", l.Event)
	}
	return nil
}

// The last field of a line chains it to the line before it: an edit anywhere shows.
const (
	chainField = `,"chain":"`
	chainEnd   = "\"}\n"
	chainTail  = len(chainField) + 2*chainBytes + len(chainEnd)
)

// encode is the line as bytes, chained to the line whose chain is given, and its own chain.
func (l Line) encode(before string) (data []byte, chain string, err error) {
	l.Time = l.Time.UTC().Truncate(time.Millisecond)
	l.Results = slices.Clone(l.Results)
	for i := range l.Results {
		l.Results[i].Answer = shorten(l.Results[i].Answer)
	}
	l.Reason = shorten(l.Reason)
	if err := l.check(); err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(l); err != nil {
		return nil, "", err
	}
	body := bytes.TrimSuffix(b.Bytes(), []byte("}\n"))
	chain = link(before, body)
	data = append(append(append(body, chainField...), chain...), chainEnd...)
	if len(data) > MaxLine {
		return nil, "", fmt.Errorf("a line of %d bytes; a ledger's lines have at most %d", len(data), MaxLine)
	}
	return data, chain, nil
}

// decode reads a line with its line end, and proves that it follows the one whose chain is given.
func decode(data []byte, before string) (l Line, chain string, err error) {
	at := len(data) - chainTail
	if at < 0 || string(data[at:at+len(chainField)]) != chainField || !bytes.HasSuffix(data, []byte(chainEnd)) {
		return Line{}, "", errors.New("not a line that publish wrote")
	}
	chain = string(data[at+len(chainField) : len(data)-len(chainEnd)])
	if chain != link(before, data[:at]) {
		return Line{}, "", errors.New("this line, or one above it, was edited or taken out")
	}
	d := json.NewDecoder(bytes.NewReader(append(data[:at:at], '}')))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return Line{}, "", fmt.Errorf("not a line of a ledger: %w", err)
	}
	return l, chain, l.check()
}

func link(before string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(before))
	h.Write([]byte{'\n'})
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil)[:chainBytes])
}

// shorten cuts an answer to MaxAnswer bytes, between characters.
func shorten(s string) string {
	if len(s) <= MaxAnswer {
		return s
	}
	n := MaxAnswer
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
