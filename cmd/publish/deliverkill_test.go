package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"publish/pipeline/deliver"
	"publish/pipeline/deliver/smtptest"
)

// The kill test is short by default. `go test ./cmd/publish -run KilledDelivery -args -kills 200 -recipients 10000` is the long one.
var (
	kills      = flag.Int("kills", 8, "moments at which a delivery is killed")
	recipients = flag.Int("recipients", 800, "members of that delivery")
)

const deliveryConnections = 4

// A deliveryProject is a project with an edition, many members and a mail server.
type deliveryProject struct {
	dir    string
	server *smtptest.Server
}

// newDelivery makes the samples' English editions, and so many members who are sent them.
func newDelivery(t testing.TB, members int) *deliveryProject {
	t.Helper()
	p := &deliveryProject{dir: t.TempDir()}
	copyTree(t, "../..", p.dir, "config.toml", "organizations.toml", "resolutions", "locales", "templates")
	if out, err := p.command("--lang", "en").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p.server = smtptest.New(t, func(s *smtptest.Server) { s.Brief = true })
	p.append(t, "config.toml", fmt.Sprintf("\n[smtp]\nhost = \"127.0.0.1\"\nport = %d\ntls = \"none\"\nconnections = %d\n", p.server.Port(), deliveryConnections))
	var all strings.Builder
	for n := range members {
		fmt.Fprintf(&all, "[[member]]\norganization = \"m%05d\"\nlanguages = [\"en\"]\nto = [\"Office <office@m%05d.example>\"]\n", n, n)
	}
	p.append(t, "members.toml", all.String())
	return p
}

func (p *deliveryProject) append(t testing.TB, name, text string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(p.dir, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func (p *deliveryProject) command(args ...string) *exec.Cmd {
	return p.commandContext(context.Background(), args...)
}

func (p *deliveryProject) commandContext(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], append([]string{"--project", p.dir}, args...)...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// records are the ledger's, by organization, read as the file stands.
func (p *deliveryProject) records(t testing.TB) map[string]deliver.Record {
	t.Helper()
	l, err := deliver.LoadLedger(deliver.LedgerFile(filepath.Join(p.dir, "members.toml"), "clear-water"), deliver.Mark{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]deliver.Record{}
	for _, r := range l.Records() {
		all[r.Organization] = r
	}
	return all
}

// If it fails, a power cut or a closed laptop during a delivery costs a member its edition, or sends it twice. Killed at any
// moment, a delivery that is resumed sends what is left; of each kill there are as many of unknown fate as were in flight.
func TestAKilledDeliveryLosesNothingAndSendsNothingTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a delivery at many moments: left out with -short")
	}
	p := newDelivery(t, *recipients)
	unknown := 0
	for k := range *kills {
		ctx, kill := context.WithCancel(t.Context())
		cmd := p.commandContext(ctx, "deliver", "clear-water", "--yes")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitForFirst(p.server, len(p.server.Received()), k)
		time.Sleep(time.Duration(rand.Int64N(int64(150 * time.Millisecond))))
		kill() // SIGKILL
		_ = cmd.Wait()
		now := p.afterKill(t)
		if now-unknown > deliveryConnections {
			t.Fatalf("kill %d: %d more of unknown fate, with %d connections", k, now-unknown, deliveryConnections)
		}
		unknown = now
	}
	t.Logf("%d kills: %d of %d messages sent before the last, %d of unknown fate", *kills, len(p.server.Received()), *recipients, unknown)
	p.finish(t, unknown)
}

// waitForFirst lets a delivery begin: every fourth one is killed before it may have.
func waitForFirst(s *smtptest.Server, before, k int) {
	for range 500 {
		if k%4 == 0 || len(s.Received()) > before {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// afterKill compares ledger and server, and returns how many are of unknown fate.
func (p *deliveryProject) afterKill(t *testing.T) (unknown int) {
	t.Helper()
	settled(p.server)
	came, records := p.server.Times(), p.records(t)
	for to, n := range came {
		r, known := records[organizationOf(to)]
		if n > 1 || !known || r.Status != deliver.Sent && r.Status != deliver.Unknown {
			t.Fatalf("%s came %d times, and the ledger says %q", to, n, r.Status)
		}
	}
	for _, r := range records {
		switch {
		case r.Status == deliver.Unknown:
			unknown++
		case r.Status == deliver.Sent && came[r.To] != 1:
			t.Fatalf("%s is on record as sent, and came %d times", r.To, came[r.To])
		}
	}
	return unknown
}

// settled waits until the server has taken what was on its way when its client died.
func settled(s *smtptest.Server) {
	for range 2000 {
		if s.Sessions() == 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func organizationOf(to string) string {
	return strings.TrimSuffix(strings.TrimPrefix(to, "office@"), ".example")
}

// finish runs the delivery to its end, settles what is unknown by the server's log, as a distributor would, and counts.
func (p *deliveryProject) finish(t *testing.T, unknown int) {
	t.Helper()
	report := p.deliver(t, "deliver", "clear-water", "--yes", "--json")
	var arrived, lost []string
	logged := map[string]bool{}
	for _, r := range p.server.Received() {
		logged[r.ID] = true
	}
	for _, r := range report.Results {
		switch {
		case r.Status == deliver.Unknown && logged[r.MessageID]:
			arrived = append(arrived, r.Organization)
		case r.Status == deliver.Unknown:
			lost = append(lost, r.Organization)
		}
	}
	if len(arrived)+len(lost) != unknown || len(report.Results) != *recipients {
		t.Fatalf("%d are listed, %d of them of unknown fate, want %d and %d", len(report.Results), len(arrived)+len(lost), *recipients, unknown)
	}
	for flag, list := range map[string][]string{"--arrived": arrived, "--resend": lost} {
		if len(list) > 0 {
			p.deliver(t, "deliver", "clear-water", "--yes", "--json", flag, strings.Join(list, ","))
		}
	}
	came := p.server.Times()
	for n := range *recipients {
		if to := fmt.Sprintf("office@m%05d.example", n); came[to] != 1 {
			t.Errorf("%s came %d times", to, came[to])
		}
	}
	if again := p.deliver(t, "deliver", "clear-water", "--yes", "--json"); len(p.server.Received()) != *recipients || again.left() > 0 {
		t.Errorf("%d messages, and %d are not on record as sent", len(p.server.Received()), again.left())
	}
}

func (r deliveryReport) left() int {
	n := 0
	for _, one := range r.Results {
		if one.Status != deliver.Sent {
			n++
		}
	}
	return n
}

// deliver runs a delivery that is not killed.
func (p *deliveryProject) deliver(t *testing.T, args ...string) deliveryReport {
	t.Helper()
	cmd := p.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var report deliveryReport
	if e := json.Unmarshal(out.Bytes(), &report); e != nil || len(report.Errors) > 0 {
		t.Fatalf("%v, %v\n%s%v", err, e, &errs, report.Errors)
	}
	return report
}

// If it fails, two people who deliver at once send everything twice; or who presses Ctrl-C does not know what arrived.
func TestDeliveriesAtOnceAndInterrupted(t *testing.T) {
	p := newDelivery(t, 200)
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			cmd := p.command("deliver", "clear-water", "--yes")
			if err := cmd.Start(); err != nil {
				t.Error(err)
				return
			}
			for len(p.server.Received()) < 20 && cmd.ProcessState == nil {
				time.Sleep(time.Millisecond)
			}
			if runtime.GOOS != "windows" {
				_ = cmd.Process.Signal(os.Interrupt) // one of them sends, and stops; the next in turn may end before it can
			}
			_ = cmd.Wait()
		})
	}
	all.Wait()
	for _, r := range p.records(t) {
		if r.Status != deliver.Sent {
			t.Errorf("%s is %s after an interrupt", r.Organization, r.Status)
		}
	}
	p.deliver(t, "deliver", "clear-water", "--yes", "--json")
	for to, n := range p.server.Times() {
		if n != 1 {
			t.Errorf("%s came %d times", to, n)
		}
	}
	if n := len(p.server.Received()); n != 200 {
		t.Errorf("%d messages came", n)
	}
}

// If it fails, a machine that is shut down, or a connection to it that breaks, leaves messages of unknown fate.
func TestADeliveryThatIsToldToEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such signals")
	}
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP) // a test that runs under nohup would hand down that it is ignored
	defer signal.Stop(caught)
	p := newDelivery(t, 600)
	var taken atomic.Int64 // messages that the server begins to take
	p.server.Fault = func(event, _ string, n int) string {
		for event == "mail" && int64(n) > taken.Load() {
			time.Sleep(time.Millisecond)
		}
		return ""
	}
	for _, ending := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		p.endDelivery(t, ending, &taken)
		for _, r := range p.records(t) {
			if r.Status != deliver.Sent {
				t.Errorf("%s is %s after %v", r.Organization, r.Status, ending)
			}
		}
	}
	if n := len(p.server.Received()); n == 600 {
		t.Error("everything was sent before the last signal: the test is none")
	}
}

