package main

import (
	"bytes"
	"fmt"
	"net/mail"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"

	"publish/pipeline/deliver/smtptest"
)

// A scriptServer is the mail server of one script.
type scriptServer struct {
	*smtptest.Server
	fault atomic.Pointer[[2]string]
}

// servers are those of the scripts that run now, by their folders.
var servers sync.Map

// scriptTest lets a script have a server.
type scriptTest struct{ *testscript.TestScript }

func (t scriptTest) Helper()          {}
func (t scriptTest) Fatal(a ...any)   { t.Fatalf("%s", fmt.Sprint(a...)) }
func (t scriptTest) Cleanup(f func()) { t.Defer(f) }

// smtpd starts a mail server with STARTTLS and a password, and writes its CA's certificate to ca.pem and its settings to the
// end of config.toml: smtpd PASSWORD [LINE…].
func smtpd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: smtpd PASSWORD [LINE…]")
	}
	s := &scriptServer{}
	s.Server = smtptest.New(scriptTest{ts}, func(s2 *smtptest.Server) {
		s2.Password, s2.Offers = args[0], append(s2.Offers, "STARTTLS", "AUTH PLAIN")
		s2.Fault = func(event, about string, _ int) string {
			if f := s.fault.Load(); f != nil && (f[0] == event || f[0] == event+" "+about) {
				return f[1]
			}
			return ""
		}
	})
	servers.Store(ts.Getenv("WORK"), s)
	ts.Defer(func() { servers.Delete(ts.Getenv("WORK")) })
	ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), s.CA, 0o666))
	f, err := os.OpenFile(ts.MkAbs("config.toml"), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	fmt.Fprintf(f, "[smtp]\nhost = \"127.0.0.1\"\nport = %d\nca = \"ca.pem\"\nuser = \"office\"\n%s\n", s.Port(), strings.Join(args[1:], "\n"))
	ts.Check(f.Close())
}

// fault makes the mail server answer an event otherwise, or hang up: fault EVENT ANSWER; without arguments it behaves again.
// EVENT may name the address, too: "rcpt a@x.example".
func fault(ts *testscript.TestScript, neg bool, args []string) {
	s, _ := servers.Load(ts.Getenv("WORK"))
	switch {
	case !neg && len(args) == 0:
		s.(*scriptServer).fault.Store(nil)
	case !neg && len(args) == 2:
		s.(*scriptServer).fault.Store(&[2]string{args[0], args[1]})
	default:
		ts.Fatalf("usage: fault [EVENT ANSWER]")
	}
}

// mark is what VERP puts into an envelope's sender.
var mark = regexp.MustCompile(`\+[a-z0-9]{26,32}@`)

// received writes what the mail server has taken to a file, a line a message, sorted: recipients, subject, Content-Language,
// whether it corrects another message, its PDFs, whether it is signed, and where answers go. received FILE
func received(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: received FILE")
	}
	s, _ := servers.Load(ts.Getenv("WORK"))
	var lines []string
	for _, r := range s.(*scriptServer).Received() {
		m, err := mail.ReadMessage(bytes.NewReader(r.Data))
		ts.Check(err)
		line := fmt.Sprintf("%s %s <- %s: %s", strings.Join(r.To, " "), m.Header.Get("Content-Language"), mark.ReplaceAllString(r.From, "+MARK@"), m.Header.Get("Subject"))
		if m.Header.Get("In-Reply-To") != "" {
			line += " corrects"
		}
		line += fmt.Sprintf(" (%d PDF", bytes.Count(r.Data, []byte("application/pdf")))
		if strings.Contains(m.Header.Get("DKIM-Signature"), "d=mills.example; s=mail2026;") {
			line += ", signed"
		}
		if to, err := mail.ParseAddress(m.Header.Get("Reply-To")); err == nil {
			line += ", answers to " + to.Address
		}
		line += ")"
		lines = append(lines, line+"\n")
	}
	slices.Sort(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(lines, "")), 0o666))
}

// cut takes the last bytes off a file: cut FILE LINES BYTES takes so many lines, then so many bytes.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: cut FILE LINES BYTES")
	}
	var lines, more int
	fmt.Sscan(args[1]+" "+args[2], &lines, &more)
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	for range lines {
		data = data[:bytes.LastIndexByte(data[:len(data)-1], '\n')+1]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data[:len(data)-more], 0o600))
}
