package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mojibake finds text that was read in a wrong encoding: UTF-8 taken for Windows-1252, Windows-1251 and the like, and letters
// that became question marks.
func mojibake(p *pair) string {
	if piece := misread(p.Target, charmap.Windows1252); piece != "" && misread(p.Source, charmap.Windows1252) == "" {
		return "text in a wrong encoding: " + quote(piece)
	}
	if strings.Count(p.Target, "Р")+strings.Count(p.Target, "С") > 4 {
		if piece := misread(p.Target, charmap.Windows1251); len([]rune(piece)) >= 8 {
			return "text in a wrong encoding: " + quote(piece)
		}
	}
	if at := lostLetter(p.target.prose); at >= 0 && lostLetter(p.source.prose) < 0 {
		return "a question mark in the place of a letter: " + quote(tokenAt(p.target.prose, at))
	}
	return ""
}

// misread is the longest piece of a text whose bytes in the encoding are UTF-8 of letters beyond ASCII; "" if there is none.
func misread(text string, encoding *charmap.Charmap) string {
	longest := ""
	for at := 0; at < len(text); {
		end, last := at, at
		var bytes []byte
		for end < len(text) && len(bytes) < 96 {
			r, size := utf8.DecodeRuneInString(text[end:])
			b, ok := encoding.EncodeRune(r)
			if !ok && r >= 0x80 && r < 0xa0 {
				b, ok = byte(r), true // five places of Windows-1252 that nothing is assigned to
			}
			if !ok || b < 0x80 {
				break
			}
			bytes = append(bytes, b)
			end += size
			if utf8.Valid(bytes) {
				last = end
			}
		}
		if last > at {
			if piece := text[at:last]; len(piece) > len(longest) && real(piece, encoding) {
				longest = piece
			}
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at = max(last, at+size)
	}
	return longest
}

// real tells whether the characters that a piece stands for are letters or marks that texts have.
func real(piece string, encoding *charmap.Charmap) bool {
	var bytes []byte
	for _, r := range piece {
		b, ok := encoding.EncodeRune(r)
		if !ok {
			b = byte(r)
		}
		bytes = append(bytes, b)
	}
	if first, _ := utf8.DecodeRuneInString(piece); len(bytes) < 3 && (!strings.ContainsRune("ÂÃÄÅÐÑÎÏØÙ×", first) || strings.ContainsAny(piece, "«»“”‘’–—…„‚")) {
		return false // ß« is what German has
	}
	if first, size := utf8.DecodeRuneInString(piece); len(bytes) == 3 && first != 'â' && strings.Trim(piece[size:], "\u00a0«»‹›“”‘’–—…") == "" {
		return false // « isolé », with a no-break space
	}
	for _, r := range string(bytes) {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !(r >= 0x2010 && r <= 0x20bf) && !(r >= 0x3000 && r < 0x3040) && r != 0xa0 && r != 0xab && r != 0xbb && r != 0xb0 && r != 0xbf && r != 0xa1 {
			return false
		}
	}
	return true
}

// lostLetter is the place of a question mark within a word.
func lostLetter(text string) int {
	for at, r := range text {
		if r != '?' {
			continue
		}
		b, a := before(text, at), after(text, at+1)
		if unicode.IsLower(a) && (unicode.IsLower(b) || b == '?' && unicode.IsLower(before(text, at-1))) {
			return at
		}
	}
	return -1
}
