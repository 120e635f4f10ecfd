package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// spell writes how languages spell numbers out, and the names of their months and days, each with all its forms (cases,
// genders, ordinals). A line of the unpacked file is language, kind (number, month, day), value, and the forms, all parted by
// tabs.
func spell(src source, to string) error {
	var text strings.Builder
	if err := addNumbers(&text, src); err != nil {
		return err
	}
	if err := addCalendars(&text, src); err != nil {
		return err
	}
	packed, err := deflate(text.String())
	if err != nil {
		return err
	}
	return os.WriteFile(to, packed, 0o644)
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

func addNumbers(text *strings.Builder, src source) error {
	files, err := filepath.Glob(filepath.Join(src.dir, "cldr-rbnf", "rbnf", "*.json"))
	if err != nil {
		return err
	}
	for _, file := range files {
		tag := strings.TrimSuffix(filepath.Base(file), ".json")
		if tag == "und" {
			continue
		}
		sets, err := readRules(src, filepath.Base(file))
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
