package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"publish/pipeline/finding"
)

// A segment is a <segment> or an <ignorable> as it is being read.
type segment struct {
	source strings.Builder
	target string
	order  int  // its place in the translation
	has    bool // a <target>
}

// segment reads a <segment> or <ignorable>: a tool may have divided the unit. What is between segments is the same in both
// languages where the file does not say otherwise.
func (x *xliffReader) segment(counts bool) error {
	if err := x.segmentState(counts); err != nil {
		return err
	}
	s := segment{order: len(x.unit.target) + 1}
	depth := len(x.open)
	for len(x.open) >= depth {
		t, err := x.next()
		if err == nil && t == opening {
			err = x.segmentChild(&s)
		}
		if err != nil {
			return err
		}
	}
	if !s.has && !counts {
		s.target = s.source.String()
	}
	x.unit.source.WriteString(s.source.String())
	x.unit.target = append(x.unit.target, piece{s.order, s.target})
	if counts {
		x.unit.parts++
		if s.target != "" {
			x.unit.filled++
		}
	}
	return nil
}

// segmentState keeps the state that is least of all segments.
func (x *xliffReader) segmentState(counts bool) error {
	state, err := x.attr("state")
	if err != nil {
		return err
	}
	sub, err := x.attr("subState")
	if counts && (x.unit.parts == 0 || rank2(state) < rank2(x.unit.state[0])) {
		x.unit.state = [2]string{state, sub}
	}
	return err
}

func (x *xliffReader) segmentChild(s *segment) (err error) {
	switch {
	case x.space == x.core && x.local == "source":
		return x.inline(&s.source)
	case x.space == x.core && x.local == "target":
		s.has = true
		s.target, s.order, err = x.orderedTarget(s.order)
		return err
	}
	return x.skipElement()
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
