package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A mark is what a line begins with that may be an item's label.
type mark struct {
	label   string
	rest    string // of the line, with its blanks
	style   string // what all labels of one list have in common: "•", "1.", "(a)", "I."
	ordinal int    // 0 for bullets
	certain bool   // no text begins so
	loose   bool   // a number in text as often: "3.5 million"; only a sequence makes it a label
}

const (
	sureBullets  = "•▪▫◦‣⁃∙●○■□◆◇►▶➢➤⇒✓✔★☆❖➔☞✦✱⚫⬤▸▹◾◼"
	looseBullets = "*+-–—−·o→>" // also text, or a dash; a blank must follow
)

var (
	decimal   = lazily(`^([(（\[]?)(\p{Nd}{1,5})([.)）\]、．]{1,2}-?|\.?[ºª°]\.?)([\s\x{00a0}\x{202f}]*)`)
	multiple  = lazily(`^(\d{1,3}(?:\.\d{1,3}){1,4})(\.?|\))[\s\x{00a0}]+`)
	paragraph = lazily(`^(§+\s?\d{1,4}[a-z]?)([.):]?)(?:[\s\x{00a0}]+|$)`)
	lettered  = lazily(`^([(（\[]?)(\p{L})([.)）\]]{1,2})[\s\x{00a0}]+`)
	roman     = lazily(`^([(（\[]?)([ivxlc]{1,7}|[IVXLC]{1,7})([.)）\]]{1,2})[\s\x{00a0}]+`)
	circled   = lazily(`^([①-⑳⑴-⒇❶-❿➀-➓])\s*`)
)

// readMark reads the mark of a line; label is "" if there is none.
func readMark(text string) mark {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	first, n := utf8.DecodeRuneInString(text)
	rest := text[n:]
	switch {
	case n == 0:
		return mark{}
	case strings.ContainsRune(sureBullets, first):
		return mark{label: text[:n], rest: rest, style: text[:n], certain: true}
	case strings.ContainsRune(looseBullets, first):
		if next, _ := utf8.DecodeRuneInString(rest); rest != "" && unicode.IsSpace(next) {
			return mark{label: text[:n], rest: rest, style: text[:n]}
		}
		return mark{}
	}
	return readEnumerator(text)
}

func readEnumerator(text string) mark {
	head := text[:min(len(text), 64)]
	if m := circled.FindString(head); m != "" {
		return mark{label: strings.TrimSpace(m), rest: text[len(m):], style: "①", certain: true}
	}
	if m := paragraph.FindStringSubmatch(head); m != nil {
		return mark{label: strings.TrimSpace(m[1] + m[2]), rest: text[len(m[0]):], style: "§", certain: true, ordinal: 1}
	}
	if m := multiple.FindStringSubmatch(head); m != nil && !(m[2] == "" && startsLower(text[len(m[0]):])) { // "3.5 million"
		return mark{label: m[1] + m[2], rest: text[len(m[0]):], style: strings.Repeat("1.", 1+strings.Count(m[1], ".")), certain: true, ordinal: 1}
	}
	if m := roman.FindStringSubmatch(head); m != nil {
		if n := romanValue(strings.ToLower(m[2])); n > 0 {
			one := "i"
			if m[2] == strings.ToUpper(m[2]) {
				one = "I"
			}
			return mark{label: m[1] + m[2] + m[3], rest: text[len(m[0]):], style: m[1] + one + m[3], ordinal: n}
		}
	}
	if m := lettered.FindStringSubmatch(head); m != nil {
		return letteredMark(text, m)
	}
	if m := decimal.FindStringSubmatch(head); m != nil {
		return decimalMark(text, m)
	}
	return mark{}
}

