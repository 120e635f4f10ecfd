package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxLine is the most characters of a header's line without its CRLF (RFC 5322, 2.1.1), where it can be folded at all: an
// address is not.
const maxLine = 77

// A header is a message's, in CRLF lines.
type header struct{ bytes.Buffer }

// add writes a field, folded at its blanks. What could end a line becomes a blank: whoever gives a value has checked it, and
// this is the last door.
func (h *header) add(name, value string) {
	h.WriteString(name + ":")
	at := len(name) + 1
	for i, word := range strings.Split(plain(value), " ") {
		fits := at+1+len(word) <= maxLine
		if !fits && word != "" && at > 0 && (i > 0 || len(word) < maxLine) {
			h.WriteString("\r\n")
			at = 0
		}
		h.WriteString(" " + word)
		at += 1 + len(word)
	}
	h.WriteString("\r\n")
}

// addresses writes a field with addresses; "," is the end of a word, so that it is folded behind it.
func (h *header) addresses(name string, list []Address) {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.header()
	}
	if len(texts) > 0 {
		h.add(name, strings.Join(texts, ", "))
	}
}

// encodedWords is a header's text by RFC 2047, in words of at most 64 characters. A text
// that looks like an encoded word itself is encoded, too, so that nothing in it is interpreted.
func encodedWords(s string) string {
	if plainWords(s) {
		return s
	}
	const most = 39 // bytes in a word: 64 letters with what is around them, so that the first stands on the field's own line
	var words []string
	for len(s) > 0 {
		end := 0
		for i, r := range s {
			if i+utf8.RuneLen(r) > most {
				break
			}
			end = i + utf8.RuneLen(r)
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:end]))+"?=")
		s = s[end:]
	}
	return strings.Join(words, " ")
}

// plainWords says that a text can stand in a header as it is: ASCII in words that a line holds, nothing like an encoded word.
func plainWords(s string) bool {
	foreign := func(r rune) bool { return r < ' ' || r >= 0x7F }
	return strings.IndexFunc(s, foreign) < 0 && !strings.Contains(s, "=?") && longestWord(s) < 60
}

func longestWord(s string) int {
	longest := 0
	for word := range strings.FieldsSeq(s) {
		longest = max(longest, len(word))
	}
	return longest
}

// parameter is a parameter of a header on lines of its own, of less than 78 characters (RFC 2231: continuations, percent
// encoding).
func parameter(key, value string) string {
	if mime.FormatMediaType("a/b", map[string]string{"k": value}) == `a/b; k="`+value+`"` && len(value) < 50 && !strings.Contains(value, "=?") {
		return ";\r\n " + key + "=\"" + value + "\""
	}
	const most = 50 // of one piece
	b := strings.Builder{}
	piece, n := "UTF-8''", 0
	flush := func() {
		fmt.Fprintf(&b, ";\r\n %s*%d*=%s", key, n, piece)
		piece, n = "", n+1
	}
	for _, r := range value {
		encoded := strings.ReplaceAll(url.QueryEscape(string(r)), "+", "%20")
		if len(piece)+len(encoded) > most {
			flush()
		}
		piece += encoded
	}
	flush()
	return b.String()
}
