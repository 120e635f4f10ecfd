package deliver

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// maxExchange is the most bytes that a server may send in one exchange: more is no answer.
const maxExchange = 1 << 18

// A wire is a socket with bounds on what an answer may take: bytes and time. It can hold back what is written, so that the many
// records that TLS makes of a message go out at once.
type wire struct {
	net.Conn
	left    int
	holding bool
	held    []byte // what was written since hold
}

var errTalkative = fmt.Errorf("the server's answer has more than %d bytes", maxExchange)

func (w *wire) Read(p []byte) (int, error) {
	if w.left <= 0 {
		return 0, errTalkative
	}
	n, err := w.Conn.Read(p[:min(len(p), w.left)])
	w.left -= n
	return n, err
}

func (w *wire) Write(p []byte) (int, error) {
	if !w.holding {
		return w.Conn.Write(p)
	}
	w.held = append(w.held, p...)
	return len(p), nil
}

// hold keeps what is written from now on until release.
func (w *wire) hold() { w.holding = true }

// release writes what was held, within so much time.
func (w *wire) release(d time.Duration) error {
	w.holding = false
	err := w.allow(d)
	if err == nil {
		_, err = w.Conn.Write(w.held)
	}
	w.held = w.held[:0]
	return err
}

// allow gives the next exchange so much time. Deadlines of sockets are the system's own: they know no jump of the clock.
func (w *wire) allow(d time.Duration) error {
	w.left = maxExchange
	return w.SetDeadline(time.Now().Add(d))
}

// A connection is a session with an SMTP server, after its greeting, TLS and authentication.
type connection struct {
	wire    *wire
	client  *smtp.Client
	timeout time.Duration
	name    string // host:port

	pipelining, utf8, eightBit bool
	sized                      bool // announces SIZE (RFC 1870)
	most                       int  // bytes of a message that it takes; 0: no limit is known
	lost                       bool // nothing more can be said over it
}

// A refusal is a connection that cannot be had by trying again: the certificate, the password, the settings are wrong.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

// connect opens a session.
func (s Server) connect(ctx context.Context) (*connection, error) {
	c, err := s.dial(ctx)
	if err != nil {
		return nil, s.explain(err)
	}
	interrupted := context.AfterFunc(ctx, func() { c.wire.Close() })
	err = s.begin(c)
	if !interrupted() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		c.wire.Close()
		return nil, s.explain(err)
	}
	return c, nil
}

func (s Server) dial(ctx context.Context) (*connection, error) {
	ctx, cancel := context.WithTimeout(ctx, min(s.timeout(), time.Minute))
	defer cancel()
	raw, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.address())
	if err != nil {
		return nil, err
	}
	if at, ok := raw.RemoteAddr().(*net.TCPAddr); s.security() == None && (!ok || !at.IP.IsLoopback()) {
		raw.Close()
		return nil, refusal{fmt.Errorf("tls = \"none\" is for a server on this machine alone, and this one is at %s; write tls = \"starttls\"", raw.RemoteAddr())}
	}
	return &connection{wire: &wire{Conn: raw}, timeout: s.timeout(), name: s.address()}, nil
}

// begin takes the greeting, protects the connection and authenticates, by the library; what the server announces after
// that is what counts.
func (s Server) begin(c *connection) error {
	if err := c.wire.allow(min(s.timeout(), mostGreeting)); err != nil {
		return err
	}
	var over net.Conn = c.wire
	if s.security() == Implicit {
		secure := tls.Client(c.wire, s.tlsConfig())
		if err := secure.Handshake(); err != nil {
			return err
		}
		over = secure
	}
	var err error
	if c.client, err = smtp.NewClient(over, s.Host); err != nil {
		return s.mute(err)
	}
	if err := c.client.Hello(literal(c.wire.LocalAddr())); err != nil {
		return err
	}
	if s.security() == StartTLS {
		if err := s.startTLS(c); err != nil {
			return err
		}
	}
	if s.User != "" {
		if err := s.authenticate(c); err != nil {
			return err
		}
	}
	c.announced()
	return nil
}

// mostGreeting is how long a server's greeting may take. RFC 5321, 4.5.3.2.1 has five minutes; but a server that expects TLS at once
// never greets, and a person waits.
const mostGreeting = time.Minute

// mute says of a server that does not greet why that may be.
func (s Server) mute(err error) error {
	var network net.Error
	if s.security() == StartTLS && errors.As(err, &network) && network.Timeout() {
		return fmt.Errorf("no greeting (%w); if it expects TLS at once, write tls = \"implicit\"", cause(err))
	}
	return err
}

func (s Server) startTLS(c *connection) error {
	if offered, _ := c.client.Extension("STARTTLS"); !offered {
		return refusal{errors.New("it does not offer STARTTLS, and nothing is sent without; write tls = \"implicit\" if it expects TLS at once")}
	}
	if err := c.wire.allow(s.timeout()); err != nil {
		return err
	}
	return c.client.StartTLS(s.tlsConfig())
}

// literal is how this machine names itself: by its address (RFC 5321, 4.1.3), because its name is nobody's business.
func literal(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	switch {
	case !ok:
		return "localhost"
	case tcp.IP.To4() != nil:
		return "[" + tcp.IP.String() + "]"
	}
	return "[IPv6:" + tcp.IP.String() + "]"
}

