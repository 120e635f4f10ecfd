package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"publish/pipeline/edition"
)

// Subject is the title; that of a provisional edition begins with the word that says so.
func Subject(e edition.Edition) string {
	return truncate(provisionally(e, " – "), 400)
}

// provisionally is the title, of a provisional edition behind its word.
func provisionally(e edition.Edition, between string) string {
	title := strings.ToValidUTF8(strings.Join(strings.FieldsFunc(plain(e.Title), func(r rune) bool { return r == ' ' }), " "), "\uFFFD")
	if e.Status != edition.Final {
		title = plain(e.Phrases.Provisional().Text) + between + title
	}
	return title
}

// AttachmentName is the name that the PDF has in a mail: the title, without what a file system does not take.
func AttachmentName(e edition.Edition) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || bidiControl(r) {
			return ' '
		}
		return r
	}, provisionally(e, " - "))
	name = truncate(strings.Trim(strings.Join(strings.Fields(name), " "), " ."), 120)
	if name = strings.TrimRight(name, " ."); name == "" {
		name = e.Name
	}
	if first, _, _ := strings.Cut(name, "."); reservedByWindows(first) {
		name = "_" + name
	}
	return name + ".pdf"
}

// bidiControl says that a character turns the direction of what follows, and could hide a name's ending.
func bidiControl(r rune) bool {
	return 0x200E <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

func reservedByWindows(name string) bool {
	name = strings.ToUpper(strings.TrimSpace(name))
	switch name {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "COM") || strings.HasPrefix(name, "LPT")) && '0' <= name[3] && name[3] <= '9'
}

// truncate cuts a text to at most n bytes, between characters.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	n -= len("…")
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// An Attachment is the PDF that comes with a mail. Without a name it has that of AttachmentName, which the mailer's text
// says.
type Attachment struct {
	Name string
	Data []byte
}

// Message is the mail as a file (.eml): multipart/mixed with the text and the PDF, lines of less than 78 characters, CRLF.
// The same edition, text and PDF give the same bytes: Message-ID and boundary are their hash, the date is the
// resolution's at noon UTC. It has no recipient; who distributes it adds one.
//
// An error says that the publisher's name or address cannot stand in a From line.
func Message(e edition.Edition, text string, pdf Attachment) ([]byte, error) {
	if pdf.Name == "" {
		pdf.Name = AttachmentName(e)
	}
	id := identity(e, text, pdf)
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(encodingOf(text)),
		gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("publish-"+id[32:]))
	if err := from(m, e.Publisher); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(e.Publisher.Email, "@")
	m.SetMessageIDWithValue(id[:32] + "@" + domain)
	m.SetDateWithValue(time.Date(e.Date.Year, time.Month(max(e.Date.Month, 1)), max(e.Date.Day, 1), 12, 0, 0, 0, time.UTC))
	m.SetGenHeader(gomail.HeaderContentLang, e.Language.String())
	m.SetGenHeader(gomail.HeaderSubject, encodedWords(Subject(e)))
	m.SetBodyString(gomail.TypeTextPlain, text)
	if err := m.AttachReader("edition.pdf", bytes.NewReader(pdf.Data), as(plain(pdf.Name))); err != nil {
		return nil, fmt.Errorf("the PDF cannot be attached: %w", err)
	}
	var out bytes.Buffer
	out.Grow(len(pdf.Data)*140/100 + len(text)*2 + 2048)
	if _, err := m.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("the message cannot be written: %w", err)
	}
	return out.Bytes(), nil
}

// encodedWords is a header's text by RFC 2047, in words that are short enough to begin on the header's own line. A text
// that looks like an encoded word itself is encoded, too, so that nothing in it is interpreted.
func encodedWords(s string) string {
	if plainWords(s) {
		return s
	}
	const most = 36 // bytes in a word: 48 letters of base64
	var words []string
	for len(s) > 0 {
		end := 0
		for i, r := range s {
			if i+utf8.RuneLen(r) > most {
				break
			}
			end = i + utf8.RuneLen(r)
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:end]))+"?=")
		s = s[end:]
	}
	return strings.Join(words, " ")
}

// plainWords says that a text can stand in a header as it is: ASCII in words that a line holds, nothing like an encoded word.
func plainWords(s string) bool {
	foreign := func(r rune) bool { return r < ' ' || r >= 0x7F }
	return strings.IndexFunc(s, foreign) < 0 && !strings.Contains(s, "=?") && longestWord(s) < 60
}

func longestWord(s string) int {
	longest := 0
	for word := range strings.FieldsSeq(s) {
		longest = max(longest, len(word))
	}
	return longest
}

// encodingOf is the encoding that makes the text smaller: quoted-printable where most of it is ASCII, and it can be read
// as it is; else base64.
func encodingOf(text string) gomail.Encoding {
	foreign := 0
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] == '=' {
			foreign++
		}
	}
	if 6*foreign > len(text) { // 3 bytes for each, against 4/3 for every byte
		return gomail.EncodingB64
	}
	return gomail.EncodingQP
}

// identity is a hash of all that the message holds, 64 letters of hex.
func identity(e edition.Edition, text string, pdf Attachment) string {
	h := sha256.New()
	for _, part := range []string{e.Name, e.Language.String(), e.Date.String(), string(e.Status), e.Title, e.Publisher.Name, e.Publisher.Email, pdf.Name, text} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	h.Write(pdf.Data)
	return hex.EncodeToString(h.Sum(nil))
}

// from sets the sender.
func from(m *gomail.Msg, p edition.Publisher) error {
	const do = "write email = \"office@example.org\" under [publisher] in config.toml"
	if p.Email == "" {
		return errors.New("config.toml: the publisher has no address to send from; " + do)
	}
	for _, r := range p.Email {
		if r <= ' ' || r >= 0x7F || strings.ContainsRune(`<>()[],;:\"`, r) {
			return fmt.Errorf("config.toml: the publisher's address %q holds %q; %s (a domain with other letters in its xn-- form)", p.Email, r, do)
		}
	}
	if err := m.FromFormat(truncate(plain(p.Name), 120), p.Email); err != nil {
		return fmt.Errorf("config.toml: %q is no mail address; %s", p.Email, do)
	}
	return nil
}

// as gives an attachment its name by RFC 2231. go-mail would put an encoded word of RFC 2047 into a quoted string, which
// RFC 2047 forbids and strict readers show as it is.
func as(name string) gomail.FileOption {
	return func(f *gomail.File) {
		f.Header.Set("Content-Type", "application/pdf;"+parameter("name", name))
		f.Header.Set("Content-Disposition", "attachment;"+parameter("filename", name))
	}
}

// parameter is a parameter of a header, in lines of less than 78 characters (RFC 2231: continuations, percent encoding).
func parameter(key, value string) string {
	if mime.FormatMediaType("a/b", map[string]string{"k": value}) == `a/b; k="`+value+`"` && len(value) < 50 {
		return "\r\n " + key + "=\"" + value + "\""
	}
	const most = 50 // of one piece
	var b strings.Builder
	piece, n := "UTF-8''", 0
	flush := func(end string) {
		fmt.Fprintf(&b, "\r\n %s*%d*=%s%s", key, n, piece, end)
		piece, n = "", n+1
	}
	for _, r := range value {
		encoded := strings.ReplaceAll(url.QueryEscape(string(r)), "+", "%20")
		if len(piece)+len(encoded) > most {
			flush(";")
		}
		piece += encoded
	}
	flush("")
	return b.String()
}
