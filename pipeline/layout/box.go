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

// Fit is how much a line may give and take before it looks uneven. Shares are of the natural space, or of em.
type fit struct {
	stretch, shrink float64 // of a word space at ratio 1 and -1, as shares of it
	track, trackMin float64 // letter space in em at ratio 1 and -1
	scale, scaleMin float64 // width of letters at ratio 1 and -1, as a share
	gap             float64 // between ideographs, em at ratio 1
	protrude        bool
	smooth          float64 // how much neighbouring lines share their letter fit
	steep           float64 // how much more they do where it jumps
	hyphen, jump    float64 // demerits of a hyphen, and of a jump of the ratio by 1 from line to line
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

// The figures come from searches over settings on the Universal Declaration of Human Rights in four languages, and were held
// against twelve others: jumps of the letter fit from line to line against evenness of spaces and the share of hyphens.
var fits = map[Justification]fit{
	Quiet: {stretch: .27, shrink: .20, track: .0115, trackMin: .0115, scale: .02, scaleMin: .02, gap: .08, protrude: true, smooth: .5, steep: 3,
		hyphen: 140_000, jump: 60_000},
	Even: {stretch: .27, shrink: .20, track: .015, trackMin: .015, scale: .02, scaleMin: .02, gap: .08, protrude: true, smooth: .3,
		hyphen: 90_000, jump: 20_000},
	Spaces: {stretch: .50, shrink: .25, gap: .08, hyphen: 60_000, jump: 20_000},
}

// letters is how much the letters of a box give at ratio 1; less is the same at ratio -1.
func (b *box) letters(f *fit) (more, less float64) {
	if b.scaled {
		more, less = b.width*f.scale, b.width*f.scaleMin
	}
	if b.tracked {
		n := float64(max(0, len(b.clusters)-1))
		more, less = more+n*f.track, less+n*f.trackMin
	}
	return more, less
}

// glue is the space after a box and what it gives and takes.
func (b *box) glue(f *fit) (natural, more, less float64) {
	if b.space > 0 {
		return b.space, b.space * f.stretch, b.space * f.shrink
	}
	if b.gap {
		return 0, f.gap, 0
	}
	return 0, 0, 0
}
