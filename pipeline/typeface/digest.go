package typeface

import (
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/harfbuzz"
)

// go-text 0.3.5 loses kerning and substitutions: each lookup gets a filter of the glyphs that it covers (hb-set-digest.hh),
// and setDigest.addRange stops at the first filter word that is full, where HarfBuzz goes on with the others. Whatever the
// lookup covers after some 63 glyphs in ranges may then be passed over: Source Serif loses the kerning of "о" and "л".
//
// A filter that lets everything through is right, only slower. So the first range of such a coverage spans all glyphs
// while the filters are made, and is as the font has it while texts are shaped. TestGlyphsAreThoseOfHarfBuzz holds this;
// without it, eleven of its lines fail.

// full is the number of glyphs from which on a filter word can be full.
const full = 63

// newShaping makes HarfBuzz's font of a parsed one, for one shaper.
func (p *parsed) newShaping() *harfbuzz.Font {
	p.filters.Lock()
	defer p.filters.Unlock()
	was := make([]tables.RangeRecord, len(p.widen))
	for i, r := range p.widen {
		was[i] = *r
		*r = tables.RangeRecord{StartGlyphID: 0, EndGlyphID: 0xFFFF}
	}
	shaping := harfbuzz.NewFont(font.NewFace(p.font))
	for i, r := range p.widen {
		*r = was[i]
	}
	return shaping
}

// misjudged are the first ranges of the coverages whose filters would be wrong.
func misjudged(f *font.Font) (list []*tables.RangeRecord) {
	for _, lookup := range f.GSUB.Lookups {
		list = append(list, misjudgedIn(lookup.Subtables)...)
	}
	for _, lookup := range f.GPOS.Lookups {
		list = append(list, misjudgedIn(lookup.Subtables)...)
	}
	return list
}

// misjudgedIn looks at the filter of each subtable and at that of the lookup, which is filled by one after the other.
func misjudgedIn[T interface{ Cov() tables.Coverage }](subtables []T) (list []*tables.RangeRecord) {
	var first *tables.RangeRecord
	glyphs, ranges := 0, 0
	for _, s := range subtables {
		c, ok := s.Cov().(tables.Coverage2)
		if !ok || len(c.Ranges) == 0 {
			continue
		}
		own := 0
		for _, r := range c.Ranges {
			own += int(r.EndGlyphID) - int(r.StartGlyphID) + 1
		}
		if first == nil {
			first = &c.Ranges[0]
		}
		if own >= full && len(c.Ranges) > 1 {
			list = append(list, &c.Ranges[0])
		}
		glyphs, ranges = glyphs+own, ranges+len(c.Ranges)
	}
	if glyphs >= full && ranges > 1 && !slices.Contains(list, first) {
		list = append(list, first) // the lookup's filter is full from the start, so that nothing stops it half-way
	}
	return list
}
