package check

import (
	"slices"
	"strings"

	"publish/pipeline/pattern"
)

var tagName = pattern.New(`^<(/?)([A-Za-z0-9.:_\-]+)`)

// voids are elements of HTML that have no end (HTML, 13.1.2), and those whose end may be left out.
var voids = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "wbr": true, "meta": true, "link": true, "p": true, "li": true,
	"td": true, "tr": true, "th": true, "dt": true, "dd": true, "option": true}

// known are elements that are markup even where nothing closes them; what else stands in angle brackets, as in <none>, is a
// word that may be translated.
var known = map[string]bool{"a": true, "b": true, "i": true, "u": true, "s": true, "em": true, "strong": true, "span": true, "div": true,
	"code": true, "kbd": true, "samp": true, "var": true, "sub": true, "sup": true, "small": true, "big": true, "tt": true, "q": true, "cite": true,
	"abbr": true, "mark": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "h4": true, "pre": true, "font": true, "label": true, "button": true,
	"strike": true, "del": true, "ins": true, "blockquote": true, "g": true, "x": true, "ph": true, "bpt": true, "ept": true}

// tags compares the tags of a pair, each as often as it stands, and whether those of the target are nested as they must be.
func tags(p *pair) string {
	source, target := names(p.source.of(tag)), names(p.target.of(tag))
	words := len(source) - len(markup(source)) // <name>, which may be translated, but not left out
	if n := len(bracketed.FindAllString(p.Target, -1)) - openings(markup(target)); n < words {
		return "the source has " + counted(words) + " a word in angle brackets, the translation " + counted(n)
	}
	source, target = markup(source), markup(target)
	if lost := lacking(source, target); len(lost) > 0 && !optional(lost) {
		return "the tag " + quote(lost[0]) + " is gone"
	}
	if more := lacking(target, source); len(more) > 0 && !optional(more) {
		return "the tag " + quote(more[0]) + " is not in the source"
	}
	if nested(source) == "" {
		if wrong := nested(target); wrong != "" {
			return "the tag " + quote(wrong) + " is not closed where it must be"
		}
	}
	if wrong := unquoted(p.target.of(tag)); wrong != "" && unquoted(p.source.of(tag)) == "" {
		return "a quotation mark is missing in the tag " + quote(wrong)
	}
	if len(source) > 0 && strings.Count(p.target.prose, "<") > strings.Count(p.source.prose, "<") {
		return "a tag has no end: " + quote(p.target.prose[strings.IndexByte(p.target.prose, '<'):])
	}
	return ""
}

// unquoted is the first tag with a quotation mark that has no partner, "" if there is none.
func unquoted(all []string) string {
	for _, t := range all {
		if strings.Contains(t, "=") && (strings.Count(t, `"`)%2 == 1 || strings.Count(t, `"`) == 0 && strings.Count(t, "'")%2 == 1) {
			return t
		}
	}
	return ""
}

// bracketed is a word in angle brackets, in any script, or the opening of a tag.
var bracketed = pattern.New(`<\p{L}[^<>]{0,200}>`)

// openings counts the tags with a name that close nothing.
func openings(all []string) int {
	n := 0
	for _, t := range all {
		if bracketed.MatchString(t) {
			n++
		}
	}
	return n
}

// optional are tags that a translation may need more or fewer of: line breaks and ends that HTML lets one leave out.
func optional(all []string) bool {
	return !slices.ContainsFunc(all, func(t string) bool { return t != "<br>" && t != "<br/>" && t != "<wbr>" && t != "</p>" && t != "</li>" })
}

// names are tags without their attributes: "<a>", "</a>", "<br/>".
func names(all []string) []string {
	var out []string
	for _, t := range all {
		m := tagName.FindStringSubmatch(t)
		if m == nil {
			continue
		}
		name := "<" + m[1] + m[2]
		if strings.HasSuffix(t, "/>") && !voids[strings.ToLower(m[2])] {
			name += "/"
		}
		out = append(out, name+">")
	}
	return out
}

// markup leaves out words in angle brackets: no element of HTML, never closed, and not numbered.
func markup(all []string) []string {
	var out []string
	for _, t := range all {
		name := strings.Trim(t, "</>")
		lower := strings.ToLower(name)
		if known[lower] || voids[lower] || strings.HasPrefix(t, "</") || strings.HasSuffix(t, "/>") || strings.Trim(name, "0123456789") == "" || slices.Contains(all, "</"+name+">") {
			out = append(out, t)
		}
	}
	return out
}

// nested is the first tag that is not closed in the order of opening, "" if all are.
func nested(all []string) string {
	var open []string
	for _, t := range all {
		name := strings.Trim(t, "</>")
		switch {
		case strings.HasSuffix(t, "/>") || voids[strings.ToLower(name)]:
		case !strings.HasPrefix(t, "</"):
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return t
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "<" + open[len(open)-1] + ">"
	}
	return ""
}

// Marks of lighter markup: Markdown (CommonMark), BBCode, MediaWiki.
var (
	strongMark = pattern.New(`\*\*|__`)
	emphasis   = pattern.New("(?:^|[\\s(“\"«„「『（'’,.:;!?—–\\-/])\\*[^\\s*](?:[^*\n]{0,200}[^\\s*])?\\*")
	ticks      = pattern.New("`+")
	oldQuotes  = pattern.New("`+([^`'\n]{1,200})'+") // `word', as manuals of Unix quote
	linkMark   = pattern.New(`\]\(`)
	strike     = pattern.New(`~~`)
	wikiMark   = pattern.New(`'''|\[\[|\]\]`)
	bbMark     = pattern.New(`\[/?(?:b|i|u|s|url|img|quote|code|color|size|list)(?:=[^\]\s]*)?\]`)
)

// lightMarks compares the marks of markup that is no tags. Emphasis in one asterisk counts only where the source has it in
// pairs: an asterisk is also a footnote, a product, a star between letters.
func lightMarks(p *pair) string {
	for _, form := range []struct {
		name string
		mark *pattern.Pattern
	}{{"** or __", strongMark}, {"`", ticks}, {"](", linkMark}, {"~~", strike}, {"''' or [[", wikiMark}, {"[b] or the like", bbMark}} {
		source, target := p.source.text, p.target.text
		if form.mark == ticks {
			source, target = oldQuotes.ReplaceAllString(source, "$1"), oldQuotes.ReplaceAllString(target, "$1")
		}
		a, b := len(form.mark.FindAllString(source, -1)), len(form.mark.FindAllString(target, -1))
		if a == b || a == 0 && b%2 == 0 && form.mark != linkMark || a%2 == 1 && (form.mark == strongMark || form.mark == ticks) {
			continue
		}
		return "the source has " + counted(a) + " the mark " + form.name + ", the translation " + counted(b)
	}
	stars := func(s *side) int { return strings.Count(strings.ReplaceAll(s.text, "**", ""), "*") }
	a, b := stars(p.source), stars(p.target)
	if n := len(emphasis.FindAllString(strings.ReplaceAll(p.source.text, "**", "\x01"), -1)); n > 0 && a == 2*n && a != b {
		return "the source has " + counted(a) + " the mark *, the translation " + counted(b)
	}
	return ""
}

// counted words a number of times.
func counted(n int) string {
	switch n {
	case 0:
		return "never"
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return decimal(n) + " times"
}
