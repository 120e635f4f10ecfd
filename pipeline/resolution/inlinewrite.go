package resolution

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// write sets a passage's text, plain text and lines from the inline content of a block. The notation is the project's own
// (`*em*`, `**strong**`, `[text](url)`), whatever the author wrote; text stands as the author wrote it, escapes included.
// Where that would read differently in the new notation, every mark in the text is escaped.
func (m *markdownReader) write(p *passage, n ast.Node, source []byte, lineOf func(int) int) {
	w := &inlineWriter{source: source}
	w.children(n)
	want := spansOf(n, source)
	text := norm.NFC.String(collapse(w.text.String()))
	if !sameSpans(want, Inline(text, true)) || InlineError(text) != nil {
		w = &inlineWriter{source: source, escape: true}
		w.children(n)
		text = norm.NFC.String(collapse(w.text.String()))
	}
	p.plain = norm.NFC.String(collapse(spanText(want))) // a mark may meet its letter where notation stood between them
	if !sameSpans(want, Inline(text, true)) || InlineError(text) != nil {
		w.odd = append(w.odd, "emphasis that cannot be written in the catalogs' notation")
		text = escapeAll(p.plain)
		w.text.Reset()
		w.text.WriteString(escapeAll(norm.NFC.String(w.plain.String())))
		m.dropLinks(p.lines[0], w.links)
		w.links = nil
	}
	p.links = w.links
	if len(w.unseen) > 0 {
		m.drop(p.lines[0], "html", strings.Join(w.unseen, " "), "HTML that shows nothing")
	}
	for _, address := range w.pictures {
		m.drop(p.lines[0], "picture", address, "a picture, which editions do not show,")
	}
	for _, what := range slices.Compact(w.odd) {
		m.guess(p.lines, "notation", "have "+what+"; its text was kept", "")
	}
	p.text, p.bare = text, bareOf(want)
	w.lines(p)
	p.text = joinMarked(p.marked, text)
}

// isSound says whether a passage's notation is balanced and gives its plain text.
func isSound(p passage) bool {
	return InlineError(p.text) == nil && dense(spanText(Inline(p.text, true))) == dense(p.plain)
}

// dropLinks says which addresses are lost with the notation.
func (r *reader) dropLinks(number int, links []string) {
	for _, address := range links {
		if address != "" {
			r.drop(number, "link", address, "the address of a link")
		}
	}
}

// lines sets the lines of a passage; empty ones are left out.
func (w *inlineWriter) lines(p *passage) {
	first := p.lines[0]
	marked, plain := strings.Split(w.text.String(), "\n"), strings.Split(w.plain.String(), "\n")
	for i := range min(len(marked), len(plain)) {
		number := first
		if i > 0 {
			number = min(first+w.rows[i-1], p.lines[1])
		}
		hard := i < len(w.hard) && w.hard[i]
		switch {
		case collapse(plain[i]) != "":
			p.raw, p.marked, p.hard = append(p.raw, line{number, norm.NFC.String(plain[i])}), append(p.marked, collapse(marked[i])), append(p.hard, hard)
		case hard && len(p.hard) > 0:
			p.hard[len(p.hard)-1] = true
		}
	}
}

// joinMarked joins words that a hyphen divides at a line's end, as joinLines does, if the notation does not stand between.
func joinMarked(marked []string, text string) string {
	lines := make([]line, len(marked))
	for i, s := range marked {
		lines[i].text = s
	}
	joined, glued := joinLines(lines)
	if !glued || strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
		return text
	}
	return joined
}

// bareOf is the text of spans that are all in one style, without it; "" if they are not, or have none.
func bareOf(spans []Span) string {
	if len(spans) != 1 || !spans[0].Emphasis && !spans[0].Strong || spans[0].URL != "" {
		return ""
	}
	return escapeNeeded(collapse(spans[0].Text))
}

func spanText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// sameSpans compares what a reader would see, white space aside.
func sameSpans(a, b []Span) bool {
	return slices.EqualFunc(visible(a), visible(b), func(x, y Span) bool { return x == y })
}

