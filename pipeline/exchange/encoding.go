package exchange

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"publish/pipeline/finding"
	"publish/pipeline/pattern"
)

// maxDeclaration is how many bytes of a file are looked at for its XML declaration.
const maxDeclaration = 1024

var declared = pattern.New(`^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]*)["']`)

// utf8Of gives an XML file as UTF-8 without a byte order mark (XML 1.0, appendix F). A byte order mark, or the shape of the
// first characters, says more than the declaration: tools that convert a file often leave that as it was.
func utf8Of(file string, r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, bufferSize)
	head, err := in.Peek(maxDeclaration)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if e, width := sniffed(head); e != nil {
		if _, err := in.Discard(width); err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}
	if body, found := bytes.CutPrefix(head, []byte("\xEF\xBB\xBF")); found {
		_, err := in.Discard(len(head) - len(body))
		return in, err
	}
	if bytes.HasPrefix(head, []byte{0, 0}) || bytes.HasPrefix(head, []byte{0xFF, 0xFE, 0, 0}) || bytes.HasPrefix(head, []byte{'<', 0, 0, 0}) {
		return nil, &SyntaxError{finding.Place{File: file}, "the file is in UTF-32", "save it as UTF-8"}
	}
	m := declared.FindSubmatch(head)
	if m == nil {
		return in, nil
	}
	e, err := encodingOf(file, string(m[1]))
	if e == nil {
		return in, err
	}
	return e.NewDecoder().Reader(in), err
}

// sniffed is UTF-16 where a file begins so, and the length of its byte order mark.
func sniffed(head []byte) (encoding.Encoding, int) {
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE, 0, 0}):
		return nil, 0
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return little, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return big, 2
	case len(head) >= 4 && head[0] == '<' && head[1] == 0 && head[2] != 0 && head[3] == 0:
		return little, 0
	case len(head) >= 4 && head[0] == 0 && head[1] == '<' && head[2] == 0 && head[3] != 0:
		return big, 0
	}
	return nil, 0
}

// encodingOf is the encoding that a declaration names; nil: UTF-8. A declaration of UTF-16 that can be read as ASCII is wrong.
func encodingOf(file, name string) (encoding.Encoding, error) {
	switch lower := strings.ToLower(name); {
	case lower == "utf-8" || lower == "utf8" || lower == "us-ascii" || lower == "ascii" || strings.HasPrefix(lower, "utf-16") || strings.HasPrefix(lower, "utf16"):
		return nil, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil || e == encoding.Replacement {
		return nil, &SyntaxError{finding.Place{File: file, Line: 1}, fmt.Sprintf("the encoding %q is not known", name), "save the file as UTF-8"}
	}
	return e, nil
}
