package deliver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
)

// A carrier hands messages over, one at a time: an SMTP connection, or sendmail.
type carrier interface {
	// send gives a result for each address, and tells whether the carrier can be kept for the next message. Its error says
	// that the message cannot be sent as it is, and that nothing went out.
	send(e envelope, m message) (results []Result, keep bool, err error)
	alive() bool
	Close() error
}

// sendmail hands over to the machine's own mail system.
type sendmail struct{ program string }

// exTempFail is the exit status by which sendmail asks to be called again (sysexits.h).
const exTempFail = 75

// send runs the program once for the message. It is not killed with ours: it is on its own once it has the message.
func (s sendmail) send(e envelope, m message) ([]Result, bool, error) {
	if err := e.check(); err != nil {
		return nil, true, err
	}
	cmd := exec.CommandContext(context.Background(), s.program, append([]string{"-i", "-f", e.from, "--"}, e.to...)...)
	cmd.Stdin = bytes.NewReader(bytes.ReplaceAll(slices.Concat(m.head, m.body), []byte("\r\n"), []byte("\n")))
	said, err := cmd.CombinedOutput()
	status, text := outcomeOf(err), oneLine(string(said[:min(len(said), MaxAnswer)]))
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

// outcomeOf is what the program's end means. One that was killed may have taken the message.
func outcomeOf(err error) Status {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return Sent
	case !errors.As(err, &exit):
		return Deferred // it did not begin
	case exit.ExitCode() == exTempFail:
		return Deferred
	case exit.ExitCode() < 0:
		return Unknown
	}
	return Failed
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
	return sendmail{program}, nil
}

// where names the server in the ledger.
func (s Server) where() string {
	if s.Sendmail != "" {
		return s.Sendmail
	}
	return s.address()
}
