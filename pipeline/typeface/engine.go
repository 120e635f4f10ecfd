package typeface

import (
	"fmt"
	"slices"
	"sync"

	"github.com/go-text/typesetting/harfbuzz"
	ucd "github.com/go-text/typesetting/language"
)

// An engine is HarfBuzz with what it keeps at hand: a buffer, which remembers its plans, and its view of each face. Making these takes
// longer than shaping the words of a short document, so a library lends its engines to one shaper after the other. What an
// engine says does not depend on what it was asked before.
type engine struct {
	buffer *harfbuzz.Buffer
	fonts  []*harfbuzz.Font // by index of the face; nil until it is used
}

// engines are those that nobody uses.
type engines struct {
	mu   sync.Mutex
	free []*engine
}

func (l *Library) borrow() *engine {
	l.engines.mu.Lock()
	defer l.engines.mu.Unlock()
	n := len(l.engines.free) - 1
	if n < 0 {
		return &engine{buffer: harfbuzz.NewBuffer(), fonts: make([]*harfbuzz.Font, len(l.faces))}
	}
	e := l.engines.free[n]
	l.engines.free = l.engines.free[:n]
	return e
}

func (l *Library) giveBack(e *engine) {
	l.engines.mu.Lock()
	defer l.engines.mu.Unlock()
	l.engines.free = append(l.engines.free, e)
}

// A placed glyph is one of those that HarfBuzz makes of a text, in visual order. Lengths are in font units.
type placed struct {
	glyph         uint32
	cluster       int32 // first character
	advance, x, y int32
	unsafe        bool // to break the line before it
}

// form has HarfBuzz shape an item of some characters, and appends its glyphs. tag is that of a known.
func (e *engine) form(into []placed, c *context, tag ucd.Language, p *parsed, it item, characters []rune) []placed {
	b := e.buffer
	b.Clear()
	b.AddRunes(c.localized(it.face, characters), it.start, it.end-it.start)
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: openTypeScript(it.writing), Language: tag}
	if c.rightToLeft {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.ClusterLevel = harfbuzz.MonotoneGraphemes
	if byLetters(c, it) {
		b.ClusterLevel = harfbuzz.MonotoneCharacters
	}
	font := e.fonts[it.face.index]
	if font == nil {
		font = p.newShaping()
		e.fonts[it.face.index] = font
	}
	p.filters.RLock()
	defer p.filters.RUnlock()
	b.Shape(font, c.features)
	for i, g := range b.Info {
		at := &b.Pos[i]
		into = append(into, placed{uint32(g.Glyph), int32(g.Cluster), at.XAdvance, at.XOffset, at.YOffset, g.Mask&unsafeToBreak != 0})
	}
	return into
}

// apply has HarfBuzz shape an item into s.placed. What makes the shaper panic is an error that names the font.
func (s *Shaper) apply(c *context, it item, characters []rune) (err error) {
	k, err := s.knownOf(c, it.face, it.writing)
	if err != nil {
		return err
	}
	e := s.library.borrow()
	defer func() {
		if r := recover(); r != nil { // the engine may be in any state
			err = it.face.damaged(fmt.Errorf("shaping with it fails (%v)", r))
			return
		}
		s.library.giveBack(e)
	}()
	s.placed = e.form(s.placed[:0], c, k.tag, s.subsets[it.face.index].parsed, it, characters)
	return nil
}

// longestShared is the most characters of a text whose glyphs are kept for other documents.
const longestShared = 64

// applyShared is apply for s.runes. A text that is one item has the same glyphs in every document of a run: names of organizations in
// their own scripts stand in each edition.
func (s *Shaper) applyShared(c *context, it item) error {
	if it.start > 0 || it.end < len(s.runes) || it.end > longestShared {
		return s.apply(c, it, s.runes)
	}
	k, err := s.knownOf(c, it.face, it.writing)
	if err != nil {
		return err
	}
	s.key = s.key[:0]
	for _, r := range s.runes {
		s.key = append(s.key, byte(r), byte(r>>8), byte(r>>16))
	}
	if word, ok := k.word(s.key); ok {
		s.placed = append(s.placed[:0], word...)
		return nil
	}
	if err := s.apply(c, it, s.runes); err != nil {
		return err
	}
	k.keep(s.key, slices.Clone(s.placed))
	return nil
}

// knownOf is what a context shares with those of other documents.
func (s *Shaper) knownOf(c *context, f *Face, writing string) (*known, error) {
	key := sharing{f, writing}
	if k := c.known[key]; k != nil {
		return k, nil
	}
	u, err := s.subset(f)
	if err != nil {
		return nil, err
	}
	k := u.parsed.known(c, writing)
	if c.known == nil {
		c.known = map[sharing]*known{}
	}
	c.known[key] = k
	return k, nil
}

// A sharing is a face and a writing, as candidates takes it.
type sharing struct {
	face    *Face
	writing string
}
