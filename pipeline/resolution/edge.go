package resolution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The edges of a page hold lines that no list of phrases knows: the site's name, an author, titles of other texts. They are
// known by where they stand: above the navigation, between a breadcrumb and the title that it names, or below the first
// chrome that no text follows.

// navigation is chrome that stands above a page's title; byline chrome that stands under it.
var (
	navigation = choose(`.*\b(?:skip|jump) to .*`, `(?:direkt zum inhalt|aller au contenu).*`, `.*\bnavigation\b.*`, `(?:main |primary |☰ ?)?menu`, `personal tools`, `search.{0,20}`,
		`(?:log|sign) ?in.{0,20}`, `you are here.*`, `(?:sie sind hier|vous êtes ici|usted está aquí).*`, `home(?: ?[|/>»›·•] ?.*)?`, `get started`)
	byline = choose(`(?:posted|published|written|submitted|created|updated|last updated|by)\b.*`, `\d+ min(?:ute)?s? read`, `reading time.*`, `\d+ comments?`, `no comments`, `hits:.*`, `details`)
)

// edges drops what stands above the navigation or below the last text. What lines has no more of received was chrome.
func (r *reader) edges(received, lines []line) {
	const most = 200 // lines above a text
	body := 0
	for body < min(len(lines), most) && !isProse(collapse(lines[body].text)) {
		body++
	}
	r.aboveTitle(received, lines, body)
	r.amongChrome(received, lines, body)
	r.aboveRepeated(received, lines, body)
	r.belowText(received, lines, body)
}

// aboveTitle drops what stands above the line that must be the title: the one that a breadcrumb ends with, else the first
// below the navigation.
func (r *reader) aboveTitle(received, lines []line, body int) {
	top := -1 // index of the last line above the title
	for i := range body {
		if wasDropped(received, lines, i) {
			switch text := collapse(received[i].text); {
			case isCrumb(text):
				top = max(top, titleOf(text, lines, i, body)-1)
			case navigation.MatchString(text):
				top = i
			case byline.MatchString(text):
				body = i
			case strings.EqualFold(text, "follow"):
				r.dropAuthor(lines[top+1 : i])
			}
		}
		if i >= body {
			break
		}
	}
	if top < 0 || !hasTitle(lines[top+1:min(body, len(lines))]) {
		return
	}
	for i := range top + 1 {
		if text := collapse(lines[i].text); text != "" && isShortLine(text) {
			r.dropChrome(&lines[i])
		}
	}
}

// amongChrome drops what stands in a page's head between two lines of chrome: a menu's further words, if a title is still to
// come, and numbers, of likes and comments.
func (r *reader) amongChrome(received, lines []line, body int) {
	const most = 2 // words of a menu's entry
	for i := 0; i < body; i++ {
		if !wasDropped(received, lines, i) {
			continue
		}
		end := i + 1
		for end < body && isMenuEntry(lines[end].text, most) {
			end++
		}
		if end > i+1 && end < body && wasDropped(received, lines, end) && hasTitle(lines[end:body]) {
			for j := i + 1; j < end; j++ {
				r.dropChrome(&lines[j])
			}
		}
		for _, step := range []int{-1, 1} {
			r.dropCounts(received[:body], lines[:body], i+step, step)
		}
	}
}

// dropCounts drops the counts from i on, in steps of one line, over blank ones.
func (r *reader) dropCounts(received, lines []line, i, step int) {
	for ; i >= 0 && i < len(lines) && (collapse(received[i].text) == "" || isCount(lines[i].text)); i += step {
		if isCount(lines[i].text) {
			r.dropChrome(&lines[i])
		}
	}
}

// isMenuEntry knows a word or two with nothing behind them.
func isMenuEntry(text string, most int) bool {
	text = collapse(text)
	return text != "" && len(strings.Fields(text)) <= most && isShortLine(text) && readMark(text).label == "" && !endsClause(text)
}

// isCount knows a number alone, or a dot between two entries.
func isCount(text string) bool {
	text = collapse(text)
	return text != "" && (strings.Trim(text, "·•|") == "" || isNumber(text) && len(text) <= 6)
}

