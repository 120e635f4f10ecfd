package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A source is one file of patterns.
type source struct {
	file        string
	tags        string // BCP 47, as far as the program looks them up: language, or language-Script, language-region, language-variant
	licence     string // the one chosen, where there are several
	left, right int    // least letters before and after a hyphen: the file's for typesetting, two at least
}

var sources = []source{
	{"hyph-af.tex", "af", "LPPL", 2, 2},
	{"hyph-be.tex", "be", "MIT", 2, 2},
	{"hyph-bg.tex", "bg", "permissive, own text", 2, 2},
	{"hyph-ca.tex", "ca", "LPPL", 2, 2},
	{"cs.bin", "cs sk", "MIT", 2, 3},
	{"hyph-cu.tex", "cu", "MIT", 2, 2},
	{"hyph-cy.tex", "cy", "MIT", 2, 3},
	{"hyph-da.tex", "da", "MIT", 2, 2},
	{"hyph-de-1996.tex", "de", "MIT", 2, 2},
	{"hyph-de-1901.tex", "de-1901", "MIT", 2, 2},
	{"hyph-el-monoton.tex", "el", "LPPL", 2, 2},
	{"hyph-el-polyton.tex", "el-polyton", "LPPL", 2, 2},
	{"hyph-en-us.tex", "en", "permissive, own text", 2, 3},
	{"hyph-en-gb.tex", "en-GB en-AU en-IE en-IN en-NZ en-ZA", "MIT", 2, 3},
	{"hyph-es.tex", "es", "MIT", 2, 2},
	{"hyph-et.tex", "et", "MIT", 2, 3},
	{"hyph-eu.tex", "eu", "permissive, own text", 2, 2},
	{"hyph-fi.tex", "fi", "freely distributable", 2, 2},
	{"hyph-fr.tex", "fr", "MIT", 2, 3},
	{"hyph-fur.tex", "fur", "MIT", 2, 2},
	{"hyph-ga.tex", "ga", "MIT", 2, 3},
	{"hyph-gl.tex", "gl", "LPPL", 2, 2},
	{"hyph-grc.tex", "grc", "LPPL", 2, 2},
	{"hyph-hr.tex", "hr", "LPPL", 2, 2},
	{"hyph-hsb.tex", "hsb", "LPPL", 2, 2},
	{"hyph-hu.tex", "hu", "MPL 1.1", 2, 2},
	{"hyph-ia.tex", "ia", "LPPL", 2, 2},
	{"hyph-is.tex", "is", "LPPL", 2, 2},
	{"hyph-it.tex", "it", "MIT", 2, 2},
	{"hyph-ka.tex", "ka", "LPPL", 2, 2},
	{"hyph-kmr.tex", "ku kmr", "LPPL", 2, 2},
	{"hyph-la.tex", "la", "MIT", 2, 2},
	{"hyph-lt.tex", "lt", "MIT", 2, 2},
	{"hyph-mn-cyrl.tex", "mn", "MIT", 2, 2},
	{"hyph-no.tex", "nb nn no", "permissive, own text", 2, 2},
	{"hyph-nl.tex", "nl", "LPPL", 2, 2},
	{"hyph-oc.tex", "oc", "MIT", 2, 2},
	{"hyph-pl.tex", "pl", "MIT", 2, 2},
	{"hyph-pms.tex", "pms", "MIT", 2, 2},
	{"hyph-pt.tex", "pt", "BSD 3-clause", 2, 3},
	{"hyph-rm.tex", "rm", "MIT", 2, 2},
	{"hyph-ru.tex", "ru", "LPPL", 2, 2},
	{"hyph-sh-cyrl.tex", "sr bs-Cyrl cnr-Cyrl", "LPPL", 2, 2},
	{"hyph-sh-latn.tex", "sr-Latn bs cnr", "LPPL", 2, 2},
	{"hyph-sl.tex", "sl", "MIT", 2, 2},
	{"hyph-sv.tex", "sv", "LPPL", 2, 2},
	{"hyph-tk.tex", "tk", "MIT", 2, 2},
	{"hyph-tr.tex", "tr", "LPPL", 2, 2},
	{"hyph-uk.tex", "uk", "LPPL", 2, 2},
}

// patterns is what a file says.
type patterns struct {
	patterns []pattern
	words    []string // exceptions: "as-so-ciate"
	notice   string
}

