package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// An organization is what an abbreviation stands for: a native name in its language, which is zero where nobody knows.
type organization struct {
	name     string
	language language.Language
}

// organizations are the names by abbreviation of an edition's signatories. An abbreviation of two organizations stands for
// none, and neither does one that ordinary text may hold: it has two capitals, or letters of a script without case.
func organizations(blocks []edition.Block) map[string]organization {
	names := map[string]organization{}
	for i := range blocks {
		s := blocks[i].Signatory
		if s == nil || s.Name == "" || !telling(s.Abbreviation) {
			continue
		}
		o := organization{s.Name, s.NameLanguage}
		if other, twice := names[s.Abbreviation]; twice && other != o {
			o = organization{}
		}
		names[s.Abbreviation] = o
	}
	return names
}

func telling(abbreviation string) bool {
	capitals, letters := 0, 0
	for _, r := range abbreviation {
		switch {
		case unicode.IsUpper(r) || unicode.In(r, unicode.Lo):
			capitals++
			letters++
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			letters++
		default:
			return false // of several words: found in its own signature alone
		}
	}
	return capitals >= 2 && letters <= 12
}

// expanded is an element for an abbreviation inside a parent, or the parent where it stands for nothing.
func (c *composer) expanded(parent int32, o organization) int32 {
	if o.name == "" {
		return parent
	}
	e := c.element(TagSpan, parent)
	c.elements[e].Expansion = o.name
	if o.language != c.languageAt(parent) {
		c.elements[e].Language = o.language
	}
	return e
}

// languageAt is the language of an element, its own or inherited.
func (c *composer) languageAt(e int32) language.Language {
	for ; e >= 0; e = c.elements[e].Parent {
		if !c.elements[e].Language.IsZero() {
			return c.elements[e].Language
		}
	}
	return c.edition.Language
}

// abbreviated appends an inline, its abbreviations of organizations as elements of their own.
func (c *composer) abbreviated(out []inline, in inline) []inline {
	if len(c.names) == 0 {
		return append(out, in)
	}
	text, from := in.text, 0
	piece := func(a, b int, element int32) {
		if a < b {
			p := in
			p.text, p.element = text[a:b], element
			out = append(out, p)
		}
	}
	for at := 0; at < len(text); {
		start, end := nextWord(text, at)
		if o, ok := c.names[text[start:end]]; ok && o.name != "" {
			piece(from, start, in.element)
			piece(start, end, c.expanded(in.element, o))
			from = end
		}
		at = end
	}
	piece(from, len(text), in.element)
	if text == "" {
		out = append(out, in)
	}
	return out
}

// nextWord is the next run of letters, marks and digits from at on.
func nextWord(text string, at int) (start, end int) {
	in := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
	i := strings.IndexFunc(text[at:], in)
	if i < 0 {
		return len(text), len(text)
	}
	start = at + i
	for end = start; end < len(text); {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !in(r) {
			break
		}
		end += n
	}
	return start, end
}

// running tells whether blocks of a kind are running text: titles and headings keep their capitals.
func running(k resolution.Kind) bool {
	switch k {
	case resolution.Paragraph, resolution.Item, resolution.Quote, resolution.Note, resolution.Adopted:
		return true
	}
	return false
}

// longestAbbreviation is the most letters and digits of an abbreviation: longer words of capitals are shouted.
const longestAbbreviation = 6

// smallCapitals are the inlines, their abbreviations in small capitals: words of two capitals and more, without small letters
// and not beside another such word.
func (c *composer) smallCapitals(inlines []inline) []inline {
	var out []inline
	for _, in := range inlines {
		small, from := in, 0
		small.style.Features = features[c.template.Type.Figures][1]
		for _, w := range capitalWords(in.text) {
			plain := in
			if plain.text = in.text[from:w[0]]; plain.text != "" {
				out = append(out, plain)
			}
			small.text, from = in.text[w[0]:w[1]], w[1]
			out = append(out, small)
		}
		if in.text = in.text[from:]; in.text != "" || from == 0 {
			out = append(out, in)
		}
	}
	return out
}

// capitalWords are the places of abbreviations in a text.
func capitalWords(text string) (places [][2]int) {
	before, ok := false, false // what the last two words were
	for at := 0; at < len(text); {
		start, end := nextWord(text, at)
		is := start < end && capital(text[start:end])
		if is && before && ok { // two in a row are shouted
			places = places[:len(places)-1]
		}
		if ok = is && !before; ok {
			places = append(places, [2]int{start, end})
		}
		before, at = is, end
	}
	return places
}

func capital(word string) bool {
	capitals, all := 0, 0
	for _, r := range word {
		all++
		switch {
		case unicode.IsUpper(r):
			capitals++
		case !unicode.IsDigit(r):
			return false
		}
	}
	return capitals >= 2 && all <= longestAbbreviation
}
