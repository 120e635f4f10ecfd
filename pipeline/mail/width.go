package mail

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Width is the number of columns that a text takes: East Asian wide and full-width characters two, combining and format
// characters none, all others one. It is never less than what a terminal that knows grapheme clusters takes.
func Width(s string) int {
	n, last := 0, 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			last = 1
			if s[i] < ' ' || s[i] == 0x7F {
				last = 0
			}
			n += last
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		w := runeWidth(r)
		if r == 0xFE0F && last == 1 { // the character before is drawn as an emoji
			n++
		}
		if w > 0 {
			last = w
		}
		n += w
	}
	return n
}

// runeWidth is the width of one character that is not ASCII. The ranges at the front are the common ones; they and
// uniseg's tables agree, which a test proves.
func runeWidth(r rune) int {
	switch {
	case r < 0x300 || 0x370 <= r && r < 0x483 || 0x48A <= r && r < 0x530: // a soft hyphen is seen by many
		return 1
	case 0x4E00 <= r && r <= 0x9FFF || 0x3041 <= r && r <= 0x3096 || 0x30A0 <= r && r <= 0x30FF || 0xAC00 <= r && r <= 0xD7A3:
		return 2
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(unicode.Cf, r):
		return uniseg.StringWidth(string(r))
	case r < 0x1100 || 0x2010 <= r && r <= 0x2027:
		return 1
	}
	return max(uniseg.StringWidth(string(r)), 1)
}
