package typeface

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// A Face is one font file. It is parsed when it is first needed, and safe for concurrent use.
type Face struct {
	name, file, family  string
	scripts             []string // ISO 15924; of the embedded ones
	bold, italic, serif bool
	extra               bool
	index               int // in its library
	characters          coverage
	parse               func() (*parsed, error) // once
}

// parsed is what a face is once it has been read.
type parsed struct {
	sfnt    sfnt
	glyphs  glyphs
	font    *font.Font
	em      float64 // units
	metrics Metrics
	filters sync.RWMutex // locked while a shaper's filters are made of font, read-locked while it shapes
	widen   []*tables.RangeRecord

	sequences func() ([]sequence, bool) // once
	shared    sync.Map                  // of words set by pairs: name of a context -> *known
}

// Metrics of a face in 1/1000 em, as a PDF's font descriptor wants them (ISO 32000-2, 9.8).
type Metrics struct {
	Ascent, Descent   float64 // of the line, from hhea; Descent is negative
	CapHeight         float64
	XHeight           float64    // 0: unknown
	ItalicAngle       float64    // degrees, counterclockwise from the vertical
	BBox              [4]float64 // of all glyphs: left, bottom, right, top
	StemV             float64    // guessed from the weight, as no TrueType font has it
	Weight            int        // 400 is regular, 700 bold
	Serif, Bold       bool
	Italic            bool
	UnderlinePosition float64 // of its middle; negative is below the baseline
	UnderlineSize     float64
}

// Name is the font's PostScript name, such as "SourceSerif4-Bold".
func (f *Face) Name() string { return f.name }

// Metrics are the face's; zero for a face that cannot be read, which no shaped text has.
func (f *Face) Metrics() Metrics {
	p, err := f.parse()
	if err != nil {
		return Metrics{}
	}
	return p.metrics
}

// lazily makes the face read its tables by open, once, at first need. Shaping looks at outlines only to place marks in a
// font that does not say itself where they go: a font that does, marks, is parsed without them, in a third of the time
// (of a Chinese font, in a tenth).
func (f *Face) lazily(marks bool, open func() (sfnt, error)) {
	f.parse = sync.OnceValues(func() (*parsed, error) {
		t, err := open()
		if err != nil {
			return nil, f.damaged(err)
		}
		shaped, err := parseFont(t.forShaping(marks))
		if err != nil {
			return nil, f.damaged(err)
		}
		p := &parsed{sfnt: t, glyphs: t.glyphTable(), font: shaped, em: float64(t.unitsPerEm()), widen: misjudged(shaped)}
		p.sequences = sync.OnceValues(func() ([]sequence, bool) {
			p.filters.RLock() // another shaper may be making its filters, for which the first ranges are others
			defer p.filters.RUnlock()
			return sequences(shaped)
		})
		p.metrics = t.describe(1000/p.em, f.bold)
		p.metrics.Serif, p.metrics.Bold, p.metrics.Italic = f.serif, f.bold, f.italic
		return p, nil
	})
}

// damaged names the font in an error.
func (f *Face) damaged(err error) error {
	if f.extra {
		return fmt.Errorf("fonts/%s cannot be used: %w; take it out, or get another version of the font", f.file, err)
	}
	return fmt.Errorf("the embedded font %s cannot be read: %w; install publish again", f.file, err)
}

// unshaped are tables that shaping has no use for.
var unshaped = []string{"name", "post", "STAT", "BASE", "gasp", "prep", "fpgm", "cvt ", "DSIG"}

// forShaping are the tables that shaping reads.
func (t sfnt) forShaping(withoutOutlines bool) sfnt {
	reduced := maps.Clone(t)
	for _, tag := range unshaped {
		delete(reduced, tag)
	}
	if withoutOutlines {
		delete(reduced, "glyf")
		delete(reduced, "loca")
	}
	return reduced
}

// parseFont has go-text read a font. Fonts are files of others: what makes the parser panic is an error.
func parseFont(t sfnt) (f *font.Font, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("its tables contradict each other (%v)", r)
		}
	}()
	loader, err := ot.NewLoader(t.reader())
	if err != nil {
		return nil, err
	}
	return font.NewFont(loader)
}

