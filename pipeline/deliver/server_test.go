package deliver

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
	"testing"
	"time"
)

// A smtpServer is a server on loopback that speaks SMTP as RFC 5321 has it, and does wrong what a test asks for.
type smtpServer struct {
	t        testing.TB
	listener net.Listener
	cert     tls.Certificate
	caPEM    []byte

	offers   []string // of EHLO
	implicit bool
	password string

	// fault may take an event's turn: it returns the answer to give instead, or what to do with the connection. The
	// events are "greet", "ehlo", "auth", "mail", "rcpt", "data", "body" (a part of a message has come), "end", "taken" (after
	// the message is kept and before it is answered). about is the event's address or message.
	fault func(event, about string, n int) string

	mu       sync.Mutex
	counts   map[string]int
	received []receipt
	lines    []string // all commands, in order of arrival
	most     int      // sessions at once
	sessions int
}

// What a fault may say instead of an answer.
const (
	hangUp  = "HANG UP"
	silence = "SILENCE"
)

type receipt struct {
	from string
	to   []string
	data []byte
}

// newServer starts a server; configure is called before it listens.
func newServer(t testing.TB, configure func(*smtpServer)) *smtpServer {
	t.Helper()
	s := &smtpServer{t: t, offers: []string{"PIPELINING", "SIZE 50000000", "8BITMIME", "SMTPUTF8"}, counts: map[string]int{}}
	s.cert, s.caPEM = certificate(t, "127.0.0.1")
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
			t.Cleanup(func() { c.Close() })
			all.Go(func() { s.session(c) })
		}
	})
	t.Cleanup(func() { s.listener.Close(); all.Wait() })
	return s
}

// certificate makes a CA and a certificate of it for an address.
func certificate(t testing.TB, host string) (tls.Certificate, []byte) {
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

// settings are those that reach the server, without TLS unless it is offered.
func (s *smtpServer) settings() Server {
	at := s.listener.Addr().(*net.TCPAddr)
	server := Server{Settings: Settings{Host: "127.0.0.1", Port: at.Port, TLS: None, Timeout: 5}}
	switch {
	case s.implicit:
		server.TLS = Implicit
	case slices.Contains(s.offers, "STARTTLS"):
		server.TLS = StartTLS
	}
	if server.TLS != None {
		roots, err := Roots("ca.pem", s.caPEM)
		if err != nil {
			s.t.Fatal(err)
		}
		server.Roots = roots
	}
	return server
}

// take asks for a fault.
func (s *smtpServer) take(event, about string) string {
	s.mu.Lock()
	n := s.counts[event]
	s.counts[event]++
	s.mu.Unlock()
	if s.fault == nil {
		return ""
	}
	return s.fault(event, about, n)
}

func (s *smtpServer) all() []receipt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// times counts how often each address got a message.
func (s *smtpServer) times() map[string]int {
	n := map[string]int{}
	for _, r := range s.all() {
		for _, to := range r.to {
			n[to]++
		}
	}
	return n
}

// A session is one connection.
type session struct {
	*smtpServer
	conn   net.Conn
	r      *bufio.Reader
	secure bool
	authed bool
	from   string
	to     []string
	gone   bool
}

func (s *smtpServer) session(c net.Conn) {
	defer c.Close()
	s.mu.Lock()
	s.sessions++
	s.most = max(s.most, s.sessions)
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.sessions--; s.mu.Unlock() }()
	if s.implicit {
		c = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{s.cert}})
	}
	ss := &session{smtpServer: s, conn: c, r: bufio.NewReader(c), secure: s.implicit}
	ss.say("greet", "", "220 mail.test ESMTP")
	for !ss.gone {
		line, err := ss.r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSuffix(line, "\r\n")
		s.mu.Lock()
		s.lines = append(s.lines, line)
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
		for _, o := range ss.offers {
			if o != "STARTTLS" || !ss.secure {
				answer += "250-" + o + "\r\n"
			}
		}
		ss.say("ehlo", rest, answer+"250 HELP")
	case "STARTTLS":
		if ss.say("starttls", "", "220 go ahead") {
			ss.conn = tls.Server(ss.conn, &tls.Config{Certificates: []tls.Certificate{ss.cert}})
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
	case ss.password != "" && !ss.authed:
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
	if got == "\x00office\x00"+ss.password {
		ss.authed = ss.say("auth", mechanism, "235 2.7.0 welcome")
		return
	}
	ss.say("auth", mechanism, "535 5.7.8 no, not "+ss.password)
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
		if data.Len() > 1000 && ss.fault != nil {
			if f := ss.fault("body", ss.to[0], data.Len()); f != "" {
				if f != hangUp {
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
	ss.mu.Lock()
	ss.received = append(ss.received, receipt{from, to, data.Bytes()})
	n := len(ss.received)
	ss.mu.Unlock()
	ss.say("taken", to[0], fmt.Sprintf("250 2.0.0 ok: queued as %d", n))
}

// instead carries a fault out.
func (ss *session) instead(f string) {
	switch f {
	case hangUp:
		ss.conn.Close()
		ss.gone = true
	case silence:
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
