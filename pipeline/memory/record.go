package memory

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"publish/pipeline/language"
)

// recordUnit is what the begin of a record is a multiple of, so that 32 bits reach 64 GB.
const recordUnit = 16

// errRecord is the failure to read a pair: the file has been changed since it was opened.
var errRecord = errors.New("a pair of the translation memory's index cannot be read")

// appendRecord appends a pair: the length of what follows in 4 bytes, the date, five texts with their lengths, and zeros up to
// a multiple of recordUnit.
func appendRecord(to []byte, p Pair) []byte {
	start := len(to)
	to = append(to, 0, 0, 0, 0)
	to = binary.AppendUvarint(to, uint64(packed(p.Date)))
	for _, text := range []string{p.Source, p.Target, p.Key, p.Origin, p.Context} {
		to = binary.AppendUvarint(to, uint64(len(text)))
		to = append(to, text...)
	}
	binary.LittleEndian.PutUint32(to[start:], uint32(len(to)-start-4))
	for len(to)%recordUnit != 0 {
		to = append(to, 0)
	}
	return to
}

// packed is a date as a number: a later one is greater.
func packed(d language.Date) uint32 { return uint32(d.Year)<<9 | uint32(d.Month)<<5 | uint32(d.Day) }

func unpacked(n uint32) language.Date {
	return language.Date{Year: int(n >> 9), Month: int(n >> 5 & 15), Day: int(n & 31)}
}

// parseRecord reads what follows the length of a record. The texts share one string.
func parseRecord(data string) (p Pair, ok bool) {
	date, data, ok := cutNumber(data)
	if !ok {
		return Pair{}, false
	}
	p.Date = unpacked(uint32(date))
	for _, text := range []*string{&p.Source, &p.Target, &p.Key, &p.Origin, &p.Context} {
		var n uint64
		if n, data, ok = cutNumber(data); !ok || n > uint64(len(data)) {
			return Pair{}, false
		}
		*text, data = data[:n], data[n:]
	}
	return p, true
}

func cutNumber(data string) (n uint64, rest string, ok bool) {
	for i := 0; i < len(data) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(data[i]&127) << (7 * i)
		if data[i] < 128 {
			return n, data[i+1:], true
		}
	}
	return 0, data, false
}

// scratch is room for a record: recordGuess bytes are read at once, which is nearly always all of it.
type scratch [recordGuess]byte

const recordGuess = 1024

// pair is the pair of a line.
func (x *Index) pair(line uint32, room *scratch) (Pair, error) {
	if x.pairs != nil {
		return x.pairs[line], nil
	}
	at := int64(x.recordAt[line]) * recordUnit
	n, err := x.records.ReadAt(room[:], at)
	if n < 4 {
		return Pair{}, fmt.Errorf("%w: %w", errRecord, err)
	}
	size := int(binary.LittleEndian.Uint32(room[:]))
	text := ""
	if 4+size <= n {
		text = string(room[4 : 4+size])
	} else if text, err = x.longRecord(at+4, size); err != nil {
		return Pair{}, err
	}
	p, ok := parseRecord(text)
	if !ok {
		return Pair{}, errRecord
	}
	return p, nil
}

// A failure is the first error of reading pairs.
type failure struct {
	mu  sync.Mutex
	err error
}

func (f *failure) set(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = cmp.Or(f.err, err)
}

func (f *failure) get() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// read is the pair of a line; the zero pair if it cannot be read, which Err tells.
func (x *Index) read(line uint32, room *scratch) Pair {
	p, err := x.pair(line, room)
	if err != nil {
		x.failed.set(err)
	}
	return p
}

// longRecord reads a record that does not fit into a scratch. It does not believe the size before it has read so much.
func (x *Index) longRecord(at int64, size int) (string, error) {
	var b strings.Builder
	n, err := io.Copy(&b, io.NewSectionReader(x.records, at, int64(size)))
	if err == nil && n < int64(size) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", errRecord, err)
	}
	return b.String(), nil
}

// eachPair calls do with the pairs in the order of their ranks, until it returns an error. Records lie in that order in a file,
// so that it reads on and on.
func (x *Index) eachPair(do func(Pair) error) error {
	here := x
	if x.pairs == nil {
		here = &Index{recordAt: x.recordAt, records: &readAhead{file: x.records}}
	}
	var room scratch
	for line := range uint32(x.lineCount()) {
		p, err := here.pair(line, &room)
		if err == nil {
			err = do(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A readAhead reads on in large pieces where what is asked for lies behind what was asked for before. It is not safe for
// concurrent use.
type readAhead struct {
	file  io.ReaderAt
	last  int64  // where was read last
	at    int64  // of piece in the file
	piece []byte // what was read ahead
	room  []byte
}

// aheadSize is how many bytes a readAhead reads at once, and up to how far on it takes what is asked for to be the next.
const aheadSize = 1 << 17

// ReadAt is io.ReaderAt.
func (r *readAhead) ReadAt(p []byte, at int64) (int, error) {
	onward := at >= r.last && at < r.last+aheadSize
	r.last = at
	if at >= r.at && at+int64(len(p)) <= r.at+int64(len(r.piece)) {
		return copy(p, r.piece[at-r.at:]), nil
	}
	if !onward {
		return r.file.ReadAt(p, at)
	}
	if r.room == nil {
		r.room = make([]byte, aheadSize)
	}
	n, err := r.file.ReadAt(r.room, at)
	r.at, r.piece = at, r.room[:n]
	if n = copy(p, r.piece); n == len(p) {
		err = nil
	}
	return n, err
}
