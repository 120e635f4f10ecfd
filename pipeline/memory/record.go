package memory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

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

// recordGuess is how much of a record is read at once: nearly always all of it.
const recordGuess = 1024

// pair is the pair of a line.
func (x *Index) pair(line uint32) (Pair, error) {
	if x.pairs != nil {
		return x.pairs[line], nil
	}
	var first [recordGuess]byte
	at := int64(x.recordAt[line]) * recordUnit
	n, err := x.records.ReadAt(first[:], at)
	if n < 4 {
		return Pair{}, fmt.Errorf("%w: %w", errRecord, err)
	}
	size := int(binary.LittleEndian.Uint32(first[:]))
	var b strings.Builder
	b.Grow(min(size, 1<<16))
	b.Write(first[4:min(n, 4+size)])
	if missing := size - b.Len(); missing > 0 {
		rest := io.NewSectionReader(x.records, at+int64(n), int64(missing))
		if got, err := io.Copy(&b, rest); err != nil || got < int64(missing) {
			return Pair{}, fmt.Errorf("%w: %v", errRecord, err)
		}
	}
	p, ok := parseRecord(b.String())
	if !ok {
		return Pair{}, errRecord
	}
	return p, nil
}

// eachPair reads the pairs in the order of their ranks. Records lie in that order in a file, so that it reads on and on.
func (x *Index) eachPair(do func(Pair)) error {
	for line := range uint32(x.lineCount()) {
		p, err := x.pair(line)
		if err != nil {
			return err
		}
		do(p)
	}
	return nil
}
