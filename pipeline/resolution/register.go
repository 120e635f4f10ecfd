package resolution

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/tomlfile"
)

// An Organization is one entry of the register.
type Organization struct {
	ID           string   `toml:"id"`
	Abbreviation string   `toml:"abbreviation"`
	Name         string   `toml:"name"`     // native
	Language     string   `toml:"language"` // BCP 47 tag of Name
	Gloss        string   `toml:"gloss"`    // in the source language
	Country      string   `toml:"country"`  // English name or ISO 3166 code
	Also         []string `toml:"also"`     // other spellings: abbreviations, names, or both as they stand in lines
}

// A Register knows the member organizations. The zero Register is empty. It is not changed after ParseRegister.
type Register struct {
	Organizations []Organization // in the file's order

	whole        map[string]int // letters of abbreviation and name together, and of each "also"
	name         map[string]int // letters of the name
	abbreviation map[string]int // letters of the abbreviation; -1: of several organizations
	languages    []language.Language
}

// MaxRegister is the most bytes that organizations.toml may have.
const MaxRegister = 8 << 20

// ParseRegister reads organizations.toml. What is wrong with the file as a whole (syntax, an unknown key, a row without id
// or name, an id twice) is an error with its line; what only one row suffers from is a finding.
func ParseRegister(file string, text []byte) (Register, []finding.Finding, error) {
	if len(text) > MaxRegister {
		return Register{}, nil, fmt.Errorf("%s: the file has %d bytes, the most is %d", file, len(text), MaxRegister)
	}
	if err := encodingError(file, text); err != nil {
		return Register{}, nil, err
	}
	r := &reader{file: file}
	source := strings.TrimPrefix(string(text), "\ufeff")
	if !norm.NFC.IsNormalString(source) {
		source = norm.NFC.String(source)
		r.say(finding.Info, 0, "not-nfc", "the register is not in Unicode's normal form C and was read so", "save it in NFC")
	}
	var rows struct {
		Organization []Organization `toml:"organization"`
	}
	at, err := tomlfile.Decode(file, source, &rows)
	if err != nil {
		return Register{}, nil, err
	}
	p := registerPlaces{file, at}
	reg := Register{Organizations: rows.Organization}
	if err := p.check(reg.Organizations); err != nil {
		return Register{}, nil, err
	}
	reg.index(r, p)
	return reg, r.findings, nil
}

// registerPlaces knows the lines of the rows.
type registerPlaces struct {
	name string
	at   *tomlfile.File
}

// line is that of a key in row i; without the key, the row's.
func (p registerPlaces) line(i int, key string) int { return p.at.Line("organization", i, key) }

// errorf is an error of one row.
func (p registerPlaces) errorf(i int, key, format string, args ...any) error {
	return fmt.Errorf("%s: %s", finding.Place{File: p.name, Line: p.line(i, key)}, fmt.Sprintf(format, args...))
}

func (p registerPlaces) check(rows []Organization) error {
	seen := map[string]int{}
	for i, o := range rows {
		switch first, twice := seen[o.ID]; {
		case strings.TrimSpace(o.ID) == "":
			return p.errorf(i, "id", "the organization %q has no id; give it a short one of a-z, 0-9 and \"-\"", o.Name)
		case strings.TrimSpace(o.Name) == "":
			return p.errorf(i, "name", "the organization %q has no name; write its native name", o.ID)
		case twice:
			return p.errorf(i, "id", "the id %q stands at line %d already; every organization needs its own", o.ID, p.line(first, "id"))
		}
		seen[o.ID] = i
	}
	return nil
}

// index builds the maps that Parse looks lines up in, and tells of rows that cannot be told apart.
func (g *Register) index(r *reader, at registerPlaces) {
	g.whole, g.name, g.abbreviation = map[string]int{}, map[string]int{}, map[string]int{}
	g.languages = make([]language.Language, len(g.Organizations))
	for i := range g.Organizations {
		o := &g.Organizations[i]
		o.Abbreviation, o.Name, o.Gloss, o.Country = collapse(o.Abbreviation), collapse(o.Name), collapse(o.Gloss), collapse(o.Country)
		g.indexRow(i, r, at)
	}
}

func (g *Register) indexRow(i int, r *reader, at registerPlaces) {
	o := g.Organizations[i]
	if o.Language != "" {
		l, err := language.Parse(o.Language)
		if err != nil {
			r.say(finding.Error, at.line(i, "language"), "register-language", fmt.Sprintf("organization %q: %v", o.ID, err), "write a BCP 47 tag, like \"pt-BR\"")
		}
		g.languages[i] = l
	}
	if o.Country != "" && !isCountry(o.Country) {
		r.say(finding.Warning, at.line(i, "country"), "register-country", fmt.Sprintf("organization %q: %s is not a country that CLDR knows", o.ID, quoted(o.Country)),
			"write its English name or its ISO 3166 code")
	}
	for _, text := range append([]string{o.Abbreviation + " " + o.Name}, o.Also...) {
		key := letters(text)
		if j, taken := g.whole[key]; taken && j != i {
			r.say(finding.Warning, at.line(i, "name"), "register-twice", fmt.Sprintf("organizations %q and %q have the same abbreviation and name: %s",
				g.Organizations[j].ID, o.ID, quoted(collapse(text))), "delete one of them")
			continue
		}
		if key != "" {
			g.whole[key] = i
		}
	}
	once(g.name, letters(o.Name), i)
	once(g.abbreviation, letters(o.Abbreviation), i)
}

// once files i under a key, or marks the key as one of several.
func once(m map[string]int, key string, i int) {
	if _, taken := m[key]; taken {
		i = -1
	}
	if key != "" {
		m[key] = i
	}
}
