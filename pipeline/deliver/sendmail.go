package deliver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// A carrier hands messages over, one at a time: an SMTP connection, or sendmail.
type carrier interface {
	// send gives a result for each address, and tells whether the carrier can be kept for the next message. Its error says
	// that the message cannot be sent as it is, and that nothing went out; a refusal, that no message can be.
	send(e envelope, m message) (results []Result, keep bool, err error)
	alive() bool
	Close() error
}

// sendmail hands over to the machine's own mail system.
type sendmail struct {
	program string
	timeout time.Duration
}

// errSilent says that the program was stopped because it did not end.
var errSilent = errors.New("it did not end in time, and was stopped")

// send runs the program once for the message. An interrupt at the terminal is for us alone: the program is on its own once it
// has the message, as long as it ends in time.
func (s sendmail) send(e envelope, m message) ([]Result, bool, error) {
	if err := e.check(); err != nil {
		return nil, true, err
	}
	ctx, cancel := context.WithTimeoutCause(context.Background(), 2*s.timeout, errSilent)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.program, append([]string{"-i", "-f", e.from, "--"}, e.to...)...)
	apart(cmd)
	cmd.WaitDelay = time.Second // what it has begun in the background may hold its output open
	cmd.Stdin = bytes.NewReader(bytes.ReplaceAll(slices.Concat(m.head, m.body), []byte("\r\n"), []byte("\n")))
	said := &beginning{}
	cmd.Stdout, cmd.Stderr = said, said
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) && cmd.ProcessState.Success() {
		err = nil
	}
	if err != nil && ctx.Err() != nil {
		err = errSilent
	}
	status, text := outcomeOf(err), oneLine(string(said.text))
	if err != nil {
		text = oneLine(err.Error() + " " + text)
	} else if text == "" {
		text = "taken"
	}
	var results []Result
	for _, to := range e.to {
		results = append(results, Result{To: to, Status: status, Answer: text})
	}
	return results, true, nil
}

// A beginning keeps the first MaxAnswer bytes of what is written.
type beginning struct{ text []byte }

func (b *beginning) Write(p []byte) (int, error) {
	b.text = append(b.text, p[:min(len(p), MaxAnswer-len(b.text))]...)
	return len(p), nil
}

// The statuses by which sendmail says that an address or a message will not do (sysexits.h; 1 where a program knows no others).
// All others tell of this machine: a call or a setting that is wrong, a program that is missing, a network that is not there.
var refusals = []int{1, 65, 67, 68, 69, 76}

// outcomeOf is what the program's end means. One that was killed may have taken the message.
func outcomeOf(err error) Status {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return Sent
	case errors.Is(err, errSilent):
		return Unknown
	case !errors.As(err, &exit):
		return Deferred // it did not begin
	case exit.ExitCode() < 0:
		return Unknown
	case slices.Contains(refusals, exit.ExitCode()):
		return Failed
	}
	return Deferred
}

func (s sendmail) alive() bool  { return true }
func (s sendmail) Close() error { return nil }

// open gives a carrier: a session with the server, or sendmail.
func (s Server) open(ctx context.Context) (carrier, error) {
	if s.Sendmail == "" {
		c, err := s.connect(ctx)
		if err != nil {
			return nil, err
		}
		return c, nil
	}
	program, err := exec.LookPath(s.Sendmail)
	if err != nil {
		return nil, refusal{fmt.Errorf("[smtp] sendmail = %q: %w; write the path of the program", s.Sendmail, err)}
	}
	return sendmail{program, s.timeout()}, nil
}

// where names the server in the ledger.
func (s Server) where() string {
	if s.Sendmail != "" {
		return s.Sendmail
	}
	return s.address()
}
