package resolution

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A signature is one line of a list while it is taken apart.
type signature struct {
	lines     [2]int
	mark      string
	number    *int
	text      string   // without the mark; blanks as received
	groups    [][2]int // bytes of the parentheses that stand outside others, these included
	tried     split    // of triedText
	triedText string
	open      bool     // a parenthesis does not close
	columns   []column // of the table that it is a row of
	dashed    bool     // its list puts countries behind a dash
	glossed   bool     // … parentheses behind names
}

var (
	listNumber = lazily(`^[\s\x{00a0}]*((?:(?:No|Nr|N[º°])\.? ?)?[(（\[#]?\p{Nd}{1,6}(?:[.)）\]:、．]{1,2}-?|\.?[ºª°]\.?))[\s\x{00a0}\x{200b}]*`)
	bareNumber = lazily(`^[\s\x{00a0}]*(\d{1,6})(?:[\s\x{00a0}]{2,}|\t|[\s\x{00a0}])`)
)

// readSignature reads mark and parentheses of a passage. bare allows numbers without a dot.
func readSignature(p passage, bare bool) signature {
	s := signature{lines: p.lines, mark: p.label}
	parts := make([]string, len(p.raw))
	for i, l := range p.raw {
		parts[i] = strings.TrimSpace(l.text)
	}
	s.text = strings.Join(parts, " ")
	if s.mark == "" {
		s.readMark(bare)
	}
	if value := strings.IndexFunc(s.mark, unicode.IsDigit); value >= 0 {
		end := strings.IndexFunc(s.mark[value:], func(c rune) bool { return !unicode.IsDigit(c) })
		if end < 0 {
			end = len(s.mark) - value
		}
		n := digits(s.mark[value : value+end])
		s.number = &n
	}
	s.groups, s.open = parentheses(s.text)
	return s
}

func (s *signature) readMark(bare bool) {
	head := s.text[:min(len(s.text), 64)]
	m := listNumber.FindStringSubmatch(head)
	if m == nil && bare {
		m = bareNumber.FindStringSubmatch(head)
	}
	if m != nil {
		s.mark, s.text = m[1], s.text[len(m[0]):]
		return
	}
	if bullet := readMark(s.text); bullet.label != "" && bullet.ordinal == 0 {
		s.mark, s.text = bullet.label, strings.TrimSpace(bullet.rest)
	}
}

// parentheses are the outermost groups of a text; open says that one does not close.
func parentheses(text string) (groups [][2]int, open bool) {
	var stack []rune
	start := 0
	for i, c := range text {
		switch c {
		case '(', '（', '[', '［':
			if len(stack) == 0 {
				start = i
			}
			stack = append(stack, c)
		case ')', '）', ']', '］':
			if len(stack) == 0 {
				continue
			}
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				groups = append(groups, [2]int{start, i + utf8.RuneLen(c)})
			}
		}
	}
	return groups, len(stack) > 0
}

// signatory takes a signature apart. register settles what the line alone cannot.
func (r *reader) signatory(s signature, register *Register) *Signatory {
	out := &Signatory{Number: s.number, Mark: s.mark}
	if r.fromColumns(s, out) {
		register.recognize(out)
		out.setLanguage()
		return out
	}
	head := r.country(&s, out)
	if out.Country == "" {
		head = r.countryBefore(&s, out, head)
	}
	core, gloss, others := s.gloss(head)
	if out.Country == "" && !register.knows(head) {
		if core, gloss = r.countryInParentheses(s, out, core, gloss); out.Country != "" && gloss == "" {
			s.groups, _ = parentheses(core) // the gloss may stand before the country
			core, gloss, others = s.gloss(core)
		}
	}
	if !register.settle(out, head, core, gloss) {
		r.guessName(s, out, core, gloss, others)
		register.recognize(out)
	}
	out.setLanguage()
	if s.open {
		r.guess(s.lines, "open-parenthesis", "have a parenthesis that does not close; it was read as part of the name", "close it")
	}
	return out
}

// setLanguage takes the language of a name from its script, if nothing else has said it.
func (out *Signatory) setLanguage() {
	if out.Language.IsZero() {
		if tag := scriptLanguage(out.Name); tag != "" {
			out.Language = language.MustParse(tag)
		}
	}
}

