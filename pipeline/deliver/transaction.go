package deliver

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A transaction is one message on its way through a connection. Each address ends with exactly one result.
type transaction struct {
	c        *connection
	envelope envelope
	size     int     // octets, as RFC 1870 counts them
	stuffed  message // as it goes over the wire
	utf8     bool    // needs SMTPUTF8
	results  map[string]Result
	taken    int   // addresses that the server has said yes to
	lost     error // the connection cannot be used any more
	refused  error // the server takes no message of this session
}

// send hands a message over, and says what became of it for each address, in their order. A connection that is not usable
// any more is told by keep. Nothing is accepted by a server before the line that ends the message (RFC 5321, 4.1.1.4):
// until then a lost connection leaves the message deferred, after it unknown.
func (c *connection) send(e envelope, m message) (results []Result, keep bool, err error) {
	t := &transaction{c: c, envelope: e, size: m.size(), utf8: international(e, m), results: map[string]Result{}}
	if err := e.check(); err != nil {
		return nil, true, err
	}
	if t.stuffed, err = m.stuffed(); err != nil {
		return nil, true, err
	}
	if why := c.cannot(t.size, t.utf8); why != "" {
		t.all(Failed, why)
	} else {
		t.run()
	}
	for _, to := range e.to {
		results = append(results, t.results[to])
	}
	c.lost = t.lost != nil
	return results, !c.lost, t.refused
}

// cannot says what the server has announced that it does not take; "" if it may take it.
func (c *connection) cannot(size int, international bool) string {
	switch {
	case c.most > 0 && size > c.most:
		return fmt.Sprintf("not sent: the message has %d bytes, and the server takes at most %d (SIZE)", size, c.most)
	case international && !c.utf8:
		return "not sent: an address is not ASCII, and the server does not take such (no SMTPUTF8)"
	}
	return ""
}

// all gives every address without a result one.
func (t *transaction) all(s Status, answer string) {
	for _, to := range t.envelope.to {
		if _, has := t.results[to]; !has {
			t.results[to] = Result{To: to, Status: s, Answer: answer}
		}
	}
}

// lose gives every address without a result one, because the connection is lost.
func (t *transaction) lose(s Status, when string, err error) {
	t.lost = err
	t.all(s, "connection lost "+when+": "+oneLine(cause(err).Error()))
}

// A reply is a server's answer.
type reply struct {
	code int
	text string
}

func (r reply) String() string { return fmt.Sprintf("%d %s", r.code, r.text) }

// status is what an answer means for an address: by its first digit (RFC 5321, 4.2.1).
func (r reply) status() Status {
	switch r.code / 100 {
	case 2:
		return Sent
	case 4:
		return Deferred
	case 5:
		return Failed
	}
	return Unknown
}

// read takes the next answer. One of 421 ends the connection (RFC 5321, 3.8).
func (t *transaction) read() (reply, error) {
	code, text, err := t.c.client.Text.ReadResponse(0)
	if err != nil {
		return reply{}, err
	}
	if code == 421 {
		t.lost = errors.New("the server closes the connection")
	}
	return reply{code, oneLine(text)}, nil
}

// oneLine makes one line of an answer, without control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// commands are MAIL, RCPT for each address, DATA.
func (t *transaction) commands() []string {
	mail := "MAIL FROM:<" + t.envelope.from + ">"
	if t.c.sized {
		mail += fmt.Sprintf(" SIZE=%d", t.size)
	}
	if t.utf8 {
		if t.c.eightBit {
			mail += " BODY=8BITMIME"
		}
		mail += " SMTPUTF8"
	}
	list := []string{mail}
	for _, to := range t.envelope.to {
		list = append(list, "RCPT TO:<"+to+">")
	}
	return append(list, "DATA")
}

func (t *transaction) run() {
	if t.c.client.Text.R.Buffered() > 0 {
		t.lose(Deferred, "before the message", errors.New("the server said something unasked"))
		return
	}
	open := t.together
	if !t.c.pipelining {
		open = t.oneByOne
	}
	go354, err := open()
	switch {
	case err != nil:
		t.lose(Deferred, "before the message", err)
	case !go354:
		t.reset()
	default:
		t.body()
	}
}

func (t *transaction) write(commands ...string) error {
	if err := t.c.wire.allow(t.c.timeout); err != nil {
		return err
	}
	w := t.c.client.Text.W
	for _, line := range commands {
		if _, err := w.WriteString(line + "\r\n"); err != nil {
			return err
		}
	}
	return w.Flush()
}

