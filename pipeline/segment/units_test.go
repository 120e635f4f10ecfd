package segment

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// If it fails, a translator is asked to translate what is nobody's to translate, or never sees what should be.
func TestUnits(t *testing.T) {
	for name, want := range cases(t, "testdata/units.txtar", ".blocks", ".units") {
		doc := documentOf(t, want[0])
		var got strings.Builder
		for _, u := range Units(doc) {
			under := " "
			if u.Under != "" {
				under = " " + u.Under + " "
			}
			fmt.Fprintf(&got, "%s |%s| %s\n", u.Role, strings.Replace(under, "  ", "", 1), u.Text)
		}
		if g := strings.ReplaceAll(got.String(), "| |", "||"); g != want[1] {
			t.Errorf("%s:\n%swant:\n%s", name, g, want[1])
		}
	}
}

// cases pairs the files of an archive by their endings, and fails for one without the other.
func cases(t testing.TB, file, in, out string) map[string][2]string {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][2]string{}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		name, ok := strings.CutSuffix(archive.Files[i].Name, in)
		if !ok || archive.Files[i+1].Name != name+out {
			t.Fatalf("%s: %s and %s are not a case", file, archive.Files[i].Name, archive.Files[i+1].Name)
		}
		all[name] = [2]string{string(archive.Files[i].Data), string(archive.Files[i+1].Data)}
	}
	if len(all) == 0 || len(archive.Files)%2 != 0 {
		t.Fatalf("%s: no case, or half of one", file)
	}
	return all
}

func documentOf(t testing.TB, lines string) resolution.Document {
	doc := resolution.Document{Name: "r", File: "r.txt"}
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "|")
		kind := resolution.Kind(strings.TrimSpace(fields[0]))
		b := resolution.Block{Kind: kind, Lines: [2]int{len(doc.Blocks) + 1, len(doc.Blocks) + 1}}
		if kind == resolution.SignatoryOf {
			b.Signatory = &resolution.Signatory{Gloss: strings.TrimSpace(fields[1]), Country: strings.TrimSpace(fields[2]), Region: strings.TrimSpace(fields[3])}
		} else {
			b.Text = strings.TrimPrefix(fields[2], " ")
			note := strings.TrimSpace(fields[1])
			if n, _ := fmt.Sscanf(note, "%d-%d", &b.DateStart, &b.DateEnd); n == 2 {
				b.Date = language.Date{Year: 2020, Month: 11, Day: 12}
			} else {
				b.Standard = resolution.Standard(note)
			}
		}
		doc.Blocks = append(doc.Blocks, b)
	}
	return doc
}

// If it fails, an entry's key loses its letter, or a shared text is kept once for each resolution.
func TestEveryKindOfBlockHasARole(t *testing.T) {
	letters := map[string]resolution.Kind{}
	for _, kind := range []resolution.Kind{resolution.Title, resolution.Dateline, resolution.Heading, resolution.Paragraph, resolution.Item,
		resolution.Quote, resolution.Note, resolution.Adopted, resolution.Signatories} {
		letter := Role(kind).Letter()
		if other, taken := letters[letter]; taken || len(letter) != 1 || letter == "x" || Role(kind).Namespace() != "" {
			t.Errorf("%s has the letter %q, as %s has", kind, letter, other)
		}
		letters[letter] = kind
	}
	for role, namespace := range map[Role]string{Role(resolution.Slogan): "slogan", Gloss: "org", Place: "place", Publication: "publication"} {
		if role.Namespace() != namespace {
			t.Errorf("%s is kept in %q, want %q", role, role.Namespace(), namespace)
		}
	}
}
