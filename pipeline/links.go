package pipeline

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// errOutside tells of a symbolic link that leads out of the project: what is there is neither read nor written.
var errOutside = errors.New("a symbolic link leads outside the project; put the file or folder itself there")

// maxLinks is how many symbolic links to a file are followed one after the other.
const maxLinks = 8

// follow returns the name under which a file that is to be replaced stands: where its symbolic link leads, so that the
// link stays one.
func (p *Project) follow(name string) (string, error) {
	for range maxLinks {
		info, err := p.root.Lstat(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return name, nil
		}
		if err != nil {
			return "", err
		}
		to, err := p.root.Readlink(filepath.FromSlash(name))
		if err != nil {
			return "", err
		}
		if filepath.IsAbs(to) {
			return "", errOutside
		}
		if name = path.Join(path.Dir(name), filepath.ToSlash(to)); !fs.ValidPath(name) {
			return "", errOutside
		}
	}
	return "", errors.New("symbolic links lead from one to the next and to no file; put the file itself there")
}

// outside tells whether the system refused a name because it leads out of the project.
func outside(err error) bool {
	return err != nil && strings.Contains(err.Error(), "path escapes from parent")
}
