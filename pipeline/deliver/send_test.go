package deliver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"publish/pipeline/deliver/smtptest"
)

// A fastClock has no patience: who waits is served at once, and the time is later by the pause.
type fastClock struct {
	mu     sync.Mutex
	now    time.Time
	pauses []time.Duration
}

func (c *fastClock) clock() Clock {
	return Clock{
		Now: func() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now },
		After: func(d time.Duration) <-chan time.Time {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.now = c.now.Add(d)
			c.pauses = append(c.pauses, d)
			fired := make(chan time.Time, 1)
			fired <- c.now
			return fired
		},
	}
}

var sameBody = []byte(".one point\r\n..\r\n" + strings.Repeat("line\r\n", 400) + ".\r\nend\r\n")

// jobTo is a message for some addresses of an organization.
func jobTo(id string, to ...string) Job {
	return Job{ID: id, Organization: "org-" + id, Language: "fr", From: "office@federation.example", To: to, Edition: "e1", Standing: "final", Text: "t1", Revision: 1,
		Compose: func(moment time.Time) (head, rest []byte, err error) {
			return []byte("Date: " + moment.Format(time.RFC1123Z) + "\r\nFrom: a@b.example\r\nMessage-ID: <" + id + ">\r\n\r\n"), sameBody, nil
		}}
}

// settingsOf are those that reach a server, with TLS if it offers it.
func settingsOf(t testing.TB, s *smtptest.Server) Server {
	t.Helper()
	server := Server{Settings: Settings{Host: "127.0.0.1", Port: s.Port(), TLS: None, Timeout: 5}}
	switch {
	case s.Implicit:
		server.TLS = Implicit
	case slices.Contains(s.Offers, "STARTTLS"):
		server.TLS = StartTLS
	}
	if server.TLS != None {
		var err error
		if server.Roots, err = Roots("ca.pem", s.CA); err != nil {
			t.Fatal(err)
		}
	}
	return server
}

// A sending is what a test knows of one run.
type sending struct {
	err      error
	outcomes map[string]Outcome // by address
	ledger   *Ledger
	clock    *fastClock
}

// sendAll runs a sender with a ledger of its own.
func sendAll(t testing.TB, s Server, jobs ...Job) sending {
	t.Helper()
	return sendBy(t, newLedger(t), s, jobs...)
}

