package tomlfile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

type sample struct {
	Name string   `toml:"name"`
	List []string `toml:"list"`
	Any  any      `toml:"any"`
	Row  []struct {
		ID   string  `toml:"id"`
		Size float64 `toml:"size"`
		On   *bool   `toml:"on"`
	} `toml:"row"`
	Table struct {
		Port  int    `toml:"port"`
		Fixed answer `toml:"fixed"`
	} `toml:"table"`
	Rules map[string]bool `toml:"rules"`
	Inks  [4]float64      `toml:"inks"`
}

// An answer reads itself.
type answer string

func (a *answer) UnmarshalTOML(v any) error {
	if v != "yes" && v != "no" {
		return errors.New(`table.fixed must be "yes" or "no"`)
	}
	*a = answer(v.(string))
	return nil
}

// If it fails, the secretariat mends the wrong line, or is told another fault each time the program runs.
func TestFaultsAreToldAtTheirLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name = 1\nlist = 2\n", "f.toml:1: name is of the wrong kind; write a text in quotation marks"},
		{"list = 2\nname = 1\n", "f.toml:1: list is of the wrong kind; write a list of texts, as in list = [\"…\", \"…\"]"},
		{"list = [\n\"a\",\n\"b\", 3]\n", "f.toml:3: list is of the wrong kind; write a list of texts, as in list = [\"…\", \"…\"]"},
		{"inks = [1, 2, 3]\n", "f.toml:1: inks is of the wrong kind; write a list of 4 in brackets"},
		{"[[row]]\nid = 1\n[[row]]\nid = \"b\"\n", "f.toml:2: row.id is of the wrong kind; write a text in quotation marks"},
		{"row = [{id = \"a\"},\n{id = \"b\", on = 1}]\n", "f.toml:2: row.on is of the wrong kind; write true or false"},
		{"row = [3]\n", "f.toml:1: row is of the wrong kind; write a table for each: [[row]], then a line for each key"},
		{"[rules]\na = true\nb = 1\nc = 2\n", "f.toml:3: rules.b is of the wrong kind; write true or false"},
		{"table.fixed = \"maybe\"", `f.toml:1: table.fixed must be "yes" or "no"; mend this line and run again`},
		{"[[table]]\nport = 1\n", "f.toml:1: table is of the wrong kind; write a table: [table], then a line for each key"},
		{"any = [1, \"a\", {b = [2]}]\n[table]\nprot = 1\n", `f.toml:3: unknown key "table.prot"; did you mean "port"? Write that, or take the line out`},
		{"[[row]]\nid = \"a\"\n\n[[row]]\nport = 3\n", `f.toml:5: unknown key "row.port"; did you mean "port" under [table]? Write that, or take the line out`},
		{"size = 3\n", `f.toml:1: unknown key "size"; did you mean "size" under [[row]]? Write that, or take the line out`},
		{"Name = \"a\"\n", `f.toml:1: unknown key "Name"; did you mean "name"? Write that, or take the line out`},
		{"name = \"a\"\nname = \"b\"\n", "f.toml:2:12: Key 'name' has already been defined; mend this line and run again"},
		{"0.\"\\", "f.toml:1: this is no TOML: need a character after \\; mend this line and run again"},
		{"name = \"a\" b\n", "f.toml:1:11: expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead; mend this line and run again"},
	} {
		for range 20 {
			if _, err := Decode("f.toml", c.text, new(sample)); err == nil || err.Error() != c.want {
				t.Fatalf("%s\n%v; want\n%s", c.text, err, c.want)
			}
		}
	}
}

// If it fails, a finding about the third row, or about a text in it, leads to another line.
func TestLines(t *testing.T) {
	text := "name = \"\"\"\na\nb\"\"\"\n[[row]]\nid = \"[[row]]\"\n# [[row]]\n[[row]]\n\"id\" = 'b'\nsize = 1\n[table]\nport = 1\n[rules]\n\"a.b\" = true\nany.x = 1\n"
	f, err := Decode("f.toml", text, new(map[string]any))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path []any
		want int
	}{
		{nil, 0}, {[]any{"name"}, 1}, {[]any{"row"}, 4}, {[]any{"row", 0}, 4}, {[]any{"row", 0, "id"}, 5}, {[]any{"row", 1}, 7},
		{[]any{"row", 1, "id"}, 8}, {[]any{"row", 0, "size"}, 4}, {[]any{"row", 1, "size"}, 9}, {[]any{"row", 2, "id"}, 4}, {[]any{"table", "port"}, 11},
		{[]any{"rules", "a.b"}, 13}, {[]any{"rules", "any", "x"}, 14}, {[]any{"nothing", "at", "all"}, 0},
	} {
		if got := f.Line(c.path...); got != c.want {
			t.Errorf("%v is at line %d; want %d", c.path, got, c.want)
		}
	}
}

