package memory

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math/bits"
	"unsafe"
)

// OpenIndex makes an index of the bytes of a file that WriteTo has written, as they lie there: data, which is best the file
// mapped into memory, must stay as it is as long as the index is in use. Pairs are read from file, so that texts take no
// memory; only head and lengths are looked at here, which takes microseconds. ErrDamaged, if they do not fit together. Whoever
// cannot be sure that the file is as it was written calls Verify before anything else.
func OpenIndex(data []byte, file io.ReaderAt) (*Index, error) {
	pieces, err := piecesOf(data)
	if err != nil {
		return nil, err
	}
	x := &Index{data: data}
	ok := arrayOf(pieces[0], &x.tokens.slots) && arrayOf(pieces[1], &x.tokens.ends) && arrayOf(pieces[3], &x.byLength) &&
		arrayOf(pieces[4], &x.textEnd) && arrayOf(pieces[7], &x.low) && arrayOf(pieces[8], &x.high) && arrayOf(pieces[9], &x.wide) &&
		arrayOf(pieces[10], &x.lineEnd) && arrayOf(pieces[11], &x.lines) && arrayOf(pieces[12], &x.postEnd) &&
		arrayOf(pieces[13], &x.postings) && arrayOf(pieces[14], &x.recordAt) && arrayOf(pieces[15], &x.bigrams) &&
		arrayOf(pieces[16], &x.entryOf)
	x.tokens.bytes, x.text, x.shared = pieces[2], pieces[5], pieces[6]
	records := pieces[parts-1]
	at := int64(len(data) - (len(records)+recordUnit-1)&^(recordUnit-1))
	x.records = io.NewSectionReader(file, at, int64(len(records)))
	if !ok || !x.consistent() {
		return nil, ErrDamaged
	}
	return x, nil
}

// piecesOf cuts the arrays and the records out of a file.
func piecesOf(data []byte) ([][]byte, error) {
	if !littleEndian {
		return nil, errors.New("an index can only be opened on a little-endian machine")
	}
	if len(data) < headSize || uintptr(unsafe.Pointer(&data[0]))%8 != 0 {
		return nil, ErrDamaged
	}
	lying, err := piecesIn(data[:headSize], uint64(len(data)))
	if err != nil {
		return nil, err
	}
	pieces := make([][]byte, parts)
	for i, l := range lying {
		pieces[i] = data[l.at : l.at+l.size : l.at+l.size]
	}
	return pieces, nil
}

// A piece says where an array lies in a file, and the check sum of its bytes.
type piece struct {
	at, size uint64
	sum      uint32
}

// piecesIn are the pieces of a file of so many bytes, by its head.
func piecesIn(head []byte, fileSize uint64) ([]piece, error) {
	sumAt := headSize - 4
	if string(head[:len(magic)]) != magic || crc32.Checksum(head[:sumAt], castagnoli) != binary.LittleEndian.Uint32(head[sumAt:]) {
		return nil, ErrDamaged
	}
	pieces := make([]piece, parts)
	at := alignedSize(uint64(headSize))
	for i := range pieces {
		entry := head[len(magic)+12*i:]
		size := binary.LittleEndian.Uint64(entry)
		if at > fileSize || size > fileSize-at {
			return nil, ErrDamaged
		}
		pieces[i] = piece{at, size, binary.LittleEndian.Uint32(entry[8:])}
		at += alignedSize(size)
	}
	if at != fileSize {
		return nil, ErrDamaged
	}
	return pieces, nil
}

func alignedSize(n uint64) uint64 { return (n + recordUnit - 1) &^ (recordUnit - 1) }

// arrayOf is the array that lies in data; false if a part of an element is left over.
func arrayOf[T flat](data []byte, array *[]T) bool {
	var one T
	size := int(unsafe.Sizeof(one))
	if len(data) >= size {
		*array = unsafe.Slice((*T)(unsafe.Pointer(&data[0])), len(data)/size)
	}
	return len(data)%size == 0
}

// consistent tells whether the arrays' lengths fit together.
func (x *Index) consistent() bool {
	n, words, lengths := x.entries(), x.tokens.size(), len(x.byLength)
	ok := lengths >= 3 && lengths <= MaxTokens+3 && x.byLength[lengths-1] == uint32(n) && bits.OnesCount(uint(len(x.tokens.slots))) == 1 &&
		len(x.shared) == n && len(x.low) == n && len(x.high) == n && len(x.bigrams) == 2*n && len(x.postEnd) == words && len(x.tokens.slots) > words &&
		(len(x.lineEnd) == n || len(x.lineEnd) == 0 && len(x.lines) == n) && len(x.lines) == len(x.recordAt) && len(x.entryOf) == len(x.lines) &&
		ends(x.textEnd, len(x.text)) && ends(x.postEnd, len(x.postings)) && ends(x.tokens.ends, len(x.tokens.bytes)) &&
		(len(x.lineEnd) == 0 || ends(x.lineEnd, len(x.lines)))
	for i := 1; ok && i < lengths; i++ {
		ok = x.byLength[i-1] <= x.byLength[i]
	}
	if !ok {
		return false
	}
	first, end := x.lengths(wideFrom+1, x.longest())
	return len(x.wide) == int(end-first)*len(wideSignature{})
}

// ends tells whether the last of some ends is where what they divide ends.
func ends(list []uint32, size int) bool { return int(from(list, uint32(len(list)))) == size }

// Verify compares all bytes of a file with their check sums: ErrDamaged, if it is not as it was written. It reads the file
// through a small window: a mapped one would count as memory.
func Verify(file io.ReaderAt, size int64) error {
	head := make([]byte, headSize)
	if n, err := file.ReadAt(head, 0); n < headSize {
		return errors.Join(ErrDamaged, err)
	}
	pieces, err := piecesIn(head, uint64(size))
	if err != nil {
		return err
	}
	window := make([]byte, 1<<18)
	for _, p := range pieces {
		sum := crc32.New(castagnoli)
		if n, err := io.CopyBuffer(sum, onlyReader{io.NewSectionReader(file, int64(p.at), int64(p.size))}, window); err != nil || n != int64(p.size) || sum.Sum32() != p.sum {
			return errors.Join(ErrDamaged, err)
		}
	}
	return nil
}

// onlyReader hides all else that a reader can do, so that io.CopyBuffer uses its buffer.
type onlyReader struct{ io.Reader }
