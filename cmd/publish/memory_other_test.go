//go:build !linux

package main

import "os"

// peakMemory is 0: the system counts it in another unit, or not at all.
func peakMemory(*os.ProcessState) float64 { return 0 }
