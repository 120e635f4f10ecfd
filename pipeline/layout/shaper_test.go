package layout

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// A cellShaper draws every character half an em wide, as one cluster whose code is its number in first use: laws of layout hold
// for any shaper, and no font is needed to test them.
type cellShaper struct {
	codes map[rune]uint16
	runes []rune
}

var cell = new(typeface.Face)

func newCellShaper() *cellShaper { return &cellShaper{codes: map[rune]uint16{}, runes: []rune{0}} }

func (s *cellShaper) Shape(text string, _ language.Language, rightToLeft bool, _ typeface.Style) (*typeface.Shaped, error) {
	out := &typeface.Shaped{Text: text}
	var run typeface.Run
	flush := func() {
		if rightToLeft {
			slices.Reverse(run.Clusters)
		}
		if len(run.Clusters) > 0 {
			out.Runs = append(out.Runs, run)
		}
		run = typeface.Run{}
	}
	for i, r := range text {
		if script := scriptOf(r); script != run.Script {
			flush()
			run = typeface.Run{Face: cell, RightToLeft: rightToLeft, Script: script}
		}
		c := typeface.Cluster{Start: int32(i), End: int32(i + len(string(r))), Code: s.code(r), Width: .5, Advance: .5}
		run.Clusters = append(run.Clusters, c)
		out.Advance += .5
	}
	flush()
	return out, nil
}

// Hyphenated draws a hyphen that reads U+00AD.
func (s *cellShaper) Hyphenated(text string, l language.Language, rightToLeft bool, style typeface.Style) (*typeface.Shaped, error) {
	shaped, err := s.Shape(text+"-", l, rightToLeft, style)
	if err == nil {
		last := shaped.Runs[len(shaped.Runs)-1].Clusters
		last[len(last)-1].Code, last[len(last)-1].End = s.code(0xAD), int32(len(text))
	}
	return shaped, err
}

func (s *cellShaper) code(r rune) uint16 {
	if forced(r) || r == '\t' {
		r = ' '
	}
	c, ok := s.codes[r]
	if !ok {
		c = uint16(len(s.runes))
		s.codes[r], s.runes = c, append(s.runes, r)
	}
	return c
}

func scriptOf(r rune) string {
	if r < 0x590 {
		return "Latn"
	}
	for script, table := range map[string]*unicode.RangeTable{"Arab": unicode.Arabic, "Hebr": unicode.Hebrew, "Hani": unicode.Han, "Hira": unicode.Hiragana, "Thai": unicode.Thai, "Deva": unicode.Devanagari} {
		if unicode.Is(table, r) {
			return script
		}
	}
	return "Latn"
}

// logical is a line's text in reading order.
func (s *cellShaper) logical(words []Word) string {
	var b strings.Builder
	for _, w := range words {
		text := s.text(w.Clusters)
		if w.RightToLeft {
			r := []rune(text)
			for i, k := 0, len(r)-1; i < k; i, k = i+1, k-1 {
				r[i], r[k] = r[k], r[i]
			}
			text = string(r)
		}
		b.WriteString(text)
		if w.Space != 0 {
			b.WriteRune(s.runes[w.Space])
		}
	}
	return b.String()
}

// visual is a line's text as it stands on the page, from left to right.
func (s *cellShaper) visual(l Line) string {
	type placed struct {
		x float64
		r rune
	}
	var all []placed
	for _, w := range l.Words {
		x := w.X
		for _, c := range w.Clusters {
			r := s.runes[c.Code]
			if w.RightToLeft { // a shaper mirrors
				r, _ = utf8.DecodeRuneInString(strings.NewReplacer("(", ")", ")", "(").Replace(string(r)))
			}
			all = append(all, placed{x, r})
			x += c.Advance * l.Size
		}
		if w.Space != 0 {
			all = append(all, placed{x, s.runes[w.Space]})
		}
	}
	for i := range all { // by place; there are few
		for k := i; k > 0 && all[k].x < all[k-1].x-1e-6; k-- {
			all[k], all[k-1] = all[k-1], all[k]
		}
	}
	var b strings.Builder
	for _, p := range all {
		b.WriteRune(p.r)
	}
	return b.String()
}

func (s *cellShaper) text(clusters []typeface.Cluster) string {
	var b strings.Builder
	for _, c := range clusters {
		b.WriteRune(s.runes[c.Code])
	}
	return b.String()
}

func defaultTemplateOf(t testing.TB) Template {
	t.Helper()
	template, err := ParseTemplate("page.toml", nil)
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// plainEdition is an edition of blocks of one kind.
func plainEdition(tag string, kind resolution.Kind, texts ...string) edition.Edition {
	l := language.MustParse(tag)
	e := edition.Edition{Name: "name", Language: l, Source: language.MustParse("en")}
	for _, t := range texts {
		e.Blocks = append(e.Blocks, edition.Block{Kind: kind, Language: l, Spans: []edition.Span{{Text: t}}})
	}
	return e
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0xAD { // hyphens that layout put in
			return -1
		}
		return r
	}, s)
}
