package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// softLimit is the memory up to which garbage may grow freely, in bytes.
const softLimit = 80 << 20

// How much garbage there may be for live data, in percent: before the first collection, and then. A small run ends before it
// would begin to collect.
const (
	firstPercent = 1200
	percent      = 400
)

// tuneMemory trades memory for time: a run's live data are small beside what it allocates, so it is collected less often (a
// sixth of the time is spared), but from softLimit on as often as it needs to stay there. Where the live data themselves come
// near that, the limit gives way, else the collector would do nothing but collect. GOGC and GOMEMLIMIT still count.
func tuneMemory() {
	tuned := os.Getenv("GOGC") == ""
	if tuned {
		debug.SetGCPercent(firstPercent)
	}
	limited := os.Getenv("GOMEMLIMIT") == ""
	if limited {
		debug.SetMemoryLimit(softLimit)
	}
	if tuned || limited {
		runtime.SetFinalizer(&cycle{tuned: tuned, limited: limited}, (*cycle).end)
	}
}

// A cycle is garbage that is found at each collection: the one moment when the live data are known.
type cycle struct {
	tuned, limited bool
	_              [16]byte // not to share a block with what lives
}

func (c *cycle) end() {
	if c.tuned {
		debug.SetGCPercent(percent)
		c.tuned = false
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if c.limited && live[0].Value.Kind() == metrics.KindUint64 {
		debug.SetMemoryLimit(max(softLimit, 3*int64(live[0].Value.Uint64())/2))
	}
	runtime.SetFinalizer(c, (*cycle).end)
}
