package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// tmx is a memory of English texts and their German "translations", in capitals.
func tmx(texts ...string) string {
	var b strings.Builder
	b.WriteString(`<tmx version="1.4"><header srclang="en"/><body>`)
	for _, t := range texts {
		fmt.Fprintf(&b, `<tu><tuv xml:lang="en"><seg>%s</seg></tuv><tuv xml:lang="de"><seg>%s</seg></tuv></tu>`, t, strings.ToUpper(t))
	}
	return b.String() + "</body></tmx>"
}

// asked is what the memory of German answers.
func asked(t *testing.T, dir string, texts ...string) (answers string) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := OpenReference(p, Options{Languages: []language.Language{language.MustParse("de")}}, ReferenceOptions{})
	if err != nil || len(r.Failures) > 0 {
		t.Fatal(err, r)
	}
	for _, text := range texts {
		for _, s := range r.Ask(text).Suggestions {
			answers += fmt.Sprintln(text, s.Percent, s.From, s.Source, s.Target, s.Sentences)
		}
		answers += fmt.Sprintln(r.Find(text, 3))
	}
	return answers
}

func cached(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(memoryCacheDir)))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// withMemory is a project that has imported texts of one sentence in one file, and of several in another.
func withMemory(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	small(t, dir)
	put(t, dir, "memory/one.tmx", tmx("The river has no fence.", "The sea has no fence.", "Whoever drinks is its keeper."))
	put(t, dir, "memory/two.TMX", tmx("The lake has no fence. Whoever swims is its guest.", "Nobody owns the rain."))
	return dir
}

var questions = []string{"The river has no fences.", "Whoever swims is a guest.", "The lake has no fence. Whoever drinks is its keeper.", "no fence"}

// Law 7. If it fails, a broken disk, or a run that was killed, changes what translators are told.
func TestALostOrBrokenIndexChangesNothing(t *testing.T) {
	dir := withMemory(t)
	want := asked(t, dir, questions...)
	if !strings.Contains(want, "THE RIVER HAS NO FENCE.") || !strings.Contains(want, "WHOEVER SWIMS IS ITS GUEST.") {
		t.Fatalf("the memories are not read: %s", want)
	}
	names := cached(t, dir)
	if len(names) != 4 { // one index of the first, two of the second, the manifest
		t.Fatal(names)
	}
	time.Sleep(2 * racy) // so that the times of the files are trusted
	for _, name := range names {
		full := filepath.Join(dir, filepath.FromSlash(memoryCacheDir), name)
		good, err := os.ReadFile(full)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, 20, len(good) / 3, len(good) / 2, len(good) - 1} {
			bad := bytes.Clone(good)
			bad[at] ^= 1
			for _, data := range [][]byte{bad, good[:at], append(bytes.Clone(good), 0)} {
				if err := os.WriteFile(full, data, 0o666); err != nil {
					t.Fatal(err)
				}
				if got := asked(t, dir, questions...); got != want {
					t.Fatalf("%s, %d of %d bytes, byte %d: %s\nwant %s", name, len(data), len(good), at, got, want)
				}
			}
		}
	}
	os.RemoveAll(filepath.Join(dir, filepath.FromSlash(memoryCacheDir)))
	if got := asked(t, dir, questions...); got != want {
		t.Fatalf("without a cache: %s", got)
	}
	os.RemoveAll(filepath.Join(dir, filepath.FromSlash(memoryCacheDir)))
	put(t, dir, memoryCacheDir, "a file where the folder should be")
	if got := asked(t, dir, questions...); got != want {
		t.Fatalf("no cache can be written: %s", got)
	}
}

// If it fails, a memory of a million pairs costs every run a minute.
func TestAMemoryIsReadOnceAndAgainWhenItChanges(t *testing.T) {
	dir := withMemory(t)
	asked(t, dir, questions...)
	before, index := cached(t, dir), memoryStats(t, dir)
	time.Sleep(2 * racy)
	extracted(t, dir, languagesOf("fr de"))
	extracted(t, dir, languagesOf("de"))
	after := memoryStats(t, dir)
	for _, name := range before {
		if name != "manifest" && index[name] != after[name] {
			t.Errorf("%s was made again", name)
		}
	}
	put(t, dir, "memory/one.tmx", tmx("The river has a bridge."))
	put(t, dir, memoryCacheDir+"/"+tempPrefix+"77-x", "left by a run that was killed")
	if got := asked(t, dir, "The river has a bridgework."); !strings.Contains(got, "A BRIDGE") {
		t.Errorf("the new pair is not found: %s", got)
	}
	if got := asked(t, dir, "Whoever drinks is its keeper."); strings.Contains(got, "memory/one.tmx") {
		t.Errorf("a pair that is gone is found: %s", got)
	}
	extracted(t, dir, languagesOf("fr de"))
	for _, name := range cached(t, dir) {
		if strings.HasPrefix(name, ".") {
			t.Errorf("%s stays for ever", name)
		}
	}
	os.Remove(filepath.Join(dir, "memory", "one.tmx"))
	os.Remove(filepath.Join(dir, "memory", "two.TMX"))
	put(t, dir, "memory/three.tmx", tmx("Alone."))
	extracted(t, dir, languagesOf("fr de"))
	if names := cached(t, dir); len(names) > 3 { // of three.tmx for two languages, and the manifest
		t.Errorf("indexes of memories that are gone: %q", names)
	}
}

func memoryStats(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	times := map[string]time.Time{}
	for _, name := range cached(t, dir) {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(memoryCacheDir), name))
		if err != nil {
			t.Fatal(err)
		}
		times[name] = info.ModTime()
	}
	return times
}

// If it fails, two translators who ask at the same time get half an answer, or a stack trace.
func TestCommandsAtTheSameTimeShareTheCache(t *testing.T) {
	dir := withMemory(t)
	answers := make([]string, 12)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			if i%4 == 3 {
				os.RemoveAll(filepath.Join(dir, filepath.FromSlash(memoryCacheDir)))
			}
			answers[i] = asked(t, dir, questions...)
		})
	}
	all.Wait()
	if slices.Sort(answers); answers[0] != answers[len(answers)-1] || answers[0] == "" {
		t.Errorf("%s\nand %s", answers[0], answers[len(answers)-1])
	}
}

// If it fails, a disk that is full while an imported memory is indexed ends the run, though there is room in memory.
func TestAMemoryIsIndexedWhereNothingCanBeSpilled(t *testing.T) {
	file, err := os.Open(os.DevNull) // not to be written
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b := newBuilders(language.Language{}, func() memory.Spill { return spill{file} })
	long := strings.Repeat("word ", 10_000)
	for err == nil {
		err = b.add(memory.Pair{Source: long, Target: long})
	}
	if !b.spilled || !errors.Is(plain(err), errSpill) {
		t.Errorf("spilled %v, %v", b.spilled, err)
	}
}