// endDelivery begins a delivery, and tells it to end when some messages have gone; what is in flight then, the server takes bit
// by bit.
func (p *deliveryProject) endDelivery(t *testing.T, ending os.Signal, taken *atomic.Int64) {
	t.Helper()
	before := len(p.server.Received())
	taken.Store(int64(p.server.Count("mail") + 20))
	cmd := p.command("deliver", "clear-water", "--yes")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for told := false; ; {
		select {
		case err := <-ended:
			if !told || cmd.ProcessState.ExitCode() != 2 {
				t.Errorf("%v: %v, told to end: %v", ending, err, told)
			}
			return
		case <-time.After(20 * time.Millisecond):
		}
		switch {
		case told:
			taken.Add(1)
		case len(p.server.Received()) >= before+10:
			told = true
			_ = cmd.Process.Signal(ending)
		}
	}
}

// BenchmarkDeliver measures a delivery to 10,000 members over four connections, as a process of its own, to a server that
// takes everything: messages a second, processor time, memory. The server shares the processors with it.
func BenchmarkDeliver(b *testing.B) {
	const members = 10_000
	p := newDelivery(b, members)
	var cpu, took time.Duration
	peak := 0.0
	for b.Loop() {
		for _, name := range []string{deliver.Dir, "deliveries.toml"} {
			if err := os.RemoveAll(filepath.Join(p.dir, name)); err != nil {
				b.Fatal(err)
			}
		}
		p.server.Forget()
		cmd := p.command("deliver", "clear-water", "--yes")
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%.2000s", err, out)
		}
		took += time.Since(start)
		if n := len(p.server.Received()); n != members {
			b.Fatalf("%d messages came", n)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		peak = max(peak, peakMemory(cmd.ProcessState))
	}
	b.ReportMetric(members*float64(b.N)/took.Seconds(), "messages/s")
	b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "cpu-ms/op")
	b.ReportMetric(peak, "peak-MB")
}
