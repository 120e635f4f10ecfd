package catalog

import (
	"strings"
	"unicode/utf8"
)

// A slip is the expression that does not parse: it begins with the line at begin, and the parser gave up at at.
type slip struct {
	text      string
	begin, at int
}

// A remedy says where a slip is, what it is and how the line would be right ("" where nobody can tell).
type remedy struct {
	at              int
	what, do, right string
}

// find knows the slips that people make in an editor. It looks at the line where the expression begins.
func (s slip) find() (remedy, bool) {
	if s.begin >= len(s.text) || s.outsideLine() {
		return remedy{}, false
	}
	line := lineAt(s.text, s.begin)
	if i := strings.IndexByte(line, '\r'); i >= 0 {
		return remedy{s.begin + i, "a carriage return stands alone", "save the file with line ends of Unix (LF) or Windows (CRLF)", ""}, true
	}
	if i := strings.IndexFunc(line, isControl); i >= 0 {
		return remedy{s.begin + i, "there is a control character", "delete it", strings.Map(withoutControl, line)}, true
	}
	trimmed := strings.TrimLeft(line, " \t")
	if trimmed == "" {
		return remedy{}, false
	}
	indent := line[:len(line)-len(trimmed)]
	if strings.HasPrefix(trimmed, "[") || strings.HasSuffix(strings.TrimRight(trimmed, " \t"), "]") && !strings.ContainsAny(trimmed, "=\"") {
		return s.headerSlip(indent, trimmed)
	}
	return s.fieldSlip(indent, trimmed)
}

// outsideLine tells whether the parser gave up on a later line though the expression's first line is in order: then the
// message of the parser is the better one.
func (s slip) outsideLine() bool {
	line := lineAt(s.text, s.begin)
	return s.at > s.begin+len(line)+1 && !strings.Contains(line, `"""`) && !strings.Contains(line, "'''")
}

func isControl(c rune) bool { return c < 0x20 && c != '\t' || c == 0x7f }

func withoutControl(c rune) rune {
	if isControl(c) {
		return -1
	}
	return c
}

func (s slip) headerSlip(indent, line string) (remedy, bool) {
	inner, comment := line, ""
	if i := strings.Index(line, "#"); i >= 0 {
		inner, comment = line[:i], "  "+line[i:]
	}
	inner = strings.TrimSpace(inner)
	if i := strings.IndexByte(inner, ']'); i >= 0 && strings.Contains(inner[i:], "=") {
		return remedy{s.begin + len(indent) + i + 1, "a field stands on the line of the header", "put it on a line of its own",
			indent + inner[:i+1] + "\n" + indent + strings.TrimSpace(inner[i+1:]) + comment}, true
	}
	what := "the header is not in one pair of brackets"
	if !strings.Contains(inner, "]") {
		what = "the header's closing bracket is missing"
	} else if !strings.HasPrefix(inner, "[") {
		what = "the header's opening bracket is missing"
	}
	key := strings.Trim(inner, "[] \t")
	parts := strings.Split(key, ".")
	for i, p := range parts {
		if p = strings.TrimSpace(p); !strings.HasPrefix(p, `"`) && !strings.HasPrefix(p, "'") {
			parts[i] = keyPart(p)
			if parts[i] != p && p != "" {
				what = "the key holds a character that must be in quotation marks"
			}
		}
	}
	return remedy{max(s.at, s.begin), what, "write it as [key]", strings.TrimRight(indent+"["+strings.Join(parts, ".")+"]"+comment, " ")}, true
}

