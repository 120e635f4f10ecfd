package main

import (
	"fmt"
	"maps"
	"strings"
)

// The parts of CLDR's files that the tables take.
type (
	names struct {
		LocaleDisplayNames struct {
			Languages, Territories, Scripts map[string]string
		}
	}
	dates struct {
		Dates struct{ Calendars struct{ Gregorian gregorian } }
	}
	gregorian struct {
		Months          bothMonths
		Eras            struct{ EraAbbr map[string]string }
		DateFormats     struct{ Long string }
		DateTimeFormats struct{ AvailableFormats map[string]string }
	}
	months  struct{ Wide, Abbreviated map[string]string }
	numbers struct {
		Numbers struct{ DefaultNumberingSystem string }
	}
	delimiters struct {
		Delimiters struct {
			QuotationStart, QuotationEnd, AlternateQuotationStart, AlternateQuotationEnd string
		}
	}
	lists struct {
		ListPatterns struct {
			Standard map[string]string `json:"listPattern-type-standard"`
		}
	}
)

// bothMonths are the months as they stand in a date (often a genitive) and alone.
type bothMonths struct {
	Format     months
	Standalone months `json:"stand-alone"`
}

// notCountries are territories of CLDR that are none: pseudo-locales, outlying Oceania, unions of states, unknown.
var notCountries = map[string]bool{"XA": true, "XB": true, "QO": true, "EU": true, "EZ": true, "UN": true, "ZZ": true}

// shortOnes are regions whose usual name in CLDR describes their status ("Hong Kong SAR China", "Palestinian Territories"). A
// list of members shows what they are called, which CLDR has as the short name ("Hong Kong", "Palestine").
var shortOnes = []string{"HK", "MO", "PS"}

// addLocales adds a table for each locale: what differs from its parent. A parent in another language (French of Haiti
// for Haitian) is no parent here: what a locale has only from there is not its own language, and is left out.
func addLocales(src source, locales []string, tables map[string]table) error {
	parents, err := parentLocales(src)
	if err != nil {
		return err
	}
	digits := tables["=digits"].values
	whole := map[string]map[string]string{}
	for _, l := range locales {
		if whole[l], err = values(src, l, digits); err != nil {
			return fmt.Errorf("%s: %w", l, err)
		}
	}
	for _, l := range locales {
		parent := parentOf(l, parents, whole)
		own := maps.Clone(whole[l])
		maps.DeleteFunc(own, func(k, v string) bool { return whole[parent][k] == v })
		if foreign(l, parent, tables["=likely"].values) {
			parent = ""
			wholeDates(own, whole[l])
		}
		tables[l] = table{parent, own}
	}
	return nil
}

// wholeDates gives a locale without a parent all it needs for dates if the names of its months are its own, else nothing.
func wholeDates(own, all map[string]string) {
	for _, key := range []string{"months", "alone", "short", "long", "month-year", "year", "era"} {
		if value, has := all[key]; has && own["months"] != "" {
			own[key] = value
		} else if key != "months" {
			delete(own, key)
		}
	}
}

// parentOf is the nearest ancestor that has a table of its own, "" for none.
func parentOf(l string, parents map[string]string, have map[string]map[string]string) string {
	for {
		if p, ok := parents[l]; ok {
			l = p
		} else if i := strings.LastIndexByte(l, '-'); i >= 0 {
			l = l[:i]
		} else {
			return ""
		}
		if l == "und" {
			return ""
		}
		if have[l] != nil {
			return l
		}
	}
}

// foreign says whether a parent is another language, or in another script (Chinese for Chinese in Latin letters). Norwegian's
// two forms and "no" are one language to CLDR.
func foreign(l, parent string, likely map[string]string) bool {
	base, _, _ := strings.Cut(l, "-")
	of, _, _ := strings.Cut(parent, "-")
	return parent != "" && (base != of && of != "no" || scriptOf(l, likely) != scriptOf(parent, likely))
}

func scriptOf(l string, likely map[string]string) string {
	subtags := strings.Split(l, "-")
	if len(subtags) > 1 && len(subtags[1]) == 4 {
		return subtags[1]
	}
	for _, tag := range []string{l, subtags[0]} {
		if script := likely[tag]; script != "" {
			return script
		}
	}
	return "Latn"
}

