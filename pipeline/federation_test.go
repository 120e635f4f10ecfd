package pipeline

import (
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"publish/pipeline/edition"
	"publish/pipeline/language"
)

// A federation is what the benchmarks publish: many resolutions, each a rewording of one of the samples, in many languages,
// every entry translated into words of that language that mean nothing. No random numbers and no clock: its files are the
// same on every machine.
type federation struct {
	texts     []text
	languages []language.Language
}

// A text is one canonical text of a federation, by its name.
type text struct{ name, text string }

// rewordings are n texts of some three pages.
func rewordings(tb testing.TB, n int) []text {
	tb.Helper()
	samples := []string{"clear-water.txt", "flood-watch.txt", "measuring.txt"}
	texts := make([]text, n)
	for i := range texts {
		texts[i] = text{fmt.Sprintf("text-%03d", i), reworded(sample(tb, "resolutions/"+samples[i%len(samples)]), i)}
	}
	return texts
}

// long is one text of nine pages: the samples one behind the other, and the signatories of the last.
func long(tb testing.TB) []text {
	tb.Helper()
	var b strings.Builder
	for i, one := range rewordings(tb, 6) {
		body, list, _ := strings.Cut(one.text, "\nSignatories")
		if b.WriteString(body + "\n\n"); i == 5 {
			b.WriteString("\nSignatories" + list)
		}
	}
	return []text{{"long", b.String()}}
}

// latin is a text of three pages that one family of fonts sets: a sample without its signatories.
func latin(tb testing.TB) []text {
	tb.Helper()
	body, _, _ := strings.Cut(sample(tb, "resolutions/measuring.txt"), "\nSignatories")
	return []text{{"latin", body + body[strings.Index(body, "\n\n"):]}}
}

// federationTags are twenty languages in ten scripts, whose publication words the program brings along.
const federationTags = "fr es de it pt nl sv ru uk el tr pl vi ar he hi bn th ja zh"

func languagesOf(tags string) []language.Language {
	var ls []language.Language
	for tag := range strings.FieldsSeq(tags) {
		ls = append(ls, language.MustParse(tag))
	}
	return ls
}

// write makes the federation's project in dir: texts, register, settings, and locale files in which nothing is missing.
func (f federation) write(tb testing.TB, dir string) {
	tb.Helper()
	put(tb, dir, "config.toml", "[publisher]\nname = \"International Federation of River Keepers\"\nemail = \"secretariat@river-keepers.example\"\n"+
		"imprint = \"IFRK, The Boathouse, 1 Ferry Lane, Vadum\"\n")
	put(tb, dir, registerFile, sample(tb, registerFile))
	for _, t := range f.texts {
		put(tb, dir, "resolutions/"+t.name+".txt", t.text)
	}
	f.translate(tb, dir)
}

// translate lets the pipeline make the locale files, and fills them in.
func (f federation) translate(tb testing.TB, dir string) {
	tb.Helper()
	if r := extracted(tb, dir, f.languages); len(r.Failures) > 0 {
		tb.Fatal(r.Failures)
	}
	parallel(len(f.languages), func(i int) {
		l := f.languages[i]
		words := vocabulary(l)
		files, err := filepath.Glob(filepath.Join(dir, locales, l.String(), "*.toml"))
		if err != nil {
			tb.Error(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(file, []byte(filled(string(data), words)), 0o666)
			}
			if err != nil {
				tb.Error(err)
			}
		}
	})
}

func extracted(tb testing.TB, dir string, ls []language.Language) Report {
	tb.Helper()
	p, err := Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	defer p.Close()
	r, err := Extract(p, Options{Languages: ls})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func sample(tb testing.TB, name string) string {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func put(tb testing.TB, dir, name, text string) {
	tb.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// reworded puts other words of the same text in the place of every third plain word, other ones in each text, so that no
// paragraph of it recurs. Titles get a number; slogans and signatories stay, because real resolutions have them in common.
func reworded(text string, n int) string {
	body, list, _ := strings.Cut(text, "\nSignatories")
	var pool []string
	for w := range strings.FieldsSeq(body) {
		if len(w) > 4 && strings.IndexFunc(w, notPlain) < 0 && !slices.Contains(pool, w) {
			pool = append(pool, w)
		}
	}
	lines := strings.Split(body, "\n")
	for i, line := range lines {
		if i == 0 {
			lines[i] = fmt.Sprintf("%s, Part %d", line, n+1)
		} else if !strings.HasSuffix(line, "!") {
			lines[i] = mapWords(line, func(w string) string {
				if h := mix(w, n, i); len(w) > 4 && h%3 == 0 && strings.IndexFunc(w, notPlain) < 0 {
					return pool[h/3%len(pool)]
				}
				return w
			})
		}
	}
	return strings.Join(lines, "\n") + "\nSignatories" + list
}

func notPlain(r rune) bool { return r < 'a' || r > 'z' }

// mapWords replaces the runs of letters in a text.
func mapWords(text string, by func(string) string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		if end < 0 {
			end = len(text)
		}
		if end > 0 {
			b.WriteString(by(text[:end]))
		}
		rest := strings.IndexFunc(text[end:], unicode.IsLetter)
		if rest < 0 {
			rest = len(text) - end
		}
		b.WriteString(text[end : end+rest])
		text = text[end+rest:]
	}
	return b.String()
}

// mix is a number that depends on all that it is given, and on nothing else.
func mix(text string, numbers ...int) int {
	h := fnv.New32a()
	fmt.Fprint(h, text, numbers)
	return int(h.Sum32() >> 1)
}

// vocabulary are the words of a language that the publication's own phrases use; where words are not kept apart by blanks,
// pieces of a few letters.
func vocabulary(l language.Language) []string {
	var words []string
	add := func(w string) string {
		if !strings.Contains("th ja zh", l.String()) {
			words = append(words, w)
			return ""
		}
		letters := 0
		for end, r := range w {
			if unicode.IsLetter(r) {
				if letters++; letters == 4 { // a mark stays with its letter
					words, letters = append(words, w[:end]), 0
					break
				}
			}
		}
		return ""
	}
	shipped := edition.Shipped(l)
	for _, key := range slices.Sorted(maps.Keys(shipped)) {
		for piece := range strings.SplitSeq(shipped[key].Other, "{{") {
			if _, behind, found := strings.Cut(piece, "}}"); found {
				piece = behind
			}
			mapWords(piece, add)
		}
	}
	return words
}

// filled is a locale file with a translation in every entry: each word of the English is always the same word.
func filled(file string, words []string) string {
	lines := strings.Split(file, "\n")
	english := ""
	for i, line := range lines {
		if quoted, ok := strings.CutPrefix(line, "description = "); ok {
			english, _ = strconv.Unquote(quoted)
		}
		if line != `other = ""` {
			continue
		}
		var parts []string
		for part := range strings.SplitSeq(english, "{date}") {
			parts = append(parts, mapWords(part, func(w string) string { return words[mix(w)%len(words)] }))
		}
		lines[i] = "other = " + strconv.Quote(strings.Join(parts, "{date}"))
	}
	return strings.Join(lines, "\n")
}

func tagsOf(ls []language.Language) string {
	tags := make([]string, len(ls))
	for i, l := range ls {
		tags[i] = l.String()
	}
	return strings.Join(tags, ",")
}
