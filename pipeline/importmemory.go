package pipeline

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// intoMemory copies a TMX document to memory/, once it has been read to its end and found to hold pairs.
func (i *importer) intoMemory(f *os.File) error {
	if len(i.x.Theirs) > 0 {
		return fmt.Errorf("--theirs: %s has no entry of the project, so there is no conflict to settle (nothing was written)", i.x.File)
	}
	name := memoryDir + "/" + memoryName(i.x.File)
	i.sweep(memoryDir)
	same, err := i.sameFile(name, f)
	switch {
	case err != nil:
		return err
	case same == different:
		return fmt.Errorf("%s: a file of that name is there, with other content; give %s another name, or take the one under %s/ away (nothing was written)", name, i.x.File, memoryDir)
	}
	temp := filepath.FromSlash(memoryDir + "/" + tempPrefix + memoryName(i.x.File))
	out := io.Discard
	if !i.x.DryRun && same == absent {
		if err := i.root.MkdirAll(memoryDir, 0o777); err != nil {
			return fmt.Errorf("%s: %w", memoryDir, plain(err))
		}
		t, err := i.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
		if err != nil {
			return fmt.Errorf("%s: %w", name, plain(err))
		}
		defer i.root.Remove(memoryDir) // goes only where it is empty
		defer i.root.Remove(temp)      // gone where it was renamed
		defer t.Close()
		out = t
	}
	if err := i.copyMemory(f, out); err != nil {
		return fmt.Errorf("%w (nothing was written)", err)
	}
	i.report.Memory = name
	if t, ok := out.(*os.File); ok {
		i.report.Written = append(i.report.Written, name)
		err := errors.Join(t.Sync(), t.Close())
		if err == nil {
			err = i.rename(temp, filepath.FromSlash(name))
		}
		if err != nil {
			return fmt.Errorf("%s: %w; nothing was written: %s, and import again", name, plain(err), remedy(err))
		}
		return i.syncFolder(memoryDir + "/")
	}
	if same == absent {
		i.report.Written = append(i.report.Written, name)
	}
	return nil
}

// memoryName is a file's name as one under memory/: without characters that a system has a use for, ending in .tmx.
func memoryName(file string) string {
	stem := filepath.Base(file)
	if ext := filepath.Ext(stem); strings.EqualFold(ext, ".tmx") || strings.EqualFold(ext, ".xml") {
		stem = strings.TrimSuffix(stem, ext)
	}
	stem = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || r < ' ' || r == 0x7f {
			return '-'
		}
		return r
	}, strings.TrimLeft(stem, "."))
	if stem = strings.TrimRight(stem, ". "); stem == "" {
		stem = "memory"
	}
	return stem + ".tmx"
}

// A sameness says what stands under a name, compared with another file.
type sameness uint8

const (
	absent sameness = iota
	equal
	different
)

// sameFile compares a file of the project with another one.
func (p *Project) sameFile(name string, f *os.File) (sameness, error) {
	mine, err := p.root.Open(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return absent, nil
	}
	if err != nil {
		return absent, fmt.Errorf("%s: %w", name, plain(err))
	}
	defer mine.Close()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return absent, err
	}
	a, b := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, errA := io.ReadFull(mine, a)
		m, errB := io.ReadFull(f, b)
		switch {
		case string(a[:n]) != string(b[:m]):
			return different, nil
		case errA == io.EOF || errA == io.ErrUnexpectedEOF:
			return equal, nil
		case errA != nil || errB != nil:
			return absent, errors.Join(errA, errB)
		}
	}
}

// copyMemory copies a TMX document as it is read. It is refused where no unit has the source language and another one.
func (i *importer) copyMemory(f *os.File, out io.Writer) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	sized := map[language.Language]int{}
	found, err := exchange.ReadTMX(io.TeeReader(f, out), i.x.File, func(u exchange.TMXUnit) error {
		in := map[language.Language]bool{}
		hasSource := false
		for _, v := range u.Variants {
			switch {
			case v.Text == "" || v.Language.IsZero():
			case exchange.Alike(v.Language, source):
				hasSource = true
			default:
				in[v.Language] = true
			}
		}
		if hasSource && len(in) > 0 {
			i.report.Units++
			for l := range in {
				sized[l]++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	i.report.Findings = append(i.report.Findings, found...)
	if len(sized) == 0 {
		return fmt.Errorf("%s: no unit has a text in %s and one in another language, so it is no memory for this project", i.x.File, source)
	}
	for l := range sized {
		i.report.Languages = append(i.report.Languages, l.String())
	}
	slices.Sort(i.report.Languages)
	if asked := i.language(); !asked.IsZero() && !containsAlike(sized, asked) {
		i.report.Findings = append(i.report.Findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: i.x.File}, Rule: "memory-language",
			What: fmt.Sprintf("the memory has nothing in %s", asked), Do: "check the language tags of the file"})
	}
	return nil
}

func containsAlike(sized map[language.Language]int, l language.Language) bool {
	for one := range sized {
		if exchange.Alike(one, l) {
			return true
		}
	}
	return false
}
