package typeface

import (
	"slices"

	ucd "github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
)

// maxItem is the most characters that are shaped at once. Longer items are cut between grapheme clusters, with the
// neighbours as context, so that the time for a text stays proportional to its length.
const maxItem = 4096

// maxCluster is the most characters of one grapheme cluster that are shaped together; a longer one is no letter of any
// language, and HarfBuzz's time grows with the square of a run of joiners.
const maxCluster = 256

// An item is a part of a text in one script and face; start and end count characters.
type item struct {
	start, end int
	writing    string // as candidates takes it
	face       *Face
	closed     bool // a piece of an overlong cluster: nothing joins it
}

// openTypeScripts are what the four writings of Han are to HarfBuzz.
var openTypeScripts = map[string]ucd.Script{"Jpan": ucd.Katakana, "Hans": ucd.Han, "Hant": ucd.Han, "Kore": ucd.Hangul}

func openTypeScript(writing string) ucd.Script {
	if s, ok := openTypeScripts[writing]; ok {
		return s
	}
	s, err := ucd.ParseScript(writing)
	if err != nil {
		return ucd.Latin
	}
	return s
}

// resolve gives each character a script (UAX 24): what is common to several scripts takes that of the character before it,
// an opening bracket that of the next, a closing one that of its partner. Where the text has no script of its own, the
// language's serves.
func (s *Shaper) resolve(fallback ucd.Script) {
	s.scripts = slices.Grow(s.scripts[:0], len(s.runes))[:len(s.runes)]
	s.open = s.open[:0]
	var before ucd.Script
	pending := -1 // the first character that waits for the next script
	for i, r := range s.runes {
		own := ucd.LookupScript(r)
		if own.Strong() && own != ucd.Unknown {
			if pending >= 0 {
				s.fill(pending, i, own)
				pending = -1
			}
			s.scripts[i], before = own, own
			continue
		}
		partner := s.pair(i, r)
		switch {
		case pending >= 0:
		case partner >= 0:
			s.scripts[i], before = s.scripts[partner], s.scripts[partner]
		case before == 0 || opens(r):
			pending = i
		default:
			s.scripts[i] = before
		}
	}
	if pending >= 0 {
		if before == 0 {
			before = fallback
		}
		s.fill(pending, len(s.runes), before)
	}
}

func (s *Shaper) fill(from, to int, script ucd.Script) {
	for i := from; i < to; i++ {
		s.scripts[i] = script
	}
}

// maxOpen bounds the brackets that wait for their partners, as that of UAX 9 does.
const maxOpen = 63

// pair is the place of the bracket that the one at i closes, or -1.
func (s *Shaper) pair(i int, r rune) int {
	if opens(r) {
		if len(s.open) < maxOpen {
			s.open = append(s.open, i)
		}
		return -1
	}
	partner, closes := brackets[r]
	if !closes {
		return -1
	}
	for k := len(s.open) - 1; k >= 0; k-- {
		if at := s.open[k]; s.runes[at] == partner {
			s.open = s.open[:k]
			return at
		}
	}
	return -1
}

// itemize cuts s.runes into s.items. The error names the characters that no face has.
func (s *Shaper) itemize(c *context) *MissingError {
	s.items = s.items[:0]
	if len(s.runes) == 0 {
		return nil
	}
	s.resolve(c.script)
	if len(s.runes) <= maxItem && s.uniform(c) {
		return nil
	}
	return s.cut(c)
}

// cut makes items of grapheme clusters, each in the first face that has it whole.
func (s *Shaper) cut(c *context) *MissingError {
	var missing MissingError
	var graphemes segmenter.Segmenter
	graphemes.Init(s.runes)
	han := hanOf(s.runes)
	begin := 0 // of the next item: ignorable characters before it are in it, those after it, too
	for it := graphemes.GraphemeIterator(); it.Next(); {
		g := it.Grapheme()
		end := g.Offset + len(g.Text)
		if n := len(s.items); n == 0 && end < len(s.runes) && silent(g.Text, end <= maxCluster) {
			continue
		} else if n > 0 && silent(g.Text, end-s.items[n-1].start <= maxItem) {
			s.items[n-1].end, begin = end, end
			continue
		}
		w := writing(s.scripts[g.Offset].String(), c.writing, han)
		if missing.names(g.Text) {
			continue
		}
		f := s.face(c, w, g.Text)
		if f == nil {
			missing.add(s.lacking(c, w, g.Text), g.Text)
			continue
		}
		for ; len(g.Text) > maxCluster && end-begin > maxCluster; begin += maxCluster {
			s.items = append(s.items, item{begin, begin + maxCluster, w, f, true})
		}
		s.append(item{begin, end, w, f, false})
		begin = end
	}
	if len(missing.Characters) == 0 {
		return nil
	}
	missing.Language = c.language
	return &missing
}

// silent says whether a cluster needs no face, so that it goes with its neighbours: what is neither drawn nor copied out
// always does, other ignorable characters where there is room in the item.
func silent(cluster []rune, room bool) bool {
	return allOf(cluster, dropped) || room && allOf(cluster, ignorable)
}

func allOf(text []rune, is func(rune) bool) bool {
	return !slices.ContainsFunc(text, func(r rune) bool { return !is(r) })
}

// uniform makes one item of a text of one script that the script's first face has whole: nearly every word is one.
func (s *Shaper) uniform(c *context) bool {
	for i, r := range s.runes {
		if s.scripts[i] != s.scripts[0] || unwritable(r) {
			return false
		}
	}
	w := writing(s.scripts[0].String(), c.writing, hanOf(s.runes))
	f := c.candidates(s.library, w)[0]
	if !f.covers(s.runes) {
		return false
	}
	s.items = append(s.items, item{0, len(s.runes), w, f, false})
	return true
}

func (s *Shaper) append(next item) {
	if n := len(s.items); n > 0 {
		last := &s.items[n-1]
		if !last.closed && last.face == next.face && last.writing == next.writing && next.end-last.start <= maxItem {
			last.end = next.end
			return
		}
	}
	s.items = append(s.items, next)
}

// tried is how many faces are tried by shaping for a cluster that no face has character by character.
const tried = 8

// face chooses the face of a grapheme cluster: the first that has its characters, else the first that can make it of
// others (a letter and a mark for a letter that Unicode has in one, or the reverse). It is nil if there is none.
func (s *Shaper) face(c *context, writing string, cluster []rune) *Face {
	if slices.ContainsFunc(cluster, unwritable) {
		return nil
	}
	list := c.candidates(s.library, writing)
	for _, f := range list {
		if f.covers(cluster) {
			return f
		}
	}
	for i, f := range list {
		if (i < tried || f.extra) && s.composes(c, f, writing, cluster) {
			return f
		}
	}
	return nil
}

// lacking are the characters of a cluster that no face has; none if only all of them together are in no face.
func (s *Shaper) lacking(c *context, writing string, cluster []rune) (none []rune) {
	for i, r := range cluster {
		if unwritable(r) || !slices.ContainsFunc(c.candidates(s.library, writing), func(f *Face) bool { return f.covers(cluster[i : i+1]) }) {
			none = append(none, r)
		}
	}
	return none
}
