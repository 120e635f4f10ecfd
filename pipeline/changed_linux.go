package pipeline

import (
	"io/fs"
	"syscall"
)

// changed is the time of a file's last change of any kind, in nanoseconds since 1970.
func changed(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return syscall.TimespecToNsec(st.Ctim)
	}
	return 0
}
