package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A form is what a text's own structure says of a passage, before its words are looked at.
type form int

const (
	plainForm   form = iota
	headingForm      // a Markdown heading, or a line underlined with = or -
	itemForm
	quoteForm
	noteForm // a Markdown footnote
	verbatim // a Markdown code block, table row or HTML: text that is nothing else
)

// A passage is lines that belong together: what becomes one block. Text is what the block gets; plain is the same without
// Markdown's notation, and all guesses are made on it.
type passage struct {
	lines       [2]int
	raw         []line // as received, without label and quote marks: lists of signatories are read from it
	text, plain string
	bare        string   // the text without the style that all of it is in; "" if it has none
	links       []string // Markdown: addresses and titles of links
	marked      []string // Markdown: the text, line by line
	hard        []bool   // Markdown: the line ends with a hard break
	label       string
	style       string // of the label: "1.", "(a)", "•"
	ordinal     int    // of the label; 0: none
	indent      int    // columns before the label or text
	level       int    // Markdown's level of a heading or depth of an item; 0 for plain text
	form        form
	literal     bool     // of Markdown: text has no notation, though the document's has
	inList      bool     // stands under a heading of signatories
	forwarded   bool     // of a mail that was sent on; what is not, is the sender's
	headed      bool     // is the heading of a list of signatories
	columns     []column // of the table of signatories that the line is a row of
	inHead      bool     // stands above the first paragraph, among short lines
	blankBefore bool
	blankAfter  bool
}

// words counts the words of the passage.
func (p passage) words() int { return len(strings.Fields(p.plain)) }

// length is the number of characters of the passage.
func (p passage) length() int { return utf8.RuneCountInString(p.plain) }

const (
	closers = "”’“\"'»«›‹)]}）］】」』…*_ \u00a0" // may follow the end of a sentence
	enders  = ".!?:…。！？：؟۔।॥։።၊။｡‽"
)

// endsSentence says whether a line ends with a sentence's punctuation, quotes and brackets behind it aside. A colon ends
// one: what follows is a list or a quote.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if strings.HasSuffix(text, "…") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closers))
	return strings.ContainsRune(enders, last)
}

// startsLower says whether a line begins in lower case, opening quotes and brackets aside.
func startsLower(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "“„”\"'‘‚«»‹›([{（ \u00a0"))
	return unicode.IsLower(first) && !unicode.Is(unicode.Georgian, first) // Georgian's capitals begin no sentence
}

// joinLines puts lines together with one blank; after a hyphen that has a letter before it, and before a lower-case
// letter, with none: "anti-" and "imperialist" are one word. glued says that this was done.
func joinLines(lines []line) (text string, glued bool) {
	var b strings.Builder
	for i, l := range lines {
		part := collapse(l.text)
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			if i > 0 && isBrokenWord(lines[i-1].text, part) {
				glued = true
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(part)
	}
	return b.String(), glued
}

// isBrokenWord says whether a line's end and the next line's beginning are one word with its hyphen. "East- and" is not.
func isBrokenWord(before, after string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	hyphen, n := utf8.DecodeLastRuneInString(before)
	if hyphen != '-' && hyphen != '\u00ad' && hyphen != '\u2010' {
		return false
	}
	letter, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	next, _ := utf8.DecodeRuneInString(after)
	word, _, _ := strings.Cut(after, " ")
	return unicode.IsLetter(letter) && unicode.IsLower(next) && word != "and" && word != "or" && word != "to" && word != "nor"
}

// columns is the width of a line's indentation; a tab goes to the next multiple of four.
func columns(text string) int {
	n := 0
	for _, c := range text {
		switch {
		case c == '\t':
			n += 4 - n%4
		case unicode.IsSpace(c):
			n++
		default:
			return n
		}
	}
	return 0
}

// isRule knows a line that only separates: "-----", "* * *", "=====", "___".
func isRule(text string) bool {
	marks := strings.Join(strings.Fields(text), "")
	if utf8.RuneCountInString(marks) < 3 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(marks)
	return strings.ContainsRune("-–—=_*~#·•+.", first) && strings.Trim(marks, string(first)) == "" && marks != "..."
}

// depth is how many parentheses a text leaves open.
func depth(text string) int {
	n := 0
	for _, c := range text {
		switch c {
		case '(', '（', '[':
			n++
		case ')', '）', ']':
			n = max(0, n-1)
		}
	}
	return n
}
