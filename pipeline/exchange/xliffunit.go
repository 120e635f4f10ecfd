package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	var ends []string // of <pc> and <g> that are open
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
		case (x.local == "pc" || x.local == "g") && len(ends) > 0:
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
	case "g":
		id, err := x.attr("id")
		b.WriteString(x.lost(opens, id))
		return append(ends, x.lost(closes, id)), err
	case "x", "bx", "ex":
		id, err := x.attr("id")
		b.WriteString(x.lost(map[string]partKind{"x": alone, "bx": opens, "ex": closes}[x.local], id))
		return ends, err
	case "bpt", "ept", "ph", "it":
		return ends, x.nativeCode(b)
	}
	return ends, nil
}

// nativeCode reads an inline element of XLIFF 1.2 that holds its code.
func (x *xliffReader) nativeCode(b *strings.Builder) error {
	kind := map[string]partKind{"bpt": opens, "ept": closes}[x.local]
	if kind == words {
		kind = alone
	}
	id, err := x.attr("id")
	if err != nil {
		return err
	}
	var code strings.Builder
	local, place := x.local, x.place
	if err := x.inline(&code); err != nil {
		return err
	}
	if isNotation(code.String()) {
		b.WriteString(code.String())
		return nil
	}
	x.local, x.place = local, place
	b.WriteString(x.lost(kind, id))
	return nil
}

func (x *xliffReader) inlineCode2(b *strings.Builder, ends []string) ([]string, error) {
	switch x.local {
	case "pc":
		begin, err := x.dataOf("dataRefStart", "id", opens)
		if err != nil {
			return ends, err
		}
		end, err := x.dataOf("dataRefEnd", "id", closes)
		b.WriteString(begin)
		return append(ends, end), err
	case "sc", "ph":
		text, err := x.dataOf("dataRef", "id", map[string]partKind{"sc": opens, "ph": alone}[x.local])
		b.WriteString(text)
		return ends, err
	case "ec":
		text, err := x.dataOf("dataRef", "startRef", closes)
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

// dataOf is the original data that an attribute of a code points to, else what stands for the code of the id in another one.
func (x *xliffReader) dataOf(ref, id string, kind partKind) (string, error) {
	data, err := x.attr(ref)
	if err != nil {
		return "", err
	}
	if text, ok := x.unit.data[data]; ok {
		return text, nil
	}
	number, err := x.attr(id)
	return x.lost(kind, number), err
}

// lost stands for an inline code of which the file does not say what it is: Merge knows the codes of our own entries.
func (x *xliffReader) lost(kind partKind, id string) string {
	if x.unit.inTarget && x.unit.code == "" {
		x.unit.code, x.unit.codePlace = x.local, x.place
	}
	return lostCode(kind, id)
}

// finish takes the unit in.
func (x *xliffReader) finish() error {
	u := &x.unit
	t := Translation{Place: u.place, Source: u.source.String(), Stamp: u.stamp}
	if u.code != "" {
		t.Lost = fmt.Sprintf("<%s> at %s", u.code, u.codePlace)
	}
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
