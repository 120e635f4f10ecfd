//go:build linux || darwin || freebsd || netbsd || openbsd

package pipeline

import (
	"os"
	"syscall"
)

// mapped is a file as it lies on the disk: its pages come in when they are used. It stays mapped until the program ends, for
// what was found in it may be in use as long.
func mapped(f *os.File, size int64) ([]byte, error) {
	if size <= 0 || int64(int(size)) != size {
		return nil, syscall.EINVAL
	}
	return syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
}
