//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package pipeline

import (
	"io"
	"os"
)

// mapped is the whole file, where the system is not known to map files.
func mapped(f *os.File, size int64) ([]byte, error) {
	data := make([]byte, max(size, 0))
	_, err := io.ReadFull(f, data)
	return data, err
}
