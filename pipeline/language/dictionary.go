package language

import (
	_ "embed"
	"encoding/binary"
)

// The word lists of scripts without spaces, as ICU compiled them: read in place, so that a start costs nothing.
var (
	//go:embed words/thai.dict
	thaiWords string
	//go:embed words/lao.dict
	laoWords string
	//go:embed words/khmer.dict
	khmerWords string
	//go:embed words/burmese.dict
	burmeseWords string
)

// A Dictionary is the word list of a language that is written without spaces. It never changes and may be shared.
type Dictionary struct {
	trie string // an ICU BytesTrie
	base rune   // of its byte 0
}

// Dictionary is the word list for text of the language in a script (ISO 15924), nil if there is none: Thai, Lao, Khmer and
// Burmese have one. Text of other languages that quotes one of their scripts has the same one; a language that is itself
// written in the script (Shan in Burmese letters) has not.
func (l Language) Dictionary(script string) *Dictionary {
	owner, file := "", ""
	switch script {
	case "Thai":
		owner, file = "th", thaiWords
	case "Laoo":
		owner, file = "lo", laoWords
	case "Khmr":
		owner, file = "km", khmerWords
	case "Mymr":
		owner, file = "my", burmeseWords
	default:
		return nil
	}
	if !l.IsZero() && l.parts().base != owner && l.Script() == script {
		return nil
	}
	return readDictionary(file)
}

// readDictionary finds the trie in ICU's file: a header, eight numbers (where the trie begins and ends, the letter of byte 0
// beside a flag), the trie (ICU, dictionarydata.h). Damaged files have an empty trie.
func readDictionary(file string) *Dictionary {
	d := &Dictionary{}
	if len(file) < 2 {
		return d
	}
	at := int(binary.LittleEndian.Uint16([]byte(file[:2])))
	if at+32 > len(file) {
		return d
	}
	index := func(i int) int { return int(binary.LittleEndian.Uint32([]byte(file[at+4*i : at+4*i+4]))) }
	if from, to := at+index(0), at+index(3); from <= to && to <= len(file) {
		d.trie, d.base = file[from:to], rune(index(5)&0x1fffff)
	}
	return d
}

// code is a letter's byte in the trie; false for letters that no word has.
func (d *Dictionary) code(r rune) (byte, bool) {
	switch {
	case r == 0x200D:
		return 0xFF, true
	case r == 0x200C:
		return 0xFE, true
	case r >= d.base && r <= d.base+0xFD:
		return byte(r - d.base), true
	}
	return 0, false
}

// A walk follows a word through a BytesTrie (ICU, bytestrie.h: nodes are branches, runs of bytes, and values, which here only
// say that a word ends). Addresses outside the trie end the walk: damaged data can lose words, but not panic.
type walk struct {
	trie string
	at   int // of the next node, or of the next byte of a run
	left int // bytes of the run yet to come
	dead bool
}

func (w *walk) byteAt(at int) int {
	if at < 0 || at >= len(w.trie) {
		w.dead = true
		return 0
	}
	return int(w.trie[at])
}

// next takes a byte; it tells whether a word ends with it. After the last word of a path the walk is dead.
func (w *walk) next(b byte) (word bool) {
	if w.left == 0 {
		w.enter(b)
	} else {
		w.run(b)
	}
	if w.dead || w.left > 0 {
		return false
	}
	return w.value()
}

// run takes a byte of a run.
func (w *walk) run(b byte) {
	if w.byteAt(w.at) != int(b) {
		w.dead = true
	}
	w.at++
	w.left--
}

// enter takes the first byte of a node.
func (w *walk) enter(b byte) {
	n := w.byteAt(w.at)
	w.at++
	switch {
	case w.dead:
	case n >= 0x20: // a value: next has passed it already, so the data are damaged
		w.dead = true
	case n >= 0x10:
		w.left = n - 0x10 + 1
		w.run(b)
	case n == 0:
		n = w.byteAt(w.at)
		w.at++
		w.branch(b, n+1)
	default:
		w.branch(b, n+1)
	}
}

// value tells whether the node is a value, passes it, and ends the walk if it is the last one.
func (w *walk) value() bool {
	lead := w.byteAt(w.at)
	if lead < 0x20 {
		return false
	}
	if lead&1 == 1 {
		w.dead = true
	}
	w.at = w.skip(w.at)
	return true
}

// skip is the address after a value.
func (w *walk) skip(at int) int {
	switch lead := w.byteAt(at); {
	case lead < 0xA2:
		return at + 1
	case lead < 0xD8:
		return at + 2
	case lead < 0xFC:
		return at + 3
	default:
		return at + 4 + lead>>1&1
	}
}

// branch takes a byte at a branch of n: halves of it while there are more than five, then a list.
func (w *walk) branch(b byte, n int) {
	for n > 5 && !w.dead {
		less := int(b) < w.byteAt(w.at)
		distance, after := w.branchDistance(w.at + 1)
		if less {
			w.at, n = after+distance, n/2
		} else {
			w.at, n = after, n-n/2
		}
	}
	for ; n > 1 && !w.dead; n-- {
		if w.byteAt(w.at) != int(b) {
			w.at = w.skip(w.at + 1)
			continue
		}
		w.at++
		if w.byteAt(w.at)&1 == 1 { // a word ends here, and the path: value sees to it
			return
		}
		distance, after := w.valueDistance(w.at)
		w.at = after + distance
		return
	}
	if w.byteAt(w.at) != int(b) {
		w.dead = true
	}
	w.at++
}

// branchDistance reads how far it is to the other half of a branch.
func (w *walk) branchDistance(at int) (distance, after int) {
	return w.number(w.byteAt(at), at+1, [...]int{0, 0xC0, 0xF0, 0xFE})
}

// valueDistance reads how far it is to a node; it is stored like a value, whose lowest bit says that a word ends.
func (w *walk) valueDistance(at int) (distance, after int) {
	return w.number(w.byteAt(at)>>1, at+1, [...]int{0x10, 0x51, 0x6C, 0x7E})
}

// number reads a number of one to five bytes, by its first; at is the second. The bounds part the first bytes by length.
func (w *walk) number(first, at int, bounds [4]int) (n, after int) {
	more := 3 + first&1
	switch {
	case first < bounds[1]:
		n, more = first-bounds[0], 0
	case first < bounds[2]:
		n, more = first-bounds[1], 1
	case first < bounds[3]:
		n, more = first-bounds[2], 2
	}
	for i := range more {
		n = n<<8 | w.byteAt(at+i)
	}
	return n, at + more
}
