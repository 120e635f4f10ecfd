package exchange

import (
	"fmt"
	"strings"

	"publish/pipeline/finding"
)

// flush takes in the entry that is complete.
func (p *poReader) flush() error {
	fields, at, fuzzy, stamp := p.fields, p.at, p.fuzzy, stampIn(p.extracted)
	if at == 0 {
		return nil
	}
	p.fields, p.at, p.last, p.fuzzy, p.extracted = nil, 0, "", false, nil
	place := finding.Place{File: p.file, Line: at}
	id, there := fields["msgid"]
	key, keyed := fields["msgctxt"]
	_, str := fields["msgstr"]
	_, str0 := fields["msgstr[0]"]
	switch {
	case !there || !str && !str0:
		return p.wrong(at, "an entry without a msgid or without a msgstr", "get the whole file again")
	case id == "" && !keyed:
		return p.readHeader(fields["msgstr"], place)
	case len(p.list) == MaxUnits:
		return p.wrong(at, fmt.Sprintf("more than %d entries", MaxUnits), "divide the file")
	}
	t := Translation{Place: place, Source: id, Target: fields["msgstr"], Finished: Yes, Stamp: stamp}
	if fuzzy {
		t.Finished = No
	}
	if plural, ok := fields["msgid_plural"]; ok {
		t.Source = plural
		return p.plural(key, t, fields)
	}
	return p.collector.add(key, t)
}

// readHeader reads the header's language.
func (p *poReader) readHeader(text string, place finding.Place) error {
	if p.header {
		return &SyntaxError{place, "a second header", "take it out"}
	}
	p.header = true
	for _, line := range strings.Split(text, "\n") {
		tag, ok := strings.CutPrefix(line, "Language:")
		if tag = strings.TrimSpace(tag); !ok || tag == "" {
			continue
		}
		base, modifier, modified := strings.Cut(tag, "@")
		if modified {
			tag = base + "-" + map[string]string{"latin": "Latn", "cyrillic": "Cyrl", "valencia": "valencia"}[modifier]
		}
		l, err := languageOf(strings.TrimSuffix(tag, "-"))
		if err != nil {
			do := "correct the header's Language"
			if !l.IsZero() {
				do += fmt.Sprintf("; it is taken for %s", l)
			}
			p.findings.add(finding.Warning, place, "language-tag", err.Error(), do)
		}
		p.named = l
		if p.language.IsZero() {
			p.language = l
		}
	}
	return nil
}

// plural takes in an entry with plural forms.
func (p *poReader) plural(key string, t Translation, fields map[string]string) error {
	n := 0
	for ; ; n++ {
		if _, ok := fields[fmt.Sprintf("msgstr[%d]", n)]; !ok {
			break
		}
	}
	names := pluralIndexes(p.language, n)
	if names == nil {
		p.findings.add(finding.Error, t.Place, "plural-forms", fmt.Sprintf("%s has %d plural forms, and %s has %d, so they are not taken", key, n, p.language, len(pluralCategories(p.language))),
			"give the header the Plural-Forms of the export: "+pluralForms(p.language))
		return nil
	}
	for i, category := range names {
		one, id := t, key
		one.Target = fields[fmt.Sprintf("msgstr[%d]", i)]
		if category != "other" {
			id += "." + category
		}
		if err := p.collector.add(id, one); err != nil {
			return err
		}
	}
	return nil
}
