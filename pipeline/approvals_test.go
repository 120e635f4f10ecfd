package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func hash64(c byte) string { return strings.Repeat(string(c), 64) }

// If it fails, a secretary does not learn where approvals.toml is wrong, or a wrong one counts as an approval.
func TestApprovalsSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"[mill.fr]\nedition = \"x\"":                           "approvals.toml:1: [mill.fr]: edition is no SHA-256; approve it again with `publish approve --lang fr mill`",
		"[mill.fr]\n\"mill.fr.pdf\" = \"" + hash64('a') + "\"": "no hash of the edition, or no file",
		"[mill.fr]\nedition = \"" + hash64('a') + "\"":         "no hash of the edition, or no file",
		"[Mill.fr]\nedition = \"" + hash64('a') + "\"":         "no name of a resolution",
		"[mill.FR]\nedition = \"" + hash64('a') + "\"":         "no language tag in canonical form",
		"[mill]\nfr = 3":                    "no hash of the edition, or no file",
		"[mill.fr\n":                        "approvals.toml:2:",
		"mill = 3":                          `"mill" is no approval; one is [resolution.language]`,
		"[mill.fr]\n[mill.fr]\n":            "approvals.toml:2:",
		"\xff":                              "not UTF-8 at byte 0",
		strings.Repeat(" ", MaxApprovals+1): "at most",
		"# nothing\n":                       "",
		"[mill.fr]\nedition = '" + hash64('a') + "'\n'mill.fr.txt' = '" + hash64('b') + "'": "",
	} {
		_, err := parseApprovals("approvals.toml", []byte(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

// However approvals are given and by whatever hand the file was edited in between, each one stands, and no line that a person
// wrote goes.
func TestApprovalsAreEditedInPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, newline := "", rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "newline")
		if newline == "\r\n" {
			text = "# ours\r\n"
		}
		want := approvals{}
		var comments []string
		for i := range rapid.IntRange(1, 8).Draw(t, "approvals") {
			name, tag := rapid.SampledFrom([]string{"mill", "mill-2", "wheel"}).Draw(t, "name"), rapid.SampledFrom([]string{"fr", "pt-BR"}).Draw(t, "tag")
			a := approval{edition: hash64("abcd"[rapid.IntRange(0, 3).Draw(t, "edition")]), files: map[string]string{}}
			for _, ending := range []string{".pdf", ".txt", ".eml", ".screen.pdf"}[:rapid.IntRange(1, 4).Draw(t, "files")] {
				a.files[name+"."+tag+ending] = hash64("ef01"[rapid.IntRange(0, 3).Draw(t, "hash")])
			}
			after, err := a.with("approvals.toml", []byte(text), name, tag)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if want[name] == nil {
				want[name] = map[string]approval{}
			}
			want[name][tag], text = a, string(after)
			comment := fmt.Sprintf("# comment %d", i)
			lines := strings.SplitAfter(text, "\n")
			at := rapid.IntRange(0, len(lines)-1).Draw(t, "at")
			lines[at] = comment + newline + lines[at]
			text, comments = strings.Join(lines, ""), append(comments, comment)
		}
		got, err := parseApprovals("approvals.toml", []byte(text))
		if err != nil || !want.sameBut(got, "", "") {
			t.Fatalf("%v\n%s", err, text)
		}
		for _, c := range comments {
			if strings.Count(text, c+newline) != 1 {
				t.Fatalf("%q is lost in\n%s", c, text)
			}
		}
		if newline == "\r\n" && strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Fatalf("line ends\n%q", text)
		}
	})
}

// What cannot be edited is said; whatever the file holds, nothing but the approval changes.
func FuzzApprovals(f *testing.F) {
	f.Add("[mill.fr] # ok\nedition = '" + hash64('a') + "'\n'mill.fr.txt' = '" + hash64('b') + "'\n[x.de]\n")
	f.Add("mill.fr = {edition = \"" + hash64('a') + "\", \"mill.fr.pdf\" = \"" + hash64('c') + "\"}")
	f.Add("[mill]\nfr.edition = \"" + hash64('a') + "\"\nfr.\"mill.fr.pdf\" = \"" + hash64('c') + "\"\n")
	a := approval{edition: hash64('d'), files: map[string]string{"mill.fr.pdf": hash64('e')}}
	f.Fuzz(func(t *testing.T, text string) {
		before, err := parseApprovals("a", []byte(text))
		if err != nil {
			return
		}
		after, err := a.with("a", []byte(text), "mill", "fr")
		if err != nil {
			return
		}
		now, err := parseApprovals("a", after)
		if err != nil || !now["mill"]["fr"].equal(a) || !before.sameBut(now, "mill", "fr") {
			t.Fatalf("%v\n%s", err, after)
		}
	})
}
