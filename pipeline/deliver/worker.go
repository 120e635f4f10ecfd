package deliver

import (
	"context"
	"errors"
	"fmt"
	"time"
)

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
		if errors.As(err, &final) || ctx.Err() != nil || w.failed > w.sender.Server.retries() {
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
	head, body, err := t.Compose(moment)
	m := message{head, body}
	if err != nil {
		w.stop(fmt.Errorf("the message to %s in %s cannot be made: %w", t.Organization, t.Language, err))
		return nil
	}
	if err := w.before(t, moment, m); err != nil {
		w.stop(err)
		return nil
	}
	results, keep, err := w.carrier.send(envelope{from: t.From, to: t.To}, m)
	var final refusal
	if errors.As(err, &final) {
		w.stop(err)
	} else if err != nil {
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
func (w *worker) before(t *task, moment time.Time, m message) error {
	if w.sender.Journal == nil {
		return nil
	}
	return w.sender.Journal.Append(Line{Event: Attempt, Time: moment, ID: t.ID, Organization: t.Organization, Language: t.Language, Edition: t.Edition,
		Standing: t.Standing, Text: t.Text, Revision: t.Revision, Corrects: t.Corrects, To: t.To, Size: m.size(), Message: m.sum()})
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
