package memory

import "runtime/debug"

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
}

// A Searcher searches one memory. It keeps its working space, so it is not safe for concurrent use.
type Searcher struct {
	memory *Memory
	tuning
	query
	indexed
	hits       hits
	candidates []candidate
	sorted     []candidate
	seen       seen
	columns    columns
}

// Searcher makes a searcher; it costs nothing before its first search.
func (m *Memory) Searcher() *Searcher { return &Searcher{memory: m, tuning: tuned()} }

// Search finds the pairs with the sources most similar to source: best score first, then the newest, then by key. Of
// pairs with the same source and target it gives the best only. The hits are those that comparing with every pair would
// give, at every threshold (law 4).
func (s *Searcher) Search(source string, o Options) []Hit {
	o = o.filled()
	s.query.read(source)
	s.hits.begin(o)
	if s.length == 0 || s.length > MaxTokens || o.Threshold > 1 {
		return nil
	}
	if s.memory.guarded() {
		defer s.memory.survive(debug.SetPanicOnFault(true))
	}
	for _, p := range s.memory.parts {
		s.hits.gone = p.gone
		s.searchIndex(p.index())
	}
	return s.hits.result()
}

// searchIndex looks through the postings. Where these do not reach, below Floor, or where they would take longer, it walks.
func (s *Searcher) searchIndex(x *Index) {
	if x.entries() == 0 {
		return
	}
	s.hits.index, s.hits.settled = x, 0
	s.indexed.load(x, &s.query)
	s.hits.allow(max(s.hits.least, Floor), s.length, x.longest())
	if s.comparePosted() && s.hits.least >= Floor-1e-9 {
		return
	}
	s.hits.allow(s.hits.least, s.length, x.longest())
	s.walk()
}

// compare takes an entry for a hit if it has few enough edits. bound is the least that it can have.
func (s *Searcher) compare(c candidate) {
	longer := max(int(c.length), s.length)
	limit := s.hits.allowed[longer]
	if int(c.bound) > limit || s.hits.hopeless(s.x, c.entry, int(c.bound), longer) {
		return
	}
	if edits := s.distance(c.entry, int(c.length), limit); edits <= limit {
		s.hits.take(c.entry, edits, longer)
	}
}
