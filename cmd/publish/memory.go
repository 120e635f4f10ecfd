package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// softLimit is the memory up to which garbage may grow freely, in bytes.
const softLimit = 200 << 20

// tuneMemory trades memory for time: a run's live data are small beside what it allocates, so it is collected less often (a
// sixth of the time is spared), but from 200 MB on as often as it needs to stay there. Where the live data themselves come
// near that, the limit gives way, else the collector would do nothing but collect. GOGC and GOMEMLIMIT still count.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
		runtime.SetFinalizer(&cycle{}, (*cycle).end)
	}
}

// A cycle is garbage that is found at each collection: the one moment when the live data are known.
type cycle struct{ _ [16]byte }

func (c *cycle) end() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 {
		debug.SetMemoryLimit(max(softLimit, 2*int64(live[0].Value.Uint64())))
	}
	runtime.SetFinalizer(c, (*cycle).end)
}
