package layout

import "publish/pipeline/typeface"

// A box is what a line holds whole: one run of clusters of one word, in one face, level and element. Lengths are in em.
type box struct {
	face              *typeface.Face
	clusters          []typeface.Cluster // visual order
	width             float64            // without the space after it
	space             float64            // natural width of the space after it; 0: none
	left              float64            // how far its first letter may hang into the margin at a line's start
	right             float64            // the same of its last letter, at a line's end
	element           int32
	spaceOf           *typeface.Face // the face of the space
	spaceCode         uint16
	level, spaceLevel uint8 // UAX 9
	after             opportunity
	tracked           bool // its letters may be moved apart: not of scripts that join or stack
	scaled            bool // its letters may be widened: not ideographs
	gap               bool // ideographic or a syllable: the place after it may be widened, though there is no space
	hyphen            bool // ends with a hyphen
	syllable          bool // of a script without spaces: a line ends after it at most
	source            source
}

// An opportunity says whether a line may end after a box.
type opportunity uint8

const (
	forbidden opportunity = iota
	allowed
	emergency // only because the word is wider than the measure
	mandatory
)

// Fit is how much a line may give and take before it looks uneven, and what that costs.
type fit struct {
	stretch, shrink float64 // of a word space at ratio 1 and -1, as shares of it
	loosest         float64 // space of the first passes, as a share more than natural
	track           float64 // letter space in em, at the widest and the narrowest letter fit
	scale           float64 // width of letters, as a share of their own
	gap             float64 // between ideographs, em at ratio 1
	protrude        bool
	hyphen          float64 // demerits of a hyphen
	letter          float64 // of letters at their widest or narrowest
	seen            float64 // the least jump that an eye sees
	glare           float64 // demerits of a jump by 1 more than that
}

// Justification names a setting of line breaking.
type Justification string

// The justifications. Quiet keeps the letter fit of neighbouring lines alike; Even makes spaces as even as can be; Spaces moves
// nothing but word spaces.
const (
	Quiet  Justification = "quiet"
	Even   Justification = "even"
	Spaces Justification = "spaces"
)

// The figures come from searches over settings on the Universal Declaration of Human Rights in thirty languages: evenness of
// spaces against the share of hyphens, with jumps of the letter fit held below what an eye sees.
var fits = map[Justification]fit{
	Quiet: {stretch: .28, shrink: .22, loosest: .5, track: .015, scale: .02, gap: .05, protrude: true,
		hyphen: 500_000, letter: 300, seen: .65, glare: 2_800_000},
	Even: {stretch: .28, shrink: .22, loosest: .5, track: .015, scale: .02, gap: .05, protrude: true,
		hyphen: 300_000, letter: 300, seen: .8, glare: 500_000},
	Spaces: {stretch: .50, shrink: .25, loosest: 1, gap: .08, hyphen: 300_000},
}

// letters is the width of a box, and how much its letters give and take.
func (b *box) letters(f *fit) sums { return b.room(b.width, len(b.clusters), f) }

// room is what so many letters of a box give and take, of a width.
func (b *box) room(width float64, count int, f *fit) sums {
	s := sums{width: width}
	if b.scaled {
		s.letters = width * f.scale
	}
	if b.tracked {
		s.letters += float64(max(0, count-1)) * f.track
	}
	return s
}

// glue is the space after a box and what it gives and takes.
func (b *box) glue(f *fit) sums {
	if b.space > 0 {
		return sums{width: b.space, glue: b.space * f.stretch, give: b.space * f.shrink}
	}
	if b.gap {
		return sums{glue: f.gap}
	}
	return sums{}
}
