package typeface

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"publish/pipeline/language"
)

// If it fails, the list of what is embedded lies: about hashes (the manifest's), characters (a box on a page), licences.
func TestTheCatalogueIsTrue(t *testing.T) {
	listing, err := os.ReadFile("fonts/FONTS.tsv")
	if err != nil {
		t.Fatal(err)
	}
	licence, err := os.ReadFile("fonts/OFL.txt")
	if err != nil {
		t.Fatal(err)
	}
	library := open(t)
	ttf, _ := filepath.Glob("fonts/*.ttf")
	zst, _ := filepath.Glob("fonts/*.zst")
	if have, want := len(ttf)+len(zst), len(catalogue); have != want {
		t.Errorf("fonts/ has %d fonts, the catalogue wants %d", have, want)
	}
	for i, row := range catalogue {
		file, err := stored(row.file)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != row.digest {
			t.Errorf("%s is not the file of the catalogue", row.file)
		}
		f := library.faces[i]
		p, err := f.parse()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := p.sfnt.characters(); err != nil || !slices.Equal(got, f.characters) {
			t.Errorf("%s has other characters than coverage.bin says (%v)", row.name, err)
		}
		if !strings.Contains(string(licence), row.name) || !strings.Contains(string(listing), "\n"+row.name+"\t") {
			t.Errorf("%s is not in OFL.txt and FONTS.tsv", row.name)
		}
		if m := p.metrics; m.Ascent <= 0 || m.Descent >= 0 || m.CapHeight <= 0 || m.BBox[0] >= m.BBox[2] || m.StemV <= 0 || m.Italic != (m.ItalicAngle != 0) {
			t.Errorf("%s: %+v", row.name, m)
		}
		if weight := p.metrics.Weight; f.bold != (weight == 700) {
			t.Errorf("%s: bold is %v at weight %d", row.name, f.bold, weight)
		}
	}
}

// If it fails, names in the commonest scripts have boxes in them.
func TestCompleteness(t *testing.T) {
	library := open(t)
	for name, ranges := range map[string][][2]rune{
		"NotoSerifKR-Regular":         {{0xAC00, 0xD7A3}},
		"NotoSerifSC-Regular":         {{0x4E00, 0x9FFF}},
		"NotoSerifJP-Regular":         {{0x3041, 0x3096}, {0x30A1, 0x30FE}},
		"SourceSerif4-Regular":        {{0x20, 0x7E}, {0xA1, 0xFF}, {0x1EA0, 0x1EF9}, {0x391, 0x3A1}, {0x400, 0x45F}},
		"SourceSerif4-BoldItalic":     {{0x20, 0x7E}, {0xA1, 0xFF}, {0x1EA0, 0x1EF9}, {0x391, 0x3A1}, {0x400, 0x45F}},
		"NotoSerif-Regular":           {{0x100, 0x24F}, {0x250, 0x2AF}, {0x1F00, 0x1F15}, {0x400, 0x52F}},
		"NotoSerifDevanagari-Regular": {{0x900, 0x97F}},
		"NotoSerifEthiopic-Regular":   {{0x1200, 0x1248}},
		"NotoNaskhArabic-Regular":     {{0x620, 0x65F}, {0x671, 0x6D3}},
	} {
		i := slices.IndexFunc(catalogue[:], func(e embedded) bool { return e.name == name })
		for _, r := range ranges {
			for c := r[0]; c <= r[1]; c++ {
				if !library.faces[i].characters.has(c) {
					t.Errorf("%s lacks %U %c", name, c, c)
				}
			}
		}
	}
}

// small is an embedded font of five kilobytes, as a file of fonts/.
func small(t testing.TB) []byte {
	t.Helper()
	data, err := unpacked("NotoSansLisu-Regular.ttf.zst")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// put writes big-endian at a place in a table of a font.
func put(t testing.TB, data []byte, table string, at int, value uint16) []byte {
	t.Helper()
	data = bytes.Clone(data)
	for i := range int(data[5]) {
		if row := data[12+16*i:]; string(row[:4]) == table {
			binary.BigEndian.PutUint16(data[uint32be(row[8:])+at:], value)
			return data
		}
	}
	t.Fatalf("no table %s", table)
	return nil
}

// sealed is a font with checksums that are right, so that what else is wrong with it is found.
func sealed(data []byte) []byte {
	t, err := readSfnt(data)
	if err != nil {
		return data
	}
	data = bytes.Clone(data)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		row := data[12+16*i:]
		sum := checksum(t[string(row[:4])])
		if string(row[:4]) == "head" {
			sum -= binary.BigEndian.Uint32(t["head"][8:])
		}
		binary.BigEndian.PutUint32(row[4:], sum)
	}
	return data
}

