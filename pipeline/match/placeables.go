package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// A placeable is a number or a date in a source text. Before and after it are the words beside it; "" at the text's ends, or
// "#" for another placeable. signs are the symbols between it and these: of money, degrees, minus, percent.
type placeable struct {
	start, end    int
	date          language.Date // zero: a number
	value         string        // of a number
	grouped       bool
	before, after string
	signs         [2]string
}

func (p placeable) is(o placeable) bool { return p.date == o.date && p.value == o.value }

func once(all []placeable, p placeable) bool {
	n := 0
	for _, o := range all {
		if o.is(p) {
			n++
		}
	}
	return n == 1
}

// placeables are the dates of an English text and the numbers beside them, in order. What has letters ("4th", "B2") is no
// number.
func placeables(text string) []placeable {
	var all []placeable
	for _, d := range language.FindDates(text) {
		all = append(all, placeable{start: d.Start, end: d.End, date: d.Date})
	}
	dates := len(all)
	for _, n := range numbersIn(text) {
		inDate := slices.ContainsFunc(all[:dates], func(p placeable) bool { return p.start <= n.start && n.end <= p.end })
		if !inDate && !joinedTo(text, n.start, n.end) && strings.ContainsRune("\x00,", n.group) && strings.ContainsRune("\x00.", n.point) {
			all = append(all, placeable{start: n.start, end: n.end, value: n.value(), grouped: n.group != 0})
		}
	}
	slices.SortFunc(all, func(a, b placeable) int { return cmp.Compare(a.start, b.start) })
	words := segment.WordSpans(text)
	for i := range all {
		all[i].beside(text, words, all)
	}
	return all
}

// beside finds the words before and after a placeable, in lower case, and the signs between.
func (p *placeable) beside(text string, words []segment.Span, all []placeable) {
	at := func(k int) string {
		switch {
		case k < 0 || k >= len(words):
			return ""
		case slices.ContainsFunc(all, func(o placeable) bool { return o.start <= words[k].Start && words[k].End <= o.end }):
			return "#"
		}
		return strings.ToLower(text[words[k].Start:words[k].End])
	}
	next, _ := slices.BinarySearchFunc(words, p.end, func(s segment.Span, end int) int { return cmp.Compare(s.Start, end) })
	last, _ := slices.BinarySearchFunc(words, p.start+1, func(s segment.Span, start int) int { return cmp.Compare(s.End, start) })
	p.before, p.after = at(last-1), at(next)
	begin, end := 0, len(text)
	if last > 0 {
		begin = min(words[last-1].End, p.start)
	}
	if next < len(words) {
		end = max(words[next].Start, p.end)
	}
	p.signs = [2]string{signsIn(text[begin:p.start]), signsIn(text[p.end:end])}
}

// signsIn are the symbols of a text without words that say what a number beside it is; other marks do not.
func signsIn(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSymbol(r) || strings.ContainsRune("%‰#§-‐‑–−/:&@", r) {
			return r
		}
		return -1
	}, text)
}

// joinedTo tells whether letters, or an apostrophe, hyphen or colon with letters, are joined to text[start:end].
func joinedTo(text string, start, end int) bool {
	before, size := utf8.DecodeLastRuneInString(text[:start])
	if isJoiner(before) {
		before, _ = utf8.DecodeLastRuneInString(text[:start-size])
	}
	after, size := utf8.DecodeRuneInString(text[end:])
	if isJoiner(after) {
		after, _ = utf8.DecodeRuneInString(text[end+size:])
	}
	return inflects(before) || inflects(after)
}

func isJoiner(r rune) bool { return strings.ContainsRune("'’-‐‑:_/º°ª", r) }

// inflects tells of a letter of a script whose words lean on a number that they are joined to. Those of scripts without
// blanks between words stand beside numbers anyway, and so does what Arabic and Hebrew join to the word behind it.
func inflects(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Hangul, unicode.Arabic, unicode.Hebrew)
}
