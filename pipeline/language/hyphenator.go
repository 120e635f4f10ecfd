package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Grade says how good a place to divide a word is.
type Grade uint8

// The grades.
const (
	Plain Grade = iota
	Joint       // between the parts of a compound: better
	Short       // leaves two letters alone: worse
)

// A Point is where a word may be divided: before text[At].
type Point struct {
	At    int
	Grade Grade
}

// MinHyphenated is the least number of letters of a word that is divided.
const MinHyphenated = 5

// MaxHyphenated is the greatest: what is longer is no word.
const MaxHyphenated = 100

// A Hyphenator knows where the words of a language may be divided. It is not for concurrent use.
type Hyphenator struct {
	language Language
	patterns *automaton       // nil: syllables, or exceptions only
	rules    *syllables       // nil: none
	own      map[string][]int // exceptions of the project
	german   bool
	lower    func(rune) rune
	buffer   []int
}

// Hyphenator is the language's, by the patterns of hyph-utf8, with a project's own exceptions; nil where there are neither.
// Patterns are those of the variant, script or region where there are such (de-1901, sr-Latn, en-GB), else the language's.
func (l Language) Hyphenator(own ...Exceptions) *Hyphenator {
	h := &Hyphenator{language: l, patterns: l.patterns(), lower: unicode.ToLower}
	for _, e := range own {
		if e.Language != l {
			continue
		}
		h.own = make(map[string][]int, len(e.Words))
		for _, w := range e.Words {
			word, points := divided(w)
			h.own[word] = points
		}
	}
	if rules, ok := bySyllables[l.parts().base]; ok && h.patterns == nil && l.Script() == rules.script {
		h.rules = &rules
	}
	if h.patterns == nil && h.rules == nil && h.own == nil {
		return nil
	}
	switch l.parts().base {
	case "de":
		h.german = true
	case "tr", "az":
		h.lower = unicode.TurkishCase.ToLower
	}
	return h
}

// patterns is the automaton of the nearest tag.
func (l Language) patterns() *automaton {
	if l.IsZero() {
		return nil
	}
	p := l.parts()
	names := []string{p.base + "-" + p.script, p.base + "-" + p.region, p.base + "-" + l.Script(), p.base}
	for _, subtag := range strings.Split(l.tag, "-")[1:] { // a variant: de-1901, el-polyton
		if len(subtag) > 4 || len(subtag) == 4 && subtag[0] <= '9' {
			names = slices.Insert(names, 0, p.base+"-"+subtag)
		}
	}
	for _, name := range names {
		if a := automatonOf(name); a != nil {
			return a
		}
	}
	return nil
}

// Points appends the places at which a text without blanks may be divided, ascending. Its words are divided each for itself:
// letters between apostrophes, hyphens and punctuation. Not divided are words with capitals after the first letter, and all of
// a text that has a digit, or what addresses are made of. A word with soft hyphens is divided at these alone.
func (h *Hyphenator) Points(dst []Point, text string) []Point {
	if h == nil || len(text) < MinHyphenated && h.own == nil || Address(text) {
		return dst
	}
	start := -1
	for i, r := range text {
		letter := wordly(r)
		if letter && start < 0 {
			start = i
		} else if !letter && start >= 0 {
			dst = h.word(dst, text[start:i], start)
			start = -1
		}
	}
	if start >= 0 {
		dst = h.word(dst, text[start:], start)
	}
	return dst
}

const softHyphen = 0xAD

func wordly(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == softHyphen
}

// Address tells whether a text without blanks has digits, or characters of addresses of the net, or a full stop between
// letters, as abbreviations have: such a text is not divided.
func Address(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9', strings.IndexByte(`/@\_#&=%<>`, c) >= 0:
			return true
		case c == '.' && i > 0 && i+1 < len(text):
			if r, _ := utf8.DecodeRuneInString(text[i+1:]); wordly(r) {
				return true
			}
		}
	}
	return false
}

// word appends the points of one word, which begins at a byte of the text.
func (h *Hyphenator) word(dst []Point, word string, at int) []Point {
	if strings.Contains(word, "\u00ad") {
		return soft(dst, word, at)
	}
	count := letterCount(word)
	if count < MinHyphenated && h.own == nil || count > MaxHyphenated {
		return dst
	}
	lower, ok := h.lowered(word)
	if !ok {
		return dst
	}
	if points, ok := h.own[lower]; ok {
		for _, p := range points {
			dst = append(dst, Point{at + p, h.grade(lower, p)})
		}
		return dst
	}
	if count < MinHyphenated || h.patterns == nil && h.rules == nil {
		return dst
	}
	leastLeft, leastRight := h.minima()
	first := len(dst)
	for _, p := range h.divide(lower) {
		left, right := letterCount(lower[:p]), letterCount(lower[p:])
		if r, _ := utf8.DecodeRuneInString(lower[p:]); left >= leastLeft && right >= leastRight && !unicode.Is(unicode.M, r) {
			dst = append(dst, Point{at + p, h.grade(lower, p)})
		}
	}
	if h.german {
		nearJoints(dst[first:], word, at)
	}
	return dst
}

// nearJoints grades points that leave two letters of a compound's part alone as those that leave two of a word: "Flusshü-ter".
func nearJoints(points []Point, word string, at int) {
	for i := range points {
		for _, joint := range points {
			a, b := min(points[i].At, joint.At)-at, max(points[i].At, joint.At)-at
			if joint.Grade == Joint && points[i].Grade == Plain && letterCount(word[a:b]) < 3 {
				points[i].Grade = Short
			}
		}
	}
}

// divide is where patterns, or the exceptions of their authors, divide a word.
func (h *Hyphenator) divide(lower string) []int {
	if h.patterns == nil {
		h.buffer = h.rules.points(h.buffer[:0], lower)
		return h.buffer
	}
	if points, ok := h.patterns.words[lower]; ok {
		return points
	}
	h.buffer = h.patterns.points(h.buffer[:0], lower)
	return h.buffer
}

// minima are the least letters before and after a hyphen.
func (h *Hyphenator) minima() (left, right int) {
	if h.patterns == nil {
		return max(2, h.rules.left), max(2, h.rules.right)
	}
	return h.patterns.left, h.patterns.right
}

// soft divides a word where its author did.
func soft(dst []Point, word string, at int) []Point {
	for i, r := range word {
		if after := i + len("\u00ad"); r == softHyphen && i > 0 && after < len(word) {
			dst = append(dst, Point{at + after, Plain})
		}
	}
	return dst
}

// lowered is the word in lower case; false where a capital follows another letter, or where lower case has other bytes.
func (h *Hyphenator) lowered(word string) (string, bool) {
	first := true
	for i, r := range word {
		if low := h.lower(r); low != r {
			if !first || utf8.RuneLen(low) != utf8.RuneLen(r) {
				return "", false
			}
			rest := word[i+utf8.RuneLen(r):]
			for _, r := range rest {
				if h.lower(r) != r {
					return "", false
				}
			}
			return word[:i] + string(low) + rest, true
		}
		first = false
	}
	return word, true
}

func (h *Hyphenator) grade(word string, at int) Grade {
	switch {
	case h.german && compound(word[:at], word[at:]):
		return Joint
	case letterCount(word[:at]) < 3 || letterCount(word[at:]) < 3:
		return Short
	}
	return Plain
}

func markCount(text string) (n int) {
	for _, r := range text {
		if r >= 0x300 && unicode.Is(unicode.M, r) {
			n++
		}
	}
	return n
}
