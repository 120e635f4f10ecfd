package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Web chrome is what a content manager puts around a text. It is known by its own phrases. Whole phrases that no resolution
// would hold on a line of their own are dropped anywhere; words that could be text ("Home", "Print", "Next") only at the
// edges: above the first sentence, and below the last line that is text.

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsFuncSeq(words, func(c rune) bool { return unicode.IsSpace(c) || c == '|' }) {
		set[strings.ReplaceAll(w, "-", " ")] = true
		set[w] = true
	}
	return set
}

var edgeSeparator = lazily(`\s*[|/·•∙›»>:,\[\]✕×☰↑▲▼!…]+\s*|\.{3}|\s{2,}|\s+-\s+|\t+`)

// edgeBeginnings are the first words of edgeWords.
var edgeBeginnings = beginnings(edgeWords)

func beginnings(phrases map[string]bool) map[string]bool {
	first := map[string]bool{}
	for phrase := range phrases {
		first[firstWord(phrase)] = true
	}
	return first
}

// firstWord is what stands before the first blank or separator.
func firstWord(text string) string {
	text = strings.TrimLeft(text, " |/·•∙›»>:,[]✕×☰↑▲▼-")
	if end := strings.IndexAny(text, " |/·•∙›»>:,[]✕×☰↑▲▼!.…\t\u00a0"); end >= 0 {
		text = text[:end]
	}
	return text
}

// isEdge says whether a line is made of edgeWords alone.
func isEdge(text string) bool {
	if len(text) > maxChrome || !edgeBeginnings[strings.ToLower(firstWord(text))] {
		return false
	}
	words := 0
	if strings.HasSuffix(text, "!") && !strings.Contains(text, " ") {
		return false // a slogan, or a button
	}
	for _, part := range edgeSeparator.Split(strings.ToLower(text), -1) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if words++; !edgeWords[part] && !allEdge(part) && !chromeLine.MatchString(part) {
			return false
		}
	}
	return words > 0
}

func allEdge(part string) bool {
	words := strings.Fields(part)
	for _, w := range words {
		if !edgeWords[w] {
			return false
		}
	}
	return len(words) > 1
}

var crumbs = lazily(`(?i)^(?:home|startseite|start|accueil|inicio|main|front page|index)\s*(?:/|›|»|>|→|::|\||—)`)

// isBreadcrumb knows "Home » Resolutions » 2020", with or without its first word. Angle quotes are no separators: they come
// in pairs, without a blank on their inner side or with both marks.
func isBreadcrumb(text string) bool {
	if utf8.RuneCountInString(text) > 250 {
		return false
	}
	if crumbs.MatchString(text) {
		return true
	}
	if strings.ContainsAny(text, "«‹") {
		return false
	}
	steps := strings.Count(text, " » ") + strings.Count(text, " › ") + strings.Count(text, " > ") + strings.Count(text, " → ")
	return steps >= 2 || steps == 1 && (strings.HasSuffix(text, "»") || strings.HasSuffix(text, "›"))
}

// glued are phrases that content managers leave in front of a text, or behind it, without a blank.
var glued = []string{"Document Actions", "Skip to content", "Skip to main content", "Skip to navigation", "Personal tools", "Print this page",
	"Leave a comment", "Share this:", "Share this", "Back to top", "Printer-friendly version", "Toggle navigation", "Main menu", "Read more", "Print Email", "Advanced Search…", "[edit]", "[edit | edit source]"}

// unglue cuts glued phrases off a line; head and tail are what was cut.
func unglue(text string) (head, rest, tail string) {
	rest = strings.TrimSpace(text)
	for again := true; again; {
		again = false
		for _, phrase := range glued {
			after, found := strings.CutPrefix(rest, phrase)
			if next, _ := utf8.DecodeRuneInString(after); found && after != "" && (unicode.IsUpper(next) || unicode.IsDigit(next) || strings.ContainsRune("“\"«„([|.", next)) {
				head, rest, again = head+phrase+" ", strings.TrimLeft(after, "|. \t"), true
				head += strings.TrimSpace(after[:len(after)-len(rest)])
			}
			before, found := strings.CutSuffix(rest, phrase)
			if last, _ := utf8.DecodeLastRuneInString(before); found && before != "" && !unicode.IsSpace(last) {
				tail, rest, again = phrase+" "+tail, before, true
			}
		}
	}
	return strings.TrimSpace(head), rest, strings.TrimSpace(tail)
}

