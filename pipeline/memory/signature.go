package memory

import "math/bits"

// A posting says that an entry has a token among its rarest. It carries a signature of the entry, so that most entries are
// dismissed unread. It has 16 bytes: four share a line of the processor's cache.
type posting struct {
	low   uint64 // signature
	high  uint32
	where uint32 // entry << placeBits | place
}

// The place of a token among its entry's, the rarest first, takes placeBits; maxPlace stands for itself and all behind it.
const (
	placeBits = 6
	maxPlace  = 1<<placeBits - 1
)

func (p *posting) entry() uint32 { return p.where >> placeBits }
func (p *posting) place() int    { return int(p.where & maxPlace) }

// A signature is a set of tokens as 96 bits; one bit may stand for several tokens. A bit that only one of two texts has is a
// token that the other has not.
type signature struct {
	low  uint64
	high uint32
}

// bitOf is the bit of a token.
func bitOf(token uint32) (low uint64, high uint32) {
	bit := uint64(token*0x9E3779B1) * 96 >> 32
	return 1 << bit, uint32(1 << (bit & 63) * (bit >> 6))
}

func signatureOf(tokens []uint32) (s signature) {
	for _, t := range tokens {
		low, high := bitOf(t)
		s.low |= low
		s.high |= high
	}
	return s
}

// A wide signature has 512 bits, for entries of more than wideFrom tokens, which fill the narrow one.
type wideSignature [8]uint64

const wideFrom = 40

func wideOf(tokens []uint32) (w wideSignature) {
	for _, t := range tokens {
		if t != unknown {
			bit := t * 0x85EBCA6B >> 23
			w[bit>>6] |= 1 << (bit & 63)
		}
	}
	return w
}

// differ counts the bits that only w has, and that only o has.
func (w *wideSignature) differ(o *wideSignature) (only, others int) {
	for i := range w {
		only += bits.OnesCount64(w[i] &^ o[i])
		others += bits.OnesCount64(o[i] &^ w[i])
	}
	return only, others
}

// A bigramSignature is the set of an entry's neighbouring tokens, its begin and end being tokens, too, as 128 bits. It tells texts
// apart that have the same words in another order, or at other places. An edit changes at most two bigrams of each side.
type bigramSignature [2]uint64

// edge is the token before the first and behind the last.
const edge = unknown - 1

// bigramsOf is the signature of a text, and how many of its bigrams have an unknown token, so that nothing else has them.
func bigramsOf(tokens []uint32) (s bigramSignature, strange int) {
	before := uint32(edge)
	for i := range len(tokens) + 1 {
		t := uint32(edge)
		if i < len(tokens) {
			t = tokens[i]
		}
		if before == unknown || t == unknown {
			strange++
		} else {
			bit := (before*0x9E3779B1 ^ t) * 0x85EBCA6B >> 25
			s[bit>>6] |= 1 << (bit & 63)
		}
		before = t
	}
	return s, strange
}

// without counts the bits of s that o has not.
func (s bigramSignature) without(o bigramSignature) int {
	return bits.OnesCount64(s[0]&^o[0]) + bits.OnesCount64(s[1]&^o[1])
}
