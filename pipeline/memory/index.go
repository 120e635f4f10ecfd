package memory

import (
	"encoding/binary"
	"slices"

	"publish/pipeline/segment"
)

// MaxTokens is the length in tokens past which a text takes no part in fuzzy search: about twelve pages. Its pairs are
// still found by Exact.
const MaxTokens = 4096

// Floor is the lowest threshold that the postings serve. A search below it compares with every entry.
const Floor = 0.5

// An index finds similar token sequences. Entries (distinct token sequences) are sorted by length. Tokens are numbered by
// falling frequency, so that the highest number is the rarest word.
//
// An entry of n tokens is posted under its rarest ones only, as many as Floor lets go unmatched plus one: two texts that
// are similar enough share one of the rarest (prefix filtering: S. Chaudhuri and others, "A primitive operator for
// similarity joins", ICDE 2006). Each posting carries a signature of its entry, so that most are dismissed unread.
type index struct {
	pairs     []Pair // in the order of compare: a lower number is the better of two equal hits
	numbers   map[string]uint32
	tokens    []uint32 // of all entries
	start     []int32  // by entry, and the end
	lines     [][]int32
	byLength  []int32 // by length: first entry that is at least so long
	postings  [][]posting
	signature []wide // by entry
}

type posting struct {
	signature uint64
	entry     int32
	place     int32 // of the token among the entry's tokens, rarest first
}

// narrow and wide are sets of tokens as bits; one bit may stand for several tokens.
type wide [4]uint64

func narrowBit(token uint32) uint64 { return 1 << (token * 0x9E3779B1 >> 26) }

func (w *wide) add(token uint32) {
	bit := token * 0x85EBCA6B >> 24
	w[bit>>6] |= 1 << (bit & 63)
}

func narrow(tokens []uint32) (bits uint64) {
	for _, t := range tokens {
		bits |= narrowBit(t)
	}
	return bits
}

func (x *index) entries() int { return len(x.start) - 1 }

func (x *index) entry(i int32) []uint32 { return x.tokens[x.start[i]:x.start[i+1]] }

// edits is how many edits a pair of texts may have whose longer one has so many tokens. The 1e-9 is for thresholds that a
// float cannot hold: (1 - 0.7) * 10 is 3.
func edits(threshold float64, longer int) int { return int((1-threshold)*float64(longer) + 1e-9) }

// newIndex makes an index of pairs in the order of compare.
func newIndex(pairs []Pair) *index {
	x := &index{pairs: pairs}
	x.addEntries(x.number())
	x.post()
	return x
}

// number gives every word its number and returns the numbered tokens of each pair; nil for one that is not searched.
func (x *index) number() [][]uint32 {
	first := map[string]uint32{} // by first appearance
	var count []int
	texts := make([][]uint32, len(x.pairs))
	known := make(map[string][]uint32, len(x.pairs))
	for i, p := range x.pairs {
		numbered, ok := known[p.Source]
		if !ok {
			words := segment.Tokens(p.Source)
			if len(words) <= MaxTokens {
				numbered = make([]uint32, len(words))
			}
			for j := range numbered {
				n, ok := first[words[j]]
				if !ok {
					n = uint32(len(count))
					first[words[j]] = n
					count = append(count, 0)
				}
				count[n]++
				numbered[j] = n
			}
			known[p.Source] = numbered
		}
		texts[i] = numbered
	}
	rank := ranks(count)
	for _, numbered := range known {
		for j, n := range numbered {
			numbered[j] = rank[n]
		}
	}
	for word, n := range first {
		first[word] = rank[n]
	}
	x.numbers, x.postings = first, make([][]posting, len(count))
	return texts
}

// ranks numbers what was counted by falling count, then by appearance.
func ranks(count []int) []uint32 {
	order := make([]uint32, len(count))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return count[b] - count[a] })
	rank := make([]uint32, len(count))
	for r, n := range order {
		rank[n] = uint32(r)
	}
	return rank
}

// addEntries makes entries of equal token sequences, sorted by length.
func (x *index) addEntries(texts [][]uint32) {
	type entry struct {
		tokens []uint32
		lines  []int32
	}
	var all []entry
	at := make(map[string]int, len(texts))
	var key []byte
	for i, tokens := range texts {
		if len(tokens) == 0 {
			continue
		}
		key = key[:0]
		for _, t := range tokens {
			key = binary.AppendUvarint(key, uint64(t))
		}
		n, ok := at[string(key)]
		if !ok {
			n = len(all)
			at[string(key)] = n
			all = append(all, entry{tokens: tokens})
		}
		all[n].lines = append(all[n].lines, int32(i))
	}
	slices.SortStableFunc(all, func(a, b entry) int { return len(a.tokens) - len(b.tokens) })
	x.start = append(x.start, 0)
	for i, e := range all {
		for len(x.byLength) <= len(e.tokens) {
			x.byLength = append(x.byLength, int32(i))
		}
		x.tokens = append(x.tokens, e.tokens...)
		x.start = append(x.start, int32(len(x.tokens)))
		x.lines = append(x.lines, e.lines)
	}
	x.byLength = append(x.byLength, int32(len(all)))
}

func (x *index) post() {
	x.signature = make([]wide, x.entries())
	var sorted []uint32
	for i := range int32(x.entries()) {
		tokens := x.entry(i)
		for _, t := range tokens {
			x.signature[i].add(t)
		}
		sorted = rarestFirst(append(sorted[:0], tokens...))
		bits := narrow(tokens)
		for place := range min(edits(Floor, len(tokens))+1, len(tokens)) {
			if t := sorted[place]; place == 0 || t != sorted[place-1] {
				x.postings[t] = append(x.postings[t], posting{bits, i, int32(place)})
			}
		}
	}
}

func rarestFirst(tokens []uint32) []uint32 {
	slices.Sort(tokens)
	slices.Reverse(tokens)
	return tokens
}
