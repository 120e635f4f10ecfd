package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// What is taken from the similarity of two sources, whose words are compared in lower case and without what stands between
// them. Each is taken once, so at most 0.04 together: what needs a look, not a rewrite. Only the very same text has 1.
const (
	CasePenalty        = 0.01 // a word of both is written in capitals in one of the two alone
	PunctuationPenalty = 0.01 // other marks between the words
	NumberPenalty      = 0.01 // other numbers
	MarkupPenalty      = 0.01 // other marks of emphasis, links, placeholders and tags
)

// A form is what the words of a text in lower case do not show.
type form struct {
	text        string
	words       map[string][]string // by the word in lower case: as it is written
	numbers     []string
	punctuation string
	markup      string
}

// formOf wants a text in NFC.
func formOf(text string) form {
	spans := segment.WordSpans(text)
	f := form{text: text, words: make(map[string][]string, len(spans))}
	var between, marks strings.Builder
	last := 0
	for _, s := range spans {
		apart(text, last, s.Start, &between, &marks)
		last = s.End
		word := text[s.Start:s.End]
		if strings.ContainsFunc(word, unicode.IsNumber) {
			f.numbers = append(f.numbers, word)
		}
		folded := strings.ToLower(word)
		if ways := f.words[folded]; !slices.Contains(ways, word) {
			f.words[folded] = append(ways, word)
		}
	}
	apart(text, last, len(text), &between, &marks)
	f.punctuation, f.markup = between.String(), marks.String()
	return f
}

// apart sorts what stands between two words: punctuation, or markup. Blanks are neither; between words there is always one.
func apart(text string, from, to int, punctuation, markup *strings.Builder) {
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:to])
		switch {
		case strings.ContainsRune(`*{}<>[]\`, r), r == '/' && i > 0 && text[i-1] == '<', r == '(' && i > 0 && text[i-1] == ']':
			markup.WriteRune(r)
		case !unicode.IsSpace(r):
			punctuation.WriteRune(r)
		}
		i += size
	}
}

// penalty is what is taken from the similarity of two sources. It is 0 only for equal texts, and for texts whose words
// differ, which are not alike already.
func (f form) penalty(o form) float64 {
	if f.text == o.text {
		return 0
	}
	p := 0.0
	if f.otherCase(o) {
		p += CasePenalty
	}
	if f.punctuation != o.punctuation {
		p += PunctuationPenalty
	}
	if !slices.Equal(f.numbers, o.numbers) {
		p += NumberPenalty
	}
	if f.markup != o.markup {
		p += MarkupPenalty
	}
	if p == 0 && slices.Equal(segment.Tokens(f.text), segment.Tokens(o.text)) { // other blanks, or where a mark stands
		p = PunctuationPenalty
	}
	return p
}

// otherCase tells whether a word of both texts is written otherwise in one of them.
func (f form) otherCase(o form) bool {
	for folded, ways := range f.words {
		others, ok := o.words[folded]
		if ok && (len(ways) != len(others) || slices.ContainsFunc(ways, func(w string) bool { return !slices.Contains(others, w) })) {
			return true
		}
	}
	return false
}

// penaltyFor compares one text with the sources of pairs.
func penaltyFor(text string) func(memory.Pair) float64 {
	f := formOf(text)
	last, penalty := text, 0.0 // copies of a text follow one another
	return func(p memory.Pair) float64 {
		if p.Source != last {
			last, penalty = p.Source, f.penalty(formOf(p.Source))
		}
		return penalty
	}
}

// Score is how alike two source texts are, from 0 to 1: segment.Similarity of their words, less the penalties. It is 1 only for
// equal texts.
func Score(a, b string) float64 {
	return max(0, segment.Similarity(segment.Tokens(a), segment.Tokens(b))-formOf(a).penalty(formOf(b)))
}

// Percent is a score as people read it: rounded down, so that 100 is only what has the very same source.
func Percent(score float64) int { return int(score*100 + 1e-9) }
