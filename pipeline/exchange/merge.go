package exchange

import (
	"fmt"
	"maps"
	"slices"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
)

// A Present is an entry as the project has it now, brought up to date.
type Present struct {
	Entry   catalog.Entry
	Text    string // the present English
	English string // with its plural forms, as catalog.English joins them
	Filled  bool   // the translation is the program's: an exact fill that nobody has touched

	Markup, Placeholder bool // as of Unit
}

// An Outcome is what becomes of a translation that came back.
type Outcome string

// The outcomes.
const (
	Unchanged Outcome = "unchanged" // the file has nothing new for the entry
	Taken     Outcome = "taken"     // the entry gets what the file has
	Conflict  Outcome = "conflict"  // both sides have changed; the entry stays as it is
	Gone      Outcome = "gone"      // the project has no such entry
)

// A Decision is what becomes of one translation.
type Decision struct {
	Key     string           `json:"key"`
	Outcome Outcome          `json:"outcome"`
	Place   finding.Place    `json:"place"`          // in the file that came back
	Entry   finding.Place    `json:"entry"`          // in the locale file; zero where Gone
	Why     string           `json:"why,omitempty"`  // of Conflict and Gone, and of what is taken as changed
	Ours    string           `json:"ours,omitempty"` // of Conflict: the entry's translation
	Theirs  string           `json:"theirs"`         // the file's
	Change  catalog.Revision `json:"-"`              // of Taken
	Of      string           `json:"-"`              // the file's source
	Before  string           `json:"before"`         // of Taken: the entry's translation until now
}

// Entries are the entries of one language, as Merge wants them.
type Entries struct {
	Present func(key string) (Present, bool)
	Keys    func(source string) []string // of the entries with this English, for files whose tool has lost the keys
}

// Merge decides what becomes of translations that came back. What a translator has not touched since the export is left
// alone, whatever has become of it here; what has changed on both sides is a conflict, unless theirs says otherwise of its key; an entry
// that is empty now takes what comes. What is for another English than the present one is taken as changed. A translation
// without a key that is known belongs to the one entry that has its source.
func Merge(translations []Translation, entries Entries, theirs func(key string) bool) []Decision {
	decisions := make([]Decision, len(translations))
	taken := map[string]int{}
	for i, t := range translations {
		d := Decision{Key: t.Key, Place: t.Place, Theirs: t.Target}
		p, there := entries.Present(t.Key)
		if !there {
			p, there = entries.bySource(&t, &d)
		}
		if there {
			d.Key = p.Entry.Key
			m := merge{t: t, p: p}
			if !m.t.restore(p) {
				d.Outcome, d.Why, d.Entry, d.Ours, d.Theirs = Conflict, t.lostWhy(), p.Entry.Place(), p.Entry.Other, lostCodes.ReplaceAllString(t.Target, "<?>")
			} else {
				d.Theirs = m.t.Target
				m.decide(&d, theirs(d.Key))
			}
		}
		if before, twice := taken[d.Key]; twice && d.Outcome == Taken && decisions[before].Theirs != d.Theirs {
			d.Outcome, d.Why, d.Ours = Conflict, fmt.Sprintf("the file has another translation of it, at %s", decisions[before].Place), p.Entry.Other
		} else if d.Outcome == Taken {
			taken[d.Key] = i
		}
		decisions[i] = d
	}
	return decisions
}

// bySource finds the entry of a translation whose key nobody knows. Where it is not one alone, it settles the decision.
func (e Entries) bySource(t *Translation, d *Decision) (Present, bool) {
	keys := e.Keys(t.Source)
	d.Outcome = Unchanged
	why := "the project has no entry of this key, and none of this source"
	has := false
	for _, key := range keys {
		p, _ := e.Present(key)
		if plural := p.English != p.Text; len(keys) == 1 && !plural {
			return p, true
		} else if plural {
			why = "the file does not say which plural form it is"
		}
		has = has || t.Target == p.Entry.Other || slices.Contains(slices.Collect(maps.Values(p.Entry.Forms)), t.Target)
	}
	if len(keys) > 1 {
		why = fmt.Sprintf("the file does not say for which of %d entries with its source it is", len(keys))
	}
	if !has && t.edited(catalog.Entry{}) {
		d.Outcome, d.Why = Gone, why
	}
	return Present{}, false
}

// edited tells whether the translation is another one than was exported; without a stamp, than the entry has.
func (t Translation) edited(e catalog.Entry) bool {
	theirs := targetDigest(t.Target, t.Forms)
	if theirs == none {
		return false // no import takes a translation away
	}
	if t.Stamp.known() {
		return theirs != t.Stamp.Target
	}
	return theirs != targetDigest(e.Other, e.Forms)
}

// A merge is the decision on one translation.
type merge struct {
	t Translation
	p Present
}

func (m *merge) decide(d *Decision, theirs bool) {
	e := m.p.Entry
	d.Entry, d.Before = e.Place(), e.Other
	change := m.change()
	if !m.t.edited(e) && !m.restated() && !m.lost() || m.idle(change) {
		d.Outcome = Unchanged
		return
	}
	if m.copied() {
		d.Outcome, d.Why = Unchanged, "the translation is the English again, so it is not taken"
		return
	}
	d.Outcome, d.Change = Taken, change
	if why := m.conflict(); why != "" && (!theirs && !m.vacant() || m.t.Source == "" && m.stale()) {
		d.Outcome, d.Why, d.Ours, d.Change = Conflict, why, e.Other, catalog.Revision{}
		return
	}
	if english := change.English; english != "" && english != m.p.English && english != e.SourceOf(m.p.English) {
		d.Why = "it is for another English than the present one, so the entry is marked as changed"
	}
}

