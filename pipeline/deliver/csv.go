package deliver

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/mail"
)

// MaxCSV is the most bytes that a table of members may have.
const MaxCSV = 64 << 20

// columns are the names that a column of a table may have in its first row, by the key of members.toml that it fills.
var columns = map[string]string{
	"organization": "organization", "organisation": "organization", "id": "organization",
	"languages": "languages", "language": "languages", "lang": "languages",
	"to": "to", "email": "to", "e-mail": "to", "mail": "to", "address": "to", "addresses": "to",
	"attach": "attach", "attachment": "attach",
	"paused": "paused",
}

// rowKeys are the keys of a row, in the order in which import writes them.
var rowKeys = []string{"organization", "languages", "to", "attach", "paused"}

// ReadCSV reads a table of members as spreadsheets write it: a row of names, then a row for each member. The separator is a
// comma, a semicolon or a tab; a cell may hold several languages or addresses. Rows of one organization are one member.
// Findings of level error are of rows that cannot be members; the error, of a file that is no such table.
func ReadCSV(file string, data []byte) ([]Member, []finding.Finding, error) {
	if len(data) > MaxCSV {
		return nil, nil, fmt.Errorf("%s: %d bytes; at most %d are read", file, len(data), MaxCSV)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return nil, nil, fmt.Errorf("%s: not UTF-8 at byte %d; save the table as \"CSV UTF-8\"", file, len(data)-len(text)+min(invalidAt(text), nulAt(text)))
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as Excel writes "CSV (Macintosh)"
	}
	text, separator := separated(norm.NFC.String(text))
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = separator, -1, true
	t := &table{file: file, at: map[string]int{}}
	if err := t.head(r); err != nil {
		return nil, nil, err
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			finding.Sort(t.findings)
			return t.members, t.findings, nil
		}
		if err != nil {
			return nil, nil, csvError(file, err)
		}
		line, _ := r.FieldPos(0)
		t.row(line, cells)
		if len(t.members) > MaxMembers {
			return nil, nil, fmt.Errorf("%s: more than %d members", file, MaxMembers)
		}
	}
}

func nulAt(s string) int {
	if i := strings.IndexByte(s, 0); i >= 0 {
		return i
	}
	return len(s)
}

// separated is a table's text and its separator: the one that a line "sep=;" names, or that its first row has most of.
func separated(text string) (string, rune) {
	first, rest, _ := strings.Cut(text, "\n")
	if s, named := strings.CutPrefix(strings.TrimSpace(first), "sep="); named && len(s) == 1 && strings.Contains(",;\t|", s) {
		return rest, rune(s[0])
	}
	best := ','
	for _, s := range ";\t" {
		if strings.Count(first, string(s)) > strings.Count(first, string(best)) {
			best = s
		}
	}
	return text, best
}

func csvError(file string, err error) error {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d:%d: %w; mend this cell's quotation marks", file, at.Line, at.Column, at.Err)
	}
	return fmt.Errorf("%s: %w", file, err)
}

// A table is one that is being read.
type table struct {
	file     string
	names    []string // key of each column, "" of one that is left out
	members  []Member
	at       map[string]int // by organization
	findings []finding.Finding
}

func (t *table) say(level finding.Level, line int, rule, what, do string) {
	t.findings = append(t.findings, finding.Finding{Level: level, Place: finding.Place{File: t.file, Line: line}, Rule: rule, What: what, Do: do})
}

func (t *table) head(r *csv.Reader) error {
	cells, err := r.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return csvError(t.file, err)
	}
	for _, c := range cells {
		key := columns[strings.ToLower(strings.TrimSpace(c))]
		if key == "" && strings.TrimSpace(c) != "" {
			t.say(finding.Warning, 1, "csv-column", fmt.Sprintf("the column %q is left out", cut(c)), "the columns are "+strings.Join(rowKeys, ", "))
		}
		if key != "" && slices.Contains(t.names, key) {
			return fmt.Errorf("%s:1: two columns are %s; take one of them out", t.file, key)
		}
		t.names = append(t.names, key)
	}
	for _, key := range rowKeys[:3] {
		if !slices.Contains(t.names, key) {
			return fmt.Errorf("%s:1: no column %q; the first row has the names of the columns: %s", t.file, key, strings.Join(rowKeys, ", "))
		}
	}
	return nil
}

// row reads one row; one without anything in it says nothing.
func (t *table) row(line int, cells []string) {
	if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return
	}
	cell := map[string]string{}
	for i, c := range cells {
		if i < len(t.names) {
			cell[t.names[i]] = strings.TrimSpace(c)
		}
	}
	m := Member{Organization: cell["organization"], Line: line, Attach: []Form{Screen}}
	if m.Organization == "" || len(m.Organization) > maxOrganization || strings.ContainsFunc(m.Organization, isControl) {
		t.say(finding.Error, line, "member-organization", fmt.Sprintf("%q is no id of an organization", cut(m.Organization)), "write the id that it has in organizations.toml")
		return
	}
	m.Languages, m.To = t.languages(m, cell["languages"]), t.addresses(m, cell["to"])
	t.attach(&m, cell["attach"])
	t.paused(&m, cell["paused"])
	t.keep(m)
}

