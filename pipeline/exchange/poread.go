package exchange

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/pattern"
)

// readPO reads a PO file. l is the language where its header does not name one.
func readPO(r io.Reader, file string, l language.Language) (Import, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Import{}, err
	}
	p := &poReader{file: file, language: l}
	text, err := p.decode(data)
	if err != nil {
		return Import{}, err
	}
	if strings.TrimSpace(text) == "" {
		return Import{}, p.wrong(1, "the file is empty", "give the exported file")
	}
	for number := 1; text != ""; number++ {
		var line string
		line, text = cutLine(text)
		if err := p.line(strings.Trim(line, " \t\f\v"), number); err != nil {
			return Import{}, err
		}
	}
	if err := p.flush(); err != nil {
		return Import{}, err
	}
	return Import{Language: p.named, Translations: p.list, Findings: p.all()}, nil
}

// cutLine cuts a line off a text: it ends with LF, CR LF or CR.
func cutLine(text string) (line, rest string) {
	i := strings.IndexAny(text, "\r\n")
	if i < 0 {
		return text, ""
	}
	if strings.HasPrefix(text[i:], "\r\n") {
		return text[:i], text[i+2:]
	}
	return text[:i], text[i+1:]
}

// A poReader reads a PO file line by line.
type poReader struct {
	collector
	file     string
	language language.Language // of the translations, for their plural forms
	named    language.Language // the one that the header names; zero: none
	header   bool              // has been read

	at        int // line of the present entry; 0: none has begun
	fields    map[string]string
	last      string   // field that a string on a line of its own goes on with
	fuzzy     bool     // of the comments above the entry
	extracted []string // the words of its comments "#.", which tools wrap
}

var charset = pattern.New(`(?i)"Content-Type:[^"\n]*charset=([A-Za-z0-9._:-]+)`)

