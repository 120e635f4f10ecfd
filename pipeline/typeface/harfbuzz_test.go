package typeface

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"publish/pipeline/language"
)

var update = flag.Bool("update", false, "write what hb-shape says into testdata/harfbuzz.txtar")

// A line of testdata/harfbuzz.txtar: a text, and what hb-shape makes of it with the face and script that the text gets.
type line struct {
	name, language, direction, style, face, script, text, glyphs string
}

func (l *line) field(name string) *string {
	return map[string]*string{
		"language": &l.language, "direction": &l.direction, "style": &l.style, "face": &l.face, "script": &l.script,
		"text": &l.text, "glyphs": &l.glyphs,
	}[name]
}

const goldens = "testdata/harfbuzz.txtar"

func lines(t testing.TB) (*txtar.Archive, []line) {
	t.Helper()
	archive, err := txtar.ParseFile(goldens)
	if err != nil {
		t.Fatal(err)
	}
	var all []line
	for _, f := range archive.Files {
		l := line{name: f.Name}
		for row := range strings.Lines(string(f.Data)) {
			name, value, _ := strings.Cut(strings.TrimSuffix(row, "\n"), ": ")
			into := l.field(name)
			if into == nil {
				t.Fatalf("%s, %s: no field is named %q", goldens, f.Name, name)
			}
			*into = value
		}
		if l.text == "" || !*update && l.glyphs == "" {
			t.Fatalf("%s, %s: a text or its glyphs are not there", goldens, f.Name)
		}
		all = append(all, l)
	}
	if len(all) == 0 {
		t.Fatalf("%s has no case", goldens)
	}
	return archive, all
}

func (l line) styled() Style {
	return Style{Bold: strings.Contains(l.style, "bold"), Italic: strings.Contains(l.style, "italic"), Sans: strings.Contains(l.style, "sans")}
}

// glyphsOf shapes a line and writes the glyphs as hb-shape does. The line must be one item.
func glyphsOf(t *testing.T, s *Shaper, l *line) string {
	t.Helper()
	c := s.context(language.MustParse(l.language), l.direction == "rtl", l.styled(), false)
	s.read(l.text)
	if missing := s.itemize(c); missing != nil {
		t.Fatal(missing)
	}
	if len(s.items) != 1 {
		t.Fatalf("the line is cut into %d items: %v", len(s.items), s.items)
	}
	it := s.items[0]
	if *update {
		l.face, l.script = it.face.name, openTypeScript(it.writing).String()
	}
	if l.face != it.face.name || l.script != openTypeScript(it.writing).String() {
		t.Fatalf("it is set in %s as %s, not in %s as %s", it.face.name, it.writing, l.face, l.script)
	}
	return written(t, s, c, it)
}

// written shapes an item as far as HarfBuzz goes, before clusters become codes, and writes the glyphs as hb-shape does.
func written(t *testing.T, s *Shaper, c *context, it item) string {
	t.Helper()
	if err := s.apply(c, it, s.runes); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, g := range s.placed {
		fmt.Fprintf(&b, "|%d=%d", g.glyph, g.cluster)
		if g.x != 0 || g.y != 0 {
			fmt.Fprintf(&b, "@%d,%d", g.x, g.y)
		}
		fmt.Fprintf(&b, "+%d", g.advance)
	}
	return "[" + b.String()[1:] + "]"
}

// runs are texts of one face, script, language and direction for one call of hb-shape.
type runs struct{ face, script, language, direction string }

