package pdf

import (
	"strconv"

	"publish/pipeline/layout"
)

// A destination writes where a bookmark leads, as entries of its dictionary.
type destination func(b []byte, m layout.Bookmark) []byte

// outline writes the bookmarks as a tree and returns its object, 0 for none.
func outline(f *file, marks []layout.Bookmark, to destination) int {
	if len(marks) == 0 {
		return 0
	}
	root := f.reserve()
	objects := make([]int, len(marks))
	for i := range marks {
		objects[i] = f.reserve()
	}
	family := kinship(marks)
	for i, m := range marks {
		parent := root
		if p := family[i].parent; p >= 0 {
			parent = objects[p]
		}
		b := reference(append(textString([]byte("<</Title"), shorten(m.Title)), "/Parent "...), parent)
		b = relative(b, "/Prev ", family[i].previous, objects)
		b = relative(b, "/Next ", family[i].next, objects)
		b = relative(b, "/First ", family[i].first, objects)
		b = relative(b, "/Last ", family[i].last, objects)
		if family[i].first >= 0 {
			b = strconv.AppendInt(append(b, "/Count "...), int64(family[i].count), 10)
		}
		f.set(objects[i], append(to(b, m), ">>"...))
	}
	top := family[len(marks)]
	b := relative([]byte("<</Type/Outlines"), "/First ", top.first, objects)
	b = relative(b, "/Last ", top.last, objects)
	f.set(root, append(strconv.AppendInt(append(b, "/Count "...), int64(len(marks)), 10), ">>"...))
	return root
}

func relative(b []byte, key string, i int, objects []int) []byte {
	if i < 0 {
		return b
	}
	return reference(append(b, key...), objects[i])
}

// kin are a bookmark's relatives, as indices; -1: none. count is of all its descendants.
type kin struct{ parent, previous, next, first, last, count int }

// kinship makes a tree of bookmarks by their levels; its last entry is the root.
func kinship(marks []layout.Bookmark) []kin {
	root := len(marks)
	family := make([]kin, root+1)
	for i := range family {
		family[i] = kin{-1, -1, -1, -1, -1, 0}
	}
	var path []int // open ancestors, outermost first
	for i, m := range marks {
		for len(path) > 0 && marks[path[len(path)-1]].Level >= m.Level {
			path = path[:len(path)-1]
		}
		parent := root
		if len(path) > 0 {
			parent = path[len(path)-1]
			family[i].parent = parent
		}
		if before := family[parent].last; before >= 0 {
			family[i].previous, family[before].next = before, i
		} else {
			family[parent].first = i
		}
		family[parent].last = i
		for _, a := range path {
			family[a].count++
		}
		path = append(path, i)
	}
	return family
}
