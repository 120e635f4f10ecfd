package exchange

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// importTMX reads a TMX document for the entries that its units are the translations of: those whose tuid is a key. It
// gives an Import for each language but the source's, sorted by tag, and how many units have no key: they are a memory.
func importTMX(r io.Reader, file string, source language.Language, isKey func(string) bool) ([]Import, int, error) {
	languages := map[language.Language]*collector{}
	keyed, others := 0, 0
	found, err := ReadTMX(r, file, func(u TMXUnit) error {
		if key, _ := cutCategory(u.ID); !isKey(key) {
			others++
			return nil
		}
		keyed++
		return collectTMX(languages, u, file, source)
	})
	if err != nil {
		return nil, 0, err
	}
	var all []Import
	for l, c := range languages {
		all = append(all, Import{Language: l, Translations: c.list, Findings: c.all()})
	}
	slices.SortFunc(all, func(a, b Import) int { return strings.Compare(a.Language.String(), b.Language.String()) })
	if len(all) == 0 && keyed == 0 {
		return nil, others, nil
	}
	if len(all) == 0 {
		found = append(found, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file}, Rule: "no-translation",
			What: fmt.Sprintf("none of its units has a text in another language than %s", source), Do: "give a file with translations"})
		all = []Import{{}}
	}
	all[0].Findings = append(found, all[0].Findings...)
	return all, others, nil
}

// collectTMX takes the texts of one unit to the languages that they are in.
func collectTMX(languages map[language.Language]*collector, u TMXUnit, file string, source language.Language) error {
	t := Translation{Place: finding.Place{File: file, Line: u.Line}}
	for _, p := range u.Props {
		if p.Type == stampProp {
			t.Stamp = parseStamp(p.Text)
		}
	}
	sources := u.in(source)
	if len(sources) > 0 {
		t.Source = sources[0].Text
	}
	for _, v := range u.Variants {
		if v.Language.IsZero() || Alike(v.Language, source) {
			continue
		}
		c := languages[v.Language]
		if c == nil {
			c = &collector{}
			languages[v.Language] = c
		}
		t.Target = v.Text
		if err := c.add(u.ID, t); err != nil {
			return err
		}
	}
	return nil
}
