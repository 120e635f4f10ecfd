package layout

import (
	"strings"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"

	"publish/pipeline/language"
	"publish/pipeline/typeface"
)

// A Shaper turns text into clusters; *typeface.Shaper is one.
type Shaper interface {
	Shape(text string, l language.Language, rightToLeft bool, s typeface.Style) (*typeface.Shaped, error)
	Hyphenated(text string, l language.Language, rightToLeft bool, s typeface.Style) (*typeface.Shaped, error)
}

// An inline is a stretch of a paragraph's text in one language, style and element.
type inline struct {
	text     string
	language language.Language
	style    typeface.Style
	element  int32
	isolated bool // its direction does not touch its neighbours' (UAX 9 isolate): names, countries
}

// A paragraphText is a paragraph on its way from text to boxes. It keeps its memory from one to the next.
type paragraphText struct {
	shaper    Shaper
	inlines   []inline
	right     bool // base direction
	parted    bool // lines may end after words of one letter, in every language
	text      string
	runes     []rune
	bytes     []int32 // of each rune, and of the end
	owner     []int32 // inline of each rune
	levels    []uint8 // nil: all 0
	boxes     []box
	blanks    map[int32]blank
	segmenter segmenter.Segmenter
	bidi      bidi.Paragraph
	broken    string // first word that was wider than the measure, "" if none

	exceptions  []language.Exceptions
	hyphenators map[language.Language]*language.Hyphenator
	cutsOf      map[*typeface.Cluster][]cut // of a shaped word, by its first cluster
	cutStore    []cut
	points      []language.Point
	words       []int // where words begin in a run of a script without spaces
	divided     []box
	apart       map[*typeface.Cluster][]typeface.Cluster // of a shaped word, without ligatures over joints
	clinging    int                                      // words that cling, in a row
}

// A blank is the word space of an inline.
type blank struct {
	face  *typeface.Face
	code  uint16
	width float64
}

// setBoxes makes the boxes of a paragraph; no unbreakable run of them is wider than the measure (in em).
func (p *paragraphText) setBoxes(inlines []inline, right bool, measure float64) ([]box, error) {
	p.inlines, p.right, p.boxes, p.broken = inlines, right, p.boxes[:0], ""
	p.blanks = map[int32]blank{}
	p.join()
	p.resolve()
	p.clinging = 0
	p.segmenter.Init(p.runes)
	start := 0
	for lines := p.segmenter.LineIterator(); lines.Next(); {
		l := lines.Line()
		end := l.Offset + len(l.Text)
		if p.runes[end-1] == softHyphen && end < len(p.runes) && !l.IsMandatoryBreak {
			continue // where its author divides a word: cuts find it
		}
		if p.inKorean(end) && !l.IsMandatoryBreak {
			continue
		}
		if n := len(p.boxes); n > 0 && loneDash(p.runes[start:end]) && p.boxes[n-1].after == allowed {
			p.boxes[n-1].after = forbidden
		}
		for at := p.joint(start, end); at > start; at = p.joint(start, end) {
			if err := p.segment(start, at); err != nil {
				return nil, err
			}
			p.boxes[len(p.boxes)-1].after = allowed
			start = at
		}
		if err := p.segment(start, end); err != nil {
			return nil, err
		}
		if n := len(p.boxes); n > 0 {
			p.boxes[n-1].after = allowed
			switch {
			case l.IsMandatoryBreak && end < len(p.runes):
				p.boxes[n-1].after = mandatory
			case p.tailored(start, end):
				p.boxes[n-1].after = forbidden
			}
		}
		start = end
	}
	p.compress()
	if err := p.kernSpans(); err != nil {
		return nil, err
	}
	p.openGaps()
	p.splitWide(measure)
	return p.boxes, nil
}

const softHyphen = 0xAD

// loneDash tells whether a segment is a dash between blanks: UAX 14 lets it begin a line, typesetters let it end one.
func loneDash(segment []rune) bool {
	for len(segment) > 0 && isBlank(segment[len(segment)-1]) {
		segment = segment[:len(segment)-1]
	}
	return len(segment) == 1 && (segment[0] == '-' || segment[0] >= 0x2012 && segment[0] <= 0x2015)
}

// join puts the inlines' texts together.
func (p *paragraphText) join() {
	var b strings.Builder
	p.runes, p.bytes, p.owner = p.runes[:0], p.bytes[:0], p.owner[:0]
	for i, in := range p.inlines {
		at := b.Len()
		b.WriteString(in.text)
		for k, r := range in.text {
			p.runes = append(p.runes, r)
			p.bytes = append(p.bytes, int32(at+k))
			p.owner = append(p.owner, int32(i))
		}
	}
	p.text = b.String()
	p.bytes = append(p.bytes, int32(len(p.text)))
}

