package pdf

import (
	"strconv"

	"publish/pipeline/typeface"
)

// fontTable gives each face of a document its resource name.
func fontTable(s *typeface.Shaper) map[*typeface.Face]string {
	names := map[*typeface.Face]string{}
	for i, f := range s.Faces() {
		names[f] = "F" + strconv.Itoa(i)
	}
	return names
}

// font writes the objects of a face's subset and returns that of the Type0 font: codes are glyphs (Identity-H), and every
// code has its text.
func (f *finisher) font(face *typeface.Face, sub typeface.Subset) int {
	base := sub.Name
	program := f.file.stream("/Filter/FlateDecode/Length1 "+strconv.Itoa(len(sub.TTF)), f.z.deflateShared(sub.TTF))
	descriptor := f.file.add(descriptor(base, face.Metrics(), program))
	b := name([]byte("<</Type/Font/Subtype/CIDFontType2/BaseFont"), base)
	b = append(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/FontDescriptor "...)
	b = append(reference(b, descriptor), "/W[0["...)
	for i, w := range sub.Widths {
		if i > 0 {
			b = append(b, ' ')
		}
		b = number(b, w)
	}
	descendant := f.file.add(append(b, "]]>>"...))
	unicode := f.file.stream("/Filter/FlateDecode", f.z.deflate(toUnicode(sub.Text)))
	b = append(name([]byte("<</Type/Font/Subtype/Type0/BaseFont"), base), "/Encoding/Identity-H/DescendantFonts["...)
	b = reference(append(reference(b, descendant), "]/ToUnicode "...), unicode)
	return f.file.add(append(b, ">>"...))
}

// descriptor is a font descriptor (ISO 32000-1, 9.8). The font is symbolic: its codes are not those of Latin letters.
func descriptor(base string, m typeface.Metrics, program int) []byte {
	const serif, symbolic, italic = 2, 4, 64
	flags := symbolic
	if m.Serif {
		flags |= serif
	}
	if m.Italic || m.ItalicAngle != 0 {
		flags |= italic
	}
	b := name([]byte("<</Type/FontDescriptor/FontName"), base)
	b = strconv.AppendInt(append(b, "/Flags "...), int64(flags), 10)
	b = rectangle(append(b, "/FontBBox"...), m.BBox)
	for _, v := range []struct {
		key   string
		value float64
	}{{"/ItalicAngle ", m.ItalicAngle}, {"/Ascent ", m.Ascent}, {"/Descent ", m.Descent}, {"/CapHeight ", m.CapHeight}, {"/StemV ", m.StemV}} {
		b = number(append(b, v.key...), v.value)
	}
	return append(reference(append(b, "/FontFile2 "...), program), ">>"...)
}

// bfcharBlock is the most entries of one block of a CMap.
const bfcharBlock = 100

// toUnicode is the CMap from codes to text. Code 0 is .notdef, which no page shows.
func toUnicode(text []string) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for i := 1; i < len(text); i += bfcharBlock {
		end := min(i+bfcharBlock, len(text))
		b = append(strconv.AppendInt(b, int64(end-i), 10), " beginbfchar\n"...)
		for c := i; c < end; c++ {
			b = append(appendHex16(append(b, '<'), uint16(c)), "> <"...)
			b = append(appendUTF16(b, text[c]), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