const maxChrome = 400 // bytes; a longer line is text

// isNumbered knows the lines of a numbered list, which chrome has none of.
func isNumbered(text string) bool {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	return digits > 0 && (strings.HasPrefix(text[digits:], ". ") || strings.HasPrefix(text[digits:], ") "))
}

var markdownLink = lazily(`\[([^\]\[]*)\]\([^()\s]*\)`)

// isChromeLine says whether a line is chrome wherever it stands.
func isChromeLine(text string) bool {
	if strings.Contains(text, "](") && len(text) <= 4*maxChrome {
		text = markdownLink.ReplaceAllString(text, "$1")
	}
	if isNumbered(text) {
		return false
	}
	marked := text
	if text = strings.TrimLeft(text, "–—·| "); text == "" {
		return strings.Trim(marked, "·|") == "" // between two links
	}
	return len(text) <= maxChrome && (chromeLine.MatchString(text) || isBreadcrumb(text))
}

// withoutChrome empties the lines that are chrome, and drops them with a finding each.
func (r *reader) withoutChrome(lines []line) []line {
	out := make([]line, len(lines))
	copy(out, lines)
	r.mail(out)
	r.contents(out)
	for i, l := range out {
		if len(l.text) <= 4*maxChrome {
			out[i].text = r.unglued(l)
		}
		if text := collapse(out[i].text); text != "" && isChromeLine(text) && !isOwnLine(text) {
			rest := wrappedCrumbs(out, i)
			for j := i; j <= i+rest; j++ {
				r.dropChrome(&out[j])
			}
		}
	}
	for i := range out { // the upper edge ends with the first sentence
		text := collapse(out[i].text)
		if isProse(text) {
			break
		}
		if isEdge(text) && !isUnderTitle(text) || isMenu(text) || isStep(text) || isByline(out, i) || isAuthor(lines, out, i) || isNearChrome(lines, out, i) && isStamp(text) {
			r.dropChrome(&out[i])
		}
	}
	r.lowerEdge(out)
	r.edges(lines, out)
	r.lowerEdge(out)
	return out
}

// lowerEdge drops edgeWords below the last line of text.
func (r *reader) lowerEdge(lines []line) {
	for i := len(lines) - 1; i >= 0; i-- {
		text := collapse(lines[i].text)
		if text != "" && !isEdge(text) {
			return
		}
		if text != "" {
			r.dropChrome(&lines[i])
		}
	}
}

// isStep knows a breadcrumb's step on a line of its own: "» News".
func isStep(text string) bool {
	return (strings.HasPrefix(text, "» ") || strings.HasPrefix(text, "› ")) && utf8.RuneCountInString(text) < 100
}

// isByline knows an author's name under the date of a page: "by Secretariat".
func isByline(lines []line, i int) bool {
	text := collapse(lines[i].text)
	if i == 0 || !strings.HasPrefix(strings.ToLower(text), "by ") || utf8.RuneCountInString(text) >= 50 || endsClause(text) {
		return false
	}
	return isDateOnly(lines[i-1].text) || authorName.MatchString(text) && collapse(lines[i-1].text) != "" && i+1 < len(lines) && (isStamp(lines[i+1].text) || isDateOnly(lines[i+1].text))
}

