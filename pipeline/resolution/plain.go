package resolution

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A row is one line of a plain text with what can be seen of it alone.
type row struct {
	line
	mark      mark
	lone      bool // the mark stands alone on its line; the next one is its text
	itself    bool // the mark is a label here
	rule      bool
	under     bool     // a line of = or - under one of text: it makes that a heading
	quoted    bool     // began with ">"
	forwarded bool     // … as most lines do: a mail that was sent on
	source    bool     // says whose the quotation above it is
	list      bool     // stands under a heading of signatories
	head      bool     // is a heading of signatories
	columns   []column // of the table that the line is a row of
	indent    int
	width     int
}

func (r row) blank() bool { return r.width == 0 }

// passages groups the lines of a plain text.
func (r *reader) passages(lines []line) []passage {
	rows := r.rows(divided(r.withoutPages(lines)))
	loneMarks(rows)
	markLists(rows)
	r.markNames(rows)
	r.dropTableHeads(rows)
	acceptMarks(rows)
	g := grouper{reader: r, rows: rows, wrap: wrapWidth(rows), head: headEnd(rows)}
	if g.wrap > 0 {
		r.guess([2]int{rows[0].number, rows[len(rows)-1].number}, "wrapped", "are wrapped uniformly, so only blank lines end a paragraph", "")
	}
	g.solid = g.wrap > 0 && isSolid(rows)
	return g.group()
}

// isSolid says whether a text has hardly any blank lines.
func isSolid(rows []row) bool {
	blank := 0
	for _, row := range rows {
		if row.blank() {
			blank++
		}
	}
	return blank*12 < len(rows)
}

// rows looks at each line alone. Rules and quote marks are taken out.
func (r *reader) rows(lines []line) []row {
	rows := make([]row, len(lines))
	forwarded := isForwarded(lines)
	for i, l := range lines {
		text := strings.TrimRightFunc(l.text, unicode.IsSpace)
		row := row{line: line{l.number, text}, indent: columns(text), width: utf8.RuneCountInString(strings.TrimSpace(text))}
		trimmed := strings.TrimSpace(text)
		switch rest, isQuote := strings.CutPrefix(trimmed, ">"); {
		case isQuote:
			rest = strings.TrimLeft(rest, "> \u00a0\t")
			r.drop(l.number, "quote-mark", trimmed[:len(trimmed)-len(rest)], "the mark of a quotation")
			row.text, row.quoted, row.indent, row.width = rest, !forwarded, 0, utf8.RuneCountInString(rest)
			row.forwarded = forwarded
		case isRule(trimmed):
			r.drop(l.number, "rule", trimmed, "a rule")
			row.rule, row.text, row.width = true, "", 0
			row.under = strings.Trim(trimmed, "=") == "" || strings.Trim(trimmed, "-") == ""
		}
		row.mark = readMark(row.text)
		row.source = strings.ContainsAny(row.mark.label, "–—―-") && !row.quoted && (closesQuotation(rows[:i]) || closesVerse(rows[:i], row))
		if row.source || row.quoted && strings.ContainsAny(row.mark.label, "–—-") {
			row.mark = mark{} // whom it quotes
		}
		rows[i] = row
	}
	return rows
}

// closesVerse says whether a line stands under indented ones, itself indented and set off by its dash.
func closesVerse(rows []row, last row) bool {
	const least, indent = 2, 2
	first := len(rows)
	for first > 0 && !rows[first-1].blank() {
		if first--; rows[first].indent < indent || rows[first].mark.label != "" {
			return false
		}
	}
	return len(rows)-first >= least && last.indent >= indent
}

// isForwarded says whether most lines of a text begin with ">": then a mail quotes the whole text, and the marks say
// nothing of what it quotes itself.
func isForwarded(lines []line) bool {
	quoted, all := 0, 0
	for _, l := range lines {
		if text := strings.TrimSpace(l.text); text != "" {
			if all++; text[0] == '>' {
				quoted++
			}
		}
	}
	return all >= 5 && quoted*3 >= all*2
}

