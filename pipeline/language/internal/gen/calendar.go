package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// calendar is the part of CLDR's ca-gregorian.json that is taken.
type calendar struct {
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
func addCalendars(text *strings.Builder, src source) error {
	entries, err := os.ReadDir(filepath.Join(src.dir, "cldr-dates-full", "main"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		tag := e.Name()
		if _, rest, ok := strings.Cut(tag, "-"); tag == "und" || ok && (len(rest) != 4) {
			continue
		}
		read, err := readMain[calendar](src, "cldr-dates-full", tag, "ca-gregorian.json")
		if err != nil {
			return err
		}
		g := read.Dates.Calendars.Gregorian
		for m := 1; m <= 12; m++ {
			if forms := spellings(g.Months, strconv.Itoa(m), "wide", "abbreviated"); len(forms) > 0 {
				line(text, tag, "month", m, forms)
			}
		}
		for i, day := range weekdays {
			if forms := spellings(g.Days, day, "wide"); len(forms) > 0 {
				line(text, tag, "day", i+1, forms)
			}
		}
	}
	return nil
}

// spellings are the forms of a name; those of digits, and those of CLDR's root ("M01", "Mon"), are none.
func spellings(all map[string]map[string]map[string]string, key string, widths ...string) []string {
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
