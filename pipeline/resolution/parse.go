package resolution

import (
	"cmp"
	"fmt"
	"strings"

	"publish/pipeline/finding"
)

// Parse reads a canonical text: Markdown if the file's name ends with .md, else plain text. The findings say what was
// guessed, dropped or is odd, in order of lines. An error means that the file is no text that can be read: too large, not
// UTF-8, or without a word of its own.
func Parse(file string, text []byte, register Register) (Document, []finding.Finding, error) {
	r := &reader{file: file}
	name, _ := Stem(file)
	d := Document{Name: name, File: file, Markup: len(file) >= 3 && strings.EqualFold(file[len(file)-3:], ".md")}
	lines, err := r.lines(text)
	if err != nil {
		return Document{}, nil, err
	}
	var passages []passage
	if d.Markup {
		if err := cmp.Or(tooManyLinks(file, lines), tooNested(file, lines)); err != nil {
			return Document{}, nil, err
		}
		passages = r.markdown(lines)
	} else {
		passages = r.passages(r.withoutChrome(lines))
	}
	if len(passages) > MaxBlocks {
		return Document{}, nil, fmt.Errorf("%s: the text has more than %d blocks; keep one resolution in a file", file, MaxBlocks)
	}
	r.unheaded(passages)
	kinds := r.classify(passages)
	d.Blocks = r.blocks(passages, kinds, &register)
	d.Dropped = r.dropped
	if len(d.Blocks) == 0 {
		return Document{}, nil, fmt.Errorf("%s: the file has no text (of its %d lines, %d hold web chrome, notation or control characters); put the text in, or move the file elsewhere", file, len(lines), len(r.dropped))
	}
	finding.Sort(r.findings)
	return d, r.findings, nil
}

// blocks makes a block of each passage.
func (r *reader) blocks(passages []passage, kinds []Kind, register *Register) []Block {
	blocks := make([]Block, 0, len(passages))
	list := lister{reader: r, register: register}
	levels := leveler{reader: r, top: topHeading(passages, kinds)}
	listed := false
	for i, p := range passages {
		if p.literal {
			p.text = escapeNeeded(p.text)
		}
		if p.bare != "" && kinds[i] != Paragraph && kinds[i] != Item && kinds[i] != Quote && kinds[i] != Note {
			r.guess(p.lines, "notation", "are in one style from beginning to end, which the kind of block has already: "+excerpt(p.text), "")
			p.text = p.bare
		}
		var b Block
		switch {
		case kinds[i] == Signatories:
			b = list.heading(p)
		case p.inList:
			if !listed {
				list.look(passages[i:])
				if list.section == "" {
					list.section = Signed
				}
			}
			var next *passage
			if i+1 < len(passages) {
				next = &passages[i+1]
			}
			b = list.block(p, next)
		default:
			b = Block{Kind: kinds[i], Lines: p.lines, Label: p.label, Text: p.text}
			if b.Kind == Dateline {
				b.setDate()
			}
		}
		listed = p.inList
		b.Level = levels.of(p, b.Kind)
		if b.Text == "" && b.Label == "" && b.Signatory == nil {
			continue
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// A leveler knows how deep an item stands.
type leveler struct {
	*reader
	top   int // Markdown's level of the document's highest heading, the title aside
	stack []struct {
		indent int
		style  string
	}
	deep bool // the finding about too deep levels was said
}

// topHeading is the least level of the headings.
func topHeading(passages []passage, kinds []Kind) int {
	top := 0
	for i, p := range passages {
		if kinds[i] == Heading && p.level > 0 && (top == 0 || p.level < top) {
			top = p.level
		}
	}
	return max(top, 1)
}

// of is the level of a block: of a heading or an item from 1, of anything else 0.
func (l *leveler) of(p passage, kind Kind) int {
	level := 0
	switch {
	case kind == Heading:
		l.stack = nil
		level = max(1, p.level-l.top+1)
	case kind != Item:
		if p.indent == 0 || len(l.stack) > 0 && p.indent <= l.stack[0].indent {
			l.stack = nil
		}
	case p.level > 0:
		level = p.level
	default:
		level = l.push(p)
	}
	if level > MaxDepth {
		level = MaxDepth
		if !l.deep {
			l.deep = true
			l.say(finding.Warning, p.lines[0], "depth", fmt.Sprintf("line %d: items nest deeper than %d levels; deeper ones were read as of this level", p.lines[0], MaxDepth), "")
		}
	}
	return level
}

// push finds the level of an item in plain text: by its indentation, then by the style of its label.
func (l *leveler) push(p passage) int {
	type open = struct {
		indent int
		style  string
	}
	for len(l.stack) > 0 && l.stack[len(l.stack)-1].indent > p.indent+1 {
		l.stack = l.stack[:len(l.stack)-1]
	}
	for i := len(l.stack) - 1; i >= 0 && l.stack[i].indent+1 >= p.indent; i-- {
		if l.stack[i].style == p.style {
			l.stack = l.stack[:i+1]
			return i + 1
		}
	}
	if n := len(l.stack); n > 0 && l.stack[n-1].indent+1 >= p.indent && p.ordinal == 0 && l.stack[n-1].style != p.style && !isEnumerated(l.stack[n-1].style) {
		l.stack[n-1].style = p.style // another bullet at the same place
		return n
	}
	l.stack = append(l.stack, open{p.indent, p.style})
	return len(l.stack)
}

func isEnumerated(style string) bool { return strings.ContainsAny(style, "1aAаiI①§") }
