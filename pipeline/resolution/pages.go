package resolution

import (
	"strings"
	"unicode"
)

// A text copied out of a page layout has page numbers and running heads in its middle, and words divided at line ends.

// pageNumber is a page's number on a line of its own: "3", "– 3 –", "Page 3", "3/7".
var pageNumber = lazily(`^(?:[-–—|] ?)?(?i:page |p\. ?|seite |pag\. ?)?(\d{1,4})(?: ?(?:/|of) ?\d{1,4})?(?: ?[-–—|])?$`)

// withoutPages takes page numbers, and the running heads beside them, out of a text. The lines before and after them become
// neighbours where a sentence goes on.
func (r *reader) withoutPages(lines []line) []line {
	furniture := runningHeads(lines, pageNumbers(lines))
	numberedHeads(lines, furniture)
	if len(furniture) == 0 {
		return lines
	}
	out := make([]line, 0, len(lines))
	for i := 0; i < len(lines); i++ {
		if !furniture[i] {
			out = append(out, lines[i])
			continue
		}
		end := i
		for end < len(lines) && (furniture[end] || collapse(lines[end].text) == "") {
			if furniture[end] {
				r.drop(lines[end].number, "page-number", lines[end].text, "a page's number or running head")
			}
			end++
		}
		if out = withoutBlanks(out); end < len(lines) && len(out) > 0 && !goesOverPage(out[len(out)-1].text, lines[end].text) && hasBlank(lines, i, end, furniture) {
			out = append(out, line{lines[i].number, ""})
		}
		i = end - 1
	}
	return out
}

// pageNumbers are the indices of the lines that number pages: at least two that count on, or one beside a line that comes
// again beside another.
func pageNumbers(lines []line) []int {
	var at, values []int
	for i, l := range lines {
		if len(l.text) > 24 {
			continue
		}
		if m := pageNumber.FindStringSubmatch(strings.TrimSpace(l.text)); m != nil {
			at, values = append(at, i), append(values, digits(m[1]))
		}
	}
	var pages []int
	for i := range at {
		next := i+1 < len(at) && values[i+1] == values[i]+1
		before := i > 0 && values[i] == values[i-1]+1
		if (next && at[i+1]-at[i] > leastPage) || (before && at[i]-at[i-1] > leastPage) {
			pages = append(pages, at[i])
		}
	}
	return pages
}

const leastPage = 4 // lines of a page

// A spot is a line's text and how far from a page's number it stands: running heads have the same on each page.
type spot struct {
	text   string
	offset int
}

// runningHeads are the lines to take out: the numbers, and lines that stand near them on two pages or more and hardly
// anywhere else, or that repeat the title. The first of them stays where it is the title.
func runningHeads(lines []line, numbers []int) map[int]bool {
	out := map[int]bool{}
	if len(numbers) == 0 {
		return out
	}
	for _, n := range numbers {
		out[n] = true
	}
	first, total := map[string]int{}, map[string]int{}
	for i := len(lines) - 1; i >= 0; i-- {
		if text := dense(lines[i].text); text != "" && len(text) < maxChrome {
			first[text], total[text] = i, total[text]+1
		}
	}
	body := 0
	for body < len(lines) && !isProse(collapse(lines[body].text)) && body < 40 {
		body++
	}
	for s, at := range spots(lines, numbers, out) {
		title := first[s.text] < body
		if total[s.text] > len(numbers)+1 || len(at) < 2 && (first[s.text] == at[0] || !title) {
			continue
		}
		for _, i := range at {
			out[i] = i != first[s.text] || i < body && hasTitle(lines[min(i+nearPage, body):body])
		}
	}
	return out
}

const nearPage = 3 // lines between a page's number and its running heads

// spots are the lines near numbers of pages, by text and distance.
func spots(lines []line, numbers []int, taken map[int]bool) map[spot][]int {
	found := map[spot][]int{}
	for _, n := range numbers {
		for i := max(0, n-nearPage); i <= min(len(lines)-1, n+nearPage); i++ {
			text := dense(lines[i].text)
			if text != "" && !taken[i] && len(text) < maxChrome && readMark(lines[i].text).label == "" {
				found[spot{text, i - n}] = append(found[spot{text, i - n}], i)
			}
		}
	}
	return found
}

// numberedHeads adds running heads that hold their page's number: lines that differ in a number alone, which counts on.
func numberedHeads(lines []line, out map[int]bool) {
	type page struct{ at, number int }
	last := map[string]page{}
	for i, l := range lines {
		if len(l.text) > maxChrome {
			continue
		}
		head, number, ok := cutPage(strings.TrimSpace(l.text))
		if !ok {
			continue
		}
		if before, seen := last[head]; seen && (number == before.number+1 || number == before.number+2) && i-before.at > leastPage {
			out[before.at], out[i] = true, true
		}
		last[head] = page{i, number}
	}
}

// cutPage takes the number off the end or the beginning of a running head; blanks or a bar set it off.
func cutPage(text string) (head string, number int, ok bool) {
	if n := len(text); n == 0 || !isDigit(text[n-1]) && (!isDigit(text[0]) || text[min(n-1, strings.IndexFunc(text, notDigit))] == '.') {
		return "", 0, false
	}
	if m := pageBehind.FindStringSubmatch(text); m != nil {
		return collapse(m[1]), digits(m[2]), true
	}
	if m := pageBefore.FindStringSubmatch(text); m != nil {
		return collapse(m[2]), digits(m[1]), true
	}
	return "", 0, false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func notDigit(c rune) bool { return c < '0' || c > '9' }

var (
	pageBehind = lazily(`^(\S.*\S)(?:\s{2,}| ?[|•·–—] ?| page )(\d{1,4})$`)
	pageBefore = lazily(`^(\d{1,4})(?:\s{2,}| ?[|•·–—] ?)(\p{L}.*)$`)
)

func withoutBlanks(lines []line) []line {
	for len(lines) > 0 && collapse(lines[len(lines)-1].text) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// hasBlank says whether a page's furniture stands between blank lines: then the page's end may be a paragraph's.
func hasBlank(lines []line, from, to int, furniture map[int]bool) bool {
	if from > 0 && collapse(lines[from-1].text) == "" {
		return true
	}
	for i := from; i < to; i++ {
		if !furniture[i] {
			return true
		}
	}
	return false
}

// goesOverPage says whether a sentence goes on from the last line of a page to the first of the next.
func goesOverPage(before, after string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	return !endsClause(before) && readMark(after).label == "" && (startsLower(after) || endsOpen(before) || strings.HasSuffix(before, "-"))
}
