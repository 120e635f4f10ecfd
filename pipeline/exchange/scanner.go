package exchange

import (
	"bytes"
	"fmt"
	"io"

	"publish/pipeline/finding"
)

// Limits of an XML file of any format.
const (
	MaxTag        = 1 << 20 // bytes of one tag with its attributes
	MaxAttributes = 128     // of one tag
	MaxNesting    = 256     // elements within elements
)

// bufferSize is what is read at once; a text is handed on in parts of at most this size.
const bufferSize = 64 << 10

// A token is what a scanner has found.
type token uint8

const (
	atEnd   token = iota // of the document
	opening              // a start tag
	closing              // an end tag; of <a/>, too
	content              // text, a part of one, or a CDATA section
)

// A scanner reads XML 1.0 with namespaces, token by token, in constant memory. Document type declarations are skipped: no
// entity but XML's five is known, and nothing outside the file is read. It checks that the document is well-formed, in so
// far as it looks at it: a text may hold "]]>", a comment "--".
type scanner struct {
	file        string
	in          io.Reader
	buf         []byte
	at, filled  int
	ended       bool
	line        int   // of buf[at], from 1
	base, begin int64 // offsets in the document: of buf[0], of the line's first byte

	place  finding.Place // of the token
	local  string        // its name without a prefix
	space  string        // its namespace, "" for none
	attrs  []attribute   // of an opening
	text   []byte        // of a content, until the next token
	closes bool          // the opening was <a/>

	open    []element
	spaces  []binding
	names   map[string]string
	rooted  bool
	dropped int // references to characters that XML does not allow, such as &#x1F;
	scratch []byte
}

// An element that is open.
type element struct {
	name   string // with its prefix
	space  string
	line   int
	spaces int // namespaces that were bound outside it
}

type binding struct{ prefix, space string }

func newScanner(file string, r io.Reader) (*scanner, error) {
	in, err := utf8Of(file, r)
	if err != nil {
		return nil, err
	}
	return &scanner{file: file, in: in, buf: make([]byte, bufferSize), line: 1, names: map[string]string{},
		spaces: []binding{{"xml", "xml"}}}, nil
}

// next reads the next token.
func (s *scanner) next() (token, error) {
	if s.closes {
		s.closes = false
		return closing, s.pop()
	}
	for {
		if s.at == s.filled {
			if more, err := s.fill(); err != nil {
				return 0, err
			} else if !more {
				return atEnd, s.complete()
			}
		}
		s.place = s.here()
		t, found, err := s.token()
		if found || err != nil {
			return t, err
		}
	}
}

// token reads what begins at the present byte; false: nothing that anybody wants.
func (s *scanner) token() (t token, found bool, err error) {
	if s.buf[s.at] != '<' {
		return s.characters()
	}
	if err := s.need(9); err != nil {
		return 0, false, err
	}
	switch rest := s.buf[s.at:s.filled]; {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return 0, false, s.skip(4, "-->", "comment")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.section()
	case bytes.HasPrefix(rest, []byte("<!")):
		return 0, false, s.doctype()
	case bytes.HasPrefix(rest, []byte("<?")):
		return 0, false, s.skip(2, "?>", "processing instruction")
	case bytes.HasPrefix(rest, []byte("</")):
		err = s.endTag()
		return closing, true, err
	}
	err = s.startTag()
	return opening, true, err
}

// fill reads more behind what is there, and tells whether anything came.
func (s *scanner) fill() (bool, error) {
	if s.ended {
		return false, nil
	}
	if s.at > 0 {
		copy(s.buf, s.buf[s.at:s.filled])
		s.base, s.filled, s.at = s.base+int64(s.at), s.filled-s.at, 0
	}
	if s.filled == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.filled:])
		s.filled += n
		if err == io.EOF {
			s.ended = true
			return n > 0, nil
		}
		if err != nil {
			return false, err
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, io.ErrNoProgress
}

// need has n bytes in the buffer, or all there are.
func (s *scanner) need(n int) error {
	for s.filled-s.at < n {
		if more, err := s.fill(); err != nil || !more {
			return err
		}
	}
	return nil
}

// advance goes on by n bytes.
func (s *scanner) advance(n int) {
	passed := s.buf[s.at : s.at+n]
	if lines := bytes.Count(passed, []byte("\n")); lines > 0 {
		s.line += lines
		s.begin = s.base + int64(s.at+bytes.LastIndexByte(passed, '\n')+1)
	}
	s.at += n
}

func (s *scanner) here() finding.Place { return s.ahead(0) }

// ahead is the place n bytes on.
func (s *scanner) ahead(n int) finding.Place {
	passed := s.buf[s.at : s.at+n]
	line, begin := s.line, s.begin
	if lines := bytes.Count(passed, []byte("\n")); lines > 0 {
		line += lines
		begin = s.base + int64(s.at+bytes.LastIndexByte(passed, '\n')+1)
	}
	return finding.Place{File: s.file, Line: line, Column: int(s.base+int64(s.at+n)-begin) + 1}
}

// skip passes over what begins with a mark of so many bytes and ends with another one.
func (s *scanner) skip(mark int, end, what string) error {
	from := s.here()
	s.advance(mark)
	for {
		if i := bytes.Index(s.buf[s.at:s.filled], []byte(end)); i >= 0 {
			s.advance(i + len(end))
			return nil
		}
		s.advance(max(0, s.filled-s.at-len(end)+1))
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.wrongAt(from, "the file ends within this "+what, "get the whole file again")
		}
	}
}

// doctype passes over a document type declaration, with its internal subset. Nothing in it is read.
func (s *scanner) doctype() error {
	from := s.here()
	if s.rooted {
		return s.wrongAt(from, "a declaration stands within the document", "export the file again")
	}
	depth, quote := 0, byte(0)
	for {
		if s.at == s.filled {
			if more, err := s.fill(); err != nil {
				return err
			} else if !more {
				return s.wrongAt(from, "the file ends within this declaration", "get the whole file again")
			}
		}
		c := s.buf[s.at]
		if c == '<' && quote == 0 {
			if comment, err := s.inner(); comment || err != nil {
				if err != nil {
					return err
				}
				continue
			}
		}
		s.advance(1)
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				return nil
			}
		}
	}
}

// inner passes over a comment or a processing instruction within a document type declaration.
func (s *scanner) inner() (bool, error) {
	if err := s.need(4); err != nil {
		return false, err
	}
	switch rest := s.buf[s.at:s.filled]; {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return true, s.skip(4, "-->", "comment")
	case bytes.HasPrefix(rest, []byte("<?")):
		return true, s.skip(2, "?>", "processing instruction")
	}
	return false, nil
}

// complete says whether the document may end here.
func (s *scanner) complete() error {
	if n := len(s.open); n > 0 {
		e := s.open[n-1]
		return s.wrong(fmt.Sprintf("the file ends within <%s> of line %d", e.name, e.line), "get the whole file again")
	}
	if !s.rooted {
		return s.wrong("the file holds no element", "give an XML file")
	}
	return nil
}

func (s *scanner) wrong(what, do string) error { return s.wrongAt(s.here(), what, do) }

func (s *scanner) wrongAt(p finding.Place, what, do string) error { return &SyntaxError{p, what, do} }
