package memory

import (
	"math/bits"
	"slices"

	"publish/pipeline/segment"
)

// Options of a search. The zero value is what a translator would choose.
type Options struct {
	Threshold float64         // least score, above 0 up to 1; 0 means 0.7
	Limit     int             // most hits; 0 means 3
	Skip      func(Pair) bool // pairs that shall not be found; nil: none

	// Penalty is what is taken from the score of a pair, 0 or more: for case, punctuation, numbers, markup. Threshold, order
	// and Limit go by what is left. It is asked only of pairs that could be hits without it, and the search stays exact, because
	// a score that only falls can be bounded by the similarity of the tokens. nil: none.
	Penalty func(Pair) float64
}

func (o Options) filled() Options {
	if o.Threshold <= 0 {
		o.Threshold = 0.7
	}
	if o.Limit <= 0 {
		o.Limit = 3
	}
	return o
}

// A Hit is a pair whose source is similar to what was sought.
type Hit struct {
	Pair
	Score float64 // segment.Similarity of the sources, 0 to 1, less the penalty; without one, 1 where only punctuation or case differs

	rank int32
}

func (h Hit) better(o Hit) bool { return h.Score > o.Score || h.Score == o.Score && h.rank < o.rank }

// A Searcher searches one memory. It keeps its working space, so it is not safe for concurrent use.
type Searcher struct {
	memory *Memory
	seen   []uint32 // by entry: the search that compared it last
	round  uint32
}

// Searcher makes a searcher; it costs nothing before its first search.
func (m *Memory) Searcher() *Searcher { return &Searcher{memory: m} }

// Search finds the pairs with the sources most similar to source: best score first, then the newest, then by key. Of
// pairs with the same source and target it gives the first only. The hits are those that comparing with every pair would
// give, at every threshold (law 4).
func (s *Searcher) Search(source string, o Options) []Hit {
	x := s.memory.index()
	if len(s.seen) < x.entries() {
		s.seen, s.round = make([]uint32, x.entries()), 0
	}
	s.round++
	if s.round == 0 { // every 2^32 searches
		clear(s.seen)
		s.round = 1
	}
	q := newQuery(x, source, o.filled())
	if q == nil {
		return nil
	}
	if q.options.Threshold < Floor {
		q.compareAll()
	} else {
		q.comparePosted(s)
	}
	return q.hits
}

// A query is one search at work.
type query struct {
	*index
	options Options
	length  int
	unknown int      // tokens that the memory does not have
	rarest  []uint32 // the others, rarest first
	bits    uint64
	wide    wide
	pattern *segment.Pattern
	allowed []int // by length of the longer text: edits that are still of use
	hits    []Hit
}

func newQuery(x *index, source string, o Options) *query {
	words := segment.Tokens(source)
	if len(words) == 0 || len(words) > MaxTokens || o.Threshold > 1 {
		return nil
	}
	q := &query{index: x, options: o, length: len(words)}
	numbered := make([]uint32, len(words))
	for i, word := range words {
		n, ok := x.numbers[word]
		if !ok {
			n = segment.Unknown
			q.unknown++
		} else {
			q.rarest = append(q.rarest, n)
			q.bits |= narrowBit(n)
			q.wide.add(n)
		}
		numbered[i] = n
	}
	q.rarest = rarestFirst(q.rarest)
	q.pattern = segment.NewPattern(numbered)
	longest := min(int(float64(q.length)/o.Threshold+1e-9)+1, max(q.longest(), q.length))
	for m := range longest + 1 {
		q.allowed = append(q.allowed, edits(o.Threshold, m))
	}
	return q
}

// longest is the length of the longest entry.
func (x *index) longest() int { return len(x.byLength) - 2 }

