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
	"sync"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func attempt(id string, to ...string) Line {
	return Line{Event: Attempt, Time: noon, ID: id, Organization: "nkr", Language: "fr", Edition: "e1", Standing: "final", Text: "t1", Revision: 1, To: to, Size: 10, Message: "m1"}
}

func answer(id string, results ...Result) Line {
	return Line{Event: Answer, Time: noon, ID: id, Server: "mail.example:587", Results: results}
}

// newLedger is a ledger file in a folder of the test's own.
func newLedger(t testing.TB, lines ...Line) string {
	t.Helper()
	name := LedgerFile(filepath.Join(t.TempDir(), "members.toml"), "flood-watch")
	appendTo(t, name, Mark{}, lines...)
	return name
}

func appendTo(t testing.TB, name string, on Mark, lines ...Line) Mark {
	t.Helper()
	j, err := OpenJournal(name, on, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if err := j.Append(l); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return j.Mark()
}

func readLedger(t testing.TB, name string) *Ledger {
	t.Helper()
	l, err := ReadLedger(name, bytes.NewReader(contents(t, name)), Mark{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func contents(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// If it fails, the ledger's format has changed: ledgers of running deliveries are not read any more, and nothing is sent.
func TestTheFormatOfALedger(t *testing.T) {
	name := newLedger(t)
	id := readLedger(t, name).Ledger
	line := attempt("0a1b@federation.example", "a@nkr.example")
	line.Corrects = "ffff@federation.example"
	appendTo(t, name, Mark{}, line, answer("0a1b@federation.example", Result{"a@nkr.example", Sent, "250 2.0.0 Ok: queued as <4F>"}),
		Line{Event: Bounce, Time: noon, ID: "0a1b@federation.example", To: []string{"a@nkr.example"}, Reason: "5.1.1 no such user"},
		Line{Event: Settle, Time: noon, ID: "0a1b@federation.example", To: []string{"a@nkr.example"}, Status: Open})
	var got []string
	for line := range strings.Lines(string(contents(t, name))) {
		at := len(line) - chainTail
		got = append(got, strings.Replace(line[:at], id, "ID", 1)+"}")
	}
	want := []string{
		`{"event":"begin","time":"2026-11-22T12:00:00Z","format":1,"ledger":"ID"}`,
		`{"event":"attempt","time":"2026-11-22T12:00:00Z","id":"0a1b@federation.example","organization":"nkr","language":"fr","edition":"e1","standing":"final","text":"t1","revision":1,"corrects":"ffff@federation.example","to":["a@nkr.example"],"size":10,"message":"m1"}`,
		`{"event":"answer","time":"2026-11-22T12:00:00Z","id":"0a1b@federation.example","server":"mail.example:587","results":[{"to":"a@nkr.example","status":"sent","answer":"250 2.0.0 Ok: queued as <4F>"}]}`,
		`{"event":"bounce","time":"2026-11-22T12:00:00Z","id":"0a1b@federation.example","to":["a@nkr.example"],"reason":"5.1.1 no such user"}`,
		`{"event":"settle","time":"2026-11-22T12:00:00Z","id":"0a1b@federation.example","to":["a@nkr.example"],"status":"open"}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("a ledger holds addresses, and its mode is %v", info.Mode())
	}
}

// lines draws what a run may append, in an order that it could have.
func lines(t *rapid.T) []Line {
	var ls []Line
	known := []string{}
	for range rapid.IntRange(1, 12).Draw(t, "lines") {
		id := fmt.Sprintf("%d@federation.example", rapid.IntRange(0, 3).Draw(t, "id"))
		to := rapid.SampledFrom([]string{"a@x.example", "ü@bücher.example", `"a b"@x.example`}).Draw(t, "to")
		key := id + to
		switch n := rapid.IntRange(0, 5).Draw(t, "event"); {
		case n < 2 || !slices.Contains(known, key):
			ls, known = append(ls, attempt(id, to)), append(known, key)
		case n < 5:
			status := []Status{Sent, Deferred, Failed}[n-2]
			ls = append(ls, answer(id, Result{to, status, rapid.String().Draw(t, "answer")}))
		default:
			ls = append(ls, Line{Event: Settle, Time: noon, ID: id, To: []string{to}, Status: Sent})
		}
	}
	return ls
}

// If it fails, a crash in the middle of a line makes a ledger unreadable, or makes it forget a hand-over that began: the
// message is sent twice.
func TestALedgerCutAnywhereForgetsNoAttemptThatWasOnDisk(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		name := filepath.Join(dir, rapid.StringMatching(`[a-z]{12}`).Draw(rt, "name")+".jsonl")
		os.Remove(name)
		ls := lines(rt)
		mark := appendTo(t, name, Mark{}, ls...)
		data := contents(t, name)
		cut := rapid.IntRange(0, len(data)).Draw(rt, "cut")
		if err := os.WriteFile(name, data[:cut], 0o600); err != nil {
			rt.Fatal(err)
		}
		whole := bytes.Count(data[:cut], []byte("\n"))
		if whole > 0 && whole < mark.Lines-1 {
			if _, err := ReadLedger(name, bytes.NewReader(data[:cut]), mark); err == nil {
				rt.Fatalf("%d of %d lines, and nothing is said of what is on record", whole, mark.Lines)
			}
		}
		appendTo(t, name, Mark{}) // the next run
		l := readLedger(t, name)
		want := map[string]Status{}
		for _, line := range ls[:max(0, whole-1)] {
			switch line.Event {
			case Attempt:
				want[line.ID+line.To[0]] = Unknown
			case Answer:
				want[line.ID+line.Results[0].To] = line.Results[0].Status
			case Settle:
				want[line.ID+line.To[0]] = line.Status
			}
		}
		if len(l.Records()) != len(want) {
			rt.Fatalf("%d records, want %d", len(l.Records()), len(want))
		}
		for _, r := range l.Records() {
			if r.Status != want[r.ID+r.To] {
				rt.Fatalf("%s to %s is %s, want %s", r.ID, r.To, r.Status, want[r.ID+r.To])
			}
		}
	})
}

// If it fails, somebody can take a hand-over out of the ledger, or change an address in it, and it is sent again.
func TestALedgerThatWasEditedIsNotBelieved(t *testing.T) {
	name := newLedger(t, attempt("1@x", "a@x.example"), answer("1@x", Result{"a@x.example", Sent, "250 ok"}), attempt("2@x", "b@x.example"))
	data := contents(t, name)
	for at := range len(data) - 1 { // without its last line end the file is torn, not edited
		changed := bytes.Clone(data)
		changed[at] ^= 1
		if _, err := ReadLedger(name, bytes.NewReader(changed), Mark{}); err == nil {
			t.Fatalf("byte %d was changed, and the ledger is believed:\n%s", at, changed)
		}
	}
	all := slices.Collect(bytes.Lines(data))
	for name, lines := range map[string][][]byte{"a line taken out": slices.Delete(slices.Clone(all), 1, 2), "two lines exchanged": {all[0], all[2], all[1], all[3]},
		"a line twice": {all[0], all[1], all[1]}, "no beginning": all[1:], "a person's line": {all[0], []byte(`{"event":"attempt"}` + "\n")}, "a blank line": {all[0], []byte("\n")}} {
		_, err := ReadLedger("deliveries/x.jsonl", bytes.NewReader(bytes.Join(lines, nil)), Mark{})
		if err == nil || !strings.HasPrefix(err.Error(), "deliveries/x.jsonl:") || !strings.Contains(err.Error(), "put the file back from a backup") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadLedger("x", strings.NewReader(strings.Repeat("x", MaxLine+1)), Mark{}); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Error(err)
	}
}

// If it fails, a ledger that was lost, or put back from before the last delivery, sends everything again.
func TestALedgerThatIsNotTheOneOnRecordIsRefused(t *testing.T) {
	name := newLedger(t)
	before := contents(t, name)
	mark := appendTo(t, name, Mark{}, attempt("1@x", "a@x.example"), answer("1@x", Result{"a@x.example", Sent, "250 ok"}))
	data := contents(t, name)
	other := contents(t, newLedger(t, attempt("1@x", "a@x.example"), answer("1@x", Result{"a@x.example", Failed, "550 no"})))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"the same":    {data, ""},
		"a torn end":  {data[:len(data)-5], ""},
		"lost":        {nil, "an earlier delivery is on record"},
		"older":       {before, "it has 1 lines, but 3 are on record"},
		"another one": {other, "it is another ledger"},
	} {
		_, err := ReadLedger("x.jsonl", bytes.NewReader(c.data), mark)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	os.Remove(name)
	if _, err := OpenJournal(name, mark, noon); err == nil {
		t.Error("a lost ledger was made anew")
	}
}

// If it fails, anybody on the machine decides what is sent.
func TestALedgerThatOthersMayWriteIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	name := newLedger(t)
	if err := os.Chmod(name, 0o620); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenJournal(name, Mark{}, noon); err == nil || !strings.Contains(err.Error(), "others may write it (mode 0620)") {
		t.Error(err)
	}
}

// A diskFile is a file that knows what is on disk, and may fail.
type diskFile struct {
	mu            sync.Mutex
	data          []byte
	onDisk, syncs int
	failAfter     int // bytes; 0: never
	failSync      error
}

func (f *diskFile) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failAfter > 0 && len(f.data)+len(p) > f.failAfter {
		n := f.failAfter - len(f.data)
		f.data = append(f.data, p[:n]...)
		return n, syscall.ENOSPC
	}
	f.data = append(f.data, p...)
	return len(p), nil
}

func (f *diskFile) Sync() error {
	f.mu.Lock()
	upto := len(f.data)
	f.mu.Unlock()
	runtime.Gosched()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.onDisk, f.syncs = upto, f.syncs+1
	return f.failSync
}

func (f *diskFile) Truncate(n int64) error {
	f.data = f.data[:n]
	return nil
}

func (f *diskFile) Close() error { return nil }

// If it fails, a hand-over begins whose line is not on disk, and a power cut makes it happen twice.
func TestAppendReturnsWhenTheLineIsOnDisk(t *testing.T) {
	f := &diskFile{}
	j := newJournal("x.jsonl", f, &Ledger{records: map[recordKey]*Record{}})
	var all sync.WaitGroup
	for c := range 8 {
		all.Go(func() {
			for n := range 50 {
				id := fmt.Sprintf("%d-%d@x", c, n)
				if err := j.Append(attempt(id, "a@x.example")); err != nil {
					t.Error(err)
				}
				f.mu.Lock()
				if !bytes.Contains(f.data[:f.onDisk], []byte(id)) {
					t.Errorf("%s is not on disk", id)
				}
				f.mu.Unlock()
			}
		})
	}
	all.Wait()
	if f.syncs >= 400 {
		t.Errorf("%d syncs for 400 lines of 8 goroutines: none were shared", f.syncs)
	}
}

// If it fails, a full disk leaves half a line in the ledger, or messages are sent that no ledger knows of.
func TestNothingIsAppendedAfterAFailure(t *testing.T) {
	for name, f := range map[string]*diskFile{"full": {failAfter: 700}, "sync": {failSync: errors.New("input/output error")}} {
		j := newJournal("deliveries/x.jsonl", f, &Ledger{records: map[recordKey]*Record{}})
		var err error
		good := 0
		for n := 0; n < 10 && err == nil; n++ {
			if err = j.Append(attempt(fmt.Sprintf("%d@x", n), "a@x.example")); err == nil {
				good++
			}
		}
		if err == nil || !strings.Contains(err.Error(), "nothing is sent without its ledger") || name == "full" && !strings.Contains(err.Error(), "make room on the disk") {
			t.Errorf("%s: %v", name, err)
		}
		if n := bytes.Count(f.data, []byte("\n")); name == "full" && (n != good || !bytes.HasSuffix(f.data, []byte("\n"))) {
			t.Errorf("%d lines for %d hand-overs", n, good)
		}
		f.failAfter, f.failSync = 0, nil
		if j.Append(attempt("z@x", "a@x.example")) == nil || j.Note(attempt("z@x", "a@x.example")) == nil {
			t.Errorf("%s: a line was written after the failure", name)
		}
	}
}

// chained makes lines of any JSON objects, so that what is in them is read, and not their chain alone.
func chained(bodies []byte) []byte {
	var out bytes.Buffer
	before := ""
	for body := range bytes.Lines(bodies) {
		body = bytes.TrimSuffix(bytes.TrimSuffix(body, []byte("\n")), []byte("}"))
		before = link(before, body)
		out.Write(body)
		out.WriteString(chainField + before + chainEnd)
	}
	return out.Bytes()
}

// What other programs write must not end ours; what is believed must be what was written.
func FuzzReadLedger(f *testing.F) {
	for _, tail := range []string{`{"event":"attempt","id":"1@x","organization":"nkr","language":"fr","edition":"e","to":["a@x","b@x"]}
{"event":"answer","id":"1@x","results":[{"to":"a@x","status":"sent","answer":"250 ok"},{"to":"b@x","status":"deferred","answer":"450"}]}
`, `{"event":"settle","id":"1@x","to":["a@x"],"status":"open"}
`, `{"event":"attempt"}`, "\n\n"} {
		f.Add([]byte(`{"event":"begin","time":"2026-11-22T12:00:00Z","format":1,"ledger":"ID"}` + "\n" + tail))
	}
	f.Fuzz(func(t *testing.T, bodies []byte) {
		data := chained(bodies)
		l, err := ReadLedger("x.jsonl", bytes.NewReader(data), Mark{})
		if err != nil {
			return
		}
		if int(l.Size)+l.Torn != len(data) || bytes.Count(data[:l.Size], []byte("\n")) != l.Lines {
			t.Fatalf("%d bytes in %d lines, %d torn, of %d", l.Size, l.Lines, l.Torn, len(data))
		}
		for _, r := range l.Records() {
			if r.Attempts < 1 || r.ID == "" || r.Status == "" || r.Organization == "" {
				t.Fatalf("%+v", r)
			}
		}
	})
}