// forced are the characters that end a line by themselves; they are set as a blank.
func forced(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isBlank are the characters that become stretchable space; U+00A0 does without being an opportunity to break.
func isBlank(r rune) bool { return r == ' ' || r == 0xA0 || r == '\t' || forced(r) }

// segment makes the boxes of runes [a, b), between two opportunities to break.
func (p *paragraphText) segment(a, b int) error {
	for i := a; i < b; {
		if isBlank(p.runes[i]) {
			if err := p.space(i); err != nil {
				return err
			}
			i++
			continue
		}
		j := i + 1
		for j < b && !isBlank(p.runes[j]) && p.owner[j] == p.owner[i] && p.level(j) == p.level(i) {
			j++
		}
		if err := p.word(i, j); err != nil {
			return err
		}
		i = j
	}
	return nil
}

// space puts a blank after the last box, or after an empty one where that is of another element.
func (p *paragraphText) space(i int) error {
	s, err := p.blankOf(p.owner[i])
	if err != nil {
		return err
	}
	n := len(p.boxes)
	if n > 0 && p.boxes[n-1].space > 0 { // one blank of a run of them is enough
		return nil
	}
	if n == 0 || p.boxes[n-1].element != p.inlines[p.owner[i]].element {
		p.boxes = append(p.boxes, box{face: s.face, element: p.inlines[p.owner[i]].element, level: p.level(i)})
		n++
	}
	b := &p.boxes[n-1]
	b.space, b.spaceCode, b.spaceOf, b.spaceLevel = s.width, s.code, s.face, p.level(i)
	return nil
}

func (p *paragraphText) blankOf(owner int32) (blank, error) {
	if s, ok := p.blanks[owner]; ok {
		return s, nil
	}
	in := &p.inlines[owner]
	sh, err := p.shaper.Shape(" ", in.language, false, in.style)
	if err != nil {
		return blank{}, err
	}
	c := sh.Runs[0].Clusters[0]
	s := blank{face: sh.Runs[0].Face, code: c.Code, width: max(c.Width, 0.1)}
	p.blanks[owner] = s
	return s, nil
}

// word shapes runes [i, j): no blank, one inline, one level.
func (p *paragraphText) word(i, j int) error {
	in := &p.inlines[p.owner[i]]
	level := p.level(i)
	at := int(p.bytes[i])
	sh, err := p.shaper.Shape(p.text[at:p.bytes[j]], in.language, level%2 == 1, in.style)
	if err != nil {
		return err
	}
	for _, run := range sh.Runs {
		b := box{face: run.Face, clusters: run.Clusters, element: in.element, level: level,
			tracked: tracked(run.Script), scaled: !ideographic(run.Script),
			source: source{start: int32(at), owner: p.owner[i], whole: level == 0 && len(sh.Runs) == 1 && hyphenates(run.Script)}}
		if b.source.whole && run.Script == "Latn" {
			b.clusters = p.unjoined(in, sh.Text, run)
		}
		if dependent(run.Script) {
			p.syllables(b, run.Script, sh.Text)
			continue
		}
		b.measure()
		p.boxes = append(p.boxes, b)
	}
	if n := len(p.boxes); level == 0 && n > 0 && !p.right {
		p.hang(p.runes[i], p.runes[j-1], sh)
	}
	p.boxes[len(p.boxes)-1].hyphen = p.runes[j-1] == '-' || p.runes[j-1] == 0x2010
	return nil
}

func (b *box) measure() {
	b.width = 0
	for i := range b.clusters {
		b.width += b.clusters[i].Advance
	}
}

// hang says how far the first and last letter of a word just shaped may stand in the margin.
func (p *paragraphText) hang(first, last rune, sh *typeface.Shaped) {
	head, tail := &p.boxes[len(p.boxes)-1], &p.boxes[len(p.boxes)-1]
	if len(sh.Runs) != 1 || len(tail.clusters) == 0 || !tail.tracked {
		return
	}
	head.left = hangs[first].left * head.clusters[0].Advance
	tail.right = hangs[last].right * tail.clusters[len(tail.clusters)-1].Advance
}

// openGaps marks the places between ideographs, and between the syllables of scripts without spaces, that may be widened.
func (p *paragraphText) openGaps() {
	for i := 0; i+1 < len(p.boxes); i++ {
		a, b := &p.boxes[i], &p.boxes[i+1]
		within := a.syllable && b.syllable && a.element == b.element
		a.gap = a.space == 0 && (a.after == allowed || within) && !a.tracked && !b.tracked && a.level%2 == 0 && b.level == a.level
	}
}
