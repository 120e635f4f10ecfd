package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	notesHeading = lazily(`(?i)^(?:foot|end)?notes?(?: and (?:references|sources))?:?$|^(?:references|sources|annotations|bibliography|remarks)(?: and notes)?:?$`)
	noteMark     = lazily(`^(\[(?:\d{1,3}|[a-z]|[*†‡]{1,3}|[ivx]{1,4})\]|[¹²³⁰⁴-⁹]{1,3}|\*{1,4}|[†‡]{1,3}|\((?:\d{1,3}|\*{1,3})\)|\d{1,3}[.)])[:.]?\s*`)
	noteWord     = lazily(`^P\.\s?S\.?:?\s.*[.!?]$|^(?i:note|footnote|nb|n\.b\.|editor['’]s note|translator['’]s note)\s*(?:\d+\s*)?[:.]\s`)
	bareNote     = lazily(`^(\d{1,3})\s+[\p{L}“„«"‘]`)
	superscripts = strings.NewReplacer("1", "¹", "2", "²", "3", "³", "0", "⁰", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹") // a note's number as the text refers to it
	references   = lazily(`[\p{L}\p{M}\p{Nd}.,;:!?”"»)’'“\]] ?(\[(?:\d{1,3}|[a-z]|[*†‡]{1,3}|[ivx]{1,4})\]|[¹²³⁰⁴-⁹]{1,3})|[\p{L}\p{M}\p{Nd}.,;:!?”"»)’'“](\*{1,4}|[†‡]{1,3}|\((?:\d{1,3}|\*{1,3})\))`)
)

// longestNotesHeading is more bytes than notesHeading can match.
const longestNotesHeading = 80

// notes finds the notes at the end of a text: under a heading that says so; or with a mark that the text above refers to;
// or with a mark that nothing but a note has.
func (c *classifier) notes() {
	c.referred = c.references()
	referred := c.referred
	last := c.lastParagraph()
	under := false
	prose := false // stands above
	for i := range c.passages {
		p := c.passages[i]
		prose = prose || isProse(p.plain)
		if prose && !p.inList && len(p.plain) <= longestNotesHeading && notesHeading.MatchString(p.plain) && p.form != itemForm && i+1 < len(c.passages) {
			under = true
			c.kinds[i] = Heading
			continue
		}
		if c.kinds[i] != "" && c.kinds[i] != Signatories || p.form == noteForm {
			continue
		}
		under = under && c.kinds[i] != Signatories && p.form != headingForm
		label := c.noteLabel(i)
		if p.inList && strings.HasPrefix(label, "*") && !c.leavesStars(i) {
			label = ""
		}
		switch {
		case p.inList && strings.HasPrefix(label, "*") && p.blankBefore && p.words() > 4 && strings.HasSuffix(p.plain, "."):
			c.setNote(i, label)
		case under && !p.inList, label != "" && i > last && (referred[label] || referred[superscripts.Replace(label)] || ownMark(label, p)), i > last && isNoteWord(p.plain):
			c.setNote(i, label)
		}
	}
}

// leavesStars says whether a line of a list that begins with a star is a note: not if the signatures begin so, too, unless
// a blank line sets it apart from them.
func (c *classifier) leavesStars(i int) bool {
	first := i
	for first > 0 && (c.passages[first-1].inList || c.kinds[first-1] == Note) {
		first--
	}
	starred := first < i && strings.HasPrefix(c.passages[first].plain, "*") || first == i && i+1 < len(c.passages) && c.passages[i+1].inList
	apart := c.passages[i].blankBefore && first+1 < i && !c.passages[first+1].blankBefore
	return !starred || apart
}

// noteLabel is the mark that a passage begins with, as a note would.
func (c *classifier) noteLabel(i int) string {
	p := c.passages[i]
	if p.label != "" {
		if m := noteMark.FindString(p.label + " "); m != "" || isNumber(p.label) && c.referred[superscripts.Replace(p.label)] {
			return p.label
		}
		return ""
	}
	m := noteMark.FindStringSubmatch(p.plain)
	if bare := bareNote.FindStringSubmatch(p.plain); m == nil && bare != nil && p.form == plainForm && c.referred[superscripts.Replace(bare[1])] {
		return bare[1]
	}
	if m == nil || p.form != plainForm && !p.inList {
		return ""
	}
	return m[1]
}

// ownMark says whether a mark is one that only notes have. "(1)", "1." and "*" are items' too, and signatories'.
func ownMark(label string, p passage) bool {
	first, _ := utf8.DecodeRuneInString(label)
	return strings.HasPrefix(label, "[") || strings.ContainsRune("¹²³⁰⁴⁵⁶⁷⁸⁹", first) || !p.inList && strings.ContainsRune("†‡", first)
}

func (c *classifier) setNote(i int, label string) {
	p := &c.passages[i]
	if p.label == "" && label != "" && strings.HasPrefix(p.text, label) {
		m := noteMark.FindString(p.text)
		if m == "" {
			m = label
		}
		p.label, p.text = strings.TrimSpace(m), strings.TrimSpace(p.text[len(m):])
		p.plain = strings.TrimSpace(strings.TrimPrefix(p.plain, m))
	}
	c.kinds[i], p.inList, p.form = Note, false, noteForm
	c.guess(p.lines, "note", "were read as a note: "+excerpt(p.plain), "")
}

// references are the marks that stand behind words of the text.
func (c *classifier) references() map[string]bool {
	found := map[string]bool{}
	for _, p := range c.passages {
		if !mayRefer(p.plain) {
			continue
		}
		for _, m := range references.FindAllStringSubmatch(p.plain, -1) {
			found[m[1]+m[2]] = true
		}
	}
	return found
}

// mayRefer says whether a text has a sign that a reference to a note begins with.
func mayRefer(text string) bool {
	if strings.ContainsAny(text, "[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰") {
		return true
	}
	for i := strings.IndexByte(text, '('); i >= 0 && i+1 < len(text); {
		if text[i+1] >= '0' && text[i+1] <= '9' {
			return true
		}
		next := strings.IndexByte(text[i+1:], '(')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// lastParagraph is the index of the last passage that is running text and no note; -1: none.
func (c *classifier) lastParagraph() int {
	for i := c.end - 1; i >= 0; i-- {
		p := c.passages[i]
		if p.form == plainForm && c.noteLabel(i) == "" && !isNoteWord(p.plain) && isProse(p.plain) && !isAdopted(p.plain) {
			return i
		}
	}
	return -1
}

// isNoteWord says whether a text begins with the word "note" or the like. A list of signatories has thousands of lines that
// do not.
func isNoteWord(text string) bool {
	return text != "" && strings.IndexByte("PNnFfEeTt", text[0]) >= 0 && noteWord.MatchString(text)
}

func isWordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) }