func sendBy(t testing.TB, name string, s Server, jobs ...Job) sending {
	t.Helper()
	j, err := OpenJournal(name, Mark{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	r := sending{outcomes: map[string]Outcome{}, clock: &fastClock{now: noon}}
	sender := Sender{Server: s, Clock: r.clock.clock(), Journal: j, Done: func(o Outcome) { r.outcomes[o.To] = o }}
	r.err = sender.Send(t.Context(), jobs)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	r.ledger = readLedger(t, name)
	return r
}

// If it fails, a message does not arrive, or arrives with other bytes than it was made with, over one of the ways to send.
func TestEveryWayToSend(t *testing.T) {
	for name, configure := range map[string]func(*smtptest.Server){
		"plain":              func(s *smtptest.Server) {},
		"without pipelining": func(s *smtptest.Server) { s.Offers = nil },
		"starttls":           func(s *smtptest.Server) { s.Offers = append(s.Offers, "STARTTLS") },
		"implicit":           func(s *smtptest.Server) { s.Implicit = true },
		"auth plain": func(s *smtptest.Server) {
			s.Implicit, s.Password, s.Offers = true, "secret", append(s.Offers, "AUTH LOGIN PLAIN")
		},
		"auth login": func(s *smtptest.Server) {
			s.Implicit, s.Password, s.Offers = true, "secret", append(s.Offers, "AUTH LOGIN")
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := smtptest.New(t, configure)
			settings := settingsOf(t, server)
			if server.Password != "" {
				settings.User, settings.Password = "office", "secret"
			}
			var jobs []Job
			for n := range 20 {
				jobs = append(jobs, jobTo(fmt.Sprintf("%d@federation.example", n), fmt.Sprintf("a%d@x.example", n), fmt.Sprintf("b%d@x.example", n)))
			}
			r := sendAll(t, settings, jobs...)
			if r.err != nil {
				t.Fatal(r.err)
			}
			for _, got := range server.Received() {
				head, body, _ := jobs[0].Compose(noon)
				want := slices.Concat(head, body)
				id := got.Data[bytes.Index(got.Data, []byte("<"))+1 : bytes.IndexByte(got.Data, '>')]
				if want = bytes.Replace(want, []byte("<0@"), append([]byte("<"), id[:bytes.IndexByte(id, '@')+1]...), 1); !bytes.Equal(got.Data, want) {
					t.Fatalf("got\n%.300q\nwant\n%.300q", got.Data, want)
				}
			}
			for _, rec := range r.ledger.Records() {
				if rec.Status != Sent || server.Times()[rec.To] != 1 || !strings.HasPrefix(rec.Answer, "250 2.0.0 ok: queued as") {
					t.Errorf("%s: %s, came %d times, %q", rec.To, rec.Status, server.Times()[rec.To], rec.Answer)
				}
			}
			if n := len(r.ledger.Records()); n != 40 || server.Most() > 2 || server.Count("greet") > 2 {
				t.Errorf("%d records; %d sessions at once, %d in all", n, server.Most(), server.Count("greet"))
			}
		})
	}
}

// If it fails, a fault of some server is taken for another one: a message is lost, sent twice, or not tried again.
func TestFaults(t *testing.T) {
	first := func(event, answer string) func(string, string, int) string {
		return func(e, _ string, n int) string {
			if e == event && n == 0 {
				return answer
			}
			return ""
		}
	}
	always := func(event, answer string) func(string, string, int) string {
		return func(e, _ string, _ int) string {
			if e == event {
				return answer
			}
			return ""
		}
	}
	for name, c := range map[string]struct {
		fault    func(event, about string, n int) string
		status   Status
		came     int
		attempts int
		answer   string
	}{
		"taken":                         {nil, Sent, 1, 1, "250 2.0.0 ok: queued as 1"},
		"MAIL is deferred once":         {first("mail", "451 4.3.0 later"), Sent, 1, 2, "250"},
		"RCPT is greylisted once":       {first("rcpt", "450 4.7.1 greylisted"), Sent, 1, 2, "250"},
		"DATA is deferred once":         {first("data", "451 4.3.0 later"), Sent, 1, 2, "250"},
		"the end is deferred once":      {first("end", "452 4.3.1 no room"), Sent, 1, 2, "250"},
		"RCPT is deferred for good":     {always("rcpt", "450 4.2.0 busy"), Deferred, 0, 6, "450 4.2.0 busy"},
		"MAIL is refused":               {always("mail", "550 5.7.1 not you"), Failed, 0, 1, "550 5.7.1 not you"},
		"RCPT is refused":               {always("rcpt", "550 5.1.1 no such user"), Failed, 0, 1, "550 5.1.1 no such user"},
		"DATA is refused":               {always("data", "554 5.7.1 no"), Failed, 0, 1, "554 5.7.1 no"},
		"the end is refused":            {always("end", "552 5.2.2 mailbox\r\n full"), Failed, 0, 1, ""},
		"a message is refused":          {always("end", "554-5.7.1 looks\r\n554 5.7.1 like spam"), Failed, 0, 1, "554 5.7.1 looks 5.7.1 like spam"},
		"hangs up at the greeting once": {first("greet", smtptest.HangUp), Sent, 1, 1, "250"},
		"closes at the greeting once":   {first("greet", "421 4.3.2 too many"), Sent, 1, 1, "250"},
		"hangs up at MAIL once":         {first("mail", smtptest.HangUp), Sent, 1, 2, "250"},
		"closes at MAIL once":           {first("mail", "421 4.3.2 closing"), Sent, 1, 2, "250"},
		"closes at RCPT once":           {first("rcpt", "421 4.3.2 closing"), Sent, 1, 2, "250"},
		"hangs up at DATA once":         {first("data", smtptest.HangUp), Sent, 1, 2, "250"},
		"slow answers": {func(e, _ string, _ int) string {
			if e != "body" {
				time.Sleep(50 * time.Millisecond)
			}
			return ""
		}, Sent, 1, 1, "250"},
		"hangs up at the end":              {always("end", smtptest.HangUp), Unknown, 0, 1, "connection lost after the message's end: the server has closed the connection"},
		"takes it and hangs up":            {always("taken", smtptest.HangUp), Unknown, 1, 1, "connection lost after the message's end: the server has closed the connection"},
		"takes it and says nothing":        {always("taken", smtptest.Silence), Unknown, 1, 1, "connection lost after the message's end"},
		"says nothing at MAIL":             {always("mail", smtptest.Silence), Deferred, 0, 1, "connection lost before the message"},
		"an answer without end":            {always("rcpt", strings.Repeat("250-x\r\n", 60000)), Deferred, 0, 6, "connection lost before the message: the server's answer has more than"},
		"a line without end":               {always("rcpt", strings.Repeat("x", maxExchange+1)), Deferred, 0, 6, "connection lost before the message"},
		"an answer that is none":           {always("taken", "hello"), Unknown, 1, 1, "connection lost after the message's end"},
		"a positive answer that is no 354": {always("data", "250 whatever"), Deferred, 0, 6, "250 whatever"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, pipelining := range []bool{true, false} {
				if !pipelining && strings.Contains(name, "says nothing") {
					continue // each takes as long as the patience of a second
				}
				server := smtptest.New(t, func(s *smtptest.Server) {
					s.Fault = c.fault
					if !pipelining {
						s.Offers = nil
					}
				})
				settings := settingsOf(t, server)
				settings.Connections, settings.Timeout = 1, 1
				if strings.Contains(name, "says nothing") {
					settings.Retries = new(int)
				}
				r := sendAll(t, settings, jobTo("1@federation.example", "a@x.example"))
				rec := r.ledger.Record("1@federation.example", "a@x.example")
				if rec.Status != c.status || server.Times()["a@x.example"] != c.came || rec.Attempts != c.attempts || !strings.HasPrefix(rec.Answer, c.answer) {
					t.Errorf("pipelining %v: %s, came %d times, %d attempts, %q; want %s, %d, %d, %q; %v", pipelining, rec.Status, server.Times()["a@x.example"], rec.Attempts, rec.Answer,
						c.status, c.came, c.attempts, c.answer, r.err)
				}
				if o := r.outcomes["a@x.example"]; o.Status != rec.Status {
					t.Errorf("told %s, on record %s", o.Status, rec.Status)
				}
			}
		})
	}
}

