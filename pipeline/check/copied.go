package check

import (
	"strings"
	"unicode"
)

// functionWords are the words that a sentence of English has and a name has not; names have a few of them, between capitals.
var functionWords = wordSet(`the of and to in is are was were be been being that this these those it its for on with as by at from or an a not no have has had will would
shall should can could may must do does did we you they he she i our your their his her my us them him who which what when where how why if there here than then
so such all any each every more most other some only also into about after before between through during under over against because while until without within whether
but nor yet both either neither up down out off again once very just still even much many few own same too please let make made`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// untranslated finds targets that are the source again. Names are left as they are: a copy counts where it has words that no
// name has.
func untranslated(p *pair) string {
	if p.Same || fold(p.Source) != fold(p.Target) {
		return ""
	}
	var plain, function int
	for i, w := range p.source.words {
		if !strings.ContainsFunc(w.text, unicode.IsLetter) || len(w.text) < 2 && w.text != "a" && w.text != "I" {
			continue
		}
		if functionWords[w.lower] && (w.lower == w.text || i == 0) {
			function++
		} else if w.lower == w.text && len(w.text) > 2 || i == 0 && len(p.source.words) > 2 {
			plain++
		}
	}
	switch other := p.Language.Script() != "Latn"; {
	case function >= 2 && plain+function >= 3, function >= 1 && plain >= 2, other && plain+function >= 2, plain >= 4, plain >= 3 && strings.HasSuffix(strings.TrimSpace(p.Source), "."):
		return "the translation is the source again"
	}
	return ""
}

func fold(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) && r != object }), " ")
}

// leftOver finds a run of words of the source within the target: a sentence or a phrase that nobody translated. A title in
// quotation marks or capitals, a name, an address stays as it is.
func leftOver(p *pair) string {
	if p.Same || fold(p.Source) == fold(p.Target) {
		return ""
	}
	least := 4
	if p.Language.Script() != "Latn" {
		least = 3
	}
	src, tgt := p.source.words, p.target.words
	at := map[string][]int{}
	for i, w := range src {
		if len(at[w.text]) < 64 {
			at[w.text] = append(at[w.text], i)
		}
	}
	for j := 0; j < len(tgt); {
		best := 0
		for _, i := range at[tgt[j].text] {
			n := 1
			for i+n < len(src) && j+n < len(tgt) && src[i+n].text == tgt[j+n].text && parted(p.target.prose, tgt[j+n-1], tgt[j+n]) {
				n++
			}
			best = max(best, n)
		}
		if best >= least && prose(p.target.prose[tgt[j].start:tgt[j+best-1].end], least) && english(tgt[j:j+best], p.Language.Script() != "Latn") && !titled(p.target.prose, tgt[j].start, tgt[j+best-1].end) {
			return "words of the source: " + quote(p.target.prose[tgt[j].start:tgt[j+best-1].end])
		}
		j += max(best, 1)
	}
	return ""
}

// prose tells whether a piece has so many words between blanks, no tag inside, and is no list.
func prose(piece string, least int) bool {
	fields := strings.Fields(piece)
	commas := strings.Count(piece, ",")
	return len(fields) >= least && !strings.ContainsRune(piece, object) && (commas == 0 || commas*3 < len(fields)) && !strings.Contains(piece, " --")
}

// parted tells whether a blank stands between two words: what else parts them makes a path or a name of a program of them.
func parted(text string, a, b word) bool {
	gap := text[a.end:b.start]
	if strings.ContainsRune(gap, object) || strings.ContainsAny(gap, "\"“”„«»「」『』") {
		return false // a run ends at a tag or placeholder, and with a quotation
	}
	if strings.ContainsFunc(a.text, isDigit) && strings.ContainsFunc(b.text, isDigit) {
		return true
	}
	return strings.ContainsFunc(gap, unicode.IsSpace) || gap == "-" || gap == "'" || gap == "’"
}

