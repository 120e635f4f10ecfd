//go:build !windows

package pipeline

// heldOpen tells whether a rename failed because another program holds the file open: only Windows does that.
func heldOpen(error) bool { return false }