// If it fails, a message of which the server has a part at most is taken for one that it may have taken: nobody sends it
// again by itself.
func TestAMessageThatBreaksOffIsTriedAgain(t *testing.T) {
	for _, fault := range []string{smtptest.HangUp, "452 4.3.1 no room", "552 5.3.4 too big"} {
		server := smtptest.New(t, func(s *smtptest.Server) {
			s.Fault = func(event, _ string, n int) string {
				if event == "body" {
					return fault
				}
				return ""
			}
		})
		job := jobTo("1@f.example", "a@x.example")
		job.Compose = func(time.Time) (head, body []byte, err error) {
			return []byte("A: b\r\n\r\n"), bytes.Repeat([]byte("a line of a large message\r\n"), 1<<19), nil
		}
		settings := settingsOf(t, server)
		one := 1
		settings.Retries = &one
		r := sendAll(t, settings, job)
		rec := r.ledger.Record("1@f.example", "a@x.example")
		want, attempts := Deferred, 2
		if fault[0] == '5' {
			want, attempts = Failed, 1
		}
		if rec.Status != want || rec.Attempts != attempts || len(server.Received()) > 0 || fault != smtptest.HangUp && rec.Answer != fault {
			t.Errorf("%s: %+v", fault, rec)
		}
	}
}

// If it fails, an address that the server refuses takes the others of its organization along, or they get it twice.
func TestEachAddressHasItsOwnResult(t *testing.T) {
	for _, pipelining := range []bool{true, false} {
		server := smtptest.New(t, func(s *smtptest.Server) {
			if !pipelining {
				s.Offers = nil
			}
			seen := map[string]int{}
			s.Fault = func(event, about string, _ int) string {
				if event != "rcpt" {
					return ""
				}
				seen[about]++
				switch {
				case about == "gone@x.example":
					return "550 5.1.1 no such user"
				case about == "busy@x.example" && seen[about] < 3:
					return "450 4.2.1 busy"
				}
				return ""
			}
		})
		settings := settingsOf(t, server)
		settings.Connections = 1
		r := sendAll(t, settings, jobTo("1@f.example", "good@x.example", "gone@x.example", "busy@x.example"), jobTo("2@f.example", "gone@x.example"), jobTo("3@f.example", "good@y.example"))
		if r.err != nil {
			t.Fatal(r.err)
		}
		want := map[string]int{"good@x.example": 1, "busy@x.example": 1, "good@y.example": 1}
		if got := server.Times(); !maps.Equal(got, want) {
			t.Errorf("pipelining %v: %v, want %v", pipelining, got, want)
		}
		if s := r.ledger.Record("1@f.example", "gone@x.example"); s.Status != Failed || s.Attempts != 1 {
			t.Errorf("%+v", s)
		}
		if s := r.ledger.Record("1@f.example", "busy@x.example"); s.Status != Sent || s.Attempts != 3 {
			t.Errorf("%+v", s)
		}
		if server.Count("greet") != 1 {
			t.Errorf("pipelining %v: %d connections for three messages", pipelining, server.Count("greet"))
		}
		if got := r.clock.pauses; !slices.Equal(got, []time.Duration{time.Second, 4 * time.Second}) {
			t.Errorf("pauses %v do not grow", got)
		}
	}
}

