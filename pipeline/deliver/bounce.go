package deliver

import (
	"slices"
	"strings"
)

// A Return is a bounce that has found its message.
type Return struct {
	Ledger string // name of the resolution
	Line   Line   // without its time
}

// Match finds what a notification is about in the ledgers, by resolution: by the Message-ID of the message that it returns; else
// by the mark in the address that it was sent to (VERP); else by the address that failed alone, where it is the last message
// for it. Failures that are noted already, and of addresses that were refused before, are none. known tells whether it is
// about a message of these ledgers at all.
func Match(n Notice, ledgers map[string]*Ledger) (returns []Return, known bool) {
	var names []string
	for name := range ledgers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		records := n.about(ledgers[name].Records())
		if len(records) == 0 {
			continue
		}
		known = true
		if !ledgers[name].Noticed(n.ID) {
			returns = append(returns, n.returns(name, records)...)
		}
	}
	if known {
		return returns, true
	}
	return n.byAddress(names, ledgers)
}

// about are the records of the message that a notification is about.
func (n Notice) about(all []Record) (of []Record) {
	for _, r := range all {
		token, _, _ := strings.Cut(r.ID, "@")
		if n.Original == r.ID || n.Original == "" && slices.Contains(n.Tokens, token) {
			of = append(of, r)
		}
	}
	return of
}

// returns are the failures among a message's records.
func (n Notice) returns(name string, records []Record) (all []Return) {
	for _, to := range n.Recipients {
		if to.Action != "failed" {
			continue
		}
		i := slices.IndexFunc(records, func(r Record) bool { return strings.EqualFold(r.To, to.Address) })
		if i < 0 && len(records) == 1 {
			i = 0 // it was forwarded, and failed elsewhere
		}
		if i >= 0 && (records[i].Status == Sent || records[i].Status == Unknown) {
			all = append(all, n.bounce(name, records[i], to))
		}
	}
	return all
}

func (n Notice) bounce(name string, r Record, to NoticeRecipient) Return {
	return Return{Ledger: name, Line: Line{Event: Bounce, ID: r.ID, To: []string{r.To}, Reason: to.Reason, Notice: n.ID}}
}

// byAddress finds the last message for each address that failed, if it was handed over before the notification.
func (n Notice) byAddress(names []string, ledgers map[string]*Ledger) (returns []Return, known bool) {
	for _, to := range n.Recipients {
		var last *Record
		home := ""
		for _, name := range names {
			for _, r := range ledgers[name].Records() {
				if strings.EqualFold(r.To, to.Address) && (last == nil || r.Attempted.After(last.Attempted)) {
					last, home = &r, name
				}
			}
		}
		if last == nil || n.Original != "" {
			continue // a message that is none of ours
		}
		known = true
		before := !n.Date.IsZero() && n.Date.Before(last.Attempted)
		if to.Action == "failed" && !before && !ledgers[home].Noticed(n.ID) && (last.Status == Sent || last.Status == Unknown) {
			returns = append(returns, n.bounce(home, *last, to))
		}
	}
	return returns, known
}
