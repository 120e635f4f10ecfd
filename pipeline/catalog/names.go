package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// checkNames finds the same name twice, and names that no key may hold.
func (r *reader) checkNames(n *node) error {
	if n != r.root && (n.name == "" || strings.EqualFold(n.name, "translation")) {
		return r.refuse(n.anchor, fmt.Sprintf("a part of the key %q is %q, which go-i18n refuses", n.path, n.name), "name it otherwise")
	}
	few := len(n.leaves) <= 12 // as in every entry: no map is worth making
	var seen map[string]int
	if !few {
		seen = make(map[string]int, len(n.leaves))
	}
	for i, l := range n.leaves {
		name := strings.ToLower(l.name)
		if name == "translation" || name == "" {
			return r.refuse(l.key, fmt.Sprintf("a part of a key is %q, which go-i18n refuses", l.name), `name it otherwise; the translation's field is "other"`)
		}
		if !isField(name) {
			name = l.name
		}
		before := -1
		if few {
			before = slices.IndexFunc(n.leaves[:i], func(o leaf) bool { return o.name == l.name || isField(name) && strings.EqualFold(o.name, name) })
		} else if j, ok := seen[name]; ok {
			before = j
		} else {
			seen[name] = i
		}
		if before >= 0 {
			return r.refuse(l.key, fmt.Sprintf("%s is there twice: here and in line %d", r.named(n, l.name), r.lineOf(n.leaves[before].key)),
				"keep the better of the two, and delete the other")
		}
		if m := n.children[l.name]; m != nil {
			return r.refuse(max(l.key, m.anchor), fmt.Sprintf("%q is a text in line %d and a table in line %d", m.path, r.lineOf(l.key), r.lineOf(m.anchor)), "rename one of them")
		}
	}
	return nil
}

func (r *reader) named(n *node, name string) string {
	if n == r.root {
		return "the key " + name
	}
	if isField(strings.ToLower(name)) {
		return fmt.Sprintf("%q of %s", name, n.path)
	}
	return "the key " + n.path + "." + name
}

func (r *reader) unknown(n *node, l leaf) error {
	do := "the fields are description, other, zero, one, two, few, many and hash"
	line, next := r.bounds(l.key, l.key)
	err := r.refuse(l.key, fmt.Sprintf("go-i18n knows no field %q (entry %s)", l.name, n.path), do)
	if near := nearestField(l.name); near != "" && r.f.text[l.key:l.key+len(l.name)] == l.name {
		err.Do = fmt.Sprintf("did you mean %q?", near)
		return right(err, line, next, r.f.text[line:l.key]+near+r.f.text[l.key+len(l.name):next])
	}
	return err
}

func sortedNames(m map[string]*node) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// nearestField is the field that a misspelt name most likely means: one letter more, less, other, or two exchanged.
func nearestField(name string) string {
	name = strings.ToLower(name)
	for _, known := range append(slices.Clone(fieldOrder), "leftdelim", "rightdelim") {
		if len(known) > 2 && oneSlipApart(name, known) {
			return known
		}
	}
	return ""
}

func oneSlipApart(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch len(a) - len(b) {
	case 0:
		return a[min(1, len(a)):] == b[min(1, len(b)):] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
	case 1:
		return a[1:] == b
	case -1:
		return a == b[1:]
	}
	return false
}
