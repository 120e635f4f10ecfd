package deliver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A Clock is the world's time. Dates in the ledger and in messages are its Now; pauses are its After, and know no jump.
type Clock struct {
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
}

// SystemClock is the machine's.
func SystemClock() Clock { return Clock{Now: time.Now, After: time.After} }

// A Job is one message to addresses of one organization.
type Job struct {
	ID           string // Message-ID, without angle brackets
	Organization string
	Language     string
	From         string   // of the envelope: where bounces go
	To           []string // of the envelope
	Edition      string   // hash
	Standing     string   // of the edition: final or provisional
	Text         string   // hash of the canonical text
	Revision     int
	Corrects     string // Message-ID of what it corrects

	// Compose makes the message. The moment is its Date. It is called for each hand-over anew, by several goroutines.
	Compose func(moment time.Time) ([]byte, error)
}

// An Outcome is what became of one message for one address.
type Outcome struct {
	ID           string `json:"message_id"`
	Organization string `json:"organization"`
	Language     string `json:"language"`
	To           string `json:"to"`
	Status       Status `json:"status"`
	Answer       string `json:"answer"`
}

// A Sender carries jobs out.
type Sender struct {
	Server  Server
	Clock   Clock
	Journal *Journal      // nil: what is sent is not on record (a test to oneself)
	Done    func(Outcome) // called for each address when nothing more is tried; from one goroutine at a time; may be nil
	Notice  func(string)  // what a person who waits should know; from one goroutine at a time; may be nil
}

// pauses before what the server did not take, or a server that is not there, is tried again: growing fourfold up to an hour.
const (
	firstPause = time.Second
	mostPause  = time.Hour
)

func pause(tries int) time.Duration {
	p := firstPause
	for range min(tries, 10) - 1 {
		p *= 4
	}
	return min(p, mostPause)
}

// Send hands all jobs over, over as many connections as the settings allow, and returns when nothing is left to try. When
// ctx is done, what is in flight is finished and nothing else begins. Its error says why jobs are left that were not begun:
// the ledger cannot be written, or the server cannot be had.
func (s *Sender) Send(ctx context.Context, jobs []Job) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	n := min(s.Server.connections(), len(jobs))
	d := &dispatcher{sender: s, stop: stop, work: make(chan *task), back: make(chan *task), gone: make(chan error, n)}
	for _, j := range jobs {
		d.ready = append(d.ready, &task{Job: j})
	}
	var workers sync.WaitGroup
	for range n {
		w := &worker{dispatcher: d}
		workers.Go(func() { w.run(ctx) })
	}
	err := d.run(ctx, n)
	stop(nil) // of who still waits for a server
	close(d.work)
	workers.Wait()
	return err
}

// A task is a job with what is left of it.
type task struct {
	Job
	tries int
	due   time.Time
}

// A dispatcher owns the tasks: which are ready, which wait, how many are out with workers.
type dispatcher struct {
	sender *Sender
	stop   context.CancelCauseFunc
	work   chan *task
	back   chan *task // a task that is done (nil), or is to be tried again
	gone   chan error // a worker that has given up, with the reason

	ready, later []*task
	out          int
	nextSlot     time.Time // the earliest moment of the next hand-over, by per_minute

	mu     sync.Mutex // guards Done and Notice
	first  sync.Mutex // held while a connection is opened before one has ever been
	opened atomic.Bool
}