// comparePosted looks through the postings of the query's rarest tokens: of so many that an entry which has none of them
// has too many edits.
func (q *query) comparePosted(s *Searcher) {
	for i, token := range q.rarest {
		place := i + q.unknown
		if place > q.allowed[q.length] {
			return
		}
		if i > 0 && token == q.rarest[i-1] {
			continue
		}
		from, to := q.reach(place)
		list := q.postings[token]
		at, _ := slices.BinarySearchFunc(list, from, func(p posting, entry int32) int { return int(p.entry - entry) })
		for _, p := range list[at:] {
			if p.entry >= to {
				break
			}
			if s.seen[p.entry] != s.round && q.promising(p) {
				s.seen[p.entry] = s.round
				q.compare(p.entry)
			}
		}
	}
}

// reach are the entries of lengths that can be similar enough if place tokens of the query are missing from them.
func (q *query) reach(place int) (from, to int32) {
	shortest := max(q.length-q.allowed[q.length], 1)
	if shortest > q.longest() {
		return 0, 0
	}
	longest := q.length
	for longest+1 < len(q.allowed) && q.allowed[longest+1]-(longest+1-q.length) >= place {
		longest++
	}
	return q.byLength[shortest], q.byLength[min(longest, q.longest())+1]
}

// promising is false for an entry that cannot have few enough edits: by the place of the token among its rarest, and by
// the tokens that one of the two has and the other has not.
func (q *query) promising(p posting) bool {
	n := int(q.start[p.entry+1] - q.start[p.entry])
	longer := max(n, q.length)
	limit := q.allowed[longer]
	ofQuery, ofEntry := q.unknown+longer-q.length, longer-n
	if int(p.place)+ofEntry > limit {
		return false
	}
	if ofQuery+bits.OnesCount64(q.bits&^p.signature) > limit || ofEntry+bits.OnesCount64(p.signature&^q.bits) > limit {
		return false
	}
	for i, word := range &q.signature[p.entry] {
		ofQuery += bits.OnesCount64(q.wide[i] &^ word)
		ofEntry += bits.OnesCount64(word &^ q.wide[i])
	}
	return ofQuery <= limit && ofEntry <= limit
}

func (q *query) compareAll() {
	for i := range int32(q.entries()) {
		if n := len(q.entry(i)); max(n, q.length) < len(q.allowed) {
			q.compare(i)
		}
	}
}

func (q *query) compare(entry int32) {
	tokens := q.entry(entry)
	longer := max(len(tokens), q.length)
	limit := q.allowed[longer]
	if limit < 0 {
		return
	}
	if e := q.pattern.Distance(tokens, limit); e <= limit {
		q.take(entry, e, longer)
	}
}

// take adds the pairs of an entry to the hits.
func (q *query) take(entry int32, e, longer int) {
	taken := 0
	for _, line := range q.lines[entry] {
		h := Hit{Pair: q.pairs[line], Score: 1 - float64(e)/float64(longer), rank: line}
		if q.options.Skip != nil && q.options.Skip(h.Pair) {
			continue
		}
		if q.options.Penalty == nil {
			if taken == q.options.Limit {
				return
			}
		} else if h.Score -= q.options.Penalty(h.Pair); h.Score < q.options.Threshold-1e-9 {
			continue
		}
		if q.insert(h) {
			taken++
		}
	}
}

// insert adds a hit, unless it is worse than one with the same texts, or than enough others. It tells whether the texts are new.
func (q *query) insert(h Hit) bool {
	if i := slices.IndexFunc(q.hits, func(o Hit) bool { return o.Source == h.Source && o.Target == h.Target }); i >= 0 {
		if !h.better(q.hits[i]) {
			return false
		}
		q.hits = slices.Delete(q.hits, i, i+1)
	}
	at := len(q.hits)
	for at > 0 && h.better(q.hits[at-1]) {
		at--
	}
	if at >= q.options.Limit {
		return true
	}
	q.hits = slices.Insert(q.hits, at, h)
	q.hits = q.hits[:min(len(q.hits), q.options.Limit)]
	if len(q.hits) == q.options.Limit {
		q.raise(q.hits[len(q.hits)-1])
	}
	return true
}

// raise lowers the allowed edits to those of the last hit: an equal score may still win by its date.
func (q *query) raise(last Hit) {
	for m := range q.allowed {
		q.allowed[m] = min(q.allowed[m], edits(last.Score, m))
	}
}
