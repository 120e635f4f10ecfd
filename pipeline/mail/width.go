package mail

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Width is the number of columns that a text takes: East Asian wide and full-width characters two, combining marks none, all
// others one. Where programs differ (vowel signs of South and South East Asia, joiners, variation selectors) it is the
// larger number, so that a line is nowhere wider than it is measured.
func Width(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if s[i] >= ' ' && s[i] != 0x7F {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += runeWidth(r)
		i += size
	}
	return n
}

// runeWidth is the width of one character that is not ASCII. The ranges at the front are the common ones.
func runeWidth(r rune) int {
	switch {
	case r < 0x300 || 0x370 <= r && r < 0x483 || 0x48A <= r && r < 0x530: // a soft hyphen is seen by many
		return 1
	case 0x4E00 <= r && r <= 0x9FFF || 0x3041 <= r && r <= 0x3096 || 0x30A0 <= r && r <= 0x30FF || 0xAC00 <= r && r <= 0xD7A3:
		return 2
	case r < 0x900 || 0x1AB0 <= r && r < 0x1B00 || 0x1DC0 <= r && r < 0x1E00 || 0x20D0 <= r && r < 0x20DD || 0x3099 <= r && r <= 0x309A || 0xFE20 <= r && r < 0xFE30:
		if r != 0x34F && unicode.Is(unicode.Mn, r) { // marks that Unicode gives a combining class
			return 0
		}
		return 1
	case r == 0x200E || r == 0x200F: // marks of direction are seen by none
		return 0
	case r < 0x1100 || 0x2010 <= r && r <= 0x2027:
		return 1
	}
	return max(uniseg.StringWidth(string(r)), 1)
}
