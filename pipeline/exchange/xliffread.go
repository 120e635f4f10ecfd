package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// MaxUnits is the most units of an XLIFF or PO file, or rows of a CSV file: as many as a locale file may have entries.
const MaxUnits = catalog.MaxEntries

// readXLIFF reads XLIFF 1.1, 1.2, or 2.0 and later: what stands in <target>, whatever else a tool has added.
func readXLIFF(r io.Reader, file string) (Import, error) {
	s, err := newScanner(file, r)
	if err != nil {
		return Import{}, err
	}
	x := &xliffReader{scanner: s}
	if err := x.document(); err != nil {
		return Import{}, err
	}
	if x.dropped > 0 {
		x.findings.add(finding.Warning, finding.Place{File: file}, "control-character",
			fmt.Sprintf("%d references to control characters, such as &#x1F;, were left out", x.dropped), "take them out of the file")
	}
	return Import{Language: x.language, Translations: x.list, Findings: x.all()}, nil
}

type xliffReader struct {
	*scanner
	collector
	core     string // the namespace of the document's own elements
	language language.Language
	unit     xliffUnit
	size     int // bytes of the present unit's texts
}

// A piece is a part of a translation, and its place in it.
type piece struct {
	order int
	text  string
}

// An xliffUnit is a unit as it is being read.
type xliffUnit struct {
	id            string
	place         finding.Place
	source        strings.Builder
	target        []piece
	state         [2]string // XLIFF 1.2: approved, state; 2: state, subState of its worst segment
	stamp         Stamp
	data          map[string]string // XLIFF 2: original data by id
	parts, filled int               // XLIFF 2: segments, and those with a target
	code          string            // an inline code of the target that has no text; "" for none
	codePlace     finding.Place
	inTarget      bool
}

func (x *xliffReader) document() error {
	for {
		switch t, err := x.next(); {
		case err != nil:
			return err
		case t == atEnd:
			return nil
		case t == opening:
			if err := x.element(); err != nil {
				return err
			}
		}
	}
}

func (x *xliffReader) element() error {
	if len(x.open) == 1 {
		return x.root()
	}
	if x.space != x.core {
		return x.skipElement()
	}
	switch x.local {
	case "file":
		return x.takeLanguage("target-language")
	case "trans-unit":
		if kind, err := x.attr("restype"); err != nil || kind == "x-gettext-domain-header" {
			return errors.Join(err, x.skipElement())
		}
		return x.read(x.child1)
	case "unit":
		return x.read(x.child2)
	case "header", "skeleton", "bin-unit", "notes", "note":
		return x.skipElement()
	}
	return nil
}

func (x *xliffReader) root() error {
	if x.local != "xliff" {
		return x.wrongAt(x.place, fmt.Sprintf("the document is a <%.40s>, and no XLIFF", x.local), "give an XLIFF file")
	}
	x.core = x.space
	version, err := x.attr("version")
	if err != nil {
		return err
	}
	if !slices.Contains([]string{xliff1Space, xliff11Space, xliff2Space, ""}, x.space) {
		return x.wrongAt(x.place, fmt.Sprintf("XLIFF %s (%s) is not known", version, x.space), "export XLIFF 1.2 or 2.1")
	}
	return x.takeLanguage("trgLang")
}

// takeLanguage takes the target language that an attribute names.
func (x *xliffReader) takeLanguage(name string) error {
	tag, err := x.attr(name)
	if err != nil || tag == "" {
		return err
	}
	l, err := languageOf(tag)
	switch {
	case err != nil && l.IsZero():
		return x.wrongAt(x.place, err.Error(), "correct the attribute "+name)
	case err != nil:
		x.findings.add(finding.Warning, x.place, "language-tag", err.Error(), fmt.Sprintf("correct the tag; it is taken for %s", l))
	}
	if !x.language.IsZero() && x.language != l {
		return x.wrongAt(x.place, fmt.Sprintf("the file is for %s and for %s", x.language, l), "give each language a file of its own")
	}
	x.language = l
	return nil
}

// skipElement passes over the element that has just been opened.
func (x *xliffReader) skipElement() error {
	depth := len(x.open)
	for len(x.open) >= depth {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// read reads a unit, whose children are given to child.
func (x *xliffReader) read(child func() error) error {
	if len(x.list) == MaxUnits {
		return x.wrongAt(x.place, fmt.Sprintf("more than %d units", MaxUnits), "divide the file")
	}
	id, err := x.attr("id")
	if err != nil {
		return err
	}
	approved, err := x.attr("approved")
	if err != nil {
		return err
	}
	stamp, err := x.attr("extradata")
	if err != nil {
		return err
	}
	x.unit, x.size = xliffUnit{id: id, place: x.place, state: [2]string{approved}, stamp: parseStamp(stamp)}, 0
	depth := len(x.open)
	for {
		switch t, err := x.next(); {
		case err != nil:
			return err
		case t == closing && len(x.open) < depth:
			return x.finish()
		case t == opening:
			if err := child(); err != nil {
				return err
			}
		}
	}
}

// child1 reads an element of a <trans-unit>.
func (x *xliffReader) child1() error {
	switch {
	case x.space == x.core && x.local == "source":
		return x.inline(&x.unit.source)
	case x.space == x.core && x.local == "target":
		state, err := x.attr("state")
		if err != nil {
			return err
		}
		x.unit.state[1] = state
		x.unit.parts, x.unit.filled = 1, 1
		text, err := x.targetText()
		x.unit.target = []piece{{text: text}}
		return err
	}
	return x.skipElement()
}

// child2 reads an element of a <unit>.
func (x *xliffReader) child2() error {
	switch {
	case x.space == metadataSpace && x.local == "meta":
		return x.metadata()
	case x.space == metadataSpace:
		return nil // its elements come next
	case x.space != x.core:
		return x.skipElement()
	}
	switch x.local {
	case "originalData":
		x.unit.data = map[string]string{}
	case "data":
		id, err := x.attr("id")
		if err != nil {
			return err
		}
		var b strings.Builder
		if err := x.inline(&b); err != nil {
			return err
		}
		if x.unit.data != nil {
			x.unit.data[id] = b.String()
		}
	case "segment", "ignorable":
		return x.segment(x.local == "segment")
	default:
		return x.skipElement()
	}
	return nil
}

func (x *xliffReader) metadata() error {
	kind, err := x.attr("type")
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := x.inline(&b); err != nil {
		return err
	}
	if s := parseStamp(b.String()); kind == "state" && s.known() {
		x.unit.stamp = s
	}
	return nil
}
