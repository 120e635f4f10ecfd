package exchange

import (
	"slices"
	"strings"

	"publish/pipeline/pattern"
)

// A partKind says what a part of a text is to a translator's tool.
type partKind uint8

const (
	words  partKind = iota
	opens           // an inline code that closes further on
	closes          // its end
	alone           // an inline code of its own
)

// A part of a text. The parts' texts, joined, are the text: whatever tools show, what comes back is the same bytes.
type part struct {
	kind partKind
	id   int    // of a code, from 1; an end has that of its beginning
	what string // of a code: bold, italic, bold-italic, link, placeholder
	text string
}

var (
	autolink    = pattern.New(`^<(?:(?:https?://|mailto:)[^\s<>]+|[^\s<>@/]+@[^\s<>@/]+)>`)
	linkEnd     = pattern.New(`^\]\((?:[^()\\\s]|\\.|\((?:[^()\\\s]|\\.)*\))*(?:\s+"(?:[^"\\]|\\.)*")?\)`)
	placeholder = pattern.New(`^\{(?:date|\{[^{}]*\})\}`)
)

// partsOf takes a text apart, so that tools keep the marks of its notation together and out of the translator's way: with
// markup those of Markdown (`*em*`, `**strong**`, `[text](url)`, `<url>`), with placeholders {date} and {{.Field}}. What is
// not balanced is words.
func partsOf(text string, markup, placeholders bool) []part {
	if !strings.ContainsAny(text, "*[<{") || !markup && !placeholders {
		return []part{{text: text}}
	}
	c := cutter{text: text}
	for c.at < len(text) {
		switch b := text[c.at]; {
		case markup && b == '\\':
			c.at += min(2, len(text)-c.at)
		case markup && b == '*':
			c.stars()
		case markup && b == '[':
			c.open = append(c.open, c.code(opens, "link", 1))
		case markup && b == ']':
			c.endLink()
		case markup && b == '<' && autolink.MatchString(text[c.at:]):
			c.code(alone, "link", len(autolink.FindString(text[c.at:])))
		case placeholders && b == '{' && placeholder.MatchString(text[c.at:]):
			c.code(alone, "placeholder", len(placeholder.FindString(text[c.at:])))
		default:
			c.at++
		}
	}
	return c.finish()
}

// A cutter cuts one text. Codes that stay open become words in the end.
type cutter struct {
	text  string
	at    int
	from  int // begin of the words that no part has yet
	parts []part
	open  []int // indices of open parts
}

// code makes a part of the next n bytes, and returns its index.
func (c *cutter) code(kind partKind, what string, n int) int {
	if c.from < c.at {
		c.parts = append(c.parts, part{text: c.text[c.from:c.at]})
	}
	c.parts = append(c.parts, part{kind: kind, what: what, text: c.text[c.at : c.at+n]})
	c.at += n
	c.from = c.at
	return len(c.parts) - 1
}

var emphasis = [...]string{1: "italic", 2: "bold", 3: "bold-italic"}

// stars reads a run of asterisks: those that close what is open, then those that open.
func (c *cutter) stars() {
	rest := strings.TrimLeft(c.text[c.at:], "*")
	n := len(c.text) - c.at - len(rest)
	after := rest != "" && rest[0] != ' '
	before := c.at > 0 && c.text[c.at-1] != ' '
	for before && n > 0 {
		i := c.innermost('*')
		if i < 0 || len(c.parts[c.open[i]].text) > n {
			break
		}
		n -= len(c.parts[c.open[i]].text)
		c.end(i, len(c.parts[c.open[i]].text))
	}
	switch {
	case n == 0:
	case n < len(emphasis) && after:
		c.open = append(c.open, c.code(opens, emphasis[n], n))
	default:
		c.at += n
	}
}

// innermost is the place in open of the innermost code that begins with a mark, if nothing but brackets stands in it.
func (c *cutter) innermost(mark byte) int {
	for i := len(c.open) - 1; i >= 0; i-- {
		switch b := c.parts[c.open[i]].text[0]; {
		case b == mark:
			return i
		case b != '[':
			return -1
		}
	}
	return -1
}

// end closes what stands at a place in open; brackets that are open within are words.
func (c *cutter) end(i, n int) {
	begin := c.open[i]
	c.open = c.open[:i]
	end := c.code(closes, c.parts[begin].what, n)
	c.parts[begin].id, c.parts[end].id = begin+1, begin+1
}

func (c *cutter) endLink() {
	link := linkEnd.FindString(c.text[c.at:])
	i := len(c.open) - 1
	if i < 0 || c.parts[c.open[i]].text != "[" {
		c.at++
		return
	}
	if link == "" { // [brackets]
		c.open = c.open[:i]
		c.at++
		return
	}
	c.end(i, len(link))
}

// finish joins words, and numbers the codes in their order.
func (c *cutter) finish() []part {
	if c.from < len(c.text) {
		c.parts = append(c.parts, part{text: c.text[c.from:]})
	}
	var joined []part
	numbers, next := map[int]int{}, 1
	for _, p := range c.parts {
		if p.kind == opens && p.id == 0 {
			p = part{text: p.text}
		}
		switch last := len(joined) - 1; {
		case p.kind == words && last >= 0 && joined[last].kind == words:
			joined[last].text += p.text
			continue
		case p.kind == closes:
			p.id = numbers[p.id]
		case p.kind != words:
			numbers[p.id] = next
			p.id = next
			next++
		}
		joined = append(joined, p)
	}
	return joined
}

// pairOf takes a source and its translation apart, so that a code of the translation has the id of the same code in the
// source; else of one of its kind there; else a new one.
func pairOf(r row, u Unit) (source, target []part) {
	source, target = partsOf(r.source, u.Markup, u.Placeholder), partsOf(r.target, u.Markup, u.Placeholder)
	free := codesOf(source)
	given, next := map[int]int{}, len(free)+1
	all := codesOf(target)
	for _, alike := range []func(a, b code) bool{
		func(a, b code) bool {
			return a.part.text == b.part.text && a.part.what == b.part.what && a.end == b.end
		},
		func(a, b code) bool { return a.part.kind == b.part.kind && a.part.what == b.part.what },
	} {
		for _, c := range all {
			i := slices.IndexFunc(free, func(f code) bool { return alike(c, f) })
			if i >= 0 && given[c.part.id] == 0 {
				given[c.part.id] = free[i].part.id
				free = slices.Delete(free, i, i+1)
			}
		}
	}
	for i := range target {
		if target[i].kind == words {
			continue
		}
		if given[target[i].id] == 0 {
			given[target[i].id] = next
			next++
		}
		target[i].id = given[target[i].id]
	}
	return source, target
}

// A code is an inline code, with the text of its end.
type code struct {
	part
	end string
}

// codesOf are the codes of a text; the one with the id n is at n-1.
func codesOf(parts []part) []code {
	var all []code
	for _, p := range parts {
		switch p.kind {
		case opens, alone:
			all = append(all, code{part: p})
		case closes:
			all[p.id-1].end = p.text
		}
	}
	return all
}
