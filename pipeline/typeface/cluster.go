package typeface

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// MaxParts is the most glyphs that one code can stand for. A cluster of more (a letter under a flood of marks) gets several
// codes, which share its text.
const MaxParts = 32

// A group is the glyphs of one HarfBuzz cluster: glyphs from to of Shaper.placed, characters start to end of the text.
type group struct {
	from, to   int
	start, end int
	skip       bool // its characters went to a neighbour, and it draws nothing
}

// run makes a Run of an item.
func (s *Shaper) run(c *context, it item) (Run, error) {
	if err := s.applyShared(c, it); err != nil {
		return Run{}, err
	}
	u := s.subsets[it.face.index]
	if !u.used {
		u.used = true
		s.used = append(s.used, it.face)
	}
	if !s.group(it, c.rightToLeft) {
		return Run{}, it.face.damaged(errors.New("it sets letters in another order than they are written"))
	}
	s.hide(c.rightToLeft)
	begin := len(s.clusters)
	for _, g := range s.groups {
		if g.skip {
			continue
		}
		if err := s.code(u, c, it, g); err != nil {
			return Run{}, err
		}
	}
	own := make([]Cluster, len(s.clusters)-begin)
	copy(own, s.clusters[begin:])
	s.clusters = s.clusters[:begin]
	return Run{Face: it.face, RightToLeft: c.rightToLeft, Script: it.writing, Clusters: own}, nil
}

// group fills s.groups in visual order. It is false if they do not tile the item, which HarfBuzz promises.
func (s *Shaper) group(it item, rightToLeft bool) bool {
	s.groups = s.groups[:0]
	for i := 0; i < len(s.placed); {
		j := i + 1
		for j < len(s.placed) && s.placed[j].cluster == s.placed[i].cluster {
			j++
		}
		s.groups = append(s.groups, group{from: i, to: j, start: int(s.placed[i].cluster), end: it.end})
		i = j
	}
	for i := range s.groups {
		if rightToLeft && i > 0 {
			s.groups[i].end = s.groups[i-1].start
		} else if !rightToLeft && i+1 < len(s.groups) {
			s.groups[i].end = s.groups[i+1].start
		}
	}
	at := it.start
	for k := range s.groups {
		g := s.inOrder(k, rightToLeft)
		if g.start != at || g.end <= g.start {
			return false
		}
		at = g.end
	}
	return at == it.end
}

// inOrder is the k-th group in reading order.
func (s *Shaper) inOrder(k int, rightToLeft bool) *group {
	if rightToLeft {
		k = len(s.groups) - 1 - k
	}
	return &s.groups[k]
}

// hide gives the characters of groups that are not to be copied out to the group before them in reading order, or to the
// first one that draws something.
func (s *Shaper) hide(rightToLeft bool) {
	at := func(k int) *group { return s.inOrder(k, rightToLeft) }
	var kept *group
	for k := range s.groups {
		g := at(k)
		switch {
		case !s.allDropped(g):
			if kept == nil && k > 0 {
				g.start = at(0).start
			}
			kept = g
		case kept != nil:
			g.skip, kept.end = true, g.end
		}
	}
	for k := 0; kept != nil && s.allDropped(at(k)) && !at(k).skip; k++ {
		at(k).skip = true
	}
	for k := 1; kept == nil && k < len(s.groups); k++ { // nothing to copy out at all: one blank cluster
		at(k).skip, at(0).end = true, at(k).end
	}
}

func (s *Shaper) allDropped(g *group) bool {
	return allOf(s.runes[g.start:g.end], dropped)
}

// code appends the clusters of a group to s.clusters: one, or several of MaxParts glyphs each.
func (s *Shaper) code(u *subset, c *context, it item, g group) error {
	n := (g.to - g.from + MaxParts - 1) / MaxParts
	if n == 1 && byLetters(c, it) && g.end-g.start > 1 {
		return s.codeLetters(u, c, g)
	}
	if n == 1 {
		return s.codePart(u, c, g)
	}
	if g.end-g.start < n {
		return fmt.Errorf("the font %s draws %q with %d glyphs, more than %d; take it out", u.face.name, string(s.runes[g.start:g.end]), g.to-g.from, MaxParts)
	}
	for i := range n {
		k := i // parts follow one another from left to right, their characters in reading order
		if c.rightToLeft {
			k = n - 1 - i
		}
		part := group{
			from: g.from + i*MaxParts, to: min(g.from+(i+1)*MaxParts, g.to),
			start: g.start + k*(g.end-g.start)/n, end: g.start + (k+1)*(g.end-g.start)/n,
		}
		if err := s.codePart(u, c, part); err != nil {
			return err
		}
		if k > 0 {
			s.clusters[len(s.clusters)-1].UnsafeToBreak = true
		}
	}
	return nil
}

