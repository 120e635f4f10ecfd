package pipeline

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// published makes the project's editions and returns all files that a run writes, below output/ and locales/. The cache and
// the lock are not outputs.
func published(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := Run(p, Options{})
	if err != nil || len(r.Failures) > 0 {
		t.Fatal(err, r.Failures)
	}
	return written(t, dir)
}

func written(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, top := range []string{outputDir, locales} {
		err := filepath.WalkDir(filepath.Join(dir, top), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if d.IsDir() {
				return nil
			}
			below, _ := filepath.Rel(dir, name)
			files[filepath.ToSlash(below)], err = os.ReadFile(name)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// same fails where two runs did not write the same files with the same bytes.
func same(t *testing.T, what string, got, want map[string][]byte) {
	t.Helper()
	names := slices.Sorted(maps.Keys(want))
	if other := slices.Sorted(maps.Keys(got)); !slices.Equal(names, other) {
		t.Fatalf("%s: files %q, want %q", what, other, names)
	}
	for _, n := range names {
		if !bytes.Equal(got[n], want[n]) {
			t.Errorf("%s: %s differs", what, n)
		}
	}
}

// small is a project of two texts and four languages in as many scripts, one of which has untranslated entries.
func small(t *testing.T, dir string) {
	t.Helper()
	federation{rewordings(t, 2), languagesOf("fr ar th")}.write(t, dir)
	put(t, dir, "locales/de/text-001.de.toml", "")
	put(t, dir, "config.toml", sample(t, "config.toml")+"\n[edition]\nminimum = 0\n")
	text, err := os.ReadFile(filepath.Join(dir, configFile))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, configFile, strings.Replace(string(text), "languages = [", "# languages = [", 1))
}

// TestSameInputsSameBytes is law 7. If it fails, two offices that publish the same resolution get two PDFs, and no approved
// hash can be trusted.
func TestSameInputsSameBytes(t *testing.T) {
	dir := t.TempDir()
	small(t, dir)
	want := published(t, dir)
	if len(want) < 8*4 {
		t.Fatalf("only %d files: %q", len(want), slices.Sorted(maps.Keys(want)))
	}
	t.Run("another directory, one processor or sixteen", func(t *testing.T) {
		for _, n := range []int{1, 16} {
			other := filepath.Join(t.TempDir(), "a directory", "of another name")
			copyProject(t, dir, other)
			before := runtime.GOMAXPROCS(n)
			got := published(t, other)
			runtime.GOMAXPROCS(before)
			same(t, "copied", got, want)
		}
	})
	t.Run("another time zone and locale", func(t *testing.T) {
		other := t.TempDir()
		copyProject(t, dir, other)
		run := exec.Command(os.Args[0], "-test.run=^TestPublishHere$")
		run.Env = append(os.Environ(), "PUBLISH_HERE="+other, "TZ=Asia/Kathmandu", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "LANGUAGE=tr", "HOME="+t.TempDir(), "USER=somebody")
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		same(t, "elsewhere", written(t, other), want)
	})
	t.Run("warm", func(t *testing.T) {
		same(t, "second run", published(t, dir), want)
		data, err := os.ReadFile(filepath.Join(dir, "resolutions", "text-000.txt"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "resolutions/text-000.txt", strings.Replace(string(data), "water", "waters", 3))
		if edited := published(t, dir); maps.EqualFunc(edited, want, bytes.Equal) {
			t.Fatal("the edit changed nothing")
		}
		put(t, dir, "resolutions/text-000.txt", string(data))
		same(t, "edited and undone", published(t, dir), want)
	})
}

// TestPublishHere is no test of its own: TestSameInputsSameBytes runs it as a process in another environment.
func TestPublishHere(t *testing.T) {
	if dir := os.Getenv("PUBLISH_HERE"); dir != "" {
		published(t, dir)
	}
}

// If a cache could change anything but the time, a broken disk or an older version's cache could publish an outdated edition.
func TestALostOrBrokenCacheChangesNothing(t *testing.T) {
	dir := t.TempDir()
	small(t, dir)
	want := published(t, dir)
	settled(t, dir)
	published(t, dir)
	caches, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(cacheDir), "*"))
	if err != nil || len(caches) != 1 {
		t.Fatal(caches, err)
	}
	good, err := os.ReadFile(caches[0])
	if err != nil {
		t.Fatal(err)
	}
	middle := bytes.Clone(good)
	middle[len(middle)/2] ^= 1
	for what, bad := range map[string][]byte{"empty": {}, "cut": good[:len(good)*2/3], "one bit": middle, "no cache": []byte("x"), "twice": append(bytes.Clone(good), good...)} {
		if err := os.WriteFile(caches[0], bad, 0o666); err != nil {
			t.Fatal(err)
		}
		same(t, what, published(t, dir), want)
	}
	if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(cacheDir))); err != nil {
		t.Fatal(err)
	}
	same(t, "deleted", published(t, dir), want)
}

// If a file that somebody has damaged under output/ were taken for made, it would be sent to the printer.
func TestDamagedOutputsAreMadeAgain(t *testing.T) {
	dir := t.TempDir()
	small(t, dir)
	want, damaged := published(t, dir), 0
	for name, data := range want {
		if !strings.HasPrefix(name, outputDir+"/text-001/text-001.ar") {
			continue
		}
		settled(t, dir)
		published(t, dir)
		switch full := filepath.Join(dir, filepath.FromSlash(name)); filepath.Ext(name) {
		case ".pdf":
			os.Remove(full)
		default:
			put(t, dir, name, string(data[:len(data)/2]))
		}
		damaged++
		same(t, name+" damaged", published(t, dir), want)
	}
	if damaged != 4 {
		t.Fatalf("%d files damaged, want those of one edition", damaged)
	}
}

// settled makes every input old enough for its time to be trusted, so that the next run leaves a cache.
func settled(t *testing.T, dir string) {
	t.Helper()
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for ; ; time.Sleep(racy) {
		now, err := p.observe()
		if err != nil {
			t.Fatal(err)
		}
		if now.files.settled(now.at) {
			return
		}
	}
}

func copyProject(t *testing.T, from, to string) {
	t.Helper()
	for _, part := range []string{resolutions, locales, configFile, registerFile} {
		err := filepath.WalkDir(filepath.Join(from, part), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			below, _ := filepath.Rel(from, name)
			put(t, to, filepath.ToSlash(below), string(data))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
