package pipeline

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// errSaved tells that somebody saved a locale file between its reading and its writing.
var errSaved = errors.New("saved by somebody else meanwhile")

// savePause is how long an editor that empties a file and then writes it is waited for.
const savePause = 50 * time.Millisecond

// readSaved reads a file that a person may be saving at this moment: one that is empty is read again after a pause.
func (p *Project) readSaved(name string) ([]byte, error) {
	data, err := p.Read(name)
	if err == nil && len(data) == 0 {
		time.Sleep(savePause)
		return p.Read(name)
	}
	return data, err
}

// A superseded file has been replaced by another of its name. An editor that had opened it to save still writes into it,
// so it stays open until nobody can be doing that any more.
type superseded struct {
	name        string
	file        *os.File // nil where there was none, or an open file cannot be replaced
	before, now []byte   // what it held, and what the new file of its name holds (nil: it was removed)
}

// revise replaces a file that held before (nil: there was none), unless it holds something else by now: then errSaved. It
// is read again when the new bytes are on disk, just before the rename.
func (p *Project) revise(name string, before, data []byte) (*superseded, error) {
	return p.reviseAfter(name, before, data, func() error { return nil })
}

// reviseAfter is revise, which does first when the new bytes are on disk; an error of that means no.
func (p *Project) reviseAfter(name string, before, data []byte, first func() error) (*superseded, error) {
	s := &superseded{name: name, before: before, now: data}
	saved := false
	var failed error
	err := p.replace(name, data, true, func() error {
		if failed = first(); failed != nil {
			return failed
		}
		failed = p.hold(s)
		saved = failed != nil
		return failed
	})
	if err == nil {
		return s, nil
	}
	s.close()
	switch {
	case saved:
		return nil, errSaved
	case failed != nil:
		return nil, failed
	}
	return nil, err
}

// hold opens a file that is about to be superseded, and looks whether it is what it was.
func (p *Project) hold(s *superseded) error {
	if replacesOpen && s.before != nil {
		s.file, _ = p.root.Open(filepath.FromSlash(s.name))
	}
	if now, err := p.Read(s.name); (s.before == nil) == (err == nil) || !bytes.Equal(now, s.before) {
		return errSaved
	}
	return nil
}

// discard removes a file that held before, unless it holds something else by now: then errSaved. Should the power
// fail before the folder is on disk, the next run removes it again.
func (p *Project) discard(name string, before []byte) (*superseded, error) {
	s := &superseded{name: name, before: before}
	err := p.hold(s)
	if err == nil {
		err = p.Remove(name)
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *superseded) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// saved is what has been saved into the file since it was replaced; nil if nothing has. A save that is under way is waited
// for.
func (s *superseded) saved() []byte {
	data := s.read()
	if data == nil || bytes.Equal(data, s.before) {
		return nil
	}
	for range 10 {
		time.Sleep(savePause)
		again := s.read()
		if len(again) > 0 && bytes.Equal(again, data) {
			return data
		}
		data = again
	}
	return nil // emptied, and nothing came of it
}

// read is what the file holds now, nil if that cannot be told.
func (s *superseded) read() []byte {
	if s.file == nil {
		return nil
	}
	info, err := s.file.Stat()
	if err != nil || info.Size() > MaxInput {
		return nil
	}
	data := make([]byte, info.Size())
	n, _ := s.file.ReadAt(data, 0)
	return data[:n]
}

// bringBack puts what was saved into superseded files under their names again, and returns errSaved if there was any. A
// name whose new file has been saved, too, keeps that.
func (p *Project) bringBack(old []*superseded) error {
	var errs []error
	for _, s := range old {
		if data := s.saved(); data != nil {
			errs = append(errs, errSaved)
			if late, err := p.revise(s.name, s.now, data); err == nil {
				late.close()
			} else if err != errSaved {
				errs = append(errs, err)
			}
		}
		s.close()
	}
	return errors.Join(errs...)
}