// fieldSlip is about a line of the form name = value.
func (s slip) fieldSlip(indent, line string) (remedy, bool) {
	n := 0
	for n < len(line) && (line[n] == '_' || line[n] == '-' || line[n] == '.' || line[n] >= '0' && line[n] <= '9' || line[n]|0x20 >= 'a' && line[n]|0x20 <= 'z') {
		n++
	}
	name := line[:n]
	if n == 0 && line[0] == '"' {
		if i := strings.IndexByte(line[1:], '"'); i > 0 {
			n, name = i+2, line[:i+2]
		}
	}
	rest := strings.TrimLeft(line[n:], " \t")
	switch {
	case name == "":
		return s.stray(indent, line)
	case strings.HasPrefix(rest, "="):
	case rest != "" && (rest[0] == ':' || rest[0] == '"') && (isField(strings.ToLower(name)) || rest[0] == ':'):
		value := strings.TrimSpace(strings.TrimLeft(rest, ":"))
		if !strings.HasPrefix(value, `"`) {
			value = basic(value)
		}
		return remedy{s.begin + len(indent) + n, "there is no = between the field and its text", "write name = \"text\"", indent + name + " = " + value}, true
	default:
		return s.stray(indent, line)
	}
	value := strings.TrimLeft(rest[1:], " \t")
	head := indent + line[:len(line)-len(value)]
	r, ok := s.valueSlip(head, strings.TrimRight(value, " \t"))
	return r, ok
}

// mergeMarks begin the lines that git leaves in a file where two people have changed the same place.
var mergeMarks = [...]string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"}

func (s slip) stray(indent, line string) (remedy, bool) {
	for _, mark := range mergeMarks {
		if indent == "" && strings.HasPrefix(line, mark) {
			return remedy{s.begin, "git could not merge two changes of this place and has left both, with marks around them",
				"of each pair of versions keep the better one, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>", ""}, true
		}
	}
	return remedy{s.begin + len(indent), "this line is no comment, no [header] and no field", "delete it, put # before it, or join it to the text above it", indent + "# " + line}, true
}

func (s slip) valueSlip(head, value string) (remedy, bool) {
	place := s.begin + len(head)
	c, size := utf8.DecodeRuneInString(value)
	switch {
	case value == "" || value[0] == '#':
		return remedy{place, "there is no text behind =", `write "" if there is none yet`, strings.TrimRight(head, " \t") + ` ""` + commentOf(value)}, true
	case strings.HasPrefix(value, `"""`) || strings.HasPrefix(value, "'''"):
		return remedy{place, "the text that begins here with three quotation marks does not end in order", "end it with three quotation marks, and nothing behind them", ""}, s.unended(value)
	case c == '"':
		return s.basicSlip(head, value)
	case c == '\'':
		return s.literalSlip(head, value)
	case strings.ContainsRune("“”„‟‘’‚″«»‹›", c):
		return s.smartSlip(head, value, c, size)
	case c == '{' || c == '[':
		return remedy{}, false
	}
	comment := ""
	if i := strings.Index(value, " #"); i >= 0 {
		value, comment = value[:i], value[i:]
	}
	return remedy{place, "the text is not in quotation marks", `put it in straight ones: "…"`, head + basic(strings.TrimRight(value, " \t")) + comment}, true
}

// unended tells whether a text in three quotation marks is at fault, and not something behind it.
func (s slip) unended(value string) bool {
	return s.begin+len(value) < s.at || s.at >= len(s.text)-1 || !strings.Contains(s.text[s.begin+len(value):], value[:3])
}

func commentOf(value string) string {
	if value == "" {
		return ""
	}
	return " " + value
}

