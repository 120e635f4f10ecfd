package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"publish/pipeline/language"
)

// cases are the pairs of a golden file: NAME.in and NAME.want.
func cases(t testing.TB, file, in, want string, do func(name string, data []byte, want string)) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + file)
	if err != nil || len(archive.Files) == 0 || len(archive.Files)%2 != 0 {
		t.Fatal("no case, or a part of one", err)
	}
	for i := 0; i < len(archive.Files); i += 2 {
		name, ok := strings.CutSuffix(archive.Files[i].Name, in)
		if !ok || archive.Files[i+1].Name != name+want {
			t.Fatalf("%s is not a case", archive.Files[i].Name)
		}
		do(archive.Files[i].Name, archive.Files[i].Data, string(archive.Files[i+1].Data))
	}
}

// unitsOf is what a TMX document is read as, in the words of the golden file.
func unitsOf(name string, r io.Reader) string {
	var b strings.Builder
	found, err := ReadTMX(r, name, func(u TMXUnit) error {
		date := ""
		if !u.Date.IsZero() {
			date = u.Date.String()
		}
		fmt.Fprintf(&b, "%d %s %s %s\n", u.Line, u.ID, u.Source, date)
		for _, v := range u.Variants {
			fmt.Fprintf(&b, "  %s %s: %s\n", v.Language, v.Tag, v.Text)
		}
		for _, n := range u.Notes {
			fmt.Fprintf(&b, "  note: %s\n", n)
		}
		for _, p := range u.Props {
			fmt.Fprintf(&b, "  prop %s: %s\n", p.Type, p.Text)
		}
		return nil
	})
	for _, f := range found {
		fmt.Fprintf(&b, "! %s\n", f)
	}
	if err != nil {
		fmt.Fprintf(&b, "error %v\n", err)
	}
	return b.String()
}

// If it fails, a memory of another tool is read wrongly, or refused without a word that helps.
func TestReadTMX(t *testing.T) {
	cases(t, "tmx.txtar", ".tmx", ".units", func(name string, data []byte, want string) {
		if got := unitsOf(name, bytes.NewReader(data)); got != want {
			t.Errorf("%s:\n%swant:\n%s", name, got, want)
		}
	})
}

// A oneByteReader gives what it has byte by byte.
type oneByteReader struct{ r io.Reader }

func (o oneByteReader) Read(p []byte) (int, error) { return o.r.Read(p[:min(len(p), 1)]) }

// If it fails, what a memory holds depends on how a disk or a decoder cuts it into parts.
func TestReadTMXInParts(t *testing.T) {
	cases(t, "tmx.txtar", ".tmx", ".units", func(name string, data []byte, want string) {
		if got := unitsOf(name, oneByteReader{bytes.NewReader(data)}); got != want {
			t.Errorf("%s:\n%swant:\n%s", name, got, want)
		}
	})
	long := "<tmx><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>" + strings.Repeat("é&amp;日", 50_000) + "<![CDATA[" + strings.Repeat("é&日", 50_000) + "]]></seg></tuv></tu></body></tmx>"
	for shift := range 12 { // each character and reference meets the end of a buffer
		data := strings.Repeat(" ", shift) + long
		_, err := ReadTMX(strings.NewReader(data), "long.tmx", func(u TMXUnit) error {
			if u.Variants[0].Text != strings.Repeat("é&日", 100_000) {
				return errors.New("another text")
			}
			return nil
		})
		if err != nil {
			t.Errorf("%d: %v", shift, err)
		}
	}
}

