package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// If it fails, a translator who saves a file while somebody runs publish loses what was saved: either the run replaces it,
// or the editor writes it into the file that the run has just replaced.
func TestASaveDuringARunIsKept(t *testing.T) {
	if !replacesOpen {
		t.Skip("on this system no file can be replaced while an editor has it open")
	}
	for name, late := range map[string]bool{"before the file is replaced": false, "into the replaced file": true} {
		t.Run(name, func(t *testing.T) {
			p, editor := editing(t, "before")
			if !late {
				save(t, editor, "saved")
			}
			s, err := p.revise("f.toml", []byte("before"), []byte("renewed"))
			if err == nil {
				save(t, editor, "saved")
				err = p.bringBack([]*superseded{s})
			}
			if !errors.Is(err, errSaved) {
				t.Errorf("the run does not know of it: %v", err)
			}
			if now, _ := p.Read("f.toml"); string(now) != "saved" {
				t.Errorf("the file holds %q", now)
			}
		})
	}
}

// If it fails, a save that came after a run is overwritten by an older one.
func TestTheLaterOfTwoSavesCounts(t *testing.T) {
	if !replacesOpen {
		t.Skip("on this system no file can be replaced while an editor has it open")
	}
	p, editor := editing(t, "before")
	s, err := p.revise("f.toml", []byte("before"), []byte("renewed"))
	if err != nil {
		t.Fatal(err)
	}
	save(t, editor, "saved")
	if err := p.Write("f.toml", []byte("saved later")); err != nil {
		t.Fatal(err)
	}
	if err := p.bringBack([]*superseded{s}); !errors.Is(err, errSaved) {
		t.Errorf("the run does not know of it: %v", err)
	}
	if now, _ := p.Read("f.toml"); string(now) != "saved later" {
		t.Errorf("the file holds %q", now)
	}
}

// editing is a project with a file f.toml that an editor has open.
func editing(t *testing.T, text string) (*Project, *os.File) {
	dir := t.TempDir()
	for name, text := range map[string]string{configFile: "", "f.toml": text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	editor, err := os.OpenFile(filepath.Join(dir, "f.toml"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { editor.Close(); p.Close() })
	return p, editor
}

func save(t *testing.T, editor *os.File, text string) {
	if err := editor.Truncate(0); err != nil {
		t.Fatal(err)
	}
	if _, err := editor.WriteAt([]byte(text), 0); err != nil {
		t.Fatal(err)
	}
}

// If it fails, somebody whose file belongs to another user is told "permission denied", and not what to do.
func TestAFileThatCannotBeReadSaysWhatToDo(t *testing.T) {
	err := unreadable("config.toml", &fs.PathError{Op: "open", Path: "/x/config.toml", Err: syscall.EACCES})
	if want := "config.toml: permission denied; make it readable for yourself"; err.Error() != want || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("%v, want %s", err, want)
	}
}
