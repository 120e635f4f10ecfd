package typeface

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"

	"publish/pipeline/language"
)

// outlines parses a font for its outlines alone. A subset has no character map, which go-text asks for: it gets an empty one.
func outlines(t *testing.T, file []byte) *font.Face {
	t.Helper()
	tables := sfnt{"cmap": {0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 6, 0, 10, 0, 0, 0, 0, 0, 0}}
	for i := range int(file[5]) {
		row := file[12+16*i:]
		at, size := uint32be(row[8:]), uint32be(row[12:])
		tables[string(row[:4])] = file[at : at+size]
	}
	f, err := parseFont(tables)
	if err != nil {
		t.Fatal(err)
	}
	return font.NewFace(f)
}

func uint32be(b []byte) int { return int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]) }

// ink is the segments of a glyph, moved.
func ink(f *font.Face, glyph uint32, x, y float32) (all []ot.Segment) {
	o, ok := f.GlyphData(ot.GID(glyph)).(font.GlyphOutline)
	if !ok {
		return nil
	}
	for _, s := range o.Segments {
		for i := range s.Args {
			s.Args[i].X += x
			s.Args[i].Y += y
		}
		all = append(all, s)
	}
	return all
}

// moveTo and the others use one, two or three of a segment's points; the rest are not compared.
func sameInk(a, b []ot.Segment) bool {
	return slices.EqualFunc(a, b, func(a, b ot.Segment) bool {
		if a.Op != b.Op {
			return false
		}
		points := map[ot.SegmentOp]int{ot.SegmentOpQuadTo: 2, ot.SegmentOpCubeTo: 3}[a.Op]
		return slices.Equal(a.Args[:max(points, 1)], b.Args[:max(points, 1)])
	})
}

// If it fails, a page shows other shapes than the font has, or marks in other places than HarfBuzz put them.
func TestASubsetDrawsWhatTheFontDraws(t *testing.T) {
	s := open(t).NewShaper()
	_, all := lines(t)
	for _, l := range all {
		if _, err := s.Shape(l.text, language.MustParse(l.language), l.direction == "rtl", l.styled()); err != nil {
			t.Fatalf("%s: %v", l.name, err)
		}
	}
	composites := 0
	for _, f := range s.Faces() {
		sub, err := s.Subset(f)
		if err != nil {
			t.Fatal(err)
		}
		u := s.subsets[f.index]
		ours, theirs := outlines(t, sub.TTF), outlines(t, u.parsed.sfnt.bytes())
		for code, d := range u.drawings {
			var want []ot.Segment
			for _, p := range d.parts {
				want = append(want, ink(theirs, p.glyph, float32(p.x), float32(p.y))...)
			}
			if got := ink(ours, uint32(code), 0, 0); !sameInk(got, want) {
				t.Errorf("%s: code %d (%q) is drawn\n%v\ninstead of\n%v", f.Name(), code, sub.Text[code], got, want)
			}
			if len(d.parts) > 1 {
				composites++
			}
			if got := float64(ours.HorizontalAdvance(ot.GID(code))) * 1000 / u.parsed.em; got != sub.Widths[code] {
				t.Errorf("%s: code %d (%q) is %v wide in the font and %v in /W", f.Name(), code, sub.Text[code], got, sub.Widths[code])
			}
		}
	}
	if composites < 100 {
		t.Errorf("only %d glyphs are put together of several: the lines no longer test that", composites)
	}
}

// If it fails, the same edition has other bytes on another day: the printer's file is not the one that was approved.
func TestTheSameTextsGiveTheSameSubsets(t *testing.T) {
	library := open(t)
	_, all := lines(t)
	make := func() (files [][]byte, names []string) {
		s := library.NewShaper()
		for _, l := range all[:20] {
			if _, err := s.Shape(l.text, language.MustParse(l.language), l.direction == "rtl", l.styled()); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range s.Faces() {
			sub, err := s.Subset(f)
			if err != nil {
				t.Fatal(err)
			}
			files, names = append(files, sub.TTF), append(names, sub.Name)
		}
		return files, names
	}
	files, names := make()
	again, named := make()
	if !slices.Equal(names, named) || !slices.EqualFunc(files, again, bytes.Equal) {
		t.Errorf("%v, then %v", names, named)
	}
}

// If it fails, two documents that are put into one have fonts of one name and different glyphs.
func TestASubsetsNameIsItsContents(t *testing.T) {
	library := open(t)
	names := map[string]string{}
	for _, text := range []string{"a", "b", "ab", "é"} {
		s := library.NewShaper()
		shaped, err := s.Shape(text, language.MustParse("fr"), false, Style{})
		if err != nil {
			t.Fatal(err)
		}
		sub, err := s.Subset(shaped.Runs[0].Face)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := names[sub.Name]; ok {
			t.Errorf("%q and %q are both %s", text, other, sub.Name)
		}
		names[sub.Name] = text
		if want := "+SourceSerif4-Regular"; sub.Name[6:] != want {
			t.Errorf("%s does not end in %s", sub.Name, want)
		}
	}
}

// A font whose glyph contains itself would hang the readers' programs.
func TestAGlyphWithinItselfIsRefused(t *testing.T) {
	f := func(component byte) sfnt {
		glyph := []byte{0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9, 0, 2, 0, component, 0, 0}
		return sfnt{"glyf": glyph, "loca": {0, 0, 0, 0, 0, 8}, "head": make([]byte, 54), "maxp": {0, 1, 0, 0, 0, 2}, "hhea": make([]byte, 36)}
	}
	for _, component := range []byte{1, 2} {
		source := f(component)
		w := subsetter{source: source, glyphs: source.glyphTable(), where: map[uint32]int{}, depths: map[uint32]int{}}
		if _, err := w.depth(1, 0); err == nil || fmt.Sprint(err) == "" {
			t.Errorf("glyph 1 made of glyph %d is accepted", component)
		}
	}
}