// further is the face of a file of fonts/.
func further(e Extra) (*Face, error) {
	t, err := readSfnt(e.Data)
	if err != nil {
		return nil, err
	}
	if err := t.intact(e.Data); err != nil {
		return nil, err
	}
	f := &Face{file: e.Name, name: t.postScriptName(e.Name), extra: true}
	f.family, _, _ = strings.Cut(f.name, "-")
	selection := binary.BigEndian.Uint16(t["OS/2"][62:])
	f.bold, f.italic = selection&0x20 != 0, selection&1 != 0
	f.serif = !strings.Contains(strings.ToLower(f.name), "sans")
	if f.characters, err = t.characters(); err != nil {
		return nil, err
	}
	f.lazily(false, func() (sfnt, error) { return t, nil })
	return f, nil
}

// characters reads cmap alone, which is quick.
func (t sfnt) characters() (c coverage, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("has a damaged character map (%v); copy it again from its source", r)
		}
	}()
	table, _, err := tables.ParseCmap(t["cmap"])
	if err != nil {
		return nil, fmt.Errorf("has a damaged character map (%v); copy it again from its source", err)
	}
	m, _, err := font.ProcessCmap(table, tables.FontPage(0))
	if err != nil {
		return nil, fmt.Errorf("has no Unicode character map (%v); get another version of the font", err)
	}
	return coverageOf(m)
}

// describe reads the metrics; unit is 1/1000 em in font units.
func (t sfnt) describe(unit float64, bold bool) Metrics {
	signed := func(table string, at int) float64 {
		if b := t[table]; at+2 <= len(b) {
			return float64(int16(binary.BigEndian.Uint16(b[at:]))) * unit
		}
		return 0
	}
	m := Metrics{Ascent: signed("hhea", 4), Descent: signed("hhea", 6), CapHeight: signed("OS/2", 68)}
	for i := range m.BBox {
		m.BBox[i] = signed("head", 36+2*i)
	}
	if binary.BigEndian.Uint16(t["OS/2"]) >= 2 && len(t["OS/2"]) >= 90 {
		m.XHeight, m.CapHeight = signed("OS/2", 86), signed("OS/2", 88)
	}
	if m.CapHeight <= 0 {
		m.CapHeight = 0.7 * m.Ascent
	}
	if post := t["post"]; len(post) >= 12 {
		m.ItalicAngle = float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536
		m.UnderlinePosition, m.UnderlineSize = signed("post", 8), signed("post", 10)
	}
	m.Weight = int(binary.BigEndian.Uint16(t["OS/2"][4:]))
	if bold { // that of Noto Serif Myanmar Bold says 400
		m.Weight = max(m.Weight, 700)
	}
	m.StemV = math.Round(50 + math.Pow(float64(min(m.Weight, 1000))/65, 2))
	return m
}

// postScriptName is name 6 of the font, as far as it can stand in a PDF name, else the name of the file.
func (t sfnt) postScriptName(file string) string {
	name := keep(t.nameOf(6))
	if name == "" {
		name = keep(strings.TrimSuffix(file, ".ttf"))
	}
	if name == "" {
		return "Font"
	}
	return name[:min(len(name), 63)]
}

// keep leaves the characters of a PostScript name.
func keep(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, s)
}

// nameOf reads an entry of the table name for Windows, in any language; "" if there is none.
func (t sfnt) nameOf(id uint16) string {
	be, b := binary.BigEndian, t["name"]
	if len(b) < 6 {
		return ""
	}
	strings := int(be.Uint16(b[4:]))
	for i := range int(be.Uint16(b[2:])) {
		if len(b) < 18+12*i {
			return ""
		}
		row := b[6+12*i:]
		size, at := int(be.Uint16(row[8:])), strings+int(be.Uint16(row[10:]))
		if be.Uint16(row) != 3 || be.Uint16(row[6:]) != id || at+size > len(b) {
			continue
		}
		units := make([]uint16, size/2)
		for k := range units {
			units[k] = be.Uint16(b[at+2*k:])
		}
		return string(utf16.Decode(units))
	}
	return ""
}
