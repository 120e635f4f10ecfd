package segment

// WordSpans are the places of the words of a text in NFC that Tokens gives in lower case. Of a text that is not NFC, the
// words may be others.
func WordSpans(text string) []Span {
	spans := make([]Span, 0, len(text)/6+1)
	eachWord(text, func(start, end int) { spans = append(spans, Span{start, end}) })
	return spans
}