// looseMark reads a number such as "1.2" before a word in lower case, which is as often text as a label.
func looseMark(text string) mark {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	m := multiple.FindStringSubmatch(text[:min(len(text), 64)])
	if m == nil || m[2] != "" || !startsLower(text[len(m[0]):]) {
		return mark{}
	}
	style := strings.Repeat("1.", 1+strings.Count(m[1], ".")) + " "
	return mark{label: m[1], rest: text[len(m[0]):], style: style, loose: true, ordinal: digits(m[1][strings.LastIndexByte(m[1], '.')+1:])}
}

func letteredMark(text string, m []string) mark {
	letter, _ := utf8.DecodeRuneInString(m[2])
	m[0] = text[:len(m[1])+len(m[2])+len(m[3])]
	one, base := "a", 'a'
	switch {
	case letter >= 'A' && letter <= 'Z':
		one, base = "A", 'A'
	case letter >= 'а' && letter <= 'я':
		one, base = "а", 'а'
	case letter < 'a' || letter > 'z':
		return mark{}
	}
	return mark{label: m[0], rest: text[len(m[0]):], style: m[1] + one + m[3], ordinal: int(letter-base) + 1}
}

func decimalMark(text string, m []string) mark {
	label := m[1] + m[2] + m[3]
	rest := text[len(label):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case m[4] == "" && !unicode.IsLetter(next) && !strings.ContainsRune("“„«\"‘", next): // "3.5 million", "12.11.2020", "(2)"
		return mark{}
	case m[1] == "[" && !strings.Contains(m[3], "]"):
		return mark{}
	}
	if dates := language.FindDates(text[:min(len(text), 40)]); len(dates) > 0 && dates[0].Start == 0 && dates[0].End > len(label) {
		return mark{} // "12. November 2020"
	}
	return mark{label: label, rest: rest, style: m[1] + "1" + m[3], ordinal: digits(m[2])}
}

// digits is the value of decimal digits of any script.
func digits(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + digitValue(c)
	}
	return n
}

// digitValue is a decimal digit's value: in Unicode's table the digits of a script stand in tens, from zero.
func digitValue(c rune) int {
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return int(c-rune(r.Lo)) % 10
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return int(c-rune(r.Lo)) % 10
		}
	}
	return 0
}

// romanValue is the value of a well-formed roman numeral up to 399 in lower case, else 0.
func romanValue(s string) int {
	n := 0
	for i := range len(s) {
		v := romanDigit(s[i])
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && romanDigit(s[i+1]) > v {
			n -= v
		} else {
			n += v
		}
	}
	if writeRoman(n) != s {
		return 0
	}
	return n
}

func romanDigit(c byte) int {
	switch c {
	case 'i':
		return 1
	case 'v':
		return 5
	case 'x':
		return 10
	case 'l':
		return 50
	case 'c':
		return 100
	}
	return 0
}

func writeRoman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}

// acceptMarks says for each line of the body whether its mark is an item's label. A bullet must stand where an item can
// begin; a number or letter must be one of a sequence, or stand after a blank line.
func acceptMarks(rows []row) {
	settleLetters(rows)
	for i := range rows {
		if row := &rows[i]; row.mark.label == "" && row.indent > 0 && !row.quoted && !row.source {
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
		ready = ready || m.ordinal == 0 && (row.indent > 0 || isDash(m)) && (isTwin(rows, i, i-1) || isTwin(rows, i, i+1))
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

// isDash knows the bullets that are dashes in running text. That two lines in a row begin with a dash is no chance.
func isDash(m mark) bool { return m.label == "–" || m.label == "—" || m.label == "-" }

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
	case m.style == "o":
		return ready && count > 1
	case m.style == "1." && !sequence && isMonth(m.rest):
		return false // "1. May is near."
	case m.ordinal == 0:
		return ready
	case strings.ContainsAny(m.style, "aAа") || strings.ContainsAny(m.style, "iI"):
		bracketed := strings.HasSuffix(m.style, ")") || strings.HasSuffix(m.style, "]")
		return ready && (sequence || bracketed && fresh)
	}
	if m.loose {
		return ready && sequence
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
