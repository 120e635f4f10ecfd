package typeface

import (
	"fmt"
	"unicode/utf8"
)

// MaxParts is the most glyphs that one code can stand for. A cluster of more (a letter under a flood of marks) gets several
// codes, which share its text.
const MaxParts = 32

// A group is the glyphs of one HarfBuzz cluster: glyphs from to of the buffer, characters start to end of the text.
type group struct {
	from, to   int
	start, end int
	skip       bool // its characters went to a neighbour, and it draws nothing
}

// run makes a Run of an item.
func (s *Shaper) run(c *context, it item) (Run, error) {
	if err := s.apply(c, it, s.runes); err != nil {
		return Run{}, err
	}
	u := s.subsets[it.face.index]
	if !u.used {
		u.used = true
		s.used = append(s.used, it.face)
	}
	s.group(it, c.rightToLeft)
	s.hide(c.rightToLeft)
	begin := len(s.clusters)
	for _, g := range s.groups {
		if g.skip {
			continue
		}
		if err := s.code(u, c, g); err != nil {
			return Run{}, err
		}
	}
	own := make([]Cluster, len(s.clusters)-begin)
	copy(own, s.clusters[begin:])
	s.clusters = s.clusters[:begin]
	return Run{Face: it.face, RightToLeft: c.rightToLeft, Script: it.writing, Clusters: own}, nil
}

// group fills s.groups in visual order.
func (s *Shaper) group(it item, rightToLeft bool) {
	s.groups = s.groups[:0]
	info := s.buffer.Info
	for i := 0; i < len(info); {
		j := i + 1
		for j < len(info) && info[j].Cluster == info[i].Cluster {
			j++
		}
		s.groups = append(s.groups, group{from: i, to: j, start: info[i].Cluster, end: it.end})
		i = j
	}
	for i := range s.groups {
		if rightToLeft && i > 0 {
			s.groups[i].end = s.groups[i-1].start
		} else if !rightToLeft && i+1 < len(s.groups) {
			s.groups[i].end = s.groups[i+1].start
		}
	}
}

// hide gives the characters of groups that are not to be copied out to the group before them in reading order, or to the
// first one that draws something.
func (s *Shaper) hide(rightToLeft bool) {
	n := len(s.groups)
	at := func(k int) *group {
		if rightToLeft {
			k = n - 1 - k
		}
		return &s.groups[k]
	}
	var kept *group
	for k := range n {
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
}

func (s *Shaper) allDropped(g *group) bool {
	return allOf(s.runes[g.start:g.end], dropped)
}

// code appends the clusters of a group to s.clusters: one, or several of MaxParts glyphs each.
func (s *Shaper) code(u *subset, c *context, g group) error {
	n := (g.to - g.from + MaxParts - 1) / MaxParts
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

func (s *Shaper) codePart(u *subset, c *context, g group) error {
	info, pos := s.buffer.Info[g.from:g.to], s.buffer.Pos[g.from:g.to]
	s.parts = s.parts[:0]
	pen, width := 0, 0
	for i := range info {
		if info[i].Glyph == 0 {
			return &MissingError{Language: c.language, Text: string(s.runes), Characters: s.runes[g.start:g.end:g.end]}
		}
		glyph, advance := uint32(info[i].Glyph), int(pos[i].XAdvance)
		if u.parsed.glyphs.outline(glyph) != nil {
			s.parts = append(s.parts, part{glyph, pen + int(pos[i].XOffset), int(pos[i].YOffset)})
		}
		if advance != 0 {
			width = max(width, pen+s.width(u, g, glyph, advance))
		}
		pen += advance
	}
	code, err := u.code(drawing{s.parts, min(width, 65535)}, s.text(c, g))
	if err != nil {
		return err
	}
	s.clusters = append(s.clusters, Cluster{
		Start: s.offsets[g.start], End: s.offsets[g.end], Code: code,
		Width: float64(u.drawings[code].advance) / u.parsed.em, Advance: float64(pen) / u.parsed.em,
		UnsafeToBreak: info[0].Mask&unsafeToBreak != 0,
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
