package language

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// What a piece of a text costs. Unknown letters cost more than any words that cover them would; a word of one letter is as
// often as not a part of another, and costs nearly as much.
const (
	costWord        = 10 * costUnit
	costLetter      = 25 * costUnit // a word of one code point
	costUnknown     = 30 * costUnit // a cluster that is in no word
	costUnknownOpen = 20 * costUnit // the first of such

	costUnit = 4096 // more than the square of a word's length
	costBare = 5    // a word whose first letter has no vowel sign: it may end the syllable before
)

// Words appends where, in a text, words begin that follow another word without a space: bytes, ascending, never where Tied.
// Letters that are in no word stay together with those beside them that are in none. What is not a letter of the dictionary's
// script parts words, and no place beside it is named: other rules (UAX 14) have those.
//
// The words are the cheapest of all ways to read the text, by the costs above: little in no word, then few words, then long
// ones (maximal matching: V. Sornlertlamvanich, "Word segmentation for Thai in machine translation system", 1993; by dynamic
// programming from the end, in time linear in the text).
func (d *Dictionary) Words(dst []int, text string) []int {
	r := segmentation{dictionary: d}
	for at := 0; at < len(text); {
		end := at
		for end < len(text) {
			letter, size := utf8.DecodeRuneInString(text[end:])
			if !d.letter(letter) {
				break
			}
			end += size
		}
		if end > at {
			dst = r.words(dst, text[at:end], at)
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		at = end + size
	}
	return dst
}

// letter tells whether a word of the script may have the letter or mark.
func (d *Dictionary) letter(r rune) bool {
	if _, ok := d.code(r); !ok {
		return false
	}
	if r >= 0x104C && r <= 0x104F { // Burmese words that are written with a symbol
		return true
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Cf)
}

// letterSize is the bytes of every letter of these scripts.
const letterSize = 3

// A segmentation is a run of letters and how best to read it; it keeps its memory from one run to the next.
type segmentation struct {
	dictionary *Dictionary
	text       string
	starts     []int32 // bytes where a word may begin, and the end
	clusterOf  []int32 // of each byte: 1 + its place in starts; 0: none
	best       []option
}

// An option is what to read from a cluster on: a word up to another cluster, or a cluster that is in no word.
type option struct {
	cost   int64 // of all that follows, if what comes before is a word
	inside int64 // if what comes before is in no word
	end    int32 // of the word; 0: none
	alone  bool  // the word is of one letter
}

// words appends the beginnings of all words of a run but the first.
func (r *segmentation) words(dst []int, run string, offset int) []int {
	r.text = run
	r.divide()
	for i := len(r.starts) - 2; i >= 0; i-- {
		r.read(i)
	}
	unknown, alone := false, false // what comes before
	for i := 0; i < len(r.starts)-1; {
		word := r.isWord(i, unknown)
		letter, end := false, i+1
		if word {
			letter, end = r.best[i].alone, int(r.best[i].end)
		}
		// Letters beside an unknown stretch are rather a part of it, and a single unknown letter ends the syllable before it.
		together := unknown && (!word || letter) || !word && (alone || r.single(i))
		if at := int(r.starts[i]); at > 0 && !together && !Tied(run, at) {
			dst = append(dst, offset+at)
		}
		unknown, alone, i = !word || unknown && letter, letter, end
	}
	return dst
}

// isWord tells whether the best reading has a word from cluster i on.
func (r *segmentation) isWord(i int, unknown bool) bool {
	o := &r.best[i]
	return o.end > 0 && (!unknown || o.cost <= o.inside)
}

// single tells whether cluster i is one letter, after which a word begins or nothing.
func (r *segmentation) single(i int) bool {
	return r.starts[i+1]-r.starts[i] == letterSize && (i+2 == len(r.starts) || r.isWord(i+1, true))
}

// divide finds the clusters.
func (r *segmentation) divide() {
	r.starts, r.clusterOf = r.starts[:0], append(r.clusterOf[:0], make([]int32, len(r.text)+1)...)
	for at := range r.text {
		if at == 0 || !Tied(r.text, at) || r.signAt(at) {
			r.starts = append(r.starts, int32(at))
			r.clusterOf[at] = int32(len(r.starts))
		}
	}
	r.starts = append(r.starts, int32(len(r.text)))
	r.clusterOf[len(r.text)] = int32(len(r.starts))
	r.best = append(r.best[:0], make([]option, len(r.starts))...)
}

// signAt tells whether a word may end before a sign that no line begins with.
func (r *segmentation) signAt(at int) bool {
	letter, _ := utf8.DecodeRuneInString(r.text[at:])
	return isSign(letter)
}

// read finds the best option from cluster i on, the later ones being known.
func (r *segmentation) read(i int) {
	if r.signAt(int(r.starts[i])) {
		cost := r.best[i+1].cost
		r.best[i] = option{cost: cost, inside: cost, end: int32(i + 1)}
		return
	}
	o := option{cost: math.MaxInt64}
	w := walk{trie: r.dictionary.trie}
	letters, bare := 0, int64(0)
	if letter, size := utf8.DecodeRuneInString(r.text[r.starts[i]:]); int(r.starts[i])+size == int(r.starts[i+1]) && closes(letter) {
		bare = costBare
	}
	for at, letter := range r.text[r.starts[i]:] {
		code, ok := r.dictionary.code(letter)
		if !ok {
			break
		}
		letters++
		ends := w.next(code)
		if ends {
			k := r.clusterOf[int(r.starts[i])+at+utf8.RuneLen(letter)] - 1
			if cost := wordCost(letters) + bare; k > 0 && cost+r.best[k].cost <= o.cost { // of equals the longest
				o = option{cost: cost + r.best[k].cost, end: k, alone: letters == 1}
			}
		}
		if w.dead {
			break
		}
	}
	unknown := costUnknown + r.best[i+1].inside
	o.inside = min(o.cost, unknown)
	if unknown+costUnknownOpen < o.cost {
		o.cost, o.end = unknown+costUnknownOpen, 0
	}
	if o.end == 0 {
		o.inside = unknown
	}
	r.best[i] = o
}

// closes tells whether a letter without a vowel sign may end a syllable: not those of Burmese, where a sign would say so, not
// independent vowels of Khmer, nor letters that only begin Thai and Lao syllables.
func closes(r rune) bool {
	switch {
	case r >= 0x1000 && r <= 0x109F, r >= 0x17A3 && r <= 0x17B3:
		return false
	case r == 0xE09, r == 0xE1C, r == 0xE1D, r == 0xE2B, r == 0xE9C, r == 0xE9D, r == 0xEAB:
		return false
	}
	return true
}

// wordCost is what a word of some letters costs: of readings with as many words, the one with the longest is the likeliest.
func wordCost(letters int) int64 {
	if letters == 1 {
		return costLetter
	}
	return costWord - int64(min(letters*letters, costUnit-1))
}

// Tied tells whether a line of Thai, Lao, Khmer or Burmese must never end before text[at:], because that would tear a cluster
// or a syllable: before marks, what they are stacked on, and signs that only follow; after vowels that are written first.
func Tied(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, size := utf8.DecodeRuneInString(text[at:])
	if unicode.In(after, unicode.M, unicode.Cf) || follows(after) || precedes(before) {
		return true
	}
	return killed(text[at+size:])
}

// precedes are the letters that something must follow: Thai and Lao vowels before their consonant or inside a syllable, the
// stackers of Khmer and Burmese, joiners.
func precedes(r rune) bool {
	switch {
	case r >= 0xE40 && r <= 0xE44, r >= 0xEC0 && r <= 0xEC4, r == 0xE31, r == 0xEB1, r == 0xEBB:
	case r == 0x17D2, r == 0x1039, r == 0x200D, r == 0x2060, r == 0xFEFF:
	default:
		return false
	}
	return true
}

// isSign tells whether a letter is a sign after a word: it repeats the word, cuts it short, or stands for a particle.
func isSign(r rune) bool {
	switch r {
	case 0xE2F, 0xE46, 0xEAF, 0xEC6, 0x17D7, 0x104C, 0x104D, 0x104F:
		return true
	}
	return false
}

// follows are the letters and stops that never begin a line: vowels after their consonant, signs, stops.
func follows(r rune) bool {
	switch r {
	case 0xE30, 0xE32, 0xE33, 0xE45, 0xE5A, 0xE5B, 0xEB0, 0xEB2, 0xEB3, 0xEBD,
		0x17D4, 0x17D5, 0x17D6, 0x17DA, 0x104A, 0x104B:
		return true
	}
	return isSign(r)
}

// killed tells whether the letter before the text is silent, or has no vowel, and so ends a syllable: a sign says so, perhaps
// after a vowel (สิทธิ์) or a tone (Burmese).
func killed(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == 0x1037, r == 0xE34, r == 0xE38, r == 0xEB4, r == 0xEB8:
		r, _ = utf8.DecodeRuneInString(text[size:])
	}
	switch r {
	case 0x103A, 0x1039, 0xE4C, 0xECC, 0x17CD:
		return true
	}
	return false
}
