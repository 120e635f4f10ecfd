package layout

import (
	"fmt"
	"reflect"
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
