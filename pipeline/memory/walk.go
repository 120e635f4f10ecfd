package memory

import "math/bits"

// walk compares with every entry of a length that is similar enough, the likeliest lengths first. Entries are sorted by their
// tokens, so that neighbours begin alike, and what the distance of a beginning tells is told once for all that begin so:
// where it has too many edits, they are skipped together (an incremental table of edits along a trie: H. Shang, T. Merrettal,
// "Tries for approximate string matching", IEEE TKDE 8, 1996). This serves thresholds below Floor, and memories of a million
// texts alike, which postings and signatures cannot tell apart.
func (s *Searcher) walk() {
	s.walkLength(s.length)
	for off := 1; ; off++ {
		shorter, longer := s.length-off, s.length+off
		below := shorter >= 1 && off <= s.hits.allowed[s.length]
		above := longer <= min(s.x.longest(), MaxTokens) && longer < len(s.hits.allowed) && off <= s.hits.allowed[longer]
		if below {
			s.walkLength(shorter)
		}
		if above {
			s.walkLength(longer)
		}
		if !below && (longer > s.x.longest() || longer >= len(s.hits.allowed)) {
			return
		}
	}
}

// walkLength walks over the entries of one length.
func (s *Searcher) walkLength(length int) {
	first, end := s.x.lengths(length, length)
	longer := max(length, s.length)
	if first == end || longer >= len(s.hits.allowed) || s.hits.allowed[longer] < longer-min(length, s.length) {
		return
	}
	s.pair()
	w := s.columns.begin(s.indexed.tokens, length, s.hits.allowed[longer])
	low, high, pairs := s.narrow.low, s.narrow.high, s.bigrams
	lows, highs, shared, bigrams := s.x.low[first:end], s.x.high[first:end], s.x.shared[first:end], s.x.bigrams[2*first:2*end]
	room := s.roomFor(length)
	for i, l := range lows {
		if w.skips(shared[i]) {
			continue
		}
		h, p, q := highs[i], bigrams[2*i], bigrams[2*i+1]
		if bits.OnesCount64(low&^l)+bits.OnesCount32(high&^h) > room.missing || bits.OnesCount64(l&^low)+bits.OnesCount32(h&^high) > room.foreign ||
			bits.OnesCount64(pairs[0]&^p)+bits.OnesCount64(pairs[1]&^q) > room.missingPairs ||
			bits.OnesCount64(p&^pairs[0])+bits.OnesCount64(q&^pairs[1]) > room.foreignPairs {
			continue
		}
		s.compareWalked(w, first+uint32(i), end, length)
		room = s.roomFor(length)
	}
}

// A room is how many tokens and bigrams of the query an entry of some length may lack, and how many that the query has not it
// may have, as far as signatures show them (see bigramBound).
type room struct{ missing, foreign, missingPairs, foreignPairs int }

func (s *Searcher) roomFor(length int) room {
	longer := max(length, s.length)
	allowed, off := s.hits.allowed[longer], length-s.length
	return room{allowed - s.unknown - (longer - s.length), allowed - (longer - length), 2*allowed - s.strange - max(off, 0), 2*allowed - max(-off, 0)}
}

// compareWalked compares an entry that its signatures have let pass.
func (s *Searcher) compareWalked(w *columns, entry, end uint32, length int) {
	longer := max(length, s.length)
	bound := max(s.narrowBound(entry, length, longer), s.bigramBound(entry, length))
	if s.hits.hopeless(s.x, entry, bound, longer) {
		return
	}
	if w.narrow && s.alike(entry, end, length) {
		allowed := s.hits.allowed[longer]
		if edits := w.distance(s.x.encoded(entry), allowed); edits <= allowed {
			s.hits.take(entry, edits, longer)
		}
		return
	}
	if length > wideFrom {
		bound = max(bound, s.wideBound(entry, length, longer))
	}
	s.compare(candidate{entry, uint16(bound), uint16(length)})
}

// narrowBound is the least number of edits to an entry by its signature.
func (s *Searcher) narrowBound(entry uint32, length, longer int) int {
	low, high := s.x.low[entry], s.x.high[entry]
	missing := bits.OnesCount64(s.narrow.low&^low) + bits.OnesCount32(s.narrow.high&^high) + s.unknown
	foreign := bits.OnesCount64(low&^s.narrow.low) + bits.OnesCount32(high&^s.narrow.high)
	return max(missing+longer-s.length, foreign+longer-length)
}

