package main

import (
	"os"
	"syscall"
)

// peakMemory is the most memory that a process had, in MB.
func peakMemory(s *os.ProcessState) float64 {
	return float64(s.SysUsage().(*syscall.Rusage).Maxrss) * 1024 / 1e6
}
