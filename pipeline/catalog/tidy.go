package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Tidy moves the retired entries of a file, with the comment lines above them, to the end of another one
// (retired.<language>.toml). It returns how many. Those in layouts of others stay; so do those whose key the other file has.
func (f *File) Tidy(into *File) (int, error) {
	from, to := f.edit(), into.edit()
	moved, blanks := 0, ""
	if len(into.text) > 0 {
		blanks = to.eol
	}
	var b strings.Builder
	if len(into.text) > 0 && !strings.HasSuffix(into.text, "\n") {
		b.WriteString(to.eol)
	}
	for i := range f.entries {
		s := &f.spots[i]
		if _, there := into.index[f.entries[i].Key]; there || !f.entries[i].Retired || s.layout != table {
			continue
		}
		moved++
		from.replace(s.gap, s.end, "")
		b.WriteString(blanks)
		b.WriteString(relined(strings.TrimLeft(f.text[s.gap:s.end], "\r\n"), to.eol))
		blanks = to.eol
	}
	if moved == 0 {
		return 0, nil
	}
	to.replace(len(into.text), len(into.text), b.String())
	before := *into
	if err := to.apply(); err != nil {
		return 0, err
	}
	if err := from.apply(); err != nil {
		*into = before
		return 0, err
	}
	return moved, nil
}

// Return is the way back from Tidy: it takes the entries of wanted keys that f does not have out of the other file, and
// puts each, with the comment lines above it, behind its predecessor in reading order. It returns how many. Those in layouts
// of others stay where they are. What has changed since, Renew brings up to date. An entry that f has already, with all that
// a person wrote, only goes there: a run was killed in between.
func (f *File) Return(from *File, wanted []Wanted) (int, error) {
	n, away := newRenewal(f, Renewal{Wanted: wanted}), from.edit()
	n.block = func(c newcomer) string {
		s := &from.spots[from.index[c.Key]]
		return relined(strings.TrimLeft(from.text[s.gap:s.end], "\r\n"), n.eol)
	}
	before, returned := -1, 0
	for k, w := range wanted {
		here, there := f.index[w.Key]
		if there {
			before = here
		}
		i, put := from.index[w.Key]
		if !put || n.order[w.Key] != k || from.spots[i].layout != table || there && f.byHand(here) != from.byHand(i) {
			continue
		}
		returned++
		if !there {
			n.insert(newcomer{w, before})
		}
		away.replace(from.spots[i].gap, from.spots[i].end, "")
	}
	if returned == 0 {
		return 0, nil
	}
	kept := *f
	if err := n.apply(); err != nil {
		return 0, err
	}
	if err := away.apply(); err != nil {
		*f = kept
		return 0, err
	}
	return returned, nil
}

// byHand is what a person has written in an entry: its lines without those that a run renews, and the person's flags.
func (f *File) byHand(i int) string {
	e, s := &f.entries[i], &f.spots[i]
	var b strings.Builder
	fmt.Fprintln(&b, e.Draft, e.Same, e.Allow, e.Editorial)
	for line := range strings.Lines(f.text[s.gap:s.end]) {
		line = strings.TrimSpace(line)
		renewed := slices.ContainsFunc([]string{"#.", "#,", "#|", "#=", "description", "hash"}, func(p string) bool { return strings.HasPrefix(line, p) })
		if line != "" && !renewed {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// relined gives lines the line end of another file, the last one too.
func relined(lines, eol string) string {
	lines = strings.ReplaceAll(strings.TrimRight(lines, "\r\n"), "\r\n", "\n")
	return strings.ReplaceAll(lines, "\n", eol) + eol
}

// Rename gives the keys of one resolution the name of another: old.p-7k2mq becomes new.p-7k2mq, in headers and in "#, exact
// from" flags; in suggestions Renew does it. It returns how many headers and flags have changed. The file's own name stays.
func (f *File) Rename(old, new string) (int, error) {
	r := f.edit()
	r.renameHeaders(old, new)
	for i := range f.entries {
		from, ok := strings.CutPrefix(f.entries[i].ExactFrom, old+".")
		if !ok || f.spots[i].nested {
			continue
		}
		r.setFlags(i, func(name string) bool { return name == "exact from "+f.entries[i].ExactFrom }, []string{"exact from " + new + "." + from})
	}
	count := len(r.edits)
	if err := r.apply(); err != nil {
		return 0, err
	}
	return count, nil
}

// renameHeaders edits the first part of every key that is not below a header.
func (r *rewrite) renameHeaders(old, new string) {
	base := 0
	if strings.HasPrefix(r.f.text, bom) {
		base = len(bom)
	}
	var p unstable.Parser
	p.Reset([]byte(r.f.text[base:]))
	root := true
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.Table && !(root && e.Kind == unstable.KeyValue) {
			continue
		}
		root = root && e.Kind == unstable.KeyValue
		it := e.Key()
		it.Next()
		n := it.Node()
		rest, ok := strings.CutPrefix(string(n.Data), old)
		if !ok || rest != "" && rest[0] != '.' {
			continue
		}
		from := base + int(n.Raw.Offset)
		r.replace(from, from+int(n.Raw.Length), requoted(r.f.text[from], new+rest))
	}
}

// requoted is a part of a key in the quotation marks that it had.
func requoted(first byte, part string) string {
	switch {
	case first == '\'' && !strings.ContainsAny(part, "'\n"):
		return "'" + part + "'"
	case first == '"':
		return basic(part)
	}
	return keyPart(part)
}
