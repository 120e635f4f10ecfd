package memory

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"unsafe"
)

// The form of an index in a file: a head, the arrays of Index in the order of sections, then the records of the pairs by falling
// rank; each array, the records and each record begin at a multiple of recordUnit bytes. All numbers are little-endian. The
// head is magic, the length in bytes and the CRC-32C of each array and of the records, and the CRC-32C of all that.
const (
	magic    = "pubtm001"
	parts    = 18 // arrays, and the records
	headSize = len(magic) + parts*12 + 4
)

// ErrDamaged is the error of an index that is not what WriteTo has written; it must be made anew.
var ErrDamaged = errors.New("the translation memory's index is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// littleEndian tells whether arrays can be used as they lie in the file.
var littleEndian = func() bool {
	one := uint16(1)
	return *(*byte)(unsafe.Pointer(&one)) == 1
}()

// sections are the arrays as bytes, in the machine's own order.
func (x *Index) sections(recordAt []uint32) [][]byte {
	return [][]byte{
		bytesOf(x.tokens.slots), bytesOf(x.tokens.ends), x.tokens.bytes, bytesOf(x.byLength), bytesOf(x.textEnd), x.text, x.shared,
		bytesOf(x.low), bytesOf(x.high), bytesOf(x.wide), bytesOf(x.lineEnd), bytesOf(x.lines), bytesOf(x.postEnd),
		bytesOf(x.postings), bytesOf(recordAt), bytesOf(x.bigrams), bytesOf(x.entryOf),
	}
}

// flat are the types of arrays in the file.
type flat interface{ uint32 | uint64 | posting }

func bytesOf[T flat](array []T) []byte {
	if len(array) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&array[0])), len(array)*int(unsafe.Sizeof(array[0])))
}

// WriteTo writes the index, in the form that OpenIndex reads. It reads every pair twice.
func (x *Index) WriteTo(w io.Writer) (int64, error) {
	if !littleEndian {
		return 0, errors.New("an index can only be written on a little-endian machine")
	}
	recordAt := make([]uint32, 0, x.lineCount())
	size, sum := uint64(0), uint32(0)
	err := x.eachRecord(func(record []byte) error {
		recordAt = append(recordAt, uint32(size/recordUnit))
		size, sum = size+uint64(len(record)), crc32.Update(sum, castagnoli, record)
		return nil
	})
	if err != nil {
		return 0, err
	}
	out := &aligned{w: bufio.NewWriterSize(w, 1<<20)}
	sections := x.sections(recordAt)
	out.write(head(sections, size, sum))
	for _, section := range sections {
		out.write(section)
	}
	if err := x.eachRecord(func(record []byte) error { out.write(record); return out.err }); err != nil {
		return out.size, err
	}
	return out.size, cmp.Or(out.err, out.w.Flush())
}

// eachRecord calls do with the record of every pair, until it returns an error.
func (x *Index) eachRecord(do func(record []byte) error) error {
	var record []byte
	return x.eachPair(func(p Pair) error {
		record = appendRecord(record[:0], p)
		return do(record)
	})
}

func head(sections [][]byte, size uint64, sum uint32) []byte {
	head := []byte(magic)
	for _, section := range sections {
		head = binary.LittleEndian.AppendUint64(head, uint64(len(section)))
		head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(section, castagnoli))
	}
	head = binary.LittleEndian.AppendUint64(head, size)
	head = binary.LittleEndian.AppendUint32(head, sum)
	return binary.LittleEndian.AppendUint32(head, crc32.Checksum(head, castagnoli))
}

// aligned writes pieces, each at a multiple of recordUnit.
type aligned struct {
	w    *bufio.Writer
	size int64
	err  error
}

func (a *aligned) write(piece []byte) {
	var zeros [recordUnit]byte
	for _, data := range [][]byte{piece, zeros[:-len(piece)&(recordUnit-1)]} {
		if a.err == nil {
			var n int
			n, a.err = a.w.Write(data)
			a.size += int64(n)
		}
	}
}
