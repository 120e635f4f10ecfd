package deliver

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/finding"
)

// tables are the golden tables: <name>.csv, and in <name>.want the rows that it makes, then findings, or the error.
func tables(tb testing.TB) map[string][2]string {
	tb.Helper()
	return goldens(tb, "testdata/csv.txtar", "csv")
}

func read(text string) string {
	var b strings.Builder
	members, found, err := ReadCSV("members.csv", []byte(text))
	if err != nil {
		return err.Error() + "\n"
	}
	for _, m := range members {
		b.WriteString(m.toml())
	}
	for _, f := range found {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

// If it fails, a secretary's table makes members that get nothing, or the wrong language.
func TestReadCSV(t *testing.T) {
	for name, c := range tables(t) {
		t.Run(name, func(t *testing.T) {
			if got := read(c[0]); got != c[1] {
				t.Errorf("got\n%s\nwant\n%s", got, c[1])
			}
		})
	}
	for text, want := range map[string]string{"id,lang,to\r\na,fr,\xe9@example.org": "not UTF-8 at byte 17", "\xff\xfei\x00d\x00": "not UTF-8 at byte 0", strings.Repeat("x", MaxCSV+1): "at most"} {
		if got := read(text); !strings.Contains(got, want) {
			t.Errorf("%.30q: %s", text, got)
		}
	}
	wide := "organization;languages;to\r\nnkr;fr;a@example.org\r\n" // as Excel writes it in most of Europe
	if got := read(strings.ReplaceAll(wide, "\r\n", "\r")); got != read(wide) {
		t.Error(got)
	}
	if got := read("\ufeff" + wide); !strings.Contains(got, `to = ["a@example.org"]`) {
		t.Error(got)
	}
}

// If it fails, importing a table loses a comment, a row, or a line end of the file that somebody has written.
func TestAppendKeepsWhatIsThere(t *testing.T) {
	rows, _, err := ReadCSV("m.csv", []byte(tables(t)["good"][0]))
	if err != nil {
		t.Fatal(err)
	}
	for name, before := range map[string]string{
		"none":           "",
		"comment":        "# ours\n\n[[member]] # first\norganization = 'nkr'\nlanguages = ['de'] # by their wish\nto = [ 'x@example.org' ]",
		"crlf":           "\ufeff[[member]]\r\norganization = \"z\"\r\nlanguages = [\"fr\"]\r\n",
		"nothing to add": string(must(Append("m", nil, rows))),
	} {
		after, added, found, err := Append("members.toml", []byte(before), rows)
		if err != nil || !bytes.HasPrefix(after, []byte(before)) {
			t.Errorf("%s: %v\n%s", name, err, after)
		}
		if crlf := strings.Contains(before, "\r\n"); crlf && strings.Count(string(after), "\n") != strings.Count(string(after), "\r\n") {
			t.Errorf("%s: line ends\n%q", name, after)
		}
		again, more, _, err := Append("members.toml", after, rows)
		if err != nil || len(more) > 0 || !bytes.Equal(again, after) {
			t.Errorf("%s: a second import adds %v, %v", name, more, err)
		}
		if name == "comment" && (len(added) != len(rows)-1 || len(found) != 1 || found[0].Rule != "member-there" || found[0].Line != 3) {
			t.Errorf("%v", found)
		}
	}
	if _, _, _, err := Append("members.toml", []byte(`member = [{organization = "z", languages = ["fr"]}]`), rows); err == nil || !strings.Contains(err.Error(), "write its rows as [[member]]") {
		t.Error(err)
	}
	if _, _, _, err := Append("members.toml", []byte("x = \n"), rows); err == nil {
		t.Error("a file that cannot be read was added to")
	}
}

func must(data []byte, _ []Member, _ []finding.Finding, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

// What is imported is read again as it was, whatever it holds.
func TestImportedRowsAreReadAgain(t *testing.T) {
	ids := rapid.StringN(1, 8, 40)
	rapid.Check(t, func(t *rapid.T) {
		var csv strings.Builder
		csv.WriteString("id\tlanguages\tto\tattach\tpaused\n")
		n := rapid.IntRange(1, 5).Draw(t, "rows")
		for i := range n {
			id := strings.NewReplacer("\t", "", "\r", "", "\n", "", "\x00", "").Replace(ids.Draw(t, "id"))
			fmt.Fprintf(&csv, "\"%s\"\t%s\t%s\t%s\t%s\n", strings.ReplaceAll(id, `"`, `""`), rapid.SampledFrom([]string{"fr", "fr, en", "zh-Hant;de"}).Draw(t, "lang"),
				rapid.SampledFrom([]string{"", "a@example.org", "Büro, West <b@example.org>", `"""q\""x"" <c@bücher.example>"`, "d@example.org; e@example.org"}).Draw(t, fmt.Sprint("to", i)),
				rapid.SampledFrom([]string{"", "none", "print", "screen/print"}).Draw(t, "attach"), rapid.SampledFrom([]string{"", "yes"}).Draw(t, "paused"))
		}
		rows, found, err := ReadCSV("m.csv", []byte(csv.String()))
		if err != nil || slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Level == finding.Error }) {
			return
		}
		after, added, _, err := Append("m", nil, rows)
		if err != nil {
			t.Fatalf("%v\n%s", err, csv.String())
		}
		members, _, err := ParseMembers("m", after)
		if err != nil || !same(members.All, added) {
			t.Fatalf("%v\n%+v\n%+v\n%s", err, members.All, added, after)
		}
	})
}

// No table ends the program; what it makes can stand in a members.toml.
func FuzzReadCSV(f *testing.F) {
	for _, c := range tables(f) {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, found, err := ReadCSV("m.csv", []byte(text))
		if err != nil || finding.Worst(found) == finding.Error {
			return
		}
		after, added, _, err := Append("m", nil, rows)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if members, _, err := ParseMembers("m", after); err != nil || len(members.All) != len(added) {
			t.Fatalf("%v\n%s", err, after)
		}
	})
}