// basicSlip is about a value that begins with a quotation mark: one is missing at the end, or there are some within.
func (s slip) basicSlip(head, value string) (remedy, bool) {
	marks := unescaped(value)
	place := s.begin + len(head)
	inner := value[1:]
	closed := len(marks) > 1 && marks[len(marks)-1] == len(value)-1
	switch {
	case len(marks) == 1:
		if next, ok := s.continued(head); ok {
			return remedy{place + len(value), "there is a line end within the text", "write the text on one line", head + escaped(inner+" "+next)}, true
		}
		if trimmed, ok := strings.CutSuffix(inner, "”"); ok && !strings.Contains(inner, "“") && !strings.Contains(inner, "„") {
			return remedy{place + 1 + len(trimmed), "the text ends with a curly quotation mark", `end it with a straight one: "`, head + escaped(trimmed)}, true
		}
		return remedy{place + len(value), "the closing quotation mark is missing", `add " at the end`, head + escaped(inner)}, true
	case closed && len(marks) > 2:
		return remedy{place + marks[1], "a quotation mark within the text ends it too early", `write those within as \"`, head + escaped(value[1:len(value)-1])}, true
	case closed:
		return s.escapeSlip(head, value)
	case len(marks)%2 == 1:
		return remedy{place + marks[1], "a quotation mark within the text ends it too early, and the closing one is missing", `write those within as \", and add " at the end`, head + escaped(inner)}, true
	}
	if s.at < place+marks[1] {
		return s.escapeSlip(head, value)
	}
	if len(marks) == 2 {
		return remedy{place + marks[1], "there is something behind the closing quotation mark", "move it before the mark, or put # before it", head + escaped(value[1:marks[1]]+value[marks[1]+1:])}, true
	}
	return remedy{place + marks[1], "a quotation mark within the text ends it too early", `write those within as \"`, head + escaped(inner)}, true
}

// escapeSlip is about a backslash that TOML does not know: C:\Users, \é.
func (s slip) escapeSlip(head, value string) (remedy, bool) {
	if !strings.Contains(value, `\`) {
		return remedy{}, false
	}
	return remedy{s.at, "a backslash stands before a character that needs none", `write a backslash as \\`, head + escaped(strings.TrimSuffix(value[1:], `"`))}, true
}

// unescaped are the offsets of the quotation marks of a value that no backslash stands before.
func unescaped(value string) []int {
	var marks []int
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '"':
			marks = append(marks, i)
		}
	}
	return marks
}

// escaped is a text as a basic string; escapes that are right already stay.
func escaped(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && knownEscape(text[i:]):
			b.WriteString(text[i : i+2])
			i++
		case c == '\\' || c == '"':
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func knownEscape(text string) bool {
	switch text[1] {
	case '"', '\\':
		return true
	case 'n', 't', 'r', 'b', 'f', 'u', 'U', 'e', 'x':
		return valid(`k = "` + text[:min(len(text), escapeLength(text[1]))] + `"`)
	}
	return false
}

func escapeLength(c byte) int {
	switch c {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}

// continued is the next line, if it looks like the rest of a text that was broken: it ends with the quotation mark.
func (s slip) continued(head string) (string, bool) {
	_, behind, ok := strings.Cut(s.text[s.begin:], "\n")
	if !ok {
		return "", false
	}
	next := strings.TrimSpace(lineAt(behind, 0))
	rest, ends := strings.CutSuffix(next, `"`)
	if !ends || strings.HasPrefix(next, "#") || strings.HasPrefix(next, "[") || len(unescaped(next)) != 1 || valid(next) {
		return "", false
	}
	return rest, true
}

func (s slip) literalSlip(head, value string) (remedy, bool) {
	place := s.begin + len(head)
	inner, closed := strings.CutSuffix(value[1:], "'")
	if !closed {
		return remedy{place + len(value), "the closing quotation mark is missing", "add it at the end", head + basic(inner)}, true
	}
	first := strings.IndexByte(inner, '\'')
	if first < 0 {
		return remedy{}, false
	}
	return remedy{place + 1 + first, "an apostrophe within the text ends it too early", `put the text in double quotation marks`, head + basic(inner)}, true
}

// smartSlip is about typographic quotation marks in the place of straight ones. Guillemets are more likely the text's own.
func (s slip) smartSlip(head, value string, c rune, size int) (remedy, bool) {
	inner := value
	if !strings.ContainsRune("«»‹›", c) {
		inner = value[size:]
		if last, n := utf8.DecodeLastRuneInString(inner); strings.ContainsRune("“”‟‘’″\"", last) {
			inner = inner[:len(inner)-n]
		}
	}
	return remedy{s.begin + len(head), "the text is in typographic quotation marks, not in straight ones", `write "…" around it`, head + basic(inner)}, true
}
