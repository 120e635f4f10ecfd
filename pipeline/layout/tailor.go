package layout

import (
	"strings"
	"unicode"
)

// UAX 14 leaves to each language what its typesetters do beyond it. All here but joint forbids breaks, so no line can come to
// hold more than its measure: unbreakable runs that are too wide are broken as the last resort.

// maxClinging is how many words in a row cling to the next one: a text of nothing else must still be broken.
const maxClinging = 2

// tailored tells whether a line must not end where UAX 14 lets it: after runes [start, end).
func (p *paragraphText) tailored(start, end int) bool {
	if end >= len(p.runes) {
		return false
	}
	k := end
	for k > start && isBlank(p.runes[k-1]) {
		k--
	}
	if k == start {
		return false
	}
	if k == end {
		return isHyphen(p.runes[k-1]) && (end-start == 2 && unicode.IsLetter(p.runes[start]) || // e-mail
			p.ending(end) || p.address(end))
	}
	return p.spaced(k-1, end) || p.clings(start, k)
}

// inKorean tells whether rune i is inside a Korean word: Korean ends lines between words (W3C, "Requirements for Hangul Text
// Layout", of its two ways the one that all readers take for right).
func (p *paragraphText) inKorean(i int) bool {
	if i >= len(p.runes) || isBlank(p.runes[i-1]) {
		return false
	}
	a, b := p.runes[i-1], p.runes[i]
	return unicode.Is(unicode.Hangul, a) || unicode.Is(unicode.Hangul, b) ||
		unicode.Is(unicode.Han, a) && unicode.Is(unicode.Han, b) && p.inlines[p.owner[i]].language.Script() == "Kore"
}

// longestEnding is the most letters of what stands after a number's hyphen and belongs to it: 11-րդ, 120%-ზე, 1930-ті.
const longestEnding = 4

// ending tells whether a hyphen before rune i joins a number with its ending.
func (p *paragraphText) ending(i int) bool {
	if i < 2 || !unicode.IsDigit(p.runes[i-2]) && p.runes[i-2] != '%' {
		return false
	}
	n := 0
	for i+n < len(p.runes) && n <= longestEnding && unicode.IsLetter(p.runes[i+n]) && !unicode.IsUpper(p.runes[i+n]) {
		n++
	}
	return 0 < n && n <= longestEnding
}

// address tells whether rune i, or a hyphen before it, is part of an address: a line that ends with the hyphen leaves readers in
// doubt whether to type it.
func (p *paragraphText) address(i int) bool {
	before, after := p.around(i)
	return web(before) || strings.Contains(before+after, "@")
}

func web(before string) bool {
	return strings.Contains(before, "://") || strings.Contains(before, "www.")
}

// around is what stands before and from rune i on, up to the next blanks.
func (p *paragraphText) around(i int) (before, after string) {
	from, to := p.bytes[i], p.bytes[min(len(p.runes), i+longestAddress)]
	before, after = p.text[max(0, int(from)-longestAddress):from], p.text[from:to]
	if k := strings.LastIndexFunc(before, isBlank); k >= 0 {
		before = before[k+1:]
	}
	if k := strings.IndexFunc(after, isBlank); k >= 0 {
		after = after[:k]
	}
	return before, after
}

// joint is where a line may also end in runes [start, end), UAX 14 notwithstanding: before the full stops and hyphens of web
// addresses, which look unfinished there (The Chicago Manual of Style, 14.18); 0 if nowhere.
func (p *paragraphText) joint(start, end int) int {
	for i := start + 1; i < end && i+1 < len(p.runes); i++ {
		if r := p.runes[i]; r != '.' && r != '-' || !wordly(p.runes[i-1]) || !wordly(p.runes[i+1]) {
			continue
		}
		if before, _ := p.around(i); web(before) {
			return i
		}
	}
	return 0
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isHyphen(r rune) bool { return r == '-' || r == 0x2010 }

// spaced tells whether a line would part, at a plain blank, what belongs together: punctuation and its word, as French sets ; : ! ? »
// and «, and Thai its sign of repetition; a number and its sign, or the groups of its digits. Not every author has no-break spaces. a
// and b are the runes around the blanks.
func (p *paragraphText) spaced(a, b int) bool {
	switch before, after := p.runes[a], p.runes[b]; {
	case strings.ContainsRune(":;!?", after):
		return b+1 == len(p.runes) || !unicode.IsLetter(p.runes[b+1]) && !unicode.IsDigit(p.runes[b+1])
	case after == 'ๆ' || after == 'ໆ': // repeats the word before it
		return true
	case after == '%' || after == '‰' || after == '°' || unicode.Is(unicode.Sc, after):
		return unicode.IsDigit(before)
	case before == '§' || before == '№' || before == '°' || before == 'º' || unicode.Is(unicode.Sc, before):
		return unicode.IsDigit(after)
	case unicode.IsDigit(before) && unicode.IsDigit(after):
		return p.grouped(a, b)
	case after == '»' || after == '›':
		return p.opens(b, '«')
	case before == '«' || before == '‹':
		return p.opens(a, '«')
	}
	return false
}

// grouped tells whether rune a ends, and rune b begins, a group of the digits of one number: 1 250 000.
func (p *paragraphText) grouped(a, b int) bool {
	before, after := 1, 1
	for before < 4 && a-before >= 0 && unicode.IsDigit(p.runes[a-before]) {
		before++
	}
	for after < 4 && b+after < len(p.runes) && unicode.IsDigit(p.runes[b+after]) {
		after++
	}
	return before <= 3 && after == 3
}

// opens tells whether a mark opens quotations in the language of a rune's inline: in German, « closes them.
func (p *paragraphText) opens(i int, mark rune) bool {
	return strings.ContainsRune(p.inlines[p.owner[i]].language.Quotes().Open, mark)
}

// clings tells whether runes [start, k) are a word that stays with the next one.
func (p *paragraphText) clings(start, k int) bool {
	if p.parted {
		return false
	}
	for start < k && !unicode.IsLetter(p.runes[start]) { // (k druhému
		start++
	}
	if k-start != 1 || !p.inlines[p.owner[start]].language.Clings(string(p.runes[start])) {
		p.clinging = 0
		return false
	}
	if p.clinging++; p.clinging > maxClinging {
		p.clinging = 0
		return false
	}
	return true
}
