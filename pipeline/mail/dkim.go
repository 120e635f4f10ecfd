package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Signer signs messages with a domain's key: DKIM (RFC 6376, RFC 8463), relaxed in header and body. The body is hashed once
// for all recipients of a package. Equal messages have equal signatures, in lines of less than 78 characters.
type Signer struct {
	domain, selector string
	key              crypto.Signer // *rsa.PrivateKey or ed25519.PrivateKey
}

// NewSigner makes a signer of a private key in PEM: RSA in PKCS #1 or 8, Ed25519 in PKCS #8. The public key stands in the DNS
// under <selector>._domainkey.<domain>. An error says what is wrong, and never shows any of the key.
func NewSigner(domain, selector string, key []byte) (*Signer, error) {
	for _, name := range []string{domain, selector} {
		if ascii, err := asciiDomain(name); err != nil || ascii != name || len(name) > maxLine-8 {
			return nil, fmt.Errorf("%q cannot stand in a signature; write a domain, and a selector like \"mail2026\", in small ASCII letters", shown(name))
		}
	}
	private, err := parseKey(key)
	if err != nil {
		return nil, err
	}
	return &Signer{domain, selector, private}, nil
}

// minRSA is the least size of an RSA key, in bits, that receivers take (RFC 8301, 3.2).
const minRSA = 1024

func parseKey(data []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, errors.New("no private key in PEM (-----BEGIN PRIVATE KEY-----)")
	}
	var key any
	var err error
	switch block.Type {
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	default:
		return nil, fmt.Errorf("a %q is no private key that is read; write RSA or Ed25519 as PKCS #8", shown(block.Type))
	}
	if err != nil {
		return nil, errors.New("the private key is damaged")
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		if key.N.BitLen() < minRSA {
			return nil, fmt.Errorf("an RSA key of %d bits is too short; receivers want %d and more", key.N.BitLen(), 2048)
		}
		return key, nil
	case ed25519.PrivateKey:
		return key, nil
	}
	return nil, fmt.Errorf("a key of the kind %T cannot sign mail; make one of RSA or Ed25519", key)
}

// signedFields are the header fields that a signature covers; those of oversigned cannot be added to a message later.
var (
	signedFields = []string{"Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe", "Content-Language",
		"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
	oversigned = []string{"From", "Reply-To", "To", "Cc", "Subject", "Date"}
)

// sign is the DKIM-Signature field of a message with this header and hash of the body.
func (s *Signer) sign(head, bodyHash []byte, date time.Time) ([]byte, error) {
	fields := fieldsOf(head)
	var names []string
	var signed bytes.Buffer
	for _, name := range signedFields {
		if field, there := fields[strings.ToLower(name)]; there {
			names = append(names, name)
			signed.WriteString(relaxedField(field) + "\r\n")
		}
	}
	names = append(names, oversigned...) // what is not there counts as empty (5.4.2), and once there breaks the signature
	algorithm := "rsa-sha256"
	if _, is := s.key.(ed25519.PrivateKey); is {
		algorithm = "ed25519-sha256"
	}
	var h header
	h.add("DKIM-Signature", fmt.Sprintf("v=1; a=%s; c=relaxed/relaxed; d=%s; s=%s; t=%d; h=%s; bh=%s; b=", algorithm, s.domain, s.selector, date.Unix(),
		strings.Join(names, ": "), base64.StdEncoding.EncodeToString(bodyHash)))
	unsigned := bytes.TrimSuffix(h.Bytes(), []byte("\r\n"))
	signed.WriteString(relaxedField(string(unsigned)))
	signature, err := s.signature(signed.Bytes())
	if err != nil {
		return nil, fmt.Errorf("the message cannot be signed for %s: %w", s.domain, err)
	}
	return append(unsigned, foldedSignature(signature)...), nil
}

// signature signs the hash of a canonical header. RSA with PKCS #1 v1.5 and Ed25519 use no random numbers but to hide the key
// while they calculate.
func (s *Signer) signature(signed []byte) ([]byte, error) {
	hash := sha256.Sum256(signed)
	if key, is := s.key.(ed25519.PrivateKey); is {
		return ed25519.Sign(key, hash[:]), nil // RFC 8463, 3: the hash is what is signed
	}
	return s.key.Sign(rand.Reader, hash[:], crypto.SHA256)
}

// foldedSignature is a signature in base64, on lines of its own.
func foldedSignature(signature []byte) string {
	var b strings.Builder
	text := base64.StdEncoding.EncodeToString(signature)
	for len(text) > 0 {
		n := min(len(text), maxLine-2)
		b.WriteString("\r\n " + text[:n])
		text = text[n:]
	}
	return b.String() + "\r\n"
}

// fieldsOf are the fields of a header that has none twice, by their names in small letters.
func fieldsOf(head []byte) map[string]string {
	fields := map[string]string{}
	last := ""
	for line := range strings.SplitSeq(strings.TrimSuffix(string(head), "\r\n"), "\r\n") {
		if strings.HasPrefix(line, " ") {
			fields[last] += "\r\n" + line
			continue
		}
		name, _, _ := strings.Cut(line, ":")
		last = strings.ToLower(name)
		fields[last] = line
	}
	return fields
}

// relaxedField is a field in its canonical form (RFC 6376, 3.4.2).
func relaxedField(field string) string {
	name, value, _ := strings.Cut(field, ":")
	isBlank := func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' }
	return strings.ToLower(name) + ":" + strings.Join(strings.FieldsFunc(value, isBlank), " ")
}

// relaxedBody is the hash of a body in its canonical form (RFC 6376, 3.4.4): no blanks at the ends of lines, single blanks
// within, no empty lines at the end. Lines of the body end with CRLF.
func relaxedBody(body []byte) []byte {
	h := sha256.New()
	empty := 0
	for line := range bytes.SplitSeq(body, []byte("\r\n")) {
		if bytes.ContainsAny(line, " \t") {
			line = collapsed(line)
		}
		if len(line) == 0 {
			empty++
			continue
		}
		for ; empty > 0; empty-- {
			h.Write([]byte("\r\n"))
		}
		h.Write(line)
		h.Write([]byte("\r\n"))
	}
	return h.Sum(nil)
}

// collapsed is a line with one blank for each run of blanks and tabs, and none at its end.
func collapsed(line []byte) []byte {
	out := make([]byte, 0, len(line))
	for _, c := range line {
		if c == ' ' || c == '\t' {
			if n := len(out); n > 0 && out[n-1] == ' ' {
				continue
			}
			c = ' '
		}
		out = append(out, c)
	}
	return bytes.TrimRight(out, " ")
}
