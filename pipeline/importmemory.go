package pipeline

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
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
	base := memoryName(i.x.File)
	i.report.Memory = memoryDir + "/" + base
	i.sweep(memoryDir)
	same, err := i.sameFile(i.report.Memory, f)
	switch {
	case err != nil:
		return err
	case same == different:
		return fmt.Errorf("%s: a file of that name is there, with other content; give %s another name, or take the one under %s/ away (nothing was written)", i.report.Memory, i.x.File, memoryDir)
	case same == equal:
		err = i.copyMemory(f, io.Discard)
	case i.x.DryRun:
		i.run.report.Written = append(i.run.report.Written, i.report.Memory)
		err = i.copyMemory(f, io.Discard)
	default:
		i.run.report.Written = append(i.run.report.Written, i.report.Memory)
		err = i.writeMemory(base, func(w io.Writer) error { return i.copyMemory(f, w) })
	}
	i.take(i.run.report)
	return err
}

// writeMemory writes a file under memory/ as it is read: to a temporary file, which is renamed when all of it is right and on
// disk.
func (i *importer) writeMemory(base string, fill func(io.Writer) error) error {
	temp := tempPrefix + base
	folder, err := i.folderFor(memoryDir)
	var t *os.File
	if err == nil {
		defer folder.Close()
		t, err = folder.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	}
	if err != nil {
		return fmt.Errorf("%s/%s: %w; nothing was written: %s, and import again", memoryDir, base, plain(err), remedy(err))
	}
	defer i.root.Remove(memoryDir) // goes only where it is empty
	defer folder.Remove(temp)      // gone where it was renamed
	if err := fill(t); err != nil {
		return errors.Join(err, t.Close())
	}
	if err := errors.Join(t.Sync(), t.Close()); err != nil {
		return fmt.Errorf("%s/%s: %w; nothing was written: %s, and import again", memoryDir, base, plain(err), remedy(err))
	}
	if err := rename(folder, temp, base); err != nil {
		return fmt.Errorf("%s/%s: %w; nothing was written: %s, and import again", memoryDir, base, plain(err), remedy(err))
	}
	syncFolder(folder)
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
	languages := map[language.Language]bool{}
	found, err := exchange.ReadTMX(io.TeeReader(f, out), i.x.File, func(u exchange.TMXUnit) error {
		if in := translatedInto(u); in != nil {
			i.report.Units++
			maps.Copy(languages, in)
		}
		return nil
	})
	i.find(found...)
	switch {
	case err != nil:
		return fmt.Errorf("%w (nothing was written)", err)
	case len(languages) == 0:
		return fmt.Errorf("%s: no unit has a text in %s and one in another language, so it is no memory for this project (nothing was written)", i.x.File, source)
	}
	for l := range languages {
		i.report.Languages = append(i.report.Languages, l.String())
	}
	slices.Sort(i.report.Languages)
	if asked := i.language(); !asked.IsZero() && !containsAlike(languages, asked) {
		i.find(finding.Finding{Level: finding.Warning, Place: finding.Place{File: i.x.File}, Rule: "memory-language",
			What: fmt.Sprintf("the memory has nothing in %s", asked), Do: "check the language tags of the file"})
	}
	return nil
}

// translatedInto are the languages that a unit translates the source language into, or from; nil without a text in that.
func translatedInto(u exchange.TMXUnit) map[language.Language]bool {
	in, hasSource := map[language.Language]bool{}, false
	for _, v := range u.Variants {
		switch {
		case v.Text == "" || v.Language.IsZero():
		case exchange.Alike(v.Language, source):
			hasSource = true
		default:
			in[v.Language] = true
		}
	}
	if !hasSource || len(in) == 0 {
		return nil
	}
	return in
}

func containsAlike(languages map[language.Language]bool, l language.Language) bool {
	for one := range languages {
		if exchange.Alike(one, l) {
			return true
		}
	}
	return false
}
