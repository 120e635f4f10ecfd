package memory

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// byFallingCount are numbers by falling count, equal ones in their own order.
func byFallingCount(counts []uint32) []uint32 {
	keys := make([]uint64, len(counts))
	for i, n := range counts {
		keys[i] = uint64(^n)<<32 | uint64(i)
	}
	slices.Sort(keys)
	order := make([]uint32, len(counts))
	for i, key := range keys {
		order[i] = uint32(key)
	}
	return order
}

// A sortKey orders lines by length and first tokens, as far as 64 bits say.
type sortKey struct {
	key  uint64
	line uint32
}

// sortedLines are the lines by length, tokens, rank.
func (b *building) sortedLines() []sortKey {
	keys := make([]sortKey, len(b.ends))
	for i := range keys {
		tokens := b.line(uint32(i))
		key := uint64(len(tokens)) << 51
		if len(tokens) > 1 {
			key |= min(uint64(tokens[0]), 1<<24-1)<<27 | min(uint64(tokens[1]), 1<<27-1)
		}
		keys[i] = sortKey{key, uint32(i)}
	}
	slices.SortFunc(keys, func(p, q sortKey) int {
		if p.key != q.key {
			return cmp.Compare(p.key, q.key)
		}
		if c := slices.Compare(b.line(p.line), b.line(q.line)); c != 0 {
			return c
		}
		return cmp.Compare(b.ranked(p.line), b.ranked(q.line))
	})
	return keys
}

// addEntries makes entries of equal token sequences.
func (b *building) addEntries(x *Index) {
	sorted := b.sortedLines()
	x.textEnd, x.shared = make([]uint32, 0, len(sorted)), make([]uint8, 0, len(sorted))
	x.lines, x.lineEnd = make([]uint32, 0, len(sorted)), make([]uint32, 0, len(sorted))
	x.text = make([]byte, 0, len(b.tokens)*3/2)
	var before []uint32
	for i, s := range sorted {
		tokens := b.line(s.line)
		if i == 0 || !slices.Equal(tokens, before) {
			x.addEntry(tokens, before)
			before = tokens
		}
		x.lines = append(x.lines, b.ranked(s.line))
		x.lineEnd[len(x.lineEnd)-1] = uint32(len(x.lines))
	}
	for len(x.byLength) < 2 {
		x.byLength = append(x.byLength, uint32(x.entries()))
	}
	x.byLength = append(x.byLength, uint32(x.entries()))
	if len(x.lines) == x.entries() {
		x.lineEnd = nil
	}
}

func (x *Index) addEntry(tokens, before []uint32) {
	for len(x.byLength) <= len(tokens) {
		x.byLength = append(x.byLength, uint32(x.entries()))
	}
	x.shared = append(x.shared, sharedTokens(before, tokens))
	for _, t := range tokens {
		x.text = binary.AppendUvarint(x.text, uint64(t))
	}
	x.textEnd, x.lineEnd = append(x.textEnd, uint32(len(x.text))), append(x.lineEnd, 0)
}

// sharedTokens is with how many tokens of the one before it an entry of the same length begins.
func sharedTokens(before, tokens []uint32) uint8 {
	if len(before) != len(tokens) {
		return 0
	}
	n := 0
	for n < len(tokens) && n < 255 && before[n] == tokens[n] {
		n++
	}
	return uint8(n)
}

// dropCopies drops lines whose source and target are those of an earlier line, and numbers the others anew.
func (x *Index) dropCopies() {
	if len(x.lineEnd) == 0 {
		return
	}
	dropped := make([]bool, len(x.recordAt))
	kept, ends := x.lines[:0], make([]uint32, 0, x.entries())
	for entry := range uint32(x.entries()) {
		kept = x.withoutCopies(kept, x.linesOf(entry), dropped)
		ends = append(ends, uint32(len(kept)))
	}
	x.lines, x.lineEnd = kept, ends
	if len(kept) == x.entries() {
		x.lineEnd = nil
	}
	x.renumber(dropped)
}

// withoutCopies appends the lines of one entry that are no copies. The others are marked as dropped.
func (x *Index) withoutCopies(kept, lines []uint32, dropped []bool) []uint32 {
	if len(lines) == 1 {
		return append(kept, lines[0])
	}
	var room scratch
	known := map[[2]string]bool{}
	for _, line := range lines {
		p, err := x.pair(line, &room)
		texts := [2]string{p.Source, p.Target}
		if err == nil && known[texts] {
			dropped[line] = true
			continue
		}
		known[texts] = true
		kept = append(kept, line)
	}
	return kept
}

func (x *Index) renumber(dropped []bool) {
	numbers, kept := make([]uint32, len(dropped)), x.recordAt[:0]
	for line, gone := range dropped {
		numbers[line] = uint32(len(kept))
		if !gone {
			kept = append(kept, x.recordAt[line])
		}
	}
	x.recordAt = kept
	for i, line := range x.lines {
		x.lines[i] = numbers[line]
	}
}
