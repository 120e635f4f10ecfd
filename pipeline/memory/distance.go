package memory

import "publish/pipeline/segment"

// A pattern is the query made ready to be compared with many entries: for each of its tokens, the places where it stands.
type pattern struct {
	ready    bool
	words    int      // 64-bit words to a row
	shift    uint     // of a 32-bit hash to a slot
	keys     []uint32 // hash table by open addressing, at most half full: token+1, or 0 for a free slot
	rows     []uint64 // by slot: the token's places, as bits
	up, down []uint64 // vertical differences of the current column: +1, and -1
	text     []uint32
	equal    [64]uint64
}

func (p *pattern) prepare(tokens []uint32) {
	p.ready, p.words = true, (len(tokens)+63)/64
	slots, logarithm := 64, uint(6)
	for slots < 2*len(tokens) {
		slots *= 2
		logarithm++
	}
	p.shift = 32 - logarithm
	p.keys, p.rows = cleared(p.keys, slots), cleared(p.rows, slots*p.words)
	p.up, p.down = cleared(p.up, p.words), cleared(p.down, p.words)
	for i, t := range tokens {
		if t != unknown {
			slot := p.slot(t)
			p.keys[slot] = t + 1
			p.rows[slot*p.words+i/64] |= 1 << (i % 64)
		}
	}
}

func cleared[T uint32 | uint64](s []T, length int) []T {
	if cap(s) < length {
		return make([]T, length)
	}
	s = s[:length]
	clear(s)
	return s
}

// slot is where a token stands in the table, or would stand.
func (p *pattern) slot(token uint32) int {
	mask := len(p.keys) - 1
	slot := int(token*0x9E3779B1>>p.shift) & mask
	for p.keys[slot] != token+1 && p.keys[slot] != 0 {
		slot = (slot + 1) & mask
	}
	return slot
}

// distance is the number of tokens to insert, delete or replace to make the query into an entry of this length, or limit+1 if
// it is more than limit. Bit-parallel: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
// dynamic programming", JACM 46 (1999), in the form of H. Hyyrö (2003) for edit distance. It gives up as soon as more
// of the entry's tokens are foreign to the query than limit leaves.
func (q *indexed) distance(entry uint32, length, limit int) int {
	if !q.pattern.ready {
		q.pattern.prepare(q.tokens)
	}
	foreign := limit - max(len(q.tokens)-length, 0)
	if q.pattern.words == 1 && length <= len(q.pattern.equal) {
		if !q.pattern.decode(q.x.encoded(entry), length, foreign) {
			return limit + 1
		}
		return q.pattern.distanceShort(len(q.tokens), length, limit)
	}
	q.pattern.text = q.x.entry(q.pattern.text[:0], entry)
	return q.pattern.distanceLong(len(q.tokens), foreign, limit)
}

// decode sets equal to the rows of an entry's tokens; false if more than so many are foreign.
func (p *pattern) decode(text []byte, length, foreign int) bool {
	keys, rows, mask, at := p.keys, p.rows[:len(p.keys)], uint32(len(p.keys)-1), 0
	for i := range p.equal[:length] {
		token := uint32(0)
		for shift := uint(0); at < len(text); shift += 7 {
			c := text[at]
			at++
			token |= uint32(c&127) << (shift & 31)
			if c < 128 {
				break
			}
		}
		slot := token * 0x9E3779B1 >> p.shift & mask
		for keys[slot] != token+1 && keys[slot] != 0 {
			slot = (slot + 1) & mask
		}
		if keys[slot] == 0 {
			if foreign--; foreign < 0 {
				return false
			}
		}
		p.equal[i] = rows[slot] // of a free slot: none
	}
	return true
}

func (p *pattern) distanceShort(pattern, length, limit int) int {
	up, down := ^uint64(0), uint64(0)
	score, last := pattern, uint(pattern-1)&63
	for i, equal := range p.equal[:length] {
		diagonal := equal | down
		crossed := (((equal & up) + up) ^ up) | equal
		right, left := down|^(crossed|up), up&crossed
		score += int(right>>last&1) - int(left>>last&1)
		if score-(length-1-i) > limit {
			return limit + 1
		}
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
	}
	return score
}

func (p *pattern) distanceLong(pattern, foreign, limit int) int {
	for i := range p.up {
		p.up[i], p.down[i] = ^uint64(0), 0
	}
	score, last := pattern, uint(pattern-1)&63
	for i, token := range p.text {
		slot := p.slot(token)
		if p.keys[slot] == 0 {
			if foreign--; foreign < 0 {
				return limit + 1
			}
		}
		right, left := segment.Column(p.up, p.down, p.rows[slot*p.words:(slot+1)*p.words])
		score += int(right>>last&1) - int(left>>last&1)
		if score-(len(p.text)-1-i) > limit {
			return limit + 1
		}
	}
	return score
}
