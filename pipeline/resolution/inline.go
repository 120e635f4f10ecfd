package resolution

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A Span is a run of text in one style.
type Span struct {
	Text     string
	Emphasis bool
	Strong   bool
	URL      string // of a link; "" for none
}

// Inline takes a block's text apart into spans. With markup, the text carries Markdown's inline notation: `*em*`,
// `**strong**`, `[text](url)`, `<url>`, backslash escapes, character references (CommonMark 0.31.2, 6); HTML is no
// notation. Without, it is one literal span. The spans' texts, joined, are what a reader sees.
func Inline(markup string, isMarkup bool) []Span {
	if !isMarkup || !strings.ContainsAny(markup, "*_[]<\\&") || endlessLinks(markup) {
		if markup == "" {
			return nil
		}
		return []Span{{Text: markup}}
	}
	source := []byte(markup)
	return spansOf(inlineParser().Parse(text.NewReader(source)), source)
}

// inlineParser knows paragraphs only, so that "1. x" or "# x" in a translation is text; and no HTML. It keeps nothing of what it
// parses, and making one takes longer than most texts.
var inlineParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500)))
})

// spansOf walks a tree of inline nodes.
func spansOf(root ast.Node, source []byte) []Span {
	w := &spanWriter{source: source}
	_ = ast.Walk(root, w.visit) // visit returns no error
	w.flush()
	return w.spans
}

type spanWriter struct {
	source   []byte
	spans    []Span
	style    Span // of the text being collected
	text     strings.Builder
	emphasis int
	strong   int
	urls     []string
	raised   bool // within <sup>
}

func (w *spanWriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	step := -1
	if entering {
		step = 1
	}
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 1 {
			w.emphasis += step
		} else {
			w.strong += step
		}
	case *ast.Link:
		if entering {
			w.urls = append(w.urls, string(util.UnescapePunctuations(n.Destination)))
		} else {
			w.urls = w.urls[:len(w.urls)-1]
		}
	case *ast.AutoLink:
		if entering {
			w.urls = append(w.urls, string(n.URL(w.source)))
			w.add(string(n.Label(w.source)))
			w.urls = w.urls[:len(w.urls)-1]
		}
	case *ast.Text:
		if entering {
			if raw := n.Segment.Value(w.source); n.Parent().Kind() == ast.KindCodeSpan {
				w.add(string(raw))
			} else if seen := literal(raw); w.raised && seen != "" && isNumber(seen) {
				w.add(superscripts.Replace(seen))
			} else {
				w.add(seen)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.add(" ")
			}
		}
	case *ast.String:
		if entering {
			w.add(string(n.Value))
		}
	case *ast.RawHTML:
		if entering {
			tag := string(n.Segments.Value(w.source))
			w.raised = isRaised(tag, w.raised)
			w.add(seenHTML(tag))
		}
	}
	return ast.WalkContinue, nil
}

// seenHTML is what a tag is read as: a line break and a comment as a blank, the tags of HTML as nothing, anything else as it
// stands.
func seenHTML(html string) string {
	switch {
	case isBreak(html) || strings.HasPrefix(html, "<!--"):
		return " "
	case htmlTag.MatchString(html):
		return ""
	}
	return html
}

func isBreak(html string) bool {
	return strings.HasPrefix(strings.ToLower(html), "<br") && strings.Trim(html[3:], " />") == ""
}

// literal resolves backslash escapes and character references.
func literal(raw []byte) string {
	if !strings.ContainsAny(string(raw), `\&`) {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		if raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]) {
			b.WriteByte(raw[i+1])
			i += 2
			continue
		}
		next := i + 1
		for next < len(raw) && raw[next] != '\\' {
			next++
		}
		part := util.ResolveEntityNames(util.ResolveNumericReferences(raw[i:next]))
		b.Write(part)
		i = next
	}
	return b.String()
}

// add appends text in the present style; neighbours of one style are one span.
func (w *spanWriter) add(s string) {
	if s == "" {
		return
	}
	style := Span{Emphasis: w.emphasis > 0, Strong: w.strong > 0}
	if len(w.urls) > 0 {
		style.URL = w.urls[len(w.urls)-1]
	}
	if style != w.style {
		w.flush()
		w.style = style
	}
	w.text.WriteString(s)
}

// flush ends the present span.
func (w *spanWriter) flush() {
	if w.text.Len() > 0 {
		w.style.Text = w.text.String()
		w.spans = append(w.spans, w.style)
		w.style.Text = ""
		w.text.Reset()
	}
}

// InlineError says what is not balanced in a text with inline notation: a "*" or "**" that opens and never closes (or the
// other way round), or a link without its end. A star or bracket meant as itself is written with a backslash, or stands
// between blanks. nil: balanced.
func InlineError(markup string) error {
	if !strings.ContainsAny(markup, "*[") {
		return nil
	}
	if endlessLinks(markup) {
		return errors.New(`too many links that never end; close them with ")", or write \[ for a bracket`)
	}
	source := []byte(markup)
	var problem error
	_ = ast.Walk(inlineParser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, isText := n.(*ast.Text); isText && entering && problem == nil {
			problem = unbalanced(markup, t.Segment.Start, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	return problem
}

// unbalanced finds notation that stayed text between two bytes.
func unbalanced(markup string, start, stop int) error {
	for i := start; i < stop; i++ {
		switch c := markup[i]; {
		case c == '\\':
			i++
		case c == '*' && !betweenBlanks(markup, i):
			return fmt.Errorf("byte %d: a %q without its partner near %s; close it, or write \\* for a star", i, "*", around(markup, i))
		case c == ']' && i+1 < len(markup) && markup[i+1] == '(':
			return fmt.Errorf("byte %d: a link that is not complete near %s; write [text](address), or \\[ and \\] for brackets", i, around(markup, i))
		}
	}
	return nil
}

func betweenBlanks(s string, i int) bool {
	end := i
	for end < len(s) && s[end] == '*' {
		end++
	}
	for i > 0 && s[i-1] == '*' {
		i--
	}
	return (i == 0 || s[i-1] == ' ') && (end == len(s) || s[end] == ' ')
}

// around is the neighbourhood of a byte, for messages.
func around(s string, i int) string {
	const reach = 15
	from, to := max(0, i-reach), min(len(s), i+reach)
	return quoted(strings.ToValidUTF8(s[from:to], ""))
}
