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

// dropTableHeads drops the lines of lists that name the columns.
func (r *reader) dropTableHeads(rows []row) {
	for i := range rows {
		if row := &rows[i]; row.list && !row.blank() && row.width < 200 && headCells[strings.ToLower(firstWord(collapse(row.text)))] && isTableHead(cellBorder.Split(strings.TrimSpace(row.text), -1)) {
			r.drop(row.number, "table-head", row.text, "the head of a table")
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
