package typeface

import (
	"slices"
	"strings"

	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	ucd "github.com/go-text/typesetting/language"

	"publish/pipeline/language"
)

// A Shaper shapes the texts of one document: each word once for each language, direction and style. It numbers the glyphs
// that it meets, so that the codes of a text depend on what was shaped before it: the same calls in the same order give
// the same codes. It is not safe for concurrent use.
type Shaper struct {
	library  *Library
	contexts []*context
	last     *context
	subsets  []*subset // by index of the face; nil until it is used
	used     []*Face
	placed   []placed // what HarfBuzz made of the last item

	// of the text in work
	runes    []rune
	offsets  []int // of each character in the text, and its end
	scripts  []ucd.Script
	open     []int
	items    []item
	groups   []group
	parts    []part
	letters  []byte
	key      []byte
	clusters []Cluster
	block    []Cluster // memory for those of further words
}

// A context is a language, direction and style, with the texts shaped in it.
type context struct {
	language    language.Language
	rightToLeft bool
	style       Style
	hyphenated  bool

	romanian bool   // the language
	writing  string // of the language
	script   ucd.Script
	tag      ucd.Language
	features []harfbuzz.Feature
	faces    map[string][]*Face
	words    map[string]*Shaped
	pairs    map[ucd.Script]*pairs
	known    map[sharing]*known
}

func newShaper(l *Library) *Shaper {
	return &Shaper{library: l, subsets: make([]*subset, len(l.faces))}
}

// Shape shapes a text of one direction, a word or more: rightToLeft is the direction of its bidi level. The result is
// cached: nobody may change it. The error is a *MissingError where no font has a character; others name a font that cannot
// be used.
func (s *Shaper) Shape(text string, l language.Language, rightToLeft bool, style Style) (*Shaped, error) {
	return s.shape(s.context(l, rightToLeft, style, false), text)
}

// Hyphenated shapes a text with a hyphen after it, as a line ends that breaks a word. The hyphen is in no byte of the
// text: its cluster is empty, at the text's end, and reads U+00AD, so that a reader's program joins the word again. The
// hyphen alone is that of the text "".
func (s *Shaper) Hyphenated(text string, l language.Language, rightToLeft bool, style Style) (*Shaped, error) {
	return s.shape(s.context(l, rightToLeft, style, true), text)
}

// Missing are the characters of a text that no font has, each once, at most MaxMissing.
func (s *Shaper) Missing(text string, l language.Language, style Style) []rune {
	s.read(text)
	if missing := s.itemize(s.context(l, false, style, false)); missing != nil {
		return missing.Characters
	}
	return nil
}

func (s *Shaper) context(l language.Language, rightToLeft bool, style Style, hyphenated bool) *context {
	if c := s.last; c != nil && c.is(l, rightToLeft, style, hyphenated) {
		return c
	}
	for _, c := range s.contexts {
		if c.is(l, rightToLeft, style, hyphenated) {
			s.last = c
			return c
		}
	}
	style.Features = slices.Clone(style.Features)
	c := &context{
		language: l, rightToLeft: rightToLeft, style: style, hyphenated: hyphenated,
		romanian: l.String() == "ro" || strings.HasPrefix(l.String(), "ro-"),
		writing:  l.Script(), tag: ucd.NewLanguage(l.String()), features: features(style),
		faces: map[string][]*Face{}, words: map[string]*Shaped{},
	}
	if c.writing == "" {
		c.writing = "Latn"
	}
	c.script = openTypeScript(c.writing)
	s.contexts, s.last = append(s.contexts, c), c
	return c
}

func (c *context) is(l language.Language, rightToLeft bool, style Style, hyphenated bool) bool {
	return c.language == l && c.rightToLeft == rightToLeft && c.hyphenated == hyphenated && c.style.Bold == style.Bold &&
		c.style.Italic == style.Italic && c.style.Sans == style.Sans && slices.Equal(c.style.Features, style.Features)
}

func (c *context) candidates(l *Library, writing string) []*Face {
	list, ok := c.faces[writing]
	if !ok {
		list = l.candidates(writing, c.style)
		c.faces[writing] = list
	}
	return list
}

// features are those of a style for HarfBuzz; what is not a tag of four letters is none.
func features(style Style) (list []harfbuzz.Feature) {
	for _, name := range style.Features {
		if len(name) == 4 {
			list = append(list, harfbuzz.Feature{Tag: ot.MustNewTag(name), Value: 1, Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd})
		}
	}
	return list
}

