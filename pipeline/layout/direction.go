package layout

import (
	"reflect"
	"slices"
	"strings"

	"github.com/go-text/typesetting/bidi"

	"publish/pipeline/language"
)

// maxExplicit is how many explicit directional characters of a paragraph are obeyed; with more, none is: unmatched isolates
// make the bidirectional algorithm quadratic.
const maxExplicit = 500

// rightward tells whether a character may make a text run from right to left.
func rightward(r rune) bool {
	return r >= 0x590 && r <= 0x8FF || r >= 0x200E && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 ||
		r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// runsLeft tells whether a line of furniture runs from right to left: one that has no letter of such a script, an English address in
// an Arabic imprint, does not, else its full stop would stand before it.
func runsLeft(text string, l language.Language) bool {
	return l.RightToLeft() && strings.ContainsFunc(text, rightward)
}

func explicit(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// resolve finds the embedding levels by UAX 9.
func (p *paragraphText) resolve() {
	p.levels = nil
	if !p.right && !slices.ContainsFunc(p.runes, rightward) {
		return
	}
	obey := 0
	for _, r := range p.runes {
		if explicit(r) {
			obey++
		}
	}
	marked, from := p.isolate(obey <= maxExplicit)
	base := bidi.LeftToRight
	if p.right {
		base = bidi.RightToLeft
	}
	runs := p.bidi.Segment(marked, base)
	p.levels = make([]uint8, len(p.runes))
	for k, level := range levels(&runs) {
		if from[k] >= 0 {
			p.levels[from[k]] = level
		}
	}
}

// levels reads the level of every character. The library's own runs hide them: they join neighbours whose levels differ but run
// the same way (a number at the end of an Arabic name and the English after it), and rule L2 needs the difference. So the
// unexported field is read; were it gone, the runs would serve, and TestNumbersInNames would fail.
func levels(runs *bidi.Runs) []uint8 {
	if field := reflect.ValueOf(runs).Elem().FieldByName("levels"); field.IsValid() && field.Kind() == reflect.Slice {
		out := make([]uint8, field.Len())
		for i := range out {
			out[i] = uint8(field.Index(i).Int())
		}
		return out
	}
	var out []uint8
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		out = append(out, slices.Repeat([]uint8{uint8(run.Level)}, run.End-run.Start)...)
	}
	return out
}

// isolate writes the runes for the bidirectional algorithm, with isolates around isolated inlines. from maps each rune back, or
// is -1.
func (p *paragraphText) isolate(obey bool) (marked []rune, from []int32) {
	const fsi, pdi, zwsp = 0x2068, 0x2069, 0x200B
	add := func(r rune, i int) { marked, from = append(marked, r), append(from, int32(i)) }
	for i, r := range p.runes {
		starts := i == 0 || p.owner[i] != p.owner[i-1]
		if starts && p.inlines[p.owner[i]].isolated {
			add(fsi, -1)
		}
		switch {
		case forced(r):
			add(' ', i)
		case explicit(r) && !obey:
			add(zwsp, i)
		default:
			add(r, i)
		}
		if ends := i+1 == len(p.runes) || p.owner[i+1] != p.owner[i]; ends && p.inlines[p.owner[i]].isolated {
			add(pdi, -1)
		}
	}
	return marked, from
}

func (p *paragraphText) level(i int) uint8 {
	if p.levels == nil {
		return 0
	}
	return p.levels[i]
}
