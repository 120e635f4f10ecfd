// Package typeface knows fonts: it chooses faces for a text, shapes it as HarfBuzz does, measures it, and makes the subset
// of a face that a file embeds.
//
// A Library is the fonts of a run, a Shaper the caches and subsets of one document. A text goes this way: characters get
// scripts (UAX 24), grapheme clusters get faces, items of one script and face are shaped, and each cluster of glyphs becomes
// one code of the face's subset, which draws all of it and reads as its text.
//
// It may import language; go-text/typesetting parses and shapes, klauspost/compress unpacks. The fonts that ship with the
// program are embedded; further ones are handed in as bytes. It touches no file, and the same calls give the same values.
package typeface

//go:generate python3 fonts/build.py

// A Style says which cut of the family is wanted.
type Style struct {
	Bold, Italic bool
	Sans         bool     // furniture; serif is for text
	Features     []string // OpenType features beside the default ones: "smcp", "onum"; sorted
}

// A Shaped is a text that was shaped: runs in logical order, each in one face and script, all of the direction that was
// asked for. On a page, the runs of a right-to-left text follow one another from right to left.
//
// The clusters of all runs, in logical order, tile the text: no byte is lost or set twice. No code is 0 (.notdef). It is
// shared by all who ask for the same text: nobody may change it.
type Shaped struct {
	Text    string
	Advance float64 // em
	Runs    []Run
}

// A Run is a part of a shaped text in one face.
type Run struct {
	Face        *Face
	RightToLeft bool
	Script      string    // ISO 15924; Han, kana and Hangul: Jpan, Hans, Hant or Kore
	Clusters    []Cluster // visual order, left to right
}

// A Cluster is what shaping cannot take apart: some letters and the glyphs that stand for them. It becomes one glyph of the
// subset, one code, one ToUnicode entry.
//
// In a right-to-left run, each mark and each letter of a ligature has a cluster of its own, with UnsafeToBreak set before
// it: viewers turn the letters of one right-to-left code around when text is copied. A ligature is drawn by the code of its
// last letter; the others are blank and have their share of the width. Marks have no width.
//
// Characters that are neither drawn nor copied out (a soft hyphen in mid-word, a
// direction mark) are in the cluster of the letter before them.
type Cluster struct {
	Width         float64 // em: advance of the subset's glyph, as /W has it
	Advance       float64 // em: with kerning
	Start, End    int32   // bytes of Shaped.Text
	Code          uint16  // index in the face's subset of this Shaper: the pair (drawing, text)
	UnsafeToBreak bool    // breaking a line before it needs shaping again (HarfBuzz), or is never right
}