// closesQuotation says whether the last lines, up to a blank one, are a quotation.
func closesQuotation(rows []row) bool {
	const most = 12 // lines
	if len(rows) == 0 {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(rows[len(rows)-1].text); !strings.ContainsRune(closers, last) {
		return false
	}
	first := len(rows)
	for first > max(0, len(rows)-most) && !rows[first-1].blank() {
		first--
	}
	var b strings.Builder
	for _, r := range rows[first:] {
		b.WriteString(r.text + " ")
	}
	return isQuotation(collapse(b.String()))
}

// markLists marks the headings of signatory lists and the lines under each, up to running text.
func markLists(rows []row) {
	in := false
	for i := range rows {
		row := &rows[i]
		text := collapse(row.text)
		switch {
		case row.blank():
		case isForWhom(text) && namesFollow(rows[i+1:]):
			row.head, in = true, true
		case isSignatoriesHeading(text), depth(text) > 0 && isSignatoriesHeading(text+" "+nextText(rows, i)):
			row.head = listFollows(rows, i)
			in = in || row.head
		case in && row.mark.ordinal == 0 && (leavesList(text) || leavesList(chunk(rows, i)) || speaksOfSigning(text) && endsList(rows, i)):
			in = false
		}
		row.list = in && !row.head && (row.mark.ordinal > 0 || !isDateOnly(text))
	}
}

// markNames marks a list of signatories that has neither heading nor numbers: the last lines of a text, two or more without
// a blank line between, none of them a clause, most of them with a gloss or a country.
func (r *reader) markNames(rows []row) {
	end := len(rows)
	for end > 0 && rows[end-1].blank() {
		end--
	}
	start, shaped := end, 0
	for ; start > 0 && !rows[start-1].blank(); start-- {
		row := rows[start-1]
		text := collapse(row.text)
		if row.list || row.head || row.quoted || row.mark.label != "" || row.width > maxName || endsClause(text) || startsLower(text) {
			return
		}
		if isWholeSignature(text) || hasCountry(text) || hasCountry(row.text) {
			shaped++
		}
	}
	if shaped < 2 || shaped*2 < end-start || start == 0 {
		return
	}
	for i := start; i < end; i++ {
		rows[i].list = true
	}
	lines := [2]int{rows[start].number, rows[end-1].number}
	r.say(1, lines[0], "list-without-heading", fmt.Sprintf("%s were read as signatories, though no heading says so", span(lines)), "put “Signatories:” above them")
}

// forWhom is what stands above the names of those for whom a text was signed: "On behalf of the unions:".
var forWhom = lazily(`^(?i:signed )?(?i:for|on behalf of|in the name of) (?i:the|all|our) (?:[\p{L}-]+ ){0,4}[\p{L}-]+(?:[^s]s|people|men|women):$|^(?i:the )?(?i:participating|participants|founding members|members|member organi[sz]ations|co-?sponsors)(?: [\p{L}-]+){0,3}:$`)

func isForWhom(text string) bool { return len(text) <= maxName && forWhom.MatchString(text) }

// namesFollow says whether nothing but names stands below: two lines or more up to the end, none of them a clause or an item.
func namesFollow(rows []row) bool {
	names := 0
	for _, row := range rows {
		text := collapse(row.text)
		switch {
		case text == "":
		case names >= 2 && leavesList(text):
			return true
		case row.width > maxName || row.quoted || row.mark.label != "" && row.mark.ordinal == 0 || endsClause(text) || startsLower(text):
			return false
		default:
			names++
		}
	}
	return names >= 2
}

const maxName = 120 // characters of a line that is nothing but a name

// nextText is the next line, if it is not blank.
func nextText(rows []row, i int) string {
	if i+1 < len(rows) {
		return collapse(rows[i+1].text)
	}
	return ""
}

// chunk is the text from a line that stands under a blank one to the next blank line, if it has no labels: a wrapped
// paragraph is known by its whole text.
func chunk(rows []row, i int) string {
	const most = 40 // lines
	if i > 0 && !rows[i-1].blank() {
		return ""
	}
	var b strings.Builder
	for j := i; j < min(len(rows), i+most) && !rows[j].blank(); j++ {
		if rows[j].mark.label != "" || j > i && rows[j-1].width < 45 {
			return ""
		}
		b.WriteString(rows[j].text + " ")
	}
	return collapse(b.String())
}

// listFollows says whether anything but running text stands under a heading.
func listFollows(rows []row, i int) bool {
	for _, next := range rows[i+1:] {
		if !next.blank() {
			return next.mark.ordinal > 0 || !leavesList(collapse(next.text))
		}
	}
	return false
}

// leavesList knows text that is no signature: "Adopted by …", and sentences.
func leavesList(text string) bool {
	if isAdopted(text) || notesHeading.MatchString(text) || contactLine.MatchString(text) {
		return true
	}
	n := utf8.RuneCountInString(text)
	last := strings.TrimRight(text, closers)
	return n > 70 && strings.HasSuffix(last, ".") && strings.Count(text, " ") > 9 && isMostlyLower(text) || n > 160 && strings.Contains(text, ". ") && endsSentence(text)
}

var signing = lazily(`\b(?:sign|signs|signing|signed|[Tt]he list)\b|(?i)\b(?:signatory|signatories|signatures?|for (?:more|further) information)\b`)

// speaksOfSigning knows a short sentence about the list itself: "Further signatories are welcome."
func speaksOfSigning(text string) bool {
	lower, all := lowerWords(text)
	return strings.HasSuffix(strings.TrimRight(text, closers), ".") && lower >= 3 && lower*2 >= all && signing.MatchString(text)
}

// endsList says whether a line is below a signature, parted from it by a blank line, and no numbered one is below it.
func endsList(rows []row, i int) bool {
	if i < 2 || !rows[i-1].blank() {
		return false
	}
	above := i - 1
	for above > 0 && rows[above].blank() {
		above--
	}
	return rows[above].list && !slices.ContainsFunc(rows[i+1:], func(next row) bool { return next.mark.ordinal > 0 })
}

var contactLine = lazily(`(?i)^(?:(?:contact|e-?mail|web ?site|web|address|tel|phone|telephone|press contact|for (?:more|further) information)\b.*(?:[:@]|www).*|https?://\S+|www\.\S+|\S+@\S+\.\S+)$`)

// lowerWords counts the words that begin in lower case, and all.
func lowerWords(text string) (lower, all int) {
	for w := range strings.FieldsSeq(text) {
		if all++; startsLower(w) {
			lower++
		}
	}
	return lower, all
}

// isMostlyLower says whether more words begin in lower case than not: running text, not names.
func isMostlyLower(text string) bool {
	lower, all := lowerWords(text)
	return lower*2 > all
}

// wrapWidth is the column at which a text is wrapped, 0 if it is not. A text is wrapped if most of its lines that have a
// line of the same paragraph below are 50 to 80 columns wide, and hardly any line is wider.
func wrapWidth(rows []row) int {
	const least, most = 48, 84
	var inner []int
	wide, all := 0, 0
	for i, row := range rows {
		if row.blank() || row.list || row.head {
			continue
		}
		all++
		if row.width+row.indent > most {
			wide++
		}
		if i+1 < len(rows) && !rows[i+1].blank() && rows[i+1].mark.label == "" && !rows[i+1].list && !rows[i+1].head {
			inner = append(inner, row.width+row.indent)
		}
	}
	full := 0
	for _, w := range inner {
		if w >= least && w <= most {
			full++
		}
	}
	if len(inner) < 3 || full*10 < len(inner)*6 || wide*20 > all {
		return 0
	}
	return slices.Max(inner)
}

// A grouper makes passages of rows.
type grouper struct {
	*reader
	rows  []row
	wrap  int             // columns; 0: not wrapped
	head  int             // index of the first row below the head
	solid bool            // a wrapped text without blank lines, as out of a page layout
	words map[string]bool // of the text; nil as long as nothing asked for them
	out   []passage
	blank bool // a blank line stands before the present one
	item  *row // label line of the present passage, nil for none
	first int  // index of the passage's first row
}

func (g *grouper) group() []passage {
	g.blank = true
	for i := 0; i < len(g.rows); i++ {
		row := &g.rows[i]
		if row.blank() {
			g.underline(i)
			g.blank = true
			continue
		}
		if !g.blank && len(g.out) > 0 && g.joins(i) {
			p := &g.out[len(g.out)-1]
			p.raw, p.lines[1] = append(p.raw, row.line), row.number
		} else {
			g.begin(i)
		}
		g.blank = false
	}
	for i := range g.out {
		p := &g.out[i]
		p.blankAfter = i+1 == len(g.out) || g.out[i+1].blankBefore
		g.finish(p)
	}
	return g.out
}

// underline makes the line above a rule of = or - a heading.
func (g *grouper) underline(i int) {
	if !g.rows[i].under || g.blank || len(g.out) == 0 {
		return
	}
	if p := &g.out[len(g.out)-1]; len(p.raw) <= 2 && p.label == "" && !endsSentence(p.raw[len(p.raw)-1].text) {
		p.form = headingForm
	}
}

func (g *grouper) begin(i int) {
	row := &g.rows[i]
	p := passage{lines: [2]int{row.number, row.number}, raw: []line{row.line}, indent: row.indent, inList: row.list, inHead: i < g.head, forwarded: row.forwarded, columns: row.columns, headed: row.head, blankBefore: g.blank}
	g.item, g.first = nil, i
	switch {
	case row.list:
		if p.style, p.ordinal = row.mark.style, row.mark.ordinal; row.mark.ordinal > 0 {
			g.item = row
		}
	case row.itself:
		p.label, p.style, p.ordinal, p.form = row.mark.label, row.mark.style, row.mark.ordinal, itemForm
		p.raw[0].text = row.mark.rest
		g.item = row
	}
	if row.quoted {
		p.form = quoteForm
	}
	g.out = append(g.out, p)
}

// finish sets the text of a passage.
func (g *grouper) finish(p *passage) {
	var glued bool
	p.raw = g.undivide(p.raw)
	p.text, glued = joinLines(p.raw)
	p.plain = p.text
	if glued {
		g.guess(p.lines, "hyphen", "have a word that a hyphen divides at a line's end; it was joined with its hyphen", "")
	}
}
