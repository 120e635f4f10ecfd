package memory

import (
	"runtime/debug"
	"slices"
	"sync"
)

// A Store is a memory that pairs are added to and taken out of while it is searched, as translations are confirmed and revised.
// Everything may be called at the same time. Added pairs are indexed at once, in small parts; Compact, which may run beside
// all else, makes large ones of them. What Memory has returned never changes.
type Store struct {
	mu      sync.Mutex
	parts   []*part
	merging merging
	compact sync.Mutex // held by the one Compact at work
}

// A merging is parts, from one up to before another, that Compact is putting together, and what has been deleted from them since
// it began.
type merging struct {
	from, to int
	deleted  []Pair
}

// NewStore makes a store of a memory's pairs.
func NewStore(m *Memory) *Store { return &Store{parts: slices.Clone(m.parts)} }

// Memory is the memory as it is now.
func (s *Store) Memory() *Memory {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Memory{parts: slices.Clip(s.parts)}
}

// smallPart is up to how many pairs Add puts together at once: it takes no longer than a fraction of a millisecond.
const smallPart = 64

// Add adds a pair. Like the digits of a binary number that is counted up, small parts of the same size become one of twice that.
func (s *Store) Add(p Pair) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pairs := []Pair{p}
	n := len(s.parts)
	for n > 0 && s.parts[n-1].small() && s.parts[n-1].size() <= len(pairs) && len(pairs) < smallPart {
		pairs = slices.AppendSeq(pairs, s.parts[n-1].all())
		n--
	}
	s.parts = append(slices.Clip(s.parts[:n]), addedPart(pairs))
}

// small tells of a part that Add may put together with others; no other function changes it.
func (p *part) small() bool { return p.added && len(p.pairs()) < smallPart }

// addedPart is pairs, indexed.
func addedPart(pairs []Pair) *part {
	one := newPart(func() []Pair { return pairs })
	one.added = true
	one.index()
	return one
}

// Delete takes out one pair that is equal to p; false if there is none. Like any change of a part, it makes another part: the
// same pairs with one of them marked.
func (s *Store) Delete(p Pair) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer (&Memory{parts: s.parts}).survive(debug.SetPanicOnFault(true))
	for i, one := range slices.Backward(s.parts) {
		less, ok := one.without(p)
		if !ok {
			continue
		}
		s.parts = slices.Clone(s.parts)
		s.parts[i] = less
		if s.merging.from <= i && i < s.merging.to {
			s.merging.deleted = append(s.merging.deleted, p)
		}
		return true
	}
	return false
}

// Compact puts added parts together as long as a part has less than four times as many pairs as the one behind it, and makes
// those anew of which most pairs are gone. It tells whether it has found anything to do.
func (s *Store) Compact() bool {
	s.compact.Lock()
	defer s.compact.Unlock()
	worked := false
	for {
		merged := s.beginMerging()
		if len(merged) == 0 {
			return worked
		}
		var pairs []Pair
		for _, p := range merged {
			pairs = slices.AppendSeq(pairs, p.all())
		}
		s.endMerging(addedPart(pairs))
		worked = true
	}
}

func (s *Store) beginMerging() []*part {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, to := due(s.parts)
	s.merging = merging{from: from, to: to}
	return slices.Clone(s.parts[from:to])
}

// endMerging puts a part in the place of those that it was made of. They stand where they stood: Add changes the small ones
// behind them only.
func (s *Store) endMerging(one *part) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.merging.deleted {
		one, _ = one.without(p)
	}
	parts := []*part{one}
	if one.size() == 0 {
		parts = nil
	}
	s.parts = slices.Concat(s.parts[:s.merging.from], parts, s.parts[s.merging.to:])
	s.merging = merging{}
}

// due are the parts from which on up to which Compact should make one; none if both are the same. Parts that Add is still
// putting together stay.
func due(parts []*part) (from, to int) {
	to = len(parts)
	for to > 0 && parts[to-1].small() {
		to--
	}
	from = to
	sum := 0
	for from > 0 && parts[from-1].added && (sum == 0 || parts[from-1].size() < 4*sum) {
		from--
		sum += parts[from].size()
	}
	if to-from > 1 {
		return from, to
	}
	for i, p := range parts[:to] {
		if p.added && p.gone.size() > p.size() {
			return i, i + 1
		}
	}
	return 0, 0
}
