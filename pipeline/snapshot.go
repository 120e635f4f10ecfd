package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A stat is what the file system says of a file without reading it. Files with equal stats are taken to be equal: whoever
// needs proof runs `publish verify`, which hashes.
type stat struct {
	Size     int64
	Modified int64 // nanoseconds since 1970
	Changed  int64 // when anything of the file was changed, which nobody can set back; 0 where the system does not say
}

// statOf is what the file system says of a file.
func statOf(info fs.FileInfo) stat {
	return stat{info.Size(), info.ModTime().UnixNano(), changed(info)}
}

// same tells whether a file that this run wrote as s is still what it wrote. Its renaming counts as a change of the file.
func (s stat) same(now stat) bool { return s.Size == now.Size && s.Modified == now.Modified }

// A snapshot holds the stats of all files that a run reads, by name below the root.
type snapshot map[string]stat

// racy is how long before a snapshot a file must have been written for its stat to be trusted: within one tick of the file
// system's clock (4 ms on Linux, 15 ms on Windows) two versions can have the same time.
const racy = 20 * time.Millisecond

// An observation is a snapshot of the inputs and the time just before it was taken.
type observation struct {
	at    time.Time
	files snapshot
}

func (p *Project) observe() (observation, error) {
	at := time.Now()
	files, err := p.inputs()
	return observation{at, files}, err
}

// inputs takes the snapshot of everything that a run reads.
func (p *Project) inputs() (snapshot, error) {
	s := snapshot{}
	for _, name := range []string{configFile, registerFile} {
		if st, ok := p.stat(name); ok {
			s[name] = st
		}
	}
	for _, dir := range []string{resolutions, memoryDir, path.Dir(pageTemplate), fontsDir} {
		if err := p.statFolder(dir, s); err != nil {
			return nil, err
		}
	}
	tags, err := p.Folders(locales)
	if err != nil {
		return nil, err
	}
	for _, tag := range tags {
		s[locales+"/"+tag+"/"] = stat{} // an empty folder counts: it asks for a language
		if err := p.statFolder(path.Join(locales, tag), s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (p *Project) statFolder(dir string, into snapshot) error {
	entries, err := os.ReadDir(filepath.Join(p.dir, filepath.FromSlash(dir)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.IsDir() {
			continue
		}
		if st, ok := p.stat(path.Join(dir, e.Name())); ok {
			into[path.Join(dir, e.Name())] = st
		}
	}
	return nil
}

// stat looks at one file. It only reads names that listing the project gave, so it need not go through the root.
func (p *Project) stat(name string) (stat, bool) {
	info, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		return stat{}, false
	}
	return statOf(info), true
}

// settled tells whether all files were written long enough before now for their stats to be trusted.
func (s snapshot) settled(now time.Time) bool {
	for _, st := range s {
		if age := now.UnixNano() - st.Modified; st.Modified != 0 && age > -int64(time.Hour) && age < int64(racy) {
			return false
		}
	}
	return true
}

// equal tells whether two snapshots have the same files with the same stats.
func (s snapshot) equal(t snapshot) bool {
	if len(s) != len(t) {
		return false
	}
	for name, st := range s {
		if other, ok := t[name]; !ok || other != st {
			return false
		}
	}
	return true
}

// names are the snapshot's files, sorted.
func (s snapshot) names() []string {
	names := make([]string, 0, len(s))
	for n := range s {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
