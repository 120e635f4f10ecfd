package memory

import (
	"slices"
	"sync"
)

// A Store is a memory that pairs are added to while it is searched, as translations are confirmed. Everything may be called at
// the same time. Added pairs are indexed at once, in small parts; Compact, which may run beside all else, makes large ones of
// them. What Memory has returned never changes.
type Store struct {
	mu      sync.Mutex
	parts   []*part
	compact sync.Mutex // held by the one Compact at work
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
	for n > 0 && !s.parts[n-1].opened && s.parts[n-1].added && len(s.parts[n-1].pairs()) == len(pairs) && len(pairs) < smallPart {
		pairs = append(pairs, s.parts[n-1].pairs()...)
		n--
	}
	one := newPart(pairs)
	one.added = true
	one.index()
	s.parts = append(slices.Clip(s.parts[:n]), one)
}

// Compact puts added parts together as long as a part has less than four times as many pairs as the one behind it. It tells
// whether it has found anything to do.
func (s *Store) Compact() bool {
	s.compact.Lock()
	defer s.compact.Unlock()
	worked := false
	for {
		s.mu.Lock()
		from, to := due(s.parts)
		merged := slices.Clone(s.parts[from:to])
		s.mu.Unlock()
		if from == to {
			return worked
		}
		var pairs []Pair
		for _, p := range merged {
			pairs = append(pairs, p.pairs()...)
		}
		one := newPart(pairs)
		one.added = true
		one.index()
		s.mu.Lock() // Add has changed nothing before to: only parts smaller than smallPart change
		s.parts = slices.Concat(s.parts[:from], []*part{one}, s.parts[to:])
		s.mu.Unlock()
		worked = true
	}
}

// due are the parts from which on up to which Compact should make one; none if both are the same. Parts that Add is still
// putting together stay.
func due(parts []*part) (from, to int) {
	to = len(parts)
	for to > 0 && parts[to-1].added && len(parts[to-1].pairs()) < smallPart {
		to--
	}
	from = to
	sum := 0
	for from > 0 && parts[from-1].added && (sum == 0 || len(parts[from-1].pairs()) < 4*sum) {
		from--
		sum += len(parts[from].pairs())
	}
	if to-from < 2 {
		return 0, 0
	}
	return from, to
}
