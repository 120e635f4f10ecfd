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
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
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
		return nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, plain(err))
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
		return nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	return data[:n], nil
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

// Write replaces a file that a person may have written, or a manifest: temporary file, fsync, rename, fsync of the folder.
func (p *Project) Write(name string, data []byte) error {
	return p.replace(name, data, true, func() error { return nil })
}

// WriteOutput replaces a file that can be made again: it is only renamed into place, and the manifest's hash proves it.
func (p *Project) WriteOutput(name string, data []byte) error {
	return p.replace(name, data, false, func() error { return nil })
}

func (p *Project) replace(name string, data []byte, durable bool, ready func() error) error {
	if err := p.put(name, data, durable, ready); err != nil {
		return fmt.Errorf("%s: %w; nothing of it was replaced: %s, and run again", name, plain(err), remedy(err))
	}
	return nil
}

// remedy says what to do about a file that cannot be written.
func remedy(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return "make room on the disk"
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return "make the file and its folder writable for yourself"
	}
	return "mend that"
}

// put writes a temporary file and renames it; ready is asked just before that, and its error means no.
func (p *Project) put(name string, data []byte, durable bool, ready func() error) (err error) {
	if name, err = p.follow(name); err != nil {
		return err
	}
	dir, base := path.Split(name)
	if err := p.root.MkdirAll(filepath.FromSlash(path.Clean(dir)), 0o777); err != nil {
		return err
	}
	temp, target := filepath.FromSlash(dir+tempPrefix+base), filepath.FromSlash(name)
	mode := fs.FileMode(0o666)
	if old, err := p.root.Stat(target); err == nil {
		if old.Mode().Perm()&0o200 == 0 {
			return &fs.PathError{Op: "write", Path: name, Err: errors.New("the file is write-protected; make it writable")}
		}
		mode = old.Mode().Perm()
	}
	defer func() {
		if err != nil {
			p.root.Remove(temp)
		}
	}()
	st, err := p.fill(temp, data, mode, durable)
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	if err := p.rename(temp, target); err != nil {
		return err
	}
	p.mu.Lock()
	p.writes[name] = st
	p.mu.Unlock()
	if durable {
		return p.syncFolder(dir)
	}
	return nil
}

// fill writes a temporary file, and says what the file system says of it.
func (p *Project) fill(temp string, data []byte, mode fs.FileMode, durable bool) (stat, error) {
	f, err := p.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return stat{}, err
	}
	_, err = f.Write(data)
	if err == nil && durable {
		err = f.Sync()
	}
	var st stat
	if info, e := f.Stat(); e == nil {
		st = statOf(info)
	}
	return st, errors.Join(err, f.Close())
}

// wrote is the stat of a file as this Project last wrote it.
func (p *Project) wrote(name string) (stat, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	st, ok := p.writes[name]
	return st, ok
}

// rename tries a few times: on Windows a file that another program holds open cannot be replaced, and a reader that is
// just done lets go within a moment.
func (p *Project) rename(from, to string) error {
	var err error
	for pause := 10 * time.Millisecond; pause < time.Second; pause *= 3 {
		if err = p.root.Rename(from, to); err == nil || !heldOpen(err) {
			return err
		}
		time.Sleep(pause)
	}
	return fmt.Errorf("%w; another program holds it open: close it there and run again", err)
}

// syncFolder makes a rename last; where the system cannot sync a folder, that is not an error.
func (p *Project) syncFolder(dir string) error {
	f, err := p.root.Open(filepath.FromSlash(path.Clean(dir)))
	if err != nil {
		return nil
	}
	_ = f.Sync()
	return f.Close()
}

// Remove removes a file by its exact name; one that is not there is no error.
func (p *Project) Remove(name string) error {
	err := p.root.Remove(filepath.FromSlash(name))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s: %w", name, plain(err))
}

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

// sweep removes the temporary files that a killed run has left in a folder.
func (p *Project) sweep(dir string) {
	f, err := p.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return
	}
	defer f.Close()
	entries, _ := f.ReadDir(-1)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) && e.Type().IsRegular() {
			p.root.Remove(filepath.Join(filepath.FromSlash(dir), e.Name()))
		}
	}
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
