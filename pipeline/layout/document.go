package layout

import (
	"publish/pipeline/language"
	"publish/pipeline/typeface"
)

// A Document is a set edition. All lengths are in points, from the lower left corner of the media box.
//
// Pages hold lines in reading order. Every word belongs to an element of the structure tree, or is an artifact; the words
// of an element, in the order of pages and lines, are its text.
type Document struct {
	Title       string
	Author      string // the publisher
	Language    language.Language
	RightToLeft bool
	Date        language.Date
	Boxes       Boxes // of every page
	Marks       Marks // for the printer, the same on every page
	Accent      Accent
	Pages       []Page
	Elements    []Element // Elements[0] is the root; a parent stands before its children
	Outline     []Bookmark
}

// A Rect is a rectangle given by its lower left and upper right corner.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Boxes of a page (ISO 32000-1, 14.11.2): Trim lies in Bleed, Bleed in Media.
type Boxes struct{ Media, Bleed, Trim Rect }

// A Page is the lines, rules and drawings of one page.
type Page struct {
	Lines []Line
	Rules []Rule // artifacts
	Art   []Artwork
}

// A Rule is a filled rectangle, black or in the accent colour.
type Rule struct {
	Rect
	Accent bool
}

// A Line is words on one baseline, in reading (logical) order, whatever their places.
type Line struct {
	Baseline float64
	Size     float64 // of the type
	Scale    float64 // width of the letters; 1 is as the font has it
	Tracking float64 // em, after each cluster of a word that is Tracked
	Accent   bool    // printed in the accent colour
	Words    []Word
}

// Artifact is the Element of words that are furniture: running feet.
const Artifact = -1

// A Word is a run of clusters in one face, one direction and one element, set without a break.
type Word struct {
	X           float64 // of the left edge
	Element     int32   // index in Document.Elements, or Artifact
	Space       uint16  // code of the blank that follows the word in reading order; 0: none
	Tracked     bool
	RightToLeft bool
	Blank       bool    // a blank that stands for itself: at a line's end, or between two faces or elements
	SpaceWidth  float32 // em: advance of that blank, as the font has it
	Face        *typeface.Face
	Clusters    []typeface.Cluster // visual order, left to right
}

// A Tag is a standard structure type (ISO 32000-1, 14.8.4).
type Tag string

// The structure types in use.
const (
	TagDocument   Tag = "Document"
	TagSect       Tag = "Sect"
	TagH1         Tag = "H1"
	TagH2         Tag = "H2"
	TagH3         Tag = "H3"
	TagH4         Tag = "H4"
	TagH5         Tag = "H5"
	TagH6         Tag = "H6"
	TagP          Tag = "P"
	TagL          Tag = "L"
	TagLI         Tag = "LI"
	TagLbl        Tag = "Lbl"
	TagLBody      Tag = "LBody"
	TagBlockQuote Tag = "BlockQuote"
	TagNote       Tag = "Note"
	TagSpan       Tag = "Span"
	TagLink       Tag = "Link"
)

// A Numbering is the ListNumbering of a list (ISO 32000-1, table 347).
type Numbering string

// The numberings in use.
const (
	Disc       Numbering = "Disc"
	Decimal    Numbering = "Decimal"
	LowerAlpha Numbering = "LowerAlpha"
	UpperAlpha Numbering = "UpperAlpha"
	LowerRoman Numbering = "LowerRoman"
	UpperRoman Numbering = "UpperRoman"
)

// An Element is a node of the structure tree.
type Element struct {
	Tag         Tag
	Parent      int32             // index in Document.Elements; -1 of the root
	Language    language.Language // where it differs from the parent's; else zero
	RightToLeft bool              // of a block: its base direction
	Numbering   Numbering         // of a list, else ""
	URL         string            // of a link: absolute, in ASCII; else ""
	Expansion   string            // of a Span that is an abbreviation: what it stands for; else ""
}

// A Bookmark is a line of the outline.
type Bookmark struct {
	Title   string
	Level   int // from 1; never more than one deeper than the bookmark before it
	Page    int // index in Document.Pages
	Top     float64
	Element int32
}
