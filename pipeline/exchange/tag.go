package exchange

import (
	"bytes"
	"fmt"
	"strings"
)

// An attribute of a tag. Its value is as the file has it, and lasts until the next token.
type attribute struct {
	name  string // with its prefix
	value []byte
}

// startTag reads a tag from "<" to ">".
func (s *scanner) startTag() error {
	tag, err := s.whole()
	if err != nil {
		return err
	}
	body := tag[1 : len(tag)-1]
	s.closes = bytes.HasSuffix(body, []byte("/"))
	if s.closes {
		body = body[:len(body)-1]
	}
	name, rest := cutName(body)
	if len(name) == 0 {
		return s.wrongAt(s.place, `a "<" begins no tag`, `write &lt; for the character`)
	}
	if err := s.attributes(rest); err != nil {
		return err
	}
	if err := s.push(s.named(name)); err != nil {
		return err
	}
	s.advance(len(tag))
	return nil
}

// whole is the tag that begins at the present byte.
func (s *scanner) whole() ([]byte, error) {
	quote := byte(0)
	for n := 1; ; {
		for ; s.at+n < s.filled; n++ {
			switch c := s.buf[s.at+n]; {
			case quote != 0 && c == quote:
				quote = 0
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case quote == 0 && c == '>':
				return s.buf[s.at : s.at+n+1], nil
			case c == '<':
				return nil, s.wrongAt(s.place, `a tag holds a "<"`, "close the tag and its quotes, or write &lt; for the character")
			}
		}
		if n > MaxTag {
			return nil, s.wrongAt(s.place, fmt.Sprintf("a tag is longer than %d bytes", MaxTag), "export the file again")
		}
		if more, err := s.fill(); err != nil {
			return nil, err
		} else if !more {
			return nil, s.wrongAt(s.place, "the file ends within this tag", "get the whole file again")
		}
	}
}

func (s *scanner) attributes(rest []byte) error {
	s.attrs = s.attrs[:0]
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		name, after := cutName(rest)
		after = bytes.TrimLeft(after, " \t\r\n")
		if len(name) == 0 || len(after) == 0 || after[0] != '=' {
			return s.wrongAt(s.place, fmt.Sprintf("a tag has %.20q where an attribute should be", rest), `write name="value"`)
		}
		after = bytes.TrimLeft(after[1:], " \t\r\n")
		end := -1
		if len(after) > 0 && (after[0] == '"' || after[0] == '\'') {
			end = bytes.IndexByte(after[1:], after[0])
		}
		if end < 0 {
			return s.wrongAt(s.place, fmt.Sprintf("the attribute %q has no value in quotes", name), `write name="value"`)
		}
		a := attribute{s.named(name), after[1 : 1+end]}
		for _, b := range s.attrs {
			if a.name == b.name {
				return s.wrongAt(s.place, fmt.Sprintf("the attribute %q is there twice", name), "keep one of them")
			}
		}
		if len(s.attrs) == MaxAttributes {
			return s.wrongAt(s.place, fmt.Sprintf("a tag has more than %d attributes", MaxAttributes), "export the file again")
		}
		s.attrs = append(s.attrs, a)
		rest = after[end+2:]
	}
}

// cutName cuts a name off the beginning of a tag.
func cutName(s []byte) (name, rest []byte) {
	for i, c := range s {
		switch c {
		case ' ', '\t', '\r', '\n', '=', '/', '<', '>', '"', '\'', '&', '!', '?':
			return s[:i], s[i:]
		}
	}
	return s, nil
}

// maxNames bounds the names that are kept: a format has fewer, a hostile file any number.
const maxNames = 1000

// named is a name as a string, the same one each time.
func (s *scanner) named(name []byte) string {
	if known, ok := s.names[string(name)]; ok {
		return known
	}
	n := string(name)
	if len(s.names) < maxNames {
		s.names[n] = n
	}
	return n
}

// push opens an element.
func (s *scanner) push(name string) error {
	switch {
	case len(s.open) == 0 && s.rooted:
		return s.wrongAt(s.place, "a second document begins", "put each into a file of its own")
	case len(s.open) == MaxNesting:
		return s.wrongAt(s.place, fmt.Sprintf("more than %d elements stand within one another", MaxNesting), "export the file again")
	}
	s.rooted = true
	bound := len(s.spaces)
	for _, a := range s.attrs {
		if prefix, ok := strings.CutPrefix(a.name, "xmlns"); ok && (prefix == "" || prefix[0] == ':') {
			space, err := s.decoded(a.value)
			if err != nil {
				return err
			}
			s.spaces = append(s.spaces, binding{strings.TrimPrefix(prefix, ":"), space})
		}
	}
	s.split(name)
	s.open = append(s.open, element{name: name, space: s.space, line: s.place.Line, spaces: bound})
	return nil
}

// split sets local and space of a name. A prefix that nothing explains is a space of its own: no element of ours.
func (s *scanner) split(name string) {
	prefix, local, prefixed := strings.Cut(name, ":")
	if !prefixed {
		prefix, local = "", name
	}
	space, known := s.spaceOf(prefix)
	if !known && prefixed {
		space = prefix
	}
	s.local, s.space = local, space
}

func (s *scanner) spaceOf(prefix string) (string, bool) {
	for i := len(s.spaces) - 1; i >= 0; i-- {
		if s.spaces[i].prefix == prefix {
			return s.spaces[i].space, true
		}
	}
	return "", false
}

func (s *scanner) endTag() error {
	tag, err := s.whole()
	if err != nil {
		return err
	}
	name := bytes.TrimRight(tag[2:len(tag)-1], " \t\r\n")
	switch n := len(s.open); {
	case n == 0:
		return s.wrongAt(s.place, fmt.Sprintf("</%.40s> closes nothing", name), "export the file again")
	case s.open[n-1].name != string(name):
		return s.wrongAt(s.place, fmt.Sprintf("</%.40s> stands where </%.40s> of line %d should", name, s.open[n-1].name, s.open[n-1].line), "export the file again")
	}
	s.advance(len(tag))
	return s.pop()
}

// pop closes the innermost element, and names it.
func (s *scanner) pop() error {
	e := s.open[len(s.open)-1]
	_, s.local, _ = strings.Cut(e.name, ":")
	if s.local == "" {
		s.local = e.name
	}
	s.space = e.space
	s.open, s.spaces = s.open[:len(s.open)-1], s.spaces[:e.spaces]
	return nil
}

// attr is the value of the opening's attribute, "" where there is none.
func (s *scanner) attr(name string) (string, error) {
	for _, a := range s.attrs {
		if a.name == name {
			return s.decoded(a.value)
		}
	}
	return "", nil
}
