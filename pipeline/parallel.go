package pipeline

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do for 0 to n-1 on all processors and waits. Each call must touch only what belongs to its number, so that
// the result does not depend on which was first.
func parallel(n int, do func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}

// behind does what waits for the disk while processors go on with other work: to flush a manifest takes as long as to set a page, or
// ten. The zero value is ready.
type behind struct {
	once  sync.Once
	slots chan struct{}
	all   sync.WaitGroup
}

// mostBehind is how much is under way at a time: enough to share the flushes of a journal, and few enough to hold little in memory.
const mostBehind = 8

// do begins a piece of work, when there is room for it.
func (b *behind) do(work func()) {
	b.once.Do(func() { b.slots = make(chan struct{}, mostBehind) })
	b.slots <- struct{}{}
	b.all.Go(func() {
		defer func() { <-b.slots }()
		work()
	})
}

// wait waits until all of it is done.
func (b *behind) wait() { b.all.Wait() }

// ahead begins a piece of work on another processor. The function that it returns waits for what came of it.
func ahead[T any](do func() (T, error)) func() (T, error) {
	var got T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		got, err = do()
	}()
	return func() (T, error) {
		<-done
		return got, err
	}
}
