package tomlfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A locator builds a File.
type locator struct {
	f        *File
	text     string
	parser   unstable.Parser
	at, line int // an offset, and the line that it is in
}

// locate finds where everything stands. Its error is one of the syntax; the File then holds what stands before it.
func locate(name, text string) (*File, error) {
	l := &locator{f: &File{tables: map[child]int32{}, elements: map[int32][]int32{}}, text: text, line: 1}
	l.add(spot{index: -1})
	data := []byte(text)
	l.parser.Reset(data)
	section := int32(0)
	for l.parser.NextExpression() {
		switch e := l.parser.Expression(); e.Kind {
		case unstable.Table:
			section = l.table(0, e.Key())
		case unstable.ArrayTable:
			section = l.element(l.array(0, e.Key()))
		case unstable.KeyValue:
			l.keyValue(section, e)
		}
	}
	if err := l.parser.Error(); err != nil {
		return l.f, l.syntax(name, data, err)
	}
	return l.f, nil
}

func (l *locator) syntax(name string, data []byte, err error) error {
	var at *unstable.ParserError
	if errors.As(err, &at) {
		if offset := cap(data) - cap(at.Highlight); offset >= l.at && offset <= len(data) {
			l.move(offset)
		}
	}
	return fmt.Errorf("%s:%d: this is no TOML: %s; mend this line and run again", name, l.line, brief(err.Error()))
}

// move counts the lines up to an offset.
func (l *locator) move(offset int) {
	if offset < l.at {
		l.at, l.line = 0, 1
	}
	l.line += strings.Count(l.text[l.at:offset], "\n")
	l.at = offset
}

// lineOf is a node's line; that of what stands before it, where the parser gives it no place.
func (l *locator) lineOf(n *unstable.Node) int32 {
	if n.Raw.Length > 0 {
		l.move(int(n.Raw.Offset))
	}
	return int32(l.line)
}

func (l *locator) add(s spot) int32 {
	l.f.spots = append(l.f.spots, s)
	return int32(len(l.f.spots) - 1)
}

// named is the table of a name; of an array of tables it is the array.
func (l *locator) named(in int32, key *unstable.Node) int32 {
	line, c := l.lineOf(key), child{in, string(key.Data)}
	at, known := l.f.tables[c]
	if !known {
		at = l.add(spot{in: in, line: line, index: -1, name: c.name})
		l.f.tables[c] = at
	}
	return at
}

// array is what a dotted key leads to; of arrays on the way it is their last element that is meant.
func (l *locator) array(in int32, key unstable.Iterator) int32 {
	at := in
	for first := true; key.Next(); first = false {
		if all := l.f.elements[at]; !first && len(all) > 0 {
			at = all[len(all)-1]
		}
		at = l.named(at, key.Node())
	}
	return at
}

// table is the table that a dotted key leads to.
func (l *locator) table(in int32, key unstable.Iterator) int32 {
	at := l.array(in, key)
	if all := l.f.elements[at]; len(all) > 0 {
		return all[len(all)-1]
	}
	return at
}

// element is the next one of an array, at the line that was last asked for.
func (l *locator) element(array int32) int32 {
	all := l.f.elements[array]
	at := l.add(spot{in: array, line: int32(l.line), index: int32(len(all))})
	l.f.elements[array] = append(all, at)
	return at
}

// keyValue adds a key, the tables that its parts before the last make, and what is in its value.
func (l *locator) keyValue(in int32, e *unstable.Node) {
	var last *unstable.Node
	for key := e.Key(); key.Next(); last = key.Node() {
		if last != nil {
			in = l.named(in, last)
		}
	}
	l.value(l.add(spot{in: in, line: l.lineOf(last), index: -1, name: string(last.Data)}), e.Value())
}

func (l *locator) value(at int32, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		for all := v.Children(); all.Next(); {
			l.lineOf(all.Node())
			l.value(l.element(at), all.Node())
		}
	case unstable.InlineTable:
		for all := v.Children(); all.Next(); {
			if all.Node().Kind == unstable.KeyValue {
				l.keyValue(at, all.Node())
			}
		}
	}
}
