// Command spelling writes ../../../spelling/words.bin: how languages spell numbers out, and the names of their months and
// days, each with all its forms (cases, genders, ordinals), from CLDR's own JSON.
//
// The source is version 48.2.0 of two packages of the npm registry. Fetch them into a directory outside the project, and name it from the
// root (main.go of gen says how for the others):
//
//	npm install --prefix DIR cldr-dates-full@48.2.0 cldr-rbnf@48.2.0
//	CLDR=DIR/node_modules go generate ./pipeline/language
//
// A line of the unpacked file is language, kind (number, month, day), value, and the forms, all parted by tabs. The same
// packages give the same bytes.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const version = "48.2.0"

func main() {
	if err := generate(os.Getenv("CLDR"), "spelling/words.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "spelling:", err)
		os.Exit(1)
	}
}

func generate(from, to string) error {
	var text strings.Builder
	for _, name := range []string{"cldr-rbnf", "cldr-dates-full"} {
		var about struct{ Version string }
		if err := read(&about, from, name, "package.json"); err != nil {
			return err
		}
		if about.Version != version {
			return fmt.Errorf("%s is version %s, not %s", name, about.Version, version)
		}
	}
	if err := addNumbers(&text, from); err != nil {
		return err
	}
	if err := addCalendars(&text, from); err != nil {
		return err
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(text.String())); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, packed.Bytes(), 0o644)
}

func read(into any, path ...string) error {
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(path...), err)
	}
	return nil
}

// spelt are the numbers that a text may spell out: what is longer is written in digits, or with a word for its scale.
func spelt() []int {
	var all []int
	for n := range 101 {
		all = append(all, n)
	}
	for n := 200; n <= 1000; n += 100 {
		all = append(all, n)
	}
	return append(all, 110, 120, 150, 250, 365, 2000, 3000, 4000, 5000, 10000)
}

func addNumbers(text *strings.Builder, from string) error {
	files, err := filepath.Glob(filepath.Join(from, "cldr-rbnf", "rbnf", "*.json"))
	if err != nil {
		return err
	}
	for _, file := range files {
		tag := strings.TrimSuffix(filepath.Base(file), ".json")
		if tag == "und" {
			continue
		}
		sets, err := readRules(file)
		if err != nil {
			return err
		}
		for _, n := range spelt() {
			if forms := sets.forms(n); len(forms) > 0 {
				line(text, tag, "number", n, forms)
			}
		}
	}
	return nil
}

func line(text *strings.Builder, tag, kind string, value int, forms []string) {
	for i, f := range forms {
		forms[i] = strings.Join(strings.Fields(strings.NewReplacer("\u00ad", "", "\u200b", "").Replace(f)), " ")
	}
	slices.Sort(forms)
	forms = slices.Compact(forms)
	fmt.Fprintf(text, "%s\t%s\t%d\t%s\n", tag, kind, value, strings.Join(forms, "\t"))
}
