package layout

import (
	"strings"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/typeface"
)

// A cut is a place where a box may be divided, with a hyphen after its first half. Lengths are in em.
type cut struct {
	at        int     // byte of the box's text
	cluster   int     // first cluster of the second half, where the halves are slices of the whole; else 0
	cost      float64 // factor on the demerits of a hyphen
	head      part    // with its hyphen; without clusters until the cut is used, where the halves are slices
	tail      part
	headHangs float64 // how far the hyphen may stand in the margin
	tailHangs float64
}

// A part is one half of a word, as far as breaking lines needs it.
type part struct {
	clusters []typeface.Cluster
	count    int
	width    float64
}

// A hyphenated word's cost by its grade, as a factor on the demerits of a hyphen.
var gradeCosts = [...]float64{language.Plain: 1, language.Joint: 0.5, language.Short: 2}

// leastCost is the least of gradeCosts.
const leastCost = 0.5

// A word of the text is what one call of the shaper made: boxes of it know where it begins.
type source struct {
	start int32 // byte of the paragraph's text
	owner int32 // its inline
	whole bool  // in one box, of a direction and script that hyphenates
}

// hyphenator is the language's, made at its first use.
func (p *paragraphText) hyphenator(l language.Language) *language.Hyphenator {
	h, ok := p.hyphenators[l]
	if !ok {
		if p.hyphenators == nil {
			p.hyphenators = map[language.Language]*language.Hyphenator{}
		}
		h = l.Hyphenator(p.exceptions...)
		p.hyphenators[l] = h
	}
	return h
}

// hyphenates tells whether a script divides words with a hyphen.
func hyphenates(script string) bool {
	switch script {
	case "Latn", "Grek", "Cyrl", "Armn", "Geor", "Copt":
		return true
	}
	return false
}

// textOf is the text of a box that holds a whole word.
func (p *paragraphText) textOf(b *box) string {
	return p.text[b.source.start : b.source.start+b.clusters[len(b.clusters)-1].End]
}

// mostCuts is how many words' cuts are remembered; see mostWords of typeface.
const mostCuts = 1 << 12

// cuts are the places where a box may be divided. They are found once for each shaped word.
func (p *paragraphText) cuts(b *box) []cut {
	if !b.source.whole || len(b.clusters) < 2 {
		return nil
	}
	if p.ofAddress(b) {
		return nil
	}
	key := &b.clusters[0]
	if cuts, ok := p.cutsOf[key]; ok {
		return cuts
	}
	if p.cutsOf == nil || len(p.cutsOf) == mostCuts {
		p.cutsOf, p.cutStore = map[*typeface.Cluster][]cut{}, nil
	}
	in, text := &p.inlines[b.source.owner], p.textOf(b)
	from := len(p.cutStore)
	p.points = p.hyphenator(in.language).Points(p.points[:0], text)
	for _, point := range p.points {
		if c, ok := p.cut(b, in, text, point); ok {
			p.cutStore = append(p.cutStore, c)
		}
	}
	cuts := p.cutStore[from:len(p.cutStore):len(p.cutStore)]
	p.cutsOf[key] = cuts
	return cuts
}

// longestAddress is how far around a box an address is looked for, in bytes.
const longestAddress = 300

// ofAddress tells whether a box is part of an address or a number: UAX 14 breaks these into several boxes.
func (p *paragraphText) ofAddress(b *box) bool {
	from := int(b.source.start)
	to := from + int(b.clusters[len(b.clusters)-1].End)
	before, after := p.text[max(0, from-longestAddress):from], p.text[to:min(len(p.text), to+longestAddress)]
	if i := strings.LastIndexFunc(before, isBlank); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexFunc(after, isBlank); i >= 0 {
		after = after[:i]
	}
	return len(before)+len(after) > 0 && language.Address(before+p.text[from:to]+after)
}

// cut divides a box at a point. Where HarfBuzz says that both halves come out as slices of the whole, nothing is shaped but the
// letter before the hyphen with the hyphen, to have their kerning.
func (p *paragraphText) cut(b *box, in *inline, text string, point language.Point) (cut, bool) {
	c := cut{at: point.At, cost: gradeCosts[point.Grade]}
	k := clusterAt(b.clusters, point.At)
	if k > 0 && !b.clusters[k].UnsafeToBreak {
		last := b.clusters[k-1]
		joined, err := p.shaper.Hyphenated(text[last.Start:last.End], in.language, false, in.style)
		if err == nil && len(joined.Runs) == 1 && joined.Runs[0].Face == b.face && len(joined.Runs[0].Clusters) == 2 && joined.Runs[0].Clusters[0].Code == last.Code {
			c.cluster = k
			c.head = part{count: k + 1, width: width(b.clusters[:k-1]) + joined.Advance}
			c.tail = part{clusters: b.clusters[k:], count: len(b.clusters) - k, width: width(b.clusters[k:])}
			p.hangCut(&c, in, text, joined.Runs[0].Clusters[1].Advance)
			return c, true
		}
	}
	head, ok := p.half(b, in, text[:point.At], p.shaper.Hyphenated)
	if !ok {
		return c, false
	}
	tail, ok := p.half(b, in, text[point.At:], p.shaper.Shape)
	if !ok {
		return c, false
	}
	c.head, c.tail = head, tail
	p.hangCut(&c, in, text, head.clusters[head.count-1].Advance)
	return c, true
}

