package pipeline

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A command is the built program, and what its runs have cost.
type command struct {
	exe  string
	cpu  time.Duration
	peak float64 // MB; 0 where the system does not say
}

func buildCommand(b *testing.B) *command {
	b.Helper()
	c := &command{exe: filepath.Join(b.TempDir(), "publish.exe")}
	build := exec.Command("go", "build", "-trimpath", "-o", c.exe, "../cmd/publish")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as scripts/release builds it
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return c
}

// run runs the command, and tells how many editions it has made.
func (c *command) run(b *testing.B, args ...string) (made int) {
	b.Helper()
	run := exec.Command(c.exe, args...)
	out, err := run.Output()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	c.cpu += run.ProcessState.UserTime() + run.ProcessState.SystemTime()
	c.peak = max(c.peak, peakMemory(run.ProcessState))
	return strings.Count(string(out), `"outcome": "made"`)
}

// measure runs the command again and again, before not counted; each run must make so many editions. It reports processor
// time and peak memory beside the time.
func (c *command) measure(b *testing.B, made int, before func(i int), args ...string) {
	b.Helper()
	c.cpu, c.peak = 0, 0
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		before(i)
		b.StartTimer()
		if n := c.run(b, args...); n != made {
			b.Fatalf("%d editions made, want %d", n, made)
		}
	}
	b.ReportMetric(float64(c.cpu.Milliseconds())/float64(b.N), "cpu-ms/op")
	b.ReportMetric(c.peak, "peak-MB")
}

// settle waits until a file that was just written is old enough for its time to be trusted.
func settle() { time.Sleep(2 * racy) }

// BenchmarkCommand measures the program as its users run it: a process of its own, files read and written.
func BenchmarkCommand(b *testing.B) {
	c := buildCommand(b)
	b.Run("version", func(b *testing.B) { c.measure(b, 0, func(int) {}, "version") })
	for _, project := range []struct {
		name string
		federation
	}{
		{"latin three pages", federation{latin(b), languagesOf("en")}},
		{"nine pages", federation{long(b), languagesOf(federationTags)}},
		{"federation", federation{rewordings(b, 200), languagesOf(federationTags)}},
	} {
		b.Run(project.name, func(b *testing.B) {
			dir := b.TempDir()
			project.write(b, dir)
			args, all := []string{"--project", dir, "--lang", tagsOf(project.languages), "--json"}, len(project.languages)*len(project.texts)
			b.Run("cold", func(b *testing.B) {
				c.measure(b, all, func(int) { os.RemoveAll(filepath.Join(dir, outputDir)) }, args...)
			})
			b.Run("unchanged", func(b *testing.B) {
				settle()
				c.run(b, args...)
				c.measure(b, 0, func(int) {}, args...)
			})
			b.Run("one paragraph changed", func(b *testing.B) {
				c.measure(b, len(project.languages), func(i int) { project.edit(b, dir, i); settle() }, args...)
			})
		})
	}
}

// edit puts a word into the longest line of the first text, which is in a paragraph.
func (f federation) edit(b *testing.B, dir string, i int) {
	b.Helper()
	t, longest := f.texts[0], ""
	for line := range strings.Lines(t.text) {
		if len(line) > len(longest) {
			longest = line
		}
	}
	at := strings.Index(t.text, longest) + strings.IndexByte(longest, ' ') + 1
	put(b, dir, "resolutions/"+t.name+".txt", t.text[:at]+fmt.Sprintf("edited%d ", i)+t.text[at:])
}
