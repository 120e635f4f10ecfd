package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// acceptMarks says for each line of the body whether its mark is an item's label. A bullet must stand where an item can
// begin; a number or letter must be one of a sequence, or stand after a blank line.
func acceptMarks(rows []row) {
	settleLetters(rows)
	for i := range rows {
		if row := &rows[i]; row.mark.label == "" && !row.quoted && !row.list && !row.head && !row.source {
			row.mark = looseMark(row.text)
		}
	}
	following := make([]mark, len(rows)) // next mark of the same style
	next := map[string]mark{}
	counts := map[string]int{}
	for i := len(rows) - 1; i >= 0; i-- {
		m := rows[i].mark
		if m.label == "" {
			continue
		}
		following[i] = next[m.style]
		next[m.style] = m
		counts[m.style]++
	}
	last := map[string]int{}
	open := ""                  // style of the item that this chunk of lines is in
	columns := map[string]int{} // of the styles of the items in this chunk
	for i := range rows {
		row := &rows[i]
		if row.blank() {
			open = ""
			clear(columns)
			continue
		}
		m := row.mark
		if m.label == "" {
			continue
		}
		fresh := i == 0 || rows[i-1].blank() || rows[i-1].rule
		ready := fresh || open == m.style || endsClause(rows[i-1].text) && (m.ordinal > 0 || !strings.HasSuffix(rows[i-1].text, ","))
		ready = ready || m.ordinal == 0 && (row.indent > 0 || isDash(m) || strings.HasPrefix(m.rest, "\t")) && (isTwin(rows, i, i-1) || isTwin(rows, i, i+1))
		if m.ordinal == 1 && i+1 < len(rows) && rows[i+1].mark.style == m.style && rows[i+1].mark.ordinal == 2 {
			ready = true
		}
		if column, known := columns[m.style]; known && column == row.indent {
			ready = true // goes on with a list after the lists within it
		}
		if open != "" && row.indent >= columns[open]+2 && row.indent > 0 && following[i].ordinal == 2 && m.ordinal == 1 {
			ready = true // begins a list within an item
		}
		if row.itself = accepts(m, ready, fresh, last[m.style], following[i], counts[m.style]); row.itself {
			last[m.style], open, columns[m.style] = m.ordinal, m.style, row.indent
		} else if m.loose {
			row.mark = mark{}
		}
	}
}

// loneMarks finds the labels that stand alone, with their text on the next line.
func loneMarks(rows []row) {
	const most = 8 // bytes of a label
	for i := range len(rows) - 1 {
		row := &rows[i]
		text := strings.TrimSpace(row.text)
		if text == "" || len(text) > most || row.quoted || rows[i+1].blank() || rows[i+1].mark.label != "" {
			continue
		}
		if m := readMark(text + " x"); m.label == text && !strings.ContainsAny(text, "–—―") {
			m.rest = ""
			row.mark, row.lone = m, true
		}
	}
}

// isDash knows the bullets that are dashes in running text. That two lines in a row begin with a dash is no chance.
func isDash(m mark) bool {
	return m.label == "–" || m.label == "—" || m.label == "-" || m.style == "§ "
}

// settleLetters reads a label as a letter where it is the next after another: "c)" behind "b)" is no hundred.
func settleLetters(rows []row) {
	type form struct{ open, close string }
	last := map[form]int{}
	for i := range rows {
		m := &rows[i].mark
		n := strings.IndexFunc(m.style, unicode.IsLetter)
		if m.label == "" || n < 0 || m.certain {
			continue
		}
		letter, size := utf8.DecodeRuneInString(m.label[n:])
		f := form{m.label[:n], m.label[n+size:]}
		value, one := int(letter-'a')+1, "a"
		if unicode.IsUpper(letter) {
			value, one = int(letter-'A')+1, "A"
		}
		isRoman := strings.ContainsAny(m.style, "iI")
		if isRoman && value > 2 && last[f] == value-1 && m.style[n+1:] == f.close {
			m.style, m.ordinal = f.open+one+f.close, value
		}
		if strings.ContainsAny(m.style, "aA") {
			last[f] = m.ordinal
		}
	}
}

// isTwin says whether a neighbouring line has the same bullet in the same column.
func isTwin(rows []row, i, other int) bool {
	return other >= 0 && other < len(rows) && rows[other].mark.style == rows[i].mark.style && rows[other].indent == rows[i].indent
}

func accepts(m mark, ready, fresh bool, last int, next mark, count int) bool {
	sequence := m.ordinal > 0 && (m.ordinal == last+1 && last > 0 || next.ordinal == m.ordinal+1)
	switch {
	case m.certain:
		return true
	case m.style == "o" || m.style == "+" || m.style == "§ ":
		return ready && count > 1
	case m.style == "1." && !sequence && isMonth(m.rest):
		return false // "1. May is near."
	case m.ordinal == 0:
		return ready && (!m.loose || count > 1)
	case strings.ContainsAny(m.style, "aAа") || strings.ContainsAny(m.style, "iI"):
		bracketed := strings.HasSuffix(m.style, ")") || strings.HasSuffix(m.style, "]")
		return ready && (sequence || bracketed && fresh)
	}
	if m.loose {
		return ready && sequence && (m.style != "1 " || count > 2)
	}
	return ready && (sequence || m.ordinal == 1 || fresh && m.ordinal < 1000 && count > 1)
}

func isMonth(text string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return months[strings.TrimRight(word, ",.")]
}

var months = wordSet("January February March April May June July August September October November December")

// endsClause says whether something new may begin after a line.
func endsClause(text string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	return endsSentence(text) || strings.HasSuffix(text, ";") || strings.HasSuffix(text, ",") || strings.HasSuffix(text, "; and") || strings.HasSuffix(text, "; or")
}
