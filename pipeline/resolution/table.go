package resolution

import (
	"slices"
	"strings"
)

// Lists of signatories also come as tables, their cells apart by tabs, bars or blanks, and as one line with semicolons.

var (
	cellBorder = lazily(`\s*(?:\t|\||\s{2,})\s*`)
	headCells  = wordSet(`no no. nr nr. number # abbreviation abbreviations acronym acronyms abbr abbr. initials name names organization organisation organizations organisations union party member-organization
		translation english english-name native-name original-name name-in-english meaning gloss country countries state region city place continent member english native original signatory signatories signature date`)
)

// isTableHead says whether cells name the columns of a list of signatories.
func isTableHead(cells []string) bool {
	return len(cells) > 1 && !slices.ContainsFunc(cells, func(cell string) bool { return !headCells[strings.ToLower(collapse(cell))] })
}

// A column is what a column of a table of signatories holds.
type column string

const (
	numberColumn       column = "number"
	abbreviationColumn column = "abbreviation"
	nameColumn         column = "name"
	glossColumn        column = "gloss"
	countryColumn      column = "country"
)

// columnWords name columns; what none of them does is no field of a signature.
var columnWords = map[column]map[string]bool{
	numberColumn:       wordSet(`no no. nr nr. number #`),
	abbreviationColumn: wordSet(`abbreviation abbreviations acronym acronyms abbr abbr. initials`),
	nameColumn:         wordSet(`name names organization organisation organizations organisations union party member-organization native-name original-name native original signatory signatories`),
	glossColumn:        wordSet(`translation english english-name name-in-english meaning gloss`),
	countryColumn:      wordSet(`country countries state`),
}

// columnsOf says what the columns under a head hold; nil if not each is one field, or none is the name.
func columnsOf(cells []string) []column {
	var out []column
	for _, cell := range cells {
		found := column("")
		for c, words := range columnWords {
			if words[strings.ToLower(collapse(cell))] {
				found = c
			}
		}
		if found == "" || slices.Contains(out, found) {
			return nil
		}
		out = append(out, found)
	}
	if !slices.Contains(out, nameColumn) {
		return nil
	}
	return out
}

// fields are the cells of a row of a table whose head has said what is in it; false if it has not as many.
func (s *signature) fields() (map[column]string, bool) {
	columns := s.columns
	if len(columns) < 2 {
		return nil, false
	}
	if columns[0] == numberColumn && s.mark != "" {
		columns = columns[1:]
	}
	cells := cellBorder.Split(strings.Trim(s.text, " \t|"), -1)
	if len(columns) < 2 || len(cells) != len(columns) || slices.Contains(columns, numberColumn) {
		return nil, false
	}
	out := map[column]string{}
	for i, c := range columns {
		out[c] = collapse(cells[i])
	}
	return out, out[nameColumn] != "" && out[nameColumn] != out[glossColumn]
}

// fromColumns makes a signatory of such a row. The cell of the name may hold the abbreviation and the gloss, too, where they
// have no columns of their own.
func (r *reader) fromColumns(s signature, out *Signatory) bool {
	cells, ok := s.fields()
	if !ok {
		return false
	}
	name := signature{lines: s.lines, text: cells[nameColumn], glossed: s.glossed}
	name.groups, name.open = parentheses(name.text)
	core, gloss, others := name.text, cells[glossColumn], []string(nil)
	if gloss == "" {
		core, gloss, others = name.gloss(name.text)
	}
	if out.Abbreviation = cells[abbreviationColumn]; out.Abbreviation != "" {
		out.Name, out.Gloss = core, gloss
	} else {
		r.guessName(name, out, core, gloss, others)
	}
	if country := cells[countryColumn]; country != "" {
		out.Country = country
		out.Region, _ = countryOf(country)
	}
	return true
}

// dropTableHeads drops the lines of lists that name the columns.
func (r *reader) dropTableHeads(rows []row) {
	var columns []column
	for i := range rows {
		rows[i].columns = columns
		if row := &rows[i]; !row.list && !row.blank() {
			columns = nil
		} else if row.list && !row.blank() && row.width < 200 && headCells[strings.ToLower(firstWord(collapse(row.text)))] && isTableHead(cellBorder.Split(strings.TrimSpace(row.text), -1)) {
			r.drop(row.number, "table-head", row.text, "the head of a table")
			columns = columnsOf(cellBorder.Split(strings.TrimSpace(row.text), -1))
			row.text, row.width, row.list, row.mark = "", 0, false, mark{}
		}
	}
}

// divided takes lines apart that hold a list of signatories with semicolons: "Signatories: A (Kenya); B (Peru)". Each part
// is a line of its own with the same number.
func divided(lines []line) []line {
	var out []line
	above := 0 // the line above; -1: it was taken apart
	for i, l := range lines {
		parts := []string{l.text}
		switch head, rest, found := cutHeading(l.text); {
		case !strings.ContainsAny(l.text, ";；"):
			above = i
		case found && len(outerParts(rest)) > 1:
			parts, above = append([]string{head}, outerParts(rest)...), -1
		case len(outerParts(l.text)) > 2 && (above < 0 || isSignatoriesHeading(lastLine(lines[:above+1]))):
			parts, above = outerParts(l.text), -1
		default:
			above = i
		}
		if len(parts) > 1 && out == nil {
			out = append(make([]line, 0, len(lines)+len(parts)), lines[:i]...)
		}
		if out == nil && len(parts) == 1 {
			continue
		}
		for _, part := range parts {
			out = append(out, line{l.number, part})
		}
	}
	if out == nil {
		return lines
	}
	return out
}

// lastLine is the last line that is not blank.
func lastLine(lines []line) string {
	for i := len(lines) - 1; i >= max(0, len(lines)-3); i-- {
		if text := collapse(lines[i].text); text != "" {
			return text
		}
	}
	return ""
}

// cutHeading cuts a line behind a heading of signatories with its colon.
func cutHeading(text string) (head, rest string, found bool) {
	colon := strings.IndexByte(text, ':')
	if colon < 0 || colon > 4*maxHeading || !strings.ContainsAny(text[colon:], ";；") || !isSignatoriesHeading(text[:colon]) {
		return "", "", false
	}
	return text[:colon+1], text[colon+1:], true
}

// outerParts are the parts of a text that semicolons outside parentheses end, each with its semicolon.
func outerParts(text string) []string {
	var parts []string
	open, start := 0, 0
	for i, c := range text {
		switch c {
		case '(', '（', '[':
			open++
		case ')', '）', ']':
			open = max(0, open-1)
		case ';', '；':
			if end := i + len(string(c)); open == 0 {
				parts, start = append(parts, text[start:end]), end
			}
		}
	}
	if strings.TrimSpace(text[start:]) != "" {
		parts = append(parts, text[start:])
	}
	return parts
}