// If it fails, a file of a few kilobytes stops the program, or takes the machine's memory.
func TestLimits(t *testing.T) {
	for _, text := range []string{
		"any = " + strings.Repeat("[", 8_000_000), "any = " + strings.Repeat("{a=", 250_000), strings.Repeat("a.", 500_000) + "a = 1",
		"[" + strings.Repeat("a.", 500_000) + "a]", "[" + strings.Repeat("a", 400_000) + "]\n" + strings.Repeat("b = 1\n", 1000), "any = {" + strings.Repeat("a . ", 20) + "b = 1}",
		"any = [1, # [\n" + strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth+1), "\"" + strings.Repeat("a", 400) + "\" = 1", "[[" + strings.Repeat("a.", 16) + "a",
	} {
		if _, err := Decode("f.toml", text, new(sample)); err == nil || !strings.Contains(err.Error(), "more than 32") && !strings.Contains(err.Error(), "at most") {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
	for _, text := range []string{
		"any = " + strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth), "any = \"" + strings.Repeat("[{a.", 1000) + "\"", "any = '''\n" + strings.Repeat("[", 100) + "\n''' # " + strings.Repeat("{", 100),
		"any." + strings.Repeat("a.", MaxParts-2) + "a = 1", "any = \"\\\"" + strings.Repeat("[", 40) + "\"", "any = \"\"\"" + strings.Repeat("[", 40) + "\\\"\"\"\"",
		"any = [" + strings.Repeat("'"+strings.Repeat("x", 400)+"',\n", 3) + "]", "any = 1 # " + strings.Repeat("a.", 400) + " = ",
	} {
		if _, err := Decode("f.toml", text, new(sample)); err != nil {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
}

// Law: a file is accepted just when the library accepts it and knows every key, what is told of it is the same each time, and it
// names a line of the file.
func law(t interface{ Fatalf(string, ...any) }, text string) {
	f, err := Decode("f.toml", text, new(sample))
	if _, again := Decode("f.toml", text, new(sample)); fmt.Sprint(err) != fmt.Sprint(again) {
		t.Fatalf("%q: %v, then %v", text, err, again)
	}
	if err == nil {
		if n := f.Line("row", 0, "id"); n < 0 || n > 1+strings.Count(text, "\n") {
			t.Fatalf("%q: line %d", text, n)
		}
		return
	}
	var line int
	if n, _ := fmt.Sscanf(err.Error(), "f.toml:%d:", &line); n != 1 || line < 1 || line > 1+strings.Count(text, "\n") {
		t.Fatalf("%q: %v names no line of it", text, err)
	}
	meta, library := toml.Decode(text, new(sample))
	var unknown *UnknownKey
	if library == nil && len(meta.Undecoded()) == 0 && !errors.As(err, &unknown) && !strings.Contains(err.Error(), "at most") && !strings.Contains(err.Error(), "no TOML") {
		t.Fatalf("%q: the library reads it, but %v", text, err)
	}
}

func TestLawOfDecode(t *testing.T) {
	line := rapid.SampledFrom([]string{"name = ", "list = ", "any = ", "row = ", "table = ", "rules = ", "[[row]]", "[table]", "[rules]", "[row]", "[[table]]", "id = ", "size = ",
		"on = ", "port = ", "inks = ", "fixed = ", "row.id = ", "table.port = ", "rules.a = ", "rules.b = ", "a = ", "b = ", "Name = ", "other = ", "# x", ""})
	value := rapid.SampledFrom([]string{"1", "1.5", "\"a\"", "'yes'", "true", "[]", "[1]", "[1, 2, 3.5, 4]", "[\"a\", \"b\"]", "[\"a\",\n2]", "{id = \"a\"}", "[{id = \"a\"}, {id = 2}]", "{a = true, b = 1}",
		"{port = 1}", "2024-06-03", "9007199254740993", "nan", "\"\"\"a\nb\"\"\""})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			l := line.Draw(t, "line")
			if strings.HasSuffix(l, "= ") {
				l += value.Draw(t, "value")
			}
			text.WriteString(l + "\n")
		}
		law(t, text.String())
	})
}

func FuzzDecode(f *testing.F) {
	for _, text := range []string{"name = 1\nlist = [\"a\"]\n[[row]]\nid = \"a\"\n[table]\nport = 1\nfixed = 'yes'\n", "row = [{id = \"a\", on = true}]\nany.b.\"c d\" = 2024-06-03\n[rules]\na = true\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { law(t, text) })
}