// A pattern is letters, "." at a word's ends, and the values between them: values[i] stands before letters[i].
type pattern struct {
	letters []rune
	values  []byte // one more than letters
}

func (s source) read(texDir, hypherDir string) (patterns, error) {
	if filepath.Ext(s.file) == ".bin" {
		return readHypher(hypherDir, s.file)
	}
	text, err := os.ReadFile(filepath.Join(texDir, s.file))
	if err != nil {
		return patterns{}, err
	}
	return readTeX(string(text))
}

var (
	comment = regexp.MustCompile(`(?m)%.*$`)
	group   = regexp.MustCompile(`(?s)\\(patterns|hyphenation)\s*\{(.*?)\}`)
)

// readTeX reads a file of hyph-utf8.
func readTeX(text string) (p patterns, err error) {
	at := strings.Index(text, "\\patterns")
	if at < 0 {
		return p, errors.New("no \\patterns")
	}
	p.notice = strings.TrimSpace(text[:at])
	for _, g := range group.FindAllStringSubmatch(comment.ReplaceAllString(text, ""), -1) {
		for _, word := range strings.Fields(g[2]) {
			if g[1] == "hyphenation" {
				p.words = append(p.words, word)
			} else if one, ok := parsePattern(word); ok {
				p.patterns = append(p.patterns, one)
			}
		}
	}
	return p, nil
}

// parsePattern reads "1b2c3"; false for one that no word of letters can match.
func parsePattern(text string) (pattern, bool) {
	p := pattern{values: []byte{0}}
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			p.values[len(p.values)-1] = byte(r - '0')
		case r == '.' || unicode.IsLetter(r) || unicode.Is(unicode.M, r):
			p.letters, p.values = append(p.letters, r), append(p.values, 0)
		default:
			return p, false
		}
	}
	return p, true
}

// readHypher reads an automaton of the crate hypher back into patterns: a path for each node that has levels.
func readHypher(dir, file string) (p patterns, err error) {
	data, err := os.ReadFile(filepath.Join(dir, "tries", file))
	if err != nil {
		return p, err
	}
	own, err := os.ReadFile(filepath.Join(dir, "LICENSE-MIT"))
	if err != nil {
		return p, err
	}
	p.notice = "Czechoslovak hyphenation patterns, version 2021-07-21, by Petr Sojka and Ondrej Sojka (github.com/tensojka/cshyphen).\nMIT License. Copyright (c) 2019 Sojka\n\nPackaged by the crate hypher 0.1.8:\n\n" + string(own)
	root := int(data[0])<<24 | int(data[1])<<16 | int(data[2])<<8 | int(data[3])
	walkHypher(data, root, nil, func(path, levels []byte) {
		if one, ok := parsePattern(written(path, levels)); ok {
			p.patterns = append(p.patterns, one)
		}
	})
	slices.SortFunc(p.patterns, func(a, b pattern) int { return slices.Compare(a.letters, b.letters) })
	return p, nil
}

func walkHypher(data []byte, at int, path []byte, found func(path, levels []byte)) {
	has, stride, count, pos := data[at]>>7 != 0, int(data[at]>>5&3), int(data[at]&31), at+1
	if count == 31 {
		count, pos = int(data[pos]), pos+1
	}
	if has {
		offset, length := int(data[pos])<<4|int(data[pos+1]>>4), int(data[pos+1]&15)
		found(path, data[offset:offset+length])
		pos += 2
	}
	for i := range count {
		delta, to := 0, pos+count+i*stride
		for _, b := range data[to : to+stride] {
			delta = delta<<8 | int(b)
		}
		if top := 1 << (8*stride - 1); stride == 3 { // excess, where the shorter ones are two's complement
			delta -= top
		} else if delta >= top {
			delta -= 2 * top
		}
		walkHypher(data, at+delta, append(slices.Clip(path), data[pos+i]), found)
	}
}

// written is a pattern as TeX has it: a level is a distance in bytes from the last one, times ten, and a value.
func written(path, levels []byte) string {
	values := map[int]byte{}
	at := 0
	for _, l := range levels {
		at += int(l / 10)
		values[at] = l % 10
	}
	var b strings.Builder
	for i := 0; i <= len(path); {
		if v := values[i]; v > 0 {
			b.WriteString(strconv.Itoa(int(v)))
		}
		if i == len(path) {
			break
		}
		_, n := utf8.DecodeRune(path[i:])
		b.Write(path[i : i+n])
		i += n
	}
	return b.String()
}
