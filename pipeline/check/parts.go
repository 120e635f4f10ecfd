package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/language"
	"publish/pipeline/pattern"
)

// A partKind says what a part of a text is that is no prose.
type partKind int

const (
	address     partKind = iota // of the web
	mailbox                     // of a person: RFC 5322, 3.4.1
	tag                         // of HTML or XML
	entity                      // &name;
	placeholder                 // what a program fills in
	escape                      // \n, \t
)

// A part is a piece of text that is no prose: text[start:end].
type part struct {
	start, end int
	kind       partKind
	text       string
}

// The forms of parts. Of two that overlap, the one that begins first counts, else the one that stands first here.
//
// Placeholders are those of printf (C, Python, PHP, Objective-C), named ones of Python (%(name)s), Ruby (%{name}, #{name}), shells,
// JavaScript templates and Ant (${name}, $name, $(name)), ICU and .NET ({name}, {0:n}), Mustache, Vue and Jinja ({{ name }}, {% tag %}),
// ERB (<%= x %>), Qt (%1, %n, %L1), Symfony and Windows (%name%), Laravel and Rails routes (:name), Android resources (@string/x), autoconf (@name@), form letters ([[name]]).
var partForms = []struct {
	kind  partKind
	marks string // one of these is in every such part: without them there is nothing to look for
	form  *pattern.Pattern
}{
	{placeholder, "{<", pattern.New(`\{\{\{?[^{}\n]{0,80}\}?\}\}|\{%[^{}\n]{1,80}%\}|<%=?[^<>\n]{1,80}%>`)},
	{address, ":/w", pattern.New(`(?i)\b(?:https?|ftp|sftp|file|ssh|git|irc|news|ws|wss)://[^\s<>"“”«»„‘’「」『』（）()\[\]{}|\\^\x60、。，；！？।؟،]*(?:\([^\s<>"()]*\)[^\s<>"“”«»„‘’「」『』（）()\[\]{}|\\^\x60、。，；！？।؟،]*)*|\b(?:mailto|tel|urn|doi):[^\s<>"“”«»()]+|\bwww\.[^\s<>"“”«»„‘’「」『』（）()\[\]{}|\\^\x60、。，；！？।؟،]+`)},
	{mailbox, "@", pattern.New(`[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+`)},
	{placeholder, "$#%", pattern.New(`[$#%]\{[A-Za-z_][\w.\-:]{0,60}\}|\$\([A-Za-z_]\w{0,60}\)|%\([A-Za-z_][\w.]{0,60}\)[#0+\- ]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]`)},
	{placeholder, "%", pattern.New(`%(?:\d{1,2}\$)?[#0+\-']*(?:\d{1,3}|\*)?(?:\.(?:\d{1,3}|\*))?(?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGaAcCsSpn@]|%L?[1-9]\b|%%`)},
	{placeholder, "%@_", pattern.New(`%[A-Za-z_][A-Za-z0-9_.\-]{1,40}%|@@[A-Za-z_]\w{0,40}@@|@[A-Za-z_]\w{0,40}@|__[A-Za-z][A-Za-z0-9]{0,40}__`)},
	{placeholder, "[", pattern.New(`\[\[[a-z][a-z0-9_]{0,40}\]\]`)},
	{placeholder, "{", pattern.New(`\{[A-Za-z_0-9][\w.\-\[\]!:,%#+ ]{0,40}\}|\{\}`)},
	{placeholder, "$", pattern.New(`\$[A-Za-z_][A-Za-z0-9_]{1,40}\$?`)},
	{tag, "<", pattern.New(`</?[A-Za-z][A-Za-z0-9.:_\-]*(?:\s+[^<>]*)?/?>|</?\d{1,3}\s?/?>`)},
	{entity, "&", pattern.New(`&(?:[A-Za-z][A-Za-z0-9.]{1,30}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});`)},
	{escape, "\\", pattern.New(`\\[ntr]`)},
}

// routeForm are placeholders like :name and @name (Drupal), which stand behind a blank or an opening mark. Their names are ASCII in lower case.
var routeForm = pattern.New(`(?:^|[\s("'“«„‘\[=/])([:@][a-z][a-z0-9_]{1,30})(?:$|[\s)"'”»“’\],.;!?/])`)

// shareForm is "%5", as Turkish and Basque write shares.
var shareForm = pattern.New(`^%[0-9]$`)

// domainForm are names of hosts without a scheme: at least two labels, the last of them a common one.
var domainForm = pattern.New(`(?i)\b(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|gov|int|info|example|eu|uk|de|fr|es|it|ch|at|nl|be|se|no|fi|dk|pl|ru|ua|gr|tr|jp|cn|kr|in|br|mx|ar|au|ca|us|io|dev|app)(?:/[^\s<>"“”«»„()（）\[\]]*)?\b`)