func visible(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		s.Text = strings.Join(strings.Fields(s.Text), "")
		if s.Text == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].Emphasis == s.Emphasis && out[last].Strong == s.Strong && out[last].URL == s.URL {
			out[last].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// An inlineWriter writes inline nodes as notation, and beside it as plain text; lines stay lines in both.
type inlineWriter struct {
	source      []byte
	text, plain strings.Builder
	hard        []bool // of each line's end: a hard break
	row         int    // line of the source, from 0
	rows        []int  // of each line but the first: the line of the source that it is on
	escape      bool   // escape every mark in text
	odd         []string
	pictures    []string // their addresses
	unseen      []string // tags that are no text
	raised      bool     // within <sup>
	links       []string // addresses and titles
}

func (w *inlineWriter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *inlineWriter) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.write(n.Segment.Value(w.source), literal(n.Segment.Value(w.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.row++
			w.newLine(n.HardLineBreak())
		}
	case *ast.String:
		w.write(n.Value, string(n.Value))
	case *ast.Emphasis:
		mark := strings.Repeat("*", n.Level)
		w.text.WriteString(mark)
		w.children(n)
		w.text.WriteString(mark)
	case *ast.Link:
		w.links = append(w.links, strings.TrimSpace(string(n.Destination)+" "+string(n.Title)))
		w.text.WriteByte('[')
		w.children(n)
		w.text.WriteString("](" + string(n.Destination))
		if len(n.Title) > 0 {
			w.text.WriteString(` "` + string(n.Title) + `"`)
		}
		w.text.WriteByte(')')
	case *ast.AutoLink:
		label := string(n.Label(w.source))
		w.text.WriteString("<" + label + ">")
		w.plain.WriteString(label)
	case *ast.RawHTML:
		w.html(string(n.Segments.Value(w.source)))
	case *ast.CodeSpan:
		w.odd = append(w.odd, "code")
		w.code(n)
	case *ast.Image:
		w.pictures = append(w.pictures, strings.TrimSpace(string(n.Destination)+" "+string(n.Title)))
		w.children(n)
	default:
		w.children(n)
	}
}

// html writes what is no tag of HTML's as literal text; a line break is one, and the others show nothing.
func (w *inlineWriter) html(tag string) {
	if seenHTML(tag) == tag {
		w.literally(tag)
		w.odd = append(w.odd, "HTML, "+excerpt(tag))
		return
	}
	w.unseen = append(w.unseen, tag)
	w.raised = isRaised(tag, w.raised)
	if isBreak(tag) {
		w.newLine(true)
	}
}

// newLine ends a line; hard: it is one of the text, not of its source.
func (w *inlineWriter) newLine(hard bool) {
	w.text.WriteByte('\n')
	w.plain.WriteByte('\n')
	w.hard = append(w.hard, hard)
	w.rows = append(w.rows, w.row)
}

// code writes a code span: its text has no notation of its own.
func (w *inlineWriter) code(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			w.literally(string(t.Segment.Value(w.source)))
		}
	}
}

func (w *inlineWriter) literally(s string) {
	s = strings.ReplaceAll(s, "\n", " ")
	w.text.WriteString(escapeAll(s))
	w.plain.WriteString(s)
}

func (w *inlineWriter) write(raw []byte, seen string) {
	switch {
	case w.raised && seen != "" && isNumber(seen):
		seen = superscripts.Replace(seen)
		w.text.WriteString(seen)
	case w.escape:
		w.text.WriteString(escapeAll(seen))
	default:
		w.text.Write(raw)
	}
	w.plain.WriteString(seen)
}

var marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "`", "\\`")

// escapeAll writes a literal text as notation.
func escapeAll(s string) string { return marks.Replace(s) }

// escapeNeeded is a literal text as notation, without escapes if it reads the same without.
func escapeNeeded(s string) string {
	if spanText(Inline(s, true)) == s && len(Inline(s, true)) <= 1 && InlineError(s) == nil {
		return s
	}
	return escapeAll(s)
}
