package language

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// If it fails, a dateline stays in English in every edition, or something that is no date is put into another language.
func TestDatesAreFoundAsAPersonReadsThem(t *testing.T) {
	for name, lines := range golden(t, "dates.txtar") {
		for len(lines) > 0 {
			text := lines[0]
			n := 1
			for n < len(lines) && strings.HasPrefix(lines[n], "= ") {
				n++
			}
			var got []string
			for _, s := range FindDates(text) {
				got = append(got, fmt.Sprintf("= %s: %s", s.Date, text[s.Start:s.End]))
			}
			if want := strings.Join(lines[1:n], "\n"); strings.Join(got, "\n") != want {
				t.Errorf("%s: %q:\n%s\nwant\n%s", name, text, strings.Join(got, "\n"), want)
			}
			lines = lines[n:]
		}
	}
}

// If it fails, the days of a congress are taken for its last day, and an edition says "November 12–14, 2020" in no language.
func TestRangesAreFoundWhole(t *testing.T) {
	for text, want := range map[string]string{
		"Geneva, November 12–14, 2020": "November 12–14, 2020=2020-11-14", "June 1 and 2, 2019!": "June 1 and 2, 2019=2019-06-02",
		"(10.–12.11.2020)": "10.–12.11.2020=2020-11-12", "12 to 14 May 2019": "12 to 14 May 2019=2019-05-14", "12 May 2019": "", "14–12 May 2019": "",
		"12–32 May 2019": "", "Kirkenes, 18.–20. October 2019": "18.–20. October 2019=2019-10-20",
	} {
		got := ""
		for _, r := range FindRanges(text) {
			got += text[r.Start:r.End] + "=" + r.Date.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// If it fails, config.toml's date is refused or read as another day.
func TestParseDateReadsOneWholeDate(t *testing.T) {
	for text, want := range map[string]string{
		"2020-11-12": "2020-11-12", " 12 November 2020\n": "2020-11-12", "2020-11": "2020-11", "2020": "2020", "March 2017": "2017-03",
		"12.11.2020": "2020-11-12", "": "", "2020-13": "", "2020-00": "", "2020-1": "", "12 November": "", "20201112": "", "0999": "",
		"2020-11-12, Berlin": "", "2020-02-30": "", "2020-11-": "", "12 May 2019 3 June 2020": "",
	} {
		if d, ok := ParseDate(text); d.String() != want || ok != (want != "") {
			t.Errorf("ParseDate(%q) = %v, %v; want %q", text, d, ok, want)
		}
	}
}

func anyDate(t *rapid.T) Date {
	d := Date{rapid.IntRange(1000, 2999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), 0}
	d.Day = rapid.IntRange(1, daysIn(d.Year, d.Month)).Draw(t, "day")
	return d
}

// If it fails, the place of a date is a byte off, and an edition has "the 2 November 20200".
func TestADateIsFoundWhereItWasPut(t *testing.T) {
	en := []Language{MustParse("en"), MustParse("en-GB"), MustParse("en-CA")}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t)
		if rapid.Bool().Draw(t, "month only") {
			d.Day = 0
		}
		written, ok := rapid.SampledFrom(en).Draw(t, "language").Date(d)
		if !ok {
			t.Fatalf("no English date for %v", d)
		}
		before := rapid.SampledFrom([]string{"", "Genève, ", "(as of ", "数字 ", "„", "– "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", ".", ", further", ")", "“", "; 東京", "!", "’s"}).Draw(t, "after")
		found := FindDates(before + written + after)
		if len(found) != 1 || found[0] != (DateSpan{len(before), len(before) + len(written), d}) {
			t.Fatalf("%q: %v", before+written+after, found)
		}
	})
}

// FuzzFindDates: law 1 needs exact places: they are in order, apart, within the text, and each is the date that its bytes are.
func FuzzFindDates(f *testing.F) {
	for _, section := range golden(f, "dates.txtar") {
		for _, line := range section {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range FindDates(text) {
			if s.Start < last || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q: %v after byte %d", text, s, last)
			}
			if d, ok := ParseDate(text[s.Start:s.End]); !ok || d != s.Date || !d.Valid() {
				t.Fatalf("%q is %v in a text, but %v alone", text[s.Start:s.End], s.Date, d)
			}
			last = s.End
		}
	})
}

// If it fails, an edition is dated on a day that does not exist.
func TestOnlyDaysOfTheCalendarAreDates(t *testing.T) {
	for d, want := range map[Date]bool{
		{2020, 2, 29}: true, {2019, 2, 29}: false, {1900, 2, 29}: false, {2000, 2, 29}: true, {2020, 4, 31}: false, {2020, 12, 31}: true,
		{2020, 0, 0}: true, {2020, 5, 0}: true, {2020, 0, 5}: false, {}: false, {0, 1, 1}: false, {2020, 13, 1}: false, {2020, -1, 1}: false,
		{2020, 1, -1}: false, {10000, 1, 1}: false,
	} {
		if d.Valid() != want {
			t.Errorf("%v: valid is %v", d, !want)
		}
		if text, ok := MustParse("fr").Date(d); ok != want || !ok && text != d.String() {
			t.Errorf("%v in French: %q, %v", d, text, ok)
		}
	}
}

func BenchmarkFindDates(b *testing.B) {
	text := strings.Repeat("The congress of 12 November 2020 (see March 2017, 12.11.2020) was held in 1 of 250 towns, it may be. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindDates(text)
	}
}
