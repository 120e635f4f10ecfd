package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/pattern"
)

// Columns of a CSV file beside those of the two languages, which are named by their tags. Only key, status and state are
// read again.
const (
	keyColumn         = "key"
	roleColumn        = "role"
	statusColumn      = "status"
	noteColumn        = "notes"
	suggestionsColumn = "suggestions"
	stateColumn       = "state"
)

var ownColumns = []string{keyColumn, roleColumn, statusColumn, noteColumn, suggestionsColumn, stateColumn}

// MaxCell is the most characters that a cell holds in the usual spreadsheets.
const MaxCell = 32767

// writeCSV writes a file for spreadsheets (RFC 4180, with a byte order mark, by which Excel knows UTF-8).
func writeCSV(d Document, comma rune) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, true
	_ = w.Write([]string{keyColumn, roleColumn, statusColumn, d.Source.String(), d.Target.String(), noteColumn, suggestionsColumn, stateColumn}) // into memory
	for _, u := range d.Units {
		var notes, suggestions []string
		for _, n := range notesOf(u, true) {
			if n.kind != "role" && n.kind != "draft" {
				notes = append(notes, n.text)
			}
		}
		for _, s := range u.Suggestions {
			suggestions = append(suggestions, percent(s)+": "+s.Target)
		}
		status := string(u.Status)
		if u.Same {
			status = "same"
		}
		for _, r := range u.rows() {
			cells := []string{r.id, u.Role, status, r.source, r.target, strings.Join(notes, "; "), strings.Join(suggestions, " | "), stampOf(u).String()}
			for i := range cells {
				cells[i] = guarded(cells[i])
			}
			_ = w.Write(cells)
		}
	}
	w.Flush()
	return b.Bytes()
}

// A cell that begins like these is a formula to a spreadsheet; an apostrophe before it makes it a text.
var (
	formula = pattern.New(`^'*[=+\-@\t\r]`)
	guard   = pattern.New(`^'+[=+\-@\t\r]`)
)

func guarded(cell string) string {
	if formula.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if guard.MatchString(cell) {
		return cell[1:]
	}
	return cell
}

// readCSV reads a CSV or TSV file by the names of its columns; the delimiter is the one that makes columns of the first row.
func readCSV(r io.Reader, file string, source language.Language) (Import, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Import{}, err
	}
	text, err := cells(file, data)
	if err != nil {
		return Import{}, err
	}
	comma := delimiter(text)
	if m := separator.FindSubmatch(text); m != nil {
		text, comma = append([]byte("\n"), text[len(m[0]):]...), rune(m[1][0]) // an empty line: lines keep their numbers
	}
	c := &csvReader{file: file, source: source, Reader: csv.NewReader(bytes.NewReader(text))}
	c.Comma, c.FieldsPerRecord = comma, -1
	return c.read()
}

// separator is a line before the first row by which Excel names the delimiter.
var separator = pattern.New(`^sep=([,;\t|])(?:\r?\n|$)`)

// cells brings a file to UTF-8 without a byte order mark.
func cells(file string, data []byte) ([]byte, error) {
	if e, width := sniffed(data); e != nil {
		return e.NewDecoder().Bytes(data[width:])
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return data, nil
	}
	i, what, _ := fault(data)
	line := bytes.Count(data[:i], []byte("\n")) + 1
	return nil, &SyntaxError{finding.Place{File: file, Line: line, Column: i - bytes.LastIndexByte(data[:i], '\n')}, what, `save it as "CSV UTF-8"`}
}

// delimiter is the one by which the first row has a column for keys: of a comma, a semicolon (as spreadsheets of many
// countries write) and a tab.
func delimiter(text []byte) rune {
	for _, comma := range ",;\t" {
		r := csv.NewReader(bytes.NewReader(text))
		r.Comma = comma
		if row, err := r.Read(); err == nil && slices.ContainsFunc(row, func(name string) bool { return columnName(name) == keyColumn }) {
			return comma
		}
	}
	return ','
}