// hangCut finds how far the halves of a cut may stand in the margin.
func (p *paragraphText) hangCut(c *cut, in *inline, text string, hyphen float64) {
	first, _ := utf8.DecodeRuneInString(text[c.at:])
	c.headHangs = hangs['-'].right * hyphen
	if len(c.tail.clusters) > 0 {
		c.tailHangs = hangs[first].left * c.tail.clusters[0].Advance
	}
}

// clusterAt is the cluster that begins at a byte; 0 if none does.
func clusterAt(clusters []typeface.Cluster, at int) int {
	for k := range clusters {
		if int(clusters[k].Start) == at {
			return k
		}
	}
	return 0
}

func width(clusters []typeface.Cluster) (w float64) {
	for i := range clusters {
		w += clusters[i].Advance
	}
	return w
}

type shape func(string, language.Language, bool, typeface.Style) (*typeface.Shaped, error)

// half shapes a part of a word; false if it is not in the word's own face alone.
func (p *paragraphText) half(b *box, in *inline, text string, by shape) (part, bool) {
	s, err := by(text, in.language, false, in.style)
	if err != nil || len(s.Runs) != 1 || s.Runs[0].Face != b.face {
		return part{}, false
	}
	clusters := s.Runs[0].Clusters
	return part{clusters: clusters, count: len(clusters), width: s.Advance}, true
}

// letters is the width of a part of a box, and how much its letters give and take.
func (s *part) letters(b *box, f *fit) sums { return b.room(s.width, s.count, f) }

// divide makes boxes of the parts of those in which lines end, so that lines are whole boxes again.
func (p *paragraphText) divide(boxes []box, spans []lineSpan) []box {
	out := p.divided[:0]
	used := false
	for i := range spans {
		used = used || spans[i].endCut > 0
	}
	if !used {
		return boxes
	}
	for i := range spans {
		s := &spans[i]
		at := len(out)
		out = append(out, boxes[s.first:s.end]...)
		first, last := &out[at], &out[len(out)-1]
		switch {
		case s.firstCut > 0 && s.endCut > 0 && first == last:
			p.between(first, s.firstCut, s.endCut)
		default:
			if s.firstCut > 0 {
				p.keepTail(first, s.firstCut)
			}
			if s.endCut > 0 {
				p.keepHead(last, s.endCut)
			}
		}
		*s = lineSpan{first: at, end: len(out), share: s.share, last: s.last}
	}
	p.divided = out
	return out
}

// keepHead leaves of a box what stands before its n-th cut, from 1, and a hyphen.
func (p *paragraphText) keepHead(b *box, n int) {
	c := &p.cuts(b)[n-1]
	if c.head.clusters == nil {
		in, text := &p.inlines[b.source.owner], p.textOf(b)
		last := b.clusters[c.cluster-1]
		joined, _ := p.shaper.Hyphenated(text[last.Start:last.End], in.language, false, in.style) // shaped before, for the cut
		c.head.clusters = append(append(make([]typeface.Cluster, 0, c.cluster+1), b.clusters[:c.cluster-1]...), joined.Runs[0].Clusters...)
	}
	b.clusters, b.width = c.head.clusters, c.head.width
	b.hyphened(c.headHangs)
}

// hyphened makes a box one that ends a line with a hyphen.
func (b *box) hyphened(hangs float64) {
	b.space, b.gap, b.after, b.hyphen, b.source.whole = 0, false, allowed, true, false
	b.right = hangs
}

func (p *paragraphText) keepTail(b *box, n int) {
	c := &p.cuts(b)[n-1]
	b.clusters, b.width, b.left, b.source.whole = c.tail.clusters, c.tail.width, c.tailHangs, false
}

// between leaves of a box what stands between two of its cuts: a word longer than a line.
func (p *paragraphText) between(b *box, m, n int) {
	cuts := p.cuts(b)
	from, to := cuts[m-1], cuts[n-1]
	in, text := &p.inlines[b.source.owner], p.textOf(b)
	middle, ok := p.half(b, in, text[from.at:to.at], p.shaper.Hyphenated)
	if !ok { // its letters could be shaped with others around them: only a font that forms a ligature of another face here
		middle = part{clusters: b.clusters, width: b.width}
	}
	b.clusters, b.width, b.left = middle.clusters, middle.width, from.tailHangs
	b.hyphened(to.headHangs)
}

// divisible tells whether a run of boxes that is too wide fits when one of its words is divided with hyphens.
func (p *paragraphText) divisible(run []box, measure float64) bool {
	rest, largest := 0.0, 0.0
	for i := range run {
		cuts := p.cuts(&run[i])
		if rest += run[i].space; len(cuts) == 0 {
			rest += run[i].width
			continue
		}
		if largest > 0 {
			return false
		}
		from := run[i].width
		for _, c := range cuts { // a tail is all that stands after a cut, so the letters between two are the difference
			largest = max(largest, from-c.tail.width)
			from = c.tail.width
		}
		largest = max(largest, from)
	}
	return largest > 0 && rest+largest+longestHyphen < measure
}
