package layout

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/language"
)

// If it fails, a word of a proof is not printed, printed twice or out of order, or a text stands in its neighbour's column or
// in the reviser's margin.
func TestProofHasAllTexts(t *testing.T) {
	template := defaultTemplateOf(t)
	en := language.MustParse("en")
	rapid.Check(t, func(t *rapid.T) {
		l := language.MustParse(rapid.SampledFrom([]string{"fr", "ar", "ja"}).Draw(t, "language"))
		p := Proof{Name: "mill", Title: "Proof", Language: en, About: []string{"about it"}, Heads: [2]string{"English", "other"}}
		want := "Proof" + "about it"
		for range rapid.IntRange(0, 8).Draw(t, "rows") {
			r := ProofRow{Key: "mill.p-abcde", Standing: []string{"missing", "paragraph"}, Source: edition.Span{Text: sentences(1, 60).Draw(t, "source"), Language: en}}
			want += r.Key + "missing" + "paragraph" + r.Source.Text
			if rapid.Bool().Draw(t, "translated") {
				r.Target = edition.Span{Text: sentences(1, 60).Draw(t, "target"), Language: l}
				want += r.Target.Text
			}
			if rapid.Bool().Draw(t, "noted") {
				r.Notes = [][]edition.Span{{{Text: "87%: "}, {Text: sentences(1, 20).Draw(t, "note"), Language: l}}}
				want += r.Notes[0][0].Text + r.Notes[0][1].Text
			}
			p.Rows = append(p.Rows, r)
		}
		s := newCellShaper()
		d, _, err := LayProof(p, template, s)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[int32]string{}
		for n, page := range d.Pages {
			for _, line := range page.Lines {
				if line.Words[0].Element == Artifact {
					continue
				}
				texts[line.Words[0].Element] += s.logical(line.Words)
				if right := d.Boxes.Trim.X1 - (proofMargin-1)*pointsPerMM; line.Words[0].X > right || line.Baseline < proofBottom*pointsPerMM-1 {
					t.Fatalf("page %d: %q stands in the margin", n+1, s.logical(line.Words))
				}
			}
		}
		var got strings.Builder // a cell goes over pages: by its lines' elements, which are numbered in reading order
		for e := range d.Elements {
			got.WriteString(texts[int32(e)])
		}
		if a, b := sortedRunes(got.String()), sortedRunes(want); a != b {
			t.Fatalf("the pages have %.200q, the proof %.200q", a, b)
		}
	})
}

// sortedRunes are the letters of a text in an order of their own: spans within cells make elements of their own.
func sortedRunes(s string) string {
	r := []rune(squeezed(s))
	slices.Sort(r)
	return string(r)
}

// If it fails, source and translation do not stand side by side: their lines have baselines of their own, or share a column.
func TestProofStandsSideBySide(t *testing.T) {
	en, fr := language.MustParse("en"), language.MustParse("fr")
	p := Proof{Title: "Proof", Language: en, Rows: []ProofRow{{Key: "mill.p-abcde", Source: edition.Span{Text: strings.Repeat("source ", 30), Language: en},
		Target: edition.Span{Text: strings.Repeat("cible ", 20), Language: fr}}}}
	s := newCellShaper()
	d, _, err := LayProof(p, defaultTemplateOf(t), s)
	if err != nil {
		t.Fatal(err)
	}
	var source, target []Line
	for _, l := range d.Pages[0].Lines {
		switch text := s.logical(l.Words); {
		case strings.HasPrefix(text, "source"):
			source = append(source, l)
		case strings.HasPrefix(text, "cible"):
			target = append(target, l)
		}
	}
	if len(source) < 3 || len(target) < 2 || len(target) > len(source) {
		t.Fatalf("%d lines of source, %d of translation", len(source), len(target))
	}
	for i, l := range target {
		last := source[i].Words[len(source[i].Words)-1]
		if end := last.X + float64(len(last.Clusters))*.5*l.Size; l.Baseline != source[i].Baseline || end > l.Words[0].X {
			t.Errorf("line %d: baselines %.2f and %.2f; the source ends at %.1f, the translation begins at %.1f", i+1, source[i].Baseline, l.Baseline, end, l.Words[0].X)
		}
	}
}

// If it fails, a long name of a resolution floods the terminal with warnings, or a proof on Letter is cut off by the printer.
func TestProofOfALongNameOnLetter(t *testing.T) {
	template := defaultTemplateOf(t)
	template.Page.Size = sizes["letter"]
	en := language.MustParse("en")
	p := Proof{Title: "Proof", Language: en}
	for range 40 {
		p.Rows = append(p.Rows, ProofRow{Key: strings.Repeat("w", 60) + ".p-abcde", Source: edition.Span{Text: "some words", Language: en}})
	}
	d, findings, err := LayProof(p, template, newCellShaper())
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v, %v", findings, err)
	}
	if w, h := d.Boxes.Media.X1/pointsPerMM, d.Boxes.Media.Y1/pointsPerMM; w < 279 || w > 280 || h < 215 || h > 216 {
		t.Errorf("the sheet is %.1f by %.1f mm", w, h)
	}
	for _, page := range d.Pages {
		for _, l := range page.Lines {
			if last := l.Words[len(l.Words)-1]; last.X > d.Boxes.Media.X1-proofEdge {
				t.Fatalf("a word stands at %.1f of %.1f", last.X, d.Boxes.Media.X1)
			}
		}
	}
}
