package typeface

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Subset is what a document embeds of a face: a TrueType font with the tables that a PDF needs (ISO 32000-2, 9.9), of
// which glyph i is drawn by code i. Code 0 is .notdef; no shaped text has it.
type Subset struct {
	Name   string    // PostScript name with the tag that subsets have: "QWERTY+SourceSerif4-Regular"
	TTF    []byte    // cvt, fpgm, glyf, head, hhea, hmtx, loca, maxp, prep
	Widths []float64 // by code, 1/1000 em
	Text   []string  // by code: what it reads, for ToUnicode; "" for code 0 only
}

// Faces are the faces that the texts shaped so far use, in the order of their first use.
func (s *Shaper) Faces() []*Face { return slices.Clone(s.used) }

// mostSubsets is how many subsets a library remembers.
const mostSubsets = 64

// made are subsets by their identity.
type made struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]Subset
}

// Subset makes the subset of a face, of the codes given out so far; nobody may change it. The same codes give the same bytes, and for
// documents of one library, made one soon after the other, in the same memory: the names of organizations in other scripts stand in
// every edition of a text.
func (s *Shaper) Subset(f *Face) (Subset, error) {
	u := s.subsets[f.index]
	if u == nil || u.face != f {
		return Subset{}, fmt.Errorf("no text of this document uses the font %s", f.name)
	}
	m, key := &s.library.made, u.identity()
	m.mu.Lock()
	old, known := m.all[key]
	m.mu.Unlock()
	if known {
		return old, nil
	}
	out, err := u.make(f)
	if err != nil {
		return Subset{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all == nil || len(m.all) == mostSubsets {
		m.all = map[[sha256.Size]byte]Subset{}
	}
	m.all[key] = out
	return out, nil
}

// identity is the hash of all that a subset is made of.
func (u *subset) identity() [sha256.Size]byte {
	b := binary.AppendVarint(nil, int64(u.face.index))
	for i, d := range u.drawings {
		b = binary.AppendVarint(binary.AppendVarint(b, int64(d.advance)), int64(len(d.parts)))
		for _, p := range d.parts {
			b = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(b, int64(p.glyph)), int64(p.x)), int64(p.y))
		}
		b = append(binary.AppendVarint(b, int64(len(u.texts[i]))), u.texts[i]...)
	}
	return sha256.Sum256(b)
}

func (u *subset) make(f *Face) (Subset, error) {
	w := subsetter{
		source: u.parsed.sfnt, glyphs: u.parsed.glyphs, drawings: slices.Clone(u.drawings),
		where: map[uint32]int{}, depths: map[uint32]int{},
	}
	ttf, err := w.font()
	if err != nil {
		return Subset{}, f.damaged(err)
	}
	out := Subset{Name: tag(f.name, ttf, u.texts) + "+" + f.name, TTF: ttf, Text: slices.Clone(u.texts)}
	for code := range u.drawings {
		out.Widths = append(out.Widths, float64(w.advances[code])*1000/u.parsed.em)
	}
	return out, nil
}

// tag is the six letters before a subset's name, from its content, so that different subsets have different names
// (ISO 32000-2, 9.9.2).
func tag(name string, ttf []byte, texts []string) string {
	h := sha256.New()
	h.Write([]byte(name))
	h.Write(ttf)
	h.Write([]byte(strings.Join(texts, "\x00")))
	sum := h.Sum(nil)
	for i := range 6 {
		sum[i] = 'A' + sum[i]%26
	}
	return string(sum[:6])
}

// maxDepth is how deep composite glyphs of a font may be nested; HarfBuzz and FreeType stop at the same depth or sooner.
const maxDepth = 8

// A subsetter writes the glyphs of a subset: first the drawings, then the glyphs of the font that they are put together of.
type subsetter struct {
	source   sfnt
	glyphs   glyphs
	drawings []drawing      // grows by components
	where    map[uint32]int // glyph of the font -> glyph of the subset that is its plain copy
	depths   map[uint32]int // of glyphs of the font

	glyf, loca, hmtx []byte
	advances         []uint16
	box              box
	most             int // parts of one drawing
}

func (w *subsetter) font() ([]byte, error) {
	for code, d := range w.drawings {
		if _, ok := w.where[first(d)]; !ok && d.plain() {
			w.where[d.parts[0].glyph] = code
		}
	}
	w.box = noBox
	for i := 0; i < len(w.drawings); i++ { // grows
		if err := w.glyph(w.drawings[i]); err != nil {
			return nil, err
		}
		if len(w.drawings) > MaxCodes+1 {
			return nil, fmt.Errorf("the document needs more than %d of its glyphs", MaxCodes)
		}
	}
	w.loca = binary.BigEndian.AppendUint32(w.loca, uint32(len(w.glyf)))
	out := sfnt{"glyf": w.glyf, "hmtx": w.hmtx, "loca": w.loca, "head": w.head(), "hhea": w.hhea(), "maxp": w.maxp()}
	for _, t := range []string{"cvt ", "fpgm", "prep"} {
		if b := w.source[t]; len(b) > 0 {
			out[t] = b
		}
	}
	return out.bytes(), nil
}

func first(d drawing) uint32 {
	if len(d.parts) == 0 {
		return 0
	}
	return d.parts[0].glyph
}

