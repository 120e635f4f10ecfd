package memory

import (
	"encoding/binary"
	"math/bits"
)

// A dictionary numbers tokens. It is flat, so that it can be used as it lies in a file: a hash table by open addressing, at
// most half full, and the tokens' bytes one behind the other.
type dictionary struct {
	slots []uint64 // the upper half of the hash, and number+1; 0: free. Their count is a power of two
	ends  []uint32 // where a token ends in bytes, by number
	bytes []byte
}

// unknown is the number of a token that is not in the dictionary.
const unknown = ^uint32(0)

// golden is 2^64 by the golden ratio: its product with anything has well-mixed upper bits (Knuth, vol. 3, 6.4).
const golden = 0x9E3779B97F4A7C15

func newDictionary(tokens int) dictionary {
	return dictionary{slots: make([]uint64, 1<<bits.Len(uint(max(2*tokens-1, 63))))}
}

func (d *dictionary) size() int { return len(d.ends) }

func (d *dictionary) token(number uint32) []byte {
	from := uint32(0)
	if number > 0 {
		from = d.ends[number-1]
	}
	return d.bytes[from:d.ends[number]]
}

// hashToken takes eight bytes a step. It is part of the format of files.
func hashToken(token []byte) uint64 {
	h := uint64(len(token)) * golden
	for ; len(token) >= 8; token = token[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64(token))
	}
	rest := uint64(0)
	switch n := len(token); {
	case n >= 4: // two reads that overlap
		rest = uint64(binary.LittleEndian.Uint32(token))<<32 | uint64(binary.LittleEndian.Uint32(token[n-4:]))
	case n > 0:
		rest = uint64(token[0])<<16 | uint64(token[n/2])<<8 | uint64(token[n-1])
	}
	return mix(h ^ rest)
}

func mix(h uint64) uint64 {
	upper, lower := bits.Mul64(h^golden, 0xD6E8FEB86659FD93)
	return upper ^ lower
}

// find is the number of a token, or unknown.
func (d *dictionary) find(hash uint64, token []byte) uint32 {
	mask := uint64(len(d.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		slot := d.slots[at]
		if slot == 0 {
			return unknown
		}
		if slot>>32 == hash>>32 {
			if number := uint32(slot) - 1; string(d.token(number)) == string(token) {
				return number
			}
		}
	}
}

// number is the number of a token, which gets the next one if it is new.
func (d *dictionary) number(hash uint64, token []byte) uint32 {
	if number := d.find(hash, token); number != unknown {
		return number
	}
	if 2*d.size() >= len(d.slots) {
		d.slots = make([]uint64, 2*len(d.slots))
		for number := range uint32(d.size()) {
			d.place(hashToken(d.token(number)), number)
		}
	}
	number := uint32(d.size())
	d.bytes = append(d.bytes, token...)
	d.ends = append(d.ends, uint32(len(d.bytes)))
	d.place(hash, number)
	return number
}

func (d *dictionary) place(hash uint64, number uint32) {
	mask := uint64(len(d.slots) - 1)
	at := hash & mask
	for d.slots[at] != 0 {
		at = (at + 1) & mask
	}
	d.slots[at] = hash>>32<<32 | uint64(number+1)
}

// byFrequency is the dictionary with its tokens in the order of falling counts, and the new number of each.
func (d *dictionary) byFrequency(counts []uint32) (dictionary, []uint32) {
	order := byFallingCount(counts)
	sorted := newDictionary(d.size())
	sorted.ends, sorted.bytes = make([]uint32, 0, d.size()), make([]byte, 0, len(d.bytes))
	numbers := make([]uint32, d.size())
	for number, before := range order {
		token := d.token(before)
		sorted.bytes = append(sorted.bytes, token...)
		sorted.ends = append(sorted.ends, uint32(len(sorted.bytes)))
		sorted.place(hashToken(token), uint32(number))
		numbers[before] = uint32(number)
	}
	return sorted, numbers
}
