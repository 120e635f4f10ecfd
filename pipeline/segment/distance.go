package segment

import "math/bits"

// Similarity of two texts by their tokens: 1 minus the word edit distance by the longer length, from 0 to 1. Two texts
// without tokens are alike.
func Similarity(a, b []string) float64 {
	longer := max(len(a), len(b))
	if longer == 0 {
		return 1
	}
	numbers := numbering{}
	p := NewPattern(numbers.of(a))
	return 1 - float64(p.Distance(numbers.of(b), longer))/float64(longer)
}

// numbering gives equal tokens equal numbers.
type numbering map[string]uint32

func (n numbering) of(tokens []string) []uint32 {
	ids := make([]uint32, len(tokens))
	for i, token := range tokens {
		id, known := n[token]
		if !known {
			id = uint32(len(n))
			n[token] = id
		}
		ids[i] = id
	}
	return ids
}

// A Pattern is a text of numbered tokens, made ready to be compared with many others. It is not safe for concurrent use:
// it keeps its working space.
type Pattern struct {
	length int
	words  int      // 64-bit words to a row
	tokens []uint32 // hash table by open addressing, at most half full: token+1, or 0 for a free slot, which is also Unknown's
	shift  int      // of a 32-bit hash to a slot
	rows   []uint64 // by slot: a row of the token's places in the pattern, as bits
	up     []uint64 // vertical differences of the current column: +1 …
	down   []uint64 // … and -1
}

// Unknown is the number of any word that equals no word of the other text.
const Unknown = ^uint32(0)

// NewPattern makes a pattern of tokens, which it does not keep.
func NewPattern(tokens []uint32) *Pattern {
	p := &Pattern{length: len(tokens), words: (len(tokens) + 63) / 64}
	logarithm := bits.Len(uint(2*len(tokens) | 1))
	slots := 1 << logarithm
	p.shift, p.tokens, p.rows = 32-logarithm, make([]uint32, slots), make([]uint64, slots*p.words)
	for i, t := range tokens {
		if t == Unknown {
			continue
		}
		slot := p.slot(t)
		p.tokens[slot] = t + 1
		p.rows[slot*p.words+i/64] |= 1 << (i % 64)
	}
	if p.words > 1 {
		p.up, p.down = make([]uint64, p.words), make([]uint64, p.words)
	}
	return p
}

// slot is where the token stands in the table, or would stand.
func (p *Pattern) slot(token uint32) int {
	slot := int(token * 0x9E3779B1 >> p.shift)
	for p.tokens[slot] != token+1 && p.tokens[slot] != 0 {
		slot = (slot + 1) & (len(p.tokens) - 1)
	}
	return slot
}

// row is the places of a token in the pattern: all 0 in a free slot.
func (p *Pattern) row(token uint32) []uint64 {
	slot := p.slot(token)
	return p.rows[slot*p.words : (slot+1)*p.words]
}

// Len is the number of tokens.
func (p *Pattern) Len() int { return p.length }

// Distance is the number of tokens to insert, delete or replace to make the pattern into text, or limit+1 if it is more
// than limit. Bit-parallel: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
// programming", JACM 46 (1999), in the form of H. Hyyrö (2003) for edit distance, 64 tokens of the pattern a step.
func (p *Pattern) Distance(text []uint32, limit int) int {
	if p.length == 0 || len(text) == 0 {
		return min(max(p.length, len(text)), limit+1)
	}
	if p.words == 1 {
		return p.distanceShort(text, limit)
	}
	return p.distanceLong(text, limit)
}

func (p *Pattern) distanceShort(text []uint32, limit int) int {
	up, down := ^uint64(0), uint64(0)
	score, last := p.length, uint(p.length-1)
	for i, t := range text {
		equal := p.rows[p.slot(t)]
		diagonal := equal | down
		crossed := (((equal & up) + up) ^ up) | equal
		right, left := down|^(crossed|up), up&crossed
		score += int(right>>last&1) - int(left>>last&1)
		if score-(len(text)-1-i) > limit {
			return limit + 1
		}
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
	}
	return score
}

func (p *Pattern) distanceLong(text []uint32, limit int) int {
	for i := range p.up {
		p.up[i], p.down[i] = ^uint64(0), 0
	}
	score, last := p.length, uint(p.length-1)&63
	for i, t := range text {
		right, left := Column(p.up, p.down, p.row(t))
		score += int(right>>last&1) - int(left>>last&1)
		if score-(len(text)-1-i) > limit {
			return limit + 1
		}
	}
	return score
}

// Column goes on by one token of the text: row says which of the pattern's tokens equal it, up and down are the vertical
// differences of the column before, 64 rows a word, and become those of the next. It returns the horizontal differences of the
// last 64 rows, before their shift.
func Column(up, down, row []uint64) (right, left uint64) {
	carryRight, carryLeft := uint64(1), uint64(0)
	for k, equal := range row {
		u, d := up[k], down[k]
		diagonal := equal | d
		equal |= carryLeft
		crossed := (((equal & u) + u) ^ u) | equal
		right, left = d|^(crossed|u), u&crossed
		shiftedRight, shiftedLeft := right<<1|carryRight, left<<1|carryLeft
		carryRight, carryLeft = right>>63, left>>63
		up[k], down[k] = shiftedLeft|^(diagonal|shiftedRight), shiftedRight&diagonal
	}
	return right, left
}

// Common is the length of the longest common subsequence: how many tokens the pattern and text share in the same order.
// Bit-parallel: H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
func (p *Pattern) Common(text []uint32) int {
	if p.length == 0 {
		return 0
	}
	rest := make([]uint64, p.words) // a 0 for each token of the pattern that is matched
	for i := range rest {
		rest[i] = ^uint64(0)
	}
	for _, t := range text {
		matchRow(rest, p.row(t))
	}
	common := 0
	for i := range p.length {
		if rest[i/64]>>(i%64)&1 == 0 {
			common++
		}
	}
	return common
}

func matchRow(rest, row []uint64) {
	carry := uint64(0)
	for k, r := range rest {
		both := r & row[k]
		sum := r + both
		over := uint64(0)
		if sum < r {
			over = 1
		}
		sum += carry
		if sum < carry {
			over = 1
		}
		carry = over
		rest[k] = sum | (r - both)
	}
}