// alike tells whether an entry and the one behind it differ at their ends only, so that columns of the table of edits serve both.
func (s *Searcher) alike(entry, end uint32, length int) bool {
	return entry+1 < end && length-int(s.x.shared[entry+1]) <= fewColumns
}

// fewColumns is how many columns of the table of edits are computed as fast as the whole distance by 64 rows at a time.
const fewColumns = 6

// maxDiagonals is up to how many diagonals of the table of edits are computed one by one. Where more of them can lead to a
// hit, 64 rows at a time are faster.
const maxDiagonals = 12

// columns are the columns of the table of edits between the query and the entry compared last, one for each of its tokens, of
// which only the diagonals that can lead to a hit are kept.
type columns struct {
	narrow bool // there are few enough diagonals
	query  []uint32
	length int // of the entries
	lowest int // diagonal: the place in the entry less the place in the query
	width  int // diagonals
	cells  []uint8
	valid  int // columns that hold for the present entry, too
	dead   int // columns after which no entry that begins so is a hit; length+1: none are
}

// begin is for entries of one length that may have so many edits.
func (w *columns) begin(query []uint32, length, allowed int) *columns {
	off := length - len(query)
	spare := (allowed - max(off, -off)) / 2
	w.query, w.length, w.lowest = query, length, min(off, 0)-spare
	w.width = max(off, 0) + spare - w.lowest + 1
	w.narrow = w.width <= maxDiagonals && length <= 64 && len(query) <= 64
	w.valid, w.dead = 0, length+1
	if !w.narrow {
		return w
	}
	if need := (length + 1) * w.width; cap(w.cells) < need {
		w.cells = make([]uint8, need)
	}
	w.cells = w.cells[:(length+1)*w.width]
	for d := range w.width { // before its first token, an entry is as far from the query's beginning as that is long
		w.cells[d] = far
		if row := -(w.lowest + d); row >= 0 && row <= len(query) {
			w.cells[d] = uint8(row)
		}
	}
	return w
}

// far is more edits than any that count.
const far = 200

// skips goes on to the next entry, which begins with so many tokens of the one before it. It tells whether that is enough to
// know that it is no hit.
func (w *columns) skips(shared uint8) bool {
	w.valid = min(w.valid, int(shared))
	return w.valid >= w.dead
}

// distance is the edits between the query and an entry, or more than allowed.
func (w *columns) distance(text []byte, allowed int) int {
	at := 0
	for range w.valid {
		for text[at] >= 128 {
			at++
		}
		at++
	}
	for w.dead = w.length + 1; w.valid < w.length; {
		token := uint32(0)
		for shift := uint(0); ; shift += 7 {
			c := text[at]
			at++
			token |= uint32(c&127) << (shift & 31)
			if c < 128 {
				break
			}
		}
		w.valid++
		if w.column(w.valid, token) > allowed {
			w.dead = w.valid
			return allowed + 1
		}
	}
	return int(w.cells[w.length*w.width+w.length-len(w.query)-w.lowest])
}

// column computes the column of the entry's token at this place, from 1, and returns the least number of edits that an entry
// which begins so can have.
func (w *columns) column(place int, token uint32) int {
	before, here := w.cells[(place-1)*w.width:place*w.width], w.cells[place*w.width:(place+1)*w.width]
	least, off := far, w.length-len(w.query)
	below := uint8(far) // the cell of the row before
	for d := w.width - 1; d >= 0; d-- {
		row := place - (w.lowest + d)
		if row < 0 || row > len(w.query) {
			here[d], below = far, far
			continue
		}
		cell := below + 1
		if d > 0 {
			cell = min(cell, before[d-1]+1)
		}
		if row > 0 {
			change := before[d]
			if w.query[row-1] != token {
				change++
			}
			cell = min(cell, change)
		}
		cell = min(cell, far)
		here[d], below = cell, cell
		rest := off - (w.lowest + d)
		least = min(least, int(cell)+max(rest, -rest))
	}
	return least
}
