package check

import (
	"fmt"
	"math"
	"slices"
	"unicode"

	"publish/pipeline/segment"
)

// leastLength is the size of a source from which lengths are compared.
const leastLength = 12

// size counts the letters, marks and digits of prose.
func size(s *side) float64 { return letters(s.prose) }

func letters(text string) float64 {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || isDigit(r) {
			n++
		}
	}
	return float64(n)
}

// usualRatios are the usual lengths of translations from English, in letters to letters of the source: the mean of the medians
// of three kinds of good translations (a declaration, a handbook, dialogues), measured.
var usualRatios = map[string]float64{
	"af": 1.09, "am": 0.62, "ar": 0.77, "as": 0.68, "az": 1.07, "be": 1.07, "bg": 1.05, "bn": 0.61, "bs": 0.98, "ca": 1.07, "cs": 0.99, "da": 1.01, "de": 1.22, "el": 1.17, "es": 1.14,
	"et": 1, "eu": 1.09, "fa": 0.86, "fi": 1.09, "fr": 1.15, "ga": 1, "gd": 1.23, "gl": 1.09, "gu": 0.6, "he": 0.71, "hi": 0.63, "hr": 0.98, "hu": 1.15, "hy": 1.09, "id": 1.18, "is": 1.01,
	"it": 1.18, "ja": 0.54, "ka": 1.18, "kk": 1.05, "km": 0.72, "kn": 0.64, "ko": 0.45, "lo": 0.88, "lt": 1.02, "lv": 0.97, "ml": 0.69, "mr": 0.65, "ms": 1.18, "my": 0.72, "nb": 0.97, "nl": 1.17,
	"nn": 0.97, "pa": 0.58, "pl": 1.06, "pt": 1.08, "ro": 1.14, "ru": 1.1, "sk": 0.97, "sl": 0.99, "sr": 0.97, "sv": 1.03, "sw": 0.92, "ta": 0.79, "te": 0.63, "th": 0.85, "tr": 1.01, "uk": 1.07,
	"ur": 0.86, "uz": 1.2, "vi": 0.92, "zh": 0.33,
}

// length finds targets that are far longer or shorter than translations into the language are. The bound is the wider, the
// shorter the text; it follows the texts themselves where there are enough of them.
func length(p *pair) string {
	a, b := size(p.source), size(p.target)
	if a < leastLength || b == 0 {
		return ""
	}
	mean, spread := p.usage.lengths()
	if a < 30 {
		spread = max(spread, 0.18) // a heading is put freely
	}
	off := math.Log(b/a) - mean
	bound := spread * (3.2 + 14/math.Sqrt(a))
	if math.Abs(off) <= bound {
		return ""
	}
	return fmt.Sprintf("it has %.0f %% of the length that translations of such a text have", 100*math.Exp(off))
}

// lengths are the mean of the logarithms of lengths and a measure of their spread: from the texts where there are thirty,
// and by the language where there are fewer.
func (u *usage) lengths() (mean, spread float64) {
	if u.deviation > 0 {
		return u.ratio, u.deviation
	}
	usual, ok := usualRatios[base(u.language)]
	if !ok {
		usual = scriptRatio(u.language.Script())
	}
	u.ratio, u.deviation = math.Log(usual), 0.2
	if n := len(u.ratios); n >= 30 {
		sorted := slices.Sorted(slices.Values(u.ratios))
		u.ratio = sorted[n/2]
		u.deviation = min(max((sorted[n*3/4]-sorted[n/4])/1.35, 0.12), 0.3)
	}
	return u.ratio, u.deviation
}

func scriptRatio(script string) float64 {
	switch script {
	case "Hans", "Hant":
		return 0.33
	case "Jpan":
		return 0.5
	case "Kore":
		return 0.5
	case "Hebr":
		return 0.8
	case "Arab":
		return 0.85
	case "Deva", "Beng", "Gujr", "Guru", "Knda", "Telu", "Orya", "Ethi":
		return 0.63
	case "Thai", "Laoo", "Khmr", "Mymr", "Taml", "Mlym":
		return 0.8
	}
	return 1.1
}

// sentences finds targets that have fewer or more sentences than the source, and whose length says that one is missing or
// added: a translator may join and divide sentences.
//
// Lengths are taken to be spread normally about the usual one (Gale and Church, "A program for aligning sentences in bilingual
// corpora", 1993). That one of the source's sentences is missing must explain the length much better than chance does.
func sentences(p *pair) string {
	source, target := segment.Sentences(p.source.prose, p.source.language), segment.Sentences(p.target.prose, p.target.language)
	a, b := len(source), len(target)
	sa, sb := size(p.source), size(p.target)
	if a == b || b == 0 || sa < 40 || sb == 0 {
		return ""
	}
	mean, spread := p.usage.lengths()
	off := math.Log(sb/sa) - mean
	last, _ := endOf(p.source)
	end, _ := endOf(p.target)
	const better = 3 // in squares of the spread
	switch {
	case b > a && off > max(2*spread, 0.7*math.Log(float64(b)/float64(a))):
		return fmt.Sprintf("the source has %s, the translation %s, and its length says that one is added", plural(a), plural(b))
	case b > a || off >= 0:
		return ""
	case ended(last) && ended(end) && last != end && off < -spread:
	default:
		nearest := math.Inf(1)
		for _, s := range source {
			without := math.Log(max(1, sa-letters(p.source.prose[s.Start:s.End])) / sa)
			nearest = min(nearest, math.Abs(off-without))
		}
		if (off*off-nearest*nearest)/(spread*spread) < better {
			return ""
		}
	}
	return fmt.Sprintf("the source has %s, the translation %s, and its length says that one is missing", plural(a), plural(b))
}

func ended(e ending) bool { return e == stop || e == question || e == exclamation }

func plural(n int) string {
	if n == 1 {
		return "one sentence"
	}
	return decimal(n) + " sentences"
}
