package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commas separate the country. The Arabic and the East Asian ones do, too, and semicolons.
const commas = ",،，、;；"

func isComma(c rune) bool {
	return c == ',' || c == ';' || c > unicode.MaxASCII && strings.ContainsRune(commas, c)
}

// country takes the country off: what stands behind the last comma outside parentheses, if it is one. The text before is
// returned.
func (r *reader) country(s *signature, out *Signatory) string {
	text := strings.TrimRight(s.text, ";, \t\u00a0|")
	last, before, cell := -1, -1, -1
	group := 0
	for i, c := range text {
		for group < len(s.groups) && i >= s.groups[group][1] {
			group++
		}
		inside := group < len(s.groups) && i > s.groups[group][0]
		if isComma(c) && !inside {
			last, before = i, last
		}
		if (c == '\t' || c == '|' || c == ' ' && strings.HasPrefix(text[i:], "   ")) && !inside {
			cell = i
		}
	}
	if cell >= 0 {
		if code, known := countryOf(text[cell+1:]); known {
			out.Country, out.Region = collapse(text[cell+1:]), code
			return strings.TrimRight(text[:cell], " \t|")
		}
	}
	for _, comma := range []int{before, last} { // "Korea, Republic of" before "Republic of"
		if comma < 0 {
			continue
		}
		_, n := utf8.DecodeRuneInString(text[comma:])
		name := strings.TrimRight(collapse(text[comma+n:]), ".")
		if code, known := countryOf(name); known {
			out.Country, out.Region = name, code
			return strings.TrimSpace(text[:comma])
		}
	}
	if before, country, ok := dashedCountry(text); ok && (s.dashed || strings.HasSuffix(before, ")")) {
		out.Country = country
		out.Region, _ = countryOf(country)
		return before
	}
	if before, ok := s.countryBehindGroup(text, out); ok {
		return before
	}
	if last >= 0 && last < len(text)-1 {
		r.guess(s.lines, "no-country", "have no country: "+excerpt(collapse(text[last+1:]))+" is none that CLDR knows, so it was read as part of the name", "")
	}
	return text
}

// countryBehindGroup takes a country that stands behind parentheses without a comma: "Sindikat (Union) Croatia".
func (s *signature) countryBehindGroup(text string, out *Signatory) (before string, ok bool) {
	n := len(s.groups)
	if n == 0 || s.groups[n-1][1] >= len(text) || len(text)-s.groups[n-1][1] > maxCountry {
		return "", false
	}
	name := collapse(text[s.groups[n-1][1]:])
	code, known := countryOf(name)
	if known {
		out.Country, out.Region = name, code
	}
	return text[:s.groups[n-1][1]], known
}

// dashedCountry cuts a line before the dash that a country stands behind: "Save the Lakes – Peru".
func dashedCountry(text string) (before, country string, ok bool) {
	at, width := -1, 0
	from := max(0, len(text)-maxCountry-len(" – "))
	for _, dash := range []string{" – ", " — ", " - ", " / ", " | "} {
		if i := strings.LastIndex(text[from:], dash); i >= 0 && from+i > at {
			at, width = from+i, len(dash)
		}
	}
	if at <= 0 || len(text)-at > maxCountry {
		return "", "", false
	}
	before, country = strings.TrimSpace(text[:at]), collapse(strings.TrimRight(text[at+width:], ";. "))
	_, known := countryOf(country)
	return before, country, known && before != ""
}

var beforeName = lazily(`^([\p{L}][^:：(\t|]{2,60}?)(?:\s*[:：]\s*|\s+[–—|]\s+|\s*\t\s*)\S`)

// countryBefore takes a country that stands before the name: "Kenya: Union of …". What is left of the line is returned.
func (r *reader) countryBefore(s *signature, out *Signatory, head string) string {
	m := beforeName.FindStringSubmatch(head[:min(len(head), 200)])
	if m == nil {
		return head
	}
	code, known := countryOf(m[1])
	if !known || isShouted(m[1]) {
		return head
	}
	out.Country, out.Region = collapse(m[1]), code
	cut := len(m[0]) - 1
	for !utf8.RuneStart(head[cut]) {
		cut--
	}
	s.text = head[cut:]
	s.groups, s.open = parentheses(s.text)
	r.guess(s.lines, "signatory", "have their country before the name: "+quoted(out.Country), "")
	return s.text
}

// countryInParentheses takes parentheses at the end that hold nothing but a country as what they are.
func (r *reader) countryInParentheses(s signature, out *Signatory, core, gloss string) (coreLeft, glossLeft string) {
	inside := gloss
	open := strings.LastIndex(core, " (")
	if gloss == "" && open > 0 && strings.HasSuffix(core, ")") {
		inside = core[open+2 : len(core)-1]
	}
	code, known := countryOf(inside)
	if !known {
		return core, gloss
	}
	out.Country, out.Region = collapse(inside), code
	r.guess(s.lines, "signatory", "have a country in parentheses: "+quoted(out.Country), "")
	if gloss == "" {
		return strings.TrimSpace(core[:open]), ""
	}
	return core, ""
}