// copied tells whether the translation is only the source again: many tools fill in what nobody has translated so. A text
// of more than catalog.SameWords words is never taken for a translation of itself unless the file says so.
func (m *merge) copied() bool {
	t := m.t
	if t.Target != m.p.Text || t.Same || m.p.Entry.Same {
		return false
	}
	copy := catalog.Entry{Other: t.Target, Description: m.p.Text}
	return copy.Untouched() || t.Finished == Unsaid && (t.Stamp.Status == Missing || m.vacant())
}

// lost tells whether the entry has nothing, but the file still has what was exported.
func (m *merge) lost() bool {
	return !m.p.Filled && m.vacant() && targetDigest(m.t.Target, m.t.Forms) != none
}

// vacant tells whether the entry has nothing that could be lost.
func (m *merge) vacant() bool {
	return m.p.Filled || m.p.Entry.Untouched() || targetDigest(m.p.Entry.Other, m.p.Entry.Forms) == none
}

// restated tells whether the file says something new of the translation's state.
func (m *merge) restated() bool {
	s := m.t.Stamp
	if !s.known() || targetDigest(m.t.Target, m.t.Forms) == none {
		return false
	}
	finished := s.Status == Translated
	return m.t.Finished == Yes && !finished && s.Status != Missing || m.t.Finished == No && finished || m.t.Same && !s.Same
}

// idle tells whether the entry would be the same afterwards: the same file imported again.
func (m *merge) idle(r catalog.Revision) bool {
	e := m.p.Entry
	forms := maps.Clone(e.Forms)
	if forms == nil {
		forms = map[string]string{}
	}
	maps.Copy(forms, r.Forms)
	of := e.SourceOf(m.p.English)
	return e.Other == r.Other && targetDigest(e.Other, e.Forms) == targetDigest(r.Other, forms) && e.Draft == r.Draft && e.Same == r.Same && (r.English == "" || r.English == of)
}

// stale tells whether the English has changed since the export.
func (m *merge) stale() bool { return m.t.Stamp.known() && m.t.Stamp.Source != digest(m.p.English) }

// foreign tells whether the file's source is neither the present English nor the one that the entry's translation is for.
func (m *merge) foreign() bool {
	return m.t.Source != "" && m.t.Source != m.p.Text && m.t.Source != m.p.Entry.SourceOf(m.p.English)
}

// conflict says what has changed here, or in the file's source, since the export; "": nothing.
func (m *merge) conflict() string {
	s, ours := m.t.Stamp, targetDigest(m.p.Entry.Other, m.p.Entry.Forms)
	switch {
	case m.stale():
		return "the English has changed since the export"
	case s.known() && s.Target != ours && ours != targetDigest(m.t.Target, m.t.Forms):
		return "the translation has been changed here since the export"
	case m.foreign():
		return "the file's source is not the English of the export"
	case !s.known() && ours != targetDigest(m.t.Target, m.t.Forms):
		return "the entry has a translation, and the file does not say (by its state) which one was exported"
	}
	return ""
}

// change is the revision of the entry that the file asks for.
func (m *merge) change() catalog.Revision {
	e, t := m.p.Entry, m.t
	r := catalog.Revision{Key: e.Key, Other: t.Target, Forms: withText(t.Forms), Draft: e.Draft, Same: e.Same || t.Same}
	if r.Other == "" {
		r.Other = e.Other
	}
	switch t.Finished {
	case Yes:
		r.Draft = false
	case No:
		r.Draft = e.Draft || t.Stamp.Status != Changed || m.vacant()
	}
	switch {
	case t.Source != "" && t.Source != m.p.Text:
		r.English = t.Source
	case t.Finished == Yes, t.Stamp.Status != Changed && (m.vacant() || e.SourceOf(m.p.English) == m.p.English):
		r.English = m.p.English
	}
	return r
}

// Findings are what decisions give to be looked at: an error for each Conflict, errors for what is Gone, less for what is
// taken or left with a reason. Of like ones that are no conflicts, the first are given, and the number of the others.
func Findings(decisions []Decision) []finding.Finding {
	var conflicts []finding.Finding
	var others findings
	for _, d := range decisions {
		switch {
		case d.Outcome == Conflict:
			conflicts = append(conflicts, finding.Finding{Level: finding.Error, Place: d.Entry, Rule: "conflict", What: fmt.Sprintf("%s: %s (%s), so it stays as it is", d.Key, d.Why, d.Place),
				Do: "compare the two; to take the file's, import it again with --theirs " + d.Key})
		case d.Outcome == Gone:
			others.add(finding.Error, d.Place, "no-entry", fmt.Sprintf("%s: %s; the translation stands in this file alone", d.Key, d.Why), "keep the file, or export it as TMX and import that into the memory")
		case d.Outcome == Taken && d.Why != "":
			others.add(finding.Warning, d.Entry, "import-changed", fmt.Sprintf("%s: %s", d.Key, d.Why), "revise the translation")
		case d.Outcome == Unchanged && d.Why != "":
			others.add(finding.Info, d.Place, "untranslated-copy", fmt.Sprintf("%s: %s", d.Key, d.Why),
				`translate it; if it shall stay English, write it into the locale file with the line "#, same", or "same" into a spreadsheet's status`)
		}
	}
	return append(conflicts, others.all()...)
}
