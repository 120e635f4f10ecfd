package terms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is a target text, ready to be asked for terms.
type text struct {
	analyser
	source string
	words  []word
}

func (a analyser) text(s string) text {
	return text{a, s, a.words(s)}
}

// places are where a phrase stands in full: its words, or forms of them, one behind the other; in scripts without blanks
// between words, its very characters.
func (t text) places(p phrase) [][2]int {
	if len(p) == 0 {
		return nil
	}
	if whole := p.whole(); unspaced(whole) {
		return t.literally(whole)
	}
	var places [][2]int
	for i := range t.words {
		if p.beginsNear(t.source, t.words[i:], t.stems) {
			places = append(places, [2]int{t.words[i].Start, t.words[i+len(p)-1].End})
		}
	}
	return places
}

// beginsNear is begins; where there is no stemmer, a word and a longer one by two letters are forms of one another.
func (p phrase) beginsNear(text string, words []word, stems bool) bool {
	if stems {
		return p.begins(text, words)
	}
	if len(p) > len(words) {
		return false
	}
	for i := range p {
		if !p[i].agrees(words[i]) && !p[i].tailed(words[i]) || i > 0 && !joined(text[words[i-1].End:words[i].Start]) {
			return false
		}
	}
	return true
}

// tailed tells whether a word is a term's word with an ending of one or two letters.
func (w word) tailed(of word) bool {
	if w.abbreviation() || utf8.RuneCountInString(w.folded) < 5 {
		return false
	}
	tail, ok := strings.CutPrefix(of.folded, w.folded)
	return ok && utf8.RuneCountInString(tail) <= 2
}

// whole is the phrase as it is written, in lower case, without blanks.
func (p phrase) whole() string {
	var b strings.Builder
	for _, w := range p {
		b.WriteString(w.folded)
	}
	return b.String()
}

// literally finds a text without blanks in a folded text, whatever blanks and joiners stand in it.
func (t text) literally(whole string) [][2]int {
	var places [][2]int
	for i := range t.words {
		rest, k := whole, i
		for ; rest != "" && k < len(t.words); k++ {
			after, ok := strings.CutPrefix(rest, t.words[k].folded)
			if !ok || k > i && !joined(t.source[t.words[k-1].End:t.words[k].Start]) {
				break
			}
			rest = after
		}
		if rest == "" {
			places = append(places, [2]int{t.words[i].Start, t.words[k-1].End})
		}
	}
	return places
}

// has tells whether the text has a term in some form: generous, because a term that is there and is called missing costs a
// translator's trust. All words of the phrase that are longer than an article must stand close to one another, in any order.
func (t text) has(p phrase) bool {
	if len(p) == 0 || len(t.places(p)) > 0 {
		return true
	}
	if whole := p.whole(); unspaced(whole) {
		return len(t.literally(withoutEnding(whole))) > 0
	}
	important := slices.DeleteFunc(slices.Clone(p), func(w word) bool { return utf8.RuneCountInString(w.raw) <= 3 && !w.abbreviation() })
	if len(important) == 0 {
		important = p
	}
	for i := range t.words {
		if t.closeTo(important, i, min(i+2*len(p)+3, len(t.words))) {
			return true
		}
	}
	return false
}

// closeTo tells whether all words are among those from i to end, the first of them at i.
func (t text) closeTo(words phrase, i, end int) bool {
	if !slices.ContainsFunc(words, func(w word) bool { return t.formAt(w, i) }) {
		return false
	}
	for _, w := range words {
		k := i
		for k < end && !t.formAt(w, k) {
			k++
		}
		if k == end {
			return false
		}
	}
	return true
}

// formAt tells whether the i-th word of the text, or it and the next one with a hyphen between, may be a form of w.
func (t text) formAt(w word, i int) bool {
	if t.form(w, t.words[i]) {
		return true
	}
	if i+1 == len(t.words) || w.abbreviation() || strings.Trim(t.source[t.words[i].End:t.words[i+1].Start], "-\u2010\u2011\u00ad\u200b\u200c\u200d") != "" {
		return false
	}
	both := word{plain: t.words[i].plain + t.words[i+1].plain, folded: t.words[i].folded + t.words[i+1].folded}
	return t.form(w, both)
}

