package pipeline

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/pdf/pdftest"
)

// If it fails, what a screen reader reads aloud from one of the project's samples is not the edition: words are missing, glued,
// doubled or in another order, on the printed page or on the screen's, in one column or in two (law 6).
func TestStructureHasTheSamplesText(t *testing.T) {
	dir := t.TempDir()
	copyProject(t, "..", dir)
	for name, template := range map[string]string{
		"standard": "",
		"A5, two columns, small capitals, an accent, even": `[page]
size = "A5"
marks = true
[signatories]
columns = 2
[type]
small_capitals = true
[grid]
justification = "even"
[accent]
name = "Deep Blue"
cmyk = [100, 60, 0, 20]
[style.heading1]
accent = true
`,
	} {
		put(t, dir, pageTemplate, template)
		seen := map[string]bool{}
		var mu sync.Mutex
		eachEdition(t, dir, []Form{Screen}, func(e edition.Edition, files []output) {
			mu.Lock()
			defer mu.Unlock()
			for _, f := range files {
				if strings.HasSuffix(f.name, ".pdf") {
					seen[e.Language.Script()] = true
					if wrong := differs(spoken(t, f.data), e); wrong != "" {
						t.Errorf("%s, %s: %s", name, f.name, wrong)
					}
				}
			}
		})
		if len(seen) < 6 {
			t.Errorf("%s: editions in the scripts %v only", name, seen)
		}
	}
}

// eachEdition makes all editions of a project in some forms.
func eachEdition(t *testing.T, dir string, forms []Form, do func(edition.Edition, []output)) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := p.begin(Options{Forms: forms})
	if err != nil {
		t.Fatal(err)
	}
	m, err := r.maker()
	if err != nil {
		t.Fatal(err)
	}
	r.eachLanguage(func(l language.Language) {
		loc := r.localize(l)
		for n, i := range r.canon.asked {
			e, _ := r.assemble(loc, n, i)
			made, _, err := m.make(e, formsOf(forms, nil), m.fonts.NewShaper())
			if err != nil {
				t.Error(e.Name, l, err)
			}
			do(e, made.files)
		}
	})
}

// spoken is the text of a file's structure tree, element for element, with one blank for white space of any kind, and without the
// hyphens that layout put in.
func spoken(t *testing.T, file []byte) []string {
	r := pdftest.Read(t, file)
	r.Also = "All Accent cs scn CS SCN k w m l c S q Q"
	for n, o := range r.Objects {
		if strings.Contains(o, "/ActualText") {
			t.Errorf("object %d has an ActualText, which this test does not read", n)
		}
	}
	var out []string
	block := 0
	for _, p := range r.Passages() {
		if own := r.Block(p.Element); own != block || len(out) == 0 {
			out, block = append(out, ""), own
		}
		out[len(out)-1] += p.Text
	}
	for i := range out {
		out[i] = blanks(strings.ReplaceAll(out[i], "\u00AD", ""))
	}
	return out
}

func blanks(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ") }

// differs compares the texts of a structure tree with an edition: what stands before and behind its blocks are the publisher's
// name, the notice and the imprint.
func differs(got []string, e edition.Edition) string {
	var want []string
	add := func(text string) {
		if text = blanks(text); text != "" {
			want = append(want, text)
		}
	}
	for _, b := range e.Blocks {
		label := b.Label
		if b.Signatory != nil {
			label = b.Signatory.Number
		}
		add(label)
		add(strings.TrimSpace(b.Mark + " " + strings.ReplaceAll(b.Text(), "\u00AD", "")))
	}
	from := 0
	for from < len(got) && got[from] != want[0] {
		from++
	}
	for i, w := range want {
		if from+i >= len(got) || got[from+i] != w {
			return fmt.Sprintf("block %d of %d is read as %q, not as %q", i+1, len(want), got[min(from+i, len(got)-1)], w)
		}
	}
	if head := strings.Join(got[:from], "\n"); from > 4 || !strings.HasPrefix(head, blanks(e.Publisher.Name)) {
		return fmt.Sprintf("before the text stands %q", head)
	}
	tail := strings.Join(got[from+len(want):], "\n")
	for _, line := range e.Publisher.Imprint {
		_, after, ok := strings.Cut(tail, blanks(line))
		if !ok {
			return fmt.Sprintf("behind the text stands %q, not the imprint", tail)
		}
		tail = after
	}
	return ""
}
