package segment

import (
	"unicode"
	"unicode/utf8"
)

// classes of characters by UAX 29, table 3.
const (
	otherChar  uint8 = iota // divides words
	letterChar              // ALetter
	digitChar               // Numeric
	extendNum               // ExtendNumLet: _ and U+202F
	midLetter               // MidLetter: :
	midNumber               // MidNum: , ;
	midBoth                 // MidNumLet and Single_Quote: . ' ’
	extendChar              // Extend, Format, ZWJ: belongs to the character before it (WB4)
	hardChar                // none of these: uniseg knows
)

// simpleEnd ends the range of the table of classes.
const simpleEnd = 0x2070

// classes is the class of each character below simpleEnd. What needs more rules is hard: Hebrew letters, which double quotes
// may join (WB7b), and signs that are letters to UAX 29 alone.
var classes = func() (table [simpleEnd]uint8) {
	set := func(class uint8, ranges *unicode.RangeTable) {
		for _, r := range ranges.R16 {
			for c := int(r.Lo); c <= int(r.Hi) && c < simpleEnd; c += int(r.Stride) {
				table[c] = class
			}
		}
	}
	set(letterChar, unicode.L)
	set(letterChar, unicode.Nl)
	set(hardChar, unicode.No)
	set(digitChar, unicode.Nd)
	set(extendChar, unicode.M)
	set(extendChar, unicode.Cf)
	for _, block := range [][2]int{{0x02C2, 0x0300}, {0x055A, 0x055F}, {0x058A, 0x058B}, {0x05D0, 0x0606}, {0x066B, 0x066C}, {0x070F, 0x0710}, {0x07FD, 0x0900}, {0x0E00, 0x1E00}} {
		for c := block[0]; c < block[1]; c++ {
			table[c] = hardChar
		}
	}
	for class, characters := range map[uint8]string{
		extendNum: "_\u202F\u203F\u2040\u2054", midLetter: ":·\u0387\u055F\u05F4\u2027",
		midNumber: ",;\u037E\u0589\u060C\u060D\u066C\u07F8\u2044", midBoth: ".'\u2018\u2019\u2024",
		otherChar: "\u200B",
	} {
		for _, r := range characters {
			table[r] = class
		}
	}
	return table
}()

// classOf is the class of any character.
func classOf(r rune) uint8 {
	switch {
	case r < simpleEnd:
		return classes[r]
	case r >= 0xAC00 && r <= 0xD7A3: // syllables of Hangul
		return letterChar
	}
	return hardChar
}

// isSimple says whether simpleWords can cut a stretch.
func isSimple(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if classOf(r) == hardChar {
			return false
		}
		i += size
	}
	return true
}

// simpleWords cuts text[i:end], which has no blank and no hard character, by rules WB4 to WB13b.
func simpleWords(text string, i, end int, emit func(start, end int)) {
	for i < end {
		class, next := characterAt(text, i, end)
		if class != letterChar && class != digitChar && class != extendNum {
			i = next
			continue
		}
		start, word := i, class != extendNum
		for i = next; i < end; i = next {
			if plainLetters := letters(text, i, end); plainLetters > i {
				class, word, next = letterChar, true, plainLetters
				continue
			}
			var here uint8
			here, next = characterAt(text, i, end)
			if here >= midLetter && next < end {
				if after, beyond := characterAt(text, next, end); bridges(class, here, after) {
					here, next = class, beyond
				}
			}
			if here != letterChar && here != digitChar && here != extendNum {
				break
			}
			class, word = here, word || here != extendNum
		}
		if word {
			emit(start, i)
		}
	}
}

// letters is where the ASCII letters from i on end that nothing else can belong to.
func letters(text string, i, end int) int {
	for i < end && text[i] < utf8.RuneSelf && classes[text[i]] == letterChar && (i+1 == end || text[i+1] < utf8.RuneSelf) {
		i++
	}
	return i
}

// characterAt is the class of the character at i, and where the next one begins: behind what belongs to it.
func characterAt(text string, i, end int) (class uint8, next int) {
	if c := text[i]; c < utf8.RuneSelf {
		class, next = classes[c], i+1
	} else {
		r, size := utf8.DecodeRuneInString(text[i:end])
		class, next = classOf(r), i+size
	}
	for next < end && text[next] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(text[next:end])
		if classOf(r) != extendChar {
			break
		}
		next += size
	}
	return class, next
}

// bridges says whether a mark holds the characters on its two sides together: "o'clock", "1,000".
func bridges(before, mark, after uint8) bool {
	if before != after || mark > midBoth {
		return false
	}
	return before == letterChar && mark != midNumber || before == digitChar && mark != midLetter
}
