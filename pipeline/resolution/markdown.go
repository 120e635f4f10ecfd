package resolution

import (
	"sort"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/unicode/norm"
)

// A markdownReader makes passages of CommonMark (0.31.2) with tables and footnotes. Every line of the source ends up in a
// passage, or is dropped with a finding.
type markdownReader struct {
	*reader
	lines   []line
	source  []byte
	starts  []int // byte of each line's beginning
	out     []passage
	covered map[int]bool // indices of lines that are in a passage or dropped
}

// markdown groups the lines of a Markdown text.
func (r *reader) markdown(lines []line) []passage {
	m := &markdownReader{reader: r, lines: r.withoutChrome(lines), covered: map[int]bool{}}
	m.frontMatter()
	notes := m.footnotes()
	var b strings.Builder
	for _, l := range m.lines {
		m.starts = append(m.starts, b.Len())
		b.WriteString(l.text + "\n")
	}
	m.source = []byte(b.String())
	parser := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()
	m.blocks(parser.Parse(text.NewReader(m.source)), context{})
	m.leftovers()
	m.out = append(m.out, notes...)
	m.spacing()
	return r.lists(m.out)
}

// frontMatter drops a YAML or TOML head: what the site's generator wants to know is no text of the resolution.
func (m *markdownReader) frontMatter() {
	if len(m.lines) == 0 || m.lines[0].text != "---" && m.lines[0].text != "+++" {
		return
	}
	for end := 1; end < min(len(m.lines), 60); end++ {
		if m.lines[end].text != m.lines[0].text {
			continue
		}
		for i := range end + 1 {
			if collapse(m.lines[i].text) != "" {
				m.drop(m.lines[i].number, "front-matter", m.lines[i].text, "front matter")
			}
			m.lines[i].text, m.covered[i] = "", true
		}
		return
	}
}

var footnote = lazily(`^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$`)

// footnotes takes the definitions of footnotes out ("[^1]: …" and the indented lines under it) and makes each reference
// "[1]", as their labels will be: a reader of the edition knows no "^". (goldmark's own extension would lose definitions
// that nothing refers to.)
func (m *markdownReader) footnotes() []passage {
	var notes []passage
	names := map[string]bool{}
	for i := 0; i < len(m.lines); i++ {
		found := footnote.FindStringSubmatch(m.lines[i].text)
		if found == nil {
			continue
		}
		body, received := []line{{m.lines[i].number, found[2]}}, m.lines[i]
		m.lines[i].text, m.covered[i] = "", true
		for i+1 < len(m.lines) && columns(m.lines[i+1].text) >= 2 && collapse(m.lines[i+1].text) != "" {
			i++
			body = append(body, line{m.lines[i].number, strings.TrimSpace(m.lines[i].text)})
			m.lines[i].text, m.covered[i] = "", true
		}
		note := m.inlineLines(body)
		if len(note.raw) == 0 {
			m.drop(received.number, "empty-note", strings.TrimSpace(received.text), "a footnote without a text")
			continue
		}
		names[found[1]] = true
		note.form, note.label = noteForm, "["+found[1]+"]"
		notes = append(notes, note)
	}
	for i := range m.lines {
		if strings.Contains(m.lines[i].text, "[^") {
			m.lines[i].text = footnoteMark.ReplaceAllStringFunc(m.lines[i].text, func(s string) string {
				if names[s[2:len(s)-1]] {
					return "[" + s[2:]
				}
				return s
			})
		}
	}
	return notes
}

var footnoteMark = lazily(`\[\^[^\]\s]{1,40}\]`)

// inlineLines makes a passage of lines that are inline text.
func (m *markdownReader) inlineLines(body []line) passage {
	var parts []string
	for _, l := range body {
		parts = append(parts, l.text)
	}
	source := []byte(strings.Join(parts, "\n"))
	p := passage{lines: [2]int{body[0].number, body[len(body)-1].number}}
	m.write(&p, inlineParser().Parse(text.NewReader(source)), source, func(int) int { return 0 })
	return p
}