// If it fails, some server's misbehaviour makes a message arrive twice, or be on record as sent when it is lost. Law: what is
// on record as sent came once, what is deferred or failed did not come, what is unknown came at most once; the next run
// sends nothing of what is sent, failed or unknown.
func TestNothingComesTwiceAndNothingIsLostWhateverTheServerDoes(t *testing.T) {
	events := []string{"greet", "mail", "rcpt", "data", "end", "taken", "rset"}
	rapid.Check(t, func(rt *rapid.T) {
		faults := map[string]string{}
		for range rapid.IntRange(0, 25).Draw(rt, "faults") {
			event := rapid.SampledFrom(events).Draw(rt, "event")
			answers := []string{smtptest.HangUp, "421 4.3.2 closing", "450 4.0.0 later", "550 5.0.0 no", "hello"}
			if event == "taken" {
				answers = []string{smtptest.HangUp, "hello", "299 fine"}
			}
			faults[fmt.Sprint(event, rapid.IntRange(0, 30).Draw(rt, "n"))] = rapid.SampledFrom(answers).Draw(rt, "answer")
		}
		server := smtptest.New(t, func(s *smtptest.Server) {
			if rapid.Bool().Draw(rt, "no pipelining") {
				s.Offers = nil
			}
			s.Fault = func(event, _ string, n int) string { return faults[fmt.Sprint(event, n)] }
		})
		settings := settingsOf(t, server)
		settings.Connections = rapid.IntRange(1, 4).Draw(rt, "connections")
		name := newLedger(t)
		jobs := map[string]Job{}
		for n := range 8 {
			id := fmt.Sprintf("%d@f.example", n)
			jobs[id] = jobTo(id, fmt.Sprintf("a%d@x.example", n), fmt.Sprintf("b%d@x.example", n))
		}
		for range 2 {
			ledger := readLedger(t, name)
			var open []Job
			for _, id := range slices.Sorted(maps.Keys(jobs)) {
				j := jobs[id]
				j.To = slices.DeleteFunc(slices.Clone(j.To), func(to string) bool {
					s := ledger.Record(id, to).Status
					return s != Open && s != Deferred
				})
				if len(j.To) > 0 {
					open = append(open, j)
				}
			}
			sendBy(t, name, settings, open...)
			came := server.Times()
			for id, j := range jobs {
				for _, to := range j.To {
					r := readLedger(t, name).Record(id, to)
					switch n := came[to]; {
					case r.Status == Sent && n != 1, (r.Status == Open || r.Status == Deferred || r.Status == Failed) && n != 0, n > 1:
						rt.Fatalf("%s is %s (%s) and came %d times; faults %v", to, r.Status, r.Answer, n, faults)
					}
				}
			}
		}
	})
}

// If it fails, a provider closes the account of a secretariat that sends faster than it may.
func TestTheRateIsKept(t *testing.T) {
	server := smtptest.New(t, nil)
	settings := settingsOf(t, server)
	settings.PerMinute, settings.Connections = 30, 4
	var jobs []Job
	for n := range 10 {
		jobs = append(jobs, jobTo(fmt.Sprintf("%d@f.example", n), "a@x.example"))
	}
	r := sendAll(t, settings, jobs...)
	if took := r.clock.now.Sub(noon); r.err != nil || took < 18*time.Second || took > 30*time.Second {
		t.Errorf("10 messages at 30 a minute took %v; %v", took, r.err)
	}
}

