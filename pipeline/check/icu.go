package check

import (
	"slices"
	"strings"
)

// A message is what a message of ICU's MessageFormat consists of (ICU User Guide, "Formatting Messages"): the arguments that a program
// fills in, and the choices among forms, "{count, plural, one {# page} other {# pages}}".
type message struct {
	args    []string            // names, each once, in order
	choices map[string][]string // "name, kind" -> its selectors
	order   []string            // of choices
	number  bool                // a form has "#", the number that it is chosen by
	whole   bool                // every brace has its partner
}

// readMessage takes a message apart.
func readMessage(text string) message {
	m := message{choices: map[string][]string{}, whole: true}
	if rest := m.read(text, 0); rest != "" {
		m.whole = false
	}
	return m
}

// deepest is how deep choices may be within one another.
const deepest = 16

// read takes text in up to the brace that ends its form, and returns what is behind that.
func (m *message) read(text string, depth int) string {
	for text != "" {
		switch c := text[0]; {
		case c == '\'' && len(text) > 1 && strings.IndexByte("{}#|", text[1]) >= 0: // quoted
			end := strings.IndexByte(text[1:], '\'')
			if end < 0 {
				return ""
			}
			text = text[end+2:]
			continue
		case c == '}':
			if depth == 0 {
				m.whole = false
				text = text[1:]
				continue
			}
			return text[1:]
		case c == '{':
			text = m.argument(text[1:], depth)
			continue
		case c == '#' && depth > 0:
			m.number = true
		}
		text = text[1:]
	}
	m.whole = m.whole && depth == 0
	return ""
}

// argument takes in what stands between a brace and its partner.
func (m *message) argument(text string, depth int) string {
	end := strings.IndexAny(text, ",{}")
	if end < 0 || text[end] == '{' || depth > deepest {
		m.whole = false
		return ""
	}
	name := strings.TrimSpace(text[:end])
	if !slices.Contains(m.args, name) {
		m.args = append(m.args, name)
	}
	if text[end] == '}' {
		return text[end+1:]
	}
	text = text[end+1:]
	end = strings.IndexAny(text, ",{}")
	if end < 0 {
		m.whole = false
		return ""
	}
	kind := strings.TrimSpace(text[:end])
	if text[end] != ',' || kind != "plural" && kind != "select" && kind != "selectordinal" {
		after := strings.IndexByte(text, '}') // a format: {when, date, short}
		if after < 0 {
			m.whole = false
			return ""
		}
		return text[after+1:]
	}
	return m.choose(name+", "+kind, text[end+1:], depth)
}

// choose takes in the forms of a choice.
func (m *message) choose(choice, text string, depth int) string {
	if _, seen := m.choices[choice]; !seen {
		m.choices[choice] = nil
		m.order = append(m.order, choice)
	}
	for {
		end := strings.IndexAny(text, "{}")
		if end < 0 {
			m.whole = false
			return ""
		}
		if text[end] == '}' {
			return text[end+1:]
		}
		selector := strings.TrimSpace(text[:end])
		if _, behind, ok := strings.Cut(selector, "offset:"); ok { // offset:1 one
			selector = strings.TrimSpace(strings.TrimLeft(behind, "0123456789 "))
		}
		m.choices[choice] = append(m.choices[choice], selector)
		text = m.read(text[end+1:], depth+1)
	}
}

// messages compares a message of ICU with its translation: what a program fills in, and the forms it chooses among. Which plural
// categories a language needs is its own affair, but each must be one, and "other" is always wanted.
func messages(source, target string) string {
	a, b := readMessage(source), readMessage(target)
	if !a.whole {
		return ""
	}
	if !b.whole {
		return "a brace of the message has no partner"
	}
	for _, name := range a.args {
		if !slices.Contains(b.args, name) {
			return "the placeholder " + quote("{"+name+"}") + " is gone"
		}
	}
	for _, name := range b.args {
		if !slices.Contains(a.args, name) {
			return "the placeholder " + quote("{"+name+"}") + " is not in the source"
		}
	}
	for _, choice := range a.order {
		has, ok := b.choices[choice]
		if !ok {
			return "the choice " + quote("{"+choice+", …}") + " is gone"
		}
		if what := selectors(a.choices[choice], has, strings.HasSuffix(choice, " select")); what != "" {
			return what + " in " + quote("{"+choice+", …}")
		}
	}
	if a.number && !b.number {
		return "the placeholder " + quote("#") + " is gone"
	}
	return ""
}

func selectors(source, target []string, exact bool) string {
	if !slices.Contains(target, "other") {
		return "the form “other” is gone"
	}
	for _, s := range source {
		if exact && !slices.Contains(target, s) {
			return "the form " + quote(s) + " is gone"
		}
	}
	for _, s := range target {
		if !slices.Contains(source, s) && (exact || !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, s) && !strings.HasPrefix(s, "=")) {
			return "the form " + quote(s) + " is none that the source has"
		}
	}
	return ""
}