// together sends all commands at once and reads their answers (RFC 2920). It tells whether the server waits for a message.
func (t *transaction) together() (go354 bool, err error) {
	list := t.commands()
	if err := t.write(list...); err != nil {
		return false, err
	}
	for i := range list {
		if err := t.c.wire.allow(t.c.timeout); err != nil {
			return false, err
		}
		r, err := t.read()
		if err != nil {
			return false, err
		}
		go354 = t.take(i, r)
		if t.lost != nil {
			return false, t.lost
		}
	}
	return go354, nil
}

// oneByOne waits for each answer, and says no more than it must.
func (t *transaction) oneByOne() (go354 bool, err error) {
	list := t.commands()
	for i, command := range list {
		if len(t.results) == len(t.envelope.to) {
			return false, nil // nobody is left to send it to
		}
		if err := t.write(command); err != nil {
			return false, err
		}
		r, err := t.read()
		if err != nil {
			return false, err
		}
		go354 = t.take(i, r)
		if t.lost != nil {
			return false, t.lost
		}
	}
	return go354, nil
}

// noAuthentication are the answers to MAIL by which a server says that who sends must say who it is, or protect the connection
// (RFC 3207, 4; RFC 4954, 4 and 6).
var noAuthentication = []int{530, 534, 535, 538}

// take notes what an answer to the command i means: of MAIL and DATA for all addresses, of RCPT for one. It tells whether
// the server waits for a message.
func (t *transaction) take(i int, r reply) bool {
	status := r.status()
	last := i == len(t.envelope.to)+1
	switch {
	case last && r.code == 354:
		return true
	case status == Sent && !last:
		if i > 0 {
			t.taken++
		}
		return false
	case i == 0 && slices.Contains(noAuthentication, r.code):
		status = Deferred // no fault of the message or its addresses
		t.refused = refusal{fmt.Errorf("%s: %s; nothing is sent like this: correct user and tls under [smtp]", t.c.name, r)}
	case status == Sent || status == Unknown:
		status = Deferred // no answer to this command: nothing was taken, and what comes next means nothing
		t.lost = fmt.Errorf("%d is no answer here", r.code)
	}
	if i == 0 || last {
		t.all(status, r.String())
	} else if to := t.envelope.to[i-1]; t.results[to].To == "" {
		t.results[to] = Result{To: to, Status: status, Answer: r.String()}
	}
	return false
}

// reset ends a transaction that the server did not want (RFC 5321, 4.1.1.5).
func (t *transaction) reset() {
	if t.lost != nil {
		return
	}
	if err := t.write("RSET"); err != nil {
		t.lost = err
		return
	}
	if r, err := t.read(); err != nil || r.code/100 != 2 {
		t.lost = errors.New("no answer to RSET")
	}
}

// body sends the message with the line that ends it, and reads what became of it. If the server wants a message though it
// refused every address, it gets the end alone (RFC 2920, 3.1); if it refused the sender and took addresses all the same, it gets
// nothing: it might send them an empty message.
func (t *transaction) body() {
	if len(t.results) == len(t.envelope.to) {
		if t.taken > 0 {
			t.lost = errors.New("the server wants a message whose sender it has refused")
			return
		}
		t.stuffed = message{}
	}
	ended, err := t.pour()
	switch {
	case err != nil && ended:
		t.interrupted(Unknown, "at the message's end", err)
		return
	case err != nil:
		t.interrupted(Deferred, "before the message's end", err)
		return
	}
	r, err := t.read()
	if err != nil {
		t.lose(Unknown, "after the message's end", err)
		return
	}
	t.all(r.status(), r.String())
	if r.status() == Unknown {
		t.lost = errors.New("an answer that is none")
	}
}

// block is how much of a message goes out at once, more or less.
const block = 1 << 16

// pour writes the message in blocks, each with its own time (RFC 5321, 4.5.3.2.5), the last one with the line that ends it. It
// tells whether that line may have gone out, too.
func (t *transaction) pour() (ended bool, err error) {
	w, wire := t.c.client.Text.W, t.c.wire
	wire.hold()
	for _, part := range [][]byte{t.stuffed.head, t.stuffed.body} {
		for piece := range slices.Chunk(part, block) {
			if _, err := w.Write(piece); err != nil {
				return false, err
			}
			if len(wire.held) < block {
				continue
			}
			if err := wire.release(t.c.timeout); err != nil {
				return false, err
			}
			wire.hold()
		}
	}
	if _, err = w.WriteString(".\r\n"); err == nil {
		err = w.Flush()
	}
	return true, errors.Join(err, wire.release(2*t.c.timeout))
}

// interrupted is a message that broke off. What the server said meanwhile counts; else nobody has it that has not its end.
func (t *transaction) interrupted(s Status, when string, err error) {
	t.lost = err
	_ = t.c.wire.allow(min(t.c.timeout, time.Second))
	if r, e := t.read(); e == nil && r.code >= 400 {
		t.all(r.status(), r.String())
	}
	t.lose(s, when, err)
}