// gloss divides what stands before the country into the core (abbreviation, name) and the gloss, in its parentheses. Others
// are further texts in parentheses that an abbreviation may stand for.
func (s *signature) gloss(head string) (core, gloss string, others []string) {
	var tail [][2]int // the groups at the end, nothing but blanks between
	end := len(head)
	for i := len(s.groups) - 1; i >= 0; i-- {
		g := s.groups[i]
		if g[1] > end || strings.TrimSpace(head[g[1]:end]) != "" {
			if g[1] <= end {
				break
			}
			continue
		}
		tail, end = append(tail, g), g[0]
	}
	for _, g := range tail {
		others = append(others, inner(head[g[0]:g[1]]))
	}
	if len(tail) == 0 || !s.isGloss(head, end, tail) {
		return head, "", others
	}
	if n := len(tail); n > 1 && isAcronym(others[0]) && s.fitsName(others[0], head[:end]) && !isAcronym(others[1]) {
		// the gloss, then the abbreviation: the abbreviation stays at the end of the core
		return strings.TrimSpace(head[:tail[1][0]]) + " " + head[tail[0][0]:tail[0][1]], collapse(others[1]), others
	}
	return strings.TrimSpace(head[:tail[0][0]]), collapse(inner(head[tail[0][0]:tail[0][1]])), others
}

// fitsName says whether a text in parentheses is the abbreviation of the name before it.
func (s *signature) fitsName(abbreviation, name string) bool {
	f := initials(abbreviation, name)
	return f.ok && f.cost < 2 && !strings.Contains(abbreviation, " ")
}

func inner(group string) string {
	_, first := utf8.DecodeRuneInString(group)
	_, last := utf8.DecodeLastRuneInString(group)
	return group[first : len(group)-last]
}

// isGloss says whether the last of the parentheses at the end of a signature translates the name. It does if it looks more
// English than the name; an English name has none. Of several behind a foreign name the last does, however it looks.
func (s *signature) isGloss(head string, end int, tail [][2]int) bool {
	last := inner(head[tail[0][0]:tail[0][1]])
	name := collapse(head[:end])
	split := splitName(head[:end], nil)
	s.tried, s.triedText = split, strings.TrimSpace(head[:end])
	if split.abbreviation != "" && split.name != "" {
		name = split.name
	}
	nameScore, lastScore := english(name), english(last)
	words, lastWords := len(strings.Fields(name)), len(strings.Fields(last))
	switch {
	case isPerson(name):
		return false
	case collapse(last) == "" || !isLatin(last):
		return false
	case split.abbreviation != "" && split.name == "": // nothing but an abbreviation before it
		return lastWords > 1 && (lastScore > 0 || initials(split.abbreviation, last).ok)
	case len(tail) > 1 && nameScore <= 0:
		return true
	case nameScore > 0:
		return lastScore > nameScore && nameScore <= 3 && (words <= 2 || hasForeign(name))
	case isLatin(name) && len(tail) == 1 && s.namesParty(split, name, last):
		return false
	case !isLatin(name) && isTransliteration(last, name) && lastScore <= 0:
		return false
	case s.glossed && nameScore <= 0 && lastScore >= -1 && !startsLower(last) && lastWords > 1 && lastWords*3 >= words:
		return true
	case lastScore != nameScore:
		return lastScore > nameScore && (lastScore > 0 || lastScore == 0 && !startsLower(last) && lastWords*3 >= words)
	}
	return !startsLower(last) && lastWords*2 >= words
}

// isPerson knows the name of a person by the title before it. What stands in parentheses behind it is where they work, or the
// name in other letters.
func isPerson(name string) bool { return personTitle.MatchString(name) }

var personTitle = lazily(`^(?:(?:Prof|Dr|Mr|Mrs|Ms|Mx|Sir|Dame|Rev|Fr|Hon|Ing|Dipl|Mag|Msgr|Mgr|Lic|Sra?|Dra|Profa?)\.?|Professor|Sister|Brother|Father|Bishop|Archbishop|Rabbi|Imam|Pastor|Senator|Judge|Mayor|Councillor)\.? (?:[\p{L}-]+\. ?)*\p{Lu}`)

// hasForeign says whether a word of a name is probably not English.
func hasForeign(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if english(w) < 0 {
			return true
		}
	}
	return false
}

