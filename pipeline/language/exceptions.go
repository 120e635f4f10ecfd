package language

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Exceptions are words that a project divides in its own way: locales/<language>/hyphenation.txt. Words are in lower case and
// NFC, with hyphens where they may be divided, ascending, each once. The zero Exceptions are none.
type Exceptions struct {
	Language Language
	Words    []string
}

// MaxExceptions is the greatest number of words of a file of exceptions.
const MaxExceptions = 20_000

// ParseExceptions reads a file of exceptions: one word a line, with a hyphen at each place where it may be divided ("con-science";
// without one, it is never divided). Blank lines, and lines that begin with "#", say nothing. An error names file and line.
func ParseExceptions(file string, l Language, text []byte) (Exceptions, error) {
	e := Exceptions{Language: l}
	seen := map[string]string{}
	number := 0
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
		number++
		fail := func(what, do string) error { return fmt.Errorf("%s:%d: %s; %s", file, number, what, do) }
		if !utf8.Valid(line) {
			return Exceptions{}, fail("this line is not UTF-8", "save the file in UTF-8")
		}
		word := norm.NFC.String(strings.TrimSpace(string(line)))
		if word == "" || word[0] == '#' {
			continue
		}
		if what := unlikeException(word); what != "" {
			return Exceptions{}, fail(what, "write one word a line, with single hyphens where it may be divided")
		}
		word = norm.NFC.String(lowerOf(l, word)) // lower case can compose anew: Turkish İ with a grave
		key := strings.ReplaceAll(word, "-", "")
		if old, ok := seen[key]; ok && old != word {
			return Exceptions{}, fail(fmt.Sprintf("%q stands above already, as %q", word, old), "keep one of the two")
		}
		if seen[key] = word; len(seen) > MaxExceptions {
			return Exceptions{}, fail(fmt.Sprintf("there are more than %d words", MaxExceptions), "keep the words that editions have")
		}
	}
	for _, word := range seen {
		e.Words = append(e.Words, word)
	}
	slices.Sort(e.Words)
	return e, nil
}

// lowerOf is a word in lower case, as the language has it.
func lowerOf(l Language, word string) string {
	if base := l.parts().base; base == "tr" || base == "az" {
		return strings.ToLowerSpecial(unicode.TurkishCase, word)
	}
	return strings.ToLower(word)
}

// unlikeException says what a line has that no word has, "" for a word.
func unlikeException(word string) string {
	for _, r := range word {
		if r != '-' && !wordly(r) || r == softHyphen {
			return fmt.Sprintf("%.60q has the character %q, which is no letter", word, r)
		}
	}
	switch {
	case strings.HasPrefix(word, "-"), strings.HasSuffix(word, "-"), strings.Contains(word, "--"):
		return fmt.Sprintf("%.60q has a hyphen without letters on both sides", word)
	case utf8.RuneCountInString(word) > 2*MaxHyphenated || letterCount(strings.ReplaceAll(word, "-", "")) > MaxHyphenated:
		return fmt.Sprintf("%.60q has more than %d letters", word, MaxHyphenated)
	}
	for _, part := range strings.Split(word, "-") {
		if r, _ := utf8.DecodeRuneInString(part); unicode.Is(unicode.M, r) {
			return fmt.Sprintf("%.60q has a hyphen between a letter and its mark", word)
		}
	}
	return ""
}
