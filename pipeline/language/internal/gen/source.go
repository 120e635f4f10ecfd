package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A source is the directory that holds CLDR's npm packages.
type source struct{ dir string }

// localized are the packages that have a folder for each locale; packages, all that are read.
var (
	localized = []string{"cldr-localenames-full", "cldr-dates-full", "cldr-misc-full", "cldr-numbers-full"}
	packages  = append([]string{"cldr-core", "cldr-rbnf"}, localized...)
)

// check makes sure that every package is there in the right version.
func (s source) check() error {
	if s.dir == "" {
		return errors.New("set CLDR to the directory with the npm packages (see the comment of internal/gen/main.go)")
	}
	for _, name := range packages {
		var about struct{ Version string }
		if err := s.read(&about, name, "package.json"); err != nil {
			return err
		}
		if about.Version != version {
			return fmt.Errorf("%s is version %s, not %s: change the constant version, and look at what changed", name, about.Version, version)
		}
	}
	return nil
}

func (s source) read(into any, path ...string) error {
	text, err := os.ReadFile(filepath.Join(append([]string{s.dir}, path...)...))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(path...), err)
	}
	return nil
}

// locales lists every locale of any package, sorted; "und" is left out.
func (s source) locales() ([]string, error) {
	var all []string
	for _, name := range localized {
		entries, err := os.ReadDir(filepath.Join(s.dir, name, "main"))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.Name() != "und" {
				all = append(all, e.Name())
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// readMain reads a part of a locale's file; of a locale without that file, the zero value.
func readMain[T any](s source, pack, locale, file string) (T, error) {
	var read struct{ Main map[string]T }
	err := s.read(&read, pack, "main", locale, file)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return read.Main[locale], err
}
