package memory

// post makes signatures and postings, and finds the entries of lines.
func (x *Index) post() {
	x.entryOf = make([]uint32, len(x.lines))
	for entry := range uint32(x.entries()) {
		for _, line := range x.linesOf(entry) {
			x.entryOf[line] = entry
		}
	}
	rarest := x.sign()
	next := make([]uint32, x.tokens.size())
	sum := uint32(0)
	for t, n := range x.postEnd {
		next[t] = sum
		sum += n
		x.postEnd[t] = sum
	}
	x.postings = make([]posting, sum)
	for length := 1; length <= min(x.longest(), MaxTokens); length++ {
		first, end := x.lengths(length, length)
		count := posted(length)
		for place := range count { // so that the postings of a token come sorted by length, place and entry
			for entry := first; entry < end; entry++ {
				t := rarest[int(entry-first)*count+place]
				if t == unknown {
					continue
				}
				x.postings[next[t]] = posting{x.low[entry], x.high[entry], entry<<placeBits | uint32(min(place, maxPlace))}
				next[t]++
			}
		}
		rarest = rarest[int(end-first)*count:]
	}
}

// sign makes the signatures, counts the postings of each token in postEnd, and returns the rarest tokens of all entries, as
// many of each as are posted. A token that stands there again is unknown: it is posted once.
func (x *Index) sign() (rarest []uint32) {
	x.low, x.high = make([]uint64, x.entries()), make([]uint32, x.entries())
	x.bigrams, x.postEnd = make([]uint64, 0, 2*x.entries()), make([]uint32, x.tokens.size())
	rarest = make([]uint32, 0, 8*x.entries())
	var tokens, first []uint32
	for entry := range uint32(x.entries()) {
		tokens = x.entry(tokens[:0], entry)
		s := signatureOf(tokens)
		x.low[entry], x.high[entry] = s.low, s.high
		pairs, _ := bigramsOf(tokens)
		x.bigrams = append(x.bigrams, pairs[:]...)
		if len(tokens) > wideFrom {
			w := wideOf(tokens)
			x.wide = append(x.wide, w[:]...)
		}
		if len(tokens) > MaxTokens {
			continue
		}
		first = rarestOf(first[:0], tokens, posted(len(tokens)))
		for place, t := range first {
			if place > 0 && t == first[place-1] {
				rarest = append(rarest, unknown)
				continue
			}
			rarest = append(rarest, t)
			x.postEnd[t]++
		}
	}
	return rarest
}
