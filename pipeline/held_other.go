//go:build !windows

package pipeline

// heldOpen tells whether a rename failed because another program holds the file open: only Windows does that.
func heldOpen(error) bool { return false }

// replacesOpen: a file that is open can be replaced: whoever has it open goes on with the old one.
const replacesOpen = true
