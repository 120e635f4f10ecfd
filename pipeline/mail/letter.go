package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"sync"
	"unicode/utf8"

	"publish/pipeline/edition"
)

// A Letter is an edition as mail before it is packed: what all who receive it read.
type Letter struct {
	Language       string // BCP 47
	From           Address
	Subject        string
	AttachmentName string // that the text announces
	Text           Mailer
}

// An Attachment is a PDF that comes with a mail. Without a name it has the one that the mailer's text says.
type Attachment struct {
	Name string
	Data []byte
}

// letter is an edition as mail.
func letter(e edition.Edition, m Mailer, attachment string) (Letter, error) {
	sender, err := from(e.Publisher)
	return Letter{Language: e.Language.String(), From: sender, Subject: Subject(e), AttachmentName: plain(attachment), Text: m}, err
}

// from is the sender.
func from(p edition.Publisher) (Address, error) {
	const do = "write email = \"office@example.org\" under [publisher] in config.toml"
	if p.Email == "" {
		return Address{}, errors.New("config.toml: the publisher has no address to send from; " + do)
	}
	a, err := ParseAddress(p.Email)
	if err != nil || a.Name != "" || !strings.EqualFold(a.String(), p.Email) || a.NeedsUTF8() {
		return Address{}, fmt.Errorf("config.toml: the publisher's address %q is no plain mail address in ASCII; %s", shown(p.Email), do)
	}
	a.Name = truncate(strings.Join(strings.Fields(plain(p.Name)), " "), 120)
	return a, nil
}

// A Package is a letter with its attachments, encoded once for all its recipients. It is not changed after Pack.
type Package struct {
	letter   Letter
	boundary string
	mime     []byte // the header's fields that say what the body is
	body     []byte
	hash     func() []byte // of the body, for signatures: made when one is asked for
}

// Pack puts a letter and PDFs into a package: multipart/mixed; or, without any, the text alone, without the paragraph that
// announces one.
func (l Letter) Pack(attached ...Attachment) *Package {
	if len(attached) == 0 && l.AttachmentName != "" {
		l.Text = l.Text.without(l.AttachmentName)
	}
	l.Language, l.Subject, l.From.Name = plain(l.Language), plain(l.Subject), plain(l.From.Name)
	hash := sha256.New()
	fmt.Fprintf(hash, "%q %q %q %d", l.Language, l.From, l.Subject, len(l.Text.Text))
	_, _ = io.WriteString(hash, l.Text.Text)
	for i := range attached {
		if attached[i].Name == "" {
			attached[i].Name = l.AttachmentName
		}
		attached[i].Name = strings.Join(strings.Fields(plain(attached[i].Name)), " ")
		fmt.Fprintf(hash, "%q %d", attached[i].Name, len(attached[i].Data))
		hash.Write(attached[i].Data)
	}
	p := &Package{letter: l, boundary: "publish-" + hex.EncodeToString(hash.Sum(nil)[:16])}
	var h header
	var body bytes.Buffer
	if len(attached) == 0 {
		l.Text.part(&h, &body)
	} else {
		h.WriteString("Content-Type: multipart/mixed;\r\n boundary=\"" + p.boundary + "\"\r\n")
		p.parts(&body, attached)
	}
	p.mime, p.body = h.Bytes(), body.Bytes()
	p.hash = sync.OnceValue(func() []byte { return relaxedBody(p.body) })
	return p
}

// Size is the bytes of the package without the header that a recipient's message has.
func (p *Package) Size() int { return len(p.body) }

// parts writes a multipart body (RFC 2046, 5.1.1). No line of a part begins with its boundary: it is in quoted-printable,
// where only a hash of the part itself could stand, or in base64, which has no "-".
func (p *Package) parts(body *bytes.Buffer, attached []Attachment) {
	size := 2*len(p.letter.Text.Text) + 4096
	for _, a := range attached {
		size += len(a.Data)*137/100 + 1024
	}
	body.Grow(size)
	var h header
	var text bytes.Buffer
	p.letter.Text.part(&h, &text)
	fmt.Fprintf(body, "--%s\r\n%s\r\n%s", p.boundary, &h, &text)
	for _, a := range attached {
		fmt.Fprintf(body, "\r\n--%s\r\nContent-Type: application/pdf%s\r\nContent-Disposition: attachment%s\r\nContent-Transfer-Encoding: base64\r\n\r\n",
			p.boundary, parameter("name", a.Name), parameter("filename", a.Name))
		writeBase64(body, a.Data)
	}
	fmt.Fprintf(body, "\r\n--%s--\r\n", p.boundary)
}

