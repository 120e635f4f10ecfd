package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// beyond is the path of a file that a setting names: from the project's folder, or absolute. It may lead outside.
func (p *Project) beyond(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.dir, filepath.FromSlash(name))
}

// readBeyond reads a regular file that a setting names, and says its mode.
func (p *Project) readBeyond(name string, most int64) ([]byte, fs.FileMode, error) {
	info, err := os.Stat(p.beyond(name)) // before it is opened: a pipe would wait for somebody to write
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, plain(err))
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s: not a regular file", name)
	}
	f, err := os.Open(p.beyond(name))
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, plain(err))
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, plain(err))
	}
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), most)) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(f, most+1)); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, plain(err))
	}
	if int64(data.Len()) > most {
		return nil, 0, fmt.Errorf("%s: more than %d bytes", name, most)
	}
	return data.Bytes(), info.Mode().Perm(), nil
}

// modes tells whether the system has modes of files that say who may read them.
const modes = runtime.GOOS != "windows"

// reviseBeyond replaces a file that a setting names and that held before (nil: there was none): temporary file, fsync, rename;
// errSaved if it holds something else by now. A new file is its owner's alone; an old one keeps its mode, and a symbolic
// link its target.
func (p *Project) reviseBeyond(name string, before, data []byte) error {
	target, mode := p.beyond(name), fs.FileMode(0o600)
	if real, err := filepath.EvalSymlinks(target); err == nil {
		target = real
	}
	if info, err := os.Stat(target); err == nil {
		mode = info.Mode().Perm()
		if mode&0o200 == 0 {
			return fmt.Errorf("%s: the file is write-protected; nothing was written: make it writable, and run again", name)
		}
	} else if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return fmt.Errorf("%s: %w; nothing was written", name, plain(err))
	}
	temp := filepath.Join(filepath.Dir(target), tempPrefix+filepath.Base(target))
	defer os.Remove(temp)
	err := fillBeyond(temp, data, mode)
	if err == nil {
		if now, _, again := p.readBeyond(name, MaxInput); (before == nil) != errors.Is(again, fs.ErrNotExist) || !bytes.Equal(now, before) {
			return errSaved
		}
		err = os.Rename(temp, target)
	}
	if err != nil {
		return fmt.Errorf("%s: %w; nothing of it was replaced: %s, and run again", name, plain(err), remedy(err))
	}
	if dir, err := os.Open(filepath.Dir(target)); err == nil { // where a folder cannot be synced, that is no error
		_ = dir.Sync()
		dir.Close()
	}
	return nil
}

func fillBeyond(temp string, data []byte, mode fs.FileMode) error {
	os.Remove(temp) // of a run that was killed
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
