package memory

import (
	"encoding/binary"
	"io"
	"slices"
	"sort"
)

// MaxTokens is the length in tokens past which a text takes no part in fuzzy search: about twelve pages. Its pairs are
// still found by Exact and Contains.
const MaxTokens = 4096

// Floor is the lowest threshold that the postings serve. A search below it that has not enough hits walks over all entries.
const Floor = 0.7

// An Index finds similar token sequences. It is made by a Builder or by OpenIndex, is immutable, and safe for concurrent use.
//
// An entry is a token sequence that at least one pair has as its source. Tokens are numbered by falling frequency, so that
// the highest number is the rarest word. Entries are sorted by length, then by their numbers. Texts longer than MaxTokens
// are entries of their first MaxTokens+1 tokens, which no search reaches.
//
// An entry of n tokens is posted under its rarest ones only, as many as Floor lets go unmatched plus one: two texts that
// are similar enough share one of the rarest (prefix filtering: S. Chaudhuri and others, "A primitive operator for
// similarity joins", ICDE 2006). Postings of a token are sorted by the entry's length, the token's place, the entry.
//
// All is in flat arrays, which is how it lies in a file (see WriteTo).
type Index struct {
	tokens   dictionary
	byLength []uint32 // by length, and the end: the first entry that is at least so long
	textEnd  []uint32 // by entry: where it ends in text
	text     []byte   // the entries' tokens, 7 bits a byte, the lowest first; the last byte of each is below 128
	shared   []uint8  // by entry: with how many tokens of the one before it it begins, at most 255; 0 for the first of its length
	low      []uint64 // by entry: its signature
	high     []uint32
	bigrams  []uint64 // by entry: a bigramSignature
	wide     []uint64 // a wideSignature for each entry longer than wideFrom
	lineEnd  []uint32 // by entry: where its lines end; none if every entry has one line
	lines    []uint32 // the pairs of each entry, by falling rank
	entryOf  []uint32 // by line
	postEnd  []uint32 // by token: where its postings end
	postings []posting
	recordAt []uint32 // by line: where its record begins, in recordUnits

	data    []byte      // where the arrays lie; nil if the index was not opened
	pairs   []Pair      // by line; nil where they are records
	records io.ReaderAt // see appendRecord
	failed  failure
}

func (x *Index) entries() int { return len(x.textEnd) }

// longest is the length of the longest entry.
func (x *Index) longest() int { return len(x.byLength) - 2 }

// from is the end before i, in a list of ends.
func from(ends []uint32, i uint32) uint32 {
	if i == 0 {
		return 0
	}
	return ends[i-1]
}

// encoded are the bytes of an entry's tokens.
func (x *Index) encoded(entry uint32) []byte { return x.text[from(x.textEnd, entry):x.textEnd[entry]] }

// entry appends the tokens of an entry.
func (x *Index) entry(to []uint32, entry uint32) []uint32 {
	for text := x.encoded(entry); len(text) > 0; {
		token, size := binary.Uvarint(text)
		if size <= 0 {
			return to
		}
		to, text = append(to, uint32(token)), text[size:]
	}
	return to
}

// linesOf are the lines of an entry: a lower number is the better of two equal hits.
func (x *Index) linesOf(entry uint32) []uint32 {
	if len(x.lineEnd) == 0 {
		return x.lines[entry : entry+1]
	}
	return x.lines[from(x.lineEnd, entry):x.lineEnd[entry]]
}

// lineCount is the number of pairs.
func (x *Index) lineCount() int {
	if x.pairs != nil {
		return len(x.pairs)
	}
	return len(x.recordAt)
}

// lengthOf is an entry's length.
func (x *Index) lengthOf(entry uint32) int {
	return sort.Search(len(x.byLength), func(length int) bool { return x.byLength[length] > entry }) - 1
}

// lengths are the entries from one length to another, both included.
func (x *Index) lengths(from, to int) (first, end uint32) {
	if from > x.longest() || to < from {
		return 0, 0
	}
	return x.byLength[from], x.byLength[min(to, x.longest())+1]
}

// find is the entry of exactly these tokens. Entries are sorted, so that halving finds it.
func (x *Index) find(tokens []uint32) (uint32, bool) {
	first, end := x.lengths(len(tokens), len(tokens))
	var here []uint32
	for first < end {
		middle := first + (end-first)/2
		here = x.entry(here[:0], middle)
		switch c := slices.Compare(here, tokens); {
		case c == 0:
			return middle, true
		case c < 0:
			first = middle + 1
		default:
			end = middle
		}
	}
	return 0, false
}

// edits is how many edits a pair of texts may have whose longer one has so many tokens. The 1e-9 is for thresholds that a
// float cannot hold: (1 - 0.7) * 10 is 3.
func edits(threshold float64, longer int) int { return int((1-threshold)*float64(longer) + 1e-9) }

// posted is how many of the rarest tokens of an entry are posted.
func posted(length int) int { return min(edits(Floor, length)+1, length) }

// rarestOf appends the count rarest of an entry's tokens, the rarest first. Most texts are short, and few of their tokens are
// wanted: insertion beats the general sort.
func rarestOf(to, tokens []uint32, count int) []uint32 {
	if count > 100 {
		to = append(to, tokens...)
		slices.Sort(to)
		slices.Reverse(to)
		return to[:count]
	}
	for _, t := range tokens {
		switch n := len(to); {
		case n < count:
			to = append(to, t)
		case t <= to[n-1]:
			continue
		}
		at := len(to) - 1
		for ; at > 0 && to[at-1] < t; at-- {
			to[at] = to[at-1]
		}
		to[at] = t
	}
	return to
}