// If it fails, an editor is told neither which font is wrong nor what to get instead.
func TestAFontThatCannotServeIsRefused(t *testing.T) {
	good := small(t)
	with := func(magic string) []byte { return append([]byte(magic), good[4:]...) }
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"empty.ttf", "fonts/empty.ttf is too short for a font; copy it again from its source", nil},
		{"cff.otf", "fonts/cff.otf has PostScript outlines (CFF), which publish cannot embed; get the TrueType (.ttf) version of the font", with("OTTO")},
		{"all.ttc", "fonts/all.ttc is a collection of several fonts; take the one that you need out of it, as a .ttf file", with("ttcf")},
		{"web.woff2", "fonts/web.woff2 is a web font (WOFF2); get the .ttf version of the font", with("wOF2")},
		{"text.ttf", "fonts/text.ttf is not a font; put TrueType fonts (.ttf) here", []byte("This is a letter, not a font.")},
		{"cut.ttf", "fonts/cut.ttf is cut off or damaged; copy it again from its source", good[:len(good)/2]},
		{"shut.ttf", "fonts/shut.ttf forbids being embedded in a document (fsType 2); get a font with a free licence, such as the OFL", put(t, good, "OS/2", 8, 2)},
		{"whole.ttf", "fonts/whole.ttf forbids that a part of it be embedded in a document (fsType 256); get a font with a free licence, such as the OFL", put(t, good, "OS/2", 8, 0x100)},
		{"em.ttf", "fonts/em.ttf says that its em has 3 units (16 to 16384 are allowed); get another version of the font", put(t, good, "head", 18, 3)},
		{"flip.ttf", `fonts/flip.ttf has a damaged table "glyf", whose checksum is wrong; copy the font again from its source`, put(t, good, "glyf", 100, 0xABCD)},
		{"metrics.ttf", `fonts/metrics.ttf has a damaged table "head", whose checksum is wrong; copy the font again from its source`, put(t, good, "head", 36, 77)},
		{"big.ttf", "fonts/big.ttf is larger than 64 MB; make a smaller font of the characters that you need", make([]byte, MaxFontSize+1)},
		{"bare.ttf", `fonts/bare.ttf has no whole table "cmap", so that it cannot be embedded; get a TrueType (.ttf) version with glyf outlines`, sfnt{"head": make([]byte, 54)}.bytes()},
	} {
		if _, err := Open([]Extra{{c.name, c.data}}); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.name, err, c.want)
		}
	}
	if _, err := Open(make([]Extra, MaxExtra+1)); err == nil {
		t.Error("any number of fonts is accepted")
	}
}

// If it fails, a font in fonts/ changes pages that did not need it, or does not help those that do.
func TestFurtherFontsServeForWhatIsMissing(t *testing.T) {
	library := open(t, Extra{"b.ttf", small(t)}, Extra{"a.ttf", small(t)})
	if library.Hash() == open(t).Hash() {
		t.Error("the hash does not tell of fonts/")
	}
	if library.Hash() != open(t, Extra{"a.ttf", small(t)}, Extra{"b.ttf", small(t)}).Hash() {
		t.Error("the hash tells in which order the files were read")
	}
	shape := func() *Face {
		shaped, err := library.NewShaper().Shape("ꓐꓑ", language.MustParse("lis"), false, Style{})
		if err != nil {
			t.Fatal(err)
		}
		return shaped.Runs[0].Face
	}
	if f := shape(); f.extra {
		t.Error("a further font comes before an embedded one")
	}
	for _, f := range library.faces {
		if !f.extra {
			f.characters = slices.DeleteFunc(slices.Clone(f.characters), func(r rune) bool { return 0xA4D0 <= r && r <= 0xA500 })
		}
	}
	if f := shape(); !f.extra || f.file != "a.ttf" || f.Name() != "NotoSansLisu-Regular" {
		t.Errorf("the further font is not used, but %s of %s", f.Name(), f.file)
	}
}

// Law 7, for fonts from anywhere: a damaged font is an error, or gives the same bytes twice; it never stops the program.
func FuzzFurtherFont(f *testing.F) {
	good := small(f)
	f.Add(good, "ꓐꓑ ꓓ")
	f.Add(good[:len(good)-100], "ꓐ")
	f.Add(put(f, good, "maxp", 4, 3), "ꓐꓑ")
	f.Add(put(f, good, "head", 50, 1), "ꓐꓑ")
	for _, name := range []string{"NotoSansOlChiki-Regular.ttf.zst", "NotoSansBuginese-Regular.ttf.zst", "NotoSansTagalog-Regular.ttf.zst"} {
		data, err := unpacked(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "ᱥᱟᱱᨅᨗᜊᜒ")
	}
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		once := func() (Subset, error) {
			face, err := further(Extra{"fuzz.ttf", sealed(data)})
			if err != nil {
				return Subset{}, err
			}
			alone := &Library{}
			alone.add(face)
			s := alone.NewShaper()
			shaped, err := s.Shape(text, language.MustParse("en"), false, Style{})
			if err != nil || text == "" {
				return Subset{}, err
			}
			if at, _ := logical(shaped); len(at) == 0 || int(at[len(at)-1].End) != len(text) {
				t.Fatalf("%q is not tiled", text)
			}
			return s.Subset(face)
		}
		first, err := once()
		second, again := once()
		if (err == nil) != (again == nil) || first.Name != second.Name || !bytes.Equal(first.TTF, second.TTF) {
			t.Fatalf("%v (%v), then %v (%v)", first.Name, err, second.Name, again)
		}
	})
}
