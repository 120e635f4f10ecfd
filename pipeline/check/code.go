package check

import (
	"slices"
	"strings"

	"publish/pipeline/pattern"
)

// addresses compares the addresses of the web.
func addresses(p *pair) string {
	return altered(p.source.of(address), p.target.of(address), p.Target, sameAddress, "address")
}

// mailboxes compares mail addresses.
func mailboxes(p *pair) string {
	return altered(p.source.of(mailbox), p.target.of(mailbox), p.Target, strings.EqualFold, "mail address")
}

// altered says which of the source's parts the target does not have, or which it has of its own.
func altered(source, target []string, text string, same func(a, b string) bool, name string) string {
	foreign := func(y string) bool {
		return !slices.ContainsFunc(source, func(x string) bool { return same(x, y) })
	}
	for _, x := range source {
		if !slices.ContainsFunc(target, func(y string) bool { return same(x, y) }) && !strings.Contains(text, x) {
			for _, y := range target {
				if foreign(y) {
					return "the " + name + " " + quote(x) + " has become " + quote(y)
				}
			}
			return "the " + name + " " + quote(x) + " is gone"
		}
	}
	if len(source) > 0 {
		for _, y := range target {
			if foreign(y) {
				return "the " + name + " " + quote(y) + " is not in the source"
			}
		}
	}
	return ""
}

// sameAddress compares addresses but for what leads to another language: /en/ and /fr/, en.wikipedia.org and fr.wikipedia.org.
func sameAddress(a, b string) bool {
	if a == b {
		return true
	}
	la, lb := languageForm.MatchString(a), languageForm.MatchString(b)
	return la && lb && languageForm.ReplaceAllString(a, "/") == languageForm.ReplaceAllString(b, "/") || lb && languageForm.ReplaceAllString(b, "/") == a
}

var languageForm = pattern.New(`(?:[/.=])[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?:[/.]|$)`)

// printf is a conversion without a name, and its position if it has one.
var printf = pattern.New(`^%(\d{1,2}\$)?([#0+\-']*(?:\d{1,3}|\*)?(?:\.(?:\d{1,3}|\*))?)((?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGaAcCsSpn@])$`)

// choice is the beginning of a choice among forms in ICU's messages: {count, plural, one {# page} other {# pages}}.
var choice = pattern.New(`\{\s*(\w+)\s*,\s*(plural|select|selectordinal)\s*,`)

// placeholders compares what a program fills in. Those with a name may stand as often as a language needs them; of those
// without one each counts, and they keep their order unless they are numbered.
func placeholders(p *pair) string {
	source, target := p.source.of(placeholder), p.target.of(placeholder)
	if choice.MatchString(p.Source) {
		return messages(p.Source, p.Target) // its forms are prose
	}
	namedSource, plainSource := apart(source)
	namedTarget, plainTarget := apart(target)
	for _, x := range namedSource {
		if !slices.Contains(namedTarget, x) && !strings.Contains(p.Target, x) {
			return "the placeholder " + quote(x) + " is gone"
		}
	}
	for _, x := range namedTarget {
		if !slices.Contains(namedSource, x) && !strings.Contains(p.Source, x) {
			return "the placeholder " + quote(x) + " is not in the source"
		}
	}
	if allOrdered(plainSource) && allOrdered(plainTarget) {
		if lost := lacking(unique(plainSource), unique(plainTarget)); len(lost) > 0 {
			return "the placeholder " + quote(lost[0]) + " is gone"
		}
		if more := lacking(unique(plainTarget), unique(plainSource)); len(more) > 0 {
			return "the placeholder " + quote(more[0]) + " is not in the source"
		}
		return ""
	}
	a, b, numbered := conversions(plainSource), conversions(plainTarget), ordered(plainTarget) || ordered(plainSource)
	if lost := lacking(a, b); len(lost) > 0 {
		return "the placeholder " + quote(lost[0]) + " is gone"
	}
	if more := lacking(b, a); len(more) > 0 && (len(plainSource) > 0 || more[0] != "%%") {
		return "the placeholder " + quote(more[0]) + " is not in the source"
	}
	if !numbered && !slices.Equal(a, b) {
		return "the placeholders stand in another order, " + strings.Join(b, " ") + ": a program fills them in one after the other"
	}
	return ""
}

