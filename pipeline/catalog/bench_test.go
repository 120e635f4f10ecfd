package catalog

import (
	"fmt"
	"strings"
	"testing"
)

// benchFile is a French catalog of about 31 kB, every entry translated.
func benchFile(b *testing.B) (*File, []Wanted) {
	b.Helper()
	var w []Wanted
	for i := range 34 {
		w = append(w, Wanted{Key: fmt.Sprintf("ten-years.p-%05d", i), Role: "paragraph, under “Our demands”", Source: strings.TrimSpace(strings.Repeat(fmt.Sprintf("Paragraph %d on rivers, and on the libraries beside them. ", i), 7))})
	}
	f := New("locales/fr/ten-years.fr.toml")
	if _, err := f.Renew(Renewal{Wanted: w}); err != nil {
		b.Fatal(err)
	}
	target := `other = "` + strings.TrimSpace(strings.Repeat("L’été, les rivières et les bibliothèques « d’à côté ». ", 7)) + `"`
	f, err := Parse(f.name, []byte(strings.ReplaceAll(f.text, `other = ""`, target)))
	if err != nil {
		b.Fatal(err)
	}
	return f, w
}

func BenchmarkParse(b *testing.B) {
	f, _ := benchFile(b)
	data := f.Bytes()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(f.name, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRenewNothingChanged(b *testing.B) {
	f, w := benchFile(b)
	b.SetBytes(int64(len(f.text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Renew(Renewal{Wanted: w}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRenewOneChanged(b *testing.B) {
	f, w := benchFile(b)
	data := f.Bytes()
	w[3].Source = "Another paragraph."
	b.ReportAllocs()
	for b.Loop() {
		f, err := Parse(f.name, data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Renew(Renewal{Wanted: w}); err != nil {
			b.Fatal(err)
		}
	}
}

// Twice the entries must take twice the time: an entry's place is not looked for from the file's beginning.
func BenchmarkParseManyEntries(b *testing.B) {
	for _, n := range []int{10_000, 20_000} {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "#. paragraph\n[r.p-%05d]\ndescription = \"A paragraph of the resolution.\"\nother = \"\"\n\n", i)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Parse("r.fr.toml", []byte(text.String())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
