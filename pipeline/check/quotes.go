package check

import (
	"slices"
	"strings"
	"unicode"
)

// A style is a pair of quotation marks.
type style struct{ open, close rune }

// styles are all pairs that languages use. A mark may open in one and close in another.
var styles = []style{{'“', '”'}, {'„', '“'}, {'„', '”'}, {'”', '”'}, {'«', '»'}, {'»', '«'}, {'»', '»'}, {'"', '"'}, {'‟', '”'}, {'”', '“'}, {'「', '」'}, {'『', '』'},
	{'〝', '〟'}, {'〝', '〞'}, {'‹', '›'}, {'›', '‹'}, {'״', '״'}, {'＂', '＂'}}

// ownStyles are the pairs of a language that are right beside those of CLDR. A style behind "~" is one that careless texts have
// so often that it is only a fault where the rest of the texts does better.
var ownStyles = map[string]string{
	"fr": "«» ~“” ~\"\"", "de": "„“ »« «» ‹› ›‹ ~\"\" ~„”", "it": "«» “” ~\"\"", "es": "«» “” ~\"\"", "pt": "«» “” ~\"\"", "ca": "«» “” ~\"\"", "gl": "«» “” ~\"\"",
	"ru": "«» „“ ~“” ~\"\" ~„”", "uk": "«» „“ “” ~\"\" ~„”", "be": "«» „“ ~“” ~\"\"", "bg": "„“ «» ~“” ~\"\" ~„”", "mk": "„“ ~“” ~\"\"", "sr": "„” „“ »« ~“” ~\"\"", "bs": "„” „“ »« «» “” ~\"\"",
	"hr": "„” „“ »« ~“” ~\"\"", "sl": "„“ »« «» ~“” ~\"\" ~„”", "cs": "„“ »« ~“” ~\"\" ~„”", "sk": "„“ »« ~“” ~\"\" ~„”", "pl": "„” «» »« ~“” ~„“ ~\"\"", "hu": "„” »« ~“” ~„“ ~\"\"",
	"ro": "„” «» ~“” ~„“ ~\"\"", "lt": "„“ «» ~“” ~„” ~\"\"", "lv": "„” “” «» ~„“ ~\"\"", "et": "„“ «» ~“” ~„” ~\"\"", "el": "«» “” ~\"\" ~„”", "sv": "”” »» »« “” ~\"\"", "fi": "”” »» ~“” ~\"\"",
	"da": "»« „“ ”” “” ~\"\" ~«» ~„”", "nb": "«» „“ “” ”” ~\"\" ~„”", "no": "«» „“ “” ”” ~\"\" ~„”", "nn": "«» „“ “” ”” ~\"\" ~„”", "is": "„“ ~“” ~\"\" ~„”", "nl": "“” „” ~\"\" ”” «»", "tr": "“” «» ~\"\" „“", "eu": "«» “” ~\"\"",
	"ar": "«» “” ”“ ~\"\" ”” »«", "fa": "«» “” ~\"\" ”“ »«", "ur": "“” ”“ ~\"\" «»", "he": "”” “” „” ״״ ”“ ~\"\"", "ja": "「」 『』 “” 〝〟 ~\"\"", "zh": "“” 「」 『』 ~\"\"", "ko": "“” 「」 『』 ~\"\" «»",
	"hy": "«» ~“” ~\"\"", "ka": "„“ «» ~“” ~\"\" ~„”", "az": "«» “” „“ ~\"\"", "kk": "«» “” ~\"\" „“", "sq": "“” «» „“ ~\"\" „”", "am": "«» “” ~\"\"", "km": "«» “” ~\"\"", "af": "“” „” ~\"\"", "mt": "“” ~\"\"", "ga": "“” ~\"\"", "vi": "“” «» ~\"\"", "rm": "«» ‹› ~\"\" ~“”",
}

