package exchange

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
)

// A row is one text of a unit, in formats that know no plural forms: the unit's own under its key, each form under its key
// with the category behind it, as in publication.untranslated.one.
type row struct {
	id, source, target string
}

// categories are CLDR's plural categories beside other.
var categories = []string{"zero", "one", "two", "few", "many"}

// rows are the texts of a unit.
func (u Unit) rows() []row {
	var all []row
	for _, c := range u.Categories {
		source, ok := u.SourceForms[c]
		if !ok {
			source = u.Source
		}
		all = append(all, row{u.Key + "." + c, source, u.TargetForms[c]})
	}
	return append(all, row{u.Key, u.Source, u.Target})
}

// cutCategory cuts the plural category off the id of a row.
func cutCategory(id string) (key, category string) {
	if i := strings.LastIndexByte(id, '.'); i >= 0 && strings.Count(id, ".") > 1 && slices.Contains(categories, id[i+1:]) {
		return id[:i], id[i+1:]
	}
	return id, ""
}

// A collector puts the rows of a file together to translations.
type collector struct {
	findings
	list []Translation
	keys map[string]int
	rows map[string]finding.Place
}

// add takes one row in. The same row again is passed over if it says the same; if not, the file is refused: nobody could say
// which of the two is meant.
func (c *collector) add(id string, t Translation) error {
	if c.keys == nil {
		c.keys, c.rows = map[string]int{}, map[string]finding.Place{}
	}
	key, category := cutCategory(strings.TrimSpace(id))
	t.Key, t.Source, t.Target = key, catalog.Clean(t.Source), catalog.Clean(t.Target)
	if key == "" { // some tool has lost it; Merge looks for the source
		c.list = append(c.list, t)
		return nil
	}
	at, there := c.keys[key]
	if !there {
		at = len(c.list)
		c.keys[key] = at
		c.list = append(c.list, Translation{Key: key, Place: t.Place, Stamp: t.Stamp})
	}
	entry := &c.list[at]
	if first, twice := c.rows[id]; twice {
		if before := entry.row(category); before != t.Target {
			return &SyntaxError{t.Place, fmt.Sprintf("the key %s is there twice, with different translations; the first one is at %s", id, first), "keep the better of the two, and take the other out"}
		}
		c.findings.add(finding.Info, t.Place, "key-twice", fmt.Sprintf("the key %s is there twice, with the same translation", id), "")
		return nil
	}
	c.rows[id] = t.Place
	entry.fill(category, t)
	return nil
}

func (t *Translation) row(category string) string {
	if category == "" {
		return t.Target
	}
	return t.Forms[category]
}

// fill adds a row. A translation is finished if all its rows with a text are.
func (t *Translation) fill(category string, r Translation) {
	switch first := targetDigest(t.Target, t.Forms) == none; {
	case r.Target == "":
	case first || r.Finished == No:
		t.Finished = r.Finished
	case t.Finished == Yes:
		t.Finished = min(t.Finished, r.Finished)
	}
	if !t.Stamp.known() {
		t.Stamp = r.Stamp
	}
	if t.Lost == "" {
		t.Lost = r.Lost
	}
	if category == "" {
		t.Place, t.Source, t.Target, t.Same = r.Place, r.Source, r.Target, r.Same
		return
	}
	if t.Forms == nil {
		t.Forms = map[string]string{}
	}
	t.Forms[category] = r.Target
}
