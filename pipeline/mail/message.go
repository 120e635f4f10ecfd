package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"publish/pipeline/edition"
)

// Message is the mail as a file (.eml): text and PDF, lines of less than 78 characters, CRLF. The same edition, text and PDF
// give the same bytes: Message-ID and boundary are their hash, the date is the resolution's at noon UTC. It has no
// recipient: ReadLetter makes a letter of it again, for whoever distributes it.
//
// An error says that the publisher's name or address cannot stand in a From line.
func Message(e edition.Edition, m Mailer, pdf Attachment) ([]byte, error) {
	if pdf.Name == "" {
		pdf.Name = AttachmentName(e)
	}
	l, err := letter(e, m, pdf.Name)
	if err != nil {
		return nil, err
	}
	p := l.Pack(pdf)
	id := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q", e.Name, l.Language, e.Date, e.Status, p.boundary))
	date := time.Date(e.Date.Year, time.Month(max(e.Date.Month, 1)), max(e.Date.Day, 1), 12, 0, 0, 0, time.UTC)
	head, body, err := p.compose(Dispatch{ID: hex.EncodeToString(id[:16]) + "@" + l.From.Domain, Date: date})
	return slices.Concat(head, body), err
}

// A Dispatch is what a message has for its recipient alone.
type Dispatch struct {
	ID          string    // Message-ID without its brackets; see MessageID
	Date        time.Time // of the handing over
	To          []Address // of one member: all of them can read each other's
	ReplyTo     Address   // zero: answers go to the sender
	Unsubscribe []string  // List-Unsubscribe (RFC 2369): https and mailto addresses, see CheckUnsubscribe
	Corrects    string    // Message-ID of the message that this one corrects; "" for none
	Signer      *Signer   // nil: the message is not signed
}

// MessageID is a message's identity: the same for a member, an edition and a language, so that a receiving system can tell
// a double. Nobody can tell the member by it who does not know all of these.
func MessageID(domain, organization, resolution, language, hash string) string {
	h := sha256.New()
	for _, part := range []string{organization, resolution, language, hash} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]) + "@" + domain
}

// ReturnPath is the envelope's sender of a message, so that what bounces finds its way (VERP): "bounces@example.org" becomes
// "bounces+<the first part of its Message-ID>@example.org". It shows no address.
func ReturnPath(bounces Address, id string) Address {
	token, _, _ := strings.Cut(id, "@")
	bounces.Name, bounces.Local = "", bounces.Local+"+"+token
	return bounces
}

// Message is a member's message: CRLF lines of less than 78 characters, but where an address is longer. It is a function of
// the package and of what is the recipient's own. Addresses that need UTF-8 stand in it as they are (RFC 6532).
func (p *Package) Message(d Dispatch) ([]byte, error) {
	head, body, err := p.Compose(d)
	return slices.Concat(head, body), err
}

// Compose makes a member's message in two: its header with the empty line that ends it, and the body, which is the package's
// own and must not be changed.
func (p *Package) Compose(d Dispatch) (head, body []byte, err error) {
	if len(d.To) == 0 {
		return nil, nil, errors.New("a message to nobody")
	}
	return p.compose(d)
}

func (p *Package) compose(d Dispatch) (head, body []byte, err error) {
	h := p.head(d)
	var signature []byte
	if d.Signer != nil {
		if signature, err = d.Signer.sign(h.Bytes(), p.hash(), d.Date); err != nil {
			return nil, nil, err
		}
	}
	return slices.Concat(signature, h.Bytes(), []byte("\r\n")), p.body, nil
}

func (p *Package) head(d Dispatch) *header {
	h := &header{}
	h.add("Date", d.Date.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000"))
	h.addresses("From", []Address{p.letter.From})
	if !d.ReplyTo.IsZero() {
		h.addresses("Reply-To", []Address{d.ReplyTo})
	}
	h.addresses("To", d.To)
	h.add("Subject", encodedWords(p.letter.Subject))
	h.add("Message-ID", "<"+d.ID+">")
	if d.Corrects != "" {
		h.add("In-Reply-To", "<"+d.Corrects+">")
		h.add("References", "<"+d.Corrects+">")
	}
	if len(d.Unsubscribe) > 0 {
		h.add("List-Unsubscribe", "<"+strings.Join(d.Unsubscribe, ">, <")+">")
	}
	h.add("Content-Language", p.letter.Language)
	h.add("MIME-Version", "1.0")
	h.Write(p.mime)
	return h
}