// If it fails, a clock that is set back or forward during a delivery stops it, or makes it send twice.
func TestAClockThatJumps(t *testing.T) {
	server := smtptest.New(t, nil)
	var n atomic.Int64
	clock := Clock{After: time.After, Now: func() time.Time { return noon.AddDate(int(10-n.Add(1)%20), 0, 0) }}
	name := newLedger(t)
	j, err := OpenJournal(name, Mark{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	settings := settingsOf(t, server)
	settings.Connections = 1
	sender := Sender{Server: settings, Clock: clock, Journal: j}
	if err := errors.Join(sender.Send(t.Context(), []Job{jobTo("1@f.example", "a@x.example"), jobTo("2@f.example", "b@x.example")}), j.Close()); err != nil {
		t.Fatal(err)
	}
	for _, r := range readLedger(t, name).Records() {
		if r.Status != Sent || server.Times()[r.To] != 1 {
			t.Errorf("%+v", r)
		}
	}
}

// If it fails, messages or the password go to a machine that only pretends to be the server.
func TestAServerThatDoesNotVerifyIsRefused(t *testing.T) {
	other, otherCA := smtptest.Certificate(t, "mail.elsewhere.example")
	_, strangeCA := smtptest.Certificate(t, "127.0.0.1")
	for name, c := range map[string]struct {
		configure func(*smtptest.Server)
		ca        []byte
		want      string
	}{
		"an unknown CA":          {func(s *smtptest.Server) { s.Implicit = true }, strangeCA, "its certificate does not verify"},
		"an unknown CA, later":   {func(s *smtptest.Server) { s.Offers = append(s.Offers, "STARTTLS") }, strangeCA, "its certificate does not verify"},
		"another name":           {func(s *smtptest.Server) { s.Implicit, s.Cert = true, other }, otherCA, "its certificate does not verify"},
		"no STARTTLS is offered": {func(s *smtptest.Server) {}, strangeCA, "it does not offer STARTTLS, and nothing is sent without"},
		"STARTTLS is refused": {func(s *smtptest.Server) {
			s.Offers = append(s.Offers, "STARTTLS")
			s.Fault = func(e, _ string, _ int) string {
				if e == "starttls" {
					return "454 4.7.0 TLS not available"
				}
				return ""
			}
		}, strangeCA, "454 4.7.0 TLS not available"},
		"no TLS after STARTTLS": {func(s *smtptest.Server) {
			s.Offers = append(s.Offers, "STARTTLS")
			s.Fault = func(e, _ string, _ int) string {
				if e == "starttls" {
					return "220 go ahead\r\n250 plain text"
				}
				return ""
			}
		}, strangeCA, "it does not speak TLS where it should"},
		"no TLS at once": {func(s *smtptest.Server) {}, nil, "it does not speak TLS where it should"},
		"no service": {func(s *smtptest.Server) {
			s.Implicit = true
			s.Fault = func(e, _ string, _ int) string {
				if e == "greet" {
					return "554 5.3.2 no mail here"
				}
				return ""
			}
		}, nil, "554 5.3.2 no mail here"},
		"no authentication is offered": {func(s *smtptest.Server) { s.Implicit = true }, nil, "it offers no way to authenticate"},
		"a wrong password": {func(s *smtptest.Server) {
			s.Implicit, s.Password, s.Offers = true, "another", append(s.Offers, "AUTH PLAIN")
			s.Fault = func(e, _ string, _ int) string {
				if e == "auth" {
					return "535 5.7.8 not s3cr3t, and not AG9mZmljZQBzM2NyM3Q="
				}
				return ""
			}
		}, nil, "authentication of office by plain failed: 535 5.7.8 not (password), and not (password); correct [smtp] user, or the password"},
	} {
		t.Run(name, func(t *testing.T) {
			server := smtptest.New(t, c.configure)
			settings := settingsOf(t, server)
			settings.User, settings.Password, settings.Connections, settings.Timeout = "office", "s3cr3t", 3, 1
			if settings.TLS == None {
				settings.TLS = StartTLS
			}
			if name == "no TLS at once" {
				settings.TLS = Implicit
			}
			if c.ca != nil {
				roots, err := Roots("ca.pem", c.ca)
				if err != nil {
					t.Fatal(err)
				}
				settings.Roots = roots
			}
			r := sendAll(t, settings, jobTo("1@f.example", "a@x.example"), jobTo("2@f.example", "b@x.example"), jobTo("3@f.example", "c@x.example"))
			if r.err == nil || !strings.Contains(r.err.Error(), c.want) || !strings.Contains(r.err.Error(), "127.0.0.1:") || strings.Contains(r.err.Error(), "s3cr3t") {
				t.Errorf("%v\nwant %s", r.err, c.want)
			}
			if len(server.Received()) > 0 || slices.ContainsFunc(server.Lines(), func(l string) bool { return strings.HasPrefix(l, "MAIL") }) || len(r.ledger.Records()) > 0 {
				t.Error("a message was sent, or is on record")
			}
			if n := server.Count("auth"); n > 1 {
				t.Errorf("the password was tried %d times", n)
			}
		})
	}
}

// If it fails, a message that the server cannot take is sent nevertheless, and comes back, or arrives mutilated.
func TestWhatAServerAnnouncesIsHonoured(t *testing.T) {
	server := smtptest.New(t, func(s *smtptest.Server) { s.Offers = []string{"SIZE 1000", "PIPELINING"} })
	r := sendAll(t, settingsOf(t, server), jobTo("1@f.example", "a@x.example"))
	if o := r.outcomes["a@x.example"]; o.Status != Failed || !strings.Contains(o.Answer, "the server takes at most 1000 (SIZE)") || server.Count("mail") > 0 {
		t.Errorf("%+v", o)
	}
	server = smtptest.New(t, func(s *smtptest.Server) { s.Offers = []string{"PIPELINING"} })
	r = sendAll(t, settingsOf(t, server), jobTo("1@f.example", "münze@x.example"))
	if o := r.outcomes["münze@x.example"]; o.Status != Failed || !strings.Contains(o.Answer, "no SMTPUTF8") || server.Count("mail") > 0 {
		t.Errorf("%+v", o)
	}
	named := jobTo("1@f.example", "a@x.example") // it goes to one, and names another
	named.Compose = func(time.Time) (head, body []byte, err error) {
		return []byte("To: a@x.example, münze@x.example\r\n\r\n"), []byte("text\r\n"), nil
	}
	r = sendAll(t, settingsOf(t, server), named)
	if o := r.outcomes["a@x.example"]; o.Status != Failed || !strings.Contains(o.Answer, "no SMTPUTF8") {
		t.Errorf("%+v", o)
	}
	server = smtptest.New(t, nil)
	r = sendAll(t, settingsOf(t, server), jobTo("1@f.example", "münze@x.example"), jobTo("2@f.example", "a@x.example"))
	if r.err != nil || r.outcomes["münze@x.example"].Status != Sent || r.outcomes["a@x.example"].Status != Sent {
		t.Errorf("%v %v", r.err, r.outcomes)
	}
	mails := slices.DeleteFunc(slices.Sorted(slices.Values(server.Lines())), func(l string) bool { return !strings.HasPrefix(l, "MAIL") })
	size := fmt.Sprintf(" SIZE=%d", len(server.Received()[0].Data)) // points that transparency adds do not count (RFC 1870, 3)
	if len(mails) != 2 || !strings.Contains(mails[0]+" ", size+" ") || strings.Contains(strings.Join(mails, ""), "SMTPUTF8MAIL") ||
		strings.Count(strings.Join(mails, " "), "BODY=8BITMIME SMTPUTF8") != 1 {
		t.Errorf("%q", mails)
	}
}

// If it fails, a full disk or a broken ledger does not stop the delivery, and nobody knows what was sent.
func TestNothingIsSentWithoutItsLedger(t *testing.T) {
	server := smtptest.New(t, nil)
	settings := settingsOf(t, server)
	settings.Connections = 3
	file := &diskFile{failAfter: 3000}
	j := newJournal("deliveries/x.jsonl", file, &Ledger{records: map[recordKey]*Record{}})
	var jobs []Job
	for n := range 50 {
		jobs = append(jobs, jobTo(fmt.Sprintf("%d@f.example", n), fmt.Sprintf("a%d@x.example", n)))
	}
	var mu sync.Mutex
	told := map[string]Status{}
	sender := Sender{Server: settings, Clock: SystemClock(), Journal: j, Done: func(o Outcome) { mu.Lock(); told[o.To] = o.Status; mu.Unlock() }}
	err := sender.Send(t.Context(), jobs)
	if err == nil || !strings.Contains(err.Error(), "make room on the disk") {
		t.Fatal(err)
	}
	for to, n := range server.Times() {
		if !bytes.Contains(file.data, []byte(to)) || n > 1 {
			t.Errorf("%s came %d times and is not in the ledger", to, n)
		}
		if told[to] != Sent && told[to] != Unknown {
			t.Errorf("%s came, and was told to be %q", to, told[to])
		}
	}
	if n := len(server.Received()); n == 0 || n > 12 {
		t.Errorf("%d messages were sent with room for some six", n)
	}
}

// If it fails, a power cut during a delivery makes it send a message again that a server has.
func TestTheLineIsOnDiskBeforeTheServerHearsOfTheMessage(t *testing.T) {
	file := &diskFile{}
	server := smtptest.New(t, func(s *smtptest.Server) {
		s.Offers = nil // so that MAIL comes alone
		s.Fault = func(event, about string, _ int) string {
			if event == "mail" || event == "rcpt" {
				id, _, _ := strings.Cut(strings.TrimPrefix(about, "a"), "@")
				file.mu.Lock()
				defer file.mu.Unlock()
				if !bytes.Contains(file.data[:file.onDisk], []byte(`"id":"`+strings.TrimPrefix(id, "office+")+`@f.example"`)) {
					t.Errorf("%s %s, and the ledger on disk is\n%s", event, about, file.data[:file.onDisk])
				}
			}
			return ""
		}
	})
	settings := settingsOf(t, server)
	settings.Connections = 4
	var jobs []Job
	for n := range 100 {
		j := jobTo(fmt.Sprintf("%d@f.example", n), fmt.Sprintf("a%d@x.example", n))
		j.From = fmt.Sprintf("office+%d@f.example", n)
		jobs = append(jobs, j)
	}
	sender := Sender{Server: settings, Clock: SystemClock(), Journal: newJournal("x.jsonl", file, &Ledger{records: map[recordKey]*Record{}})}
	if err := sender.Send(t.Context(), jobs); err != nil || len(server.Received()) != 100 {
		t.Errorf("%d came; %v", len(server.Received()), err)
	}
}

// If it fails, who stops a delivery loses what was in flight, or it does not stop.
func TestAStoppedDeliveryFinishesWhatIsInFlight(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := smtptest.New(t, func(s *smtptest.Server) {
		s.Fault = func(event, _ string, n int) string {
			if event == "end" && n == 2 {
				stop()
			}
			return ""
		}
	})
	name := newLedger(t)
	j, err := OpenJournal(name, Mark{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	var jobs []Job
	for n := range 200 {
		jobs = append(jobs, jobTo(fmt.Sprintf("%d@f.example", n), fmt.Sprintf("a%d@x.example", n)))
	}
	sender := Sender{Server: settingsOf(t, server), Clock: SystemClock(), Journal: j}
	if err := sender.Send(ctx, jobs); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	j.Close()
	records := readLedger(t, name).Records()
	for _, r := range records {
		if r.Status != Sent {
			t.Errorf("%s is %s", r.To, r.Status)
		}
	}
	if n := len(server.Received()); n != len(records) || n < 3 || n > 10 {
		t.Errorf("%d came, %d on record", n, len(records))
	}
}

// If it fails, a delivery ends because the server is restarted, or never ends because it is gone.
func TestAServerThatIsNotThereIsTriedAgainWithGrowingPauses(t *testing.T) {
	server := smtptest.New(t, func(s *smtptest.Server) {
		s.Fault = func(event, _ string, _ int) string {
			if event == "greet" {
				return "421 4.3.2 not now"
			}
			return ""
		}
	})
	settings := settingsOf(t, server)
	settings.Connections = 1
	r := sendAll(t, settings, jobTo("1@f.example", "a@x.example"))
	want := []time.Duration{time.Second, 4 * time.Second, 16 * time.Second, 64 * time.Second, 256 * time.Second}
	if r.err == nil || !strings.Contains(r.err.Error(), "421 4.3.2 not now") || !slices.Equal(r.clock.pauses, want) || len(r.ledger.Records()) > 0 {
		t.Errorf("%v, pauses %v", r.err, r.clock.pauses)
	}
}

// If it fails, what sendmail says is taken for something else.
func TestSendmail(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sendmail")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "sendmail")
	script := "#!/bin/sh\necho \"$@\" >> " + dir + "/args\ncat > " + dir + "/message\ncase \"$*\" in *gone*) echo no such user; exit 67;; *busy*) exit 75;; *config*) exit 78;; *killed*) kill -9 $$;; esac\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	none := 0
	server := Server{Settings: Settings{Sendmail: program, Connections: 1, Retries: &none}}
	r := sendAll(t, server, jobTo("1@f.example", "-x@x.example", "b@x.example"), jobTo("2@f.example", "gone@x.example"), jobTo("3@f.example", "busy@x.example"), jobTo("4@f.example", "killed@x.example"), jobTo("5@f.example", "config@x.example"))
	for to, want := range map[string]Status{"-x@x.example": Sent, "b@x.example": Sent, "gone@x.example": Failed, "busy@x.example": Deferred, "killed@x.example": Unknown, "config@x.example": Deferred} {
		if r.outcomes[to].Status != want {
			t.Errorf("%s: %+v, want %s", to, r.outcomes[to], want)
		}
	}
	if args := string(contents(t, filepath.Join(dir, "args"))); !strings.HasPrefix(args, "-i -f office@federation.example -- -x@x.example b@x.example\n") {
		t.Errorf("%q", args)
	}
	if message := contents(t, filepath.Join(dir, "message")); bytes.Contains(message, []byte("\r")) || !bytes.Contains(message, []byte("\n.one point\n")) {
		t.Errorf("%.200q", message)
	}
}

// If it fails, a sendmail that hangs, or talks without end, stops the delivery for ever, or fills the memory; or one that leaves
// something running behind it is taken for one that failed.
func TestASendmailThatDoesNotEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sendmail")
	}
	t.Parallel()
	program := filepath.Join(t.TempDir(), "sendmail")
	script := "#!/bin/sh\ncat >/dev/null\ncase \"$*\" in *hangs*) exec sleep 3600;; *child*) sleep 3600 & echo $! >\"$0.child\"; exit 0;; *talks*) exec yes; esac\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		child, err := strconv.Atoi(strings.TrimSpace(string(contents(t, program+".child"))))
		if err != nil {
			t.Fatal(err)
		}
		if p, err := os.FindProcess(child); err == nil {
			p.Kill()
		}
	})
	r := sendAll(t, Server{Settings: Settings{Sendmail: program, Connections: 3, Timeout: 1}}, jobTo("1@f.example", "hangs@x.example"), jobTo("2@f.example", "child@x.example"), jobTo("3@f.example", "talks@x.example"))
	for to, want := range map[string]Status{"hangs@x.example": Unknown, "child@x.example": Sent, "talks@x.example": Unknown} {
		if o := r.outcomes[to]; o.Status != want || len(o.Answer) > MaxAnswer+100 {
			t.Errorf("%s: %+v, want %s", to, o, want)
		}
	}
}

