package memory

import "math/bits"

// Costs of a search by postings, in steps of a walk, each of which passes one entry.
const (
	compareCost = 40 // of comparing an entry
	refineCost  = 2  // of looking at its bigrams
)

// A tuning says from where on a search goes another way. The hits are the same in any case.
type tuning struct {
	leastWalk int // entries: below, nobody feels whether they are walked or looked up
	batch     int // candidates that are compared before more are collected: good hits end the search soon
	shortList int // postings: for so few, one simple loop is fastest
	manyAlike int // candidates: more are rare but where texts are alike
	fewLines  int // one line in so many is few
}

// tuned is what measuring has given.
func tuned() tuning {
	return tuning{leastWalk: 4096, batch: 2048, shortList: 128, manyAlike: 128, fewLines: 64}
}

// comparePosted looks through the postings of the query's rarest tokens: of so many that an entry which has none of them has
// too many edits. It is false if it gave up, because a walk over all entries will take less time than what is left to do.
func (s *Searcher) comparePosted() bool {
	shortest, longest := s.reach(s.unknown)
	first, end := s.x.lengths(shortest, longest)
	budget := max(int(end-first), s.leastWalk)
	s.seen.begin()
	for i := s.unknown; i < s.length && i <= s.hits.allowed[s.length]; i++ {
		token := s.rarest[i]
		if i > 0 && token == s.rarest[i-1] {
			continue
		}
		shortest, longest := s.reach(i)
		if shortest > s.x.longest() || longest < shortest {
			continue
		}
		list := s.x.postings[from(s.x.postEnd, token):s.x.postEnd[token]]
		if len(list) <= s.shortList {
			s.scanShort(list, shortest, longest)
			s.compareCandidates()
			continue
		}
		left := -1
		if len(list) <= budget/2 {
			left = s.scanLong(list, shortest, longest, budget)
		}
		if left < 0 && !s.settle() {
			return false
		}
		if left < 0 {
			left = budget / 2
			i-- // once more: fewer edits are allowed now
		}
		budget = left
	}
	return true
}

// settle compares the lines that come before the last hit, if they are few: then others need a better score, not only an equal
// one, and fewer edits are allowed. Among texts that are all alike this spares a walk.
func (s *Searcher) settle() bool {
	from, to := s.hits.settled, s.hits.unsettled()
	if to <= from || int(to-from) > s.x.entries()/s.fewLines {
		return false
	}
	s.pair()
	for line := from; line < min(to, s.hits.unsettled()); line++ {
		entry := s.x.entryOf[line]
		length := s.x.lengthOf(entry)
		if longer := max(length, s.length); length > 0 && length <= MaxTokens && longer < len(s.hits.allowed) {
			s.compare(candidate{entry, uint16(s.bigramBound(entry, length)), uint16(length)})
		}
	}
	s.hits.settled = to
	s.hits.raise(s.hits.least)
	return true
}

// reach are the lengths of entries that can be similar enough if so many tokens of the query are missing from them.
func (s *Searcher) reach(missing int) (shortest, longest int) {
	allowed := s.hits.allowed
	shortest, longest = max(s.length-allowed[s.length], 1), s.length
	for longest+1 < len(allowed) && longest < s.x.longest() && allowed[longest+1]-(longest+1-s.length) >= missing {
		longest++
	}
	return shortest, min(longest, s.x.longest(), MaxTokens)
}

// scanShort collects the candidates of a short list: one loop, the loosest bounds first.
func (s *Searcher) scanShort(list []posting, shortest, longest int) {
	first, end := s.x.lengths(shortest, longest)
	low, high := s.narrow.low, s.narrow.high
	ofQuery, ofEntry := s.hits.allowed[s.length]-s.unknown, s.hits.allowed[max(longest, s.length)]
	candidates := s.candidates[:0]
	length := shortest
	for i := lowerBound(list, first<<placeBits); i < len(list) && list[i].where < end<<placeBits; i++ {
		p := &list[i]
		missing := bits.OnesCount64(low&^p.low) + bits.OnesCount32(high&^p.high)
		if missing > ofQuery {
			continue
		}
		foreign := bits.OnesCount64(p.low&^low) + bits.OnesCount32(p.high&^high)
		if foreign > ofEntry {
			continue
		}
		for p.entry() >= s.x.byLength[length+1] {
			length++
		}
		longer := max(length, s.length)
		bound := max(missing+s.unknown+longer-s.length, foreign+longer-length, p.place()+longer-length)
		if bound <= s.hits.allowed[longer] {
			candidates = append(candidates, candidate{p.entry(), uint16(bound), uint16(length)})
		}
	}
	s.candidates = candidates
}

