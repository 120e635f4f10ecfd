package deliver

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// Security is how the connection to the server is protected.
type Security string

// The kinds of security. None is for a server on the same machine alone. There is no kind without verification.
const (
	StartTLS Security = "starttls" // RFC 3207; the default
	Implicit Security = "implicit" // RFC 8314, 3.3
	None     Security = "none"
)

// Limits of what [smtp] may ask for.
const (
	MaxConnections = 50
	MaxPerMinute   = 100_000
	MaxRetries     = 20
	MaxTimeout     = 3600 // seconds
	MaxPassword    = 4096 // bytes
	MaxCA          = 1 << 20
)

// Settings say where messages are handed over, and how. The password is none of them: it never stands in config.toml.
type Settings struct {
	Host         string   `toml:"host"`
	Port         int      `toml:"port"`          // 0: 587, with implicit TLS 465, with none 25
	TLS          Security `toml:"tls"`           // "": starttls
	CA           string   `toml:"ca"`            // file of the CA certificates to trust instead of the system's (PEM)
	User         string   `toml:"user"`          // "": no authentication
	Auth         string   `toml:"auth"`          // mechanism; "": the best that both know
	PasswordFile string   `toml:"password_file"` // of mode 600
	Sendmail     string   `toml:"sendmail"`      // program to hand over to, instead of a host
	PerMinute    int      `toml:"per_minute"`    // most messages a minute, over all connections; 0: no limit
	Connections  int      `toml:"connections"`   // at once; 0: 2
	Retries      *int     `toml:"retries"`       // of what the server does not take now; nil: 5
	Timeout      int      `toml:"timeout"`       // seconds to wait for an answer; 0: 300
}

// Check says what is wrong with settings, with which key, and what to write; what is not there at all is Usable's.
func (s Settings) Check() (key string, err error) {
	limits := []struct {
		key        string
		value, top int
	}{{"port", s.Port, 65535}, {"connections", s.Connections, MaxConnections}, {"per_minute", s.PerMinute, MaxPerMinute},
		{"timeout", s.Timeout, MaxTimeout}, {"retries", s.retries(), MaxRetries}}
	for _, l := range limits {
		if l.value < 0 || l.value > l.top {
			return l.key, fmt.Errorf("[smtp] %s = %d; write a number up to %d", l.key, l.value, l.top)
		}
	}
	switch {
	case s.Host != "" && s.Sendmail != "":
		return "sendmail", errors.New("[smtp] has host and sendmail; take one of them out")
	case strings.ContainsFunc(s.Host, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '/' || r == '@' }):
		return "host", fmt.Errorf("[smtp] host = %q is no name of a machine; write one like mail.federation.example", s.Host)
	case !slices.Contains([]Security{"", StartTLS, Implicit, None}, s.TLS):
		return "tls", fmt.Errorf("[smtp] tls = %q; write \"starttls\", \"implicit\" or \"none\"", s.TLS)
	case s.TLS == None && !mayBeLoopback(s.Host):
		return "tls", fmt.Errorf("[smtp] tls = \"none\" is for a server on this machine alone (127.0.0.1, ::1, localhost), not for %s; write tls = \"starttls\"", s.Host)
	case s.Auth != "" && mechanisms[s.Auth] == nil:
		return "auth", fmt.Errorf("[smtp] auth = %q; write one of %s, or take the line out", s.Auth, strings.Join(mechanismNames, ", "))
	case s.User == "" && (s.PasswordFile != "" || s.Auth != ""):
		return "", errors.New("[smtp] has a password or a mechanism, but no user; write user = \"…\"")
	}
	return "", nil
}

// Usable says what settings lack to hand anything over.
func (s Settings) Usable() error {
	if s.Host == "" && s.Sendmail == "" {
		return errors.New("config.toml says nowhere where mail is handed over; write host = \"mail.federation.example\" under [smtp], or sendmail = \"/usr/sbin/sendmail\"")
	}
	return nil
}

// mayBeLoopback tells whether a host can be this machine; the connection itself decides.
func mayBeLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip == nil || ip.IsLoopback()
}

func (s Settings) retries() int {
	if s.Retries == nil {
		return 5
	}
	return *s.Retries
}

func (s Settings) security() Security { return cmp.Or(s.TLS, StartTLS) }

func (s Settings) address() string {
	port := map[Security]int{StartTLS: 587, Implicit: 465, None: 25}[s.security()]
	return net.JoinHostPort(s.Host, fmt.Sprint(cmp.Or(s.Port, port)))
}

func (s Settings) connections() int { return cmp.Or(s.Connections, 2) }

// timeout is how long an answer may take: RFC 5321, 4.5.3.2 asks for five minutes, and for ten after a message's end.
func (s Settings) timeout() time.Duration { return time.Duration(cmp.Or(s.Timeout, 300)) * time.Second }

// A Server is settings with what they name: the password, and the certificates to trust.
type Server struct {
	Settings
	Password string
	Roots    *x509.CertPool // nil: the system's
}

// Roots reads the certificates of a CA file.
func Roots(file string, data []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if len(data) > MaxCA || !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("%s: no certificate in it; [smtp] ca names a file of certificates in PEM", file)
	}
	return pool, nil
}

// tlsConfig always verifies the server's certificate, by its name.
func (s Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12, DynamicRecordSizingDisabled: true}
}