// If it fails, a password that is missing is taken for ten thousand refused members, each of whom must be sent the message by
// name afterwards.
func TestAServerThatWantsAPasswordFirstStopsTheDelivery(t *testing.T) {
	for _, answer := range []string{"530 5.7.0 authentication required", "538 5.7.11 encryption required"} {
		server := smtptest.New(t, func(s *smtptest.Server) {
			s.Fault = func(event, _ string, _ int) string {
				if event == "mail" {
					return answer
				}
				return ""
			}
		})
		var jobs []Job
		for n := range 20 {
			jobs = append(jobs, jobTo(fmt.Sprintf("%d@f.example", n), fmt.Sprintf("a%d@x.example", n)))
		}
		r := sendAll(t, settingsOf(t, server), jobs...)
		if r.err == nil || !strings.Contains(r.err.Error(), answer+"; nothing is sent like this: correct user and tls under [smtp]") {
			t.Error(r.err)
		}
		for _, rec := range r.ledger.Records() {
			if rec.Status != Deferred {
				t.Errorf("%+v", rec)
			}
		}
		if n := server.Count("mail"); n > 4 {
			t.Errorf("the server was asked %d times", n)
		}
	}
}

// If it fails, a server that refuses the sender, and takes the rest, sends members an empty message.
func TestNobodyIsSentAnEmptyMessage(t *testing.T) {
	answers := map[string]string{"mail": "550 5.7.1 not you", "rcpt": "250 ok", "data": "354 go ahead"}
	server := smtptest.New(t, func(s *smtptest.Server) {
		s.Fault = func(event, _ string, _ int) string { return answers[event] }
	})
	r := sendAll(t, settingsOf(t, server), jobTo("1@f.example", "a@x.example"))
	if o := r.outcomes["a@x.example"]; r.err != nil || o.Status != Failed || o.Answer != "550 5.7.1 not you" {
		t.Errorf("%v, %+v", r.err, o)
	}
	if slices.Contains(server.Lines(), ".") {
		t.Error("the server was told that an empty message is all")
	}
}

