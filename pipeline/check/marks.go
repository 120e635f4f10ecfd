package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// brackets finds brackets that never open or close, where those of the source are in pairs.
func brackets(p *pair) string {
	if _, at := unbalanced(p.source.prose); at >= 0 {
		return swapped(p)
	}
	if r, at := unbalanced(p.target.prose); at >= 0 {
		if closers[r] != 0 {
			return "the bracket " + string(r) + " never opens: " + quote(around(p.target.prose, at))
		}
		return "the bracket " + string(r) + " is never closed: " + quote(around(p.target.prose, at))
	}
	if at := hollow(p.target.prose); at >= 0 && hollow(p.source.prose) < 0 {
		return "nothing stands in brackets: " + quote(around(p.target.prose, at))
	}
	return swapped(p)
}

// hollow is the place of round brackets with nothing between them, -1 if there are none.
func hollow(text string) int { return max(strings.Index(text, "()"), strings.Index(text, "（）")) }

// swapped finds round brackets that have become square ones, or the other way round.
func swapped(p *pair) string {
	round := func(s string) int { return strings.Count(s, "(") + strings.Count(s, "（") }
	square := func(s string) int { return strings.Count(s, "[") + strings.Count(s, "［") }
	a, b := p.source.prose, p.target.prose
	if round(a) > 0 && round(b) == 0 && square(a) == 0 && square(b) == round(a) {
		return "the source has round brackets, the translation square ones"
	}
	if square(a) > 0 && square(b) == 0 && round(a) == 0 && round(b) == square(a) {
		return "the source has square brackets, the translation round ones"
	}
	return ""
}

// openers give the kind of brackets that open, closers of those that close. Wide ones are of the kind of plain ones: texts
// in Chinese and Japanese mix them.
var (
	openers = map[rune]rune{'(': '(', '（': '(', '[': '[', '［': '[', '{': '{', '｛': '{', '【': '【', '〔': '〔', '《': '《', '〈': '〈', '〖': '〖'}
	closers = map[rune]rune{')': '(', '）': '(', ']': '[', '］': '[', '}': '{', '｝': '{', '】': '【', '〕': '〔', '》': '《', '〉': '〈', '〗': '〖'}
)

// unbalanced is the first bracket without its partner, and its place; -1 if there is none. The mark of a list, "a)" or "1)", and
// faces made of punctuation have none.
func unbalanced(text string) (rune, int) {
	type opened struct {
		r  rune
		at int
	}
	var stack []opened
	for at, r := range text {
		if _, is := openers[r]; is {
			if !face(text, at) {
				stack = append(stack, opened{r, at})
			}
			continue
		}
		kind, is := closers[r]
		if !is {
			continue
		}
		if n := len(stack); n > 0 && openers[stack[n-1].r] == kind {
			stack = stack[:n-1]
		} else if kind != '(' || !enumerator(text, at) && !face(text, at) {
			return r, at
		}
	}
	if len(stack) > 0 {
		return stack[0].r, stack[0].at
	}
	return 0, -1
}

// enumerator tells whether the bracket at a place closes the mark of a list: a letter, a number or a Roman one before it, and before
// those a blank or the beginning.
func enumerator(text string, at int) bool {
	start := strings.LastIndexFunc(text[:at], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:/(、，", r) })
	if start >= 0 {
		start += len(string(after(text, start)))
	}
	mark := strings.Trim(text[max(start, 0):at], ".*")
	n := 0
	for _, r := range mark {
		if !wordRune(r) && r != '.' {
			return false
		}
		if !unicode.IsMark(r) {
			n++
		}
	}
	return n == 1 || n > 0 && n <= 4 && (strings.Trim(mark, "ivxlcIVXLC") == "" || strings.TrimFunc(mark, func(r rune) bool { return isDigit(r) || r == '.' }) == "")
}

// face tells whether a bracket is the mouth of one: ":)", ";-(".
func face(text string, at int) bool {
	b := before(text, at)
	if b == '-' {
		b = before(text, at-1)
	}
	return b == ':' || b == ';' || b == '='
}

// around is the piece of a text about a place, for a message.
func around(text string, at int) string {
	start, end := max(0, at-24), min(len(text), at+24)
	for start > 0 && text[start]&0xc0 == 0x80 {
		start--
	}
	for end < len(text) && text[end]&0xc0 == 0x80 {
		end++
	}
	return strings.TrimSpace(strings.ReplaceAll(text[start:end], string(object), "…"))
}

// inverted looks for questions and exclamations in Spanish that have no mark at their beginning.
func inverted(p *pair) string {
	switch base(p.Language) {
	case "es", "ast":
	default:
		return ""
	}
	for _, m := range []struct {
		end   string
		begin string
	}{{"?", "¿"}, {"!", "¡"}} {
		ends, begins := runs(p, m.end), strings.Count(p.target.prose, m.begin)
		if ends > 0 && begins == 0 && strings.ContainsAny(p.target.prose, "¿¡") && ends <= strings.Count(p.target.prose, "¿")+strings.Count(p.target.prose, "¡") {
			continue // "¡Cómo?" asks and calls
		}
		if ends > begins {
			return quote(m.end) + " without " + quote(m.begin) + " at the beginning"
		}
		if begins > ends && !strings.ContainsAny(p.target.prose, "?!") {
			return quote(m.begin) + " without " + quote(m.end) + " at the end"
		}
	}
	return ""
}

// runs counts the marks of questions or calls in a text; of several together one, none in brackets alone "(?)", none in a name
// that the source has, too (Yahoo!), none of a quotation in another language.
func runs(p *pair, mark string) int {
	text, n := p.target.prose, 0
	for at := 0; ; {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return n
		}
		i += at
		at = i + 1
		b, a := before(text, i), after(text, at)
		if b == '(' || b == '[' || b == object && (a == object || a == 0) || b == '!' || b == '?' || b == 0 || unicode.IsSpace(b) && a == 0 || a == '=' || b == '¿' || b == '¡' {
			continue
		}
		if mark == "!" && a == '?' {
			continue
		}
		if unicode.IsSpace(a) && unicode.IsLower(after(strings.TrimLeft(text[at:], " "), 0)) && mark == "!" && nameWith(p.source.prose, lastWord(text[:i])+mark) {
			continue
		}
		n++
	}
}

// lastWord is the last word of a text; marks behind it are passed over.
func lastWord(text string) string {
	text = strings.TrimRightFunc(text, func(r rune) bool { return !wordRune(r) })
	start := len(text)
	for start > 0 {
		r := before(text, start)
		if !wordRune(r) {
			break
		}
		start -= utf8.RuneLen(r)
	}
	return text[start:]
}

func nameWith(text, name string) bool { return len(name) > 1 && strings.Contains(text, name) }
