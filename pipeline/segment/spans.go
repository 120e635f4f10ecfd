package segment

import "strings"

// WordSpans are the places of the words that Tokens gives in lower case. The text must be NFC, as units are: of another form
// nothing is promised but that the spans lie within it, in order.
func WordSpans(text string) []Span {
	spans := make([]Span, 0, len(text)/6+1)
	at := 0
	eachWord(text, func(word string) {
		found := strings.Index(text[at:], word) // what lies between words has no letter or number, so this is the word itself
		if found < 0 {
			return
		}
		at += found + len(word)
		spans = append(spans, Span{at - len(word), at})
	})
	return spans
}