// A context says where in the tree a block stands.
type context struct {
	depth int // of lists
	label string
	style string
	quote bool
}

// blocks walks the children of a block.
func (m *markdownReader) blocks(parent ast.Node, c context) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		m.block(n, c)
		c.label = "" // only the first block of an item has its label
	}
}

func (m *markdownReader) block(n ast.Node, c context) {
	switch n := n.(type) {
	case *ast.Heading:
		m.add(n, passage{form: headingForm, level: n.Level})
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n, c)
	case *ast.Blockquote:
		c.quote = true
		m.blocks(n, c)
	case *ast.List:
		m.list(n, c)
	case *ast.ThematicBreak: // leftovers drops its line
	case *extast.Table:
		m.table(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		m.verbatim(n, c)
	default:
		m.blocks(n, c)
	}
}

func (m *markdownReader) paragraph(n ast.Node, c context) {
	p := passage{}
	switch {
	case c.label != "":
		p.form, p.label, p.style, p.level = itemForm, c.label, c.style, c.depth
		p.ordinal = readMark(c.label + " x").ordinal
	case c.quote:
		p.form = quoteForm
	}
	m.add(n, p)
}

// list reads the items' marks from the source: numbers are kept as they are, though CommonMark would count on from the
// first; only a number written twice in a row is counted on.
func (m *markdownReader) list(list *ast.List, c context) {
	last, before := -1, -1 // the number before, and as the source has it
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		inner := context{depth: c.depth + 1, label: "•", style: string(list.Marker), quote: c.quote}
		if list.IsOrdered() {
			number := list.Start
			if at := m.lineOf(firstByte(n)); at >= 0 {
				if read, ok := orderedMark(m.lines[at].text, list.Marker); ok {
					number = read
				}
			}
			received := number
			if number == before || n != list.FirstChild() && number < 0 {
				number = last + 1
			}
			last, before = number, received
			inner.label, inner.style = strconv.Itoa(number)+string(list.Marker), "1"+string(list.Marker)
		}
		if n.FirstChild() == nil || n.FirstChild().Kind() == ast.KindList { // an empty item
			inner.label = ""
		}
		m.blocks(n, inner)
	}
}

var ordered = lazily(`(\d{1,9})([.)])(?:[ \t]|$)`)

// orderedMark finds the last number with this delimiter before the text of an item.
func orderedMark(text string, marker byte) (int, bool) {
	found := ordered.FindStringSubmatch(text[:min(len(text), 200)])
	if found == nil || found[2][0] != marker {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil
}

// firstByte is the first byte of a block's text, -1 if it has none.
func firstByte(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return -1
}

// lineOf is the index of the line that a byte stands in.
func (m *markdownReader) lineOf(at int) int {
	return sort.SearchInts(m.starts, at+1) - 1
}

// add makes a passage of a block with inline content.
func (m *markdownReader) add(n ast.Node, p passage) {
	if n.Lines().Len() == 0 {
		return
	}
	first, last := m.lineOf(n.Lines().At(0).Start), m.lineOf(max(n.Lines().At(n.Lines().Len()-1).Stop-1, n.Lines().At(0).Start))
	p.lines = [2]int{m.lines[first].number, m.lines[last].number}
	for i := first; i <= last; i++ {
		m.covered[i] = true
	}
	m.write(&p, n, m.source, m.lineOf)
	switch {
	case p.plain == "":
	case isPicture(n):
		m.drop(p.lines[0], "picture", p.plain, "what a picture shows")
	default:
		m.out = append(m.out, p)
	}
}

// isPicture says whether a paragraph is pictures and nothing else.
func isPicture(n ast.Node) bool {
	found := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			found = true
		case *ast.Text:
			if c.Segment.Len() > 0 {
				return false
			}
		default:
			return false
		}
	}
	return found
}