// isAuthor knows an author's name alone, between the title and a date with chrome under it.
func isAuthor(received, lines []line, i int) bool {
	text := collapse(lines[i].text)
	if i == 0 || i+2 >= len(lines) || !wasDropped(received, lines, i+2) || collapse(lines[i-1].text) == "" || !isDateOnly(lines[i+1].text) {
		return false
	}
	lower, all := lowerWords(text)
	return lower == 0 && all >= 1 && all <= 4 && isShortLine(text) && strings.IndexFunc(text, unicode.IsLetter) >= 0
}

var authorName = lazily(`^[Bb]y \p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,3}$`)

// isStamp knows a date with the time of day: when a page was put up, not when a text was adopted.
func isStamp(text string) bool {
	text = collapse(text)
	if len(text) > 60 || !clock.MatchString(text) {
		return false
	}
	return isDateOnly(clock.ReplaceAllString(text, ""))
}

var clock = lazily(`(?i)[,;]? ?(?:[-–|·] ?)?(?:at |um |à |a las )?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?(?:[ap]\.?m\.?|uhr|h|hrs|gmt|utc|cet|cest|est|bst))*$`)

// isNearChrome says whether the line above or below was dropped.
func isNearChrome(received, lines []line, i int) bool {
	return i > 0 && wasDropped(received, lines, i-1) || i+1 < len(lines) && wasDropped(received, lines, i+1)
}

// isMenu knows a menu on one line: it begins with "Home", and most of it is edgeWords.
func isMenu(text string) bool {
	if len(text) > maxChrome || !strings.EqualFold(firstWord(text), "home") {
		return false
	}
	words := strings.Fields(strings.ToLower(text))
	known := 0
	for _, w := range words {
		if edgeWords[w] {
			known++
		}
	}
	return len(words) > 2 && words[0] == "home" && known*2 > len(words) && !endsSentence(text)
}

// wrappedCrumbs is how many lines below a breadcrumb still belong to it: it ends with the page's title, and where it is
// wrapped, it and the next lines end with what the next paragraph, the title, is.
func wrappedCrumbs(lines []line, i int) int {
	const most = 4
	crumb := dense(lines[i].text)
	for n := 1; n <= most && i+n < len(lines) && collapse(lines[i+n].text) != ""; n++ {
		if crumb += dense(lines[i+n].text); len(crumb) > 2*maxChrome {
			return 0
		}
		if title := nextChunk(lines, i+n+1); title != "" && strings.HasSuffix(crumb, title) {
			return n
		}
	}
	return 0
}

// nextChunk is the next paragraph, dense, if a blank line stands before it.
func nextChunk(lines []line, i int) string {
	if i >= len(lines) || collapse(lines[i].text) != "" {
		return ""
	}
	for i < len(lines) && collapse(lines[i].text) == "" {
		i++
	}
	var b strings.Builder
	for ; i < len(lines) && collapse(lines[i].text) != "" && b.Len() < maxChrome; i++ {
		b.WriteString(dense(lines[i].text))
	}
	return b.String()
}

func (r *reader) dropChrome(l *line) {
	r.drop(l.number, "web-chrome", l.text, "web chrome")
	l.text = ""
}

// unglued is a line without the chrome that is glued to it.
func (r *reader) unglued(l line) string {
	head, rest, tail := unglue(l.text)
	if head == "" && tail == "" {
		return l.text
	}
	for _, part := range []string{head, tail} {
		if part != "" {
			r.drop(l.number, "web-chrome", part, "web chrome glued to the text")
		}
	}
	return rest
}

// isOwnLine keeps lines that chromeLine's looser patterns match, though they are of the resolution.
func isOwnLine(text string) bool {
	return isSignatoriesHeading(text) || strings.HasPrefix(text, "•")
}

// isUnderTitle keeps one-word datelines such as "Resolution", which say what the text is.
func isUnderTitle(text string) bool {
	return strings.EqualFold(text, "resolution") || strings.EqualFold(text, "statement")
}

// isProse says whether a line is running text: long, or a sentence of some words.
func isProse(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 120 || n >= 50 && endsSentence(text) && strings.Count(text, " ") >= 6
}
