package pdftest

import (
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// Text walks the structure tree and joins the texts of its marked content.
func (r *Reader) Text() string {
	var b strings.Builder
	for _, p := range r.Passages() {
		b.WriteString(p.Text)
	}
	return b.String()
}

// A Passage is the text of one marked-content sequence, or the annotation of an object reference, and the element that it
// is a kid of.
type Passage struct {
	Text, Lang string // Lang may be inherited
	Element    int    // object
	Annotation int    // object, or 0
}

var (
	langOf = regexp.MustCompile(`/Lang<([0-9A-F]*)>`)
	codes  = regexp.MustCompile(`<([0-9A-F]*)>`)
	kidOf  = regexp.MustCompile(`<</Type/OBJR/Pg (\d+) 0 R/Obj (\d+) 0 R>>|<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>|(\d+) 0 R|(\d+)`)
)

// Passages are the structure tree, in its own order.
func (r *Reader) Passages() (out []Passage) {
	shown := r.shown()
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	var walk func(n int, lang string)
	walk = func(n int, lang string) {
		dict := r.Objects[n]
		if m := langOf.FindStringSubmatch(dict); m != nil {
			raw, _ := hex.DecodeString(m[1])
			lang = string(raw)
		}
		page := 0
		if strings.Contains(dict, "/Pg ") {
			page = r.Ref(dict, "/Pg")
		}
		for _, m := range kidOf.FindAllStringSubmatch(dict[strings.LastIndex(dict, "/K[")+3:], -1) {
			switch {
			case m[2] != "":
				out = append(out, Passage{Lang: lang, Element: n, Annotation: number(m[2])})
			case m[3] != "":
				out = append(out, Passage{Text: shown[number(m[3])][number(m[4])], Lang: lang, Element: n})
			case m[5] != "":
				walk(number(m[5]), lang)
			default:
				out = append(out, Passage{Text: shown[page][number(m[6])], Lang: lang, Element: n})
			}
		}
	}
	m := langOf.FindStringSubmatch(r.Root())
	raw, _ := hex.DecodeString(m[1])
	walk(r.Ref(r.Objects[r.Ref(r.Root(), "/StructTreeRoot")], "/K"), string(raw))
	return out
}

// shown is the text of each marked-content sequence, by page object and MCID.
func (r *Reader) shown() map[int]map[int]string {
	fonts := r.fonts()
	shown := map[int]map[int]string{}
	for _, p := range r.Pages {
		shown[p] = map[int]string{}
		for _, run := range r.reversed(p, fonts) {
			if run.mcid >= 0 {
				shown[p][run.mcid] += run.text
			}
		}
	}
	return shown
}

// reversed reads a page's runs; the show strings of ReversedChars stand in reading order, each backwards.
func (r *Reader) reversed(page int, fonts map[string]map[uint16]string) []shownRun {
	runs := r.page(page, fonts)
	stream := string(r.Streams[r.Ref(r.Objects[page], "/Contents")])
	at := 0
	for i := range runs {
		begin := strings.Index(stream[at:], "BDC") + at
		end := strings.Index(stream[begin:], "EMC") + begin
		if runs[i].tag == "ReversedChars" {
			runs[i].text = r.backwards(stream[begin:end], fonts, stream[:begin])
		}
		at = end + 3
	}
	return runs
}

var (
	fontOrArray = regexp.MustCompile(`/(F\d+) [\d.]+ Tf|\[(.*?)\]TJ`)
	lastFont    = regexp.MustCompile(`/(F\d+) [\d.]+ Tf`)
)

func (r *Reader) backwards(sequence string, fonts map[string]map[uint16]string, before string) string {
	font := ""
	if m := lastFont.FindAllStringSubmatch(before, -1); m != nil {
		font = m[len(m)-1][1]
	}
	var b strings.Builder
	for _, m := range fontOrArray.FindAllStringSubmatch(sequence, -1) {
		if m[1] != "" {
			font = m[1]
			continue
		}
		word := shownRun{tag: "ReversedChars"}
		for _, shown := range codes.FindAllStringSubmatch(m[2], -1) {
			word.show(r.t, shown[1], fonts[font])
		}
		b.WriteString(word.text)
	}
	return b.String()
}

// inlineTypes are the structure types of what stands within a line (ISO 32000-1, 14.8.4.4).
var inlineTypes = regexp.MustCompile(`/S/(Span|Reference|Link)\b`)

// Block is the innermost element around an element, or itself, that is no inline one.
func (r *Reader) Block(element int) int {
	for inlineTypes.MatchString(r.Objects[element]) {
		element = r.Ref(r.Objects[element], "/P")
	}
	return element
}
