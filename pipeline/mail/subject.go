package mail

import (
	"strings"
	"unicode/utf8"

	"publish/pipeline/edition"
)

// Subject is the title; that of a provisional or corrected edition begins with the words that say so.
func Subject(e edition.Edition) string {
	return truncate(headed(e, " – "), 400)
}

// headed is the title, behind the words for what is not the first final edition.
func headed(e edition.Edition, between string) string {
	title := strings.ToValidUTF8(strings.Join(strings.FieldsFunc(plain(e.Title), func(r rune) bool { return r == ' ' }), " "), "\uFFFD")
	if e.Revision > 1 {
		title = plain(e.Phrases.Corrected(e.Revision).Text) + between + title
	}
	if e.Status != edition.Final {
		title = plain(e.Phrases.Provisional().Text) + between + title
	}
	return title
}

// AttachmentName is the name that the PDF has in a mail: the title, without what a file system does not take.
func AttachmentName(e edition.Edition) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || bidiControl(r) {
			return ' '
		}
		return r
	}, headed(e, " - "))
	name = truncate(strings.Trim(strings.Join(strings.Fields(name), " "), " ."), 120)
	if name = strings.TrimRight(name, " ."); name == "" {
		name = e.Name
	}
	if first, _, _ := strings.Cut(name, "."); reservedByWindows(first) {
		name = "_" + name
	}
	return name + ".pdf"
}

// bidiControl says that a character turns the direction of what follows, and could hide a name's ending.
func bidiControl(r rune) bool {
	return 0x200E <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

func reservedByWindows(name string) bool {
	name = strings.ToUpper(strings.TrimSpace(name))
	switch name {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "COM") || strings.HasPrefix(name, "LPT")) && '0' <= name[3] && name[3] <= '9'
}

// truncate cuts a text to at most n bytes, between characters.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	n -= len("…")
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
