package resolution

import (
	"testing"

	"publish/pipeline/language"
)

// If it fails, a demand is printed as a list of signatories, or a list as demands; or an edition does not say in its own
// language as of when a list is.
func TestHeadingsOfSignatories(t *testing.T) {
	const none = Standard("none")
	for _, c := range []struct {
		text     string
		section  Section
		standard Standard // none: no heading of signatories
	}{
		{"Signatories:", Signed, StandardSigned},
		{"SIGNATORIES", Signed, StandardSigned},
		{"Signed by:", Signed, StandardSigned},
		{"List of signatories", Signed, StandardSigned},
		{"The signatories of this resolution:", Signed, StandardSigned},
		{"Signatories (as of 12 November 2020, further signatories possible):", Signed, StandardAsOfFurther},
		{"Signatories (as of November 12, 2020; more signatories are welcome)", Signed, StandardAsOfFurther},
		{"Signatories as of 3rd of May 2019", Signed, StandardAsOf},
		{"Signatories, as of 12.11.2020:", Signed, StandardAsOf},
		{"Signed by (as of 12 November 2020):", Signed, StandardAsOf},
		{"Signatories – status 31 March, 2017 –", Signed, StandardAsOf},
		{"Signatories (further signatories possible):", Signed, StandardFurther},
		{"Signed after the release date:", Later, StandardLater},
		{"Signed after publication", Later, StandardLater},
		{"Late signatories:", Later, StandardLater},
		{"Signed after 12 November 2020:", Later, ""},
		{"Additional Signatories (Non-ICOR):", Additional, ""},
		{"Further signatories:", Additional, ""},
		{"Also signed by:", Additional, ""},
		{"Signatories of the ICOR:", Signed, ""},
		{"Signed by the following organizations:", Signed, ""},
		{"Member organizations that have signed:", Signed, ""},
		{"The signatories commit themselves to:", "", none},
		{"Signatories demand:", "", none},
		{"The undersigned organizations call upon the government:", "", none},
		{"Signed in Lisbon.", "", none},
		{"Signatures are collected everywhere, and they are many", "", none},
		{"Members", "", none},
		{"", "", none},
	} {
		if got := isSignatoriesHeading(c.text); got != (c.standard != none) {
			t.Errorf("%q: heading of signatories: %v", c.text, got)
			continue
		}
		if c.standard == none {
			continue
		}
		l := lister{reader: &reader{}, section: Signed}
		b := l.heading(passage{text: c.text, plain: c.text})
		if b.Section != c.section || b.Standard != c.standard {
			t.Errorf("%q: %q %q, want %q %q", c.text, b.Section, b.Standard, c.section, c.standard)
		}
	}
}

// If it fails, a part of an organization's name is printed as its country, or a country as a part of its name.
func TestCountries(t *testing.T) {
	for text, want := range map[string]string{"Germany": "DE", "germany": "DE", "the Netherlands": "NL", "Swaziland": "SZ", "Côte d'Ivoire": "CI", "Ivory Coast": "CI",
		"Democratic Republic of the Congo": "CD", "USA": "US", "UK": "GB", "Turkey": "TR", "Russia.": "RU"} {
		if code, known := countryOf(text); !known || code != want {
			t.Errorf("%q: %q %v, want %q", text, code, known, want)
		}
	}
	for _, text := range []string{"Yugoslavia (ex)", "ex-Yugoslavia", "former Soviet Union", "North Kurdistan", "Turkey / North Kurdistan", "Belgium and Luxembourg", "Scotland", "GDR"} {
		if _, known := countryOf(text); !known {
			t.Errorf("%q is no country", text)
		}
	}
	for _, text := range []string{"", "us", "Berlin", "Hamburg and Bremen", "Committee", "Workers", "Saarland", "a", "Germany and friends"} {
		if _, known := countryOf(text); known {
			t.Errorf("%q is a country", text)
		}
	}
	for text, want := range map[string]bool{"Africa": true, "AFRICA:": true, "Asia and the Pacific": true, "Latin America": true, "North and South America": true,
		"Western Europe": true, "Middle East / North Africa": true, "African Workers": false, "Europe for Peace": false, "South": false, "": false} {
		if got := isArea(text); got != want {
			t.Errorf("%q: part of the world: %v", text, got)
		}
	}
}

// If it fails, the demand "(c) …" is printed as "3.", or a date as the number of a demand.
func TestLabels(t *testing.T) {
	for text, want := range map[string]string{"• x": "•", "- x": "-", "-x": "", "(a) x": "(a)", "a) x": "a)", "iv. x": "iv.", "1. x": "1.", "1.x": "1.", "12) x": "12)", "(3) x": "(3)",
		"1.1 X": "1.1", "1.1 million": "", "1.1. x": "1.1.", "§ 3 x": "§ 3", "①x": "①", "٣. x": "٣.", "（2）x": "（2）", "12. November 2020": "", "12.11.2020": "", "3.5 million": "", "2020 was": "", "o x": "o",
		"iiv. x": "", "x": "", "": ""} {
		if got := readMark(text); got.label != want {
			t.Errorf("%q: label %q, want %q", text, got.label, want)
		}
	}
	for text, want := range map[string]int{"7": 7, "٣": 3, "१२": 12, "၄၅": 45} {
		if got := digits(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// If it fails, an edition says "as of" with another date than the text.
func TestDateOfAHeading(t *testing.T) {
	l := lister{reader: &reader{}}
	b := l.heading(passage{text: "Signatories (as of 31 March, 2017, further signatories possible):", plain: "Signatories (as of 31 March, 2017, further signatories possible):"})
	if b.Date != (language.Date{Year: 2017, Month: 3, Day: 31}) || b.Text[b.DateStart:b.DateEnd] != "31 March, 2017" {
		t.Errorf("%v %q", b.Date, b.Text[b.DateStart:b.DateEnd])
	}
}
