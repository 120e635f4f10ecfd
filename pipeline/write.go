package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

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

var errProtected = errors.New("the file is write-protected")

// remedy says what to do about a file that cannot be written.
func remedy(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return "make room on the disk"
	case errors.Is(err, errProtected) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return "make the file and its folder writable for yourself"
	}
	return "see to that"
}

// put writes a temporary file and renames it; ready is asked just before that, and its error means no.
func (p *Project) put(name string, data []byte, durable bool, ready func() error) (err error) {
	if name, err = p.follow(name); err != nil {
		return err
	}
	dir, base := path.Split(name)
	folder, err := p.folderFor(path.Clean(dir))
	if err != nil {
		return err
	}
	defer folder.Close()
	mode := fs.FileMode(0o666)
	if old, err := folder.Stat(base); err == nil {
		if old.Mode().Perm()&0o200 == 0 {
			return &fs.PathError{Op: "write", Path: name, Err: errProtected}
		}
		mode = old.Mode().Perm()
	}
	temp := tempPrefix + base
	defer func() {
		if err != nil {
			folder.Remove(temp)
		}
	}()
	st, err := fill(folder, temp, data, mode, durable)
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	if err := rename(folder, temp, base); err != nil {
		return err
	}
	p.mu.Lock()
	p.writes[name] = st
	p.mu.Unlock()
	if durable {
		syncFolder(folder)
	}
	return nil
}

// folderFor opens a folder to write in, and makes it where it is not there. All that is done with a file goes through it: from the
// project's root each name is looked up again, folder by folder.
func (p *Project) folderFor(dir string) (*os.Root, error) {
	dir = filepath.FromSlash(dir)
	folder, err := p.root.OpenRoot(dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return folder, err
	}
	if err := p.root.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return p.root.OpenRoot(dir)
}

// fill writes a temporary file, and says what the file system says of it.
func fill(folder *os.Root, temp string, data []byte, mode fs.FileMode, durable bool) (stat, error) {
	f, err := folder.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
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
func rename(folder *os.Root, from, to string) error {
	var err error
	for pause := 10 * time.Millisecond; pause < time.Second; pause *= 3 {
		if err = folder.Rename(from, to); err == nil || !heldOpen(err) {
			return err
		}
		time.Sleep(pause)
	}
	return fmt.Errorf("%w; another program holds it open: close it there and run again", err)
}

// syncFolder makes a rename last; where the system cannot sync a folder, that is not an error.
func syncFolder(folder *os.Root) {
	if f, err := folder.Open("."); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

// Remove removes a file by its exact name; one that is not there is no error.
func (p *Project) Remove(name string) error {
	err := p.root.Remove(filepath.FromSlash(name))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s: %w", name, plain(err))
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
