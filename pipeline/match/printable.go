package match

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// printable says whether a translation can be set as it is, and reports what is wrong with it. A date written out by the
// translator is printed as it stands; a placeholder that nothing fills, or emphasis that is never closed, is not.
func (r *matcher) printable(u segment.Unit, e catalog.Entry) bool {
	if u.Role == segment.Publication {
		return true // edition judges the publication's own words
	}
	dated := u.Date != (language.Date{})
	unknown := unknownPlaceholders(u.Text, e.Other)
	lacksDate := dated && !strings.Contains(e.Other, segment.DateMark)
	if len(unknown) > 0 && !slices.Contains(e.Allow, "placeholder") {
		r.find(e, finding.Error, "placeholder", fmt.Sprintf("the translation has %s, which the English does not have", unknown[0]), doAbout(dated))
		return false
	}
	if lacksDate && !slices.Contains(e.Allow, "date-missing") {
		r.find(e, finding.Warning, "date-missing", "the translation has no {date}, so its date does not follow the resolution's",
			"write {date} where the date stands")
	}
	if what := unbalanced(e.Other); u.Markup && what != "" && !slices.Contains(e.Allow, "markup") {
		r.find(e, finding.Error, "markup", what, `close it, or write \* for a plain asterisk and \[ for a plain bracket`)
		return false
	}
	return true
}

func doAbout(dated bool) string {
	if dated {
		return "write {date} for the date, or take the braces out"
	}
	return `take the braces out, or write the line "#, allow placeholder" above the entry`
}

// unknownPlaceholders are the parts of target like {word} that source does not have.
func unknownPlaceholders(source, target string) []string {
	var unknown []string
	for rest := target; ; {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			return unknown
		}
		rest = rest[open:]
		end := 1
		for end < len(rest) && isNameByte(rest[end]) {
			end++
		}
		if end > 1 && end < len(rest) && rest[end] == '}' && !strings.Contains(source, rest[:end+1]) {
			unknown = append(unknown, rest[:end+1])
		}
		rest = rest[end:]
	}
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80
}

// unbalanced says what Markdown's inline notation in text never closes; "" if nothing. It knows what units carry: *em*,
// **strong**, [text](url) and backslash escapes. An asterisk between blanks is plain, as in CommonMark.
func unbalanced(text string) string {
	var open []string // "*", "**", "["
	for i := 0; i < len(text); {
		switch text[i] {
		case '\\':
			i += 2
		case '*':
			n := len(text[i:]) - len(strings.TrimLeft(text[i:], "*"))
			open = closeOrOpen(open, text, i, n)
			i += n
		case '[':
			open = append(open, "[")
			i++
		case ']':
			length, ok := 0, true
			if open, ok = pop(open, "["); ok {
				length = linkTarget(text[i:])
			}
			if length < 0 {
				return "a link's address is never closed"
			}
			i += max(length, 1)
		default:
			i++
		}
	}
	if at := slices.IndexFunc(open, func(mark string) bool { return mark != "[" }); at >= 0 {
		return open[at] + " is never closed"
	}
	return ""
}

// linkTarget is the length of "](address)" at the beginning of text, 0 where no address follows, -1 where it has no end.
func linkTarget(text string) int {
	if !strings.HasPrefix(text, "](") {
		return 0
	}
	depth := 0
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// closeOrOpen takes a run of n asterisks at text[i:].
func closeOrOpen(open []string, text string, i, n int) []string {
	opens := i+n < len(text) && text[i+n] != ' '
	closes := i > 0 && text[i-1] != ' '
	for n > 0 {
		size := min(n, 2)
		if last := len(open) - 1; closes && last >= 0 && open[last] != "[" && len(open[last]) <= n {
			size = len(open[last])
			open = open[:last]
		} else if opens || closes {
			open = append(open, "**"[:size])
		}
		n -= size
	}
	return open
}

// pop closes the last mark if it is of this kind; marks inside it that are still open stay open and are reported.
func pop(open []string, mark string) ([]string, bool) {
	at := slices.Index(open, mark)
	if at < 0 {
		return open, false
	}
	for at = len(open) - 1; open[at] != mark; at-- {
	}
	return slices.Delete(open, at, at+1), true
}
