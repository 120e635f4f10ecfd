package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/language"
)

// learning is a project in which French is learned, and the reference that learns.
func learning(t *testing.T) (*Project, language.Language) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, configFile), []byte("[publisher]\nname = \"F\"\nemail = \"a@b.example\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	french, err := language.Parse("fr")
	if err != nil {
		t.Fatal(err)
	}
	return p, french
}

func reference(t testing.TB, p *Project, l language.Language) *Reference {
	t.Helper()
	r, err := OpenReference(p, Options{Languages: []language.Language{l}}, ReferenceOptions{Learn: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// If it fails, a translation that was confirmed is lost when the machine stops while the next one is written, or half a
// translation is suggested as a whole one.
func TestAJournalCutOffAnywhereKeepsItsWholeLines(t *testing.T) {
	p, l := learning(t)
	r := reference(t, p, l)
	texts := []string{"The mill grinds.", "Nobody asks why.", "Every wheel turns – at last."}
	for _, text := range texts {
		if ok, err := r.Learn(text, "Traduction de « "+text+" »"); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(p.dir, learnedName(l))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range whole {
		if err := os.WriteFile(file, whole[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		if err := p.appendLearned(l, "One more.\tUne de plus.\t2026-01-02"); err != nil {
			t.Fatal(err)
		}
		pairs, found, err := p.readLearned(l)
		if err != nil {
			t.Fatal(err)
		}
		want := bytes.Count(append(whole[:cut:cut], whole[cut]), []byte("\n")) // a line is whole if only its end is missing
		if n := len(pairs); n != want+1 || pairs[n-1].Target != "Une de plus." {
			t.Fatalf("cut at %d: %v, want %d", cut, pairs, want+1)
		}
		for i, pair := range pairs[:want] {
			if pair.Source != texts[i] || pair.Target != "Traduction de « "+texts[i]+" »" {
				t.Fatalf("cut at %d: %v", cut, pair)
			}
		}
		if torn := cut > 0 && whole[cut-1] != '\n' && whole[cut] != '\n'; torn != (len(found) == 1) {
			t.Fatalf("cut at %d: %v", cut, found)
		}
	}
}

// If it fails, what is found while translations are learned and taken back is not what the next session finds.
func TestASessionFindsWhatTheNextOneWillFind(t *testing.T) {
	p, l := learning(t)
	words := []string{"One wheel turns.", "One wheel stops.", "One wheel turns. Two wheels stop.", "Two wheels stop."}
	rapid.Check(t, func(t *rapid.T) {
		os.RemoveAll(filepath.Join(p.dir, memoryDir))
		r, err := OpenReference(p, Options{Languages: []language.Language{l}}, ReferenceOptions{Learn: true})
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			text := rapid.SampledFrom(words).Draw(t, "text")
			target := rapid.SampledFrom([]string{"", "Une roue tourne.", "Une roue tourne. Deux roues s’arrêtent."}).Draw(t, "target")
			if _, err := r.Learn(text, target); err != nil {
				t.Fatal(err)
			}
		}
		next, err := OpenReference(p, Options{Languages: []language.Language{l}}, ReferenceOptions{Learn: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range append(words, "Two wheels turn.") {
			if a, b := r.Ask(text), next.Ask(text); !slices.EqualFunc(a.Suggestions, b.Suggestions, func(x, y SuggestionReport) bool { return x.Target == y.Target && x.Score == y.Score }) {
				t.Fatalf("%q: %v, in the next session %v", text, a.Suggestions, b.Suggestions)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// If it fails, two translators who confirm at the same time lose lines of each other.
func TestSeveralSessionsLearnAtTheSameTime(t *testing.T) {
	p, l := learning(t)
	var all sync.WaitGroup
	for who := range 4 {
		r := reference(t, p, l)
		all.Go(func() {
			for i := range 50 {
				text := strings.Repeat("wheel ", i+1) + string(rune('a'+who))
				if _, err := r.Learn(text, "roue"); err != nil {
					t.Error(err)
				}
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	pairs, found, err := p.readLearned(l)
	if len(pairs) != 200 || len(found) != 0 || err != nil {
		t.Errorf("%d pairs, %v, %v", len(pairs), found, err)
	}
}

// FuzzLearnedPairs: whatever is in a journal, what was read of it is read again when it is written so.
func FuzzLearnedPairs(f *testing.F) {
	f.Add([]byte("a b\tc d\t2026-01-02\n"))
	f.Add([]byte("\uFEFFa\tb\t2026-01-02\r\n\r\na\t\t2026-01-02\nx\ty\t2026-13-02\n\xff\t\t2026-01-02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pairs, _ := learnedPairs("memory/learned.fr.tsv", data)
		var again bytes.Buffer
		for _, p := range pairs {
			if p.Source == "" || p.Target == "" || !p.Date.Valid() {
				t.Fatalf("%+v", p)
			}
			again.WriteString(p.Source + "\t" + p.Target + "\t" + p.Date.String() + "\n")
		}
		if more, found := learnedPairs("memory/learned.fr.tsv", again.Bytes()); !slices.Equal(more, pairs) || len(found) > 0 {
			t.Fatalf("%v, again %v, %v", pairs, more, found)
		}
	})
}

// BenchmarkLearn adds translations to the journal and the memory.
func BenchmarkLearn(b *testing.B) {
	dir := b.TempDir()
	os.WriteFile(filepath.Join(dir, configFile), []byte("[publisher]\nname = \"F\"\nemail = \"a@b.example\"\n"), 0o666)
	p, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	french, _ := language.Parse("fr")
	r := reference(b, p, french)
	for i := 0; b.Loop(); i++ {
		if _, err := r.Learn(fmt.Sprintf("wheel number %d of the mill", i), "roue"); err != nil {
			b.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		b.Fatal(err)
	}
}
