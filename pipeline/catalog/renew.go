package catalog

import "publish/pipeline/finding"

// A Renewal is what a file is brought up to date with. Its zero value but for Wanted is right for a file of one resolution.
type Renewal struct {
	Wanted []Wanted // in reading order; of a key that is there twice the first counts

	// InUse tells of a key that is not wanted whether something else uses it (another resolution, in a shared file): such
	// an entry is left alone. nil: nothing is.
	InUse func(key string) bool

	// Keep tells of a key that is neither wanted nor in use whether its entry must be kept, retired, even if nothing in it
	// is a person's. nil: a source catalog keeps all, a translator's file keeps what a person has touched.
	Keep func(key string) bool

	// Text is the translation that stands under a key in the language's catalog: an exact fill that still equals its
	// origin is the program's, and goes when its paragraph does. nil: all fills are kept.
	Text func(key string) string

	// English is an earlier source text by its Hash, for entries whose "#|" lines some tool has taken away. nil, and "":
	// nobody knows it; the entry is changed all the same, and its pair does not enter the memory.
	English func(hash string) string
}

// Renew brings a translator's file up to date: descriptions, the program's comment lines, hash, exact fills into empty
// entries, new entries behind their predecessor in reading order; entries that nothing uses any more are retired, or
// dropped if they hold nothing of a person. Nothing that stands is moved, and no translation or comment of a person goes.
//
// A second Renew with the same values changes nothing. The error is an *UneditableError; the file is as it was then.
func (f *File) Renew(r Renewal) ([]finding.Finding, error) {
	n := newRenewal(f, r)
	n.update = n.entry
	n.block = n.indented(n.newEntry)
	return n.run()
}

// RenewSource brings a source catalog up to date: "other" is the English, there is no description and nothing is changed.
// The file is the program's own, and is put into reading order; what is retired stays after what it last stood after.
func (f *File) RenewSource(r Renewal) ([]finding.Finding, error) {
	if r.Keep == nil {
		r.Keep = func(string) bool { return true }
	}
	n := newRenewal(f, r)
	n.source = true
	n.update = n.sourceEntry
	n.block = n.indented(n.newSourceEntry)
	order := n.sourceOrder()
	found, err := n.run()
	if err != nil {
		return nil, err
	}
	return found, f.sort(order)
}

// A newcomer is a unit without an entry, and the entry that it goes behind (-1: before all).
type newcomer struct {
	Wanted
	before int
}

// A renewal is one Renew under way.
type renewal struct {
	Renewal
	*rewrite
	f                  *File
	order              map[string]int // of wanted keys: index in Wanted
	wanted             []bool         // of each entry of the file
	dropped, droppedTo int            // bytes that go with dropped entries, and where the last of those ends
	openEnd            int            // where the file will end without a line end, its last entries dropped; 0: it does not
	begun              bool           // new entries go before the first wanted one
	source             bool           // a source catalog: its texts are the program's
	findings           []finding.Finding
	update             func(i int, w Wanted)
	block              func(c newcomer) string // the lines of a new entry
}

func newRenewal(f *File, r Renewal) *renewal {
	n := &renewal{Renewal: r, rewrite: f.edit(), f: f, order: make(map[string]int, len(r.Wanted)), wanted: make([]bool, len(f.entries))}
	for i, w := range r.Wanted {
		if _, twice := n.order[w.Key]; twice {
			continue
		}
		n.order[w.Key] = i
		if j, ok := f.index[w.Key]; ok {
			n.wanted[j] = true
		}
	}
	return n
}

func (n *renewal) run() ([]finding.Finding, error) {
	before := -1
	var fresh []newcomer
	for k, w := range n.Wanted {
		i, ok := n.f.index[w.Key]
		switch {
		case n.order[w.Key] != k:
		case ok:
			n.turn = 2 * i
			n.update(i, w)
			before = i
		default:
			fresh = append(fresh, newcomer{w, before})
		}
	}
	n.begun = len(fresh) > 0 && fresh[0].before < 0
	n.retireRest()
	for _, c := range fresh {
		n.insert(c)
	}
	if err := n.apply(); err != nil {
		return nil, err
	}
	finding.Sort(n.findings)
	return n.findings, nil
}

// entry brings one translator's entry up to date.
func (n *renewal) entry(i int, w Wanted) {
	e, s := &n.f.entries[i], &n.f.spots[i]
	if s.nested {
		n.refuse(i, "it is written inside the braces of another key, where its comment lines have no place", "write it as a table: ["+tableKey(e.Key)+"], then a line for each field")
		return
	}
	english := w.English()
	if len(s.fields) > 0 && e.Description == "" && e.hasText() && e.Hash == "" {
		n.report(e, finding.Info, "no-description", "the entry has no description, so its translation is taken for one of the present English", "compare it with the description that has been added")
	}
	next := n.after(*e, w, english)
	n.writeComments(i, next, w, english) // before the fields: of a dotted entry both may begin at the same byte
	n.writeFields(i, next, english)
	if e.Untouched() && e.Description == english {
		n.report(e, finding.Warning, "same-as-source", "other is the English text again, so it counts as missing", `translate it, or add the line "#, same" above it if that is meant`)
	}
}

func (n *renewal) report(e *Entry, level finding.Level, rule, what, do string) {
	n.findings = append(n.findings, finding.Finding{Level: level, Place: e.Place(), Rule: rule, What: what, Do: do})
}

