package resolution

import (
	"strings"
	"testing"
	"unicode/utf16"

	"publish/pipeline/finding"
)

// If it fails, an editor who saved a file in another encoding is not told so, or not where.
func TestFilesThatAreNoUTF8AreRefusedByTheirByte(t *testing.T) {
	utf16le := func(s string) (b []byte) {
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return b
	}
	for _, c := range []struct{ name, text, want string }{
		{"latin-1", "Title\n\nR\xe9solution", "r.txt:3: byte 8 of the file (0xE9) is not UTF-8"},
		{"cut off", "Title \xf0\x9f", "byte 6 of the file"},
		{"UTF-16 with a mark", "\xff\xfe" + string(utf16le("Title")), "is UTF-16; save it as UTF-8"},
		{"UTF-16 big-endian", "\xfe\xff\x00T", "is UTF-16"},
		{"UTF-16 without a mark", string(utf16le("A title of some length\n\nand text")), "is UTF-16"},
		{"too large", strings.Repeat("a", MaxSize+1), "the most is 8388608"},
		{"too many blocks", strings.Repeat("Paragraph.\n", MaxBlocks+1), "more than 100000 blocks"},
		{"empty", "", "has no text"},
		{"blank", " \n\t\n\u00a0\n", "has no text"},
		{"only chrome", "Skip to content\nHome » News\nShare this:\n", "has no text (of its 3 lines, 3 hold web chrome"},
		{"only controls", "\x00\x01\x02", "has no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, err := Parse("r.txt", []byte(c.text), Register{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q (document: %q)", err, c.want, reading(d))
			}
		})
	}
}

// If it fails, an editor is not told what was taken out of a text.
func TestWhatIsTakenOutIsSaid(t *testing.T) {
	for _, c := range []struct{ text, rule, what string }{
		{"A\x00BC\x00", "control-character", "line 1: 2 × U+0000, a control character, taken out"},
		{"A\u0085B", "control-character", "1 × U+0085"},
		{"Title\rof a file", "control-character", "1 × U+000D"},
		{"e\u0301tude", "not-nfc", "1 lines, line 1 the first"},
		{"A \u202etitle", "bidi-control", "line 1 holds characters that override the direction"},
		{"Title\n\n\u200b\n", "invisible-line", "“\\u200B”"},
		{"Title\n\nSkip to content\n", "web-chrome", "line 3: web chrome taken out: “Skip to content”"},
		{"Document ActionsThe title", "web-chrome", "web chrome glued to the text taken out: “Document Actions”"},
		{"Title\n=====\n", "rule", "“=====”"},
		{"> quoted text", "quote-mark", "“>”"},
		{"Signatories:\n\n1. Name, Atlantis", "no-country", "“Atlantis” is none that CLDR knows"},
		{"Signatories:\n\n1. XYZ Committee of Lisbon", "signatory", "was read as “XYZ” “Committee of Lisbon”"},
		{"Signatories:\n\n1. ABC (open", "open-parenthesis", "does not close"},
	} {
		_, findings, err := Parse("r.txt", []byte(c.text), Register{})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		found := false
		for _, f := range findings {
			found = found || f.Rule == c.rule && strings.Contains(f.What, c.what) && f.File == "r.txt" && f.Line > 0
		}
		if !found {
			t.Errorf("%q: no finding %s %q among %v", c.text, c.rule, c.what, findings)
		}
	}
}

// If it fails, a run fails over a guess, which is no error.
func TestGuessesAreInformation(t *testing.T) {
	for _, g := range goldens(t) {
		_, findings, err := Parse(g.name, unescaped(g.text), Register{})
		if err != nil || finding.Worst(findings) > finding.Warning {
			t.Errorf("%s: %v %v", g.name, err, findings)
		}
	}
}

// If it fails, a text that came through Windows is read otherwise than the same text without its mark and line ends.
func TestLineEndsAndByteOrderMarkChangeNothing(t *testing.T) {
	for _, g := range goldens(t) {
		text := unescaped(g.text)
		plain, _, _ := Parse(g.name, text, Register{})
		windows, _, err := Parse(g.name, []byte("\ufeff"+strings.ReplaceAll(strings.TrimPrefix(string(text), "\ufeff"), "\n", "\r\n")), Register{})
		if err != nil || outline(windows) != outline(plain) {
			t.Errorf("%s: %v %s", g.name, err, difference(outline(windows), outline(plain)))
		}
	}
}

// If it fails, two resolutions share a catalog, or a file's name is one that Windows cannot open.
func TestStem(t *testing.T) {
	for _, c := range []struct {
		file, name string
		derived    bool
	}{
		{"resolutions/ten-years.txt", "ten-years", false},
		{`C:\texts\no-dam_2.MD`, "no-dam_2", false},
		{"10-years.txt", "10-years", false},
		{"Ten Years!.txt", "ten-years", true},
		{"Río Éufrates.md", "rio-eufrates", true},
		{"Резолюция о мире.txt", "rezolyuciya-o-mire", true},
		{"../../etc.txt", "etc", false},
		{"..txt", "resolution-", true},
		{"川.txt", "resolution-", true},
		{"con.txt", "con-resolution", true},
		{"LPT1.txt", "lpt1-resolution", true},
		{"nul.md", "nul-resolution", true},
		{"slogans.txt", "slogans-resolution", true},
		{"translation.txt", "translation-resolution", true},
		{"a.b.txt", "a-b", true},
		{"-x.txt", "x", true},
		{strings.Repeat("a", 61) + ".txt", strings.Repeat("a", 60), true},
	} {
		name, derived := Stem(c.file)
		if derived != c.derived || name != c.name && !(strings.HasSuffix(c.name, "resolution-") && strings.HasPrefix(name, c.name)) {
			t.Errorf("%s: %q %v, want %q %v", c.file, name, derived, c.name, c.derived)
		}
		if !stemForm.MatchString(name) || isReserved(name) {
			t.Errorf("%s: %q is no name", c.file, name)
		}
	}
}