// decode brings a file to UTF-8. Bytes that are UTF-8 are taken for it, whatever the header says: a text in another encoding
// is hardly ever valid UTF-8 by accident.
func (p *poReader) decode(data []byte) (string, error) {
	if e, width := sniffed(data); e != nil {
		text, err := e.NewDecoder().Bytes(data[width:])
		return string(text), err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	name := "UTF-8"
	if m := charset.FindSubmatch(data[:min(len(data), 1<<16)]); m != nil && !bytes.EqualFold(m[1], []byte("CHARSET")) {
		name = string(m[1])
	}
	e, err := encodingOf(p.file, name)
	if utf8.Valid(data) {
		if (e != nil || err != nil) && !isASCII(data) {
			p.findings.add(finding.Warning, finding.Place{File: p.file, Line: 1}, "charset", fmt.Sprintf("the header says charset=%s, but the file is UTF-8, and is read so", name), "write charset=UTF-8")
		}
		return string(data), nil
	}
	if err != nil {
		return "", err
	}
	if e == nil {
		i, what, _ := fault(data)
		line := bytes.Count(data[:i], []byte("\n")) + 1
		return "", &SyntaxError{finding.Place{File: p.file, Line: line, Column: i - bytes.LastIndexByte(data[:i], '\n')},
			what + ", as the header says with charset=" + name, "save the file as UTF-8, or let the header name the encoding that it is in"}
	}
	text, err := e.NewDecoder().Bytes(data)
	return string(text), err
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (p *poReader) wrong(number int, what, do string) error {
	return &SyntaxError{finding.Place{File: p.file, Line: number}, what, do}
}

// line reads one line.
func (p *poReader) line(line string, number int) error {
	switch {
	case line == "":
		return nil
	case strings.HasPrefix(line, "#~"): // obsolete: of a text that is gone
		err := p.flush()
		p.fuzzy, p.extracted = false, nil
		return err
	case line[0] == '#':
		return p.comment(line)
	case line[0] == '"':
		if p.last == "" {
			return p.wrong(number, "a string that belongs to nothing", "put msgid or msgstr before it")
		}
		text, err := p.quoted(line, number)
		p.fields[p.last] += text
		return err
	}
	keyword := line
	if i := strings.IndexAny(line, " \t\""); i >= 0 {
		keyword = line[:i]
	}
	if err := p.begin(keyword, number); err != nil {
		return err
	}
	text, err := p.quoted(strings.TrimLeft(line[len(keyword):], " \t"), number)
	p.fields[keyword] = text
	return err
}

// begin begins a field, and with it an entry where the one before is complete.
func (p *poReader) begin(keyword string, number int) error {
	_, str := p.fields["msgstr"]
	_, str0 := p.fields["msgstr[0]"]
	_, id := p.fields["msgid"]
	if keyword == "msgctxt" && len(p.fields) > 0 || keyword == "msgid" && (str || str0) {
		if err := p.flush(); err != nil {
			return err
		}
		id = false
	}
	_, twice := p.fields[keyword]
	plural := strings.HasPrefix(keyword, "msgstr[") && strings.HasSuffix(keyword, "]")
	switch {
	case twice:
		return p.wrong(number, keyword+" is there twice", "take one of them out")
	case keyword == "msgctxt":
	case keyword == "msgid":
	case (keyword == "msgid_plural" || keyword == "msgstr" || plural) && id:
	case keyword == "msgid_plural" || keyword == "msgstr" || plural:
		return p.wrong(number, keyword+" without a msgid before it", "give the entry its msgid")
	default:
		return p.wrong(number, fmt.Sprintf("%.40q is no line of a PO file", keyword), "begin it with msgctxt, msgid, msgstr or #")
	}
	if p.at == 0 {
		p.at, p.fields = number, map[string]string{}
	}
	p.last = keyword
	return nil
}

// comment reads a comment line; the first one behind an entry begins the next.
func (p *poReader) comment(line string) error {
	if _, id := p.fields["msgid"]; id {
		if err := p.flush(); err != nil {
			return err
		}
	}
	switch {
	case strings.HasPrefix(line, "#,"):
		for _, flag := range strings.Split(line[2:], ",") {
			p.fuzzy = p.fuzzy || strings.TrimSpace(flag) == "fuzzy"
		}
	case strings.HasPrefix(line, "#."):
		p.extracted = append(p.extracted, strings.Fields(line[2:])...)
	}
	return nil
}

// quoted is the value of a string in quotes that fills the rest of a line.
func (p *poReader) quoted(s string, number int) (string, error) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", p.wrong(number, fmt.Sprintf("no string in quotes: %.40s", s), `write "…" on one line`)
	}
	s = s[1 : len(s)-1]
	if !strings.ContainsAny(s, `\"`) {
		return s, nil
	}
	var b strings.Builder
	for s != "" {
		switch {
		case s[0] == '"':
			return "", p.wrong(number, "a quotation mark within a string", `write \" for it`)
		case s[0] != '\\':
			i := strings.IndexAny(s, `\"`)
			if i < 0 {
				i = len(s)
			}
			b.WriteString(s[:i])
			s = s[i:]
			continue
		}
		text, n := escapeOf(s)
		if n == 0 {
			return "", p.wrong(number, fmt.Sprintf("an escape that is none: %.6s", s), `write \\ for a backslash`)
		}
		b.WriteString(text)
		s = s[n:]
	}
	return b.String(), nil
}

// escapeOf is what an escape stands for, and its length; 0 where it is none. Octal and hexadecimal ones are bytes.
func escapeOf(s string) (string, int) {
	if len(s) < 2 {
		return "", 0
	}
	if i := strings.IndexByte(`abfnrtv\"`, s[1]); i >= 0 {
		return "\a\b\f\n\r\t\v\\\""[i : i+1], 2
	}
	base, from, to := 8, 1, 4
	if s[1] == 'x' {
		base, from, to = 16, 2, 4
	}
	for end := min(to, len(s)); end > from; end-- {
		if n, err := strconv.ParseUint(s[from:end], base, 8); err == nil {
			return string([]byte{byte(n)}), end
		}
	}
	return "", 0
}
