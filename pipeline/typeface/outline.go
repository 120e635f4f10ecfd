package typeface

import "encoding/binary"

// glyphs are outlines and metrics by glyph, cut out of a font's tables once: a map lookup a glyph is felt in shaping.
type glyphs struct {
	count, long      uint32 // all; those with an advance of their own
	longLoca         bool
	hmtx, loca, glyf []byte
}

func (t sfnt) glyphTable() glyphs {
	return glyphs{uint32(t.glyphs()), uint32(t.longMetrics()), t.longLoca(), t["hmtx"], t["loca"], t["glyf"]}
}

// bounds says where in glyf the outline of a glyph lies.
func (t *glyphs) bounds(g uint32) (start, end int) {
	if t.longLoca {
		return int(binary.BigEndian.Uint32(t.loca[4*g:])), int(binary.BigEndian.Uint32(t.loca[4*g+4:]))
	}
	return 2 * int(binary.BigEndian.Uint16(t.loca[2*g:])), 2 * int(binary.BigEndian.Uint16(t.loca[2*g+2:]))
}

// outline is the glyf entry of a glyph: nil for a blank glyph and for one that the font does not have.
func (t *glyphs) outline(g uint32) []byte {
	if g >= t.count {
		return nil
	}
	a, b := t.bounds(g)
	if b-a < 10 {
		return nil
	}
	return t.glyf[a:b]
}

// metrics are advance and left side bearing of a glyph, in font units.
func (t *glyphs) metrics(g uint32) (advance uint16, bearing int16) {
	if g >= t.count {
		return 0, 0
	}
	advance = binary.BigEndian.Uint16(t.hmtx[4*min(g, t.long-1):])
	if g < t.long {
		return advance, int16(binary.BigEndian.Uint16(t.hmtx[4*g+2:]))
	}
	return advance, int16(binary.BigEndian.Uint16(t.hmtx[4*t.long+2*(g-t.long):]))
}

// A box is left, bottom, right, top.
type box [4]int

var noBox = box{1 << 15, 1 << 15, -1 << 15, -1 << 15}

func (b box) with(o box) box {
	return box{min(b[0], o[0]), min(b[1], o[1]), max(b[2], o[2]), max(b[3], o[3])}
}

// boxOf reads the box of an outline.
func boxOf(outline []byte) (b box) {
	for k := range b {
		b[k] = int(int16(binary.BigEndian.Uint16(outline[2+2*k:])))
	}
	return b
}

// Flags of a component of a composite glyph (OpenType, glyf).
const (
	argsAreWords = 0x0001
	argsAreXY    = 0x0002
	haveScale    = 0x0008
	moreFollow   = 0x0020
	haveScales   = 0x0040
	haveMatrix   = 0x0080
)

// components calls visit with the place of each component's glyph number in a composite outline.
func components(outline []byte, visit func(at int) error) error {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	for p := 10; ; {
		if len(outline) < p+4 {
			return errTruncated
		}
		flags := binary.BigEndian.Uint16(outline[p:])
		if err := visit(p + 2); err != nil {
			return err
		}
		p += componentSize(flags)
		if flags&moreFollow == 0 {
			return nil
		}
	}
}

// componentSize is the length of a component in bytes.
func componentSize(flags uint16) int {
	n := 6
	if flags&argsAreWords != 0 {
		n += 2
	}
	switch {
	case flags&haveScale != 0:
		n += 2
	case flags&haveScales != 0:
		n += 4
	case flags&haveMatrix != 0:
		n += 8
	}
	return n
}
