package align

import (
	"strings"
	"unicode/utf8"

	"publish/pipeline/memory"
	"publish/pipeline/resolution"
)

// Pairs are what links give to a memory, in order: of links that are at least so sure, and that have both sides. Where a
// whole block of the source has become a whole block of the target, the blocks are a pair, too, before their sentences: a
// block is what a translator translates as one. Datelines give none: each edition sets its date anew. Doubtful are the links
// with both sides that are less sure.
func Pairs(links []Link, source, target []Sentence, least float64) (pairs []memory.Pair, doubtful []Link) {
	seen := map[memory.Pair]bool{}
	add := func(p memory.Pair) {
		if !seen[p] {
			seen[p] = true
			pairs = append(pairs, p)
		}
	}
	for i, l := range links {
		if l.Source.Len() == 0 || l.Target.Len() == 0 || source[l.Source.Start].Kind == resolution.Dateline {
			continue
		}
		if n := wholeBlocks(links[i:], source, target, least); n > 1 {
			last := links[i+n-1]
			add(memory.Pair{Source: Text(source, Range{l.Source.Start, last.Source.End}), Target: Text(target, Range{l.Target.Start, last.Target.End})})
		}
		if l.Confidence < least {
			doubtful = append(doubtful, l)
			continue
		}
		add(memory.Pair{Source: Text(source, l.Source), Target: Text(target, l.Target)})
	}
	return pairs, doubtful
}

// wholeBlocks is how many links, all of them sure, it takes from the beginning of a block on both sides to the end of the
// same blocks; 0 if they do not end together.
func wholeBlocks(links []Link, source, target []Sentence, least float64) int {
	begins := func(side []Sentence, at int) bool { return at == len(side) || side[at].First }
	first := links[0]
	if !begins(source, first.Source.Start) || !begins(target, first.Target.Start) {
		return 0
	}
	for n, l := range links {
		if l.Source.Len() == 0 || l.Target.Len() == 0 || l.Confidence < least {
			return 0
		}
		if source[l.Source.End-1].Block != source[first.Source.Start].Block || target[l.Target.End-1].Block != target[first.Target.Start].Block {
			return 0
		}
		if begins(source, l.Source.End) && begins(target, l.Target.End) {
			return n + 1
		}
	}
	return 0
}

// Text is the text of a run of sentences: with a blank between two, but behind an ideographic full stop.
func Text(side []Sentence, r Range) string {
	var b strings.Builder
	for i := r.Start; i < r.End; i++ {
		if b.Len() > 0 {
			if last, _ := utf8.DecodeLastRuneInString(b.String()); !strings.ContainsRune("。！？」』）", last) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(side[i].Text)
	}
	return b.String()
}