// aboveRepeated drops what stands above a title that the page's head has already had, as a step of its menu or as the
// browser's title.
func (r *reader) aboveRepeated(received, lines []line, body int) {
	last := map[string]int{}
	for i := range body {
		if text := dense(lines[i].text); text != "" {
			last[text] = i
		}
	}
	for i := range body {
		text := collapse(lines[i].text)
		title, kept := last[dense(text)], text != "" && isShortTitle(text)
		if !kept || title <= i || !anyDropped(received, lines, i, title) {
			continue
		}
		for j := range title {
			if above := collapse(lines[j].text); above != "" && isShortTitle(above) {
				r.dropChrome(&lines[j])
			}
		}
		return
	}
}

// isShortTitle: a line that a menu may repeat: no date, no sentence.
func isShortTitle(text string) bool {
	return utf8.RuneCountInString(text) <= 120 && strings.IndexFunc(text, unicode.IsLetter) >= 0 && !isDatelineText(text, true) && !isSignatoriesHeading(text) && readMark(text).label == ""
}

// dropAuthor drops the last line above a "Follow": an author's name, if another line stands above it.
func (r *reader) dropAuthor(lines []line) {
	for i := len(lines) - 1; i > 0; i-- {
		if text := collapse(lines[i].text); text != "" {
			if isShortLine(text) && hasLine(lines[:i]) {
				r.dropChrome(&lines[i])
			}
			return
		}
	}
}

// titleOf is the index of the line that a breadcrumb's last step names; if there is none, the breadcrumb's own.
func titleOf(crumb string, lines []line, i, body int) int {
	steps := crumbStep.Split(crumb, -1)
	last := dense(steps[len(steps)-1])
	for j := i + 1; j < body; j++ {
		if last != "" && dense(lines[j].text) == last {
			return j
		}
	}
	return i + 1
}

var crumbStep = lazily(`\s*(?: / |»|›|→| > |::|\|)\s*`)

func isCrumb(text string) bool {
	return isBreadcrumb(text) || strings.HasPrefix(strings.ToLower(text), "you are here") || strings.HasPrefix(strings.ToLower(text), "sie sind hier")
}

func wasDropped(received, lines []line, i int) bool {
	return collapse(lines[i].text) == "" && collapse(received[i].text) != ""
}

func anyDropped(received, lines []line, from, to int) bool {
	for i := from; i < to; i++ {
		if wasDropped(received, lines, i) {
			return true
		}
	}
	return false
}

func hasLine(lines []line) bool {
	for _, l := range lines {
		if collapse(l.text) != "" {
			return true
		}
	}
	return false
}

// hasTitle says whether a line could be the title: no date, no salutation, no clause.
func hasTitle(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool {
		text := collapse(l.text)
		return text != "" && !isDatelineText(text, true) && !salutation.MatchString(text) && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, ":") && !isAdopted(text)
	})
}

// isShortLine: a few words without a sentence's end, no date, nobody's signature.
func isShortLine(text string) bool {
	const most = 60
	return utf8.RuneCountInString(text) <= most && !endsSentence(text) && !isSignatoriesHeading(text) && !isDatelineText(text, true)
}

// belowText drops the last lines of a page: all below the first chrome that only short lines follow, most of them chrome.
func (r *reader) belowText(received, lines []line, body int) {
	start, known, unknown := len(lines), 0, 0
	k, u := 0, 0
	const most = 200 // lines at a page's foot
	for i := len(lines) - 1; i > body && len(lines)-i < most; i-- {
		text := collapse(lines[i].text)
		switch {
		case wasDropped(received, lines, i):
			if k++; isBreadcrumb(collapse(received[i].text)) {
				continue
			}
			start, known, unknown = i, k, u
		case text == "":
		case isEdge(text):
			k++
		case isAtFoot(text):
			u++
		default:
			body = i
		}
	}
	for ; start < len(lines) && start-1 > body && isTally(lines[start-1].text); start-- { // how many liked it
		if dense(lines[start-1].text) != "" {
			unknown++
		}
	}
	if unknown == 0 || unknown > 2*known {
		return
	}
	for i := start; i < len(lines); i++ {
		if collapse(lines[i].text) != "" {
			r.dropChrome(&lines[i])
		}
	}
}

