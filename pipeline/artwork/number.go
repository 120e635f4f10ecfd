package artwork

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A scanner reads the numbers of path data and lists, which need nothing between them: "1.5.5-3e2" is 1.5, 0.5 and -300.
type scanner struct {
	s  string
	at int
}

func (s *scanner) skip() {
	for s.at < len(s.s) && strings.IndexByte(" \t\r\n,", s.s[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) done() bool {
	s.skip()
	return s.at == len(s.s)
}

// number reads the next number.
func (s *scanner) number() (float64, error) {
	s.skip()
	end := numberEnd(s.s, s.at)
	v, err := strconv.ParseFloat(s.s[s.at:end], 64)
	if err != nil || math.Abs(v) > maxNumber {
		return 0, fmt.Errorf("%q is no number from -1000000 to 1000000", shortened(s.s[s.at:]))
	}
	s.at = end
	return v, nil
}

// flag reads a flag of an arc, one digit.
func (s *scanner) flag() (bool, error) {
	s.skip()
	if s.at < len(s.s) && (s.s[s.at] == '0' || s.s[s.at] == '1') {
		s.at++
		return s.s[s.at-1] == '1', nil
	}
	return false, fmt.Errorf("%q is no flag of an arc, 0 or 1", shortened(s.s[s.at:]))
}

// numberEnd is where the number at a place of a text ends.
func numberEnd(s string, at int) int {
	digits := func(i int) int {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i
	}
	i := at
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	if i = digits(i); i < len(s) && s[i] == '.' {
		i = digits(i + 1)
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if end := digits(j); end > j {
			i = end
		}
	}
	return i
}

// numbers reads a list of numbers.
func numbers(text string) ([]float64, error) {
	var out []float64
	for s := (scanner{s: text}); !s.done(); {
		v, err := s.number()
		if err != nil {
			return nil, err
		}
		if out = append(out, v); len(out) > 2*MaxSegments {
			return nil, fmt.Errorf("a list has more than %d numbers", 2*MaxSegments)
		}
	}
	return out, nil
}

// length reads a length in user units. Physical units are of 96 to the inch (CSS Values 3, 6.2).
func length(s string) (float64, error) {
	s = strings.TrimSpace(s)
	end := numberEnd(s, 0)
	per, ok := map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}[s[end:]]
	v, err := strconv.ParseFloat(s[:end], 64)
	if err != nil || !ok || math.Abs(v*per) > maxNumber {
		return 0, fmt.Errorf("%q is no length in px, pt, mm, cm or in", shortened(s))
	}
	return v * per, nil
}

// A frame is the size of the view box that percentages are of.
type frame struct{ width, height float64 }

// length reads a length of an attribute in user units: a percentage is of the frame's width, of its height, or, where the attribute
// runs along neither, of its diagonal over the root of 2 (SVG 1.1, 7.10).
func (f frame) length(key, s string) (float64, error) {
	share, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	if !percent {
		return length(s)
	}
	v, err := length(share)
	switch key {
	case "x", "width", "rx", "cx", "x1", "x2":
		v *= f.width / 100
	case "y", "height", "ry", "cy", "y1", "y2":
		v *= f.height / 100
	default:
		v *= math.Hypot(f.width, f.height) / math.Sqrt2 / 100
	}
	if err != nil || math.Abs(v) > maxNumber {
		return 0, fmt.Errorf("%q is no share of the drawing", shortened(s))
	}
	return v, nil
}

// shortened is the beginning of a text, for messages.
func shortened(s string) string {
	r := []rune(s)
	if len(r) <= 30 {
		return s
	}
	return string(r[:30]) + "…"
}
