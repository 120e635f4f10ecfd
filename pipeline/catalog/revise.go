package catalog

// A Revision is what somebody has made of an entry outside of its file.
type Revision struct {
	Key   string
	Other string
	Forms map[string]string // plural categories beside other; those that are not named stay as they are
	Draft bool              // "#, draft"
	Same  bool              // "#, same"

	// English is the text that Other is for: the entry's description, then the entry is not changed any more; another one,
	// then it is changed, from that text. "": the entry stays as it was, changed or not.
	English string
}

// Revise writes revisions into their entries, as a translator would have: in place, in the entries' own layout, and no byte
// elsewhere. A key that the file does not hold is passed over. What is the program's (its suggestions, the rest of what says
// that an entry has changed) is left to the next Renew. The error is an *UneditableError; the file is as it was then.
func (f *File) Revise(revisions []Revision) error {
	ed := f.edit()
	for _, r := range revisions {
		if i, ok := f.index[r.Key]; ok {
			ed.turn = 2 * i
			ed.revise(i, r)
		}
	}
	return ed.apply()
}

func (ed *rewrite) revise(i int, r Revision) {
	e, s := &ed.f.entries[i], &ed.f.spots[i]
	if s.nested {
		ed.refuse(i, "it is written inside the braces of another key, where its comment lines have no place", "write it as a table: ["+tableKey(e.Key)+"], then a line for each field")
		return
	}
	english := clean(r.English)
	confirmed, changed := english != "" && english == e.Description, english != "" && english != e.Description
	var add []string
	if changed && !e.Changed {
		add = append(add, "changed")
	}
	if r.Draft && !e.Draft {
		add = append(add, "draft")
	}
	if r.Same && !e.Same {
		add = append(add, "same")
	}
	ed.setFlags(i, func(name string) bool {
		return name == "changed" && confirmed || name == "draft" && !r.Draft || name == "same" && !r.Same
	}, add)
	if changed && english != e.Previous {
		ed.setMarks(i, previous, wrap(english))
	}
	ed.reviseFields(i, r, confirmed, changed)
}

// reviseFields writes the translation and its plural forms, and the hash that says what they are for.
func (ed *rewrite) reviseFields(i int, r Revision, confirmed, changed bool) {
	e, s := &ed.f.entries[i], &ed.f.spots[i]
	var add []pair
	put := func(name, old, text string, style func(raw, text string) string) {
		switch v := s.field(name); {
		case old == text && (v != nil || text == ""):
		case v == nil:
			add = append(add, pair{name, basic(text)})
		default:
			ed.replace(v.value, v.end, style(ed.f.text[v.value:v.end], text))
		}
	}
	if confirmed && e.Hash != "" {
		ed.dropField(i, "hash")
	}
	if changed {
		put("hash", e.Hash, Hash(r.English), func(_, text string) string { return basic(text) })
	}
	for _, c := range categories {
		if form, named := r.Forms[c]; named {
			put(c, e.Forms[c], clean(form), restyle)
		}
	}
	put("other", e.Other, clean(r.Other), restyle)
	ed.addFields(i, add)
}
