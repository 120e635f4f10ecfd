package tomlfile

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"
)

// misfit is the error for the first value of a file that is of another kind than its place; nil if all fit. (The library tells
// of any of several, as a map's order has it, and in arrays of tables with the line of the last.)
func (f *File) misfit(name, text string, t reflect.Type) error {
	var whole map[string]any
	if _, err := toml.Decode(text, &whole); err != nil {
		return nil // the syntax is at fault
	}
	values, types := make([]any, len(f.spots)), make([]reflect.Type, len(f.spots))
	values[0], types[0] = whole, t
	for i, s := range f.spots[1:] {
		if types[s.in] == nil {
			continue
		}
		at := int32(i + 1)
		types[at], _ = inside(types[s.in], s)
		if values[at] = valueIn(values[s.in], s); types[at] == nil {
			continue
		}
		fit, err := fits(values[at], plain(types[at]))
		if err != nil {
			return fmt.Errorf("%s:%d: %s; mend this line and run again", name, s.line, brief(err.Error()))
		}
		if !fit {
			return fmt.Errorf("%s:%d: %s is of the wrong kind; write %s", name, s.line, brief(f.key(at)), kindOf(f.key(at), plain(types[f.keyed(at)])))
		}
	}
	return nil
}

// valueIn is what stands in a table or array under a key or number; nil if there is no such thing.
func valueIn(value any, s spot) any {
	switch value := value.(type) {
	case map[string]any:
		return value[s.name]
	case []any:
		if s.index >= 0 && int(s.index) < len(value) {
			return value[s.index]
		}
	case []map[string]any:
		if s.index >= 0 && int(s.index) < len(value) {
			return value[s.index]
		}
	}
	return nil
}

var (
	unmarshaler     = reflect.TypeFor[toml.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// decodesItself tells whether values of a type read what the file has themselves.
func decodesItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(unmarshaler) || reflect.PointerTo(t).Implements(textUnmarshaler)
}

// fits tells whether the library can put a value into one of type t; the error is that of a type that reads values itself.
func fits(value any, t reflect.Type) (bool, error) {
	switch into := reflect.New(t).Interface().(type) {
	case toml.Unmarshaler:
		return true, into.UnmarshalTOML(value)
	case encoding.TextUnmarshaler:
		text, is := value.(string)
		if !is {
			return false, nil
		}
		return true, into.UnmarshalText([]byte(text))
	}
	switch value := value.(type) {
	case string:
		return t.Kind() == reflect.String || t.Kind() == reflect.Interface, nil
	case bool:
		return t.Kind() == reflect.Bool || t.Kind() == reflect.Interface, nil
	case int64:
		return fitsInteger(value, t), nil
	case float64:
		return t.Kind() == reflect.Float64 || t.Kind() == reflect.Interface, nil
	case map[string]any:
		return t.Kind() == reflect.Struct || t.Kind() == reflect.Map || t.Kind() == reflect.Interface, nil
	case []any:
		return fitsArray(len(value), t), nil
	case []map[string]any:
		return fitsArray(len(value), t), nil
	}
	return t.Kind() == reflect.Interface, nil
}

func fitsArray(n int, t reflect.Type) bool {
	return t.Kind() == reflect.Slice || t.Kind() == reflect.Interface || t.Kind() == reflect.Array && t.Len() == n
}

// exact is the greatest integer up to which a float64 holds every one.
const exact = 1 << 53

func fitsInteger(value int64, t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Int, reflect.Int64, reflect.Interface:
		return true
	case reflect.Float64:
		return value >= -exact && value <= exact
	}
	return false
}

// kindOf says how a value of type t is written.
func kindOf(key string, t reflect.Type) string {
	last := brief(key[strings.LastIndexByte(key, '.')+1:])
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number without quotation marks"
	case reflect.Float64:
		return "a number, as in " + last + " = 0.5"
	case reflect.Array:
		return fmt.Sprintf("a list of %d in brackets", t.Len())
	case reflect.Slice:
		if plain(t.Elem()).Kind() == reflect.Struct {
			return "a table for each: [[" + last + "]], then a line for each key"
		}
		return "a list of texts, as in " + last + ` = ["…", "…"]`
	case reflect.Struct, reflect.Map:
		return "a table: [" + last + "], then a line for each key"
	}
	return "a text in quotation marks"
}