// isTally knows how many liked a page: a number, with a sign beside it or without. Also a blank line.
func isTally(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsPunct(c) && c != '.' && c != ',' }) < 0 && len(text) < 24
}

// isAtFoot says whether a line could stand at the foot of a page, and is no slogan, note or signature.
func isAtFoot(text string) bool {
	m := readMark(text)
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case isProse(text) || endsClause(text) || isSignatoriesHeading(text) || isExclamation(text) || isAdopted(text) || utf8.RuneCountInString(text) > 100:
		return false
	case strings.ContainsAny(text, "(（") || hasCountry(text) || hasAcronym(text) || isDatelineText(text, true) || isArea(text) || isCountry(text):
		return false
	case m.ordinal > 0 && strings.IndexFunc(m.rest, unicode.IsLetter) >= 0:
		return false
	}
	return m.label == "" && !strings.ContainsRune("*[†‡¹²³⁴⁵⁶⁷⁸⁹", first)
}

var mailHeader = lazily(`^(?i:from|to|cc|bcc|sent|date|subject|reply-to|sender|message-id|in-reply-to|references|received|return-path|mime-version|content-type|content-transfer-encoding|list-[a-z-]+|x-[a-z-]+|user-agent|organization|priority|importance|attachments?): ?\S`)

// mail drops the head of a mail, and the sender's signature behind the line "-- " (RFC 3676, 4.3).
func (r *reader) mail(lines []line) {
	first := 0
	for first < len(lines) && collapse(lines[first].text) == "" {
		first++
	}
	end, headers := first, 0
	for ; end < len(lines) && collapse(lines[end].text) != ""; end++ {
		if isHeader := mailHeader.MatchString(lines[end].text); isHeader {
			headers++
		} else if columns(lines[end].text) == 0 {
			headers = 0
			break
		}
	}
	if headers >= 2 {
		r.dropAll(lines[first:end], "mail-header", "a mail's head")
	}
	const most = 15 // lines of a signature
	for i := len(lines) - 1; i > end && i >= len(lines)-most; i-- {
		text := collapse(lines[i].text)
		if isSignatoriesHeading(text) || readMark(text).ordinal > 0 || isProse(text) {
			return
		}
		if text == "--" {
			r.dropAll(lines[i:], "mail-signature", "the sender's signature")
			return
		}
	}
}

func (r *reader) dropAll(lines []line, rule, what string) {
	for i := range lines {
		if collapse(lines[i].text) != "" {
			r.drop(lines[i].number, rule, lines[i].text, what)
			lines[i].text = ""
		}
	}
}

// contents drops a table of contents: under "Contents", lines of which each comes again further down.
func (r *reader) contents(lines []line) {
	if !slices.ContainsFunc(lines, func(l line) bool { return contentsHeading.MatchString(strings.TrimSpace(l.text)) }) {
		return
	}
	below := map[string]int{} // last line with a text
	for i, l := range lines {
		if len(l.text) <= maxChrome {
			below[dense(l.text)] = i
		}
	}
	for i, l := range lines {
		if !contentsHeading.MatchString(collapse(l.text)) {
			continue
		}
		end := i + 1
		for ; end < len(lines); end++ {
			text := collapse(lines[end].text)
			if step := contentsStep.FindString(text); text != "" && below[dense(text[len(step):])] <= end {
				break
			}
		}
		for end > i+1 && collapse(lines[end-1].text) == "" {
			end--
		}
		if end > i+2 {
			r.dropAll(lines[i:end], "contents", "a table of contents")
		}
		return
	}
}

var (
	contentsHeading = lazily(`^(?i:table of )?(?i:contents):?(?: \[(?:hide|show)\])?$`)
	contentsStep    = lazily(`^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.|[•*-])\s+`)
)
