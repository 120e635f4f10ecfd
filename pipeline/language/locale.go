package language

import (
	"strings"
	"sync"
)

// A Coverage says what CLDR has for a language.
type Coverage struct {
	Dates   bool // month names, so long dates
	Regions bool // names of regions, if perhaps not of all
	Plurals bool // a plural rule
	Name    bool // the language's own name for itself
}

// Coverage says what CLDR has for l, so that a caller can tell people what will be missing ("CLDR has no dates for frr").
func (l Language) Coverage() Coverage {
	h := l.habits()
	_, plurals := l.PluralCategories()
	_, name := l.ownName()
	return Coverage{h.values["months"] != "", h.values["FR"] != "" || h.values["DE"] != "", plurals, name}
}

// habits is what the tables say of one language, worked out once.
type habits struct {
	script string
	values map[string]string // nil for a language that CLDR has no locale of
	digits []string          // ten; nil for ASCII digits
}

// known holds the habits of every language that was asked for: like the tables, a value is a function of its tag.
var known sync.Map // tag -> *habits

func (l Language) habits() *habits {
	if h, ok := known.Load(l.tag); ok {
		return h.(*habits)
	}
	p := l.parts()
	h := &habits{script: p.likelyScript()}
	h.values = p.table(h.script)
	h.digits = digitsOf(l.tag, h.values["digits"])
	kept, _ := known.LoadOrStore(l.tag, h)
	return kept.(*habits)
}

// parts are the subtags of a canonical tag that choose its data; extensions and variants do not.
type parts struct{ base, script, region string }

func (l Language) parts() parts {
	var p parts
	for i, subtag := range strings.Split(l.tag, "-") {
		switch {
		case i == 0:
			p.base = subtag
		case len(subtag) == 1:
			return p
		case len(subtag) == 4 && subtag[0] > '9' && p.region == "":
			p.script = subtag
		case (len(subtag) == 2 || len(subtag) == 3 && subtag[0] <= '9') && p.region == "":
			p.region = subtag
		}
	}
	return p
}

// likelyScript is the script of the tag, else CLDR's likely one; Latin where CLDR has no other.
func (p parts) likelyScript() string {
	if p.script != "" {
		return p.script
	}
	likely := likelyScripts()
	if s := likely[p.base+"-"+p.region]; s != "" {
		return s
	}
	if s := likely[p.base]; s != "" {
		return s
	}
	if main, ok := p.alias(); ok {
		return main.likelyScript()
	}
	return "Latn"
}

// alias is the tag by which CLDR keeps the data of another one: kmr is ku there, and prs fa-AF.
func (p parts) alias() (parts, bool) {
	to, ok := aliases()[p.base]
	if !ok {
		return p, false
	}
	main := Language{to}.parts()
	if p.script != "" {
		main.script = p.script
	}
	if p.region != "" {
		main.region = p.region
	}
	return main, true
}

// table is the nearest table in the language's own script. Traditional Chinese does not fall back on Simplified, Serbian in
// Latin not on Cyrillic: the text would be in another script than its edition.
func (p parts) table(script string) map[string]string {
	for _, name := range []string{
		p.base + "-" + script + "-" + p.region,
		p.base + "-" + p.region,
		p.base + "-" + script,
		p.base,
	} {
		if t := table(name); t != nil && (Language{name}).parts().likelyScript() == script {
			return t
		}
	}
	if main, ok := p.alias(); ok {
		return main.table(script)
	}
	return nil
}

// Script is the language's script by ISO 15924, by CLDR's likely subtags: "Latn", "Arab", "Hant", "Jpan"; "Latn" for a
// language that CLDR does not know, "" for none.
func (l Language) Script() string {
	if l.IsZero() {
		return ""
	}
	return l.habits().script
}

// RightToLeft says whether the language's script runs from right to left.
func (l Language) RightToLeft() bool { return rtlScripts()[l.Script()] != "" }

// PluralCategories are the categories of the language's cardinal rule in CLDR's order; false where CLDR has no rule, then
// only "other" is of use. Aliases have no rule (kmr, prs), as in go-i18n; a go-i18n of a later CLDR may have a rule for more
// languages, or another category (Vietnamese "one"): it then takes "other".
func (l Language) PluralCategories() ([]string, bool) {
	p := l.parts()
	for _, tag := range []string{p.base + "-" + p.script, p.base + "-" + p.region, p.base} {
		if c := pluralRules()[tag]; c != "" {
			return strings.Fields(c), true
		}
	}
	return []string{"other"}, false
}

// Quotes are the language's quotation marks by CLDR; English ones for a language that CLDR does not know. They hold no spaces.
func (l Language) Quotes() Quotes {
	q := strings.Split(l.habits().values["quotes"], "\t")
	if len(q) != 4 {
		return Quotes{"“", "”", "‘", "’"} // CLDR's root
	}
	return Quotes{q[0], q[1], q[2], q[3]}
}

// ListJoin sets a list of "and" type: "a, b et c". Where CLDR has no pattern, commas only.
func (l Language) ListJoin(items []string) string {
	pattern := strings.Split(l.habits().values["list"], "\t") // start, middle, end, two
	if len(pattern) != 4 {
		return strings.Join(items, ", ")
	}
	n := len(items)
	switch n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return fill(pattern[3], items[0], items[1])
	}
	list := fill(pattern[2], items[n-2], items[n-1])
	for i := n - 3; i > 0; i-- {
		list = fill(pattern[1], items[i], list)
	}
	return fill(pattern[0], items[0], list)
}

func fill(pattern, first, second string) string {
	before, rest, _ := strings.Cut(pattern, "{0}")
	between, after, _ := strings.Cut(rest, "{1}")
	return before + first + between + second + after
}
