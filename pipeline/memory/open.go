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
	x := &Index{}
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
	if len(data) < headSize || string(data[:len(magic)]) != magic || uintptr(unsafe.Pointer(&data[0]))%8 != 0 {
		return nil, ErrDamaged
	}
	if sumAt := headSize - 4; crc32.Checksum(data[:sumAt], castagnoli) != binary.LittleEndian.Uint32(data[sumAt:]) {
		return nil, ErrDamaged
	}
	pieces := make([][]byte, parts)
	rest := uint64(len(data))
	for at, i := alignedSize(uint64(headSize)), 0; i < parts; i++ {
		size := binary.LittleEndian.Uint64(data[len(magic)+12*i:])
		if at > rest || size > rest-at {
			return nil, ErrDamaged
		}
		pieces[i] = data[at : at+size : at+size]
		at += alignedSize(size)
		if i == parts-1 && at != rest {
			return nil, ErrDamaged
		}
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

// Verify compares all bytes of a file with their check sums: ErrDamaged, if it is not as it was written.
func Verify(data []byte) error {
	pieces, err := piecesOf(data)
	if err != nil {
		return err
	}
	for i, piece := range pieces {
		if crc32.Checksum(piece, castagnoli) != binary.LittleEndian.Uint32(data[len(magic)+12*i+8:]) {
			return ErrDamaged
		}
	}
	return nil
}
