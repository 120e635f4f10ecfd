package resolution

import (
	"slices"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/pattern"
)

// formerCountries are states of the past, and countries that ISO 3166 has no code for, as lists of signatories name them.
var formerCountries = map[string]bool{
	"yugoslavia": true, "czechoslovakia": true, "soviet union": true, "ussr": true, "east germany": true, "west germany": true, "gdr": true, "frg": true,
	"german democratic republic": true, "federal republic of germany": true, "serbia and montenegro": true, "zaire": true, "upper volta": true, "burma": true,
	"rhodesia": true, "ceylon": true, "persia": true, "siam": true, "dahomey": true, "south vietnam": true, "north vietnam": true, "south yemen": true,
	"england": true, "scotland": true, "wales": true, "northern ireland": true, "kurdistan": true, "somaliland": true, "tibet": true, "abkhazia": true,
	"south ossetia": true, "transnistria": true, "northern cyprus": true, "zanzibar": true, "basque country": true, "catalonia": true, "rojava": true,
	"tamil eelam": true, "kanaky": true, "korea": true, "britain": true, "great britain": true, "uk": true, "u.k.": true, "usa": true, "u.s.a.": true,
	"us": true, "u.s.": true, "uae": true, "drc": true, "dr congo": true, "d.r. congo": true, "congo": true, "holland": true, "bosnia": true, "kashmir": true,
}

// codes of names above that are a present country's.
var formerCodes = map[string]string{"usa": "US", "u.s.a.": "US", "us": "US", "u.s.": "US", "uk": "GB", "u.k.": "GB", "great britain": "GB", "britain": "GB",
	"uae": "AE", "drc": "CD", "dr congo": "CD", "d.r. congo": "CD", "holland": "NL", "burma": "MM", "bosnia": "BA"}

var (
	formerBefore = lazily(`(?i)^(?:the )?(?:ex|former|formerly)[- ](.+)$`)
	formerAfter  = lazily(`(?i)^(.+?) ?[(\[（](?:ex|former|formerly|fmr\.?|until \d{4}|\d{4}[-–]\d{4}|[a-z -]+)[)\]）]$`)
	compassPoint = lazily(`(?i)^(?:north|south|east|west|northern|southern|eastern|western|central|occupied)[- ](.+)$`)
	isoCode      = lazily(`^[A-Z]{2}$`)
)

const maxCountry = 100 // bytes; no country's name is longer

// countryOf knows a country by its name, or several in one: "Turkey / North Kurdistan", "Belgium and Luxembourg". The code
// is "" for several, and for one that ISO 3166 does not have (any more).
func countryOf(text string) (code string, known bool) {
	text = strings.TrimRight(collapse(text), ".;")
	if text == "" || len(text) > maxCountry {
		return "", false
	}
	if code, known := oneCountry(text); known {
		return code, true
	}
	for _, between := range []string{"/", " and ", " & ", " – ", " - ", "–", "-"} {
		parts := strings.Split(text, between)
		if len(parts) < 2 || len(parts) > 4 {
			continue
		}
		if !slices.ContainsFunc(parts, func(p string) bool { _, known := oneCountry(strings.TrimSpace(p)); return !known }) {
			return "", true
		}
	}
	return "", false
}

func oneCountry(text string) (code string, known bool) {
	lower := strings.TrimPrefix(strings.ToLower(text), "the ")
	if len(lower) <= 3 && text != strings.ToUpper(text) {
		return "", false // "us" is a word
	}
	if code, ok := formerCodes[lower]; ok {
		return code, true
	}
	for _, name := range []string{text, lower} {
		if code, ok := language.RegionCode(name); ok {
			return code, true
		}
	}
	return "", formerCountries[lower] || isFormer(text)
}

// isFormer knows "Yugoslavia (ex)", "ex-Yugoslavia", "former Yugoslavia", "North Kurdistan".
func isFormer(text string) bool {
	for _, form := range []*pattern.Pattern{formerBefore, formerAfter} {
		if m := form.FindStringSubmatch(text); m != nil {
			lower := strings.ToLower(m[1])
			_, present := language.RegionCode(m[1])
			return present || formerCountries[lower]
		}
	}
	if m := compassPoint.FindStringSubmatch(text); m != nil {
		return formerCountries[strings.ToLower(m[1])]
	}
	return false
}

// isCountry takes a name or an ISO 3166 code.
func isCountry(text string) bool {
	if _, known := countryOf(text); known {
		return true
	}
	if !isoCode.MatchString(text) {
		return false
	}
	_, known := language.MustParse("en").Region(text)
	return known
}

// areas are what groups of signatories are headed by, countries aside.
var areas = map[string]bool{"africa": true, "asia": true, "europe": true, "america": true, "americas": true, "oceania": true, "australia": true, "antarctica": true,
	"pacific": true, "caribbean": true, "middle east": true, "near east": true, "far east": true, "arab world": true, "maghreb": true, "balkans": true, "scandinavia": true,
	"latin america": true, "australasia": true, "eurasia": true, "middle east and north africa": true, "mena": true, "worldwide": true, "international": true,
	"mesoamerica": true, "polynesia": true, "melanesia": true, "micronesia": true, "nordic countries": true, "benelux": true, "indian subcontinent": true, "levant": true}

var compassArea = lazily(`^(?:(?:north|south|east|west|northern|southern|eastern|western|central|sub-saharan|southeast|south-east|northeast|northwest|southwest|black|latin|anglophone|francophone|other|rest of)[ -])+`)

// isArea knows a continent or another part of the world, also two of them: "Asia and the Pacific", "Africa / Middle East".
func isArea(text string) bool {
	lower := strings.ToLower(collapse(strings.Trim(text, " :.-–—*_=#()[]")))
	if lower == "" || len(lower) > maxCountry {
		return false
	}
	parts := areaParts(lower)
	for _, part := range parts {
		part = strings.TrimPrefix(strings.TrimSpace(part), "the ")
		if part = strings.TrimSuffix(part, " region"); areas[part] {
			continue
		}
		if cut := compassArea.ReplaceAllString(part, ""); cut == part || !areas[cut] && !areas[strings.TrimPrefix(cut, "the ")] {
			if lastPart := compassArea.FindString(part + " "); len(parts) == 1 || strings.TrimSpace(lastPart) != part || part == "" { // "North and South America"
				return false
			}
		}
	}
	return true
}

func areaParts(lower string) []string {
	for _, between := range []string{" and ", " & ", "/", ", "} {
		lower = strings.ReplaceAll(lower, between, "\n")
	}
	return strings.Split(lower, "\n")
}
