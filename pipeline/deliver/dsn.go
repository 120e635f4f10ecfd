package deliver

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"publish/pipeline/mail"
)

// Limits of a notification. What comes after MaxNotice is the returned message, whose header alone is of use.
const (
	MaxNotice       = 1 << 20 // bytes of a message that are read
	maxNoticeParts  = 20
	maxNoticeGroups = 1000
	maxDepth        = 4 // of parts in parts
)

// A Notice is what a server says has become of a message: a delivery status notification (RFC 3464), or one in words of which the
// form is known.
type Notice struct {
	Subject    string    // on one line
	From       string    // on one line
	ID         string    // its own Message-ID, or the hash of its bytes where it has none
	Date       time.Time // zero where it has none that can be read
	Original   string    // Message-ID of what it is about, without brackets; "" where it does not say
	Tokens     []string  // what stands between "+" and "@" in the addresses that it was sent to (VERP); of one in words, what looks like it
	Recipients []NoticeRecipient
}

// A NoticeRecipient is what a notice says of one address.
type NoticeRecipient struct {
	Address string // the address that the message was sent to, as it is in the notice
	Action  string // failed, delayed, delivered, relayed or expanded
	Status  string // "5.1.1": RFC 3463
	Reason  string // the other server's words
}

// What ParseNotice says of messages that tell nothing.
var (
	ErrNoNotice = errors.New("not a notification of a mail system")
	ErrUnread   = errors.New("a mail system's message in a form that is not known") // the notice has all but recipients
)

// ParseNotice reads a message. The first MaxNotice bytes of it are enough.
func ParseNotice(data []byte) (Notice, error) {
	data = data[:min(len(data), MaxNotice)]
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Notice{}, ErrNoNotice
	}
	n := Notice{ID: messageID(m.Header.Get("Message-Id")), Subject: words(m.Header.Get("Subject")), From: words(m.Header.Get("From"))}
	if n.ID == "" {
		hash := sha256.Sum256(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
		n.ID = hex.EncodeToString(hash[:16])
	}
	n.Date, _ = m.Header.Date()
	n.tokens(m.Header)
	kind, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	report := strings.ToLower(parameters["report-type"])
	if err == nil && kind == "multipart/report" && parameters["boundary"] != "" && (report == "delivery-status" || report == "") { // old servers leave it out
		n.parts(multipart.NewReader(m.Body, parameters["boundary"]))
		return n.judged(data, "", report != "" || automatic(m.Header))
	}
	text := textOf(textproto.MIMEHeader(m.Header), m.Body, maxDepth)
	n.textual(m.Header, text)
	return n.judged(data, text, automatic(m.Header))
}

// judged is a notice, if it names anybody; one that only a person can read, if a mail system wrote it; else none.
func (n Notice) judged(data []byte, text string, system bool) (Notice, error) {
	switch {
	case len(n.Recipients) > 0 && text == "":
		return n, nil
	case len(n.Recipients) == 0 && !system:
		return Notice{}, ErrNoNotice
	}
	n.marks(data, text)
	if len(n.Recipients) == 0 {
		return n, ErrUnread
	}
	return n, nil
}

// words is a header's text, decoded (RFC 2047), on one line.
func words(s string) string {
	var d mime.WordDecoder
	if text, err := d.DecodeHeader(s); err == nil {
		s = text
	}
	return shorten(oneLine(s))
}

// messageID is what stands between the brackets.
func messageID(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, closed := strings.Cut(s, ">")
	if !closed || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7F }) {
		return ""
	}
	return s
}

// tokens finds the marks that the envelopes' senders had.
func (n *Notice) tokens(h netmail.Header) {
	for _, field := range []string{"To", "Delivered-To", "X-Original-To", "Envelope-To"} {
		for _, value := range h[textproto.CanonicalMIMEHeaderKey(field)] {
			local, _, _ := strings.Cut(value, "@")
			if _, token, marked := strings.Cut(local, "+"); marked && token != "" && !slices.Contains(n.Tokens, token) && len(n.Tokens) < 8 {
				n.Tokens = append(n.Tokens, token)
			}
		}
	}
}

// parts reads the status and the header of the returned message; a message that was cut off lacks the end of that.
func (n *Notice) parts(r *multipart.Reader) {
	for range maxNoticeParts {
		part, err := r.NextRawPart()
		if err != nil {
			return
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		body := decoded(part.Header, part)
		switch kind {
		case "message/delivery-status", "message/global-delivery-status":
			n.status(textproto.NewReader(bufio.NewReader(body)))
		case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers":
			h, _ := textproto.NewReader(bufio.NewReader(body)).ReadMIMEHeader() // what it has read before an error counts
			if id := messageID(h.Get("Message-Id")); id != "" {
				n.Original = id
			}
		}
	}
}

// decoded is a body without its transfer encoding.
func decoded(h textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// status reads a group of fields about the message, then one for each address (RFC 3464, 2.1).
func (n *Notice) status(r *textproto.Reader) {
	for range maxNoticeGroups {
		fields, err := r.ReadMIMEHeader()
		if action := strings.ToLower(strings.TrimSpace(fields.Get("Action"))); action != "" {
			to := addressOf(fields.Get("Original-Recipient"))
			if to == "" {
				to = addressOf(fields.Get("Final-Recipient"))
			}
			n.Recipients = append(n.Recipients, NoticeRecipient{Address: to, Action: action, Status: oneLine(fields.Get("Status")), Reason: reasonOf(fields)})
		}
		if err != nil {
			return
		}
	}
}

// addressOf is the address of a field "rfc822; address".
func addressOf(field string) string {
	_, address, typed := strings.Cut(field, ";")
	if !typed {
		address = field
	}
	address = strings.Trim(strings.TrimSpace(address), "<>")
	if a, err := mail.ParseAddress(address); err == nil {
		return a.String()
	}
	return ""
}

// reasonOf is what the other server has said.
func reasonOf(fields textproto.MIMEHeader) string {
	reason := fields.Get("Diagnostic-Code")
	if kind, words, typed := strings.Cut(reason, ";"); typed && !strings.ContainsAny(strings.TrimSpace(kind), " \t") {
		reason = words
	}
	status := oneLine(fields.Get("Status"))
	if reason = oneLine(reason); !strings.Contains(reason, status) {
		reason = strings.TrimSpace(status + " " + reason)
	}
	return shorten(reason)
}