// mostWords is how many words a context remembers. In a long document that never says the same twice, to remember all took as
// much memory as its pages; one that is forgotten is shaped again, and gets the codes that it had.
const mostWords = 1 << 12

func (s *Shaper) shape(c *context, text string) (*Shaped, error) {
	if shaped, ok := c.words[text]; ok {
		return shaped, nil
	}
	shaped, err := s.paired(c, text)
	if shaped == nil && err == nil {
		shaped, err = s.whole(c, text)
	}
	if err != nil {
		return nil, err
	}
	if len(c.words) == mostWords {
		clear(c.words)
	}
	c.words[text] = shaped
	return shaped, nil
}

// whole has HarfBuzz shape a text.
func (s *Shaper) whole(c *context, text string) (*Shaped, error) {
	s.read(text)
	if c.hyphenated {
		s.runes = append(s.runes, s.hyphen(c))
		s.offsets = append(s.offsets, len(text))
	}
	if missing := s.itemize(c); missing != nil {
		missing.Text = text
		return nil, missing
	}
	shaped := &Shaped{Text: text, Runs: make([]Run, 0, len(s.items))}
	for _, it := range s.items {
		run, err := s.run(c, it)
		if err != nil {
			return nil, err
		}
		for _, cluster := range run.Clusters {
			shaped.Advance += cluster.Advance
		}
		shaped.Runs = append(shaped.Runs, run)
	}
	return shaped, nil
}

// read fills runes and offsets. Bytes that are not UTF-8 become U+FFFD.
func (s *Shaper) read(text string) {
	s.runes, s.offsets = s.runes[:0], s.offsets[:0]
	for i, r := range text {
		if separates(r) {
			r = ' '
		}
		s.runes = append(s.runes, r)
		s.offsets = append(s.offsets, i)
	}
	s.offsets = append(s.offsets, len(text))
}

// hyphen is the language's hyphen, as far as its face has one.
func (s *Shaper) hyphen(c *context) rune {
	f := c.candidates(s.library, c.writing)[0]
	for _, r := range []rune{0x58A, 0x2010} {
		if (r != 0x58A || c.writing == "Armn") && f.characters.has(r) {
			return r
		}
	}
	return '-'
}

// commaBelow are the letters that Romanian writes with a comma, by those with the cedilla of older keyboards.
var commaBelow = map[rune]rune{'Ş': 'Ș', 'ş': 'ș', 'Ţ': 'Ț', 'ţ': 'ț'}

// localized are the characters as a language draws them where fonts may lack its forms (locl): Romanian ones with a comma. The
// text stays as it is written.
func (c *context) localized(f *Face, runes []rune) []rune {
	if !c.romanian || !slices.ContainsFunc(runes, func(r rune) bool { return commaBelow[r] != 0 }) {
		return runes
	}
	drawn := slices.Clone(runes)
	for i, r := range drawn {
		if comma := commaBelow[r]; comma != 0 && f.characters.has(comma) {
			drawn[i] = comma
		}
	}
	return drawn
}

// byLetters says whether marks and the letters of ligatures get codes of their own: in scripts that run from right to left,
// because viewers turn the letters of one right-to-left code around when text is copied. (HarfBuzz keeps the order of marks
// for a script in its own direction only.)
func byLetters(c *context, it item) bool {
	if !c.rightToLeft {
		return false
	}
	switch it.writing {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Mend", "Yezi":
		return true
	}
	return false
}

// composes says whether a face can set a cluster though it lacks one of its characters.
func (s *Shaper) composes(c *context, f *Face, writing string, cluster []rune) bool {
	if s.apply(c, item{0, len(cluster), writing, f, false}, cluster) != nil {
		return false
	}
	return !slices.ContainsFunc(s.placed, func(g placed) bool { return g.glyph == 0 })
}

// subset is the shaper's part of a face, made at its first use.
func (s *Shaper) subset(f *Face) (*subset, error) {
	if u := s.subsets[f.index]; u != nil {
		return u, nil
	}
	p, err := f.parse()
	if err != nil {
		return nil, err
	}
	u := &subset{
		face: f, parsed: p,
		single: map[uint64]uint16{}, several: map[string]uint16{},
		drawings: []drawing{{parts: []part{{}}}}, texts: []string{""},
	}
	s.subsets[f.index] = u
	return u, nil
}
