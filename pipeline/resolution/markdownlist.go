package resolution

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/finding"
)

// lists marks the passages under headings of signatories, and takes apart paragraphs that are several blocks.
func (r *reader) lists(passages []passage) []passage {
	var out []passage
	const deepest = 6           // of Markdown's headings
	in, level := false, deepest // level of the heading that the list stands under
	for i, p := range passages {
		first := collapse(p.raw[0].text)
		switch {
		case isSignatoriesHeading(p.plain) && p.form != itemForm:
			in = i+1 < len(passages) && (passages[i+1].label != "" || !leavesList(passages[i+1].plain))
			if level = deepest; p.form == headingForm {
				level = p.level
			}
		case len(p.raw) > 1 && p.form == plainForm && isSignatoriesHeading(first) && !leavesList(collapse(p.raw[1].text)):
			head := r.part(p, 0, 1)
			if !isSound(head) { // emphasis that goes on in the list
				head.text = escapeAll(head.plain)
			}
			out = append(out, head)
			p = r.part(p, 1, len(p.raw))
			in, p.inList = true, true
		case in && p.form == headingForm:
			in = p.level > level || isArea(p.plain) || isCountry(headingCore(p.plain)) || groupWord.MatchString(p.plain)
			p.inList = in
		case in && p.label == "" && (leavesList(p.plain) || speaksOfSigning(p.plain) && len(out) > 0 && out[len(out)-1].inList && !labelled(passages[i+1:])), in && (p.form == noteForm || p.form == quoteForm):
			in = false
		default:
			p.inList = in
		}
		switch {
		case p.inList && len(p.raw) > 1:
			out = append(out, r.signatures(p)...)
		case p.inList:
			out = append(out, r.literal(p))
		default:
			out = append(out, r.parts(p)...)
		}
	}
	return out
}

// labelled says whether any of the passages has a label.
func labelled(passages []passage) bool {
	return slices.ContainsFunc(passages, func(p passage) bool { return p.label != "" })
}

// literal takes the notation off a signature: the names of organizations are the same in every resolution.
func (r *reader) literal(p passage) passage {
	if p.text != p.plain && p.form != headingForm {
		r.guess(p.lines, "signatory-notation", "are a signature, which holds no notation: "+excerpt(p.text)+" was read without it", "")
		p.text, p.literal = p.plain, true
		r.dropLinks(p.lines[0], p.links)
	}
	if p.form == itemForm {
		p.form = plainForm
	}
	return p
}

// signatures takes a paragraph of a list apart, line by line.
func (r *reader) signatures(p passage) []passage {
	r.dropLinks(p.lines[0], p.links)
	if p.label != "" { // an item of a list is one signature, wrapped or not
		p.text, p.literal, p.form = p.plain, true, plainForm
		return []passage{p}
	}
	rows := make([]row, len(p.raw))
	for i, l := range p.raw {
		rows[i] = row{line: l, mark: readMark(l.text), list: true, width: len(l.text)}
		rows[i].head = isSignatoriesHeading(collapse(l.text))
	}
	g := grouper{reader: r, rows: rows, blank: true}
	out := g.group()
	for i := range out {
		if out[i].inList, out[i].literal = true, true; i == 0 {
			out[i].label, out[i].style = p.label, p.style
		}
	}
	return out
}

// onlyFirstMarked says whether no line but the first has a label.
func onlyFirstMarked(raw []line) bool {
	return len(raw) == 1 || !slices.ContainsFunc(raw[1:], func(l line) bool { return readMark(l.text).label != "" })
}

// goesOn says whether a sentence goes on over a hard break.
func goesOn(above, below string) bool {
	return startsLower(below) && !endsSentence(above) && readMark(below).label == ""
}

// part is some lines of a passage as a passage of its own.
func (r *reader) part(p passage, from, to int) passage {
	q := p
	q.raw = p.raw[from:to]
	q.lines = [2]int{q.raw[0].number, q.raw[len(q.raw)-1].number}
	q.plain, _ = joinLines(q.raw)
	q.text = joinMarked(p.marked[from:to], strings.Join(p.marked[from:to], " "))
	q.marked = p.marked[from:to]
	if q.bare = ""; isSound(q) {
		q.bare = bareOf(Inline(q.text, true))
	}
	return q
}

// parts takes a paragraph apart whose lines are blocks of their own: exclamations, a date, lines with labels, or short
// lines that end with a hard break.
func (r *reader) parts(p passage) []passage {
	if m := readMark(p.plain); p.form == plainForm && onlyFirstMarked(p.raw) && (m.certain || strings.HasPrefix(m.style, "(")) && strings.HasPrefix(p.text, m.label) && strings.TrimSpace(m.rest) != "" {
		p.form, p.label, p.style, p.ordinal = itemForm, m.label, m.style, m.ordinal
		p.text, p.plain = strings.TrimSpace(p.text[len(m.label):]), collapse(m.rest)
		return []passage{p}
	}
	if len(p.raw) < 2 || p.form != plainForm && p.form != itemForm || len(p.marked) != len(p.raw) {
		return []passage{p}
	}
	rows := make([]row, len(p.raw))
	exclaimed := p.form == plainForm
	for i, l := range p.raw {
		rows[i] = row{line: l, mark: readMark(l.text), width: len(l.text)}
		exclaimed = exclaimed && isExclamation(collapse(l.text))
	}
	acceptMarks(rows)
	var out []passage
	from := 0
	for i := 1; i <= len(rows); i++ {
		if i < len(rows) && !exclaimed && !rows[i].itself && !(p.hard[i-1] && len(rows[i-1].text) < 100 && !goesOn(rows[i-1].text, rows[i].text)) &&
			!(isDateOnly(rows[i].text) && i == 1) && !(isDateOnly(rows[i-1].text) && i == 1) {
			continue
		}
		q := r.part(p, from, i)
		if rows[from].itself && !(from == 0 && p.form == itemForm) && strings.HasPrefix(q.text, rows[from].mark.label) {
			q.form, q.label, q.style, q.ordinal = itemForm, rows[from].mark.label, rows[from].mark.style, rows[from].mark.ordinal
			q.text, q.plain = strings.TrimSpace(q.text[len(q.label):]), strings.TrimSpace(strings.TrimPrefix(q.plain, q.label))
		} else if from > 0 && p.form == itemForm {
			q.form, q.label = plainForm, ""
		}
		out, from = append(out, q), i
	}
	if len(out) == 1 || slices.ContainsFunc(out, func(q passage) bool { return !isSound(q) }) {
		return []passage{p} // one block, or notation that goes over the lines
	}
	r.say(finding.Info, p.lines[0], "divided", fmt.Sprintf("%s: one Markdown paragraph was read as %d blocks", span(p.lines), len(out)), "put blank lines between them")
	return out
}
