package mail

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// If it fails, a phone shows lines broken in their middle, or a program joins lines that belong apart: an address's, a list's.
func TestFlowed(t *testing.T) {
	m, _, err := Text(sampleEdition(t), standard(t))
	if err != nil {
		t.Fatal(err)
	}
	text, delSp := m.flowed()
	if delSp {
		t.Error("French goes on at blanks alone")
	}
	for _, want := range []string{"n’a demandé \naux meuniers", "  • Que chaque", "\n   • Que", "et que\n     l’eau", "12, quai des Meuniers\n31000 Toulouse\n", "Édition corrigée \n(révision 2)", "résolution\n====", " 1. 水"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if text, _ := (Mailer{Text: "From here\n>x\n y\nz\n", ends: make([]end, 4)}).flowed(); text != " From here\n >x\n  y\nz\n" {
		t.Errorf("%q: what some mailbox or program takes for a mark of its own is not stuffed", text)
	}
	e := sampleEdition(t)
	e.Language = language.MustParse("ja")
	e.Blocks = []edition.Block{paragraph(e.Language, resolution.Paragraph, strings.Repeat("水車連盟の皆さん、", 10)+"Wheel and "+strings.Repeat("water ", 12))}
	if m, _, err = Text(e, standard(t)); err != nil {
		t.Fatal(err)
	}
	if text, delSp = m.flowed(); !delSp || !strings.Contains(text, "、 \n") && !strings.Contains(text, "ん \n") || !strings.Contains(text, "water  \n") {
		t.Errorf("%v\n%s", delSp, text)
	}
}

// What is flowed comes back as it was; no line is wider than the 78 columns of RFC 3676, 4.2; a reader that joins the lines
// has each paragraph's own words, and one that does not sees the mailer.
func TestFlowedIsTheMailer(t *testing.T) {
	words := []string{"Wasser", "From", ">", "水車連盟の皆さん水車連盟の皆さん", "l’eau", "โรงสีน้ำเป็นของทุกคนในโลก", "https://example.org/" + strings.Repeat("y", 80), strings.Repeat("x", 90), "--", "-"}
	tmpl := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		e := edition.Edition{Name: "x", Language: english, Source: english, Status: edition.Final, Title: "x"}
		for range rapid.IntRange(1, 4).Draw(t, "blocks") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 40).Draw(t, "words"), " ")
			e.Blocks = append(e.Blocks, paragraph(english, resolution.Paragraph, text))
		}
		m, _, err := Text(e, tmpl)
		if err != nil {
			t.Fatal(err)
		}
		text, delSp := m.flowed()
		back := unflowed(text, delSp)
		if back.Text != m.Text || string(ends(back)) != string(ends(m)) {
			t.Fatalf("%q\nis now\n%q", m.Text, back.Text)
		}
		for line := range strings.Lines(text) {
			if Width(line) > 78 && !strings.Contains(line, "://") {
				t.Fatalf("%d columns: %q", Width(line), line)
			}
		}
		lines := strings.Split(strings.TrimSuffix(m.Text, "\n"), "\n")
		all := map[string]bool{}
		for from := 0; from < len(lines); {
			to, paragraph := m.paragraph(lines, from)
			all[paragraph], from = true, to
		}
		for _, b := range e.Blocks {
			if !all[b.Text()] {
				t.Fatalf("%q is not one paragraph of\n%q", b.Text(), text)
			}
		}
	})
}

func ends(m Mailer) (all []byte) {
	for _, e := range m.ends {
		all = append(all, byte(e))
	}
	return all
}

// If it fails, a member who wants the text alone is told of a PDF that is not there, or loses some of the text.
func TestWithoutAttachment(t *testing.T) {
	e := sampleEdition(t)
	m, _, err := Text(e, standard(t))
	if err != nil {
		t.Fatal(err)
	}
	got := m.without(AttachmentName(e)).Text
	before, _, _ := strings.Cut(m.Text, "L’édition à imprimer")
	if got != before {
		t.Errorf("%s", got)
	}
}
