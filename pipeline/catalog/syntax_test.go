package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// slipCases are the files of testdata/syntax.txtar and what Parse says of each.
func slipCases(t testing.TB) map[string][2]string {
	archive, err := txtar.ParseFile("testdata/syntax.txtar")
	if err != nil || len(archive.Files) < 40 {
		t.Fatalf("the golden cases: %d, %v", len(archive.Files), err)
	}
	cases := map[string][2]string{}
	for _, f := range archive.Files {
		first, message, _ := strings.Cut(string(f.Data), "\n")
		file, err := strconv.Unquote(first)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		cases[f.Name] = [2]string{file, strings.TrimSuffix(message, "\n")}
	}
	return cases
}

// If it fails, a translator who forgets a quotation mark is told something that does not help.
func TestSlipsAreNamedAndCorrected(t *testing.T) {
	for name, c := range slipCases(t) {
		_, err := Parse("locales/fr/a.fr.toml", []byte(c[0]))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if syntax.Error() != c[1] {
			t.Errorf("%s: says\n%s\nwanted\n%s", name, syntax, c[1])
		}
		if syntax.Right == "" || strings.Contains(name, "comment") {
			continue
		}
		lines := strings.Split(strings.ReplaceAll(c[0], "\r\n", "\n"), "\n")
		if name == "line-end-within" {
			lines = append(lines[:syntax.Line], lines[syntax.Line+1:]...)
		}
		lines[syntax.Line-1] = syntax.Right
		if _, err := Parse("a.fr.toml", []byte(strings.Join(lines, "\n"))); err != nil {
			t.Errorf("%s: the file with the line %q is refused: %v", name, syntax.Right, err)
		}
	}
}

// If it fails, a huge or hostile file takes the machine's memory or time instead of an error.
func TestFilesPastALimitAreRefused(t *testing.T) {
	var many bytes.Buffer
	for i := range MaxEntries + 1 {
		fmt.Fprintf(&many, "[a.p%d]\nother=''\n", i)
	}
	deep := strings.Repeat("a.", MaxDepth) + "a"
	for name, data := range map[string][]byte{
		"bytes":        bytes.Repeat([]byte("#\n"), MaxFile/2+1),
		"entries":      many.Bytes(),
		"key":          []byte("[" + deep + "]\n"),
		"dotted":       []byte(deep + " = ''\n"),
		"inline":       []byte(strings.Repeat("a = {", MaxDepth+1) + strings.Repeat("}", MaxDepth+1)),
		"lists":        []byte("a = " + strings.Repeat("[", 2<<20)),
		"long list":    []byte("a = [" + strings.Repeat("1,", 2<<20) + "]"),
		"long key":     []byte(strings.Repeat("a.", 2<<20)),
		"long header":  []byte("[" + strings.Repeat("a", 400_000) + "]\nother = ''\n"),
		"long field":   []byte("[a]\n" + strings.Repeat("b", MaxKey) + " = ''\n"),
		"long dots":    []byte("[a]\n" + strings.Repeat(strings.Repeat("c", 200)+".", 6) + "d = ''\n"),
		"many strings": []byte("a = {" + strings.Repeat("b.c.d.e='',", 400_000) + "}"),
	} {
		var syntax *SyntaxError
		if _, err := Parse("a.fr.toml", data); !errors.As(err, &syntax) {
			t.Errorf("%s: %v", name, err)
		} else if len(syntax.Error()) > 3*maxShown {
			t.Errorf("%s: an error of %d bytes", name, len(syntax.Error()))
		}
	}
}

// FuzzParse holds Parse to law 2: the bytes stay, go-i18n and go-toml read the same entries, and a Renew is stable.
func FuzzParse(f *testing.F) {
	for _, c := range slipCases(f) {
		f.Add([]byte(c[0]))
	}
	for _, c := range lives(f) {
		f.Add([]byte(c))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse("locales/fr/a.fr.toml", data)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Column < 1 {
				t.Fatalf("%#v", err)
			}
			if syntax.Right != "" && !valid(syntax.Right) {
				t.Fatalf("%q would not be right", syntax.Right)
			}
			return
		}
		if !bytes.Equal(file.Bytes(), data) {
			t.Fatalf("%q became %q", data, file.Bytes())
		}
		sameEntries(t, file)
	})
}

// FuzzRenew holds Renew to law 2 for any file and any English: it parses, a second run changes nothing, no translation goes.
func FuzzRenew(f *testing.F) {
	for _, c := range lives(f) {
		f.Add([]byte(c), "The English.", "paragraph", "a.p", "a.q")
	}
	f.Fuzz(func(t *testing.T, data []byte, english, role, first, second string) {
		file, err := Parse("locales/fr/a.fr.toml", data)
		if err != nil {
			return
		}
		before := file.Entries()
		units := []Wanted{{Key: first, Role: role, Source: english, Suggestions: []string{english}}, {Key: second, Source: role, Exact: english, ExactFrom: first}}
		for _, key := range []string{first, second} {
			if key == "" || strings.Contains("."+strings.ToLower(key)+".", ".translation.") || strings.Contains("."+key+".", "..") || strings.Count(key, ".") >= MaxDepth || clean(key) != key || !plainKey(key) {
				return
			}
		}
		if !renewed(t, file, Renewal{Wanted: units}) {
			return
		}
		for _, e := range before {
			if now, _ := file.Entry(e.Key); e.Other != "" && now.Other != e.Other {
				t.Fatalf("%s was %q, is %q in\n%s", e.Key, e.Other, now.Other, file.text)
			}
		}
	})
}

// plainKey tells whether a key is one that the units room mints: letters, digits, "-", "_" and points.
func plainKey(key string) bool {
	return strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}
