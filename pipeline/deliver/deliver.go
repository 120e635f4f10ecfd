// Package deliver hands editions over to member organizations, once.
//
// A ledger says what was handed over: a line before each hand-over, on disk before its first byte goes out, and a line
// after it with the server's answer. A plan is a function of members, editions and ledger. A sender carries a plan out,
// over SMTP or sendmail.
//
// It may import manifest, mail, language, pattern and tomlfile, and go-mail for authentication. It is one of the three places that may touch
// the world: files, sockets, goroutines; the clock is given to it.
package deliver
