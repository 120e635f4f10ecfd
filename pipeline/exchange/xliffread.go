package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
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

// segment reads a <segment> or <ignorable>: a tool may have divided the unit. What is between segments is the same in both
// languages where the file does not say otherwise.
func (x *xliffReader) segment(counts bool) error {
	state, err := x.attr("state")
	if err != nil {
		return err
	}
	sub, err := x.attr("subState")
	if err != nil {
		return err
	}
	if counts && (x.unit.parts == 0 || rank2(state) < rank2(x.unit.state[0])) {
		x.unit.state = [2]string{state, sub}
	}
	var source strings.Builder
	target := ""
	has, order := false, len(x.unit.target)+1
	depth := len(x.open)
	for len(x.open) >= depth {
		t, err := x.next()
		switch {
		case err != nil:
			return err
		case t != opening:
		case x.space == x.core && x.local == "source":
			err = x.inline(&source)
		case x.space == x.core && x.local == "target":
			has = true
			target, order, err = x.orderedTarget(order)
		default:
			err = x.skipElement()
		}
		if err != nil {
			return err
		}
	}
	x.unit.source.WriteString(source.String())
	if !has && !counts {
		target = source.String()
	}
	x.unit.target = append(x.unit.target, piece{order, target})
	if counts {
		x.unit.parts++
		if target != "" {
			x.unit.filled++
		}
	}
	return nil
}

// orderedTarget reads a target, and the place that its attribute order gives it in the translation.
func (x *xliffReader) orderedTarget(order int) (string, int, error) {
	place, err := x.attr("order")
	if err != nil {
		return "", order, err
	}
	if n, err := strconv.Atoi(place); err == nil {
		order = n
	}
	text, err := x.targetText()
	return text, order, err
}

// targetText reads a target, whose codes must all be known.
func (x *xliffReader) targetText() (string, error) {
	var b strings.Builder
	x.unit.inTarget = true
	err := x.inline(&b)
	x.unit.inTarget = false
	return b.String(), err
}

// rank2 orders the states of XLIFF 2.
func rank2(state string) int {
	switch state {
	case "translated":
		return 1
	case "reviewed":
		return 2
	case "final":
		return 3
	}
	return 0
}

// inline reads the text of the element that has just been opened, codes as our notation.
func (x *xliffReader) inline(b *strings.Builder) error {
	depth := len(x.open)
	var ends []string // of <pc> that are open
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch {
		case t == content:
			if x.size += len(x.text); x.size > MaxUnit {
				return x.wrongAt(x.unit.place, fmt.Sprintf("the unit %.60q has more than %d bytes", x.unit.id, MaxUnit), "divide it")
			}
			b.Write(x.text)
		case t == opening:
			if ends, err = x.inlineCode(b, ends); err != nil {
				return err
			}
		case len(x.open) < depth:
			return nil
		case x.local == "pc" && len(ends) > 0:
			b.WriteString(ends[len(ends)-1])
			ends = ends[:len(ends)-1]
		}
	}
}

// inlineCode reads an inline element, or its begin. The text of <bpt>, <ept>, <ph> and <it> of XLIFF 1.2 is their content.
func (x *xliffReader) inlineCode(b *strings.Builder, ends []string) ([]string, error) {
	if x.core == xliff2Space {
		return x.inlineCode2(b, ends)
	}
	switch x.local {
	case "x", "bx", "ex", "g":
		x.lost()
	case "bpt", "ept", "ph", "it":
		var code strings.Builder
		local, place := x.local, x.place
		err := x.inline(&code)
		if !isNotation(code.String()) {
			x.local, x.place = local, place
			x.lost()
		}
		b.WriteString(code.String())
		return ends, err
	}
	return ends, nil
}

func (x *xliffReader) inlineCode2(b *strings.Builder, ends []string) ([]string, error) {
	switch x.local {
	case "pc":
		begin, err := x.dataOf("dataRefStart")
		if err != nil {
			return ends, err
		}
		end, err := x.dataOf("dataRefEnd")
		b.WriteString(begin)
		return append(ends, end), err
	case "sc", "ec", "ph":
		text, err := x.dataOf("dataRef")
		b.WriteString(text)
		return ends, err
	case "cp":
		hex, err := x.attr("hex")
		if n, e := strconv.ParseUint(hex, 16, 32); e == nil && n >= ' ' {
			b.WriteRune(rune(n))
		}
		return ends, err
	}
	return ends, nil
}

// dataOf is the original data that an attribute points to.
func (x *xliffReader) dataOf(name string) (string, error) {
	id, err := x.attr(name)
	if err != nil {
		return "", err
	}
	text, ok := x.unit.data[id]
	if !ok {
		x.lost()
	}
	return text, nil
}

// lost notes an inline code of a target of which the file does not say what it stands for.
func (x *xliffReader) lost() {
	if x.unit.inTarget && x.unit.code == "" {
		x.unit.code, x.unit.codePlace = x.local, x.place
	}
}

// finish takes the unit in.
func (x *xliffReader) finish() error {
	u := &x.unit
	if u.code != "" {
		x.findings.add(finding.Error, u.codePlace, "inline-code", fmt.Sprintf("%s: nothing says what the inline code <%s> stands for, so the translation is not taken", u.id, u.code),
			"use the codes of the source, with their data")
		return nil
	}
	t := Translation{Place: u.place, Source: u.source.String(), Stamp: u.stamp}
	if u.filled > 0 {
		slices.SortStableFunc(u.target, func(a, b piece) int { return a.order - b.order })
		for _, p := range u.target {
			t.Target += p.text
		}
	}
	if x.core == xliff2Space {
		t.Finished = finished2(u)
	} else {
		t.Finished = finished1(u)
	}
	return x.collector.add(u.id, t)
}

// finished1 is what XLIFF 1.2 says of a target. An approval that was there and is withdrawn counts, one that never was not.
func finished1(u *xliffUnit) Finished {
	approved, state := u.state[0], u.state[1]
	switch {
	case approved == "no" && u.stamp.Status == Translated, strings.HasPrefix(state, "needs-"), state == "new":
		return No
	case approved == "yes", state == "translated", state == "final", state == "signed-off":
		return Yes
	}
	return Unsaid
}

// finished2 is what XLIFF 2 says of a unit's segments. One of which a part has no target is not finished.
func finished2(u *xliffUnit) Finished {
	switch {
	case u.filled < u.parts:
		return No
	case rank2(u.state[0]) > 0:
		return Yes
	case strings.HasPrefix(u.state[1], "publish:"), u.stamp.Status == Translated:
		return No
	}
	return Unsaid
}
