package exchange

import (
	"fmt"
	"io"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// MaxUnit is the most bytes of text of one unit of a TMX, XLIFF or PO file, all its languages together. A longer one is left
// out, with a finding.
const MaxUnit = 8 << 20

// A TMXUnit is a translation unit of a TMX document: one text in several languages.
type TMXUnit struct {
	ID       string // tuid; "" for none
	Line     int    // where it begins
	Source   string // the tag of its source language, as written; "" or "*all*": any of its languages
	Date     language.Date
	Variants []TMXVariant // in the file's order
	Notes    []string
	Props    []TMXProp
}

// A TMXVariant is the text of a unit in one language.
type TMXVariant struct {
	Tag      string            // as written
	Language language.Language // zero where the tag is none
	Text     string            // clean, as texts of catalogs are; inline codes are left out, but for those that are our notation
}

// A TMXProp is a property of a unit.
type TMXProp struct{ Type, Text string }

// ReadTMX reads a TMX document (1.4b, LISA 2005; 1.1 to 1.3 as well) of any length in constant memory, and gives each unit to
// unit, in the file's order; the unit's slices are used again for the next one. It stops at the first error of unit.
//
// A document may be in UTF-8, UTF-16 or an encoding that its first line names. Document type declarations are skipped;
// references to entities that a file declares are an error. Findings tell of what was left out: languages that are none,
// units past MaxUnit. An error is a *SyntaxError, one of r, or one of unit; units may have been given before it.
func ReadTMX(r io.Reader, file string, unit func(TMXUnit) error) ([]finding.Finding, error) {
	s, err := newScanner(file, r)
	if err != nil {
		return nil, err
	}
	t := &tmxReader{scanner: s, unit: unit, tags: map[string]language.Language{}}
	err = t.read()
	if s.dropped > 0 {
		t.found.add(finding.Warning, finding.Place{File: file}, "control-character",
			fmt.Sprintf("%d references to control characters, such as &#x1F;, were left out", s.dropped), "take them out of the file")
	}
	return t.found.all(), err
}

// A tmxReader is one reading. The elements that it is in say what a text belongs to.
type tmxReader struct {
	*scanner
	unit    func(TMXUnit) error
	tags    map[string]language.Language
	found   findings
	source  string // srclang of the header
	started bool   // the root element was there

	present TMXUnit
	inUnit  bool
	size    int // bytes of the unit
	inSeg   int // depth of seg's element, 0: outside
	inCode  int // depth of the inline code's element, 0: outside
	inField int // depth of the property's or note's element, 0: outside
	field   string
	words   []byte
	code    []byte
}

func (t *tmxReader) read() error {
	for {
		kind, err := t.next()
		if err != nil {
			return err
		}
		switch kind {
		case atEnd:
			return nil
		case opening:
			err = t.begin()
		case closing:
			err = t.end()
		case content:
			t.characters()
		}
		if err != nil {
			return err
		}
	}
}

// characters takes a text to where it belongs.
func (t *tmxReader) characters() {
	if !t.inUnit || t.inSeg == 0 && t.inField == 0 {
		return
	}
	if t.size += len(t.text); t.size > MaxUnit {
		return
	}
	if t.inCode > 0 {
		t.code = append(t.code, t.text...)
	} else {
		t.words = append(t.words, t.text...)
	}
}

func (t *tmxReader) begin() error {
	if !t.started {
		if t.local != "tmx" {
			return t.wrongAt(t.place, fmt.Sprintf("the document is a <%.40s>, and no TMX", t.local), "give a TMX file")
		}
		t.started = true
		return nil
	}
	if t.inSeg > 0 {
		t.beginCode()
		return nil
	}
	switch t.local {
	case "header":
		var err error
		t.source, err = t.attr("srclang")
		return err
	case "tu":
		return t.beginUnit()
	case "tuv":
		return t.beginVariant()
	case "seg":
		if t.inUnit && len(t.present.Variants) > 0 {
			t.inSeg, t.words = len(t.open), t.words[:0]
		}
	case "prop", "note":
		if t.inUnit && t.inField == 0 {
			var err error
			t.field, err = t.attr("type")
			t.inField, t.words = len(t.open), t.words[:0]
			return err
		}
	}
	return nil
}

func (t *tmxReader) beginUnit() (err error) {
	if t.inUnit {
		return t.wrongAt(t.place, fmt.Sprintf("a <tu> stands within the one of line %d", t.present.Line), "export the file again")
	}
	t.inUnit, t.size = true, 0
	t.present = TMXUnit{Line: t.place.Line, Variants: t.present.Variants[:0], Notes: t.present.Notes[:0], Props: t.present.Props[:0]}
	if t.present.ID, err = t.attr("tuid"); err != nil {
		return err
	}
	if t.present.Source, err = t.attr("srclang"); err != nil {
		return err
	}
	if t.present.Source == "" {
		t.present.Source = t.source
	}
	for _, name := range []string{"changedate", "creationdate"} {
		date, err := t.attr(name)
		if err != nil {
			return err
		}
		if t.present.Date.IsZero() {
			t.present.Date = basicDate(date)
		}
	}
	return nil
}

// basicDate is the date of an ISO 8601 date in basic format, 20240118T142500Z; zero where it is none.
func basicDate(s string) (d language.Date) {
	if len(s) < 8 || strings.Trim(s[:8], "0123456789") != "" {
		return d
	}
	number := func(digits string) (n int) {
		for _, c := range digits {
			n = n*10 + int(c-'0')
		}
		return n
	}
	d = language.Date{Year: number(s[:4]), Month: number(s[4:6]), Day: number(s[6:8])}
	if !d.Valid() {
		return language.Date{}
	}
	return d
}

func (t *tmxReader) beginVariant() error {
	if !t.inUnit {
		return nil
	}
	tag, err := t.attr("xml:lang")
	if tag == "" && err == nil {
		tag, err = t.attr("lang") // TMX 1.1
	}
	if err != nil {
		return err
	}
	if tag == "" {
		t.found.add(finding.Warning, t.place, "language-tag", "a <tuv> does not say in which language it is", `give it an attribute xml:lang="fr"`)
	}
	t.size += 64
	t.present.Variants = append(t.present.Variants, TMXVariant{Tag: tag, Language: t.language(tag)})
	return nil
}

// maxTags bounds the tags that are kept.
const maxTags = 1000

// language reads a tag as tools write them: EN-us, pt_BR. Where a tag is none, the language that it begins with counts.
func (t *tmxReader) language(tag string) language.Language {
	if l, known := t.tags[tag]; known || tag == "" {
		return l
	}
	l, err := languageOf(tag)
	if err != nil {
		do := "correct the tag; its texts are left out"
		if !l.IsZero() {
			do = fmt.Sprintf("correct the tag; its texts are taken for %s", l)
		}
		t.found.add(finding.Warning, t.place, "language-tag", err.Error(), do)
	}
	if len(t.tags) < maxTags {
		t.tags[tag] = l
	}
	return l
}

// languageOf is the language of a tag, with "_" for "-" as well; where it is none, that of its longest beginning that is one.
func languageOf(tag string) (language.Language, error) {
	written := strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	l, err := language.Parse(written)
	if err == nil || len(written) > language.MaxTag {
		return l, err
	}
	for i := strings.LastIndexByte(written, '-'); i > 0; i = strings.LastIndexByte(written[:i], '-') {
		if l, e := language.Parse(written[:i]); e == nil {
			return l, err
		}
	}
	return language.Language{}, err
}

// codes are the elements of a segment that hold code of the document's own format (TMX 1.4b, 4.4). "sub" and "hi" hold text.
var codes = map[string]bool{"bpt": true, "ept": true, "it": true, "ph": true, "ut": true}

func (t *tmxReader) beginCode() {
	if t.inCode == 0 && codes[t.local] {
		t.inCode, t.code = len(t.open), t.code[:0]
	}
}

func (t *tmxReader) end() error {
	depth := len(t.open) + 1
	switch {
	case t.inCode == depth:
		t.inCode = 0
		t.words = appendCode(t.words, t.code)
	case t.inSeg == depth:
		t.inSeg = 0
		if t.size <= MaxUnit {
			t.present.Variants[len(t.present.Variants)-1].Text = catalog.Clean(string(t.words))
		}
	case t.inField == depth:
		t.inField = 0
		t.endField()
	case t.local == "tu" && t.inUnit && t.inSeg == 0:
		t.inUnit = false
		return t.endUnit()
	}
	return nil
}

func (t *tmxReader) endField() {
	text := strings.TrimSpace(string(t.words))
	switch {
	case t.size > MaxUnit || text == "":
	case t.local == "note":
		t.present.Notes = append(t.present.Notes, text)
	default:
		t.present.Props = append(t.present.Props, TMXProp{Type: t.field, Text: text})
	}
}

func (t *tmxReader) endUnit() error {
	if t.size > MaxUnit {
		t.found.add(finding.Warning, finding.Place{File: t.file, Line: t.present.Line}, "unit-size",
			fmt.Sprintf("a unit of %d bytes; at most %d are read", t.size, MaxUnit), "divide it into sentences; it is left out")
		return nil
	}
	return t.unit(t.present)
}
