package deliver

import (
	"maps"
	"slices"
	"strings"
)

// A Return is a bounce that has found its message.
type Return struct {
	Ledger string // name of the resolution
	Line   Line   // without its time
}

// An Index finds the messages of several ledgers. It is made of the ledgers as they are, and not changed.
type Index struct {
	ledgers map[string]*Ledger
	byID    map[string][]reference
	byToken map[string]string    // Message-ID by what stands before its "@"
	last    map[string]reference // by address in small letters: the last message for it
}

// A reference is a record and the name of its ledger.
type reference struct {
	Record
	ledger string
}

// NewIndex makes an index of ledgers, by the names of their resolutions.
func NewIndex(ledgers map[string]*Ledger) *Index {
	x := &Index{ledgers: ledgers, byID: map[string][]reference{}, byToken: map[string]string{}, last: map[string]reference{}}
	for _, name := range slices.Sorted(maps.Keys(ledgers)) {
		for _, r := range ledgers[name].Records() {
			ref := reference{r, name}
			x.byID[r.ID] = append(x.byID[r.ID], ref)
			token, _, _ := strings.Cut(r.ID, "@")
			x.byToken[token] = r.ID
			to := strings.ToLower(r.To)
			if old, there := x.last[to]; !there || r.Attempted.After(old.Attempted) {
				x.last[to] = ref
			}
		}
	}
	return x
}

// Match finds what a notification is about: by the Message-ID of the message that it returns; else by the mark in the address
// that it was sent to (VERP); else by the address that failed alone, where it is the last message for it. Failures that are
// noted already, and of addresses that were refused before, are none. known tells whether it is about a message of these
// ledgers at all.
func (x *Index) Match(n Notice) (returns []Return, known bool) {
	if records := x.about(n); len(records) > 0 {
		return x.returns(n, records), true
	}
	if n.Original != "" {
		return nil, false // a message that is none of ours
	}
	return x.byAddress(n)
}

// About are the records of the message that a notification is about, as far as that can be known, and the name of their ledger.
func (x *Index) About(n Notice) (ledger string, records []Record) {
	for _, r := range x.about(n) {
		ledger, records = r.ledger, append(records, r.Record)
	}
	return ledger, records
}

// about are the records of the message that a notification is about.
func (x *Index) about(n Notice) []reference {
	if n.Original != "" {
		return x.byID[n.Original]
	}
	for _, token := range n.Tokens {
		if id, there := x.byToken[token]; there {
			return x.byID[id]
		}
	}
	return nil
}

// returns are the failures among a message's records, each once.
func (x *Index) returns(n Notice, records []reference) (all []Return) {
	place := func(to NoticeRecipient) int {
		return slices.IndexFunc(records, func(r reference) bool { return strings.EqualFold(r.To, to.Address) })
	}
	failed := func(to NoticeRecipient) bool { return to.Action == "failed" }
	if !slices.ContainsFunc(n.Recipients, func(to NoticeRecipient) bool { return place(to) >= 0 }) {
		if i := slices.IndexFunc(n.Recipients, failed); i >= 0 && len(records) == 1 {
			return x.bounce(n, records[0], n.Recipients[i]) // it was forwarded, and failed elsewhere
		}
		return nil
	}
	noted := map[int]bool{}
	for _, to := range n.Recipients {
		if i := place(to); i >= 0 && failed(to) && !noted[i] {
			noted[i] = true
			all = append(all, x.bounce(n, records[i], to)...)
		}
	}
	return all
}

// bounce is the line of one failure; none if it is noted, or says nothing new.
func (x *Index) bounce(n Notice, r reference, to NoticeRecipient) []Return {
	if to.Action != "failed" || x.ledgers[r.ledger].Noticed(n.ID) || r.Status != Sent && r.Status != Unknown {
		return nil
	}
	return []Return{{Ledger: r.ledger, Line: Line{Event: Bounce, ID: r.ID, To: []string{r.To}, Reason: to.Reason, Notice: n.ID}}}
}

// byAddress finds the last message for each address that failed, if it was handed over before the notification.
func (x *Index) byAddress(n Notice) (returns []Return, known bool) {
	for _, to := range n.Recipients {
		r, there := x.last[strings.ToLower(to.Address)]
		if !there {
			continue
		}
		known = true
		if n.Date.IsZero() || !n.Date.Before(r.Attempted) {
			returns = append(returns, x.bounce(n, r, to)...)
		}
	}
	return returns, known
}