// The names of all countries in many languages: some 25,000 words and phrases as people write them. If it fails, the
// glyphs of some language differ from HarfBuzz's in what the golden lines do not show.
func TestCountriesAreShapedAsByTheInstalledHarfBuzz(t *testing.T) {
	program, err := exec.LookPath("hb-shape")
	if err != nil || testing.Short() {
		t.Skip("hb-shape is not installed (Debian: apt install libharfbuzz-bin), or -short")
	}
	texts, ours := map[runs][]string{}, map[runs][]string{}
	s := open(t).NewShaper()
	for _, tag := range strings.Fields("am ar as az be bg bn bo ca chr ckb cs cy de dv dz el es fa ff-Adlm fi fr gu he hi hu hy is it ja ka kk km kn ko " +
		"ks lo lt lv mk ml mn mni mr my ne nl or pa pl ps pt ro ru sat sd si sk sr sv ta te th ti tr ug uk ur vi yi yue zh zh-Hant") {
		l := language.MustParse(tag)
		c, direction := s.context(l, l.RightToLeft(), Style{}, false), "ltr"
		if l.RightToLeft() {
			direction = "rtl"
		}
		for _, name := range countries(l) {
			s.read(name)
			if missing := s.itemize(c); missing != nil {
				t.Fatal(missing)
			}
			if len(s.items) != 1 {
				continue // hb-shape takes one font
			}
			k := runs{s.items[0].face.name, openTypeScript(s.items[0].writing).String(), tag, direction}
			texts[k], ours[k] = append(texts[k], name), append(ours[k], written(t, s, c, s.items[0]))
		}
	}
	if len(texts) < 60 {
		t.Fatalf("only %d languages are compared", len(texts))
	}
	for k := range texts {
		cmd := exec.Command(program, "--no-glyph-names", level(k.direction), "--direction="+k.direction, "--script="+k.script, "--language="+k.language,
			"--font-file="+onDisk(t, k.face), "--text-file=-")
		cmd.Stdin = strings.NewReader(strings.Join(texts[k], "\n") + "\n")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		theirs := strings.Split(strings.TrimSpace(string(out)), "\n")
		if len(theirs) != len(texts[k]) {
			t.Fatalf("%v: %d answers to %d texts", k, len(theirs), len(texts[k]))
		}
		for i, text := range texts[k] {
			if ours[k][i] != theirs[i] {
				t.Errorf("%v: %s\nours     %s\nhb-shape %s", k, text, ours[k][i], theirs[i])
			}
		}
	}
}

// countries are the names that CLDR has for regions in a language.
func countries(l language.Language) (names []string) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if name, ok := l.Region(string(a) + string(b)); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// If it fails, a script comes out with wrong letters, marks or joins: no reader of it would take the page seriously.
func TestGlyphsAreThoseOfHarfBuzz(t *testing.T) {
	library := open(t)
	_, all := lines(t)
	for _, l := range all {
		t.Run(l.name, func(t *testing.T) {
			if got := glyphsOf(t, library.NewShaper(), &l); got != l.glyphs && !*update {
				t.Errorf("%s\nours     %s\nhb-shape %s", l.text, got, l.glyphs)
			}
		})
	}
}

// The same against the hb-shape that is installed; with -update, its answers become the goldens.
func TestGlyphsAreThoseOfTheInstalledHarfBuzz(t *testing.T) {
	program, err := exec.LookPath("hb-shape")
	if err != nil {
		t.Skip("hb-shape is not installed (Debian: apt install libharfbuzz-bin)")
	}
	library := open(t)
	archive, all := lines(t)
	for i, l := range all {
		t.Run(l.name, func(t *testing.T) {
			ours := glyphsOf(t, library.NewShaper(), &l)
			out, err := exec.Command(program, "--no-glyph-names", level(l.direction), "--direction="+l.direction, "--script="+l.script,
				"--language="+l.language, "--font-file="+onDisk(t, l.face), "--text="+l.text).Output()
			if err != nil {
				t.Fatal(err)
			}
			theirs := strings.TrimSpace(string(out))
			if ours != theirs {
				t.Errorf("%s\nours     %s\nhb-shape %s", l.text, ours, theirs)
			}
			if *update {
				archive.Files[i].Data = fmt.Appendf(nil, "language: %s\ndirection: %s\nstyle: %s\nface: %s\nscript: %s\ntext: %s\nglyphs: %s\n",
					l.language, l.direction, l.style, l.face, l.script, l.text, theirs)
			}
		})
	}
	if *update {
		if err := os.WriteFile(goldens, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// level is the cluster level of a direction: right to left, marks have clusters of their own.
func level(direction string) string {
	if direction == "rtl" {
		return "--cluster-level=1"
	}
	return "--cluster-level=0"
}

// onDisk unpacks an embedded font for programs that want a file.
func onDisk(t *testing.T, name string) string {
	t.Helper()
	for _, row := range catalogue {
		if row.name != name {
			continue
		}
		data, err := unpacked(row.file)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name+".ttf")
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	t.Fatalf("no embedded font is named %s", name)
	return ""
}

func open(t testing.TB, extra ...Extra) *Library {
	t.Helper()
	l, err := Open(extra)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
