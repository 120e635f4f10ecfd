package mail

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var handedOver = time.Date(2026, 11, 22, 9, 30, 0, 5, time.FixedZone("", 3600))

// eml is the message file of the sample edition.
func eml(t testing.TB) []byte {
	t.Helper()
	e := sampleEdition(t)
	m, _, err := Text(e, standard(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := Message(e, m, Attachment{Data: []byte("%PDF print")})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sampleLetter(t testing.TB) Letter {
	t.Helper()
	l, err := ReadLetter("mills.fr.eml", eml(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func addressesOf(t testing.TB, texts ...string) (as []Address) {
	t.Helper()
	for _, s := range texts {
		a, err := ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		as = append(as, a)
	}
	return as
}

// If it fails, members get another text or subject than the file that was looked at and approved.
func TestTheLetterIsTheMessage(t *testing.T) {
	e := sampleEdition(t)
	for _, tag := range []string{"fr", "ja", "ar"} {
		e.Language = english
		if tag != "fr" {
			e.Blocks[2].Spans[0].Text = map[string]string{"ja": strings.Repeat("水車は回る。", 40), "ar": strings.Repeat("الطاحونة تدور Mill ", 30)}[tag]
		}
		m, _, err := Text(e, standard(t))
		if err != nil {
			t.Fatal(err)
		}
		data, err := Message(e, m, Attachment{Data: []byte("%PDF")})
		if err != nil {
			t.Fatal(err)
		}
		l, err := ReadLetter("x.eml", data)
		if err != nil || l.Text.Text != m.Text || !bytes.Equal(ends(l.Text), ends(m)) || l.Subject != Subject(e) || l.AttachmentName != AttachmentName(e) ||
			l.Language != "en" || l.From.Written() != "\"Fédération des moulins\" <bureau@example.org>" && l.From.Written() != "Fédération des moulins <bureau@example.org>" {
			t.Errorf("%s: %+v, %v", tag, l, err)
		}
	}
	for _, broken := range []string{"", "x", "From: a@example.org\r\n\r\ntext", strings.Replace(string(eml(t)), "format=flowed", "format=fixed", 1), strings.Replace(string(eml(t)), "bureau@", "bureau ", 1)} {
		if _, err := ReadLetter("x.eml", []byte(broken)); err == nil || !strings.HasPrefix(err.Error(), "x.eml: ") || !strings.Contains(err.Error(), "make the edition anew") {
			t.Errorf("%.40q: %v", broken, err)
		}
	}
}

// A parsed message is what Python's email package makes of it, strictly.
type parsed struct {
	Headers [][2]string
	To      [][2]string // name, address
	Text    string
	Name    string
	PDF     int
	Parts   int
	Defects []string
}

const strict = `
import email, email.policy, json, sys, struct
out, src = [], sys.stdin.buffer
while (n := src.read(4)):
    m = email.message_from_string(src.read(struct.unpack(">I", n)[0]).decode("utf-8"), policy=email.policy.SMTPUTF8.clone(raise_on_defect=True))
    parts = list(m.iter_parts()) if m.is_multipart() else [m]
    defects = [str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in h.defects]
    a = parts[1] if len(parts) > 1 else None
    out.append(dict(Headers=[[k, str(v)] for k, v in m.items()], To=[[x.display_name, x.addr_spec] for x in m["To"].addresses], Text=parts[0].get_content().replace("\r\n", "\n"),
      Name=a.get_filename() if a else "", PDF=len(a.get_content()) if a else 0, Parts=len(parts), Defects=defects))
print(json.dumps(out))
`

// parsedBy has Python read messages, all in one process.
func parsedBy(t *testing.T, messages [][]byte) (all []parsed) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: the messages are not read by another program")
	}
	var in bytes.Buffer
	for _, m := range messages {
		in.Write([]byte{byte(len(m) >> 24), byte(len(m) >> 16), byte(len(m) >> 8), byte(len(m))})
		in.Write(m)
	}
	c := exec.Command(python, "-c", strict)
	var stderr bytes.Buffer
	c.Stdin, c.Stderr = &in, &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// hostile are texts that want to be more than a part of a header.
var hostile = []string{"plain", "x\r\nBcc: all@example.org", "a\nb", "a\r b", "x\x00y", "=?UTF-8?Q?x=0D=0ABcc:_y?=", "\u2028Bcc: z@example.org", "a, b", `"q"`, "<x@example.org>", strings.Repeat("long ", 40),
	strings.Repeat("y", 400), "Секретариат", "事務局" + strings.Repeat("水", 60), "a;b:c", "(comment)", "", " ", "\u202eevil", "e\u0301"}

// drawDispatch is a message's own part, out of texts that people or attackers could have written.
func drawDispatch(t *rapid.T, label string) Dispatch {
	text := func(what string) string { return rapid.SampledFrom(hostile).Draw(t, label+what) }
	d := Dispatch{Date: handedOver, ID: MessageID("example.org", text("org"), text("name"), text("language"), text("hash")), Unsubscribe: []string{"mailto:leave@example.org", "https://example.org/leave"}}
	for i := range rapid.IntRange(1, 4).Draw(t, label+"to") {
		local := rapid.SampledFrom([]string{"office", "o'neil+x", `"a b"`, `"a\"b"`, strings.Repeat("l", 64), "büro"}).Draw(t, label+"local")
		a, err := ParseAddress(fmt.Sprintf("%s@%s%d.example.org", local, label, i))
		if err != nil {
			t.Fatal(err)
		}
		if name, err := ParseAddress(quoted(text("name")) + " <x@example.org>"); err == nil {
			a.Name = name.Name
		}
		d.To = append(d.To, a)
	}
	if rapid.Bool().Draw(t, label+"corrects") {
		d.Corrects = MessageID("example.org", "a", "b", "c", "d")
	}
	if rapid.Bool().Draw(t, label+"reply") {
		d.ReplyTo = Address{Name: "Büro", Local: "answers", Domain: "example.org"}
	}
	return d
}

// If it fails, a title, a name or an address writes a header of its own; a line is longer than servers take; or a member
// reads another one's address.
func TestEveryMessageIsItsMembersOwn(t *testing.T) {
	base := sampleLetter(t)
	var messages [][]byte
	var wanted []Dispatch
	var subjects []string
	rapid.Check(t, func(t *rapid.T) {
		l := base
		l.Subject, l.AttachmentName = rapid.SampledFrom(hostile).Draw(t, "subject"), rapid.SampledFrom(hostile).Draw(t, "attachment")
		p := l.Pack(Attachment{Data: []byte("%PDF")})
		one, other := drawDispatch(t, "one"), drawDispatch(t, "other")
		for _, pair := range [][2]Dispatch{{one, other}, {other, one}} {
			data, err := p.Message(pair[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range pair[1].To {
				if bytes.Contains(data, []byte(a.Domain)) {
					t.Fatalf("%s is in another one's message:\n%s", a, data)
				}
			}
			checkLines(t, data, pair[0])
			if len(messages) < 60 {
				messages, wanted, subjects = append(messages, data), append(wanted, pair[0]), append(subjects, l.Subject)
			}
		}
	})
	for i, got := range parsedBy(t, messages) {
		fields := []string{"Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe", "Content-Language", "MIME-Version", "Content-Type"}
		for _, h := range got.Headers {
			if !slices.Contains(fields, h[0]) || strings.ContainsFunc(h[1], isControl) {
				t.Errorf("the header %q", h)
			}
		}
		got.Defects = slices.DeleteFunc(got.Defects, func(d string) bool { // Python does not know RFC 6532 in addresses
			return slices.ContainsFunc(wanted[i].To, Address.NeedsUTF8) && strings.Contains(strings.ToLower(d), "non-ascii")
		})
		if len(got.Defects) > 0 || got.Parts != 2 || got.PDF != 4 || len(got.To) != len(wanted[i].To) {
			t.Errorf("%+v\n%s", got, messages[i])
			continue
		}
		for n, a := range wanted[i].To {
			if bare(got.To[n][0]) != bare(a.Name) || got.To[n][1] != a.String() { // Python keeps the blank between two encoded words of a name
				t.Errorf("%q is not %q", got.To[n], a.Written())
			}
		}
		if subject := got.Headers[slices.IndexFunc(got.Headers, func(h [2]string) bool { return h[0] == "Subject" })][1]; bare(subject) != bare(plain(subjects[i])) {
			t.Errorf("%q is not %q", subject, subjects[i])
		}
	}
}

// If it fails, whoever forgets to check a value lets a text write headers: no value of a Dispatch can, whatever it holds.
func TestNoValueEndsAHeader(t *testing.T) {
	p := sampleLetter(t).Pack()
	for _, evil := range hostile {
		a := Address{Name: evil, Local: "a", Domain: "example.org"}
		data, err := p.Message(Dispatch{ID: evil, Date: handedOver, To: []Address{a}, ReplyTo: a, Unsubscribe: []string{evil}, Corrects: evil + "x"})
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := bytes.Cut(data, []byte("\r\n\r\n"))
		for line := range strings.SplitSeq(string(head), "\r\n") {
			name, _, field := strings.Cut(line, ":")
			known := []string{"Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe", "Content-Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
			if strings.ContainsAny(line, "\r\n\x00\u2028") || !strings.HasPrefix(line, " ") && (!field || !slices.Contains(known, name)) {
				t.Errorf("%q makes the line %q", evil, line)
			}
		}
	}
}

// checkLines holds a message to RFC 5322, 2.1.1: CRLF and nothing like it alone, 78 columns but where an address is longer.
func checkLines(t *rapid.T, data []byte, d Dispatch) {
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("a bare CR, LF or NUL: %q", line)
		}
		long := slices.ContainsFunc(d.To, func(a Address) bool { return len(a.String()) > 70 && strings.Contains(line, a.String()) })
		if len(line) > 78 && !long {
			t.Fatalf("%d characters: %q", len(line), line)
		}
	}
}

// If it fails, a system cannot tell a double, or two members' messages look like one.
func TestMessageID(t *testing.T) {
	id := func(parts ...string) string { return MessageID("example.org", parts[0], parts[1], parts[2], parts[3]) }
	first := id("nkr", "mills", "fr", "1a2b")
	if first != id("nkr", "mills", "fr", "1a2b") || len(first) != 32+len("@example.org") {
		t.Error(first)
	}
	for _, other := range [][]string{{"nks", "mills", "fr", "1a2b"}, {"nkr", "mill", "sfr", "1a2b"}, {"nkr", "wheel", "fr", "1a2b"}, {"nkr", "mills", "en", "1a2b"}, {"nkr", "mills", "fr", "1a2c"}} {
		if id(other...) == first {
			t.Errorf("%v", other)
		}
	}
	if got := ReturnPath(Address{Name: "Bounces", Local: "bounces", Domain: "example.org"}, first); got.String() != "bounces+"+first[:32]+"@example.org" {
		t.Error(got)
	}
}

// If it fails, a message that is sent again after a crash differs from the first one, or its date is not the hand-over's.
func TestMemberMessage(t *testing.T) {
	p := sampleLetter(t).Pack(Attachment{Data: []byte("%PDF screen")})
	d := Dispatch{ID: "1@example.org", Date: handedOver, To: addressesOf(t, "Secretariat <secretariat@nkr.example>"), Corrects: "0@example.org", Unsubscribe: []string{"https://example.org/leave"}}
	first, err := p.Message(d)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := p.Message(d); !bytes.Equal(first, again) {
		t.Error("not the same bytes")
	}
	for _, want := range []string{"Date: Sun, 22 Nov 2026 08:30:00 +0000", "To: Secretariat <secretariat@nkr.example>", "Message-ID: <1@example.org>", "In-Reply-To: <0@example.org>",
		"References: <0@example.org>", "List-Unsubscribe: <https://example.org/leave>", "Content-Language: fr"} {
		if !bytes.Contains(first, []byte("\r\n"+want+"\r\n")) && !bytes.HasPrefix(first, []byte(want+"\r\n")) {
			t.Errorf("no %q in\n%.1500s", want, first)
		}
	}
	if _, err := p.Message(Dispatch{ID: "1@example.org", Date: handedOver}); err == nil {
		t.Error("a message to nobody")
	}
	alone, err := sampleLetter(t).Pack().Message(d)
	if err != nil {
		t.Fatal(err)
	}
	if got := parsedBy(t, [][]byte{alone, first}); got[0].Parts != 1 || strings.Contains(got[0].Text, ".pdf") || !strings.Contains(got[0].Text, "Les moulins tournent") || got[1].PDF != 11 {
		t.Errorf("%+v", got)
	}
}

// Messages that others have made, or damaged, are refused or read; never more.
func FuzzReadLetter(f *testing.F) {
	f.Add(eml(f))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=x\nFrom: a@b.c\n\n--x\n\n--x--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadLetter("x.eml", data)
		if err != nil {
			return
		}
		message, err := l.Pack(Attachment{Data: []byte("%PDF")}).Message(Dispatch{ID: "1@example.org", Date: handedOver, To: []Address{{Local: "a", Domain: "example.org"}}})
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := bytes.Cut(message, []byte("\r\n\r\n"))
		for line := range strings.SplitSeq(string(head), "\r\n") {
			if strings.ContainsAny(line, "\r\n") || line != "" && line[0] != ' ' && !strings.Contains(line, ":") {
				t.Fatalf("%q", line)
			}
		}
	})
}

func BenchmarkMemberMessage(b *testing.B) {
	l := sampleLetter(b)
	d := Dispatch{ID: "1@example.org", Date: handedOver, To: addressesOf(b, "Secretariat <secretariat@nkr.example>")}
	p := l.Pack(Attachment{Data: make([]byte, 300_000)})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Message(d); err != nil {
			b.Fatal(err)
		}
	}
}