// If it fails, a line that breaks while the password is on its way is taken for a wrong password.
func TestAConnectionLostAtThePasswordIsTriedAgain(t *testing.T) {
	for _, fault := range []string{smtptest.HangUp, "454 4.7.0 later"} {
		server := smtptest.New(t, func(s *smtptest.Server) {
			s.Implicit, s.Password, s.Offers = true, "secret", append(s.Offers, "AUTH PLAIN")
			s.Fault = func(event, _ string, n int) string {
				if event == "auth" && n == 0 {
					return fault
				}
				return ""
			}
		})
		settings := settingsOf(t, server)
		settings.User, settings.Password = "office", "secret"
		if r := sendAll(t, settings, jobTo("1@f.example", "a@x.example")); r.err != nil || r.outcomes["a@x.example"].Status != Sent {
			t.Errorf("%s: %v, %v", fault, r.err, r.outcomes)
		}
	}
}

// If it fails, who waits reads of attempts that nobody makes: a worker that waits for its turn while another one finds that the
// password is wrong has nothing to say.
func TestAStoppedWorkerSaysNothing(t *testing.T) {
	server := smtptest.New(t, func(s *smtptest.Server) {
		s.Fault = func(event, _ string, _ int) string {
			if event == "greet" {
				time.Sleep(50 * time.Millisecond) // the others wait meanwhile
				return "554 5.3.2 no mail here"
			}
			return ""
		}
	})
	settings := settingsOf(t, server)
	settings.Connections = 3
	var jobs []Job
	for n := range 3 {
		jobs = append(jobs, jobTo(fmt.Sprintf("%d@f.example", n), "a@x.example"))
	}
	clock := &fastClock{now: noon}
	sender := Sender{Server: settings, Clock: clock.clock(), Notice: func(s string) { t.Errorf("%q was said", s) }}
	if err := sender.Send(t.Context(), jobs); err == nil || !strings.Contains(err.Error(), "554 5.3.2 no mail here") {
		t.Error(err)
	}
}