// codePart appends one cluster for all of a group.
func (s *Shaper) codePart(u *subset, c *context, g group) error {
	width, pen, err := s.assemble(u, c, g)
	if err != nil {
		return err
	}
	return s.cluster(u, c, g, drawing{s.parts, width}, pen)
}

// codeLetters appends a cluster for each character of a right-to-left group, a ligature: programs that copy text out of a
// page turn the letters of one right-to-left code around. The leftmost code, the last letter, draws it all; the others are
// blank. They share the width. Characters that are not copied out stay with the letter before them.
func (s *Shaper) codeLetters(u *subset, c *context, g group) error {
	width, pen, err := s.assemble(u, c, g)
	if err != nil {
		return err
	}
	starts := s.letterStarts(g)
	n, parts, end := len(starts), s.parts, g.end
	for k := range n {
		letter := g
		letter.start, letter.end = starts[n-1-k], end
		share := width*(k+1)/n - width*k/n
		advance := share
		if k == n-1 {
			advance += pen - width
		}
		if err := s.cluster(u, c, letter, drawing{parts, share}, advance); err != nil {
			return err
		}
		if k < n-1 {
			s.clusters[len(s.clusters)-1].UnsafeToBreak = true
		}
		parts, end = nil, letter.start
	}
	return nil
}

// letterStarts are where the letters of a group begin.
func (s *Shaper) letterStarts(g group) []int {
	starts, read := []int{g.start}, !dropped(s.runes[g.start])
	for i := g.start + 1; i < g.end; i++ {
		switch {
		case dropped(s.runes[i]):
		case read:
			starts = append(starts, i)
		default:
			read = true
		}
	}
	return starts
}

// assemble fills s.parts with the glyphs of a group that draw something. The width is that without kerning, pen that with it.
func (s *Shaper) assemble(u *subset, c *context, g group) (width, pen int, err error) {
	s.parts = s.parts[:0]
	for _, one := range s.placed[g.from:g.to] {
		if one.glyph == 0 {
			return 0, 0, &MissingError{Language: c.language, Text: string(s.runes), Characters: s.runes[g.start:g.end:g.end]}
		}
		advance := int(one.advance)
		if u.parsed.glyphs.outline(one.glyph) != nil {
			s.parts = append(s.parts, part{one.glyph, pen + int(one.x), int(one.y)})
		}
		if advance != 0 {
			width = max(width, pen+s.width(u, g, one.glyph, advance))
		}
		pen += advance
	}
	return min(width, 65535), pen, nil
}

// cluster appends a cluster.
func (s *Shaper) cluster(u *subset, c *context, g group, d drawing, advance int) error {
	code, err := u.code(d, s.text(c, g))
	if err != nil {
		return err
	}
	s.clusters = append(s.clusters, Cluster{
		Start: int32(s.offsets[g.start]), End: int32(s.offsets[g.end]), Code: code,
		Width: float64(u.drawings[code].advance) / u.parsed.em, Advance: float64(advance) / u.parsed.em,
		UnsafeToBreak: s.placed[g.from].unsafe || unicode.Is(unicode.M, s.runes[g.start]),
	})
	return nil
}

// width is a glyph's advance without kerning: the font's own, but for a space that HarfBuzz made of another.
func (s *Shaper) width(u *subset, g group, glyph uint32, advance int) int {
	if r := s.runes[g.start]; g.end-g.start == 1 && r != ' ' && blank(r) && !u.face.characters.has(r) {
		return advance
	}
	own, _ := u.parsed.glyphs.metrics(glyph)
	return int(own)
}

// text is what a group's code reads, in s.letters.
func (s *Shaper) text(c *context, g group) []byte {
	s.letters = s.letters[:0]
	for i, r := range s.runes[g.start:g.end] {
		switch {
		case c.hyphenated && g.start+i == len(s.runes)-1:
			s.letters = append(s.letters, "\u00ad"...)
		case !dropped(r):
			s.letters = utf8.AppendRune(s.letters, r)
		}
	}
	if len(s.letters) == 0 {
		s.letters = append(s.letters, "\u200b"...) // a text of nothing but direction marks: each code must read something
	}
	return s.letters
}
