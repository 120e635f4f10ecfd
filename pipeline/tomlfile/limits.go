package tomlfile

import (
	"fmt"
	"strings"
)

// What a file may hold at most. Beyond, the TOML library takes time and memory that grow with the square of these.
const (
	MaxDepth = 32  // arrays and inline tables within one another
	MaxParts = 16  // of a dotted key
	MaxKey   = 320 // bytes of a key with all its parts, quotation marks and the blanks before it

	MaxElements = 100_000 // of one array
)

// A scanner goes over a file without knowing whether it is good TOML.
type scanner struct {
	text   string
	at     int
	depth  int  // brackets and braces that are open
	key    int  // where the key that may stand here begins
	dots   int  // in this key
	header bool // within the brackets of a table's header
	value  bool // behind the equals sign of the outermost key
}

// withinLimits refuses what would cost too much to read.
func withinLimits(name, text string) error {
	s, what := scanner{text: text}, ""
	for s.at < len(text) && what == "" {
		what = s.step()
	}
	if what == "" && s.header {
		what = s.keyLimit()
	}
	if what != "" {
		return fmt.Errorf("%s:%d: %s", name, 1+strings.Count(text[:s.at], "\n"), what)
	}
	return nil
}

// step passes a text, a comment or a character, and says which limit is passed with it.
func (s *scanner) step() (what string) {
	switch c := s.text[s.at]; c {
	case '"', '\'':
		s.at = s.behindText(s.text[s.at : s.at+1])
		return ""
	case '#':
		s.at += untilLine(s.text[s.at:])
		return ""
	case '\n':
		if s.header {
			what = s.keyLimit()
		}
		s.header, s.value = false, s.value && s.depth > 0
		s.begin()
	case '=':
		what = s.keyLimit()
		s.value = true
		s.begin()
	case '[', '{':
		s.open(c)
		if s.depth > MaxDepth {
			what = fmt.Sprintf("more than %d brackets and braces within one another; a value here is never so deep", MaxDepth)
		}
	case ']', '}':
		s.depth = max(0, s.depth-1)
	case ',':
		s.begin()
	case '.':
		s.dots++
	}
	if what == "" {
		s.at++
	}
	return what
}

// begin says that a key may stand behind this character.
func (s *scanner) begin() { s.key, s.dots = s.at+1, 0 }

// open passes a bracket or brace: of a value, or of a table's header, which is a key.
func (s *scanner) open(c byte) {
	s.header = s.header || c == '[' && s.depth == 0 && !s.value && strings.Trim(s.text[s.key:s.at], " \t") == ""
	if !s.header {
		s.depth++
		s.begin()
	}
}

func (s *scanner) keyLimit() string {
	if n := s.at - s.key; n > MaxKey {
		return fmt.Sprintf("a key of %d bytes; at most %d are read", n, MaxKey)
	}
	if s.dots >= MaxParts {
		return fmt.Sprintf("a key of %d parts; at most %d are read", s.dots+1, MaxParts)
	}
	return ""
}

// behindText is where the text that begins here ends: one line, or many between three quotation marks.
func (s *scanner) behindText(quote string) int {
	rest, from := s.text[s.at:], 1
	many := strings.HasPrefix(rest, strings.Repeat(quote, 3))
	if many {
		from, quote = 3, strings.Repeat(quote, 3)
	}
	for i := from; i < len(rest); i++ {
		switch {
		case rest[i] == '\\' && quote[0] == '"':
			i++
		case rest[i] == '\n' && !many:
			return s.at + i
		case strings.HasPrefix(rest[i:], quote):
			return s.at + i + len(quote)
		}
	}
	return len(s.text)
}

// untilLine is how many bytes there are before the line's end.
func untilLine(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}
