package segment

import (
	"unicode"
	"unicode/utf8"
)

// A Phrase is a row of tokens that is sought in texts, as a concordance does: whatever the case and the punctuation between
// them. It keeps its working space, so it is not safe for concurrent use.
type Phrase struct {
	tokens  []string
	longest string    // of the tokens: what has it not, has not the phrase
	begins  [256]bool // the bytes that a character may begin with whose lower case begins the longest token
	places  []Span
}

// NewPhrase makes a phrase of the tokens of text.
func NewPhrase(text string) *Phrase {
	p := &Phrase{tokens: Tokens(text)}
	for _, token := range p.tokens {
		if len(token) > len(p.longest) {
			p.longest = token
		}
	}
	first, _ := utf8.DecodeRuneInString(p.longest)
	p.begin(first)
	for r := unicode.SimpleFold(first); r != first; r = unicode.SimpleFold(r) {
		p.begin(r)
	}
	if first == 'i' {
		p.begin('İ') // whose lower case it is, though they do not fold together
	}
	return p
}

func (p *Phrase) begin(r rune) { p.begins[utf8.AppendRune(nil, r)[0]] = true }

// Len is the number of tokens; a phrase without any is in no text.
func (p *Phrase) Len() int { return len(p.tokens) }

// In are the places of the phrase in a text in NFC, in order and without overlap; nil if it has none. The slice is valid until the next call.
func (p *Phrase) In(text string) []Span {
	if len(p.tokens) == 0 || !p.possible(text) {
		return nil
	}
	p.places = p.places[:0]
	eachWord(text, func(start, end int) { p.places = append(p.places, Span{start, end}) })
	found := p.places[:0]
	for i := 0; i+len(p.tokens) <= len(p.places); i++ {
		if p.at(text, p.places[i:]) {
			last := i + len(p.tokens) - 1
			found = append(found, Span{p.places[i].Start, p.places[last].End})
			i = last
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found
}

// at tells whether the words at these places are those of the phrase.
func (p *Phrase) at(text string, places []Span) bool {
	for k, token := range p.tokens {
		word := text[places[k].Start:places[k].End]
		if n := lowerPrefix(word, token); n < len(word) {
			return false
		}
	}
	return true
}

// possible tells whether the longest token stands anywhere in text, be it within a word.
func (p *Phrase) possible(text string) bool {
	for i := range len(text) {
		if p.begins[text[i]] && lowerPrefix(text[i:], p.longest) > 0 {
			return true
		}
	}
	return false
}

// lowerPrefix is the length of the beginning of text whose lower case is token; 0 if there is none.
func lowerPrefix(text, token string) int {
	i := 0
	for _, want := range token {
		if i == len(text) {
			return 0
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if unicode.ToLower(r) != want {
			return 0
		}
		i += size
	}
	return i
}
