package deliver

import (
	"context"
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

	// Compose makes the message: its header, with the empty line at its end, and a body that other messages may share, and that
	// nobody changes. The moment is its Date. It is called for each hand-over anew, by several goroutines.
	Compose func(moment time.Time) (head, body []byte, err error)
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
