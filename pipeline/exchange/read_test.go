package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
)

// formatNamed is the format that a case is named for.
func formatNamed(name string) Format {
	format, _, _ := strings.Cut(name, "-")
	return Format(format)
}

// readAs is what a file is read as, in the words of the golden file.
func readAs(name string, f Format, data []byte) string {
	imports, _, err := Read(bytes.NewReader(data), name, f, Reading{Source: en, IsKey: func(string) bool { return true }})
	if err != nil {
		return fmt.Sprintf("error %v\n", err)
	}
	var b strings.Builder
	for _, one := range imports {
		fmt.Fprintln(&b, one.Language)
		for _, t := range one.Translations {
			fields := []string{fmt.Sprintf("%s %s: %s", t.Key, finding.Place{File: t.Place.File, Line: t.Place.Line}, t.Source), t.Target}
			for _, c := range slices.Sorted(maps.Keys(t.Forms)) {
				fields = append(fields, c+"="+t.Forms[c])
			}
			fields = append(fields, [...]string{"unsaid", "no", "yes"}[t.Finished])
			if t.Same {
				fields = append(fields, "same")
			}
			if t.Lost != "" {
				fields = append(fields, "lost "+t.Lost)
			}
			if t.Stamp.known() {
				fields = append(fields, t.Stamp.String())
			}
			fmt.Fprintln(&b, strings.NewReplacer("\uFDD0", "⟦", "\uFDD1", "⟧").Replace(strings.Join(fields, " | ")))
		}
		for _, found := range one.Findings {
			fmt.Fprintf(&b, "! %s\n", found)
		}
	}
	return b.String()
}

// If it fails, work that came back is read wrongly, or refused without a word that helps.
func TestRead(t *testing.T) {
	cases(t, "read.txtar", ".in", ".out", func(name string, data []byte, want string) {
		if got := readAs(name, formatNamed(name), data); got != want {
			t.Errorf("%s:\n%swant:\n%s", name, got, want)
		}
	})
}

// If it fails, a file in another encoding is read as something else, without a word.
func TestReadEncodings(t *testing.T) {
	po := func(charset, text string) string {
		return "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=" + charset + "\\n\"\n\"Language: fr\\n\"\n\nmsgctxt \"r.p-aaaaa\"\nmsgid \"A\"\nmsgstr \"" + text + "\"\n"
	}
	csv := "key\tfr\nr.p-aaaaa\tété\n"
	latin := func(s string) string { return must(charmap.ISO8859_1.NewEncoder().String(s)) }
	wide := func(s string) string {
		return must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s))
	}
	for _, c := range []struct{ name, data, want string }{
		{"po-latin.po", latin(po("ISO-8859-1", "été")), "été"},
		{"po-japanese.po", must(japanese.ShiftJIS.NewEncoder().String(po("Shift_JIS", "夏"))), "夏"},
		{"po-wrong.po", po("ISO-8859-1", "été"), "the header says charset=ISO-8859-1, but the file is UTF-8, and is read so"},
		{"po-utf8.po", latin(po("UTF-8", "été")), "error po-utf8.po:7:9: the byte 0xE9 is not UTF-8, as the header says with charset=UTF-8"},
		{"po-unknown.po", latin(po("KLINGON", "été")), `the encoding "KLINGON" is not known`},
		{"po-wide.po", wide(po("UTF-16", "été")), "été"},
		{"po-bom.po", "\uFEFF" + po("UTF-8", "été"), "été"},
		{"csv-wide.txt", wide(csv), "été"},
		{"csv-latin.csv", latin(csv), "error csv-latin.csv:2:11: the byte 0xE9 is not UTF-8; save it as \"CSV UTF-8\""},
		{"csv-bom.csv", "\uFEFF" + csv, "été"},
		{"xliff1-latin.xlf", latin(`<?xml version="1.0" encoding="ISO-8859-1"?><xliff><file target-language="fr"><body><trans-unit id="a.b"><source>A</source><target>été</target></trans-unit></body></file></xliff>`), "été"},
	} {
		if got := readAs(c.name, formatNamed(c.name), []byte(c.data)); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// If it fails, a file larger than memory can hold, or one line of 100 MB, ends in something else than a word about it.
func TestReadLimits(t *testing.T) {
	long := strings.Repeat("x", MaxDocument)
	for name, data := range map[string]string{
		"xliff1": `<xliff><file target-language="fr"><body>` + long, "po": `msgid "` + long + `"`, "csv": "key,fr\na.b," + long,
	} {
		if got := readAs("long", Format(name), []byte(data)); got != "error long: the file has more than 67108864 bytes; divide it\n" {
			t.Errorf("%s: %.200s", name, got)
		}
	}
	unit := `<xliff><file target-language="fr"><body><trans-unit id="r.p-aaaaa"><source>` + strings.Repeat("word ", MaxUnit/5+1)
	if got := readAs("long", XLIFF1, []byte(unit)); got != "error long:1:41: the unit \"r.p-aaaaa\" has more than 8388608 bytes; divide it\n" {
		t.Errorf("%.200s", got)
	}
}

// If it fails, a file is taken for one of another format, and refused with words that mislead.
func TestFormatOf(t *testing.T) {
	for _, f := range Formats {
		data, _ := Write(sample(), f)
		for name, want := range map[string]Format{"x": f, "x." + string(f): f} {
			got, err := FormatOf(name, data)
			switch {
			case want == XLIFF1:
				want = XLIFF2
			case want == TSV || want == CSV:
				want = CSV
			}
			if name == "x" && want == CSV {
				if err == nil {
					t.Errorf("%s without its name is %s", f, got)
				}
			} else if got != want {
				t.Errorf("%s as %s: %s, %v", f, name, got, err)
			}
		}
	}
	wide, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(`<?xml version="1.0"?><tmx/>`))
	if f, err := FormatOf("memory.xml", wide); f != TMX {
		t.Error(f, err)
	}
	if _, err := FormatOf("x.docx", []byte("PK\x03\x04")); err == nil {
		t.Error("a document of an office is taken")
	}
}

// fuzzRead holds a reader to this: whatever bytes come, it ends, with an error that has its place, or with texts that are
// clean, and each key once.
func fuzzRead(f *testing.F, format Format) {
	cases(f, "read.txtar", ".in", ".out", func(name string, data []byte, _ string) {
		if strings.HasPrefix(string(format), string(formatNamed(name))[:2]) {
			f.Add(data)
		}
	})
	written, _ := Write(sample(), format)
	f.Add(written)
	f.Fuzz(func(t *testing.T, data []byte) {
		imports, _, err := Read(bytes.NewReader(data), "x", format, Reading{Source: en})
		if syntax := (*SyntaxError)(nil); err != nil {
			if !errors.As(err, &syntax) || syntax.File != "x" {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		seen := map[string]bool{}
		for _, tr := range imports[0].Translations {
			if tr.Key != "" && seen[tr.Key] {
				t.Fatalf("%q is there twice", tr.Key)
			}
			seen[tr.Key] = true
			if catalog.Clean(tr.Target) != tr.Target || catalog.Clean(tr.Source) != tr.Source || tr.Place.Line < 1 {
				t.Fatalf("%+v", tr)
			}
		}
	})
}

func FuzzReadXLIFF(f *testing.F) { fuzzRead(f, XLIFF2) }
func FuzzReadPO(f *testing.F)    { fuzzRead(f, PO) }
func FuzzReadCSV(f *testing.F)   { fuzzRead(f, CSV) }
