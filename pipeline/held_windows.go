package pipeline

import (
	"errors"
	"io/fs"
	"syscall"
)

// heldOpen tells whether a rename failed because another program holds the file open.
func heldOpen(err error) bool {
	const sharingViolation = syscall.Errno(32)
	return errors.Is(err, sharingViolation) || errors.Is(err, fs.ErrPermission)
}

// replacesOpen: a file that is open cannot be replaced, so nobody writes into one that has been.
const replacesOpen = false
