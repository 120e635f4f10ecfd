package deliver

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// notices are the golden notifications: <name>.eml, and in <name>.want what it says.
func notices(tb testing.TB) map[string][2]string {
	tb.Helper()
	return goldens(tb, "testdata/notices.txtar", "eml")
}

func toldOf(n Notice, err error) string {
	if err == ErrUnread {
		return strings.TrimRight(fmt.Sprintf("%v: “%s” from %s\ntokens %s", err, n.Subject, n.From, strings.Join(n.Tokens, " ")), " ") + "\n"
	}
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	if !n.Date.IsZero() {
		fmt.Fprintf(&b, "%s of %s\n", n.ID, n.Date.UTC().Format(time.DateTime))
	}
	fmt.Fprintf(&b, "original %s\n%s\n", n.Original, strings.TrimRight("tokens "+strings.Join(n.Tokens, " "), " "))
	for _, r := range n.Recipients {
		fmt.Fprintf(&b, "%s %s %s: %s\n", r.Address, r.Action, r.Status, r.Reason)
	}
	return b.String()
}

// If it fails, a bounce is not noticed, or an answer on holidays is taken for one.
func TestParseNotice(t *testing.T) {
	for name, c := range notices(t) {
		for _, text := range []string{c[0], strings.ReplaceAll(c[0], "\n", "\r\n")} {
			if got := toldOf(ParseNotice([]byte(text))); got != c[1] {
				t.Errorf("%s: got\n%s\nwant\n%s", name, got, c[1])
			}
		}
	}
	long := notices(t)["postfix"][0]
	long = strings.Replace(long, "\nText\n", "\n"+strings.Repeat("Text of many lines\n", 1<<18), 1)
	if n, err := ParseNotice([]byte(long)); err != nil || n.Original == "" || len(n.Recipients) != 1 {
		t.Errorf("a message that is cut off: %+v, %v", n, err)
	}
}

