package layout

import (
	"slices"
	"unicode/utf8"
)

// Chinese and Japanese punctuation stands in cells of its own, one half of each blank. Between two such marks, and at the edges
// of the measure, that half is left out (JIS X 4051; W3C, "Requirements for Japanese Text Layout", 3.1.4 and 3.1.9). UAX 14 already
// keeps marks from the ends of lines where they must not stand.

type cellMark uint8

const (
	noMark   cellMark = iota
	opening           // blank on its left
	closing           // blank on its right
	centered          // blank on both sides: it takes none away, but a closing mark before it gives its own
)

// cellMarkOf is the kind of a character in a script of cells. Traditional Chinese sets stops in the middle of their
// cells; Simplified Chinese sets colons and marks of exclamation and question on the left as well.
func cellMarkOf(r rune, script string) cellMark {
	switch r {
	case '「', '『', '（', '【', '《', '〈', '〔', '［', '｛', '〖', '〘', '“', '‘':
		return opening
	case '」', '』', '）', '】', '》', '〉', '〕', '］', '｝', '〗', '〙', '”', '’':
		return closing
	case '、', '。', '，', '．':
		if script != "Hant" {
			return closing
		}
		return centered
	case '：', '；', '！', '？':
		if script == "Hans" {
			return closing
		}
		if r == '：' || r == '；' {
			return centered
		}
	case '・', '·':
		return centered
	}
	return noMark
}

// fullWidth is the least advance of a mark that fills its cell; fonts may have narrower ones, and quotation marks of Latin letters are.
const fullWidth = 0.9

// compress takes the blank halves between marks out, and lets those at the edges stand in the margin.
func (p *paragraphText) compress() {
	var last cellMark // of the cluster before
	var from *box     // its box
	at := 0           // its place there
	for i := range p.boxes {
		b := &p.boxes[i]
		if b.scaled || b.level != 0 || len(b.clusters) == 0 {
			last = noMark
			continue
		}
		script := p.inlines[b.source.owner].language.Script()
		for k := range b.clusters {
			mark := p.mark(b, k, script)
			if mark != noMark && (last == closing || last == opening && mark == opening) {
				from.halve(at)
			}
			last, from, at = mark, b, k
		}
		if b.hangCells(p.mark(b, 0, script), last); b.space > 0 {
			last = noMark
		}
	}
}

func (p *paragraphText) mark(b *box, k int, script string) cellMark {
	c := &b.clusters[k]
	if c.Width < fullWidth {
		return noMark
	}
	r, _ := utf8.DecodeRuneInString(p.text[b.source.start+c.Start:])
	return cellMarkOf(r, script)
}

// halve takes the blank half of a mark's cell away; what follows moves there.
func (b *box) halve(k int) {
	b.clusters = slices.Clone(b.clusters) // the shaper's own stay as they are
	b.clusters[k].Advance -= b.clusters[k].Width / 2
	b.measure()
}

// hangCells lets the blank halves of the first and last mark stand in the margin.
func (b *box) hangCells(first, last cellMark) {
	if first == opening {
		b.left = b.clusters[0].Width / 2
	}
	if last == closing {
		b.right = b.clusters[len(b.clusters)-1].Width / 2
	}
}
