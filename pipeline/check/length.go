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
func size(s *side) float64 {
	n := 0
	for _, r := range s.prose {
		if unicode.IsLetter(r) || isDigit(r) {
			n++
		}
	}
	return float64(n)
}

// usualRatios are the usual lengths of translations from English, in letters to letters of the source, as good translations
// of several kinds of texts have them on average.
var usualRatios = map[string]float64{}

// length finds targets that are far longer or shorter than translations into the language are. The bound is the wider, the
// shorter the text; it follows the texts themselves where there are enough of them.
func length(p *pair) string {
	a, b := size(p.source), size(p.target)
	if a < leastLength || b == 0 {
		return ""
	}
	mean, spread := p.usage.lengths()
	off := math.Log(b/a) - mean
	bound := spread * (3.2 + 14/math.Sqrt(a))
	if math.Abs(off) <= bound {
		return ""
	}
	share := fmt.Sprintf("%.0f %% of the length", 100*math.Exp(off))
	if off < 0 {
		return "it has " + share + " that translations of such a text have: is something missing?"
	}
	return "it has " + share + " that translations of such a text have: is something there twice, or from elsewhere?"
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
	case "Deva", "Beng", "Gujr", "Guru", "Thai", "Laoo", "Khmr", "Mymr", "Ethi":
		return 0.8
	}
	return 1.1
}

// sentences finds targets that have fewer or more sentences than the source, and whose length says that one is missing or added:
// a translator may join and divide sentences.
func sentences(p *pair) string {
	a, b := countSentences(p.source), countSentences(p.target)
	if a == b || b == 0 {
		return ""
	}
	mean, spread := p.usage.lengths()
	sa, sb := size(p.source), size(p.target)
	if sa < 40 || sb == 0 {
		return ""
	}
	last, _ := endOf(p.source)
	end, _ := endOf(p.target)
	off, all := math.Log(sb/sa)-mean, 0.7*math.Log(float64(b)/float64(a))
	if b < a && off < -spread && last != end && (last == exclamation || last == question || end == exclamation || end == question) {
		all, spread = 0, 0
	}
	if off < min(-2*spread, all) && b < a || off > max(2*spread, all) && b > a {
		return fmt.Sprintf("the source has %d sentences, the translation %d, and its length says that one is %s", a, b, map[bool]string{true: "missing", false: "added"}[b < a])
	}
	return ""
}

func countSentences(s *side) int {
	return len(segment.Sentences(s.prose, s.language))
}
