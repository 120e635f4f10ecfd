package typeface

import (
	"unicode"
	"unicode/utf8"

	ucd "github.com/go-text/typesetting/language"
)

// In alphabets whose letters neither join nor stack, what a face makes of a word follows from what it makes of each two
// neighbours: the letters keep their glyphs, and kerning is between two. So HarfBuzz is asked once for each pair of letters,
// not for each word; a document of new words is set in half the time. Words with a letter that a ligature or a context of the
// font may change, with marks or with anything else that this cannot know are shaped whole. TestPairsAreWords holds both to be
// the same.

// longestPaired is the most characters of a text that is set by pairs.
const longestPaired = 64

// alphabets are the scripts whose words are set by pairs.
func alphabet(s ucd.Script) bool {
	switch s {
	case ucd.Latin, ucd.Greek, ucd.Cyrillic, ucd.Armenian, ucd.Georgian:
		return true
	}
	return false
}

// pairs is what a face makes of the letters of one script, in one context.
type pairs struct {
	face    *Face
	script  ucd.Script
	writing string
	ascii   [utf8.RuneSelf]int16 // places in letters, from 1; 0: not asked for, -1: not to be set by pairs
	others  map[rune]int16
	letters []letter
	steps   [][]step // by places of two letters
	known   *known
}

// A letter is a sign with its codes in a document.
type letter struct {
	sign
	code uint16
	soft uint16 // code as the hyphen of a divided word; 0: none
}

// A sign is a character that a face draws as one glyph, wherever it stands.
type sign struct {
	glyph   uint32 // 0: not to be set by pairs
	rune    rune
	width   int // without kerning
	advance int // alone
}

// A step is a letter's advance before another.
type step struct {
	advance int32
	state   stepState
}

type stepState uint8

const (
	unasked stepState = iota
	apart             // the second letter can begin a line as it is
	kerned            // HarfBuzz says that it is unsafe to break
	joined            // not to be set by pairs
)

// pairsOf are those for texts of a script; nil if there are none.
func (s *Shaper) pairsOf(c *context, script ucd.Script) *pairs {
	if p, ok := c.pairs[script]; ok {
		return p
	}
	var p *pairs
	if alphabet(script) && !c.rightToLeft {
		w := script.String()
		p = &pairs{face: c.candidates(s.library, w)[0], script: script, writing: w, others: map[rune]int16{}}
		if u, err := s.subset(p.face); err != nil || !u.parsed.paired() {
			p = nil
		} else {
			p.known = u.parsed.known(c, w)
		}
	}
	if c.pairs == nil {
		c.pairs = map[ucd.Script]*pairs{}
	}
	c.pairs[script] = p
	return p
}

// paired shapes a text by pairs of letters; nil where that cannot be.
func (s *Shaper) paired(c *context, text string) (*Shaped, error) {
	if len(text) == 0 || len(text) > longestPaired {
		return nil, nil
	}
	p := s.pairsOf(c, scriptOf(text, c.script))
	if p == nil {
		return nil, nil
	}
	var room [longestPaired + 1]int16
	places := room[:0]
	for _, r := range text {
		places = append(places, p.place(s, c, r))
	}
	if c.hyphenated {
		places = append(places, p.place(s, c, s.hyphen(c)))
	}
	for i, at := range places {
		if at <= 0 || i > 0 && p.step(s, c, places[i-1], at).state == joined {
			return nil, nil
		}
	}
	return s.setPairs(c, p, text, places)
}

// scriptOf is the script of the first character that has one.
func scriptOf(text string, fallback ucd.Script) ucd.Script {
	for _, r := range text {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				return ucd.Latin
			}
			continue
		}
		if own := ucd.LookupScript(r); own.Strong() && own != ucd.Unknown {
			return own
		}
	}
	return fallback
}

// setPairs makes the clusters of a text whose letters have places.
func (s *Shaper) setPairs(c *context, p *pairs, text string, places []int16) (*Shaped, error) {
	u := s.subsets[p.face.index]
	if !u.used {
		u.used = true
		s.used = append(s.used, p.face)
	}
	one := &struct {
		Shaped
		run [1]Run
	}{Shaped: Shaped{Text: text}}
	clusters := s.room(len(places))
	at := int32(0)
	for i, place := range places {
		l := &p.letters[place-1]
		advance, size := l.advance, int32(utf8.RuneLen(l.rune))
		if i+1 < len(places) {
			advance = int(p.steps[place-1][places[i+1]-1].advance)
		}
		code, err := &l.code, error(nil)
		if c.hyphenated && i+1 == len(places) {
			code, size = &l.soft, 0
		}
		if *code == 0 {
			if *code, err = s.codeLetter(u, l, size == 0); err != nil {
				return nil, err
			}
		}
		clusters[i] = Cluster{Start: at, End: at + size, Code: *code, Width: float64(l.width) / u.parsed.em, Advance: float64(advance) / u.parsed.em,
			UnsafeToBreak: i > 0 && p.steps[places[i-1]-1][place-1].state == kerned}
		at += size
		one.Advance += clusters[i].Advance
	}
	one.run[0] = Run{Face: p.face, Script: p.writing, Clusters: clusters}
	one.Runs = one.run[:]
	return &one.Shaped, nil
}

