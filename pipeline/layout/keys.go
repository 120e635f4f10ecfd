package layout

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"publish/pipeline/finding"
)

// unknownKey is the error for a key that the template does not have: with its line, and the nearest known key.
func unknownKey(file, text string, key toml.Key) error {
	name := strings.Join(key, ".")
	known := knownKeys(reflect.TypeFor[Template](), "")
	return fmt.Errorf("%s: the page template has no key %q; the nearest is %q", place(file, text, name), name, finding.Nearest(name, known))
}

// knownKeys lists the dotted keys of a template, tables included.
func knownKeys(t reflect.Type, prefix string) []string {
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("toml")
		if name == "" || name == "-" {
			continue
		}
		keys = append(keys, prefix+name)
		if f.Type.Kind() == reflect.Struct {
			keys = append(keys, knownKeys(f.Type, prefix+name+".")...)
		}
	}
	return keys
}

// place is file:line of a dotted key, or the file alone where the line is not plain to see.
func place(file, text, key string) string {
	table, last := "", key
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		table, last = key[:i], key[i+1:]
	}
	in, number := "", 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			in = strings.TrimSpace(strings.Trim(strings.SplitN(line, "#", 2)[0], "[] \t"))
			if in == key {
				return fmt.Sprintf("%s:%d", file, number)
			}
			continue
		}
		if name, _, ok := strings.Cut(line, "="); ok && (in == table && strings.TrimSpace(name) == last || in == "" && strings.TrimSpace(name) == key) {
			return fmt.Sprintf("%s:%d", file, number)
		}
	}
	return file
}

// mismatch is how the TOML library tells of a value of another type.
var mismatch = regexp.MustCompile(`line (\d+) \(last key "([^"]+)"\): (?:incompatible types: TOML value has type \w+; destination has type|type mismatch for \S+: expected) (\w+)`)

// located is how it tells of any other value that is wrong.
var located = regexp.MustCompile(`^toml: line (\d+) \(last key "([^"]+)"\): (.*)$`)

// wanted are the types that keys have, in words.
var wanted = map[string]string{"float": "a number", "integer": "a whole number", "boolean": "true or false", "string": "a text in quotes", "slice": "a list in brackets",
	"array": "a list in brackets", "table": "a table of its own"}

// decodeError is an error for what is no TOML, or has another type than its key.
func decodeError(file string, err error) error {
	if p := (toml.ParseError{}); errors.As(err, &p) {
		return fmt.Errorf("%s:%d: %s; correct the line, or take the key out to have its default", file, p.Position.Line, p.Message)
	}
	if m := mismatch.FindStringSubmatch(err.Error()); m != nil && wanted[m[3]] != "" {
		return fmt.Errorf("%s:%s: %s must be %s; correct it, or take it out to have its default", file, m[1], m[2], wanted[m[3]])
	}
	if m := located.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s:%s: %s: %s; correct the value, or take the key out to have its default", file, m[1], m[2], m[3])
	}
	return fmt.Errorf("%s: %w; correct the value, or take the key out to have its default", file, err)
}