// If it fails, a bounce marks another member's message, or one that was sent again since.
func TestMatch(t *testing.T) {
	at := func(l Line, minutes int) Line {
		l.Time = noon.Add(time.Duration(minutes) * time.Minute)
		return l
	}
	const id = "0123456789abcdef0123456789abcdef@river-keepers.example"
	sent := func(id, to string) []Line {
		return []Line{at(attempt(id, to), 0), at(answer(id, Result{to, Sent, "250 ok"}), 0)}
	}
	ledger := func(lines ...Line) *Ledger { return readLedger(t, newLedger(t, lines...)) }
	notice := func(name string) Notice {
		n, err := ParseNotice([]byte(notices(t)[name][0]))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	bounced := Line{Event: Bounce, ID: id, To: []string{"office@nkr.example"}, Reason: "x", Notice: notice("postfix").ID}
	anonymous := notice("postfix")
	anonymous.Original, anonymous.Tokens = "", nil
	early := anonymous
	early.Date = noon.Add(-time.Hour)
	verp := notice("postfix")
	verp.Original = ""
	other := notice("postfix")
	other.Original = "elsewhere@example.net"
	for name, c := range map[string]struct {
		notice Notice
		ledger *Ledger
		want   string
		known  bool
	}{
		"by Message-ID":          {notice("postfix"), ledger(sent(id, "office@nkr.example")...), "office@nkr.example", true},
		"forwarded":              {notice("postfix"), ledger(sent(id, "secretary@nkr.example")...), "secretary@nkr.example", true},
		"by VERP":                {verp, ledger(sent(id, "office@nkr.example")...), "office@nkr.example", true},
		"by address":             {anonymous, ledger(slices.Concat(sent("1@x", "a@x.example"), sent("2@x", "Office@nkr.example"))...), "Office@nkr.example", true},
		"of before":              {early, ledger(sent(id, "office@nkr.example")...), "", true},
		"another of the message": {Notice{ID: "d", Original: id, Recipients: []NoticeRecipient{{Address: "office@nkr.example", Action: "delivered"}, {Address: "x@y.example", Action: "failed"}}}, ledger(sent(id, "office@nkr.example")...), "", true},
		"noted":                  {notice("postfix"), ledger(append(sent(id, "office@nkr.example"), bounced)...), "", true},
		"noted, and sent again":  {notice("postfix"), ledger(slices.Concat(sent(id, "office@nkr.example"), []Line{bounced}, sent(id, "office@nkr.example"))...), "", true},
		"delayed":                {Notice{ID: "d", Original: id, Recipients: []NoticeRecipient{{Address: "office@nkr.example", Action: "delayed"}}}, ledger(sent(id, "office@nkr.example")...), "", true},
		"qmail's":                {notice("qmail"), ledger(sent(id, "office@usk.example")...), "office@usk.example", true},
		"qmail's, of two":        {notice("qmail"), ledger(slices.Concat(sent(id, "b.c@usk.example"), sent("other@x", "office@usk.example"))...), "b.c@usk.example", true},
		"Exim's of before":       {notice("oldexim"), ledger(sent(id, "office@nkr.example")...), "office@nkr.example", true},
		"another's message":      {other, ledger(sent(id, "office@nkr.example")...), "", false},
		"nobody's":               {anonymous, ledger(sent(id, "a@x.example")...), "", false},
	} {
		returns, known := NewIndex(map[string]*Ledger{"mill": c.ledger}).Match(c.notice)
		got := ""
		for _, r := range returns {
			got += strings.Join(r.Line.To, " ")
			if r.Ledger != "mill" || r.Line.check() != nil {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if got != c.want || known != c.known {
			t.Errorf("%s: %q, known %v", name, got, known)
		}
	}
}

// If it fails, bounces in a mailbox are not seen, or a message's own line "From " ends it.
func TestReadMailbox(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"Maildir/new/1.x": "new", "Maildir/cur/2.x:2,S": "cur", "Maildir/tmp/3": "half", "box": "From a Sun\nSubject: x\n\n>From y\n>>From z\nFrom here on\n\nFrom b Mon\nS: 2\n\n", "text": "hello\n", "empty": ""} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS != "windows" { // what blocks, or never ends
		if err := ReadMailbox(os.DevNull, nil); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Error(err)
		}
	}
	for name, want := range map[string]string{"Maildir": "new|cur|", "box": "Subject: x\n\nFrom y\n>From z\nFrom here on\n\n|S: 2\n\n|", "empty": "", "text": "not an mbox file", "none": "no such file", "Maildir/cur": "name a Maildir"} {
		var got strings.Builder
		err := ReadMailbox(filepath.Join(dir, name), func(_ string, data []byte) { got.Write(data); got.WriteByte('|') })
		if err != nil && !strings.Contains(err.Error(), want) || err == nil && got.String() != want {
			t.Errorf("%s: %q, %v", name, &got, err)
		}
	}
}

// Messages that are put into an mbox come out as they were, whatever their lines begin with.
func TestMboxKeepsMessages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var box []byte
		var want []string
		for range rapid.IntRange(1, 5).Draw(t, "messages") {
			lines := rapid.SliceOfN(rapid.SampledFrom([]string{"From x", ">From y", ">>From", "", "text", "from", strings.Repeat("long", 40_000)}), 1, 6).Draw(t, "lines")
			text := strings.Join(lines, "\r\n") + "\r\n"
			box = AppendMbox(box, "a@example.org", "Sun Nov 22 12:00:00 2026", []byte(text))
			want = append(want, strings.ReplaceAll(text, "\r\n", "\n")+"\n")
		}
		var got []string
		if err := readMbox("box", bytes.NewReader(box), func(_ string, data []byte) { got = append(got, string(data)) }); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%v\n%.300q\n%.300q", err, got, want)
		}
	})
}

// No message of the net ends the program; what it says is on one line, and no longer than a ledger keeps.
func FuzzParseNotice(f *testing.F) {
	for _, c := range notices(f) {
		f.Add([]byte(c[0]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ParseNotice(data)
		if strings.ContainsFunc(n.Subject+n.From, isControl) || len(n.Tokens) > maxTokens+8 || errors.Is(err, ErrUnread) && n.ID == "" {
			t.Fatalf("%+v", n)
		}
		if err != nil {
			return
		}
		for _, r := range n.Recipients {
			if strings.ContainsFunc(r.Address+r.Reason+r.Status+n.ID+n.Original, isControl) || len(r.Reason) > MaxAnswer {
				t.Fatalf("%+v", n)
			}
		}
		if n.ID == "" || len(n.Recipients) == 0 {
			t.Fatalf("%+v", n)
		}
	})
}