// part writes the text as text/plain; format=flowed: in quoted-printable where most of it is ASCII, and can be read as it
// is; else in base64, which is smaller.
func (m Mailer) part(h *header, body *bytes.Buffer) {
	text, delSp := m.flowed()
	h.WriteString("Content-Type: text/plain; charset=utf-8; format=flowed")
	if delSp {
		h.WriteString("; delsp=yes")
	}
	text = strings.ReplaceAll(text, "\n", "\r\n")
	if !mostlyASCII(text) {
		h.WriteString("\r\nContent-Transfer-Encoding: base64\r\n")
		writeBase64(body, []byte(text))
		return
	}
	h.WriteString("\r\nContent-Transfer-Encoding: quoted-printable\r\n")
	w := quotedprintable.NewWriter(body)
	_, _ = io.WriteString(w, text) // a buffer takes everything
	_ = w.Close()
}

// mostlyASCII says that quoted-printable (3 bytes for each other one) is smaller than base64 (4/3 for every one).
func mostlyASCII(text string) bool {
	foreign := 0
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] == '=' {
			foreign++
		}
	}
	return 6*foreign <= len(text)
}

// writeBase64 writes lines of 76 letters (RFC 2045, 6.8).
func writeBase64(b *bytes.Buffer, data []byte) {
	const bytesOfLine = 57
	var line [76]byte
	for len(data) > 0 {
		n := min(len(data), bytesOfLine)
		base64.StdEncoding.Encode(line[:], data[:n])
		b.Write(line[:base64.StdEncoding.EncodedLen(n)])
		b.WriteString("\r\n")
		data = data[n:]
	}
}

// ReadLetter reads the message that an edition has as a file, as Message wrote it. An error says that it is none, and what to
// do.
func ReadLetter(file string, eml []byte) (Letter, error) {
	l, err := readLetter(eml)
	if err != nil {
		return Letter{}, fmt.Errorf("%s: %w; run publish to make the edition anew", file, err)
	}
	return l, nil
}

func readLetter(eml []byte) (Letter, error) {
	m, err := netmail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		return Letter{}, fmt.Errorf("not a message (%w)", err)
	}
	l := Letter{Language: m.Header.Get("Content-Language")}
	if l.From, err = ParseAddress(m.Header.Get("From")); err != nil {
		return Letter{}, err
	}
	var words mime.WordDecoder
	if l.Subject, err = words.DecodeHeader(m.Header.Get("Subject")); err != nil {
		return Letter{}, fmt.Errorf("its subject cannot be read (%w)", err)
	}
	l.Subject = plain(l.Subject)
	_, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || parameters["boundary"] == "" {
		return Letter{}, errors.New("not a message with an attachment")
	}
	parts := multipart.NewReader(m.Body, parameters["boundary"])
	text, err := parts.NextRawPart()
	if err != nil {
		return Letter{}, fmt.Errorf("its text cannot be read (%w)", err)
	}
	if l.Text, err = readText(text); err != nil {
		return Letter{}, err
	}
	sheet, err := parts.NextRawPart()
	if err != nil {
		return Letter{}, fmt.Errorf("its attachment cannot be read (%w)", err)
	}
	l.AttachmentName = plain(sheet.FileName())
	return l, nil
}

// readText reads a part that Mailer.part wrote.
func readText(p *multipart.Part) (Mailer, error) {
	var r io.Reader = base64.NewDecoder(base64.StdEncoding, p)
	if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		r = quotedprintable.NewReader(p)
	}
	data, err := io.ReadAll(io.LimitReader(r, 4*MaxText))
	if err != nil {
		return Mailer{}, fmt.Errorf("its text cannot be read (%w)", err)
	}
	_, parameters, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
	if err != nil || parameters["format"] != "flowed" || !utf8.Valid(data) {
		return Mailer{}, errors.New("its text is not one that publish wrote")
	}
	return unflowed(strings.ReplaceAll(string(data), "\r\n", "\n"), parameters["delsp"] == "yes"), nil
}
