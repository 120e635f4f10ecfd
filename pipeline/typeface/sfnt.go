package typeface

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math/bits"
	"slices"
)

// MaxFontSize is the largest file of fonts/ in bytes that Open takes: about twice a complete Chinese font.
const MaxFontSize = 64 << 20

// sfnt is a TrueType file cut into its tables (OpenType 1.9, "Organization of an OpenType Font"). The tables share the
// file's bytes and are never written to.
type sfnt map[string][]byte

// wrappers are what a file may be instead of a TrueType font, by its first four bytes.
var wrappers = map[string]string{
	"OTTO": "has PostScript outlines (CFF), which publish cannot embed; get the TrueType (.ttf) version of the font",
	"ttcf": "is a collection of several fonts; take the one that you need out of it, as a .ttf file",
	"wOFF": "is a web font (WOFF); get the .ttf version of the font",
	"wOF2": "is a web font (WOFF2); get the .ttf version of the font",
	"typ1": "is a PostScript Type 1 font; get the .ttf version of the font",
}

// readSfnt reads the table directory. An error says what is wrong and what to do, after the name of the file.
func readSfnt(data []byte) (sfnt, error) {
	if len(data) > MaxFontSize {
		return nil, fmt.Errorf("is larger than %d MB; make a smaller font of the characters that you need", MaxFontSize>>20)
	}
	if len(data) < 12 {
		return nil, fmt.Errorf("is too short for a font; copy it again from its source")
	}
	if why, ok := wrappers[string(data[:4])]; ok {
		return nil, fmt.Errorf("%s", why)
	}
	if kind := string(data[:4]); kind != "\x00\x01\x00\x00" && kind != "true" {
		return nil, fmt.Errorf("is not a font; put TrueType fonts (.ttf) here")
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, errTruncated
	}
	t := make(sfnt, n)
	for i := range n {
		row := data[12+16*i:]
		start, size := uint64(binary.BigEndian.Uint32(row[8:])), uint64(binary.BigEndian.Uint32(row[12:]))
		if start+size > uint64(len(data)) {
			return nil, errTruncated
		}
		t[string(row[:4])] = data[start : start+size : start+size]
	}
	return t, t.check()
}

var errTruncated = fmt.Errorf("is cut off or damaged; copy it again from its source")

// required are the tables that shaping and embedding read, with the least length of each.
var required = []struct {
	tag  string
	size int
}{{"cmap", 4}, {"glyf", 0}, {"head", 54}, {"hhea", 36}, {"hmtx", 4}, {"loca", 4}, {"maxp", 32}, {"OS/2", 78}}

// check holds what the rest of the package relies on: the tables are there, long enough for the glyphs they promise, and
// every outline lies within glyf.
func (t sfnt) check() error {
	if t["CFF "] != nil || t["CFF2"] != nil {
		return fmt.Errorf("%s", wrappers["OTTO"])
	}
	for _, r := range required {
		if b, ok := t[r.tag]; !ok || len(b) < r.size {
			return fmt.Errorf("has no whole table %q, so that it cannot be embedded; get a TrueType (.ttf) version with glyf outlines", r.tag)
		}
	}
	if em := t.unitsPerEm(); em < 16 || em > 16384 {
		return fmt.Errorf("says that its em has %d units (16 to 16384 are allowed); get another version of the font", em)
	}
	n, long := t.glyphs(), t.longMetrics()
	if n == 0 || long == 0 || long > n || len(t["hmtx"]) < 4*long+2*(n-long) || len(t["loca"]) < t.locaSize()*(n+1) {
		return errTruncated
	}
	all := t.glyphTable()
	for g := range uint32(n) {
		if a, b := all.bounds(g); a > b || b > len(t["glyf"]) {
			return errTruncated
		}
	}
	return t.embeddable()
}

// embeddable reads fsType (OpenType, OS/2): 2 forbids embedding, 0x100 forbids subsetting, 0x200 allows bitmaps only.
func (t sfnt) embeddable() error {
	switch kind := binary.BigEndian.Uint16(t["OS/2"][8:]); {
	case kind&0xF == 2:
		return fmt.Errorf("forbids being embedded in a document (fsType %d); get a font with a free licence, such as the OFL", kind)
	case kind&0x300 != 0:
		return fmt.Errorf("forbids that a part of it be embedded in a document (fsType %d); get a font with a free licence, such as the OFL", kind)
	}
	return nil
}