// apart divides placeholders into those with a name or number and those of printf.
func apart(all []string) (named, plain []string) {
	for _, x := range all {
		if printf.MatchString(x) || x == "{}" {
			plain = append(plain, x)
		} else if x != "%%" {
			named = append(named, squeeze(x))
		}
	}
	return named, plain
}

// squeeze takes the blanks out that do not matter: {{ name }} is {{name}}.
func squeeze(x string) string {
	if strings.HasPrefix(x, "{") || strings.HasPrefix(x, "<%") {
		return strings.ReplaceAll(x, " ", "")
	}
	return x
}

// conversions are placeholders without their positions.
func conversions(all []string) []string {
	var out []string
	for _, x := range all {
		if m := printf.FindStringSubmatch(x); m != nil {
			x = "%" + m[2] + m[3]
		}
		out = append(out, x)
	}
	return out
}

// allOrdered tells whether conversions all have a position, so that each may stand anywhere, and more than once.
func allOrdered(all []string) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(x string) bool { return !ordered([]string{x}) })
}

func unique(all []string) []string {
	sorted := slices.Sorted(slices.Values(all))
	return slices.Compact(sorted)
}

func ordered(all []string) bool {
	return slices.ContainsFunc(all, func(x string) bool {
		m := printf.FindStringSubmatch(x)
		return m != nil && m[1] != ""
	})
}

// references are entities that stand for a character of HTML: a translation may have the character itself, or another one.
var references = map[string]bool{"&amp;": true, "&lt;": true, "&gt;": true, "&quot;": true, "&apos;": true, "&nbsp;": true, "&shy;": true}

// brokenEntity is one of the commonest entities without its semicolon.
var brokenEntity = pattern.New(`&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6})(?:[^;\d]|$)`)

// entities compares entities that a program fills in (&brandName;), and finds those that nobody would see as characters.
func entities(p *pair) string {
	source, target := p.source.of(entity), p.target.of(entity)
	for _, x := range source {
		if programEntity(x) && !strings.Contains(p.Target, x) {
			return "the entity " + quote(x) + " is gone"
		}
	}
	for _, x := range target {
		if len(source) == 0 && len(p.source.of(tag)) == 0 {
			return quote(x) + " stands for a character, but the source has none written so"
		}
		if programEntity(x) && !slices.Contains(source, x) {
			return "the entity " + quote(x) + " is not in the source"
		}
	}
	if at := brokenEntity.FindAllStringIndex(p.Target, -1); len(at) > len(brokenEntity.FindAllString(p.Source, -1)) {
		return "an entity has lost its semicolon: " + quote(tokenAt(p.Target, at[0][0]))
	}
	if strings.Contains(p.Target, "&amp;amp;") && !strings.Contains(p.Source, "&amp;amp;") {
		return quote("&amp;amp;") + " is an entity written as one again"
	}
	return ""
}

// programEntity tells an entity of a program from one of HTML: those of HTML are short, or begin like the letters they name.
func programEntity(x string) bool {
	if references[x] || x[1] == '#' {
		return false
	}
	name := x[1 : len(x)-1]
	return strings.ContainsAny(name, ".") || strings.IndexFunc(name[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) > 0 && len(name) > 6
}

// escapes compares the line ends and tabs that are written as \n and \t: one is lost only where none is left.
func escapes(p *pair) string {
	source, target := p.source.of(escape), p.target.of(escape)
	for _, x := range source {
		if !slices.Contains(target, x) {
			return quote(x) + " is gone"
		}
	}
	for _, x := range target {
		if !slices.Contains(source, x) {
			return quote(x) + " is not in the source"
		}
	}
	return ""
}
