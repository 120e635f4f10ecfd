// Package pipeline is the run: the stages in order, and the world they are kept from — files, clock, cache, processors.
//
// It reads a project's files, hands their bytes to the stages, and writes what comes back: locale files edited in place,
// outputs, manifests last. It may import every room below it. No stage may import it.
package pipeline

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// The names of a project's files and folders, below its root.
const (
	configFile   = "config.toml"
	registerFile = "organizations.toml"
	resolutions  = "resolutions"
	locales      = "locales"
	fontsDir     = "fonts"
	pageTemplate = "templates/page.toml"
	mailTemplate = "templates/mailer.txt.tmpl"
	outputDir    = "output"
	cacheDir     = "output/.cache"
	lockFile     = "output/.lock"
)

// tempPrefix begins the name of every temporary file; a run that was killed leaves some, and the next one removes them.
const tempPrefix = ".publish-tmp-"

// MaxInput is the most bytes of any one input file that is read at all; each parser states a smaller limit of its own.
const MaxInput = 64 << 20

// A Project is an open project folder. Nothing outside the folder can be reached through it: not by a name, not by a
// symbolic link.
type Project struct {
	dir  string // absolute or as given; for messages, stats and the lock
	root *os.Root

	mu     sync.Mutex
	writes snapshot // of the files written through this Project, as it left them
	open   []*os.File
	alone  bool // this Project holds the lock
}

// ErrNoProject is returned by Find where no folder upwards has a config.toml.
var ErrNoProject = errors.New("no config.toml here or in a folder above; go to the project's folder, name it with --project, or make one with `publish init DIR`")

// Find returns the nearest folder from dir upwards that holds a config.toml.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, configFile)); err == nil && info.Mode().IsRegular() {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", ErrNoProject
		}
		dir = up
	}
}

// Open opens the project in dir, which must hold a config.toml. Close it.
func Open(dir string) (*Project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	if _, err := root.Stat(configFile); err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: no %s in it; name a project's folder, or make one with `publish init`", dir, configFile)
	}
	return &Project{dir: dir, root: root, writes: snapshot{}}, nil
}

// Close ends the use of the project, and of all that was got from it.
func (p *Project) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.open {
		f.Close()
	}
	p.open = nil
	return p.root.Close()
}

// keep keeps a file open until the project is closed.
func (p *Project) keep(f *os.File) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = append(p.open, f)
}

// Read returns the bytes of a file below the root, "/" between names.
func (p *Project) Read(name string) ([]byte, error) {
	if info, err := p.root.Stat(filepath.FromSlash(name)); err == nil && !info.Mode().IsRegular() { // opening a pipe would wait for a writer
		return nil, fmt.Errorf("%s: not a regular file; put a file there", name)
	}
	f, err := p.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file; put a file there", name)
	}
	if info.Size() > MaxInput {
		return nil, fmt.Errorf("%s: %d bytes; at most %d are read", name, info.Size(), MaxInput)
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF { // a file that shrank meanwhile: the next reading sees it
		return nil, unreadable(name, err)
	}
	return data[:n], nil
}

// unreadable is the error of a file that cannot be read.
func unreadable(name string, err error) error {
	do := ""
	if errors.Is(err, fs.ErrPermission) {
		do = "; make it readable for yourself"
	}
	return fmt.Errorf("%s: %w%s", name, plain(err), do)
}

// Exists tells whether there is anything of this name, be it something that Read refuses.
func (p *Project) Exists(name string) bool {
	_, err := p.root.Stat(filepath.FromSlash(name))
	return !errors.Is(err, fs.ErrNotExist)
}

// List returns the names of a folder's regular files, or of its folders, sorted; none if there is no such folder. Names
// that begin with a point are left out.
func (p *Project) list(dir string, keep func(fs.FileMode) bool) ([]string, error) {
	f, err := p.root.Open(filepath.FromSlash(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	var names []string
	for _, e := range entries {
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			mode = 0 // one that leads nowhere, or outside, is a file that cannot be read
			if info, err := p.root.Stat(filepath.Join(filepath.FromSlash(dir), e.Name())); err == nil {
				mode = info.Mode()
			}
		}
		if !strings.HasPrefix(e.Name(), ".") && keep(mode) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// Files lists the regular files of a folder, sorted.
func (p *Project) Files(dir string) ([]string, error) { return p.list(dir, fs.FileMode.IsRegular) }

// Folders lists the folders of a folder, sorted.
func (p *Project) Folders(dir string) ([]string, error) { return p.list(dir, fs.FileMode.IsDir) }

// Lock waits until no other run works on the project. It calls waiting once if it has to.
func (p *Project) Lock(waiting func()) (unlock func(), err error) {
	if err := p.root.MkdirAll(outputDir, 0o777); err != nil {
		return nil, fmt.Errorf("%s: %w", outputDir, plain(err))
	}
	if info, err := p.root.Lstat(lockFile); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file; remove it", lockFile)
	}
	type lock struct {
		unlock func()
		err    error
	}
	got := make(chan lock, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(p.dir, filepath.FromSlash(lockFile))).Lock()
		got <- lock{unlock, err}
	}()
	var l lock
	select {
	case l = <-got:
	case <-time.After(300 * time.Millisecond):
		waiting()
		l = <-got
	}
	if l.err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, plain(l.err))
	}
	return l.unlock, nil
}

// plain takes the operation and the path off a file error: messages name the file as the user knows it.
func plain(err error) error {
	if outside(err) {
		return errOutside
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}