// glyph appends one drawing to glyf, loca and hmtx.
func (w *subsetter) glyph(d drawing) error {
	be := binary.BigEndian
	w.loca = be.AppendUint32(w.loca, uint32(len(w.glyf)))
	advance, bearing := uint16(d.advance), int16(0)
	switch {
	case d.plain():
		own, lsb := w.glyphs.metrics(d.parts[0].glyph)
		if bearing = lsb; len(w.advances) == 0 {
			advance = own // .notdef has no drawing of ours
		}
		outline, err := w.copied(d.parts[0].glyph)
		if err != nil {
			return err
		}
		w.glyf = append(w.glyf, outline...)
	case len(d.parts) > 0:
		bearing = w.compose(d)
	}
	for len(w.glyf)%4 != 0 {
		w.glyf = append(w.glyf, 0)
	}
	w.advances = append(w.advances, advance)
	w.hmtx = be.AppendUint16(be.AppendUint16(w.hmtx, advance), uint16(bearing))
	return nil
}

// compose writes a composite glyph of a drawing's parts and returns its left side bearing.
func (w *subsetter) compose(d drawing) int16 {
	be := binary.BigEndian
	at, all := len(w.glyf), noBox
	w.glyf = append(w.glyf, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0)
	for i, p := range d.parts {
		b := boxOf(w.glyphs.outline(p.glyph))
		all = all.with(box{b[0] + p.x, b[1] + p.y, b[2] + p.x, b[3] + p.y})
		flags := uint16(argsAreWords | argsAreXY)
		if i+1 < len(d.parts) {
			flags |= moreFollow
		}
		w.glyf = be.AppendUint16(w.glyf, flags)
		w.glyf = be.AppendUint16(w.glyf, uint16(w.index(p.glyph)))
		w.glyf = be.AppendUint16(be.AppendUint16(w.glyf, uint16(p.x)), uint16(p.y))
	}
	for k, v := range all {
		be.PutUint16(w.glyf[at+2+2*k:], uint16(clamp(v)))
	}
	w.box, w.most = w.box.with(all), max(w.most, len(d.parts))
	return int16(all[0])
}

// index is the glyph of the subset that is a plain copy of one of the font's.
func (w *subsetter) index(glyph uint32) int {
	i, ok := w.where[glyph]
	if !ok {
		i = len(w.drawings)
		w.where[glyph] = i
		own, _ := w.glyphs.metrics(glyph)
		w.drawings = append(w.drawings, drawing{[]part{{glyph: glyph}}, int(own)})
	}
	return i
}

// copied is the outline of a glyph with its components numbered anew.
func (w *subsetter) copied(glyph uint32) ([]byte, error) {
	outline := w.glyphs.outline(glyph)
	if outline == nil {
		return nil, nil
	}
	w.box = w.box.with(boxOf(outline))
	if _, err := w.depth(glyph, 0); err != nil {
		return nil, err
	}
	outline = slices.Clone(outline)
	err := components(outline, func(at int) error {
		old := binary.BigEndian.Uint16(outline[at:])
		binary.BigEndian.PutUint16(outline[at:], uint16(w.index(uint32(old))))
		return nil
	})
	return outline, err
}

// depth is how deep the composites of a glyph are nested; level says how deep this glyph is in another. Glyphs that
// contain themselves, or that the font does not have, are an error.
func (w *subsetter) depth(glyph uint32, level int) (int, error) {
	if d, ok := w.depths[glyph]; ok {
		return d, nil
	}
	if level > maxDepth || glyph >= w.glyphs.count {
		return 0, fmt.Errorf("its glyph %d is made of parts without end", glyph)
	}
	outline, deepest := w.glyphs.outline(glyph), 0
	err := components(outline, func(at int) error {
		d, err := w.depth(uint32(binary.BigEndian.Uint16(outline[at:])), level+1)
		deepest = max(deepest, d+1)
		return err
	})
	if err == nil && deepest > maxDepth {
		err = fmt.Errorf("its glyph %d has parts within parts more than %d deep", glyph, maxDepth)
	}
	if err == nil {
		w.depths[glyph] = deepest
	}
	return deepest, err
}

func (w *subsetter) head() []byte {
	head := slices.Clone(w.source["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // long loca
	for k, v := range w.box.with(boxOf(head[34:])) {
		binary.BigEndian.PutUint16(head[36+2*k:], uint16(clamp(v)))
	}
	return head
}

func (w *subsetter) hhea() []byte {
	hhea := slices.Clone(w.source["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(w.drawings)))
	return hhea
}

// maxp raises the limits of composite glyphs, and sets the number of glyphs.
func (w *subsetter) maxp() []byte {
	be, maxp := binary.BigEndian, slices.Clone(w.source["maxp"])
	be.PutUint16(maxp[4:], uint16(len(w.drawings)))
	if w.most == 0 {
		return maxp
	}
	at := func(k int) int { return int(be.Uint16(maxp[k:])) }
	raise := func(k, v int) { be.PutUint16(maxp[k:], uint16(min(65535, max(v, at(k))))) }
	raise(10, w.most*max(at(6), at(10))) // points
	raise(12, w.most*max(at(8), at(12))) // contours
	raise(28, w.most)                    // components
	raise(30, at(30)+1)                  // depth
	return maxp
}