// clusterBlock is how many clusters are made at once.
const clusterBlock = 1024

// room is memory for n clusters.
func (s *Shaper) room(n int) []Cluster {
	if len(s.block) < n {
		s.block = make([]Cluster, max(n, clusterBlock))
	}
	own := s.block[:n:n]
	s.block = s.block[n:]
	return own
}

// codeLetter numbers a letter, or the hyphen of a divided word.
func (s *Shaper) codeLetter(u *subset, l *letter, soft bool) (uint16, error) {
	read := l.rune
	if soft {
		read = 0xAD
	}
	s.letters = utf8.AppendRune(s.letters[:0], read)
	s.parts = append(s.parts[:0], part{glyph: l.glyph})
	return u.code(drawing{s.parts, l.width}, s.letters)
}

// place is that of a character's letter, from 1; below 0 if it is not to be set by pairs.
func (p *pairs) place(s *Shaper, c *context, r rune) int16 {
	if r < utf8.RuneSelf {
		if p.ascii[r] == 0 {
			p.ascii[r] = p.add(s, c, r)
		}
		return p.ascii[r]
	}
	at, ok := p.others[r]
	if !ok {
		at = p.add(s, c, r)
		p.others[r] = at
	}
	return at
}

// maxLetters bounds the table of pairs.
const maxLetters = 512

// add finds what the face makes of a character that stands alone.
func (p *pairs) add(s *Shaper, c *context, r rune) int16 {
	if len(p.letters) == maxLetters {
		return -1
	}
	own := p.known.sign(r, func() sign { return p.alone(s, c, r) })
	if own.glyph == 0 {
		return -1
	}
	p.letters = append(p.letters, letter{sign: own})
	p.steps = append(p.steps, nil)
	return int16(len(p.letters))
}

// alone has HarfBuzz shape a character.
func (p *pairs) alone(s *Shaper, c *context, r rune) (none sign) {
	if !p.simple(c, r) || !p.face.characters.has(r) {
		return none
	}
	text := [1]rune{r}
	if s.apply(c, item{0, 1, p.writing, p.face, false}, text[:]) != nil || len(s.placed) != 1 {
		return none
	}
	u := s.subsets[p.face.index]
	glyph, pos := s.placed[0].glyph, s.placed[0]
	nominal, _ := u.parsed.font.NominalGlyph(r)
	own, _ := u.parsed.glyphs.metrics(glyph)
	if pos.advance == 0 || own == 0 || pos.x != 0 || pos.y != 0 || u.parsed.glyphs.outline(glyph) == nil ||
		u.parsed.changes(glyph, c.style.Features) || u.parsed.changes(uint32(nominal), c.style.Features) {
		return none
	}
	return sign{glyph: glyph, rune: r, width: int(own), advance: int(pos.advance)}
}

// simple tells whether a character is a letter of the script, or a sign between letters, that has one form.
func (p *pairs) simple(c *context, r rune) bool {
	switch {
	case c.romanian && commaBelow[r] != 0:
		return false
	case unicode.IsLetter(r):
		return ucd.LookupScript(r) == p.script
	case r < utf8.RuneSelf:
		return r > ' ' && r < 0x7F
	}
	switch r {
	case '«', '»', '¿', '¡', '·', '§', '°', '–', '—', '‐', '‘', '’', '‚', '“', '”', '„', '‹', '›', '…', '€':
		return true
	}
	return false
}

// step is what the face makes of two letters, at their places.
func (p *pairs) step(s *Shaper, c *context, a, b int16) step {
	row := p.steps[a-1]
	if int(b) > len(row) {
		row = append(row, make([]step, len(p.letters)-len(row))...)
		p.steps[a-1] = row
	}
	if row[b-1].state == unasked {
		x, y := &p.letters[a-1].sign, &p.letters[b-1].sign
		row[b-1] = p.known.step(x.rune, y.rune, func() step { return p.ask(s, c, x, y) })
	}
	return row[b-1]
}

// ask has HarfBuzz shape two letters.
func (p *pairs) ask(s *Shaper, c *context, a, b *sign) step {
	two := [2]rune{a.rune, b.rune}
	if s.apply(c, item{0, 2, p.writing, p.face, false}, two[:]) != nil || len(s.placed) != 2 {
		return step{state: joined}
	}
	x, y := &s.placed[0], &s.placed[1]
	if x.glyph != a.glyph || y.glyph != b.glyph || x.cluster != 0 || y.cluster != 1 ||
		x.advance == 0 || int(y.advance) != b.advance || x.x|x.y|y.x|y.y != 0 {
		return step{state: joined}
	}
	out := step{advance: x.advance, state: apart}
	if y.unsafe {
		out.state = kerned
	}
	return out
}
