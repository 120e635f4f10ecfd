package memory

// A candidate is an entry that may be a hit.
type candidate struct {
	entry  uint32
	bound  uint16 // the least number of edits that it can have
	length uint16
}

// byBound sorts candidates, the most promising first: the sooner good hits are found, the fewer others need be compared.
func (s *Searcher) byBound() []candidate {
	c := s.candidates
	if len(c) <= 24 {
		for i := 1; i < len(c); i++ {
			x, j := c[i], i
			for ; j > 0 && c[j-1].bound > x.bound; j-- {
				c[j] = c[j-1]
			}
			c[j] = x
		}
		return c
	}
	var places [256]int
	for _, x := range c {
		places[min(x.bound, 255)]++
	}
	sum := 0
	for i, n := range places {
		places[i] = sum
		sum += n
	}
	if cap(s.sorted) < len(c) {
		s.sorted = make([]candidate, 2*len(c))
	}
	sorted := s.sorted[:len(c)]
	for _, x := range c {
		bound := min(x.bound, 255)
		sorted[places[bound]] = x
		places[bound]++
	}
	return sorted
}

// seen is the set of entries that a search of one index has compared: a small hash table whose slots carry the number of the
// search, so that it need not be cleared.
type seen struct {
	slots []uint64
	round uint64
	count int
}

func (s *seen) begin() {
	s.round = (s.round + 1) & (1<<32 - 1)
	if s.round == 0 || s.slots == nil {
		s.slots, s.round = make([]uint64, max(256, len(s.slots))), 1
	}
	s.count = 0
}

// add tells whether an entry was not in the set, and adds it.
func (s *seen) add(entry uint32) bool {
	if 2*s.count >= len(s.slots) {
		before := s.slots
		s.slots, s.count = make([]uint64, 4*len(before)), 0
		for _, slot := range before {
			if slot>>32 == s.round {
				s.put(uint32(slot))
			}
		}
	}
	return s.put(entry)
}

func (s *seen) put(entry uint32) bool {
	mask := uint32(len(s.slots) - 1)
	for at := entry * 0x9E3779B1 >> 7; ; at++ {
		slot := &s.slots[at&mask]
		if *slot == s.round<<32|uint64(entry) {
			return false
		}
		if *slot>>32 != s.round {
			*slot = s.round<<32 | uint64(entry)
			s.count++
			return true
		}
	}
}
