package resolution

import (
	"slices"
	"strings"
)

// Lists of signatories also come as tables, their cells apart by tabs, bars or blanks, and as one line with semicolons.

var (
	cellBorder = lazily(`\s*(?:\t|\||\s{2,})\s*`)
	headCells  = wordSet(`no no. nr nr. number # abbreviation abbreviations acronym acronyms abbr abbr. initials name names organization organisation organizations organisations union party member-organization
		translation english english-name native-name original-name name-in-english meaning gloss country countries state region city place continent signatory signatories signature date`)
)

// isTableHead says whether cells name the columns of a list of signatories.
func isTableHead(cells []string) bool {
	return len(cells) > 1 && !slices.ContainsFunc(cells, func(cell string) bool { return !headCells[strings.ToLower(collapse(cell))] })
}

// dropTableHeads drops the lines of lists that name the columns.
func (r *reader) dropTableHeads(rows []row) {
	for i := range rows {
		if row := &rows[i]; row.list && !row.blank() && isTableHead(cellBorder.Split(strings.TrimSpace(row.text), -1)) {
			r.drop(row.number, "table-head", row.text, "the head of a table")
			row.text, row.width, row.list, row.mark = "", 0, false, mark{}
		}
	}
}

// divided takes lines apart that hold a list of signatories with semicolons: "Signatories: A (Kenya); B (Peru)". Each part
// is a line of its own with the same number.
func divided(lines []line) []line {
	var out []line
	listed := false // the line above was taken apart, or is a heading of signatories
	for i, l := range lines {
		parts := []string{l.text}
		if text := collapse(l.text); text != "" {
			head, rest, found := cutHeading(l.text)
			switch {
			case found && len(outerParts(rest)) > 1:
				parts = append([]string{head}, outerParts(rest)...)
			case listed && len(outerParts(l.text)) > 2:
				parts = outerParts(l.text)
			}
			listed = len(parts) > 1 || isSignatoriesHeading(text)
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

// cutHeading cuts a line behind a heading of signatories with its colon.
func cutHeading(text string) (head, rest string, found bool) {
	colon := strings.IndexByte(text, ':')
	if colon < 0 || colon > 4*maxHeading || !isSignatoriesHeading(text[:colon]) {
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
