package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asCommand in the environment makes the test binary the command itself, so that a test can kill it.
const asCommand = "PUBLISH_TEST_AS_COMMAND"

// If it fails, a power cut during a run costs a translator's work, or leaves an edition that is neither the old nor the new.
// Law 8: killed at any moment, a run leaves every file whole, and the next run gives the bytes of an undisturbed one.
func TestAKilledRunLeavesEveryFileWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a run at many moments: left out with -short")
	}
	project := t.TempDir()
	copyTree(t, "../..", project, "config.toml", "organizations.toml", "resolutions", "locales", "templates")
	publish(t, project)
	before := files(t, project)
	corrected := edit(t, filepath.Join(project, "resolutions", "clear-water.txt"))
	after := undisturbed(t, project)
	for moment := range 25 {
		reset(t, project, before, corrected)
		cmd := command(project)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(moment) * 20 * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		for name, data := range files(t, project) {
			if !bytes.Equal(data, before[name]) && !bytes.Equal(data, after[name]) && !strings.Contains(name, ".publish-tmp-") {
				t.Fatalf("killed after %d ms: %s is neither the old nor the new file", moment*20, name)
			}
		}
		publish(t, project)
		if now := files(t, project); !maps.EqualFunc(now, after, bytes.Equal) {
			t.Fatalf("killed after %d ms, then run again: not the bytes of an undisturbed run: %s", moment*20, different(now, after))
		}
	}
}

// If it fails, a power cut during an import costs a translator's work. Law 8, for what stands in several locale files.
func TestAKilledImportLeavesEveryFileWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("kills an import at many moments: left out with -short")
	}
	project, back := t.TempDir(), filepath.Join(t.TempDir(), "back.xlf")
	copyTree(t, "../..", project, "config.toml", "organizations.toml", "resolutions", "locales")
	var out, errs bytes.Buffer
	if status := run([]string{"--project", project, "export", "--lang", "fr"}, nil, &out, &errs); status != 0 {
		t.Fatal(status, errs.String())
	}
	if err := os.WriteFile(back, bytes.ReplaceAll(out.Bytes(), []byte("eau"), []byte("onde")), 0o666); err != nil {
		t.Fatal(err)
	}
	importing := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0], "--project", project, "import", back)
		cmd.Env = append(os.Environ(), asCommand+"=1")
		return cmd
	}
	before := files(t, project)
	if out, err := importing().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	after := files(t, project)
	if n := strings.Count(different(after, before), ".toml"); n < 3 {
		t.Fatalf("the import changes %d files", n)
	}
	for moment := range 12 {
		reset(t, project, before, before["resolutions/clear-water.txt"])
		cmd := importing()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(moment) * 10 * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		for name, data := range files(t, project) {
			if !bytes.Equal(data, before[name]) && !bytes.Equal(data, after[name]) && !strings.Contains(name, ".publish-tmp-") {
				t.Fatalf("killed after %d ms: %s is neither the old nor the new file", moment*10, name)
			}
		}
		if out, err := importing().CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if now := files(t, project); !maps.EqualFunc(now, after, bytes.Equal) {
			t.Fatalf("killed after %d ms, then imported again: not the bytes of an undisturbed import: %s", moment*10, different(now, after))
		}
	}
}

func command(project string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "--project", project, "--lang", "fr,de,pt")
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

func publish(t *testing.T, project string) {
	t.Helper()
	if out, err := command(project).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// edit changes one word of a text, and returns the text.
func edit(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(data, []byte("rain"), []byte("snow"), 1)
	if bytes.Equal(data, changed) {
		t.Fatalf("%s has no rain", name)
	}
	if err := os.WriteFile(name, changed, 0o666); err != nil {
		t.Fatal(err)
	}
	return changed
}

func undisturbed(t *testing.T, project string) map[string][]byte {
	t.Helper()
	publish(t, project)
	return files(t, project)
}

// reset puts a project back to what it was, but for the corrected text.
func reset(t *testing.T, project string, before map[string][]byte, corrected []byte) {
	t.Helper()
	for name := range files(t, project) {
		if before[name] == nil {
			os.Remove(filepath.Join(project, name))
		}
	}
	for name, data := range before {
		if strings.HasSuffix(name, "clear-water.txt") && strings.HasPrefix(name, "resolutions") {
			data = corrected
		}
		if err := os.WriteFile(filepath.Join(project, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// files are all files of a project but those that may differ: the lock and the cache.
func files(t *testing.T, project string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(project, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, ".cache") || d.Name() == ".lock" {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(project, path)
		all[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func different(a, b map[string][]byte) string {
	var names []string
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			names = append(names, name)
		}
	}
	for name := range b {
		if a[name] == nil {
			names = append(names, name+" (missing)")
		}
	}
	return strings.Join(names, ", ")
}

func copyTree(t testing.TB, from, to string, names ...string) {
	t.Helper()
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(from, name), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(from, path)
			if d.IsDir() {
				return os.MkdirAll(filepath.Join(to, rel), 0o777)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, rel), data, 0o666)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// If it fails, a fresh checkout is not clean after README's first command, or its samples are not what README says.
func TestTheSamplesAreUpToDate(t *testing.T) {
	project := t.TempDir()
	copyTree(t, "../..", project, "config.toml", "organizations.toml", "resolutions", "locales", "templates")
	before := files(t, project)
	var out, errs bytes.Buffer
	if status := run([]string{"--project", project, "--lang", "fr,es,de", "--frozen", "--require-final"}, nil, &out, &errs); status != 0 {
		t.Fatalf("status %d\n%s%s", status, out.String(), errs.String())
	}
	after := files(t, project)
	for name, data := range before {
		if !bytes.Equal(after[name], data) {
			t.Errorf("%s was changed", name)
		}
	}
	if n := strings.Count(out.String(), " final "); n != 9 {
		t.Errorf("%d final editions, not nine:\n%s", n, out.String())
	}
}
