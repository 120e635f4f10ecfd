package typeface

import (
	"encoding/binary"
	"fmt"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/font"
)

// A coverage says which characters a face has: the bounds of ranges, each first and one past the last, ascending.
type coverage []rune

func (c coverage) has(r rune) bool {
	i, found := slices.BinarySearch(c, r)
	return found == (i%2 == 0)
}

// readCoverage reads one face's part of fonts/coverage.bin: the number of ranges, then gap and length of each, as varints.
func readCoverage(b []byte) (coverage, []byte) {
	next := func() int {
		v, n := binary.Uvarint(b)
		b = b[max(n, 0):]
		return int(v)
	}
	n := next()
	c, at := make(coverage, 0, 2*n), 0
	for range n {
		first := at + next()
		at = first + next()
		c = append(c, rune(first), rune(at))
	}
	return c, b
}

// maxCharacters is more than Unicode has; a character map of more is damaged.
const maxCharacters = 0x110000

// coverageOf reads it from a font's character map.
func coverageOf(m font.Cmap) (coverage, error) {
	var all []rune
	n := 0
	for it := m.Iter(); it.Next(); n++ {
		if n > maxCharacters {
			return nil, fmt.Errorf("has a damaged character map (of more characters than there are); copy it again from its source")
		}
		if r, g := it.Char(); g != 0 && r <= unicode.MaxRune {
			all = append(all, r)
		}
	}
	slices.Sort(all)
	var c coverage
	for _, r := range all {
		if n := len(c); n > 0 && c[n-1] >= r {
			c[n-1] = max(c[n-1], r+1)
			continue
		}
		c = append(c, r, r+1)
	}
	return c, nil
}
