package segment

import (
	"unicode"
	"unicode/utf8"
)

// A Tokenizer cuts texts into the tokens that Tokens gives, without making garbage: it keeps the tokens of the last text. It
// is not safe for concurrent use.
type Tokenizer struct {
	bytes []byte // of all tokens
	ends  []int  // in bytes, by token
}

// Cut takes the tokens of a text in place of the last one's.
func (t *Tokenizer) Cut(text string) {
	t.bytes, t.ends = t.bytes[:0], t.ends[:0]
	text = normal(text)
	eachWord(text, func(start, end int) {
		t.bytes = appendLower(t.bytes, text[start:end])
		t.ends = append(t.ends, len(t.bytes))
	})
}

// Len is the number of tokens.
func (t *Tokenizer) Len() int { return len(t.ends) }

// Token is the i-th token; its bytes are valid until the next Cut.
func (t *Tokenizer) Token(i int) []byte {
	if i == 0 {
		return t.bytes[:t.ends[0]]
	}
	return t.bytes[t.ends[i-1]:t.ends[i]]
}

// appendLower appends a word in lower case, as strings.ToLower writes it.
func appendLower(dst []byte, word string) []byte {
	from := len(dst)
	dst = append(dst, word...)
	for i, c := range dst[from:] {
		if c >= utf8.RuneSelf {
			dst = dst[:from+i]
			for _, r := range word[i:] {
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
			return dst
		}
		if c-'A' < 26 {
			dst[from+i] = c + 'a' - 'A'
		}
	}
	return dst
}
