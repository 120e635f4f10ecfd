package memory

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"publish/pipeline/segment"
)

// A Builder makes an index of pairs that are added one by one, as a reader of an imported memory has them: it keeps their
// bytes, not the values. Of pairs with the same source and target it keeps one, the first of the newest. Equal hits come
// the newest first, then in the order of adding.
type Builder struct {
	building
	dates    []uint32
	recordAt []uint32
	record   []byte
	spill    Spill
	spilled  int64         // bytes
	buffer   *bufio.Writer // to spill
}

// A Spill takes what a builder needs only in the end, and gives it back. A file spares memory as large as the pairs' texts.
type Spill interface {
	io.Writer
	io.ReaderAt
}

// NewBuilder makes an empty builder, which keeps the pairs' texts in spill; nil: in memory. The index that it makes reads them
// from there.
func NewBuilder(spill Spill) *Builder {
	if spill == nil {
		spill = &chunks{}
	}
	return &Builder{building: newBuilding(0), spill: spill, buffer: bufio.NewWriterSize(spill, 1<<16)}
}

// MaxPairs and MaxWords are the most pairs, and tokens of their sources, that one index takes.
const (
	MaxPairs = 1 << 25
	MaxWords = 1<<31 - 1
)

// ErrFull is the error of a pair past MaxPairs or MaxWords.
var ErrFull = fmt.Errorf("more than %d pairs, or %d words in them; divide the memory into several files", MaxPairs, MaxWords)

// Add adds a pair, or returns ErrFull, or the spill's error. Its texts are in NFC; it has no key.
func (b *Builder) Add(p Pair) error {
	if b.Len() == MaxPairs || len(b.tokens) > MaxWords-MaxTokens {
		return ErrFull
	}
	b.add(p.Source)
	b.dates = append(b.dates, packed(p.Date))
	b.recordAt = append(b.recordAt, uint32(b.spilled/recordUnit))
	b.record = appendRecord(b.record[:0], p)
	b.spilled += int64(len(b.record))
	_, err := b.buffer.Write(b.record)
	return err
}

// Len is the number of pairs added.
func (b *Builder) Len() int { return len(b.dates) }

// EachPair calls do with the pairs added so far, in order, until it returns an error.
func (b *Builder) EachPair(do func(Pair) error) error {
	if err := b.buffer.Flush(); err != nil {
		return err
	}
	return (&Index{recordAt: b.recordAt, records: b.spill}).eachPair(do)
}

// Index makes the index. The builder is used up.
func (b *Builder) Index() (*Index, error) {
	if err := b.buffer.Flush(); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(b.dates, newest) {
		order := make([]uint32, len(b.dates))
		for i := range order {
			order[i] = uint32(i)
		}
		slices.SortStableFunc(order, func(i, j uint32) int { return newest(b.dates[i], b.dates[j]) })
		b.reorder(order)
	}
	x := b.index(b.recordAt)
	x.records = b.spill
	x.dropCopies()
	x.post()
	*b = Builder{}
	return x, nil
}

func newest(a, b uint32) int { return cmp.Compare(b, a) }

// reorder gives lines the order of their ranks.
func (b *Builder) reorder(order []uint32) {
	recordAt := make([]uint32, len(order))
	b.rank = make([]uint32, len(order))
	for rank, line := range order {
		recordAt[rank], b.rank[line] = b.recordAt[line], uint32(rank)
	}
	b.recordAt = recordAt
}

// newIndex makes an index of pairs in the order of compare, which it keeps.
func newIndex(pairs []Pair) *Index {
	b := newBuilding(len(pairs))
	for _, p := range pairs {
		b.add(p.Source)
	}
	x := b.index(nil)
	x.pairs = slices.Clip(pairs)
	x.post()
	return x
}

// A building is the tokens of sources, of which an index is made.
type building struct {
	tokenizer segment.Tokenizer
	numbers   dictionary // by first appearance
	counts    []uint32   // by number
	tokens    []uint32   // of all lines
	ends      []uint32   // by line, in tokens
	rank      []uint32   // by line; nil: its place
}

func newBuilding(lines int) building {
	return building{numbers: newDictionary(lines/4 + 64), ends: make([]uint32, 0, lines), tokens: make([]uint32, 0, 16*lines)}
}

func (b *building) add(source string) {
	b.tokenizer.Cut(source)
	for i := range min(b.tokenizer.Len(), MaxTokens+1) {
		token := b.tokenizer.Token(i)
		number := b.numbers.number(hashToken(token), token)
		if int(number) == len(b.counts) {
			b.counts = append(b.counts, 0)
		}
		b.counts[number]++
		b.tokens = append(b.tokens, number)
	}
	b.ends = append(b.ends, uint32(len(b.tokens)))
}

func (b *building) line(i uint32) []uint32 { return b.tokens[from(b.ends, i):b.ends[i]] }

func (b *building) ranked(line uint32) uint32 {
	if b.rank == nil {
		return line
	}
	return b.rank[line]
}

// index makes everything but the postings. recordAt is by rank.
func (b *building) index(recordAt []uint32) *Index {
	x := &Index{recordAt: recordAt}
	var numbers []uint32
	x.tokens, numbers = b.numbers.byFrequency(b.counts)
	for i, t := range b.tokens {
		b.tokens[i] = numbers[t]
	}
	b.numbers, b.counts = dictionary{}, nil
	b.addEntries(x)
	b.tokens, b.ends = nil, nil
	return x
}
