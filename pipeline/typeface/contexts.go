package typeface

import (
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// defaults are the features that HarfBuzz applies to horizontal text without being asked (hb-ot-shape.cc).
var defaults = []string{"abvm", "blwm", "calt", "ccmp", "clig", "curs", "dist", "kern", "liga", "locl", "ltra", "ltrm", "mark", "mkmk",
	"rand", "rclt", "rlig", "rvrn"}

// A sequence is what a lookup of a font looks for: glyphs of one coverage, in the first place, which some features change.
type sequence struct {
	feature string
	first   tables.Coverage
}

// sequences lists the lookups of a font that change a glyph by what stands beside it, but for kerning; ok is false where the
// font has other ways to do so. A lookup of which some place is for marks alone does nothing in texts without marks.
func sequences(f *font.Font) (list []sequence, ok bool) {
	if len(f.Morx) > 0 || len(f.Kerx) > 0 || len(f.GSUB.FeatureVariations) > 0 || len(f.GPOS.FeatureVariations) > 0 {
		return nil, false
	}
	for _, feature := range f.GSUB.Features {
		for _, at := range within(feature.LookupListIndices, len(f.GSUB.Lookups)) {
			for _, s := range f.GSUB.Lookups[at].Subtables {
				if substitutes(f, s) {
					list = append(list, sequence{feature.Tag.String(), s.Cov()})
				}
			}
		}
	}
	for _, feature := range f.GPOS.Features {
		for _, at := range within(feature.LookupListIndices, len(f.GPOS.Lookups)) {
			for _, s := range f.GPOS.Lookups[at].Subtables {
				moves, pair := positions(f, s)
				if pair = pair && f.GPOS.Lookups[at].Flag&skipsLetters == 0; !pair {
					return nil, false
				}
				if moves {
					list = append(list, sequence{feature.Tag.String(), s.Cov()})
				}
			}
		}
	}
	return list, true
}

// within are the lookups of a feature that the font has; HarfBuzz passes over others.
func within(indices []uint16, n int) []uint16 {
	if !slices.ContainsFunc(indices, func(at uint16) bool { return int(at) >= n }) {
		return indices
	}
	return slices.DeleteFunc(slices.Clone(indices), func(at uint16) bool { return int(at) >= n })
}

// substitutes tells whether a lookup looks at more than one glyph.
func substitutes(f *font.Font, s tables.GSUBLookup) bool {
	switch s := s.(type) {
	case tables.SingleSubs, tables.MultipleSubs, tables.AlternateSubs: // a letter by itself shows what they do
		return false
	case tables.LigatureSubs:
		return ligates(f, s)
	case tables.ContextualSubs:
		if c, ok := s.Data.(tables.ContextualSubs3); ok {
			return !forMarks(f, c.Coverages)
		}
	case tables.ChainedContextualSubs:
		if c, ok := s.Data.(tables.ChainedContextualSubs3); ok {
			return !forMarks(f, c.BacktrackCoverages, c.InputCoverages, c.LookaheadCoverages)
		}
	}
	return true
}

// ligates tells whether a ligature has no mark.
func ligates(f *font.Font, s tables.LigatureSubs) bool {
	for _, set := range s.LigatureSets {
		for _, l := range set.Ligatures {
			if !slices.ContainsFunc(l.ComponentGlyphIDs, func(g tables.GlyphID) bool { return isMark(f, g) }) {
				return true
			}
		}
	}
	return false
}

// positions tells whether a lookup moves glyphs by more than the one that follows; pair is false if it is a kerning of two that
// does more than move the second nearer to the first.
func positions(f *font.Font, s tables.GPOSLookup) (moves, pair bool) {
	switch s := s.(type) {
	case tables.SinglePos, tables.MarkBasePos, tables.MarkLigPos, tables.MarkMarkPos:
		return false, true
	case tables.PairPos:
		switch d := s.Data.(type) {
		case tables.PairPosData1:
			return false, d.ValueFormat2 == 0
		case tables.PairPosData2:
			return false, d.ValueFormat2 == 0
		}
	case tables.ContextualPos:
		if c, ok := s.Data.(tables.ContextualPos3); ok {
			return !forMarks(f, c.Coverages), true
		}
	case tables.ChainedContextualPos:
		if c, ok := s.Data.(tables.ChainedContextualPos3); ok {
			return !forMarks(f, c.BacktrackCoverages, c.InputCoverages, c.LookaheadCoverages), true
		}
	}
	return true, true
}

// forMarks tells whether one of the places of a context is for marks alone.
func forMarks(f *font.Font, places ...[]tables.Coverage) bool {
	for _, list := range places {
		for _, c := range list {
			if onlyMarks(f, c) {
				return true
			}
		}
	}
	return false
}

func onlyMarks(f *font.Font, c tables.Coverage) bool {
	switch c := c.(type) {
	case tables.Coverage1:
		return !slices.ContainsFunc(c.Glyphs, func(g tables.GlyphID) bool { return !isMark(f, g) })
	case tables.Coverage2:
		for _, r := range c.Ranges {
			for g := int(r.StartGlyphID); g <= int(r.EndGlyphID); g++ {
				if !isMark(f, tables.GlyphID(g)) {
					return false
				}
			}
		}
		return true
	}
	return false
}

// skipsLetters are the flags of lookups that pass over letters (OpenType, "LookupFlag").
const skipsLetters = 2 | 4

// markClass is the class of marks (OpenType, GDEF).
const markClass = 3

func isMark(f *font.Font, g tables.GlyphID) bool {
	if f.GDEF.GlyphClassDef == nil {
		return false
	}
	class, _ := f.GDEF.GlyphClassDef.Class(g)
	return class == markClass
}

// changes tells whether a lookup may begin at a glyph, of the default features and some others.
func (p *parsed) changes(glyph uint32, features []string) bool {
	list, _ := p.sequences()
	p.filters.RLock() // see newShaping
	defer p.filters.RUnlock()
	for _, s := range list {
		if !slices.Contains(defaults, s.feature) && !slices.Contains(features, s.feature) {
			continue
		}
		if s.first == nil {
			return true
		}
		if _, covered := s.first.Index(tables.GlyphID(glyph)); covered {
			return true
		}
	}
	return false
}

// paired tells whether words of the face can be set by pairs of letters at all.
func (p *parsed) paired() bool {
	_, ok := p.sequences()
	return ok
}