// If it fails, an address or a message becomes a command of its own.
func TestNothingOfAMessageBecomesACommand(t *testing.T) {
	for _, to := range []string{"a@x.example>\r\nRCPT TO:<b@x.example", "a\nb@x.example", "", "<a@x.example>", "a@x\x00"} {
		if (envelope{from: "f@x.example", to: []string{to}}).check() == nil {
			t.Errorf("%q is taken", to)
		}
	}
	for _, bad := range []string{"a\n.\nMAIL", "a\r\n.\nb", "a\r.\r\nb", "\n", "a\rb"} {
		if data, err := stuffed([]byte(bad)); err == nil {
			t.Errorf("%q became %q", bad, data)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		message := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{".", "..", "a", "\r\n", "x.y", ".\r\n"})).Draw(t, "parts"), "")
		data, err := stuffed([]byte(message))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(string(data)) {
			if line == ".\r\n" {
				t.Fatalf("%q ends in the middle: %q", message, data)
			}
			got = append(got, strings.TrimPrefix(line, "."))
		}
		if back := strings.Join(got, ""); back != message && back != message+"\r\n" {
			t.Fatalf("%q became %q", message, back)
		}
	})
}

// If it fails, a setting that cannot be meant sends mail somewhere else, or unprotected.
func TestSettingsAreChecked(t *testing.T) {
	for want, s := range map[string]Settings{
		"[smtp] has host and sendmail":    {Host: "mail.x.example", Sendmail: "/usr/sbin/sendmail"},
		`tls = "none" is for a server on`: {Host: "192.0.2.1", TLS: None},
		`[smtp] tls = "ssl"`:              {Host: "mail.x.example", TLS: "ssl"},
		"[smtp] port = 70000":             {Host: "mail.x.example", Port: 70000},
		"[smtp] connections = 51":         {Host: "mail.x.example", Connections: 51},
		"[smtp] per_minute = -1":          {Host: "mail.x.example", PerMinute: -1},
		`[smtp] auth = "ntlm"`:            {Host: "mail.x.example", User: "a", Auth: "ntlm"},
		"but no user":                     {Host: "mail.x.example", PasswordFile: "x"},
		"is no name of a machine":         {Host: "mail.x.example\r\nX"},
	} {
		if _, err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for _, s := range []Settings{{Host: "mail.x.example", User: "a", TLS: Implicit}, {}} {
		if key, err := s.Check(); err != nil || key != "" {
			t.Error(key, err)
		}
	}
	if err := (Settings{Sendmail: "x"}).Usable(); err != nil {
		t.Error(err)
	}
	if (Settings{}).Usable() == nil {
		t.Error("no host is a host")
	}
}
