package main

import (
	"slices"
	"strings"
)

// categories is CLDR's order of the plural categories.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

// supplements are the tables that belong to no locale; their names begin with "=".
func supplements(src source) (map[string]table, error) {
	tables := map[string]table{}
	for name, read := range map[string]func(source) (map[string]string, error){
		"=plurals": plurals, "=likely": likely, "=aliases": aliases, "=digits": digits, "=english": english, "=scripts": scripts, "=rtl": rightToLeft,
		"=regions": regionVariants,
	} {
		values, err := read(src)
		if err != nil {
			return nil, err
		}
		tables[name] = table{"", values}
	}
	return tables, nil
}

func plurals(src source) (map[string]string, error) {
	var read struct {
		Supplemental struct {
			Cardinal map[string]map[string]string `json:"plurals-type-cardinal"`
		}
	}
	err := src.read(&read, "cldr-core", "supplemental", "plurals.json")
	out := map[string]string{}
	for locale, rules := range read.Supplemental.Cardinal {
		var has []string
		for _, c := range categories {
			if _, ok := rules["pluralRule-count-"+c]; ok {
				has = append(has, c)
			}
		}
		out[locale] = strings.Join(has, " ")
	}
	return out, err
}

// likely is the likely script of a language, or of a language in a region where it differs; Latin is left out for bare
// languages, so that what is not there is Latin.
func likely(src source) (map[string]string, error) {
	var read struct {
		Supplemental struct{ LikelySubtags map[string]string }
	}
	err := src.read(&read, "cldr-core", "supplemental", "likelySubtags.json")
	all := read.Supplemental.LikelySubtags
	out := map[string]string{}
	for from, to := range all {
		base, region, _ := strings.Cut(from, "-")
		script := strings.Split(to, "-")[1]
		switch {
		case base == "und" || len(region) == 4:
		case region == "" && script != "Latn":
			out[from] = script
		case region != "" && script != strings.Split(all[base]+"--", "-")[1]:
			out[from] = script
		}
	}
	return out, err
}

// aliases are what CLDR calls other tags' data by: a language's main form by its macrolanguage (kmr: ku), and overlong
// codes (prs: fa-AF).
func aliases(src source) (map[string]string, error) {
	var read struct {
		Supplemental struct {
			Metadata struct {
				Alias struct {
					LanguageAlias map[string]struct {
						Reason      string `json:"_reason"`
						Replacement string `json:"_replacement"`
					}
				}
			}
		}
	}
	err := src.read(&read, "cldr-core", "supplemental", "aliases.json")
	out := map[string]string{}
	for from, a := range read.Supplemental.Metadata.Alias.LanguageAlias {
		if (a.Reason == "macrolanguage" || a.Reason == "overlong") && !strings.Contains(from, "-") && !strings.Contains(a.Replacement, " ") {
			out[from] = a.Replacement
		}
	}
	return out, err
}

func digits(src source) (map[string]string, error) {
	var read struct {
		Supplemental struct {
			NumberingSystems map[string]struct {
				Digits string `json:"_digits"`
			}
		}
	}
	err := src.read(&read, "cldr-core", "supplemental", "numberingSystems.json")
	out := map[string]string{}
	for name, s := range read.Supplemental.NumberingSystems {
		if s.Digits != "" {
			out[name] = s.Digits
		}
	}
	return out, err
}

// english are the English names of languages by tag.
func english(src source) (map[string]string, error) {
	n, err := readMain[names](src, "cldr-localenames-full", "en", "languages.json")
	out := map[string]string{}
	for tag, name := range n.LocaleDisplayNames.Languages {
		if !slices.Contains([]string{"und", "mul", "zxx", "root"}, tag) && !strings.Contains(tag, "-alt-") && !strings.Contains(tag, "-menu") {
			out[tag] = name
		}
	}
	return out, err
}

// regionVariants are the further English names of regions: "CI-alt-variant" is Ivory Coast.
func regionVariants(src source) (map[string]string, error) {
	n, err := readMain[names](src, "cldr-localenames-full", "en", "territories.json")
	out := map[string]string{}
	for key, name := range n.LocaleDisplayNames.Territories {
		if code, _, ok := strings.Cut(key, "-alt-"); ok && len(code) == 2 && !notCountries[code] {
			out[key] = name
		}
	}
	for _, code := range shortOnes {
		out[code+"-usual"] = n.LocaleDisplayNames.Territories[code]
	}
	return out, err
}

func scripts(src source) (map[string]string, error) {
	n, err := readMain[names](src, "cldr-localenames-full", "en", "scripts.json")
	out := map[string]string{}
	for code, name := range n.LocaleDisplayNames.Scripts {
		if len(code) == 4 {
			out[code] = name
		}
	}
	return out, err
}

func rightToLeft(src source) (map[string]string, error) {
	var read struct {
		ScriptMetadata map[string]struct{ RTL string }
	}
	err := src.read(&read, "cldr-core", "scriptMetadata.json")
	out := map[string]string{}
	for script, about := range read.ScriptMetadata {
		if about.RTL == "YES" {
			out[script] = "1"
		}
	}
	return out, err
}

func parentLocales(src source) (map[string]string, error) {
	var read struct {
		Supplemental struct {
			ParentLocales struct{ ParentLocale map[string]string }
		}
	}
	err := src.read(&read, "cldr-core", "supplemental", "parentLocales.json")
	return read.Supplemental.ParentLocales.ParentLocale, err
}
