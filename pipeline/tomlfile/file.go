package tomlfile

import (
	"fmt"
	"strings"
)

// A File knows the lines of a TOML file's keys and elements.
type File struct {
	spots    []spot            // in the file's order, each behind the one that it stands in; the first is the file's own
	tables   map[child]int32   // the tables and arrays of tables by name
	elements map[int32][]int32 // of arrays
}

// A spot is a key, or an element of an array.
type spot struct {
	in    int32 // the spot that it stands in
	line  int32
	index int32 // of an element; -1: a key
	name  string
}

type child struct {
	in   int32
	name string
}

// Line is where the value stands that these names of keys and numbers of elements lead to; where there is none, the line of
// what it would stand in; 0 for the file as a whole.
func (f *File) Line(path ...any) int {
	at := int32(0)
	for _, step := range path {
		next, found := f.step(at, step)
		if !found {
			break
		}
		at = next
	}
	return int(f.spots[at].line)
}

// step is the spot that a name or number leads to.
func (f *File) step(from int32, step any) (int32, bool) {
	if i, is := step.(int); is {
		all := f.elements[from]
		if i < 0 || i >= len(all) {
			return 0, false
		}
		return all[i], true
	}
	name := step.(string)
	if at, found := f.tables[child{from, name}]; found {
		return at, true
	}
	for i := from + 1; int(i) < len(f.spots) && !f.beside(from, i); i++ {
		if s := f.spots[i]; s.in == from && s.index < 0 && s.name == name {
			return i, true
		}
	}
	return 0, false
}

// beside tells whether a spot is another element of the array that an element is of: nothing of that one comes behind it.
func (f *File) beside(element, at int32) bool {
	return f.spots[element].index >= 0 && f.spots[at].index >= 0 && f.spots[at].in == f.spots[element].in
}

// keyed is the key that an element is of; a key itself.
func (f *File) keyed(at int32) int32 {
	for f.spots[at].index >= 0 {
		at = f.spots[at].in
	}
	return at
}

// path are the keys and elements that lead to a spot, the outermost first.
func (f *File) path(at int32) []spot {
	if at == 0 {
		return nil
	}
	return append(f.path(f.spots[at].in), f.spots[at])
}

// key is the dotted key that leads to a spot, without the numbers of elements.
func (f *File) key(at int32) string {
	var names []string
	for _, s := range f.path(at) {
		if s.index < 0 {
			names = append(names, s.name)
		}
	}
	return strings.Join(names, ".")
}

// tooMany is the error for the first array with more elements than are read.
func (f *File) tooMany(name string) error {
	for _, s := range f.spots {
		if s.index >= MaxElements {
			return fmt.Errorf("%s:%d: %s has more than %d elements; at most %[4]d are read", name, s.line, brief(f.key(s.in)), MaxElements)
		}
	}
	return nil
}
