package mail

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// golden reads the cases of wrapping: <name>.in is a text, <name>.out its lines of at most 40 columns.
func golden(t testing.TB) map[string][2]string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "wrap.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][2]string{}
	for _, f := range archive.Files {
		name, ext := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)), filepath.Ext(f.Name)
		c := cases[name]
		c[map[string]int{".in": 0, ".out": 1}[ext]] = strings.TrimSuffix(string(f.Data), "\n")
		cases[name] = c
	}
	for name, c := range cases {
		if c[0] == "" || c[1] == "" {
			t.Fatalf("testdata/wrap.txtar: %s has no text, or no lines", name)
		}
	}
	if len(cases) == 0 {
		t.Fatal("testdata/wrap.txtar has no cases")
	}
	return cases
}

// unmarked is a wrapped text without the marks of lines that go on.
func unmarked(s string) string { return strings.NewReplacer(softBlank, "", softJoined, "").Replace(s) }

// If it fails, a mail in some script breaks its lines where its readers would not.
func TestWrapByScript(t *testing.T) {
	for name, c := range golden(t) {
		w := wrapper{columns: 40}
		if got := unmarked(w.wrap(c[0], "", "")); got != c[1] {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c[1])
		}
	}
}

// If it fails, wrapping loses a letter, or makes a line that is too wide.
func FuzzWrap(f *testing.F) {
	for _, c := range golden(f) {
		f.Add(c[0], "• ", 40)
		f.Add(c[0], "", 9)
	}
	f.Fuzz(func(t *testing.T, text, mark string, columns int) {
		columns = 8 + (columns&0x7F)%65
		text, mark = plain(strings.ToValidUTF8(text, "?")), plain(strings.ToValidUTF8(mark, "?")) // an edition is UTF-8
		w := wrapper{columns: columns}
		got := w.wrap(text, mark, strings.Repeat(" ", Width(mark)))
		if bare(got) != bare(mark+text) {
			t.Fatalf("%q is now %q", mark+text, got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			line, _ = softEnd(line)
			if Width(line) > columns && Width(strings.TrimSpace(line)) > columns && !isURL(line) {
				t.Fatalf("%d columns of %d: %q", Width(line), columns, line)
			}
		}
	})
}

// If it fails, lines of Hebrew, Arabic or Persian mail that begin with a Latin name are shown the wrong way round.
func TestLinesKnowTheirDirection(t *testing.T) {
	const text = "לחם\n 1. PL-RDC Les Passeurs, קונגו\n 2. لجنة (Club), לבנון\n\nwww.example.org\n3.\n    (a) לחם\n"
	const want = "לחם\n\u200f 1. PL-RDC Les Passeurs, קונגו\n 2. لجنة (Club), לבנון\n\nwww.example.org\n3.\n\u200f    (a) לחם\n"
	if got := directed(text); got != want {
		t.Errorf("got %q", got)
	}
	if got := Width("\u200f12"); got != 2 {
		t.Errorf("a mark of direction has %d columns", got-2)
	}
}