// If it fails, a memory saved by a Windows tool cannot be used.
func TestReadTMXEncodings(t *testing.T) {
	const document = `<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Déjà &#233;té</seg></tuv></tu></body></tmx>`
	const want = "1  en \n  en en: Déjà été\n"
	encoded := func(e unicode.Endianness, bom unicode.BOMPolicy, text string) string {
		s, err := unicode.UTF16(e, bom).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, data := range map[string]string{
		"UTF-8":                         document,
		"UTF-8, BOM":                    "\uFEFF" + document,
		"UTF-16LE, BOM":                 encoded(unicode.LittleEndian, unicode.UseBOM, document),
		"UTF-16BE, BOM":                 encoded(unicode.BigEndian, unicode.UseBOM, document),
		"UTF-16LE":                      encoded(unicode.LittleEndian, unicode.IgnoreBOM, document),
		"UTF-16BE":                      encoded(unicode.BigEndian, unicode.IgnoreBOM, document),
		"UTF-16, BOM, says UTF-8":       encoded(unicode.LittleEndian, unicode.UseBOM, `<?xml version="1.0" encoding="UTF-8"?>`+document),
		"UTF-8, says UTF-16":            `<?xml version="1.0" encoding="utf-16"?>` + document,
		"windows-1252":                  `<?xml version="1.0" encoding="windows-1252"?>` + strings.NewReplacer("é", "\xE9", "à", "\xE0").Replace(document),
		"UTF-8 with BOM, says ISO 8859": "\uFEFF" + `<?xml version="1.0" encoding="ISO-8859-1"?>` + document,
	} {
		if got := unitsOf("m.tmx", strings.NewReader(data)); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for name, data := range map[string]string{
		"m.tmx:1:77: the byte 0xE9 is not UTF-8":  strings.ReplaceAll(document, "é", "\xE9"),
		"m.tmx: the file is in UTF-32":            "\xFF\xFE\x00\x00<\x00\x00\x00",
		"m.tmx:1:77: a control character, U+0000": strings.ReplaceAll(document, "é", "\x00"),
		"m.tmx:1:3: a control character, U+0003":  "PK\x03\x04",
	} {
		if got := unitsOf("m.tmx", strings.NewReader(data)); !strings.HasPrefix(got, "error "+name) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A stream is a TMX document of so many units, made as it is read.
type stream struct {
	units, given int
	pending      []byte
	unit         func(i int) string
}

func (s *stream) Read(p []byte) (int, error) {
	for len(s.pending) == 0 {
		switch {
		case s.given == 0:
			s.pending = []byte(`<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>`)
		case s.given <= s.units:
			s.pending = []byte(s.unit(s.given))
		case s.given == s.units+1:
			s.pending = []byte("</body></tmx>")
		default:
			return 0, io.EOF
		}
		s.given++
	}
	n := copy(p, s.pending)
	s.pending = s.pending[n:]
	return n, nil
}

func ordinary(i int) string {
	return fmt.Sprintf(`<tu tuid="%d" changedate="20240101T000000Z"><tuv xml:lang="en-US"><seg>Paragraph %d of the resolution says that all water is common, and that <bpt i="1">&lt;b&gt;</bpt>nobody<ept i="1">&lt;/b&gt;</ept> may fence it in.</seg></tuv>`+
		`<tuv xml:lang="FR-fr"><seg>Le paragraphe %d de la résolution dit que toute eau est commune, et que nul n’a le droit de la clôturer.</seg></tuv></tu>`, i, i, i)
}

// If it fails, a large memory, all of it in one line, or a hostile one, takes the machine's memory.
func TestReadTMXInConstantMemory(t *testing.T) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for name, s := range map[string]*stream{
		"one line":  {units: 20_000, unit: ordinary},
		"same unit": {units: 20_000, unit: func(int) string { return ordinary(1) }},
		"many tags": {units: 20_000, unit: func(i int) string { return fmt.Sprintf(`<tu><tuv xml:lang="q%d"><x%d a%d=""/></tuv></tu>`, i, i, i) }},
		"one comment": {units: 20_000, unit: func(i int) string {
			return map[bool]string{true: "<!-- " + strings.Repeat("x", 500), false: strings.Repeat("- ->", 120)}[i == 1]
		}},
		"long segment": {units: 40_000, unit: func(i int) string {
			return map[bool]string{true: `<tu><tuv xml:lang="en"><seg>`, false: strings.Repeat("word ", 300)}[i == 1]
		}},
		"no tag": {units: 20_000, unit: func(i int) string {
			return map[bool]string{true: `<tu id="`, false: strings.Repeat("word ", 100)}[i == 1]
		}},
		"variants": {units: 200_000, unit: func(i int) string {
			return map[bool]string{true: `<tu>`, false: `<tuv xml:lang="en"><seg>a</seg></tuv>`}[i == 1]
		}},
	} {
		before, most, n := heap(), uint64(0), 0
		_, _ = ReadTMX(s, "m.tmx", func(TMXUnit) error { // the last ones end in errors
			if n++; n%5000 == 0 {
				most = max(most, heap())
			}
			return nil
		})
		most = max(most, heap())
		if most > before+24<<20 {
			t.Errorf("%s: %d MB", name, (most-before)>>20)
		}
	}
}

// If it fails, a unit of a hundred thousand words is lost, or one past the limit ends the reading.
func TestReadTMXLongUnits(t *testing.T) {
	words := strings.Repeat("word ", 100_000)
	document := func(text string) string {
		return `<tmx><header/><body><tu><tuv xml:lang="en"><seg>` + text + `</seg></tuv></tu><tu tuid="next"/></body></tmx>`
	}
	if got := unitsOf("m.tmx", strings.NewReader(document(words))); !strings.Contains(got, strings.TrimSpace(words)) {
		t.Errorf("%.200s", got)
	}
	got := unitsOf("m.tmx", strings.NewReader(document(strings.Repeat(words, 17))))
	if got != "1 next  \n! m.tmx:1: warning: a unit of 8500064 bytes; at most 8388608 are read; divide it into sentences; it is left out [unit-size]\n" {
		t.Errorf("%.200s", got)
	}
}

// If it fails, a German memory is searched for French, or a Brazilian one is not found for Portuguese.
func TestPairs(t *testing.T) {
	unit := func(tags ...string) TMXUnit {
		u := TMXUnit{Notes: []string{"n"}}
		for _, tag := range tags {
			u.Variants = append(u.Variants, TMXVariant{Tag: tag, Language: language.MustParse(tag), Text: "in " + tag})
		}
		return u
	}
	for _, c := range []struct{ tags, target, want string }{
		{"en fr", "fr", "in en=in fr"},
		{"fr en", "fr", "in en=in fr"},
		{"en-US en-GB FR-ca", "fr", "in en-US=in FR-ca in en-GB=in FR-ca"},
		{"en fr-CA fr", "fr", "in en=in fr"},
		{"en pt", "pt-BR", "in en=in pt"},
		{"en zh-TW", "zh", ""},
		{"en zh-CN", "zh-Hans", "in en=in zh-CN"},
		{"en", "fr", ""},
		{"de fr", "fr", ""},
	} {
		var got []string
		for _, p := range unit(strings.Fields(c.tags)...).Pairs(language.MustParse("en"), language.MustParse(c.target), "m.tmx") {
			got = append(got, p.Source+"="+p.Target)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s for %s: %s", c.tags, c.target, got)
		}
	}
}

// If it fails, an error of whoever takes the units is lost.
func TestReadTMXStops(t *testing.T) {
	full := errors.New("full")
	n := 0
	_, err := ReadTMX(&stream{units: 10, unit: ordinary}, "m.tmx", func(TMXUnit) error { n++; return full })
	if !errors.Is(err, full) || n != 1 {
		t.Error(n, err)
	}
}

// Whatever bytes come, reading ends, with an error that has its place, and every text is clean: in any parts the same, but
// for which of two faults in one stretch of text is named.
func FuzzReadTMX(f *testing.F) {
	cases(f, "tmx.txtar", ".tmx", ".units", func(_ string, data []byte, _ string) { f.Add(data) })
	f.Fuzz(func(t *testing.T, data []byte) {
		whole, wholeFailed, _ := strings.Cut(unitsOf("m.tmx", bytes.NewReader(data)), "error m.tmx:")
		parts, partsFailed, _ := strings.Cut(unitsOf("m.tmx", oneByteReader{bytes.NewReader(data)}), "error m.tmx:")
		if whole != parts || (wholeFailed == "") != (partsFailed == "") {
			t.Fatalf("whole:\n%s%s\nin parts:\n%s%s", whole, wholeFailed, parts, partsFailed)
		}
		_, err := ReadTMX(bytes.NewReader(data), "m.tmx", func(TMXUnit) error { return nil })
		if syntax := (*SyntaxError)(nil); err != nil && (!errors.As(err, &syntax) || syntax.File != "m.tmx") {
			t.Fatalf("%T %v", err, err)
		}
	})
}

func BenchmarkReadTMX(b *testing.B) {
	data, _ := io.ReadAll(&stream{units: 50_000, unit: ordinary})
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(data)
	for name, data := range map[string][]byte{"UTF-8": data, "UTF-16": wide} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ReadTMX(bytes.NewReader(data), "m.tmx", func(TMXUnit) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