// values are all values of a locale, as CLDR resolves them, but those that CLDR only has from its root.
func values(src source, l string, digits map[string]string) (map[string]string, error) {
	v := map[string]string{}
	for _, add := range []func(source, string, map[string]string) error{addNames, addDates, addQuotes, addList} {
		if err := add(src, l, v); err != nil {
			return nil, err
		}
	}
	n, err := readMain[numbers](src, "cldr-numbers-full", l, "numbers.json")
	if system := n.Numbers.DefaultNumberingSystem; system != "" && system != "latn" {
		if v["digits"] = digits[system]; v["digits"] == "" {
			return nil, fmt.Errorf("numbering system %s has no digits", system)
		}
	} else if system == "latn" {
		v["digits"] = ""
	}
	return v, err
}

// addNames takes the names of the regions, and of the language itself and its forms.
func addNames(src source, l string, v map[string]string) error {
	base, script, _ := strings.Cut(l, "-")
	for _, file := range []string{"territories.json", "languages.json", "scripts.json"} {
		n, err := readMain[names](src, "cldr-localenames-full", l, file)
		if err != nil {
			return err
		}
		for code, name := range n.LocaleDisplayNames.Territories {
			if len(code) == 2 && name != code && !notCountries[code] {
				v[code] = name
			}
		}
		for _, code := range shortOnes {
			if name := n.LocaleDisplayNames.Territories[code+"-alt-short"]; name != "" {
				v[code] = name
			}
		}
		for tag, name := range n.LocaleDisplayNames.Languages {
			if (tag == base || strings.HasPrefix(tag, base+"-")) && name != tag && !strings.Contains(tag, "-alt-") && !strings.Contains(tag, "-menu") {
				v["name:"+tag] = name
			}
		}
		script, _, _ = strings.Cut(script, "-")
		if name := n.LocaleDisplayNames.Scripts[script]; name != "" && name != script {
			v["script"] = name
		}
	}
	return nil
}

// addDates takes what a date of day, month and year needs. A locale with a month that has no name has no dates: CLDR's
// root calls it "M01".
func addDates(src source, l string, v map[string]string) error {
	d, err := readMain[dates](src, "cldr-dates-full", l, "ca-gregorian.json")
	g := d.Dates.Calendars.Gregorian
	wide, ok := twelve(g.Months.Format.Wide)
	if err != nil || !ok {
		return err
	}
	v["months"] = wide
	if v["alone"], ok = twelve(g.Months.Standalone.Wide); !ok {
		v["alone"] = wide
	}
	v["long"], v["month-year"], v["year"] = g.DateFormats.Long, g.DateTimeFormats.AvailableFormats["yMMMM"], g.DateTimeFormats.AvailableFormats["y"]
	patterns := v["long"] + v["month-year"]
	if strings.Contains(strings.ReplaceAll(patterns, "MMMM", ""), "MMM") {
		if v["short"], ok = twelve(g.Months.Format.Abbreviated); !ok {
			return fmt.Errorf("%q needs short months", patterns)
		}
	}
	if strings.Contains(patterns, "G") {
		v["era"] = g.Eras.EraAbbr["1"]
	}
	return nil
}

func twelve(m map[string]string) (string, bool) {
	var all []string
	for i := range 12 {
		name := m[fmt.Sprint(i+1)]
		if name == "" || name == fmt.Sprintf("M%02d", i+1) {
			return "", false
		}
		all = append(all, name)
	}
	return strings.Join(all, "\t"), true
}

func addQuotes(src source, l string, v map[string]string) error {
	q, err := readMain[delimiters](src, "cldr-misc-full", l, "delimiters.json")
	if d := q.Delimiters; d.QuotationStart != "" {
		v["quotes"] = strings.Join([]string{d.QuotationStart, d.QuotationEnd, d.AlternateQuotationStart, d.AlternateQuotationEnd}, "\t")
	}
	return err
}

func addList(src source, l string, v map[string]string) error {
	p, err := readMain[lists](src, "cldr-misc-full", l, "listPatterns.json")
	if s := p.ListPatterns.Standard; s["2"] != "" {
		v["list"] = strings.Join([]string{s["start"], s["middle"], s["end"], s["2"]}, "\t")
	}
	return err
}
