package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// If it fails, an editor without poppler is told nothing that helps.
func TestPreviewSaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var out, errs bytes.Buffer
	if status := run([]string{"preview"}, nil, &out, &errs); status != 2 || !strings.Contains(errs.String(), "install poppler") {
		t.Errorf("status %d: %s", status, errs.String())
	}
}

// If it fails, preview shows no page, or another project's.
func TestPreviewDrawsEachPage(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("install poppler (pdftoppm) to run this test")
	}
	project := t.TempDir()
	copyTree(t, "../..", project, "config.toml", "organizations.toml", "resolutions", "locales", "templates")
	var out, errs bytes.Buffer
	if status := run([]string{"--project", project, "--lang", "fr", "clear-water"}, nil, &out, &errs); status != 0 {
		t.Fatal(errs.String())
	}
	out.Reset()
	if status := run([]string{"preview", "--project", project, "--lang", "fr", "--resolution", "20"}, nil, &out, &errs); status != 0 {
		t.Fatal(errs.String())
	}
	first, err := os.ReadFile(filepath.Join(project, "output", "clear-water", "clear-water.fr-1.png"))
	if err != nil || !bytes.HasPrefix(first, []byte("\x89PNG")) || strings.Count(out.String(), ".png\n") < 2 {
		t.Errorf("%v\n%s", err, out.String())
	}
	if status := run([]string{"verify", "--project", project}, nil, &out, &errs); status != 0 {
		t.Errorf("pictures disturb verify: %s", errs.String())
	}
}