// hasText tells whether the entry has any translation, be it one plural form.
func (e *Entry) hasText() bool {
	if e.Other != "" {
		return true
	}
	for _, form := range e.Forms {
		if form != "" {
			return true
		}
	}
	return false
}

// programs tells whether the translation is an exact fill that nobody has touched.
func (n *renewal) programs(e *Entry) bool {
	if e.ExactFrom == "" || e.Other == "" || e.Draft || e.Same || n.Text == nil {
		return false
	}
	plain := *e
	plain.Other = ""
	return !plain.hasText() && clean(n.Text(e.ExactFrom)) == e.Other
}

// after is what an entry should say: its flags, hash, previous English, translation.
func (n *renewal) after(e Entry, w Wanted, english string) Entry {
	e.Retired = false
	if e.Description != english && e.confirmed() && w.ResetExact && e.ExactFrom != "" && !e.Draft {
		e.Other, e.ExactFrom = "", ""
	}
	if !e.hasText() && !e.Draft && clean(w.Exact) != "" {
		e.Other, e.Forms, e.ExactFrom = clean(w.Exact), w.ExactForms, w.ExactFrom
		e.Hash, e.Description = "", english
	}
	of, known := e.sourceOf(english)
	if !known && n.English != nil {
		if text := clean(n.English(e.Hash)); text != "" && Hash(text) == e.Hash {
			of, known = text, true
		}
	}
	switch {
	case !e.hasText() || known && of == english:
		e.Hash, e.Previous, e.Changed, e.marked = "", "", false, false
	case known:
		e.Hash, e.Previous, e.Changed, e.marked = Hash(of), of, true, true
	default:
		e.Previous, e.Changed = "", true
	}
	return e
}

// writeFields sets description, hash and an exact fill, and notes in next.written how the description was written if its
// present style could not hold it again.
func (n *renewal) writeFields(i int, next Entry, english string) {
	e, s := &n.f.entries[i], &n.f.spots[i]
	var add []pair
	if raw := n.f.raw(s, "description"); raw == "" {
		add = append(add, pair{"description", basic(english)})
	} else if e.Description != english {
		v := s.field("description")
		n.replace(v.value, v.end, n.description(i, raw, english))
	}
	if next.Hash != e.Hash {
		switch v := s.field("hash"); {
		case next.Hash == "":
			n.dropField(i, "hash")
		case v == nil:
			add = append(add, pair{"hash", basic(next.Hash)})
		default:
			n.replace(v.value, v.end, basic(next.Hash))
		}
	}
	add = append(add, n.fill(s, e, next)...)
	n.addFields(i, add)
}

// fill writes other and the plural forms where they are the program's to write.
func (n *renewal) fill(s *spot, e *Entry, next Entry) (add []pair) {
	put := func(name, old, text string) {
		if old == text {
			return
		}
		if v := s.field(name); v != nil {
			n.replace(v.value, v.end, basic(text))
		} else {
			add = append(add, pair{name, basic(text)})
		}
	}
	put("other", e.Other, next.Other)
	if !e.hasText() {
		for _, c := range categories {
			put(c, e.Forms[c], clean(next.Forms[c]))
		}
	}
	return add
}

// description is the new description in the style of the old one, or as it was written before.
func (n *renewal) description(i int, raw, english string) string {
	before := n.f.entries[i].written
	was, ok := unquote(before)
	switch {
	case ok && clean(was) == english:
		return before
	case ok:
		return restyle(before, english)
	}
	return restyle(raw, english)
}

// writtenAfter is what `#, written "…"` must hold while the description is english: the bytes of the description that an
// undo must bring back, if its text and the present style do not give them.
func (n *renewal) writtenAfter(i int, next Entry, english string) string {
	e, raw := &n.f.entries[i], n.f.raw(&n.f.spots[i], "description")
	before, ok := unquote(e.written)
	of := next.Previous // the text that an undo would bring back
	if !next.hasText() {
		of = e.Description
		if ok {
			of = clean(before)
		}
	}
	if raw == "" || of == "" || of == english {
		return ""
	}
	original := restyle(raw, of)
	switch {
	case ok && clean(before) == of:
		original = e.written
	case e.Description == of:
		original = raw
	}
	now := raw
	if e.Description != english {
		now = n.description(i, raw, english)
	}
	if restyle(now, of) == original {
		return ""
	}
	return original
}

// sourceEntry brings one entry of a source catalog up to date.
func (n *renewal) sourceEntry(i int, w Wanted) {
	e, s := &n.f.entries[i], &n.f.spots[i]
	if s.nested {
		n.refuse(i, "it is written inside the braces of another key", "delete the file; publish writes it anew, with new keys for edited paragraphs")
		return
	}
	if text := oneLine(w.Role); text != "" && text != e.Role {
		n.setMarks(i, role, []string{text})
	}
	n.setFlags(i, func(name string) bool { return name == "retired" }, nil)
	var add []pair
	put := func(name, old, text string) {
		if v := s.field(name); v == nil && text != "" {
			add = append(add, pair{name, basic(text)})
		} else if v != nil && old != text {
			n.replace(v.value, v.end, restyle(n.f.text[v.value:v.end], text))
		}
	}
	put("other", e.Other, clean(w.Source))
	for _, c := range categories {
		put(c, e.Forms[c], clean(w.Forms[c]))
	}
	n.addFields(i, add)
}
