package mail

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"publish/pipeline/language"
)

// An atom is what a line cannot part, and whether a blank stands before it.
type atom struct {
	text  string
	width int
	blank bool
}

// wrapper fills lines of a text. Overlong words that it had to part are kept for a finding.
type wrapper struct {
	columns int
	parted  []string
	atoms   []atom // reused
	begins  []int  // reused

	language language.Language // whose words a dictionary knows
}

// What stands before the end of a line that wrap has ended where a text goes on: the break stands in the place of a blank,
// or of nothing. No text holds these characters, because plain takes them out.
const (
	softBlank  = "\x1f"
	softJoined = "\x1e"
)

// wrap fills lines greedily: the first begins with first, the others with rest. Lines end where UAX 14 allows it: at blanks,
// between Chinese and Japanese characters, and between the clusters of scripts without blanks. A URL that no line holds stands whole
// on a line of its own. Blanks are collapsed; line ends in the text stay. A line that goes on without an indent ends with
// softBlank or softJoined.
func (w *wrapper) wrap(text, first, rest string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/16 + len(first))
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
			first = rest
		}
		w.fill(&b, line, first, rest)
	}
	return b.String()
}

// fill sets one paragraph.
func (w *wrapper) fill(b *strings.Builder, text, first, rest string) {
	if Width(first) > w.columns/2 || Width(rest) > w.columns/2 { // an indent that leaves no room is text
		text, first, rest = first+text, "", ""
	}
	w.measure(text)
	l := line{w: w, b: b, rest: rest, room: w.columns - Width(rest)}
	l.begin(first)
	for i := range w.atoms {
		l.add(&w.atoms[i])
	}
}

// A line is the one that is being filled.
type line struct {
	w     *wrapper
	b     *strings.Builder
	rest  string
	room  int // columns of a line after rest
	at    int
	empty bool
	full  bool // nothing more goes on this line
}

func (l *line) begin(indent string) {
	l.b.WriteString(indent)
	l.at, l.empty, l.full = Width(indent), true, false
}

// next begins a line, before an atom that a blank stands before or not.
func (l *line) next(blank bool) {
	l.end(blank)
	l.begin(l.rest)
}

func (l *line) end(blank bool) {
	switch {
	case l.rest != "" || l.empty: // a program that joins the lines would put the indent into the text
	case blank:
		l.b.WriteString(softBlank)
	default:
		l.b.WriteString(softJoined)
	}
	l.b.WriteByte('\n')
}

func (l *line) write(text string, width int) {
	l.b.WriteString(text)
	l.at, l.empty = l.at+width, false
}

func (l *line) add(a *atom) {
	if l.full {
		l.next(a.blank)
	}
	gap := 0
	if a.blank && !l.empty {
		gap = 1
	}
	switch {
	case l.at+gap+a.width <= l.w.columns:
		if gap == 1 {
			l.write(" ", 1)
		}
		l.write(a.text, a.width)
	case a.width <= l.room:
		l.next(a.blank)
		l.write(a.text, a.width)
	case isURL(a.text):
		if l.at > 0 {
			l.end(a.blank) // without indent: whole, on a line of its own
		}
		l.write(a.text, a.width)
		l.full = true
	default:
		if !l.empty {
			l.next(a.blank)
		}
		l.part(a.text)
	}
}

// part writes a word that no line holds, cut between grapheme clusters; a cluster that no line holds, between characters.
func (l *line) part(word string) {
	l.w.parted = append(l.w.parted, word)
	state := -1
	for len(word) > 0 {
		var cluster string
		cluster, word, _, state = uniseg.FirstGraphemeClusterInString(word, state)
		if width := Width(cluster); width <= l.room {
			l.piece(cluster, width)
			continue
		}
		for _, r := range cluster { // a flood of marks
			l.piece(string(r), Width(string(r)))
		}
	}
}

// piece writes a part of an overlong word, on the next line if it must.
func (l *line) piece(text string, width int) {
	if l.at+width > l.w.columns && !l.empty {
		l.next(false)
	}
	l.write(text, width)
}

// measure takes a text apart into atoms.
func (w *wrapper) measure(text string) {
	w.atoms = w.atoms[:0]
	blank := false
	for len(text) > 0 {
		end := strings.IndexAny(text, " \t\r")
		if end < 0 {
			end = len(text)
		}
		if end > 0 {
			w.word(text[:end], blank)
			blank = false
		}
		if end < len(text) {
			blank, end = true, end+1
		}
		text = text[end:]
	}
}