// keep adds a member, or the addresses of a further row to the one that is there.
func (t *table) keep(m Member) {
	i, there := t.at[m.Organization]
	if !there {
		t.at[m.Organization] = len(t.members)
		t.members = append(t.members, m)
		return
	}
	first := &t.members[i]
	if !slices.Equal(first.Languages, m.Languages) || !slices.Equal(first.Attach, m.Attach) || first.Paused != m.Paused {
		t.say(finding.Error, m.Line, "member-twice", fmt.Sprintf("%s has a row at line %d already, with other languages or settings", cut(m.Organization), first.Line), "make the two rows agree; their addresses are put together")
		return
	}
	for _, a := range m.To {
		if !slices.ContainsFunc(first.To, func(b mail.Address) bool { return a.Same() == b.Same() }) {
			first.To = append(first.To, a)
		}
	}
}

// parts are what a cell holds between commas, semicolons, bars, line ends and, if so wished, blanks.
func parts(cell string, blanks bool) []string {
	return strings.FieldsFunc(cell, func(r rune) bool {
		return strings.ContainsRune(",;|\n\r", r) || blanks && (r == ' ' || r == '\t' || r == '/')
	})
}

func (t *table) languages(m Member, cell string) (ls []language.Language) {
	for _, tag := range parts(cell, true) {
		l, err := language.Parse(tag)
		if err != nil {
			t.say(finding.Error, m.Line, "member-language", fmt.Sprintf("%s: %v", cut(m.Organization), err), "write BCP 47 tags in order of preference, as in: fr, en")
		} else if !slices.Contains(ls, l) {
			ls = append(ls, l)
		}
	}
	if cell == "" {
		t.say(finding.Error, m.Line, "member-language", cut(m.Organization)+": no language", "write them in order of preference, as in: fr, en")
	}
	return ls
}

func (t *table) addresses(m Member, cell string) (to []mail.Address) {
	for _, text := range splitAddresses(cell) {
		a, err := mail.ParseAddress(text)
		if name, rest, angle := strings.Cut(text, "<"); err != nil && angle { // a spreadsheet's users quote no commas
			var again error
			if a, again = mail.ParseAddress(fmt.Sprintf("%q <%s", strings.TrimSpace(name), rest)); again == nil {
				err = nil
			}
		}
		if err != nil {
			t.say(finding.Error, m.Line, "member-address", fmt.Sprintf("%s: %v", cut(m.Organization), err), "mend the cell")
		} else if !slices.ContainsFunc(to, func(b mail.Address) bool { return a.Same() == b.Same() }) {
			to = append(to, a)
		}
	}
	if len(to) > maxOfOneMember {
		t.say(finding.Error, m.Line, "member-too-many", fmt.Sprintf("%s: %d addresses; at most %d", cut(m.Organization), len(to), maxOfOneMember), "take some out")
	}
	return to
}

// splitAddresses takes a cell apart at commas, semicolons and line ends that stand in no quotation marks. A piece without
// "@" is the beginning of a name with a comma in it.
func splitAddresses(cell string) (texts []string) {
	inQuotes, from := false, 0
	flush := func(to int) {
		if piece := cell[from:to]; strings.TrimSpace(piece) == "" {
			from = to + 1
		} else if strings.Contains(piece, "@") {
			texts, from = append(texts, strings.TrimSpace(piece)), to+1
		}
	}
	for i := range len(cell) {
		switch c := cell[i]; {
		case c == '"':
			inQuotes = !inQuotes
		case !inQuotes && strings.IndexByte(",;\n\r", c) >= 0:
			flush(i)
		}
	}
	if from < len(cell) && strings.TrimSpace(cell[from:]) != "" {
		texts = append(texts, strings.TrimSpace(cell[from:]))
	}
	return texts
}

func (t *table) attach(m *Member, cell string) {
	names := parts(strings.ToLower(cell), true)
	if len(names) == 0 {
		return
	}
	m.Attach = []Form{}
	for _, name := range names {
		switch f := Form(name); {
		case name == "none" && len(names) == 1:
		case (f == Screen || f == Print) && !slices.Contains(m.Attach, f):
			m.Attach = append(m.Attach, f)
		default:
			t.say(finding.Error, m.Line, "member-attach", fmt.Sprintf("%s: attach is %q", cut(m.Organization), cut(cell)), "write screen, print, both, or none alone")
			return
		}
	}
}

func (t *table) paused(m *Member, cell string) {
	switch strings.ToLower(cell) {
	case "", "false", "no", "0":
	case "true", "yes", "1", "x":
		m.Paused = true
	default:
		t.say(finding.Error, m.Line, "member-paused", fmt.Sprintf("%s: paused is %q", cut(m.Organization), cut(cell)), "write true or false")
	}
}
