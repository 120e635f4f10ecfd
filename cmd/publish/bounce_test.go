package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// bounce puts a notification of the last message of a ledger to an address into a Maildir, as a server does; or, with a text, a
// message of a server that says it in these words: bounce MAILDIR LEDGER ADDRESS [TEXT].
func bounce(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 && len(args) != 4 {
		ts.Fatalf("usage: bounce MAILDIR LEDGER ADDRESS [TEXT]")
	}
	ids := regexp.MustCompile(`"event":"attempt"[^\n]*"id":"([^"]+)"[^\n]*"`+regexp.QuoteMeta(args[2])+`"`).FindAllStringSubmatch(ts.ReadFile(args[1]), -1)
	if ids == nil {
		ts.Fatalf("%s has no message to %s", args[1], args[2])
	}
	dir := filepath.Join(ts.MkAbs(args[0]), "new")
	ts.Check(os.MkdirAll(dir, 0o700))
	text := fmt.Sprintf("From: MAILER-DAEMON@mail.example\nTo: office@mills.example\nMessage-ID: <%s.%s>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"+
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;mail.example\n\nFinal-Recipient: rfc822;%s\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 =no such user\n\n"+
		"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <%s>\n--b--\n", args[2], ids[len(ids)-1][1], args[2], ids[len(ids)-1][1])
	if len(args) == 4 {
		text = fmt.Sprintf("From: MAILER-DAEMON@mail.example\nTo: office@mills.example\nSubject: failure notice\n\n%s\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <%s>\n\n",
			strings.ReplaceAll(args[3], "|", "\n"), ids[len(ids)-1][1])
	}
	ts.Check(os.WriteFile(filepath.Join(dir, args[2]), []byte(text), 0o600))
}
