// Package smtptest has an SMTP server for tests: a real one, on loopback, that does wrong what a test asks for.
//
// Programs do not link it: tests of pipeline/deliver and of cmd/publish do.
package smtptest

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Server is a server on loopback that speaks SMTP as RFC 5321 has it, and does wrong what a test asks for.
type Server struct {
	listener net.Listener

	Cert     tls.Certificate
	CA       []byte   // of Cert, in PEM
	Offers   []string // of EHLO
	Implicit bool     // TLS at once (RFC 8314)
	Password string   // of the user "office"; "": nobody needs to authenticate
	Brief    bool     // keep no message, but who got which

	// Fault may take an event's turn: it returns the answer to give instead, or what to do with the connection. The
	// events are "greet", "ehlo", "auth", "mail", "rcpt", "data", "body" (a part of a message has come), "end", "taken" (after
	// the message is kept and before it is answered). about is the event's address or message.
	Fault func(event, about string, n int) string

	conns    sync.Map // open ones
	mu       sync.Mutex
	counts   map[string]int
	received []Receipt
	lines    []string // all commands, in order of arrival
	most     int      // sessions at once
	sessions int
}

// What a Fault may say instead of an answer.
const (
	HangUp  = "HANG UP"
	Silence = "SILENCE"
)

// A Receipt is a message that the server took.
type Receipt struct {
	From string
	To   []string
	ID   string // Message-ID, without angle brackets
	Data []byte // the message; nil where the server is brief
}

// A Test is what a server needs of the test that it is for; testing.TB is one.
type Test interface {
	Helper()
	Fatal(...any)
	Cleanup(func())
}

// New starts a server; configure is called before it listens.
func New(t Test, configure func(*Server)) *Server {
	t.Helper()
	s := &Server{Offers: []string{"PIPELINING", "SIZE 50000000", "8BITMIME", "SMTPUTF8"}, counts: map[string]int{}}
	s.Cert, s.CA = Certificate(t, "127.0.0.1")
	if configure != nil {
		configure(s)
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := s.listener.Accept()
			if err != nil {
				return
			}
			s.conns.Store(c, true)
			all.Go(func() { s.session(c) })
		}
	})
	t.Cleanup(func() {
		s.listener.Close()
		s.conns.Range(func(c, _ any) bool { c.(net.Conn).Close(); return true })
		all.Wait()
	})
	return s
}

// Certificate makes a CA and a certificate of it for an address.
func Certificate(t Test, host string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter}
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	} else {
		leaf.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
}

// Port is where the server listens, on 127.0.0.1.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

// take asks for a fault.
func (s *Server) take(event, about string) string {
	s.mu.Lock()
	n := s.counts[event]
	s.counts[event]++
	s.mu.Unlock()
	if s.Fault == nil {
		return ""
	}
	return s.Fault(event, about, n)
}

// Received are the messages that the server took, in their order.
func (s *Server) Received() []Receipt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// Times counts how often each address got a message.
func (s *Server) Times() map[string]int {
	n := map[string]int{}
	for _, r := range s.Received() {
		for _, to := range r.To {
			n[to]++
		}
	}
	return n
}

// Count is how often an event has been.
func (s *Server) Count(event string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[event]
}

// Lines are all commands, in order of arrival.
func (s *Server) Lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lines)
}

// Most is how many sessions there were at once.
func (s *Server) Most() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

// Sessions is how many there are now.
func (s *Server) Sessions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sessions
}

// Forget begins anew: nothing was received.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received, s.lines, s.counts = nil, nil, map[string]int{}
}

// A session is one connection.
type session struct {
	*Server
	conn   net.Conn
	r      *bufio.Reader
	secure bool
	authed bool
	from   string
	to     []string
	gone   bool
}

func (s *Server) session(c net.Conn) {
	defer c.Close()
	defer s.conns.Delete(c)
	s.mu.Lock()
	s.sessions++
	s.most = max(s.most, s.sessions)
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.sessions--; s.mu.Unlock() }()
	if s.Implicit {
		c = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{s.Cert}})
	}
	ss := &session{Server: s, conn: c, r: bufio.NewReader(c), secure: s.Implicit}
	ss.say("greet", "", "220 mail.test ESMTP")
	for !ss.gone {
		line, err := ss.r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSuffix(line, "\r\n")
		s.mu.Lock()
		if !s.Brief {
			s.lines = append(s.lines, line)
		}
		s.mu.Unlock()
		ss.command(line)
	}
}

// say answers, unless a fault does.
func (ss *session) say(event, about, answer string) (ok bool) {
	if f := ss.take(event, about); f != "" {
		ss.instead(f)
		return false
	}
	_, err := fmt.Fprintf(ss.conn, "%s\r\n", answer)
	return err == nil
}

