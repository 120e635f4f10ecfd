//go:build unix

package deliver

import (
	"os/exec"
	"syscall"
)

// apart starts a program in a process group of its own: a terminal's interrupt does not reach it, and when its time is over, all
// that it has started ends with it.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
