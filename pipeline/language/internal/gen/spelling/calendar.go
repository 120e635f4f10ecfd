package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// dates is the part of CLDR's ca-gregorian.json that is taken.
type dates struct {
	Dates struct {
		Calendars struct {
			Gregorian struct {
				Months, Days map[string]map[string]map[string]string
			}
		}
	}
}

// weekdays are CLDR's names of the days, Monday first (ISO 8601).
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// addCalendars takes the months, full and abbreviated, and the days of the week, of every locale that has names of its own
// and that is no region's: a reader of a text does not know the region.
func addCalendars(text *strings.Builder, from string) error {
	entries, err := os.ReadDir(filepath.Join(from, "cldr-dates-full", "main"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		tag := e.Name()
		if _, rest, ok := strings.Cut(tag, "-"); tag == "und" || ok && (len(rest) != 4) {
			continue
		}
		var file struct{ Main map[string]dates }
		if err := read(&file, from, "cldr-dates-full", "main", tag, "ca-gregorian.json"); err != nil {
			return err
		}
		g := file.Main[tag].Dates.Calendars.Gregorian
		for m := 1; m <= 12; m++ {
			if forms := names(g.Months, strconv.Itoa(m), "wide", "abbreviated"); len(forms) > 0 {
				line(text, tag, "month", m, forms)
			}
		}
		for i, day := range weekdays {
			if forms := names(g.Days, day, "wide"); len(forms) > 0 {
				line(text, tag, "day", i+1, forms)
			}
		}
	}
	return nil
}

// names are the forms of a name; those of digits, and those of CLDR's root ("M01", "Mon"), are none.
func names(all map[string]map[string]map[string]string, key string, widths ...string) []string {
	var forms []string
	for _, context := range []string{"format", "stand-alone"} {
		for _, width := range widths {
			name := strings.TrimSuffix(all[context][width][key], ".")
			if name != "" && !strings.ContainsAny(name, "0123456789") && !slices.Contains(forms, name) {
				forms = append(forms, name)
			}
		}
	}
	return forms
}
