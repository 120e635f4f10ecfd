package deliver

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// An envelope is what the server is told of a message (RFC 5321, 2.3.1).
type envelope struct {
	from string
	to   []string
}

// A message is what goes out: a header with the empty line at its end, and a body that many messages share.
type message struct{ head, body []byte }

// size is that of RFC 1870, 3: all octets, without what transparency adds.
func (m message) size() int { return len(m.head) + len(m.body) }

// sum is the message's SHA-256, in hex.
func (m message) sum() string {
	h := sha256.New()
	h.Write(m.head)
	h.Write(m.body)
	return hex.EncodeToString(h.Sum(nil))
}

// stuffed is a message as it goes over the wire.
func (m message) stuffed() (message, error) {
	head, err := stuffed(m.head)
	if err != nil {
		return message{}, err
	}
	body, err := stuffed(m.body)
	return message{head, body}, err
}

// international tells whether a message needs SMTPUTF8 (RFC 6531): by an address of its envelope, or by one that it names.
// Domains come as A-labels, and bodies are ASCII.
func international(e envelope, m message) bool {
	foreign := func(r rune) bool { return r >= utf8.RuneSelf }
	return bytes.ContainsFunc(m.head, foreign) || slices.ContainsFunc(append([]string{e.from}, e.to...), func(a string) bool { return strings.ContainsFunc(a, foreign) })
}

// check keeps what would be a command of its own out of a command.
func (e envelope) check() error {
	for _, a := range append([]string{e.from}, e.to...) {
		quoted := strings.HasPrefix(a, `"`) // a local part in quotation marks may hold brackets
		bad := func(r rune) bool { return r < ' ' || r == 0x7f || !quoted && (r == '<' || r == '>') }
		if a == "" || len(a) > 1000 || strings.ContainsFunc(a, bad) {
			return fmt.Errorf("%.100q cannot stand in an envelope", a)
		}
	}
	return nil
}

// stuffed is a text as it goes over the wire: its lines that begin with a point have a second one (RFC 5321, 4.5.2), and
// it ends with a line end. A CR or LF alone is refused: servers differ on what such a line end means. A text without such
// lines is given as it is, not copied.
func stuffed(text []byte) ([]byte, error) {
	points := bytes.HasPrefix(text, []byte("."))
	for rest := text; len(rest) > 0; {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		if at := bytes.IndexByte(line, '\r'); at >= 0 && at < len(line)-1 || ended != (at >= 0) {
			return nil, errors.New("a message with a line end that is not CR LF")
		}
		rest = after
		points = points || len(rest) > 0 && rest[0] == '.'
	}
	if points {
		text = bytes.ReplaceAll(text, []byte("\r\n."), []byte("\r\n.."))
		if text[0] == '.' {
			text = append([]byte("."), text...)
		}
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\r\n")) {
		text = append(text[:len(text):len(text)], "\r\n"...)
	}
	return text, nil
}