func columnName(cell string) string { return strings.ToLower(strings.TrimSpace(cell)) }

type csvReader struct {
	*csv.Reader
	collector
	file     string
	source   language.Language
	language language.Language
	columns  map[string]int
	sources  int // column of the source texts, -1: none
	targets  int
}

func (c *csvReader) read() (Import, error) {
	head, err := c.Read()
	if err == io.EOF {
		return Import{}, &SyntaxError{finding.Place{File: c.file}, "the file is empty", "give the exported file with its first row"}
	}
	if err != nil {
		return Import{}, c.malformed(err)
	}
	if err := c.readHead(head); err != nil {
		return Import{}, err
	}
	for {
		row, err := c.Read()
		switch {
		case err == io.EOF:
			return Import{Language: c.language, Translations: c.list, Findings: c.all()}, nil
		case err != nil:
			return Import{}, c.malformed(err)
		case len(c.list) == MaxUnits:
			return Import{}, &SyntaxError{c.place(), fmt.Sprintf("more than %d rows", MaxUnits), "divide the file"}
		}
		if err := c.row(row); err != nil {
			return Import{}, err
		}
	}
}

func (c *csvReader) place() finding.Place {
	line, _ := c.FieldPos(0)
	return finding.Place{File: c.file, Line: line}
}

func (c *csvReader) malformed(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &SyntaxError{finding.Place{File: c.file, Line: parse.Line, Column: parse.Column}, "a cell's quotation marks do not fit: " + parse.Err.Error(), `write "" for a quotation mark within a cell in quotation marks`}
	}
	return err
}

// readHead finds the columns. Every name that is not one of our own is a language, or of no use to us.
func (c *csvReader) readHead(head []string) error {
	c.columns, c.sources, c.targets = map[string]int{}, -1, -1
	for i, cell := range head {
		if name := columnName(cell); slices.Contains(ownColumns, name) {
			c.columns[name] = i
		}
	}
	if _, ok := c.columns[keyColumn]; !ok {
		return &SyntaxError{c.place(), "the first row names no column " + keyColumn, "give the exported file with its first row"}
	}
	for i, cell := range head {
		name := columnName(cell)
		if slices.Contains(ownColumns, name) {
			continue
		}
		l, err := languageOf(name)
		switch {
		case err != nil || name == "":
		case Alike(l, c.source):
			c.sources = i
		case c.targets >= 0:
			return &SyntaxError{c.place(), fmt.Sprintf("the columns %q and %q are both translations", head[c.targets], cell), "leave one of them, and give each language a file of its own"}
		default:
			c.targets, c.language = i, l
		}
	}
	if c.targets < 0 {
		return &SyntaxError{c.place(), "the first row names no column of translations", "name it by its language, as in the export: fr"}
	}
	return nil
}

// row takes one row in; an empty one is passed over.
func (c *csvReader) row(row []string) error {
	cell := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return unguarded(row[i])
	}
	named := func(name string) string {
		i, ok := c.columns[name]
		if !ok {
			return ""
		}
		return strings.TrimSpace(cell(i))
	}
	if !slices.ContainsFunc(row, func(s string) bool { return s != "" }) {
		return nil
	}
	t := Translation{Place: c.place(), Source: cell(c.sources), Target: cell(c.targets), Stamp: parseStamp(named(stateColumn))}
	switch status := strings.ToLower(named(statusColumn)); Status(status) {
	case Translated:
		t.Finished = Yes
	case "same":
		t.Finished, t.Same = Yes, true
	case Changed, Draft:
		t.Finished = No
	case Missing, "":
	default:
		c.findings.add(finding.Warning, t.Place, "status", fmt.Sprintf("%q is no status", status), "write translated, draft or same")
	}
	return c.collector.add(named(keyColumn), t)
}
