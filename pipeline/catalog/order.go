package catalog

import (
	"slices"
	"strings"
)

// sourceOrder is the keys of a source catalog in the order that its renewal gives them: what is wanted in reading order;
// what is not stands after what it last stood after. So Reconcile knows every text's neighbours of the last run, and an
// edit that is taken back, moves too, leaves the bytes of before. Keys of dropped entries are among them.
func (n *renewal) sourceOrder() []string {
	var first []string // what stands before all that is wanted
	behind := map[string][]string{}
	last := ""
	for i := range n.f.entries {
		switch key := n.f.entries[i].Key; {
		case n.wanted[i]:
			last = key
		case last == "":
			first = append(first, key)
		default:
			behind[last] = append(behind[last], key)
		}
	}
	keys := first
	for i, w := range n.Wanted {
		if n.order[w.Key] == i {
			keys = append(append(keys, w.Key), behind[w.Key]...)
		}
	}
	return keys
}

// dropSources marks the entries of a source catalog that go: those that nothing is lost with, unless something that has
// been unwanted before last stood after them; it would stand before them when they came back.
func (n *renewal) dropSources() []bool {
	drop := make([]bool, len(n.f.entries))
	stays := false // something that was not wanted before, either, between here and the next wanted entry
	for i := len(drop) - 1; i >= 0; i-- {
		if n.wanted[i] {
			stays = false
			continue
		}
		drop[i] = !stays && !n.used(i) && n.droppable(i)
		stays = stays || !drop[i] && (n.f.entries[i].Retired || n.used(i))
	}
	return drop
}

// sort puts the entries into the order of keys, each with the comments above it. A file that is not all tables is left as
// it is: there, the place of an entry decides what it belongs to.
func (f *File) sort(keys []string) error {
	place := make(map[string]int, len(keys))
	for i, key := range keys {
		place[key] = i
	}
	order := make([]int, len(f.entries))
	for i := range order {
		order[i] = i
		if f.spots[i].layout != table || i > 0 && f.spots[i].gap != f.spots[i-1].end {
			return nil
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return place[f.entries[a].Key] - place[f.entries[b].Key] })
	if slices.IsSorted(order) {
		return nil
	}
	return f.rearrange(order)
}

// rearrange writes the entries in another order. The blank lines before the first entry stay the first one's, and a file
// that ends without a line end still does.
func (f *File) rearrange(order []int) error {
	start, end := f.spots[0].gap, f.spots[len(f.spots)-1].end
	eol := f.lineEnd()
	var b strings.Builder
	b.WriteString(f.text[:start])
	for k, i := range order {
		blanks, _ := f.block(k)
		_, block := f.block(i)
		b.WriteString(blanks)
		b.WriteString(block)
		if !strings.HasSuffix(block, "\n") {
			b.WriteString(eol)
		}
	}
	text := b.String()
	if !strings.HasSuffix(f.text[:end], "\n") {
		text = strings.TrimSuffix(text, eol)
	}
	after, err := Parse(f.name, []byte(text+f.text[end:]))
	if err != nil {
		return f.edit().broken(err)
	}
	*f = *after
	return nil
}

// block is an entry with the comments above it, and the blank lines before those.
func (f *File) block(i int) (blanks, block string) {
	text := f.text[f.spots[i].gap:f.spots[i].end]
	block = strings.TrimLeft(text, " \t\r\n")
	start := len(text) - len(block)
	start = strings.LastIndexByte(text[:start], '\n') + 1 // its indentation is its own
	return text[:start], text[start:]
}
