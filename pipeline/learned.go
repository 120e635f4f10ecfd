package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// learnedName is the file of what was learned in one language: a journal, to whose end a line is written for each translation, the
// newest last.
//
// A line is the source text, a tab, its translation, a tab and the day; without a translation it takes back all that is
// learned of the text in the lines before it. The day comes last, so that a line which was cut off, when the
// machine lost its power or the disk was full, is known by its lack.
func learnedName(l language.Language) string { return memoryDir + "/learned." + l.String() + ".tsv" }

// isLearned tells whether a file of memory/ is the journal of any language.
func isLearned(base string) bool {
	return strings.HasPrefix(base, "learned.") && strings.HasSuffix(base, ".tsv") && strings.Count(base, ".") == 2
}

// readLearned reads a language's journal; nothing, if there is none.
func (p *Project) readLearned(l language.Language) ([]memory.Pair, []finding.Finding, error) {
	data, err := p.Read(learnedName(l))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	pairs, found := learnedPairs(learnedName(l), data)
	return pairs, found, nil
}

// learnedPairs are what a journal holds in the end.
func learnedPairs(name string, data []byte) ([]memory.Pair, []finding.Finding) {
	var all []memory.Pair
	places := map[string][]int{} // in all, by source
	bad, badLine, n := 0, 0, 0
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\uFEFF"))) {
		n++
		line = bytes.TrimRight(line, "\r\n")
		p, ok := learnedPair(line, originName(name))
		switch {
		case len(line) == 0:
		case !ok:
			if bad++; bad == 1 {
				badLine = n
			}
		case p.Target == "":
			for _, i := range places[p.Source] {
				all[i] = memory.Pair{}
			}
			delete(places, p.Source)
		default:
			places[p.Source] = append(places[p.Source], len(all))
			all = append(all, p)
		}
	}
	return withoutBlanks(all), badLines(name, badLine, bad)
}

func withoutBlanks(all []memory.Pair) []memory.Pair {
	kept := all[:0]
	for _, p := range all {
		if p != (memory.Pair{}) {
			kept = append(kept, p)
		}
	}
	return kept
}

func badLines(name string, first, all int) []finding.Finding {
	if all == 0 {
		return nil
	}
	what := "the line is not a text, a tab, its translation, a tab and a day such as 2026-11-27"
	if all > 1 {
		what += fmt.Sprintf("; there are %d such lines", all)
	}
	return []finding.Finding{{Level: finding.Warning, Place: finding.Place{File: name, Line: first}, Rule: "learned-line", What: what,
		Do: "complete it, or delete it: it is not read"}}
}

// learnedPair reads one line.
func learnedPair(line []byte, origin string) (memory.Pair, bool) {
	fields := strings.Split(string(line), "\t")
	if len(fields) != 3 || !utf8.Valid(line) {
		return memory.Pair{}, false
	}
	day, err := time.Parse(time.DateOnly, fields[2])
	p := memory.Pair{Source: segment.UnitText(fields[0]), Target: segment.UnitText(fields[1]), Origin: origin,
		Date: language.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}}
	return p, err == nil && p.Date.Valid() && p.Source != ""
}

// appendLearned writes a line to a language's journal: at once and as a whole, so that what was learned outlives the
// program, and lines of several programs stand one behind another.
func (p *Project) appendLearned(l language.Language, line string) error {
	name := learnedName(l)
	folder, err := p.folderFor(memoryDir)
	if err == nil {
		err = errors.Join(appendLine(folder, path.Base(name), line), folder.Close())
	}
	if err != nil {
		return fmt.Errorf("%s: %w; it was not learned: %s", name, plain(err), remedy(err))
	}
	return nil
}

func appendLine(folder *os.Root, base, line string) error {
	if info, err := folder.Stat(base); err == nil && !info.Mode().IsRegular() {
		return errors.New("not a regular file")
	}
	f, err := folder.OpenFile(base, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if size+int64(len(line)) > MaxInput {
		return fmt.Errorf("more than %d bytes would be in it; make a TMX of it, or delete old lines", int64(MaxInput))
	}
	last := []byte{'\n'}
	if size > 0 {
		if _, err := f.ReadAt(last, size-1); err != nil {
			return err
		}
	}
	if last[0] != '\n' { // somebody's editor has left it so, or a line was cut off
		line = "\n" + line
	}
	_, err = f.WriteString(line + "\n")
	return err
}

// flushPause is how long a flusher waits between two flushes: while the disk is at work, writing to the file waits for it.
const flushPause = time.Second

// A flusher has a journal written to the disk itself, beside all else, once in a flushPause and at the end. So what was learned
// outlives the program in any case, and a power failure takes what was learned in the last second.
type flusher struct {
	project *Project
	name    string
	wake    chan struct{} // holds one: something has been written
	closing chan struct{}
	done    chan error
}

func (p *Project) newFlusher(name string) *flusher {
	f := &flusher{project: p, name: name, wake: make(chan struct{}, 1), closing: make(chan struct{}), done: make(chan error, 1)}
	go func() {
		var failed error
		for range f.wake {
			failed = errors.Join(failed, f.flush())
			select {
			case <-time.After(flushPause):
			case <-f.closing:
			}
		}
		f.done <- failed
	}()
	return f
}

// written says that there is something to flush.
func (f *flusher) written() {
	select {
	case f.wake <- struct{}{}:
	default: // it has been said
	}
}

func (f *flusher) flush() error {
	folder, err := f.project.folderFor(memoryDir)
	if err == nil {
		err = errors.Join(flushFile(folder, path.Base(f.name)), folder.Close())
	}
	if err != nil {
		return fmt.Errorf("%s: %w; what was learned may not be on the disk", f.name, plain(err))
	}
	return nil
}

func flushFile(folder *os.Root, base string) error {
	file, err := folder.OpenFile(base, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	syncFolder(folder)
	return errors.Join(file.Sync(), file.Close())
}

// close waits until all is on the disk.
func (f *flusher) close() error {
	close(f.closing)
	close(f.wake)
	return <-f.done
}