// form tells whether b, of a text, may be a form of a term's word: by stem; by the letters that the two begin with; as a
// part of a compound; in Arabic script by the consonants.
func (t text) form(a, b word) bool {
	if a.abbreviation() {
		return a.raw == b.raw
	}
	if a.folded == b.folded || a.stem == b.stem {
		return true
	}
	if !t.stems && ended(a.plain, b.plain) {
		return true
	}
	if alike(a.plain, b.plain) || alike(plain(a.stem), plain(b.stem)) {
		return true
	}
	if part := t.part(a); part != "" && strings.Contains(b.plain, part) {
		return true
	}
	return t.arabic && sameRoot(a.folded, b.folded)
}

// ended tells whether a word is a term's short one with endings in place of its last letter or behind it: "река", "реките". One
// syllable of Korean may be the whole word.
func ended(term, of string) bool {
	letters := utf8.RuneCountInString(term)
	least := max(letters-1, 3)
	if r, _ := utf8.DecodeRuneInString(term); unicode.Is(unicode.Hangul, r) {
		least = letters
	}
	return commonLetters(term, of) >= least && utf8.RuneCountInString(of) <= letters+4
}

// alike tells whether two words begin with the same letters, for three fifths of the longer one.
func alike(a, b string) bool {
	least := 3
	if r, _ := utf8.DecodeRuneInString(a); !alphabetic(r) {
		least = 2
	}
	common := commonLetters(a, b)
	return common >= least && 5*common >= 3*max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

// part is what shows a term's word within a compound, or behind prefixes: the word without its ending; "" if that is too short
// to show anything.
func (t text) part(a word) string {
	least := 5
	switch r, _ := utf8.DecodeRuneInString(a.plain); {
	case unicode.Is(unicode.Hangul, r):
		least = 2
	case unicode.In(r, unicode.Arabic, unicode.Hebrew):
		least = 3
	case t.compound:
		least = 4
	}
	part := a.plain
	if stem := plain(a.stem); t.stems && strings.HasPrefix(part, stem) && utf8.RuneCountInString(stem) >= least {
		return stem
	}
	if letters := []rune(part); !t.stems && t.compound && len(letters) >= 7 {
		part = string(letters[:len(letters)-2])
	}
	if utf8.RuneCountInString(part) < least {
		return ""
	}
	return part
}

// commonLetters is the number of letters with which both begin.
func commonLetters(a, b string) int {
	n := 0
	for a != "" && b != "" {
		r, size := utf8.DecodeRuneInString(a)
		s, other := utf8.DecodeRuneInString(b)
		if r != s {
			break
		}
		a, b, n = a[size:], b[other:], n+1
	}
	return n
}

// sameRoot compares Arabic words by their consonants: plurals change the vowels within ("نهر", "أنهار").
func sameRoot(a, b string) bool {
	root := consonants(a)
	return utf8.RuneCountInString(root) >= 3 && root == consonants(b)
}

// consonants are an Arabic word's letters without its long vowels, hamza and marks, and without conjunctions,
// prepositions and the article before it.
func consonants(word string) string {
	word = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 'ـ' {
			return -1
		}
		return r
	}, word)
	for _, prefix := range []string{"وال", "بال", "فال", "كال", "ال", "لل"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && utf8.RuneCountInString(rest) >= 3 {
			word = rest
			break
		}
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("اأإآٱوؤيئىءةی", r) {
			return -1
		}
		return r
	}, word)
}

// withoutEnding is a Japanese word without the kana at its end, which inflect ("決める", "決めた"); other words as they are.
func withoutEnding(whole string) string {
	stem := strings.TrimRightFunc(whole, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) })
	if utf8.RuneCountInString(stem) >= 2 {
		return stem
	}
	return whole
}
