package memory

import (
	"math"
	"slices"
)

// hits are the best pairs found so far in a search.
type hits struct {
	options Options
	index   *Index  // where the next hits come from
	gone    lineSet // of index: lines that are no hits
	found   []found // best first
	least   float64 // the least score of use: the threshold, or when there are enough hits that of the last
	allowed []int   // by length of the longer text: edits that are still of use
	length  int     // of the query
	settled uint32  // so many lines of the index, the first by rank, have been compared
	room    scratch
}

// found is a hit before its pair is read.
type found struct {
	score         float64
	index         *Index
	line          uint32
	edits, longer int32
	read          bool
	pair          Pair
}

func (h *hits) begin(o Options) {
	h.options, h.found, h.least = o, h.found[:0], o.Threshold
}

// allow sets the allowed edits by a least score, for the lengths of an index.
func (h *hits) allow(least float64, length, longest int) {
	h.length, h.allowed = length, h.allowed[:0]
	for m := range min(int(float64(length)/least+1e-9)+1, max(longest, length)) + 1 {
		if m < length {
			h.allowed = append(h.allowed, 0)
			continue
		}
		h.allowed = append(h.allowed, edits(least, m))
	}
}

func (h *hits) full() bool { return len(h.found) == h.options.Limit }

// pairOf reads a hit's pair once.
func (h *hits) pairOf(f *found) *Pair {
	if !f.read {
		f.read = true
		f.pair = f.index.read(f.line, &h.room)
	}
	return &f.pair
}

// before tells whether a hit of equal score comes first.
func (h *hits) before(f, o *found) bool {
	if f.index == o.index {
		return f.line < o.line
	}
	return compare(*h.pairOf(f), *h.pairOf(o)) < 0
}

func (h *hits) better(f, o *found) bool {
	return f.score > o.score || f.score == o.score && h.before(f, o)
}

// hopeless tells whether an entry can at best have the score of the last hit, and comes behind it.
func (h *hits) hopeless(x *Index, entry uint32, bound, longer int) bool {
	if !h.full() || 1-float64(bound)/float64(longer) > h.least {
		return false
	}
	first := found{index: x, line: x.linesOf(entry)[0]}
	return !h.before(&first, &h.found[len(h.found)-1])
}

// take adds the pairs of an entry to the hits.
func (h *hits) take(entry uint32, edits, longer int) {
	for _, line := range h.index.linesOf(entry) {
		f := found{score: 1 - float64(edits)/float64(longer), index: h.index, line: line, edits: int32(edits), longer: int32(longer)}
		if h.full() && !h.better(&f, &h.found[len(h.found)-1]) {
			return // lines come by rank: the others are no better
		}
		if h.gone.has(line) {
			continue
		}
		if h.options.Skip != nil && h.options.Skip(*h.pairOf(&f)) {
			continue
		}
		if h.options.Penalty != nil {
			if f.score -= h.options.Penalty(*h.pairOf(&f)); f.score < h.options.Threshold-1e-9 {
				continue
			}
		}
		h.insert(&f)
	}
}

// insert adds a hit, unless it is worse than one with the same texts, or than enough others.
func (h *hits) insert(f *found) {
	for i := range h.found {
		if h.same(f, &h.found[i]) {
			if !h.better(f, &h.found[i]) {
				return
			}
			h.found = slices.Delete(h.found, i, i+1)
			break
		}
	}
	at := len(h.found)
	for at > 0 && h.better(f, &h.found[at-1]) {
		at--
	}
	if at == h.options.Limit {
		return
	}
	if h.full() {
		h.found = h.found[:at+copy(h.found[at:], h.found[at:len(h.found)-1])]
	}
	h.found = slices.Insert(h.found, at, *f)
	if h.full() {
		h.raise(h.found[len(h.found)-1].score)
	}
}

// same tells whether two hits have the same source and target.
func (h *hits) same(f, o *found) bool {
	if f.edits != o.edits || f.longer != o.longer {
		return false
	}
	if f.index == o.index && f.line == o.line {
		return true
	}
	p, q := h.pairOf(f), h.pairOf(o)
	return p.Source == q.Source && p.Target == q.Target
}

// raise lowers the allowed edits to those of the last hit: an equal score may still win by its date, unless all lines that come
// before the last hit have been compared.
func (h *hits) raise(least float64) {
	h.least = least
	better := 0.0
	if last := &h.found[len(h.found)-1]; last.index == h.index && last.line <= h.settled {
		better = 2e-9 // a score is equal, or differs by 1/MaxTokens² at least
	}
	for m := h.length; m < len(h.allowed); m++ {
		h.allowed[m] = min(h.allowed[m], int(math.Floor((1-least)*float64(m)+1e-9-better)))
	}
}

// unsettled is up to which line of the index an equal score beats the last hit; 0 if that cannot be told.
func (h *hits) unsettled() uint32 {
	if !h.full() || h.found[len(h.found)-1].index != h.index {
		return 0
	}
	return h.found[len(h.found)-1].line
}

func (h *hits) result() []Hit {
	if len(h.found) == 0 {
		return nil
	}
	all := make([]Hit, len(h.found))
	for i := range h.found {
		all[i] = Hit{*h.pairOf(&h.found[i]), h.found[i].score}
	}
	return all
}
