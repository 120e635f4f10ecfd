package exchange

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// maxReference is the longest reference in bytes that is looked for behind a "&".
const maxReference = 64

// characters reads text up to the next tag, or as much of it as the buffer has.
func (s *scanner) characters() (token, bool, error) {
	n := bytes.IndexByte(s.buf[s.at:s.filled], '<')
	if n < 0 && !s.ended && s.filled-s.at < bufferSize/2 {
		if _, err := s.fill(); err != nil {
			return 0, false, err
		}
		n = bytes.IndexByte(s.buf[s.at:s.filled], '<')
	}
	if n < 0 {
		n = s.filled - s.at
		if !s.ended {
			n = safe(s.buf[s.at:s.filled])
		}
		if n == 0 { // a part of a character or reference: more is needed
			more, err := s.fill()
			if err != nil || more {
				return 0, false, err
			}
			n = s.filled - s.at
		}
	}
	raw := s.buf[s.at : s.at+n]
	if err := s.valid(raw); err != nil {
		return 0, false, err
	}
	if len(s.open) == 0 {
		if i := bytes.IndexFunc(raw, func(r rune) bool { return r != ' ' && r != '\t' && r != '\r' && r != '\n' }); i >= 0 {
			return 0, false, s.wrongAt(s.ahead(i), "text stands outside the document's element", "give an XML file")
		}
		s.advance(n)
		return 0, false, nil
	}
	text, err := s.resolved(raw)
	if err != nil {
		return 0, false, err
	}
	s.text = text
	s.advance(n)
	return content, true, nil
}

// safe is how much of a text that goes on can be taken without dividing a character or a reference.
func safe(text []byte) int {
	n := len(text)
	for i := n - 1; i >= max(0, n-utf8.UTFMax); i-- {
		if utf8.RuneStart(text[i]) {
			if !utf8.FullRune(text[i:n]) {
				n = i
			}
			break
		}
	}
	tail := max(0, n-maxReference)
	if i := bytes.LastIndexByte(text[tail:n], '&'); i >= 0 && bytes.IndexByte(text[tail+i:n], ';') < 0 {
		n = tail + i
	}
	return n
}

// section reads a CDATA section, or as much of it as the buffer has; the rest is then made one by a new beginning.
func (s *scanner) section() (token, bool, error) {
	const begin, end = "<![CDATA[", "]]>"
	if len(s.open) == 0 {
		return 0, false, s.wrong("a CDATA section stands outside the document's element", "export the file again")
	}
	s.scratch = s.scratch[:0]
	from := s.here()
	s.advance(len(begin))
	for {
		if n := bytes.Index(s.buf[s.at:s.filled], []byte(end)); n >= 0 {
			return content, true, s.take(n, len(end))
		}
		if len(s.scratch) > MaxUnit {
			return 0, false, s.wrongAt(from, fmt.Sprintf("a CDATA section is longer than %d bytes", MaxUnit), "divide it")
		}
		if n := s.filled - s.at - len(end) - utf8.UTFMax; n > 0 {
			for n > 0 && !utf8.RuneStart(s.buf[s.at+n]) {
				n--
			}
			if err := s.take(n, 0); err != nil {
				return 0, false, err
			}
		}
		if more, err := s.fill(); err != nil {
			return 0, false, err
		} else if !more {
			return 0, false, s.wrongAt(from, "the file ends within this CDATA section", "get the whole file again")
		}
	}
}

// take adds n bytes of a CDATA section to its text, and passes over what ends it.
func (s *scanner) take(n, end int) error {
	if err := s.valid(s.buf[s.at : s.at+n]); err != nil {
		return err
	}
	s.scratch = append(s.scratch, s.buf[s.at:s.at+n]...)
	s.text = s.scratch
	s.advance(n + end)
	return nil
}

// valid wants UTF-8 without control characters (XML 1.0, 2.2) of what stands at the present byte.
func (s *scanner) valid(text []byte) error {
	if i, what, do := fault(text); i >= 0 {
		return s.wrongAt(s.ahead(i), what, do)
	}
	return nil
}

// fault is where a text is not UTF-8, or holds a control character; -1: nowhere.
func fault(text []byte) (at int, what, do string) {
	ascii := true
	for i, c := range text {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return i, fmt.Sprintf("a control character, U+%04X", c), "take it out; if there are many, the file is damaged, or in another encoding than it says"
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii || utf8.Valid(text) {
		return -1, "", ""
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i, fmt.Sprintf("the byte 0x%02X is not UTF-8", text[i]), "save the file as UTF-8, or let its first line name the encoding that it is in"
		}
		i += size
	}
}

// resolved replaces references; without any, the text is what it was.
func (s *scanner) resolved(raw []byte) ([]byte, error) {
	next := bytes.IndexByte(raw, '&')
	if next < 0 {
		return raw, nil
	}
	s.scratch = s.scratch[:0]
	at := 0
	for next >= 0 {
		s.scratch = append(s.scratch, raw[at:at+next]...)
		at += next
		end := bytes.IndexByte(raw[at:min(len(raw), at+maxReference)], ';')
		if end < 0 {
			return nil, s.wrong(fmt.Sprintf(`a "&" begins no reference: %.20q`, raw[at:]), "write &amp; for the character")
		}
		var err error
		if s.scratch, err = s.reference(s.scratch, raw[at+1:at+end]); err != nil {
			return nil, err
		}
		at += end + 1
		next = bytes.IndexByte(raw[at:], '&')
	}
	return append(s.scratch, raw[at:]...), nil
}

// reference appends what a reference means. One to a character that XML does not allow means nothing, and is counted.
func (s *scanner) reference(dst, name []byte) ([]byte, error) {
	switch string(name) {
	case "amp":
		return append(dst, '&'), nil
	case "lt":
		return append(dst, '<'), nil
	case "gt":
		return append(dst, '>'), nil
	case "quot":
		return append(dst, '"'), nil
	case "apos":
		return append(dst, '\''), nil
	}
	digits, numeric := bytes.CutPrefix(name, []byte("#"))
	if !numeric {
		return nil, s.wrong(fmt.Sprintf("the entity &%s; is not one of XML's five; entities that a file declares are not expanded", name), "write the character itself")
	}
	base := 10
	if hex, ok := bytes.CutPrefix(digits, []byte("x")); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n > utf8.MaxRune || 0xD800 <= n && n < 0xE000 {
		return nil, s.wrong(fmt.Sprintf("the reference &%s; is to no character", name), "write the character itself")
	}
	if n < ' ' && n != '\n' && n != '\t' && n != '\r' || n == 0xFFFE || n == 0xFFFF {
		s.dropped++
		return dst, nil
	}
	return utf8.AppendRune(dst, rune(n)), nil
}

// decoded is the value of an attribute.
func (s *scanner) decoded(value []byte) (string, error) {
	if i, what, do := fault(value); i >= 0 {
		return "", s.wrongAt(s.place, what, do)
	}
	text, err := s.resolved(value)
	return string(text), err
}
