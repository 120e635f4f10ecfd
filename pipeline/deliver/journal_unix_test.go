//go:build unix

package deliver

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// If it fails, a ledger's name that is a pipe stops the command for ever.
func TestALedgerThatIsAPipeIsRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.jsonl")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadLedger(name, Mark{}); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Error(err)
	}
}