// lowerBound is the first posting that is not before where, by halving without branches that the processor must guess.
func lowerBound(list []posting, where uint32) int {
	at := 0
	for n := len(list); n > 0; {
		half := (n + 1) / 2
		step := 0
		if list[at+half-1].where < where {
			step = half
		}
		at += step
		n -= half
	}
	return at
}

// scanLong collects and compares the candidates of a long list, length by length. It returns what is left of the budget.
func (s *Searcher) scanLong(list []posting, shortest, longest, budget int) int {
	first, end := s.x.lengths(shortest, longest)
	i := skip(list, 0, first<<placeBits)
	s.candidates = s.candidates[:0]
	start, length, whole := i, shortest, budget
	for i < len(list) && list[i].entry() < end {
		for list[i].entry() >= s.x.byLength[length+1] {
			length++
		}
		next := s.scanLength(list, i, length)
		budget -= next - i
		i = next
		if len(s.candidates) >= s.batch || i == len(list) || list[i].entry() >= end {
			budget -= s.compareCandidates()
			if (whole-budget)/(i-start)*(len(list)-start) > whole { // the rest will be like this
				return -1
			}
		}
	}
	return budget - s.compareCandidates()
}

// scanLength collects candidates of one length from the i-th posting on, at most so many that a batch is full. It returns
// where to go on.
func (s *Searcher) scanLength(list []posting, i, length int) int {
	longer := max(length, s.length)
	allowed := s.hits.allowed[longer]
	ofQuery, ofEntry := allowed-(longer-s.length)-s.unknown, allowed-(longer-length)
	end := s.x.byLength[length+1] << placeBits
	if ofQuery < 0 || ofEntry < 0 {
		return skip(list, i, end)
	}
	low, high, most := s.narrow.low, s.narrow.high, uint32(min(ofEntry, maxPlace))
	for ; i < len(list) && list[i].where < end; i++ {
		p := &list[i]
		if p.where&maxPlace > most { // and so are all others of this length
			return skip(list, i, end)
		}
		missing := bits.OnesCount64(low&^p.low) + bits.OnesCount32(high&^p.high)
		if missing > ofQuery {
			continue
		}
		foreign := bits.OnesCount64(p.low&^low) + bits.OnesCount32(p.high&^high)
		if foreign > ofEntry {
			continue
		}
		bound := max(missing+s.unknown+longer-s.length, foreign+longer-length)
		s.candidates = append(s.candidates, candidate{p.entry(), uint16(bound), uint16(length)})
		if len(s.candidates) >= s.batch {
			return i + 1
		}
	}
	return i
}

// skip is the first posting from the i-th on that is not before where: found by doubling steps, then by halving.
func skip(list []posting, i int, where uint32) int {
	step := 1
	for i+step < len(list) && list[i+step].where < where {
		i += step
		step *= 2
	}
	end := min(i+step, len(list))
	for i < end {
		middle := (i + end) / 2
		if list[middle].where < where {
			i = middle + 1
		} else {
			end = middle
		}
	}
	return i
}

// compareCandidates compares what was collected, and returns what it cost.
func (s *Searcher) compareCandidates() (cost int) {
	if len(s.candidates) > s.manyAlike {
		cost = refineCost * len(s.candidates)
		s.refine()
	}
	for _, c := range s.byBound() {
		longer := max(int(c.length), s.length)
		if int(c.bound) > s.hits.allowed[longer] || !s.seen.add(c.entry) {
			continue
		}
		if c.length > wideFrom {
			c.bound = max(c.bound, uint16(s.wideBound(c.entry, int(c.length), longer)))
		}
		s.compare(c)
		cost += compareCost
	}
	s.candidates = s.candidates[:0]
	return cost
}

// refine drops those of many candidates whose bigrams tell that they are no hits. Of few, comparing takes no longer, and the
// bigrams of a whole memory need not be read.
func (s *Searcher) refine() {
	s.pair()
	kept := s.candidates[:0]
	for _, c := range s.candidates {
		longer := max(int(c.length), s.length)
		c.bound = max(c.bound, uint16(s.bigramBound(c.entry, int(c.length))))
		if int(c.bound) <= s.hits.allowed[longer] && !s.hits.hopeless(s.x, c.entry, int(c.bound), longer) {
			kept = append(kept, c)
		}
	}
	s.candidates = kept
}
