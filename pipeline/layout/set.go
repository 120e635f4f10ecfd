package layout

import (
	"slices"

	"publish/pipeline/typeface"
)

// An Align says how the lines of a block stand in the measure.
type Align string

// The alignments. Ragged is even at the side where reading begins.
const (
	Justified Align = "justified"
	Ragged    Align = "ragged"
	Centred   Align = "centred"
)

// A placement is where a line goes, all in points: its left edge and width, and how its boxes stand in it.
type placement struct {
	left, measure float64
	indent        float64 // at the side where reading begins
	size          float64
	accent        bool // in the accent colour
	align         Align
	right         bool // base direction is from right to left
	atRight       bool // lines that are not full stand at the right
	end           bool // the paragraph ends here: no blank is kept at the line's end
}

// A piece is a box or a space on its place in reading order, while a line is put into visual order.
type piece struct {
	box   int
	space bool // the space after the box alone
	level uint8
	width float64 // em, as set
	at    float64
}

// widest is how much a word space of a justified line grows at most, in em. A line that would need more, of few long words
// that nobody may divide, stays short: words flung to both margins read worse, and programs take the hole for a gap between columns.
const widest = 0.4

// setLine places the boxes of a fitted line.
func setLine(boxes []box, l fitted, f fit, p placement) Line {
	scale, tracking := 1.0, 0.0
	if p.align == Justified {
		scale, tracking = l.letterFit(f)
	}
	out := Line{Size: p.size, Scale: scale, Tracking: tracking, Accent: p.accent}
	measure := (p.measure - p.indent) / p.size
	letters := 0.0
	for i := l.first; i < l.end; i++ {
		letters += boxWidth(&boxes[i], scale, tracking)
	}
	hangLeft, hangRight := 0.0, 0.0
	if f.protrude && p.align == Justified {
		hangLeft, hangRight = boxes[l.first].left, boxes[l.end-1].right
	}
	extra := 0.0 // for each place
	if p.align == Justified && l.places > 0 {
		extra = min((measure+hangLeft+hangRight-letters-l.spaces)/float64(l.places), widest)
		if l.last {
			extra = min(extra, 0)
		}
	}
	free := measure + hangLeft + hangRight - letters - l.spaces - extra*float64(l.places)
	x := -hangLeft
	switch {
	case p.align == Centred:
		x += free / 2
	case p.atRight:
		x += free
	}
	left := p.left
	if !p.atRight {
		left += p.indent
	}
	var room [64]piece
	pieces := lineUp(room[:0], boxes, l, scale, tracking, extra, p)
	out.Words = words(boxes, pieces, left/p.size+x, p.size, p.right)
	return out
}

func boxWidth(b *box, scale, tracking float64) float64 {
	w := b.width
	if n := len(b.clusters); b.tracked && n > 1 {
		w += float64(n-1) * tracking
	}
	return w * scale
}

// lineUp appends the pieces of a line in reading order and finds their places, from 0 at the line's first letter.
func lineUp(pieces []piece, boxes []box, l fitted, scale, tracking, extra float64, p placement) []piece {
	base := uint8(0)
	if p.right {
		base = 1
	}
	plain := !p.right
	for i := l.first; i < l.end; i++ {
		b := &boxes[i]
		w := boxWidth(b, scale, tracking)
		plain = plain && b.level == 0 && b.spaceLevel == 0
		pieces = append(pieces, piece{box: i, level: b.level, width: w})
		switch last := i+1 == l.end; {
		case last && b.space > 0 && !p.end:
			pieces = append(pieces, piece{box: i, space: true, level: base})
		case last:
		case b.space > 0:
			pieces = append(pieces, piece{box: i, space: true, level: b.spaceLevel, width: b.space + extra})
		case b.gap:
			pieces[len(pieces)-1].width += extra
		}
	}
	arrange(pieces, plain, base)
	return pieces
}

// arrange gives pieces their places in visual order (UAX 9, rule L2). A last space hangs out of the line.
func arrange(pieces []piece, plain bool, base uint8) {
	x := 0.0
	if plain {
		for i := range pieces {
			pieces[i].at, x = x, x+pieces[i].width
		}
		return
	}
	for _, i := range visual(pieces) {
		pieces[i].at, x = x, x+pieces[i].width
	}
}

// visual is rule L2 of UAX 9 over the pieces of a line.
func visual(pieces []piece) []int {
	order := make([]int, len(pieces))
	top := uint8(0)
	for i := range pieces {
		order[i], top = i, max(top, pieces[i].level)
	}
	for level := top; level > 0; level-- {
		for i := 0; i < len(order); {
			if pieces[order[i]].level < level {
				i++
				continue
			}
			j := i
			for j < len(order) && pieces[order[j]].level >= level {
				j++
			}
			for a, z := i, j-1; a < z; a, z = a+1, z-1 {
				order[a], order[z] = order[z], order[a]
			}
			i = j
		}
	}
	return order
}

// words makes the words of a line from its pieces: a space joins the word before it where both run alike.
func words(boxes []box, pieces []piece, x, size float64, right bool) []Word {
	var room [64]Word
	out := room[:0]
	for _, p := range pieces {
		b := &boxes[p.box]
		at := (x + p.at) * size
		if !p.space {
			if len(b.clusters) > 0 {
				out = append(out, Word{X: at, Element: b.element, Face: b.face, Clusters: b.clusters, RightToLeft: b.level%2 == 1, Tracked: b.tracked})
			}
			continue
		}
		natural := float32(b.space)
		if p.level == b.level && b.level%2 == 0 && b.spaceOf == b.face && len(b.clusters) > 0 {
			w := &out[len(out)-1]
			w.Space, w.SpaceWidth = b.spaceCode, natural
			continue
		}
		if p.width == 0 && right { // at the line's end, out at the left
			at -= b.space * size
		}
		c := typeface.Cluster{Code: b.spaceCode, Width: b.space, Advance: b.space}
		out = append(out, Word{X: at, Element: b.element, Face: b.spaceOf, Clusters: []typeface.Cluster{c}, RightToLeft: p.level%2 == 1, Blank: true})
	}
	return slices.Clone(out) // to the last byte: a document holds its words for long
}
