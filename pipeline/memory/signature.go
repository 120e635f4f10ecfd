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

// without counts the bits of s that o has not.
func (s signature) without(o signature) int {
	return bits.OnesCount64(s.low&^o.low) + bits.OnesCount32(s.high&^o.high)
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
