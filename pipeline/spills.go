package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"publish/pipeline/memory"
)

// errSpill tells that the disk does not take what spares memory while an index is made: then it is made again without.
var errSpill = errors.New("cannot be kept on the disk while it is indexed")

// spills are temporary files of one index that is being made. Where they cannot be made, and for nil, all is kept in memory.
type spills struct {
	project *Project
	files   []spill
}

type spill struct{ *os.File }

// Write is io.Writer.
func (s spill) Write(data []byte) (int, error) {
	n, err := s.File.Write(data)
	if err != nil {
		err = fmt.Errorf("%w: %v", errSpill, err) // whatever takes a file's error out of another must find this one
	}
	return n, err
}

// open makes a file that nobody else knows of. Most systems let it go at once, so that a run that is killed leaves nothing.
func (s *spills) open() memory.Spill {
	if s == nil {
		return nil
	}
	root := s.project.root
	name := filepath.FromSlash(fmt.Sprintf("%s/%s%d-spill%d", memoryCacheDir, tempPrefix, os.Getpid(), len(s.files)))
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil
	}
	_ = root.Remove(name)
	s.files = append(s.files, spill{f})
	return spill{f}
}

// close drops the files.
func (s *spills) close() {
	if s == nil {
		return
	}
	for i, f := range s.files {
		f.Close()
		_ = s.project.root.Remove(filepath.FromSlash(fmt.Sprintf("%s/%s%d-spill%d", memoryCacheDir, tempPrefix, os.Getpid(), i)))
	}
}