// english tells whether words are English prose: some in lower case that are no function words, and a function word, too.
func english(words []word, foreign bool) bool {
	plain, function := 0, 0
	for _, w := range words {
		switch {
		case functionWords[w.lower]:
			if w.text == w.lower {
				function++
			}
		case w.text == w.lower && len(w.text) > 2 && !strings.ContainsFunc(w.text, isDigit):
			plain++
		}
	}
	return plain >= 2 && function >= 1 || plain >= 1 && function >= 2 || plain >= 4 || foreign && (plain >= 2 || plain >= 1 && function >= 1)
}

// titled tells whether a piece stands in quotation marks or brackets, right before and right behind it.
func titled(text string, start, end int) bool {
	b, a := before(text, start), after(text, end)
	return strings.ContainsRune("\"“„«»‘'「『《〈(（[_*`”\ufffc", b) && strings.ContainsRune("\"”“»«’'」』》〉)）]_*`.,…\ufffc", a) && b != 0 && a != 0
}

// empty finds units without a translation.
func empty(p *pair) string {
	if strings.TrimFunc(p.Target, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }) == "" {
		return "the translation is empty"
	}
	return ""
}

// wrongScript finds a target most of whose letters are not of the language's script, though the source is no list of names.
func wrongScript(p *pair) string {
	own, foreign, foreignWords := 0, 0, 0
	inSource := p.source.vocabulary()
	script := p.Language.Script()
	tables := scriptTables(script)
	if tables == nil || p.Same {
		return ""
	}
	for _, w := range p.target.words {
		before := foreign
		for _, piece := range byScript(w.text, tables) {
			if inSource[piece] {
				continue // a name or a code that is left as it is
			}
			for _, r := range piece {
				switch {
				case !unicode.IsLetter(r) || unicode.In(r, unicode.Common, unicode.Inherited):
				case unicode.In(r, tables...):
					own++
				default:
					foreign++
				}
			}
		}
		if foreign > before {
			foreignWords++
		}
	}
	if script == "Kore" && own+foreign > 5 && !strings.ContainsFunc(p.target.prose, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return "it has no letter of Hangul"
	}
	if foreign > 8 && foreign > own && foreignWords > 1 || foreign > 8 && own == 0 {
		return "most of it is not in the script of " + p.Language.Name()
	}
	return ""
}

// byScript cuts a word between letters of a script and others: a name and the particle that no blank parts from it.
func byScript(w string, tables []*unicode.RangeTable) []string {
	var all []string
	start, own := 0, false
	for i, r := range w {
		if is := unicode.In(r, tables...); i > 0 && is != own && (unicode.IsLetter(r) || is) {
			all = append(all, w[start:i])
			start, own = i, is
		} else if i == 0 {
			own = is
		}
	}
	return append(all, w[start:])
}

func scriptTables(script string) []*unicode.RangeTable {
	switch script {
	case "Latn":
		return []*unicode.RangeTable{unicode.Latin}
	case "Cyrl":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "Grek":
		return []*unicode.RangeTable{unicode.Greek}
	case "Arab":
		return []*unicode.RangeTable{unicode.Arabic}
	case "Hebr":
		return []*unicode.RangeTable{unicode.Hebrew}
	case "Deva":
		return []*unicode.RangeTable{unicode.Devanagari}
	case "Beng":
		return []*unicode.RangeTable{unicode.Bengali}
	case "Thai":
		return []*unicode.RangeTable{unicode.Thai}
	case "Hans", "Hant":
		return []*unicode.RangeTable{unicode.Han, unicode.Bopomofo}
	case "Jpan":
		return []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	case "Kore":
		return []*unicode.RangeTable{unicode.Hangul, unicode.Han}
	}
	names := map[string]string{"Armn": "Armenian", "Geor": "Georgian", "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada", "Mlym": "Malayalam", "Gujr": "Gujarati",
		"Guru": "Gurmukhi", "Khmr": "Khmer", "Laoo": "Lao", "Mymr": "Myanmar", "Ethi": "Ethiopic", "Sinh": "Sinhala", "Orya": "Oriya", "Tibt": "Tibetan", "Mong": "Mongolian"}
	if t := unicode.Scripts[names[script]]; t != nil {
		return []*unicode.RangeTable{t}
	}
	return nil
}