func (t sfnt) unitsPerEm() int { return int(binary.BigEndian.Uint16(t["head"][18:])) }
func (t sfnt) glyphs() int     { return int(binary.BigEndian.Uint16(t["maxp"][4:])) }
func (t sfnt) longMetrics() int {
	return int(binary.BigEndian.Uint16(t["hhea"][34:]))
}

func (t sfnt) longLoca() bool { return binary.BigEndian.Uint16(t["head"][50:]) == 1 }

func (t sfnt) locaSize() int {
	if t.longLoca() {
		return 4
	}
	return 2
}

// A tableReader reads a font file of some tables that is never put together: a directory, and the tables where they lie.
type tableReader struct {
	at   []int // where each piece begins; the directory first
	data [][]byte
}

// ReadAt reads of the piece at an offset; no table reaches into the next.
func (r *tableReader) ReadAt(into []byte, offset int64) (int, error) {
	i, found := slices.BinarySearch(r.at, int(offset))
	if !found {
		i--
	}
	if i < 0 || int(offset)-r.at[i] > len(r.data[i]) {
		return 0, io.EOF
	}
	n := copy(into, r.data[i][int(offset)-r.at[i]:])
	if n < len(into) {
		return n, io.EOF
	}
	return n, nil
}

// reader is the file of these tables for go-text, which makes copies of its own. The checksums are zero: it looks at none.
func (t sfnt) reader() *io.SectionReader {
	be := binary.BigEndian
	tags := slices.Sorted(maps.Keys(t))
	end := 12 + 16*len(tags)
	directory := header(make([]byte, 0, end), len(tags))
	r := &tableReader{at: []int{0}, data: [][]byte{nil}}
	for _, tag := range tags {
		directory = append(directory, tag...)
		directory = be.AppendUint32(directory, 0)
		directory = be.AppendUint32(directory, uint32(end))
		directory = be.AppendUint32(directory, uint32(len(t[tag])))
		r.at, r.data = append(r.at, end), append(r.data, t[tag])
		end += max(len(t[tag]), 1)
	}
	r.data[0] = directory
	return io.NewSectionReader(r, 0, int64(end))
}

// bytes is the file of these tables, in the order of their tags: the same tables give the same bytes. checkSumAdjustment
// is set as OpenType wants it, in a copy of head.
func (t sfnt) bytes() []byte {
	be := binary.BigEndian
	if head, ok := t["head"]; ok {
		head = slices.Clone(head)
		be.PutUint32(head[8:], 0)
		t["head"] = head
	}
	tags := make([]string, 0, len(t))
	size := 12 + 16*len(t)
	for tag, b := range t {
		tags = append(tags, tag)
		size += (len(b) + 3) &^ 3
	}
	slices.Sort(tags)
	out := header(make([]byte, 0, size), len(tags))
	at, headAt := 12+16*len(tags), 0
	for _, tag := range tags {
		out = append(out, tag...)
		out = be.AppendUint32(out, checksum(t[tag]))
		out = be.AppendUint32(out, uint32(at))
		out = be.AppendUint32(out, uint32(len(t[tag])))
		if tag == "head" {
			headAt = at
		}
		at += (len(t[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		out = append(out, t[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	if headAt > 0 {
		be.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	}
	return out
}

// intact holds the tables that are read to the checksums in a font's directory: a font with a wrong one was damaged on its way, or
// changed by a program that cannot write fonts. That of head is taken with checkSumAdjustment as zero; some programs take it as it is.
func (t sfnt) intact(data []byte) error {
	be := binary.BigEndian
	for i := range int(be.Uint16(data[4:])) {
		row := data[12+16*i:]
		tag, want := string(row[:4]), be.Uint32(row[4:])
		if tag == "DSIG" { // signs the file, and is not read
			continue
		}
		sum := checksum(t[tag])
		if tag == "head" && sum != want {
			sum -= be.Uint32(t[tag][8:])
		}
		if sum != want {
			return fmt.Errorf("has a damaged table %q, whose checksum is wrong; copy the font again from its source", tag)
		}
	}
	return nil
}

// header appends the beginning of a font file of n tables.
func header(out []byte, n int) []byte {
	be, log := binary.BigEndian, bits.Len(uint(n))-1
	out = append(out, 0, 1, 0, 0)
	out = be.AppendUint16(out, uint16(n))
	out = be.AppendUint16(out, uint16(16<<log))
	out = be.AppendUint16(out, uint16(log))
	return be.AppendUint16(out, uint16(16*n-16<<log))
}

// checksum is that of a table, or of a file (OpenType, "Calculating Checksums").
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
