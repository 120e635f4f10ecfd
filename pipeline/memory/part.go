package memory

import (
	"errors"
	"iter"
	"math/bits"
	"slices"
	"sync"

	"publish/pipeline/segment"
)

// A part is pairs that were given as values, or an index that was opened. It is immutable: what takes a line out of it makes
// another part of the same pairs.
type part struct {
	pairs  func() []Pair             // in the order of compare; of those given as values
	byText func() map[string][]int32 // by source: places in pairs, which are lines
	index  func() *Index
	opened bool
	added  bool // to a Store
	gone   lineSet
}

func newPart(given func() []Pair) *part {
	p := &part{}
	p.pairs = sync.OnceValue(func() []Pair { return slices.SortedFunc(slices.Values(given()), compare) })
	p.byText = sync.OnceValue(func() map[string][]int32 {
		byText := make(map[string][]int32, len(p.pairs()))
		for i, pair := range p.pairs() {
			byText[pair.Source] = append(byText[pair.Source], int32(i))
		}
		return byText
	})
	p.index = sync.OnceValue(func() *Index { return newIndex(p.pairs()) })
	return p
}

// size is the number of pairs that are not gone.
func (p *part) size() int {
	if p.opened {
		return p.index().lineCount() - p.gone.size()
	}
	return len(p.pairs()) - p.gone.size()
}

// all are the pairs that are not gone, by falling rank. It ends at the first that cannot be read.
func (p *part) all() iter.Seq[Pair] {
	if !p.opened {
		return func(yield func(Pair) bool) {
			for i, pair := range p.pairs() {
				if !p.gone.has(uint32(i)) && !yield(pair) {
					return
				}
			}
		}
	}
	return func(yield func(Pair) bool) {
		line := uint32(0)
		err := p.index().eachPair(func(pair Pair) error {
			line++
			if !p.gone.has(line-1) && !yield(pair) {
				return errEnough
			}
			return nil
		})
		if err != nil && err != errEnough {
			p.index().failed.set(err)
		}
	}
}

// errEnough ends a reading of pairs of which no more are wanted.
var errEnough = errors.New("enough")

// exact are the pairs that are not gone whose source is this text.
func (p *part) exact(source string) (found []Pair) {
	if p.opened || p.added { // what was added has its index already
		p.eachLineOf(source, func(_ uint32, pair Pair) bool { found = append(found, pair); return true })
		return found
	}
	for _, i := range p.byText()[source] {
		if !p.gone.has(uint32(i)) {
			found = append(found, p.pairs()[i])
		}
	}
	return found
}

// eachLineOf calls do with the lines whose source is this text, and that are not gone, until it is false: they are lines of the
// entry that has the text's tokens.
func (p *part) eachLineOf(source string, do func(uint32, Pair) bool) {
	x := p.index()
	var tokenizer segment.Tokenizer
	tokenizer.Cut(source)
	tokens := make([]uint32, min(tokenizer.Len(), MaxTokens+1))
	for i := range tokens {
		token := tokenizer.Token(i)
		if tokens[i] = x.tokens.find(hashToken(token), token); tokens[i] == unknown {
			return
		}
	}
	entry, ok := x.find(tokens)
	if !ok {
		return
	}
	var room scratch
	for _, line := range x.linesOf(entry) {
		if p.gone.has(line) {
			continue
		}
		if pair := x.read(line, &room); pair.Source == source && !do(line, pair) {
			return
		}
	}
}

// without is the part without one of the lines that hold a pair; false if none does.
func (p *part) without(pair Pair) (*part, bool) {
	at, found := uint32(0), false
	p.eachLineOf(pair.Source, func(line uint32, here Pair) bool {
		at, found = line, here == pair
		return !found
	})
	if !found {
		return nil, false
	}
	less := *p
	less.gone = p.gone.with(at)
	return &less, true
}

// A lineSet is a set of lines, as bits; as long as its last one needs.
type lineSet []uint64

func (s lineSet) has(line uint32) bool { return int(line/64) < len(s) && s[line/64]>>(line%64)&1 == 1 }

// with is another set, which has one line more.
func (s lineSet) with(line uint32) lineSet {
	more := make(lineSet, max(len(s), int(line/64)+1))
	copy(more, s)
	more[line/64] |= 1 << (line % 64)
	return more
}

func (s lineSet) size() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
