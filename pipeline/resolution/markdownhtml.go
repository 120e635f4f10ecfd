package resolution

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"
)

// HTML within Markdown: of its tags an edition shows nothing, so they are dropped, with a finding each; the text between
// them is the resolution's. Blocks are what the tags of blocks part.

var (
	// htmlTag is a tag whose name HTML knows. "<stdio.h>" is text.
	htmlTag  = lazily(`(?i)^</?(?:a|abbr|address|article|aside|b|big|blockquote|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|link|main|mark|meta|nav|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|video|wbr)(?:\s[^<>]*)?/?>$`)
	anyTag   = lazily(`(?s)<!--.*?-->|</?[A-Za-z][^<>]*>`)
	blockTag = lazily(`(?i)^</?(address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)\b`)
	// script is an element whose content is for the browser.
	script = lazily(`(?is)<(?:script|style|template|noscript)\b.*?(?:</(?:script|style|template|noscript)\s*>|$)`)
)

// isRaised says whether text behind a tag is raised, as a note's number is: "<sup>1</sup>" is read as "¹".
func isRaised(tag string, raised bool) bool {
	switch {
	case strings.EqualFold(tag, "<sup>"):
		return true
	case strings.EqualFold(tag, "</sup>"):
		return false
	}
	return raised
}

// A htmlReader makes passages of the lines of an HTML block.
type htmlReader struct {
	*markdownReader
	out  []passage
	next passage  // its form, level and label are known; its text is to come
	list int      // how deep lists nest
	open bool     // the last passage goes on
	tags []string // of the present line
	line int      // … its number
}

// html makes passages of a block of HTML; nothing is left of one without text.
func (m *markdownReader) html(raw []line) []passage {
	h := &htmlReader{markdownReader: m}
	source, starts := joinedSource(raw)
	at := 0
	for _, tag := range tagsOf(source) {
		h.text(source, at, tag[0], starts, raw)
		h.tag(source[tag[0]:tag[1]], raw[lineAt(starts, tag[0])].number)
		at = tag[1]
	}
	h.text(source, at, len(source), starts, raw)
	h.dropTags(0)
	return h.out
}

// dropTags drops the tags of a line when another begins.
func (h *htmlReader) dropTags(next int) {
	if h.line != next && len(h.tags) > 0 {
		h.drop(h.line, "html", strings.Join(h.tags, " "), "HTML that shows nothing")
		h.tags = nil
	}
	h.line = next
}

// joinedSource is lines as one text, with the byte that each begins at.
func joinedSource(raw []line) (source string, starts []int) {
	var b strings.Builder
	for _, l := range raw {
		starts = append(starts, b.Len())
		b.WriteString(l.text + "\n")
	}
	return b.String(), starts
}

func lineAt(starts []int, at int) int { return max(0, sort.SearchInts(starts, at+1)-1) }

// tagsOf are the bytes of the tags of a text, in order; scripts and styles are one with their content.
func tagsOf(source string) [][]int {
	var tags [][]int
	scripts := script.FindAllStringIndex(source, -1)
	for _, t := range anyTag.FindAllStringIndex(source, -1) {
		for len(scripts) > 0 && scripts[0][0] <= t[0] {
			tags, scripts = append(tags, scripts[0]), scripts[1:]
		}
		inScript := len(tags) > 0 && t[0] < tags[len(tags)-1][1]
		if text := source[t[0]:t[1]]; !inScript && (strings.HasPrefix(text, "<!--") || htmlTag.MatchString(text) || isBreak(text)) {
			tags = append(tags, t)
		}
	}
	return append(tags, scripts...)
}

// tag drops a tag, and remembers what it says of the text behind it.
func (h *htmlReader) tag(tag string, number int) {
	h.dropTags(number)
	h.tags = append(h.tags, tag)
	m := blockTag.FindStringSubmatch(tag)
	if m == nil {
		return
	}
	h.open = false
	name, closes := strings.ToLower(m[1]), strings.HasPrefix(tag, "</")
	step := 1
	if closes {
		step = -1
		h.next = passage{}
	}
	switch {
	case name == "ul" || name == "ol":
		h.list = max(0, h.list+step)
	case closes:
	case name == "li":
		h.next = passage{form: itemForm, label: "•", style: "•", level: max(1, h.list)}
	case name == "blockquote":
		h.next = passage{form: quoteForm}
	case len(name) == 2 && name[0] == 'h' && name != "hr":
		h.next = passage{form: headingForm, level: int(name[1] - '0')}
	}
}

// text adds what stands between two tags to the passage that is open, or begins one.
func (h *htmlReader) text(source string, from, to int, starts []int, raw []line) {
	for i := lineAt(starts, from); from < to; i++ {
		end := to
		if i+1 < len(starts) {
			end = min(to, starts[i+1])
		}
		text := norm.NFC.String(string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(source[from:end])))))
		if text = strings.Map(withoutControl, text); collapse(text) != "" {
			h.add(line{raw[i].number, strings.TrimSuffix(text, "\n")})
		}
		from = end
	}
}

func withoutControl(c rune) rune {
	if isControl(c) && c != '\n' {
		return ' '
	}
	return c
}

func (h *htmlReader) add(l line) {
	if !h.open {
		p := h.next
		p.lines = [2]int{l.number, l.number}
		h.out, h.open = append(h.out, p), true
		if h.next.form == itemForm { // the further paragraphs of an item have no mark
			h.next = passage{}
		}
	}
	p := &h.out[len(h.out)-1]
	p.lines[1] = l.number
	if n := len(p.raw); n > 0 && p.raw[n-1].number == l.number {
		p.raw[n-1].text += l.text
	} else {
		p.raw = append(p.raw, l)
	}
	p.plain, _ = joinLines(p.raw)
	p.text = escapeNeeded(p.plain)
}
