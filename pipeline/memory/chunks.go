package memory

import "io"

// chunkSize is how many bytes a piece of chunks has.
const chunkSize = 1 << 20

// chunks are bytes that grow without being copied: a Spill in memory.
type chunks struct {
	list [][]byte // all but the last are full
	size int64
}

// Write is io.Writer; it never fails.
func (c *chunks) Write(data []byte) (int, error) {
	n := len(data)
	c.size += int64(n)
	for len(data) > 0 {
		last := len(c.list) - 1
		if last < 0 || len(c.list[last]) == chunkSize {
			c.list, last = append(c.list, make([]byte, 0, chunkSize)), last+1
		}
		n := min(len(data), chunkSize-len(c.list[last]))
		c.list[last], data = append(c.list[last], data[:n]...), data[n:]
	}
	return n, nil
}

// ReadAt is io.ReaderAt.
func (c *chunks) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	for n < len(p) && at < c.size {
		k := copy(p[n:], c.list[at/chunkSize][at%chunkSize:])
		n, at = n+k, at+int64(k)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
