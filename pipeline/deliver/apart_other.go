//go:build !unix

package deliver

import "os/exec"

// apart does nothing here: there is no sendmail.
func apart(*exec.Cmd) {}
