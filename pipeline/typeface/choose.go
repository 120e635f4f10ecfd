package typeface

import (
	"slices"
	"strings"
)

// families of the Latin, Greek and Cyrillic faces by preference: text is set in serifs, furniture without.
var (
	textFamilies      = []string{"SourceSerif4", "NotoSerif", "SourceSans3"}
	furnitureFamilies = []string{"SourceSans3", "SourceSerif4", "NotoSerif"}
)

// hanOrder says which faces are tried for Han, kana and Hangul, by what the language is written in: a Chinese character
// has another shape in Japanese than in Chinese, and in the Chinese of Taipei than in that of Beijing.
var hanOrder = map[string][]string{
	"Jpan": {"Jpan", "Hant", "Hans", "Kore"},
	"Hans": {"Hans", "Hant", "Jpan", "Kore"},
	"Hant": {"Hant", "Hans", "Jpan", "Kore"},
	"Kore": {"Kore", "Hant", "Jpan", "Hans"},
}

// candidates are all faces of the library for a script, the best first: those of the script, those of Latin text,
// symbols, all the others in the order of the catalogue, then those of fonts/. Of a family the wanted cut comes first.
func (l *Library) candidates(script string, s Style) []*Face {
	key := choice{script, s.Bold, s.Italic, s.Sans}
	if list, ok := l.choices.Load(key); ok {
		return list.([]*Face)
	}
	list, _ := l.choices.LoadOrStore(key, l.choose(script, s))
	return list.([]*Face)
}

// A choice is what the order of faces depends on.
type choice struct {
	script             string
	bold, italic, sans bool
}

func (l *Library) choose(script string, s Style) []*Face {
	var list []*Face
	add := func(f *Face) {
		if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	order := hanOrder[script]
	if order == nil {
		order = []string{script}
	}
	for _, want := range order {
		l.best(s, add, func(f *Face) bool { return !f.latin() && slices.Contains(f.scripts, want) })
	}
	families := textFamilies
	if s.Sans {
		families = furnitureFamilies
	}
	for _, family := range families {
		l.best(s, add, func(f *Face) bool { return f.family == family && !f.extra })
	}
	for _, in := range []func(*Face) bool{
		func(f *Face) bool { return len(f.scripts) == 0 }, // symbols
		func(f *Face) bool { return f.fits(s) == 0 },
		func(f *Face) bool { return true },
	} {
		for _, f := range l.faces {
			if in(f) {
				add(f)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *Face) int { return last(a) - last(b) })
	return list
}

// last puts the faces of fonts/ behind the embedded ones.
func last(f *Face) int {
	if f.extra {
		return 1
	}
	return 0
}

// best adds the one of the faces in question that fits the style best.
func (l *Library) best(s Style, add func(*Face), in func(*Face) bool) {
	var best *Face
	for _, f := range l.faces {
		if in(f) && (best == nil || f.fits(s) < best.fits(s)) {
			best = f
		}
	}
	if best != nil {
		add(best)
	}
}

// fits says how far the face's cut is from the wanted one; 0 is just right. Weight counts for more than slope.
func (f *Face) fits(s Style) int {
	n := 0
	if f.bold != s.Bold {
		n += 2
	}
	if f.italic != s.Italic {
		n++
	}
	return n
}

func (f *Face) latin() bool { return slices.Contains(f.scripts, "Latn") }

// writing is the script whose faces serve a text in this script and language: for Han the language decides, and where it
// is none of the four, the text around, han.
func writing(script, languageScript, han string) string {
	if !strings.Contains("Hani Hira Kana Bopo Hang Hrkt", script) {
		return script
	}
	if script == "Hang" {
		return "Kore"
	}
	if _, ok := hanOrder[languageScript]; ok {
		return languageScript
	}
	return han
}

// hanOf says what the Han characters of a text are: with kana it is Japanese, with Hangul Korean, with bopomofo the Chinese
// of Taipei, else Simplified Chinese.
func hanOf(text []rune) string {
	for _, r := range text {
		switch {
		case 0x3041 <= r && r <= 0x30FF || 0xFF66 <= r && r <= 0xFF9F:
			return "Jpan"
		case 0xAC00 <= r && r <= 0xD7A3 || 0x1100 <= r && r <= 0x11FF || 0x3131 <= r && r <= 0x318E:
			return "Kore"
		case 0x3105 <= r && r <= 0x312F:
			return "Hant"
		}
	}
	return "Hans"
}