// quotes finds quotation marks without their partners where those of the source have theirs, and pairs that are not the
// language's.
func quotes(p *pair) string {
	_, sourceAt := quotePairs(p.source)
	pairs, at := quotePairs(p.target)
	if at >= 0 && sourceAt < 0 {
		return "a quotation mark has no partner: " + quote(around(p.target.prose, at))
	}
	if at >= 0 {
		return ""
	}
	straight := slices.ContainsFunc(pairs, func(s style) bool { return s.open == '"' }) && sameQuotation(p)
	for _, s := range pairs {
		if s.open == '"' && straight {
			continue
		}
		if fit := p.usage.fits(s); fit == foreignStyle || fit == weakStyle && (p.usage.ownQuotes() || s.open == '“' && p.usage.own > 0 && p.usage.own >= p.usage.curly) {
			return "the quotation marks " + string(s.open) + "…" + string(s.close) + " are not those of " + p.Language.Name()
		}
	}
	return ""
}

// sameQuotation tells whether the target has a quotation in straight marks as the source has it: words of a program.
func sameQuotation(p *pair) bool {
	for i, piece := range strings.Split(p.target.prose, `"`) {
		if i%2 == 1 && !strings.Contains(p.source.prose, `"`+piece+`"`) {
			return false
		}
	}
	return true
}

// quotePairs are the pairs of double quotation marks of a side, and the place of the first without a partner, or -1.
func quotePairs(s *side) ([]style, int) {
	type opened struct {
		r  rune
		at int
	}
	var pairs []style
	var stack []opened
	text := s.prose
	inches := strings.Count(text, `"`)%2 == 1
	for at, r := range text {
		if !quoteMark(r) || innerMark(text, at, r, inches) {
			continue
		}
		n := len(stack)
		switch {
		case n > 0 && slices.Contains(styles, style{stack[n-1].r, r}):
			pairs = append(pairs, style{stack[n-1].r, r})
			stack = stack[:n-1]
		case n > 1 && slices.Contains(styles, style{stack[n-2].r, r}) && stack[n-1].r == '"':
			return pairs, stack[n-1].at
		case opensQuote(r):
			stack = append(stack, opened{r, at})
		default:
			return pairs, at
		}
	}
	if len(stack) > 0 {
		return pairs, stack[0].at
	}
	return pairs, -1
}

func quoteMark(r rune) bool {
	return r == '"' || r >= 0x80 && slices.ContainsFunc(styles, func(s style) bool { return s.open == r || s.close == r })
}

func opensQuote(r rune) bool {
	return slices.ContainsFunc(styles, func(s style) bool { return s.open == r })
}

// innerMark tells whether a mark is no quotation mark: inches behind a digit, an abbreviation of Hebrew (ארה"ב).
func innerMark(text string, at int, r rune, inches bool) bool {
	b, a := before(text, at), after(text, at+len(string(r)))
	switch r {
	case '"', '״', '”', '“':
		if unicode.Is(unicode.Hebrew, b) && unicode.Is(unicode.Hebrew, a) {
			return true
		}
		return r == '"' && isDigit(b) && inches
	}
	return false
}

// A fit says how a style fits a language.
type fit int

const (
	ownStyle fit = iota
	weakStyle
	foreignStyle
)

// fits judges a style for the language. Of a language without a line in ownStyles, CLDR's are right, English ones and straight
// ones tolerated.
func (u *usage) fits(s style) fit {
	q := u.language.Quotes()
	name := string(s.open) + string(s.close)
	if name == q.Open+q.Close || name == q.InnerOpen+q.InnerClose || s.open == '„' && base(u.language) == "mk" {
		return ownStyle
	}
	known, has := ownStyles[base(u.language)]
	if !has {
		known = "“” ~\"\" «»"
	}
	for _, k := range strings.Fields(known) {
		if k == name {
			return ownStyle
		}
		if k == "~"+name {
			return weakStyle
		}
	}
	return foreignStyle
}
