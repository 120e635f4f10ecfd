package deliver

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"publish/pipeline/finding"
)

// membersCases are the golden files: <name>.toml, and in <name>.want what reading it gives, a line each: members, then
// findings, or the error.
func membersCases(tb testing.TB) map[string][2]string {
	tb.Helper()
	return goldens(tb, "testdata/members.txtar", "toml")
}

// told is what reading a members.toml gives, in lines.
func told(text string) string {
	var b strings.Builder
	members, found, err := ParseMembers("members.toml", []byte(text))
	if err != nil {
		return err.Error() + "\n"
	}
	for _, m := range members.All {
		fmt.Fprintf(&b, "%d %s %v", m.Line, m.Organization, m.Languages)
		for _, a := range m.To {
			fmt.Fprintf(&b, " %s", a.Written())
		}
		fmt.Fprintf(&b, " %v", m.Attach)
		if m.Paused {
			b.WriteString(" paused")
		}
		b.WriteByte('\n')
	}
	for _, f := range found {
		fmt.Fprintln(&b, f)
	}
	if b.Len() == 0 {
		return "no members\n"
	}
	return b.String()
}

// If it fails, a member gets the wrong language, or nothing, and nobody is told.
func TestMembers(t *testing.T) {
	for name, c := range membersCases(t) {
		t.Run(name, func(t *testing.T) {
			if got := told(c[0]); got != c[1] {
				t.Errorf("got\n%s\nwant\n%s", got, c[1])
			}
		})
	}
}

// manyMembers is a members.toml of n rows.
func manyMembers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[[member]]\norganization = \"org-%d\"\nlanguages = [\"fr\", \"en\"]\nto = [\"Secretariat <office-%d@example.org>\"]\nattach = [\"screen\"]\npaused = false\n\n", i, i)
	}
	return b.String()
}

// If it fails, the file of a large federation hangs a run, or one past the limit eats the memory.
func TestManyMembers(t *testing.T) {
	start := time.Now()
	members, found, err := ParseMembers("m", []byte(manyMembers(MaxMembers)))
	if err != nil || len(found) > 0 || len(members.All) != MaxMembers {
		t.Fatal(len(members.All), err)
	}
	t.Logf("%d members in %v", MaxMembers, time.Since(start))
	if m, ok := members.Of("org-99999"); !ok || m.Line != 7*99_999+1 {
		t.Errorf("%+v", m)
	}
	if _, _, err := ParseMembers("m", []byte(manyMembers(MaxMembers+1))); err == nil || !strings.Contains(err.Error(), "at most 100000 are read") {
		t.Error(err)
	}
	inline := "member = [" + strings.Repeat("{organization=\"x\"},", MaxMembers+1) + "]"
	if _, _, err := ParseMembers("m", []byte(inline)); err == nil || !strings.Contains(err.Error(), "at most 100000 are read") {
		t.Error(err)
	}
	if _, _, err := ParseMembers("m", make([]byte, MaxMembersFile+1)); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Error(err)
	}
	long := "[[member]]\norganization = \"x\"\nlanguages = [\"fr\"]\nto = [\"" + strings.Repeat("x", 10<<20) + "@example.org\"]\n"
	if _, found, err := ParseMembers("m", []byte(long)); err != nil || len(found) != 1 || len(found[0].What) > 500 {
		t.Error(err, len(found))
	}
}

// Whatever the file holds, no organization is there twice, no address holds a control character, and every member without
// a finding of level error has a language.
func FuzzParseMembers(f *testing.F) {
	for _, c := range membersCases(f) {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		members, found, err := ParseMembers("members.toml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "members.toml:") {
				t.Fatalf("an error without its file: %v", err)
			}
			return
		}
		readInPieces(t, text, members, found)
		seen := map[string]bool{}
		for _, m := range members.All {
			if seen[m.Organization] || len(m.To) > maxOfOneMember || len(m.Languages) == 0 && len(found) == 0 {
				t.Fatalf("%+v", m)
			}
			seen[m.Organization] = true
			for _, a := range m.To {
				if strings.ContainsFunc(a.Written(), isControl) {
					t.Fatalf("%q", a)
				}
			}
		}
	})
}

// readInPieces reads a file that can be read row by row: that gives the same as the whole, or nothing.
func readInPieces(t *testing.T, text string, want Members, findings []finding.Finding) {
	t.Helper()
	text, err := memberText("members.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	rows, whole := newRowReader("members.toml", 0), newRowReader("members.toml", 0)
	if err := whole.read([]string{text}); err != nil {
		t.Fatalf("it was read, and as a whole it cannot be: %v", err)
	}
	finding.Sort(whole.findings)
	if !reflect.DeepEqual(whole.members, want) || !slices.Equal(whole.findings, findings) {
		t.Fatalf("%+v\n%v\nin pieces of %d rows, as a whole\n%+v\n%v", want, findings, rowsOfPiece, whole.members, whole.findings)
	}
	if rows.read(pieces(text, rowHeaders(text), 1)) == nil && !reflect.DeepEqual(rows.members, want) {
		t.Fatalf("row by row\n%+v\nas a whole\n%+v", rows.members, want)
	}
}

// If it fails, a large members file in an unusual layout loses rows, or rows get what stands in others.
func TestMembersInPieces(t *testing.T) {
	many := strings.Repeat("\n[[member]]\norganization = \"x\"\nlanguages = [\"fr\"]\n", rowsOfPiece-1)
	for name, text := range map[string]string{
		"a row within a text": many + "[[member]]\norganization = \"a\"\nlanguages = [\"\"\"fr\n[[member]]\n[[member]]\n\"\"\"]\n" + many,
		"a comment":           many + "# [[member]]\n [[ member ]] # one\norganization = \"b\"\nlanguages = [\"en\"]\n" + many,
		"a tag with a sign":   "[[member]]\norganization = \"a\"\nlanguages = [\"fr\", \"en\"]\n[[member]]\norganization = \"b\"\nlanguages = [\"fr\\\" \\\"en\"]\n",
	} {
		t.Run(name, func(t *testing.T) {
			members, found, err := ParseMembers("members.toml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			readInPieces(t, text, members, found)
		})
	}
	if _, _, err := ParseMembers("m", []byte(many+"\n\n[[member]]\nid = \"x\"\n")); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("m:%d: unknown key \"member.id\"", 4*(rowsOfPiece-1)+4)) {
		t.Error(err)
	}
	if _, _, err := ParseMembers("m", []byte(many+many+"[[member]]\nto = [1, \n")); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("m:%d:", 8*(rowsOfPiece-1)+2)) {
		t.Error(err)
	}
}

// TestMain keeps the room's tests from depending on the machine's time zone.
func TestMain(m *testing.M) {
	time.Local = time.FixedZone("somewhere", 5*3600+1800)
	os.Exit(m.Run())
}
