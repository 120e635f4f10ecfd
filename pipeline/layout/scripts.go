package layout

import "unicode/utf8"

// tracked tells whether a script's letters may be moved apart: in scripts that join or stack, that would tear words.
func tracked(script string) bool {
	switch script {
	case "Latn", "Grek", "Cyrl", "Armn", "Geor", "Ethi", "Zyyy", "Zinh":
		return true
	}
	return false
}

// ideographic tells whether a script is set in equal cells, whose width stays.
func ideographic(script string) bool {
	switch script {
	case "Hani", "Hira", "Kana", "Hang", "Jpan", "Hans", "Hant", "Kore", "Bopo", "Yiii":
		return true
	}
	return false
}

// dependent tells whether a script has no spaces between words, so that UAX 14 (class SA) leaves breaks to a dictionary.
func dependent(script string) bool {
	switch script {
	case "Thai", "Laoo", "Khmr", "Mymr":
		return true
	}
	return false
}

// clings tells whether a line must not end between two letters of Thai or Lao: after a vowel that is written before its
// consonant, before one written after it, before marks that repeat or cut short.
func clings(before, after rune) bool {
	switch {
	case before >= 0xE40 && before <= 0xE44, before >= 0xEC0 && before <= 0xEC4:
		return true
	case after == 0xE30, after == 0xE32, after == 0xE33, after == 0xE45, after == 0xE46, after == 0xE2F:
		return true
	case after == 0xEB0, after == 0xEB2, after == 0xEB3, after == 0xEC6, after == 0xEAF:
		return true
	case after == 0x17D4, after == 0x17D5, after == 0x17D6, after == 0x17D7, after == 0x104A, after == 0x104B:
		return true // Khmer and Burmese stops
	}
	return false
}

// syllables splits a run of a dependent script into boxes after which a line may end.
func (p *paragraphText) syllables(b box, text string) {
	from := 0
	for i := 1; i <= len(b.clusters); i++ {
		if i < len(b.clusters) {
			c := &b.clusters[i]
			before, _ := utf8.DecodeLastRuneInString(text[:c.Start])
			after, _ := utf8.DecodeRuneInString(text[c.Start:])
			if c.UnsafeToBreak || clings(before, after) || marks(after) {
				continue
			}
		}
		s := b
		s.clusters, s.after = b.clusters[from:i], allowed
		s.measure()
		p.boxes = append(p.boxes, s)
		from = i
	}
	p.boxes[len(p.boxes)-1].after = forbidden // segment decides
}

// marks are the vowel signs, tones and stackers of the dependent scripts: never the first of a line.
func marks(r rune) bool {
	switch {
	case r == 0xE31, r >= 0xE34 && r <= 0xE3A, r >= 0xE47 && r <= 0xE4E:
	case r == 0xEB1, r >= 0xEB4 && r <= 0xEBC, r >= 0xEC8 && r <= 0xECE:
	case r >= 0x17B4 && r <= 0x17D3, r == 0x17DD:
	case r >= 0x102B && r <= 0x103E, r >= 0x1056 && r <= 0x1060, r >= 0x1071 && r <= 0x1074, r >= 0x1082 && r <= 0x108D:
	default:
		return false
	}
	return true
}

// A hanging is how much of a letter's width may stand in the margin.
type hanging struct{ left, right float64 }

// hangs are microtype's values, somewhat calmed.
var hangs = map[rune]hanging{
	'.': {0, .7}, ',': {0, .5}, ':': {0, .4}, ';': {0, .35}, '-': {0, .5}, '\u2010': {0, .5}, '–': {.2, .3}, '—': {.15, .2},
	'!': {0, .2}, '?': {0, .2}, '“': {.5, .4}, '”': {.4, .5}, '„': {.5, 0}, '‘': {.5, .4}, '’': {.5, .5}, '‚': {.5, 0},
	'"': {.4, .4}, '\'': {.5, .5}, '«': {.3, .2}, '»': {.2, .3}, '‹': {.4, .3}, '›': {.3, .4}, '(': {.1, 0}, ')': {0, .15},
	'A': {.05, .05}, 'T': {.05, .05}, 'V': {.05, .05}, 'W': {.05, .05}, 'Y': {.05, .05}, 'r': {0, .03}, 't': {0, .04},
	'v': {.03, .03}, 'w': {.03, .03}, 'y': {.03, .03}, 'k': {0, .03}, 'А': {.05, .05}, 'Т': {.05, .05}, 'У': {.04, .04},
}