// word adds what stands between two blanks. Punctuation that stands alone, as in French and in « quotes », stays on the
// line of its word (UAX 14, LB 13 to 15).
func (w *wrapper) word(text string, blank bool) {
	if n := len(w.atoms); blank && n > 0 && (closes(text) || opens(w.atoms[n-1].text)) && w.atoms[n-1].width+1+Width(text) <= w.columns*3/4 {
		last := &w.atoms[n-1]
		last.text += " " + text
		last.width = Width(last.text)
		return
	}
	if isPrintableASCII(text) {
		w.atoms = append(w.atoms, atom{text, len(text), blank})
		return
	}
	if !strings.ContainsFunc(text, breaksInside) {
		w.atoms = append(w.atoms, atom{text, Width(text), blank})
		return
	}
	state := -1
	for len(text) > 0 {
		var segment string
		segment, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		blank = w.segment(segment, blank)
	}
}

// maxGlued is the most bytes of an atom that is put together from clusters: more are on no one line.
const maxGlued = 512

// segment adds what UAX 14 does not part; in scripts whose words only a dictionary knows, its words. What no line could
// hold, because the dictionary does not know it, is taken apart between clusters.
func (w *wrapper) segment(text string, blank bool) bool {
	first := strings.IndexFunc(text, needsDictionary)
	if first < 0 {
		w.atoms = append(w.atoms, atom{text, Width(text), blank})
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[first:])
	words := w.language.Dictionary(scriptOf(r))
	if words == nil {
		w.clusters(text, blank)
		return false
	}
	w.begins = words.Words(w.begins[:0], text)
	from := 0
	for _, at := range append(w.begins, len(text)) {
		if word := text[from:at]; Width(word) <= w.columns/2 {
			w.atoms = append(w.atoms, atom{word, Width(word), blank})
		} else {
			w.clusters(word, blank)
		}
		from, blank = at, false
	}
	return false
}

// clusters adds the clusters of a text of these scripts, those that cling to each other together.
func (w *wrapper) clusters(text string, blank bool) {
	state, whole, at := -1, text, 0
	for rest := text; len(rest) > 0; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		r, _ := utf8.DecodeRuneInString(cluster)
		if n := len(w.atoms); at > 0 && len(w.atoms[n-1].text) < maxGlued && (!needsDictionary(r) || language.Tied(whole, at)) {
			w.atoms[n-1].text += cluster
			w.atoms[n-1].width += Width(cluster)
		} else {
			w.atoms = append(w.atoms, atom{cluster, Width(cluster), blank})
			blank = false
		}
		at += len(cluster)
	}
}

// breaksInside says that a line may end within a word that holds the character.
func breaksInside(r rune) bool {
	switch {
	case r < 0x0E00, 0x1E00 <= r && r <= 0x1FFF:
		return false
	case r == 0x1361, r == 0x200B: // Ethiopic word space, zero-width space
		return true
	case 0x1100 <= r && r < 0x1780, 0x2000 <= r && r <= 0x206F:
		return false
	case 0xAC00 <= r && r <= 0xD7A3: // ragged Korean ends its lines at blanks alone (W3C, "Requirements for Hangul Text Layout")
		return false
	}
	return true
}

// needsDictionary says that a character is of Thai, Lao, Burmese or Khmer.
func needsDictionary(r rune) bool {
	return 0x0E00 <= r && r <= 0x0EFF || 0x1000 <= r && r <= 0x109F || 0x1780 <= r && r <= 0x17FF
}

// scriptOf is the script, by ISO 15924, of a character of Thai, Lao, Burmese or Khmer.
func scriptOf(r rune) string {
	switch {
	case r < 0x0E80:
		return "Thai"
	case r < 0x1000:
		return "Laoo"
	case r < 0x1780:
		return "Mymr"
	}
	return "Khmr"
}

func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// closes and opens say that a word is only punctuation that ends, or begins, what stands beside it.
func closes(word string) bool {
	for _, r := range word {
		if !strings.ContainsRune("»?!:;…)]}›", r) {
			return false
		}
	}
	return word != ""
}

func opens(word string) bool { return word == "«" || word == "‹" || strings.HasSuffix(word, " «") }

// isURL says that a word is an address, which must stay whole.
func isURL(word string) bool {
	word = strings.TrimLeft(word, `<("'[«“‘`)
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "mailto:")
}
