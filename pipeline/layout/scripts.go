package layout

import (
	"slices"

	"publish/pipeline/language"
)

// tracked tells whether a script's letters may be moved apart: in scripts that join or stack, that would tear words.
func tracked(script string) bool {
	switch script {
	case "Latn", "Grek", "Cyrl", "Armn", "Geor", "Ethi", "Kore", "Zyyy", "Zinh":
		return true
	}
	return false
}

// ideographic tells whether a script is set in equal cells, whose width stays.
func ideographic(script string) bool {
	switch script {
	case "Hani", "Hira", "Kana", "Jpan", "Hans", "Hant", "Bopo", "Yiii":
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

// syllables splits a run of a dependent script into boxes. A line may end after the last of a word where there is a dictionary,
// else after each.
func (p *paragraphText) syllables(b box, script, text string) {
	first, last := b.clusters[0], b.clusters[len(b.clusters)-1]
	start, end := int(min(first.Start, last.Start)), int(max(first.End, last.End))
	dictionary := p.inlines[b.source.owner].language.Dictionary(script)
	if dictionary != nil {
		p.words = dictionary.Words(p.words[:0], text[start:end])
	}
	b.syllable = true
	from := 0
	for i := 1; i <= len(b.clusters); i++ {
		after := forbidden // of the last one, segment decides
		if i < len(b.clusters) {
			c := &b.clusters[i]
			if c.UnsafeToBreak || language.Tied(text, int(c.Start)) {
				continue
			}
			if _, word := slices.BinarySearch(p.words, int(c.Start)-start); word || dictionary == nil {
				after = allowed
			}
		}
		s := b
		s.clusters, s.after = b.clusters[from:i], after
		s.measure()
		p.boxes = append(p.boxes, s)
		from = i
	}
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