// percentFirst are languages that write a share as "%5": that is no placeholder of Qt there.
var percentFirst = map[string]bool{"tr": true, "eu": true, "ku": true, "kmr": true}

// findParts finds the parts of a text, in order and apart from one another.
func findParts(text string, l language.Language) []part {
	if !strings.ContainsAny(text, "%{<&$:@#\\.|_[") {
		return nil
	}
	var all []part
	for _, f := range partForms {
		if !strings.ContainsAny(text, f.marks) || f.kind == address && !strings.Contains(text, ":") && !strings.Contains(strings.ToLower(text), "www.") {
			continue
		}
		for _, at := range f.form.FindAllStringIndex(text, -1) {
			if percentFirst[base(l)] && shareForm.MatchString(text[at[0]:at[1]]) {
				continue
			}
			if p, ok := accept(text, part{at[0], at[1], f.kind, ""}); ok {
				all = append(all, p)
			}
		}
	}
	if strings.ContainsAny(text, ":@") {
		for _, at := range routeForm.FindAllStringSubmatchIndex(text, -1) {
			all = append(all, part{at[2], at[3], placeholder, ""})
		}
	}
	if dotted(text) {
		all = append(all, domains(text)...)
	}
	slices.SortStableFunc(all, func(a, b part) int { return cmp.Compare(a.start, b.start) })
	kept, end := all[:0], 0
	for _, p := range all {
		if p.start >= end {
			p.text = text[p.start:p.end]
			kept = append(kept, p)
			end = p.end
		}
	}
	return kept
}

// withinTags finds the parts of the attributes of tags: an address to follow, a colour that a program fills in.
func withinTags(parts []part, l language.Language) []part {
	var all []part
	for _, p := range parts {
		if p.kind != tag {
			continue
		}
		for _, q := range findParts(p.text[1:len(p.text)-1], l) {
			if q.kind == address || q.kind == mailbox || q.kind == placeholder {
				all = append(all, part{p.start + 1 + q.start, p.start + 1 + q.end, q.kind, q.text})
			}
		}
	}
	return all
}

// dotted tells whether a full stop stands between letters or digits somewhere, as in names of hosts.
func dotted(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == '.' && text[i-1] > ' ' && (text[i+1]|0x20 >= 'a' && text[i+1]|0x20 <= 'z') {
			return true
		}
	}
	return false
}

// domains are the names of hosts in a text.
func domains(text string) []part {
	var all []part
	for _, at := range domainForm.FindAllStringIndex(text, -1) {
		if p, ok := accept(text, part{at[0], at[1], address, ""}); ok {
			all = append(all, p)
		}
	}
	return all
}

// accept looks at what stands around a part: "50%d" and "20%-os" are shares, the full stop behind an address is not its own.
func accept(text string, p part) (part, bool) {
	switch p.kind {
	case address:
		if !strings.ContainsAny(text[p.start:p.end], ":/") && strings.IndexFunc(text[p.start:p.end], unicode.IsUpper) >= 0 {
			return p, false // Amazon.com is the name of a firm
		}
		if i := strings.IndexFunc(text[p.start:p.end], func(r rune) bool { return unicode.In(r, unblanked...) }); i > 0 {
			p.end = p.start + i // the next word, which no blank parts from it
		}
		for p.end > p.start && strings.ContainsRune(".,;:!?'*_", rune(text[p.end-1])) {
			p.end--
		}
		return p, p.end-p.start > 6
	case placeholder:
		body := text[p.start:p.end]
		if body[0] == '%' && body != "%%" && body[len(body)-1] != '%' && p.start > 0 {
			b := before(text, p.start)
			if b >= '0' && b <= '9' || b == '%' || isDigit(b) {
				return p, false
			}
		}
		if body[0] == '@' && p.start > 0 && wordByte(text[p.start-1]) {
			return p, false // of a mail address
		}
		if body[0] == '$' && body[1] != '{' && body[1] != '(' && p.start > 0 && wordByte(text[p.start-1]) {
			return p, false // US$m
		}
	}
	return p, true
}

// unblanked are the scripts whose words may follow an address without a blank.
var unblanked = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// of are the parts of one kind, in order, also those within tags.
func (s *side) of(kind partKind) []string {
	var all []string
	inside := s.inside
	for _, p := range s.parts {
		if p.kind == kind {
			all = append(all, p.text)
		}
		for ; len(inside) > 0 && inside[0].start < p.end; inside = inside[1:] {
			if inside[0].kind == kind {
				all = append(all, inside[0].text)
			}
		}
	}
	return all
}

// lacking are the members of a that b does not have, each as often as it is lacking; the order is a's.
func lacking(a, b []string) []string {
	have := map[string]int{}
	for _, x := range b {
		have[x]++
	}
	var all []string
	for _, x := range a {
		if have[x]--; have[x] < 0 {
			all = append(all, x)
		}
	}
	return all
}