// verbatim makes literal text of code, whatever it means, and passages of HTML.
func (m *markdownReader) verbatim(n ast.Node, c context) {
	var raw []line
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		at := m.lineOf(segment.Start)
		m.covered[at] = true
		if s := strings.TrimRight(string(segment.Value(m.source)), "\n"); collapse(s) != "" {
			raw = append(raw, line{m.lines[at].number, s})
		}
	}
	if html, isHTML := n.(*ast.HTMLBlock); isHTML && html.HasClosure() {
		at := m.lineOf(html.ClosureLine.Start)
		m.covered[at] = true
		if s := collapse(string(html.ClosureLine.Value(m.source))); s != "" {
			raw = append(raw, line{m.lines[at].number, s})
		}
	}
	if len(raw) == 0 {
		return
	}
	p := passage{lines: [2]int{raw[0].number, raw[len(raw)-1].number}, raw: raw, form: verbatim}
	if n.Kind() == ast.KindHTMLBlock {
		m.out = append(m.out, m.html(raw)...)
		return
	}
	if n.Kind() == ast.KindCodeBlock {
		p.form = plainForm // four blanks are oftener an indented list than code
	}
	p.plain, _ = joinLines(raw)
	p.text = escapeAll(p.plain)
	m.guess(p.lines, "verbatim", "are code and were kept as literal text", "write them as text")
	m.out = append(m.out, p)
}

// table makes a paragraph of each row.
func (m *markdownReader) table(table ast.Node) {
	m.guess([2]int{m.lines[m.lineOf(firstByte(table.FirstChild().FirstChild()))].number, m.lines[m.lineOf(firstByte(table.FirstChild().FirstChild()))].number}, "table",
		"begins a table; each row was kept as a paragraph", "write it as a list")
	var columns []column
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		p := passage{form: verbatim, columns: columns}
		var cells, plains []string
		at := -1 // index of the row's line
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell.Lines().Len() == 0 {
				continue
			}
			at = m.lineOf(cell.Lines().At(0).Start)
			m.covered[at] = true
			p.lines = [2]int{m.lines[at].number, m.lines[at].number}
			one := passage{lines: p.lines}
			m.write(&one, cell, m.source, m.lineOf)
			cells, plains, p.links = append(cells, one.text), append(plains, one.plain), append(p.links, one.links...)
		}
		for _, extra := range m.beyond(row, at) {
			cells, plains = append(cells, escapeAll(extra)), append(plains, extra)
		}
		if isTableHead(plains) {
			m.dropLinks(p.lines[0], p.links)
			m.drop(p.lines[0], "table-head", strings.Join(plains, " | "), "the head of a table")
			columns = columnsOf(plains)
			continue
		}
		if p.text, p.plain = collapse(strings.Join(cells, " | ")), collapse(strings.Join(plains, " | ")); p.plain != "" {
			p.raw = []line{{p.lines[0], p.plain}}
			m.out = append(m.out, p)
		}
	}
}

// beyond are the cells of a row that stand behind the table's last column: Markdown has no place for them.
func (m *markdownReader) beyond(row ast.Node, at int) []string {
	if at < 0 {
		return nil
	}
	line := strings.ReplaceAll(strings.TrimSpace(m.lines[at].text), `\|`, "\x00") // no text has a NUL
	cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
	var out []string
	for _, cell := range cells[min(len(cells), row.ChildCount()):] {
		if cell = norm.NFC.String(collapse(strings.ReplaceAll(cell, "\x00", "|"))); cell != "" {
			out = append(out, cell)
		}
	}
	return out
}

// leftovers drops the lines that became no passage: rules, fences, underlines of headings, definitions of links.
func (m *markdownReader) leftovers() {
	for i, l := range m.lines {
		if !m.covered[i] && collapse(l.text) != "" {
			m.drop(l.number, "markdown-syntax", l.text, "Markdown's own notation")
		}
	}
}

// spacing puts the passages into the order of their lines (an HTML block's end may stand elsewhere) and separates them: in
// Markdown, blocks are what blank lines separate in plain text.
func (m *markdownReader) spacing() {
	sort.SliceStable(m.out, func(i, j int) bool { return m.out[i].lines[0] < m.out[j].lines[0] })
	for i := range m.out {
		m.out[i].blankBefore, m.out[i].blankAfter = true, true
	}
}
