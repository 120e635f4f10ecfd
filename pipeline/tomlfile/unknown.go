package tomlfile

import (
	"fmt"
	"reflect"
	"strings"

	"publish/pipeline/finding"
)

// An UnknownKey is a key that a file cannot have.
type UnknownKey struct {
	File string
	Line int
	Key  string // dotted
	Name string // its last part

	meant string // in words
}

// Error names the place and the key, and what was probably meant.
func (e *UnknownKey) Error() string {
	return fmt.Sprintf("%s:%d: unknown key %q; did you mean %s? Write that, or take the line out", e.File, e.Line, brief(e.Key), e.meant)
}

// unknownKey is the first key of the file that a type has no place for.
func (f *File) unknownKey(name string, t reflect.Type) error {
	types := make([]reflect.Type, len(f.spots))
	types[0] = t
	for i, s := range f.spots[1:] {
		in, known := types[s.in], true
		if in == nil {
			continue // anything may stand here, or something else than a table stands where one should: that is another error
		}
		if types[i+1], known = inside(in, s); !known {
			return &UnknownKey{File: name, Line: int(s.line), Key: f.key(int32(i + 1)), Name: s.name, meant: meant(t, s.name, in)}
		}
	}
	return nil
}

// inside is the type of what stands in a value of type t under a key or number; nil where anything may. It is not known where
// t is a struct without the key.
func inside(t reflect.Type, s spot) (reflect.Type, bool) {
	switch t = plain(t); {
	case decodesItself(t):
		return nil, true
	case t.Kind() == reflect.Struct && s.index < 0:
		field, known := fields(t)[s.name]
		return field, known
	case t.Kind() == reflect.Map && s.index < 0, (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && s.index >= 0:
		return t.Elem(), true
	}
	return nil, true
}

// plain is a type without its pointers.
func plain(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// fields are the keys of a struct.
func fields(t reflect.Type) map[string]reflect.Type {
	keys := make(map[string]reflect.Type, t.NumField())
	for f := range t.Fields() {
		if name := f.Tag.Get("toml"); name != "" && name != "-" {
			keys[name] = f.Type
		}
	}
	return keys
}

// meant says which key was meant: the one of this very name in another table, else the nearest that may stand there.
func meant(whole reflect.Type, name string, in reflect.Type) string {
	if table := tableWith(whole, name, plain(in)); table != "" {
		return fmt.Sprintf("%q under %s", name, table)
	}
	var known []string
	for f := range plain(in).Fields() {
		if key := f.Tag.Get("toml"); key != "-" {
			known = append(known, key)
		}
	}
	return fmt.Sprintf("%q", finding.Nearest(name, known))
}

// tableWith is the header of the first table, other than one of a certain type, that may have a key; "" if there is none.
func tableWith(t reflect.Type, key string, not reflect.Type) string {
	for f := range t.Fields() {
		name, brackets := f.Tag.Get("toml"), "[%s]"
		table := plain(f.Type)
		if table.Kind() == reflect.Map {
			table, name = plain(table.Elem()), name+".some-name"
		}
		if table.Kind() == reflect.Slice {
			table, brackets = plain(table.Elem()), "[[%s]]"
		}
		if table.Kind() != reflect.Struct || table == not || decodesItself(table) {
			continue
		}
		if _, has := fields(table)[key]; has {
			return fmt.Sprintf(brackets, name)
		}
		if below := tableWith(table, key, not); below != "" {
			return strings.Replace(below, "[", "["+name+".", 1)
		}
	}
	return ""
}
