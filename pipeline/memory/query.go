package memory

import "publish/pipeline/segment"

// A query is the tokens that are sought.
type query struct {
	tokenizer segment.Tokenizer
	hashes    []uint64
	length    int
}

func (q *query) read(source string) {
	q.tokenizer.Cut(source)
	q.length, q.hashes = q.tokenizer.Len(), q.hashes[:0]
	if q.length > MaxTokens {
		return
	}
	for i := range q.length {
		q.hashes = append(q.hashes, hashToken(q.tokenizer.Token(i)))
	}
}

// indexed is a query in the numbers of one index.
type indexed struct {
	x       *Index
	tokens  []uint32 // as in the text; those that the index does not have are unknown
	rarest  []uint32 // of the same, as many as an entry of its length would have posted; rarest first: unknown is the rarest
	unknown int
	narrow  signature
	wide    wideSignature // once it is wanted
	widened bool
	bigrams bigramSignature // once they are wanted
	strange int             // bigrams that no entry has
	paired  bool
	pattern pattern
}

func (q *indexed) load(x *Index, text *query) {
	q.x, q.tokens, q.unknown, q.narrow, q.widened, q.paired, q.pattern.ready = x, q.tokens[:0], 0, signature{}, false, false, false
	for i, hash := range text.hashes {
		token := x.tokens.find(hash, text.tokenizer.Token(i))
		if token == unknown {
			q.unknown++
		} else {
			low, high := bitOf(token)
			q.narrow.low |= low
			q.narrow.high |= high
		}
		q.tokens = append(q.tokens, token)
	}
	q.rarest = rarestOf(q.rarest[:0], q.tokens, posted(len(q.tokens)))
}

// wideBound is the least number of edits to an entry longer than wideFrom, by its wide signature.
func (q *indexed) wideBound(entry uint32, length, longer int) int {
	if !q.widened {
		q.wide, q.widened = wideOf(q.tokens), true
	}
	first := q.x.byLength[wideFrom+1]
	at := int(entry-first) * len(q.wide)
	only, others := q.wide.differ((*wideSignature)(q.x.wide[at : at+len(q.wide)]))
	return max(only+q.unknown+longer-len(q.tokens), others+longer-length)
}

// pair makes the bigrams of the query ready.
func (q *indexed) pair() {
	if !q.paired {
		q.bigrams, q.strange = bigramsOf(q.tokens)
		q.paired = true
	}
}

// bigramBound is the least number of edits to an entry of this length, by its bigrams. Of e edits, those that insert a token
// change one bigram of the query, the others two; those that delete one change one bigram of the entry, the others two.
func (q *indexed) bigramBound(entry uint32, length int) int {
	has := (*bigramSignature)(q.x.bigrams[2*entry:])
	missing, foreign := q.bigrams.without(*has)+q.strange, has.without(q.bigrams)
	off := length - len(q.tokens)
	return max(missing+max(off, 0)+1, foreign+max(-off, 0)+1) / 2
}
