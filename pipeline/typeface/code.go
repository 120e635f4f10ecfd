package typeface

import (
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/go-text/typesetting/harfbuzz"
)

const unsafeToBreak = harfbuzz.GlyphUnsafeToBreak

// MaxCodes is the most codes of one face in a document: glyph numbers have 16 bits, and 0 is .notdef.
const MaxCodes = 65535

// A subset is what a document uses of one face. Code i draws drawings[i] and reads texts[i]; code 0 is .notdef, which no
// text uses. No two codes have the same drawing and text.
type subset struct {
	face   *Face
	parsed *parsed
	used   bool // by a text; else it was only tried

	single   map[uint64]uint16 // glyph<<32 | letter: one glyph in its place that reads as one letter, nearly all
	several  map[string]uint16 // any other, by its bytes
	key      []byte
	drawings []drawing
	texts    []string
}

// A drawing is a glyph of the subset: glyphs of the font put together, or none. Lengths are in font units.
type drawing struct {
	parts   []part
	advance int
}

// A part is a glyph of the font and where its origin is.
type part struct {
	glyph uint32
	x, y  int
}

// plain says whether the drawing is a glyph of the font as it is, but perhaps for the advance.
func (d drawing) plain() bool { return len(d.parts) == 1 && d.parts[0].x == 0 && d.parts[0].y == 0 }

// code numbers a drawing that reads as text; both are copied when they are new.
func (u *subset) code(d drawing, text []byte) (uint16, error) {
	r, n := utf8.DecodeRune(text)
	if n == len(text) && d.plain() && u.nominal(d) {
		key := uint64(d.parts[0].glyph)<<32 | uint64(r)
		code, ok := u.single[key]
		if ok {
			return code, nil
		}
		code, err := u.add(d, text)
		if err == nil {
			u.single[key] = code
		}
		return code, err
	}
	u.key = binary.AppendVarint(u.key[:0], int64(d.advance))
	u.key = binary.AppendVarint(u.key, int64(len(d.parts)))
	for _, p := range d.parts {
		u.key = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(u.key, int64(p.glyph)), int64(p.x)), int64(p.y))
	}
	u.key = append(u.key, text...)
	if code, ok := u.several[string(u.key)]; ok {
		return code, nil
	}
	code, err := u.add(d, text)
	if err == nil {
		u.several[string(u.key)] = code
	}
	return code, err
}

// nominal says whether a plain drawing has the advance that the font gives its glyph.
func (u *subset) nominal(d drawing) bool {
	own, _ := u.parsed.glyphs.metrics(d.parts[0].glyph)
	return int(own) == d.advance
}

func (u *subset) add(d drawing, text []byte) (uint16, error) {
	if len(u.drawings) > MaxCodes {
		return 0, fmt.Errorf("the document has more than %d different glyphs of the font %s; divide it", MaxCodes, u.face.name)
	}
	parts := slices.Clone(d.parts)
	for i, p := range parts {
		parts[i].x, parts[i].y = clamp(p.x), clamp(p.y)
	}
	u.drawings = append(u.drawings, drawing{parts, d.advance})
	u.texts = append(u.texts, string(text))
	return uint16(len(u.drawings) - 1), nil
}

// clamp keeps a length within what a composite glyph can hold. Only a flood of marks goes beyond it, some 32 em away from
// its letter, where no page is any more.
func clamp(v int) int { return min(max(v, -1<<15), 1<<15-1) }
