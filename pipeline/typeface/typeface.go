// Package typeface knows fonts: it chooses faces for a text, shapes it as HarfBuzz does, measures it, and makes the subset
// of a face that a file embeds.
//
// It may import language. The fonts that ship with the program are embedded (compressed where large); further ones are
// handed in as bytes. It touches no file.
package typeface

import "publish/pipeline/language"

// A Style says which cut of the family is wanted.
type Style struct {
	Bold, Italic bool
	Sans         bool     // furniture; serif is for text
	Features     []string // OpenType features beside the default ones: "smcp", "onum"; sorted
}

// A Shaped is a text that was shaped: runs in logical order, each in one face, script and direction.
//
// The clusters of all runs, in logical order, tile the text: no byte is lost or set twice. No glyph is 0 (.notdef).
type Shaped struct {
	Text    string
	Advance float64 // em
	Runs    []Run
}

// A Run is a part of a shaped text in one face.
type Run struct {
	Face        *Face
	RightToLeft bool
	Script      string    // ISO 15924
	Clusters    []Cluster // visual order, left to right
}

// A Cluster is what shaping cannot take apart: some letters and the glyphs that stand for them. It becomes one glyph of the
// subset, one code, one ToUnicode entry.
type Cluster struct {
	Start, End    int     // bytes of Shaped.Text
	Code          uint16  // index in the face's subset of this Shaper: the pair (drawing, text)
	Width         float64 // em: advance of the subset's glyph, as /W has it
	Advance       float64 // em: with kerning
	UnsafeToBreak bool    // HarfBuzz: breaking a line before it needs shaping again
}

// Language re-exports nothing: it is here so that the signature below compiles before the room is written.
var _ = language.Language{}

// To be written by the typeface room:
//   type Extra struct{ Name string; Data []byte }                 a file of fonts/
//   Open(extra []Extra) (*Library, error)                         parses nothing before it is needed; safe for concurrent use
//   (*Library) Hash() string                                      of all fonts, for the manifest
//   (*Library) NewShaper() *Shaper                                one a document: has the caches and the subsets; not concurrent
//   (*Shaper) Shape(text string, l language.Language, rightToLeft bool, s Style) (*Shaped, error)   cached; *MissingError
//        rightToLeft is the direction of the run given by the caller's bidi levels; text is one word or more
//   (*Shaper) Hyphen(face) …                                      hyphen glyph under its own code with the text U+00AD
//   (*Shaper) Faces() []*Face                                     those used, in order of first use
//   (*Face) Name() string, Metrics (ascent, descent, cap height, italic angle, bbox, weight: 1/1000 em)
//   (*Shaper) Subset(f *Face) Subset{TTF []byte; Widths []float64 (1/1000 em by code); Text []string (by code)}
