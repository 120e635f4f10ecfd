package catalog

import (
	"fmt"
	"iter"
	"strings"
)

// A Catalog is all locale files of one language. It reads them: changes go through the files, and then a new Merge.
type Catalog struct {
	files []*File
	at    map[string]place
}

type place struct{ file, entry int }

// A DuplicateError says that two files of a language hold the same key. One of the two must go: nobody knows which is meant.
type DuplicateError struct {
	Key           string
	First, Second Entry
}

func (e *DuplicateError) Error() string {
	return fmt.Sprintf("%s: the key %s is in two files: here and at %s; keep the better of the two entries, and delete the other (nothing was written)",
		e.Second.Place(), e.Key, e.First.Place())
}

// Merge makes a catalog of files, in the order given. A key in two files is a *DuplicateError, but for files of retired
// entries (named retired.<language>.toml): they give way.
func Merge(files ...*File) (*Catalog, error) {
	c := &Catalog{at: map[string]place{}}
	for _, retired := range []bool{false, true} {
		for _, f := range files {
			if f.isRetired() == retired {
				c.files = append(c.files, f)
			}
		}
	}
	for i, f := range c.files {
		for j := range f.entries {
			key := f.entries[j].Key
			first, twice := c.at[key]
			if twice && !f.isRetired() {
				return nil, &DuplicateError{key, c.files[first.file].entries[first.entry], f.entries[j]}
			}
			if !twice {
				c.at[key] = place{i, j}
			}
		}
	}
	return c, nil
}

// isRetired tells whether a file holds what Tidy has taken out of the others.
func (f *File) isRetired() bool {
	base := f.name[strings.LastIndexAny(f.name, `/\`)+1:]
	return strings.HasPrefix(base, "retired.")
}

// Entry finds an entry by its key in any of the files.
func (c *Catalog) Entry(key string) (Entry, bool) {
	if p, ok := c.at[key]; ok {
		return c.files[p.file].entries[p.entry], true
	}
	return Entry{}, false
}

// Entries are the entries of all files: files in the order given to Merge (those of retired entries last), each in its own
// order. An entry that gives way to one of the same key is left out.
func (c *Catalog) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i, f := range c.files {
			for j := range f.entries {
				if c.at[f.entries[j].Key] == (place{i, j}) && !yield(f.entries[j]) {
					return
				}
			}
		}
	}
}

// Text is the translation that stands under a key, "" for none or a draft: what Renewal.Text asks for.
func (c *Catalog) Text(key string) string {
	if e, ok := c.Entry(key); ok && !e.Draft {
		return e.Other
	}
	return ""
}
