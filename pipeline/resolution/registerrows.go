package resolution

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
)

// RegisterRows are the organizations that signed, as rows for organizations.toml, in the order of their first signature.
// Those that the register knew are left out; those with the same abbreviation and name are merged, the first gloss and
// country that any of them has being kept. An id is made of the abbreviation, else of the name, and of nothing else but a
// number where two would be equal.
func RegisterRows(docs ...Document) string {
	var order []*Organization
	rows := map[string]*Organization{}
	for _, d := range docs {
		for _, b := range d.Blocks {
			s := b.Signatory
			if s == nil || s.Organization != "" || s.Name == "" && s.Abbreviation == "" {
				continue
			}
			key := letters(s.Abbreviation) + "\n" + letters(s.Name)
			row := rows[key]
			if row == nil {
				row = &Organization{Abbreviation: s.Abbreviation, Name: s.Name}
				rows[key], order = row, append(order, row)
			}
			row.complete(*s)
		}
	}
	return writeRows(order)
}

// complete fills in what a row does not have yet.
func (o *Organization) complete(s Signatory) {
	if o.Gloss == "" {
		o.Gloss = s.Gloss
	}
	if o.Country == "" {
		o.Country = s.Country
	}
	if o.Language == "" {
		o.Language = s.Language.String()
	}
	if o.Name == "" { // known by its abbreviation alone; the register wants a name
		o.Name = o.Abbreviation
	}
}

func writeRows(rows []*Organization) string {
	var b strings.Builder
	used := map[string]int{}
	for i, o := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[organization]]\n")
		field := func(key, value string) {
			if value != "" {
				fmt.Fprintf(&b, "%s = %s\n", key, quoteTOML(value))
			}
		}
		field("id", freeID(organizationID(*o), used))
		field("abbreviation", o.Abbreviation)
		field("name", o.Name)
		field("language", o.Language)
		field("gloss", o.Gloss)
		field("country", o.Country)
	}
	return b.String()
}

// organizationID is the slug of the abbreviation, or of the name; a text with no letter that can be transcribed gives a
// digest.
func organizationID(o Organization) string {
	const most = 40
	for _, text := range []string{o.Abbreviation, o.Name, o.Gloss} {
		if id := slug(text, most); id != "" {
			return id
		}
	}
	return "org-" + digest(o.Abbreviation+"\n"+o.Name, 7)
}

// freeID counts on from 2 until an id is free.
func freeID(id string, used map[string]int) string {
	for candidate := id; ; {
		n := used[id]
		used[id]++
		if n > 0 {
			candidate = fmt.Sprintf("%s-%d", id, n+1)
		}
		if candidate == id || used[candidate] == 0 {
			used[candidate] = max(used[candidate], 1)
			return candidate
		}
	}
}

// digest is the beginning of a text's SHA-256 in lower-case base32.
func digest(text string, length int) string {
	sum := sha256.Sum256([]byte(text))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:length]
}

// quoteTOML writes a basic string (TOML 1.0); texts hold no control character but tab.
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