// namesParty says whether the abbreviation stands for the words in parentheses, too: "BP (NK-T) Bolşevik Parti (Kuzey
// Kürdistan-Türkiye)". Then they belong to the name.
func (s *signature) namesParty(found split, name, last string) bool {
	open := strings.IndexByte(found.abbreviation, '(')
	if open <= 0 || !initials(found.abbreviation[open:], last).ok && !isLetterOf(found.abbreviation[open:], last) {
		return false
	}
	outer := initials(found.abbreviation[:open], name)
	return english(last) <= 0 || startsLower(last) && outer.ok && outer.cost < skippedCost
}

// isLetterOf says whether a group such as "(r)" is the first letter of a word.
func isLetterOf(group, word string) bool {
	letter, whole := []rune(plain(group)), []rune(plain(word))
	return len(letter) == 1 && len(whole) > 1 && letter[0] == whole[0] && !strings.Contains(word, " ")
}

// isTransliteration says whether a Latin text spells a name of another script: as many words, the same first letters.
func isTransliteration(latin, name string) bool {
	a, b := nameWords(latin), nameWords(name)
	if len(a) != len(b) {
		return false
	}
	same := 0
	for i := range a {
		if a[i].letters[0] == b[i].letters[0] {
			same++
		}
	}
	return same*3 >= len(a)*2
}

// guessName takes abbreviation and name from the line alone.
func (r *reader) guessName(s signature, out *Signatory, core, gloss string, others []string) {
	found := s.tried
	if s.triedText != core || core == "" || found.score < fits-1 && !found.bare {
		found = splitName(core, others)
	}
	out.Abbreviation, out.Name, out.Gloss = found.abbreviation, found.name, gloss
	switch {
	case out.Abbreviation != "" && out.Name == "" && gloss != "" && english(gloss) < 0: // "MLPD (Marxistisch-Leninistische …)"
		out.Name, out.Gloss = gloss, ""
	case out.Abbreviation == "":
		r.nameInParentheses(out)
		r.abbreviationBehind(s, out)
	}
	if !found.sure {
		r.guess(s.lines, "signatory", fmt.Sprintf("were read as %s %s: the letters do not say where the abbreviation ends", quoted(out.Abbreviation), quoted(out.Name)),
			"if that is wrong, put abbreviation = "+strconv.Quote(out.Abbreviation)+" and name = "+strconv.Quote(out.Name)+", corrected, into organizations.toml")
	}
}

// nameInParentheses takes a name that stands in parentheses behind its abbreviation: "PPP (Partido Proletario del Perú)".
func (r *reader) nameInParentheses(out *Signatory) {
	first, rest, _ := strings.Cut(out.Name, " ")
	groups, _ := parentheses(rest)
	if isAcronym(first) && len(groups) == 1 && groups[0] == [2]int{0, len(rest)} && initials(first, rest).ok && strings.Contains(rest, " ") {
		out.Abbreviation, out.Name = first, collapse(inner(rest))
	}
}

// lastPart cuts a name before what stands in parentheses or behind a dash at its end.
func lastPart(text string) (inside, name string) {
	if open := strings.LastIndex(text, " ("); open >= 0 && strings.HasSuffix(text, ")") {
		return text[open+2 : len(text)-1], text[:open]
	}
	for _, dash := range []string{" – ", " — ", " - "} {
		if before, after, found := strings.Cut(text, dash); found {
			return after, before
		}
	}
	return "", text
}

// abbreviationBehind takes an abbreviation that stands behind the name: "Communist Party of Kenya (CPK)", "… – CPK".
func (r *reader) abbreviationBehind(s signature, out *Signatory) {
	if isAcronym(out.Gloss) && !strings.Contains(out.Gloss, " ") {
		if !isLatin(out.Name) && strings.ToUpper(out.Gloss) == out.Gloss { // 民主労総 (KCTU)
			out.Abbreviation, out.Gloss = out.Gloss, ""
			return
		}
		if f := initials(out.Gloss, out.Name); f.ok && f.cost < 2 {
			out.Abbreviation, out.Gloss = out.Gloss, ""
			return
		}
	}
	inside, name := lastPart(out.Name)
	if !isAcronym(inside) || strings.ContainsAny(inside, " ()") || utf8.RuneCountInString(inside) < 3 {
		return
	}
	if f := initials(inside, name); f.ok && f.cost < 2 {
		out.Abbreviation, out.Name = inside, name
		r.guess(s.lines, "signatory", "have their abbreviation behind the name: "+quoted(inside), "")
	}
}