func (c *connection) announced() {
	c.pipelining, _ = c.client.Extension("PIPELINING")
	c.utf8, _ = c.client.Extension("SMTPUTF8")
	c.eightBit, _ = c.client.Extension("8BITMIME")
	var most string
	if c.sized, most = c.client.Extension("SIZE"); c.sized {
		c.most, _ = strconv.Atoi(strings.TrimSpace(most)) // no number is no limit
	}
}

// A mechanism makes the library's authentication.
type mechanism func(s Server, state *tls.ConnectionState) smtp.Auth

var mechanisms = map[string]mechanism{
	"scram-sha-256-plus": func(s Server, state *tls.ConnectionState) smtp.Auth {
		if state == nil {
			return nil
		}
		return smtp.ScramSHA256PlusAuth(s.User, s.Password, state)
	},
	"scram-sha-256": func(s Server, _ *tls.ConnectionState) smtp.Auth { return smtp.ScramSHA256Auth(s.User, s.Password) },
	"scram-sha-1":   func(s Server, _ *tls.ConnectionState) smtp.Auth { return smtp.ScramSHA1Auth(s.User, s.Password) },
	"plain": func(s Server, _ *tls.ConnectionState) smtp.Auth {
		return smtp.PlainAuth("", s.User, s.Password, s.Host, s.security() == None)
	},
	"login": func(s Server, _ *tls.ConnectionState) smtp.Auth {
		return smtp.LoginAuth(s.User, s.Password, s.Host, s.security() == None)
	},
	"cram-md5": func(s Server, _ *tls.ConnectionState) smtp.Auth { return smtp.CRAMMD5Auth(s.User, s.Password) },
}

// mechanismNames are in order of preference: those that do not tell the server the password come first, and CRAM-MD5,
// which protects it badly against who listens, last where nobody can listen.
var mechanismNames = []string{"scram-sha-256-plus", "scram-sha-256", "scram-sha-1", "plain", "login", "cram-md5"}

func (s Server) authenticate(c *connection) error {
	_, offered := c.client.Extension("AUTH")
	known := strings.Fields(strings.ToLower(offered))
	var state *tls.ConnectionState
	if at, ok := c.client.TLSConnectionState(); ok {
		state = &at
	}
	for _, name := range mechanismNames {
		if s.Auth != "" && s.Auth != name || !slices.Contains(known, name) {
			continue
		}
		how := mechanisms[name](s, state)
		if how == nil {
			continue
		}
		if err := c.wire.allow(s.timeout()); err != nil {
			return err
		}
		if err := c.client.Auth(how); err != nil {
			return s.unauthenticated(name, err)
		}
		return nil
	}
	return refusal{fmt.Errorf("it offers no way to authenticate that [smtp] allows (it has %q); ask who runs it, or take user out", offered)}
}

// unauthenticated is a refusal, unless the server or the network was at fault.
func (s Server) unauthenticated(mechanism string, err error) error {
	var answer *textproto.Error
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, io.EOF) || errors.As(err, &answer) && answer.Code < 500 {
		return err
	}
	return refusal{fmt.Errorf("authentication of %s by %s failed: %w; correct [smtp] user, or the password", s.User, mechanism, err)}
}

// explain names the server, takes the password out, and says of a certificate what to do.
func (s Server) explain(err error) error {
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	if errors.As(err, &certificate) || errors.As(err, &authority) {
		return refusal{fmt.Errorf("%s: its certificate does not verify: %w; ask who runs it, or name the CA's certificate with [smtp] ca", s.address(), err)}
	}
	var record tls.RecordHeaderError
	if errors.As(err, &record) {
		return refusal{fmt.Errorf("%s: it does not speak TLS where it should (%w); correct port or tls under [smtp]", s.address(), err)}
	}
	var final refusal
	var answer *textproto.Error
	text := s.redact(plain(err))
	if errors.As(err, &final) || errors.As(err, &answer) && answer.Code >= 500 {
		return refusal{fmt.Errorf("%s: %s", s.address(), text)}
	}
	return fmt.Errorf("%s: %s", s.address(), text)
}

var errClosed = errors.New("the server has closed the connection")

// cause is an error of the network without the addresses of its two ends, which are said anyway.
func cause(err error) error {
	var op *net.OpError
	switch {
	case errors.As(err, &op) && op.Err != nil:
		return op.Err
	case errors.Is(err, io.EOF):
		return errClosed
	}
	return err
}

// plain is an error's text with a server's answer in it as the server gave it, on one line.
func plain(err error) string {
	text := cause(err).Error()
	var answer *textproto.Error
	if errors.As(err, &answer) {
		text = strings.ReplaceAll(text, answer.Error(), fmt.Sprintf("%d %s", answer.Code, answer.Msg))
	}
	return oneLine(text)
}

// redact keeps a password that a server repeats out of messages.
func (s Server) redact(text string) string {
	if s.Password == "" {
		return text
	}
	for _, secret := range []string{s.Password, base64.StdEncoding.EncodeToString([]byte(s.Password)), base64.StdEncoding.EncodeToString([]byte("\x00" + s.User + "\x00" + s.Password))} {
		text = strings.ReplaceAll(text, secret, "(password)")
	}
	return text
}

// alive tells whether an idle connection is still one.
func (c *connection) alive() bool {
	c.lost = c.wire.allow(min(c.timeout, 30*time.Second)) != nil || c.client.Noop() != nil
	return !c.lost
}

// Close says goodbye where somebody listens, without waiting long for an answer.
func (c *connection) Close() error {
	if !c.lost {
		_ = c.wire.allow(min(c.timeout, 5*time.Second))
		_ = c.client.Quit()
	}
	return c.wire.Close()
}