// run hands tasks out until none is left, or nobody is there to take them.
func (d *dispatcher) run(ctx context.Context, workers int) error {
	var reason error
	stopped := ctx.Done()
	for d.out > 0 || stopped != nil && workers > 0 && len(d.ready)+len(d.later) > 0 {
		work, first, timer := d.offer(stopped == nil)
		select {
		case work <- first:
			d.handedOut()
		case t := <-d.back:
			d.out--
			if t != nil {
				d.wait(t)
			}
		case err := <-d.gone:
			workers--
			reason = err
		case <-timer:
		case <-stopped:
			stopped = nil
		}
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	if len(d.ready)+len(d.later) > 0 && reason != nil {
		return reason
	}
	return ctx.Err()
}

// offer is what can be handed out now; else when to look again.
func (d *dispatcher) offer(stopped bool) (work chan<- *task, first *task, timer <-chan time.Time) {
	if stopped {
		return nil, nil, nil
	}
	now := d.sender.Clock.Now()
	d.later = slices.DeleteFunc(d.later, func(t *task) bool {
		due := !t.due.After(now)
		if due {
			d.ready = append(d.ready, t)
		}
		return due
	})
	switch {
	case len(d.ready) > 0 && !d.nextSlot.After(now):
		return d.work, d.ready[0], nil
	case len(d.ready) > 0:
		return nil, nil, d.sender.Clock.After(d.nextSlot.Sub(now))
	case len(d.later) > 0:
		first := slices.MinFunc(d.later, func(a, b *task) int { return a.due.Compare(b.due) })
		if p := first.due.Sub(now); d.out == 0 && p > 2*time.Second {
			d.notice("messages that the server did not take now: %d; trying again in %v", len(d.later), p.Round(time.Second))
		}
		return nil, nil, d.sender.Clock.After(first.due.Sub(now))
	}
	return nil, nil, nil
}

func (d *dispatcher) handedOut() {
	d.ready = d.ready[1:]
	d.out++
	if most := d.sender.Server.PerMinute; most > 0 {
		d.nextSlot = d.sender.Clock.Now().Add(time.Minute / time.Duration(most))
	}
}

// wait puts a task back: to be tried after a pause, or, if it was not begun, at once.
func (d *dispatcher) wait(t *task) {
	if t.due.IsZero() {
		d.ready = append([]*task{t}, d.ready...)
		return
	}
	d.later = append(d.later, t)
}

func (d *dispatcher) notice(format string, a ...any) {
	if d.sender.Notice == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sender.Notice(fmt.Sprintf(format, a...))
}

func (d *dispatcher) report(t *task, results []Result) {
	if d.sender.Done == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range results {
		d.sender.Done(Outcome{t.ID, t.Organization, t.Language, r.To, r.Status, r.Answer})
	}
}

// A worker has one connection, and uses it for one message after the other.
type worker struct {
	*dispatcher
	carrier carrier
	used    time.Time
	failed  int // connections that could not be had, one after the other
}

// maxIdle is how long a connection may have been idle before it is asked whether it is still there.
const maxIdle = 10 * time.Second

func (w *worker) run(ctx context.Context) {
	defer func() {
		if w.carrier != nil {
			w.carrier.Close()
		}
	}()
	for t := range w.work {
		err := w.ready(ctx)
		if err == nil {
			w.back <- w.handOver(t)
			continue
		}
		t.due = time.Time{}
		w.back <- t
		if err := w.recover(ctx, err); err != nil {
			w.gone <- err
			return
		}
	}
}

// ready makes sure of a connection.
func (w *worker) ready(ctx context.Context) error {
	now := w.sender.Clock.Now()
	if w.carrier != nil && now.Sub(w.used) > maxIdle && !w.carrier.alive() {
		w.drop()
	}
	if w.carrier != nil {
		return nil
	}
	c, err := w.open(ctx)
	if err != nil {
		w.failed++
		return err
	}
	w.carrier, w.failed = c, 0
	return nil
}

// open opens a connection: the first one alone, so that a wrong password is tried once, not by all workers.
func (w *worker) open(ctx context.Context) (carrier, error) {
	if !w.opened.Load() {
		w.first.Lock()
		defer w.first.Unlock()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c, err := w.sender.Server.open(ctx)
	var final refusal
	if errors.As(err, &final) {
		w.stop(err)
	}
	if err == nil {
		w.opened.Store(true)
	}
	return c, err
}

func (w *worker) drop() {
	w.carrier.Close()
	w.carrier = nil
}

// recover waits for a server that could not be had, longer each time, and tries again; its error says that there is no use
// in it.
func (w *worker) recover(ctx context.Context, err error) error {
	for {
		var final refusal
		if errors.As(err, &final) || w.failed > w.sender.Server.retries() {
			return err
		}
		w.notice("%v; trying again in %v", err, pause(w.failed))
		select {
		case <-ctx.Done():
			return err
		case <-w.sender.Clock.After(pause(w.failed)):
		}
		if err = w.ready(ctx); err == nil {
			return nil
		}
	}
}

// handOver sends one message, with its line before and its line after. It returns what is to be tried again, or nil.
func (w *worker) handOver(t *task) *task {
	moment := w.sender.Clock.Now()
	message, err := t.Compose(moment)
	if err != nil {
		w.stop(fmt.Errorf("the message to %s in %s cannot be made: %w", t.Organization, t.Language, err))
		return nil
	}
	if err := w.before(t, moment, message); err != nil {
		w.stop(err)
		return nil
	}
	results, keep, err := w.carrier.send(envelope{from: t.From, to: t.To}, message)
	if err != nil {
		results = everybody(t, Failed, err.Error())
	}
	w.used = w.sender.Clock.Now()
	if !keep {
		w.drop()
	}
	if err := w.after(t, results); err != nil {
		w.stop(fmt.Errorf("%w; a message to %s in %s was handed over and is not on record: its fate will be listed as unknown", err, t.Organization, t.Language))
		w.report(t, everybody(t, Unknown, "handed over, but not on record"))
		return nil
	}
	return w.again(t, results)
}

func everybody(t *task, s Status, answer string) []Result {
	var results []Result
	for _, to := range t.To {
		results = append(results, Result{To: to, Status: s, Answer: answer})
	}
	return results
}

// before puts on disk that a hand-over begins.
func (w *worker) before(t *task, moment time.Time, message []byte) error {
	if w.sender.Journal == nil {
		return nil
	}
	sum := sha256.Sum256(message)
	return w.sender.Journal.Append(Line{Event: Attempt, Time: moment, ID: t.ID, Organization: t.Organization, Language: t.Language, Edition: t.Edition,
		Standing: t.Standing, Text: t.Text, Revision: t.Revision, Corrects: t.Corrects, To: t.To, Size: len(message), Message: hex.EncodeToString(sum[:])})
}

// after notes what the server said.
func (w *worker) after(t *task, results []Result) error {
	if w.sender.Journal == nil {
		return nil
	}
	return w.sender.Journal.Note(Line{Event: Answer, Time: w.sender.Clock.Now(), ID: t.ID, Server: w.sender.Server.where(), Results: results})
}

// again is what is left of a task: the addresses that the server did not take now, if they may be tried once more.
func (w *worker) again(t *task, results []Result) *task {
	t.tries++
	var left []string
	var done []Result
	for _, r := range results {
		if r.Status == Deferred && t.tries <= w.sender.Server.retries() {
			left = append(left, r.To)
		} else {
			done = append(done, r)
		}
	}
	w.report(t, done)
	if len(left) == 0 {
		return nil
	}
	t.To, t.due = left, w.sender.Clock.Now().Add(pause(t.tries))
	return t
}