func (ss *session) command(line string) {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		answer := "250-mail.test\r\n"
		for _, o := range ss.Offers {
			if o != "STARTTLS" || !ss.secure {
				answer += "250-" + o + "\r\n"
			}
		}
		ss.say("ehlo", rest, answer+"250 HELP")
	case "STARTTLS":
		if ss.say("starttls", "", "220 go ahead") {
			ss.conn = tls.Server(ss.conn, &tls.Config{Certificates: []tls.Certificate{ss.Cert}})
			ss.r, ss.secure = bufio.NewReader(ss.conn), true
		}
	case "AUTH":
		ss.auth(rest)
	case "MAIL":
		ss.mail(rest)
	case "RCPT":
		to := rest[strings.Index(rest, "<")+1 : strings.LastIndex(rest, ">")]
		if ss.from == "" {
			ss.say("rcpt", to, "503 no MAIL")
		} else if ss.say("rcpt", to, "250 2.1.5 ok") {
			ss.to = append(ss.to, to)
		}
	case "DATA":
		ss.data()
	case "RSET":
		ss.from, ss.to = "", nil
		ss.say("rset", "", "250 ok")
	case "NOOP":
		ss.say("noop", "", "250 ok")
	case "QUIT":
		ss.say("quit", "", "221 bye")
		ss.gone = true
	default:
		ss.say("other", line, "500 what?")
	}
}

func (ss *session) mail(rest string) {
	from := rest[strings.Index(rest, "<")+1 : strings.LastIndex(rest, ">")]
	switch {
	case ss.Password != "" && !ss.authed:
		ss.say("mail", from, "530 5.7.0 authentication required")
	case ss.from != "":
		ss.say("mail", from, "503 5.5.1 nested MAIL")
	case ss.say("mail", from, "250 2.1.0 ok"):
		ss.from = from
	}
}

func (ss *session) auth(rest string) {
	mechanism, initial, _ := strings.Cut(rest, " ")
	got := ""
	switch strings.ToUpper(mechanism) {
	case "PLAIN":
		data, _ := base64.StdEncoding.DecodeString(initial)
		got = string(data)
	case "LOGIN":
		for _, ask := range []string{"Username:", "Password:"} {
			fmt.Fprintf(ss.conn, "334 %s\r\n", base64.StdEncoding.EncodeToString([]byte(ask)))
			line, _ := ss.r.ReadString('\n')
			data, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
			got += "\x00" + string(data)
		}
	}
	if got == "\x00office\x00"+ss.Password {
		ss.authed = ss.say("auth", mechanism, "235 2.7.0 welcome")
		return
	}
	ss.say("auth", mechanism, "535 5.7.8 no")
}

func (ss *session) data() {
	if len(ss.to) == 0 {
		ss.say("data", "", "554 no valid recipients")
		return
	}
	if !ss.say("data", "", "354 go ahead") {
		return
	}
	var data bytes.Buffer
	for {
		line, err := ss.r.ReadBytes('\n')
		if err != nil {
			return
		}
		if string(line) == ".\r\n" {
			break
		}
		data.Write(bytes.TrimPrefix(line, []byte(".")))
		if data.Len() > 1000 && ss.Fault != nil {
			if f := ss.Fault("body", ss.to[0], data.Len()); f != "" {
				if f != HangUp {
					fmt.Fprintf(ss.conn, "%s\r\n", f)
				}
				ss.conn.Close()
				ss.gone = true
				return
			}
		}
	}
	from, to := ss.from, ss.to
	ss.from, ss.to = "", nil
	if f := ss.take("end", to[0]); f != "" {
		ss.instead(f)
		return
	}
	n := ss.keep(Receipt{from, to, idOf(data.Bytes()), data.Bytes()})
	ss.say("taken", to[0], fmt.Sprintf("250 2.0.0 ok: queued as %d", n))
}

func (s *Server) keep(r Receipt) int {
	if s.Brief {
		r.Data = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received = append(s.received, r)
	return len(s.received)
}

// idOf is the Message-ID of a message.
func idOf(data []byte) string {
	_, rest, _ := bytes.Cut(data, []byte("Message-ID: <"))
	id, _, _ := bytes.Cut(rest, []byte(">"))
	return string(id)
}

// instead carries a fault out.
func (ss *session) instead(f string) {
	switch f {
	case HangUp:
		ss.conn.Close()
		ss.gone = true
	case Silence:
		io.Copy(io.Discard, ss.conn)
		ss.gone = true
	default:
		fmt.Fprintf(ss.conn, "%s\r\n", f)
		if strings.HasPrefix(f, "421") {
			ss.conn.Close()
			ss.gone = true
		}
	}
}
