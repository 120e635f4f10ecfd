package typeface

// ignorable says whether HarfBuzz hides a character (Default_Ignorable_Code_Point of Unicode, but for the Hangul fillers,
// which have a width: hb-unicode.hh, is_default_ignorable).
func ignorable(r rune) bool {
	if r < 0xAD {
		return false
	}
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0xFEFF,
		0x17B4 <= r && r <= 0x17B5, 0x180B <= r && r <= 0x180F,
		0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F,
		0xFE00 <= r && r <= 0xFE0F, 0xFFF0 <= r && r <= 0xFFF8,
		0x1BCA0 <= r && r <= 0x1BCA3, 0x1D173 <= r && r <= 0x1D17A, 0xE0000 <= r && r <= 0xE0FFF:
		return true
	}
	return false
}

// dropped says whether an ignorable character also goes from the text that is copied out of a page. Joiners, word breaks
// and variation selectors are spelling and stay; a soft hyphen in mid-word would break every search for the word,
// direction marks would turn what the reader's own program has already ordered, and PDF/A forbids U+FEFF.
func dropped(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x61C, r == 0xFEFF, r == 0x200E, r == 0x200F, 0x202A <= r && r <= 0x202E,
		0x2061 <= r && r <= 0x206F, 0xFFF0 <= r && r <= 0xFFF8, 0x1BCA0 <= r && r <= 0x1BCA3,
		0x1D173 <= r && r <= 0x1D17A, 0xE0000 <= r && r <= 0xE00FF:
		return true
	}
	return false
}

// blank says whether HarfBuzz can make the character of the face's own space, with its own width (hb-unicode.hh,
// space_fallback_type). Tabs, and the separators of lines and paragraphs that stand in a line, are set as spaces.
func blank(r rune) bool {
	switch {
	case r == ' ', r == 0xA0, 0x2000 <= r && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x3000:
		return true
	}
	return separates(r)
}

// separates says whether the character parts words but is not a space to HarfBuzz.
func separates(r rune) bool { return r == '\t' || r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 }

// unwritable says whether no font can stand for the character: private use has no meaning for a reader (PDF/A-2a,
// 6.2.11.7.3 forbids it), noncharacters and controls none at all.
func unwritable(r rune) bool {
	switch {
	case r < 0xA0:
		return (r < 0x20 || r >= 0x7F) && !separates(r)
	case r < 0xE000:
		return false
	}
	return r <= 0xF8FF || r >= 0xF0000 || r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF
}

// covers says whether a face has what a grapheme cluster needs.
func (f *Face) covers(cluster []rune) bool {
	for _, r := range cluster {
		switch {
		case f.characters.has(r), ignorable(r), blank(r) && f.characters.has(' '):
		case r == 0x2011 && f.characters.has(0x2010):
		default:
			return false
		}
	}
	return true
}

// brackets are the pairs of which the closing one takes the script of the opening one (UAX 24, 5.1).
var brackets = map[rune]rune{
	')': '(', ']': '[', '}': '{', '»': '«', '›': '‹', '”': '“', '’': '‘',
	'」': '「', '』': '『', '》': '《', '〉': '〈', '】': '【', '〕': '〔', '）': '（', '］': '［',
}

// opens says whether a character begins a pair of brackets; it takes the script of what follows.
func opens(r rune) bool {
	switch r {
	case '(', '[', '{', '«', '‹', '“', '‘', '„', '‚', '「', '『', '《', '〈', '【', '〔', '（', '［', '¿', '¡':
		return true
	}
	return false
}
