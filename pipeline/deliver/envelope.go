package deliver

import (
	"bytes"
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

// international tells whether a message needs SMTPUTF8 (RFC 6531): by an address of its envelope, or by one that it names.
// Domains come as A-labels, and bodies are ASCII.
func international(e envelope, message []byte) bool {
	foreign := func(r rune) bool { return r >= utf8.RuneSelf }
	header, _, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	return bytes.ContainsFunc(header, foreign) || slices.ContainsFunc(append([]string{e.from}, e.to...), func(a string) bool { return strings.ContainsFunc(a, foreign) })
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

// stuffed is a message as it goes over the wire: its lines that begin with a point have a second one (RFC 5321, 4.5.2), and
// it ends with a line end. A CR or LF alone is refused: servers differ on what such a line end means.
func stuffed(message []byte) ([]byte, error) {
	for rest := message; ; {
		at := bytes.IndexByte(rest, '\n')
		if at < 0 {
			break
		}
		if at == 0 || rest[at-1] != '\r' {
			return nil, errors.New("a message with a line end that is not CR LF")
		}
		rest = rest[at+1:]
	}
	if bytes.Count(message, []byte("\r")) != bytes.Count(message, []byte("\r\n")) {
		return nil, errors.New("a message with a CR alone")
	}
	data := message
	if bytes.Contains(data, []byte("\r\n.")) {
		data = bytes.ReplaceAll(data, []byte("\r\n."), []byte("\r\n.."))
	}
	if bytes.HasPrefix(data, []byte(".")) {
		data = append([]byte("."), data...)
	}
	if !bytes.HasSuffix(data, []byte("\r\n")) {
		data = append(data[:len(data):len(data)], "\r\n"...)
	}
	return data, nil
}
