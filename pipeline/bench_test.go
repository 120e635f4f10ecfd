package pipeline

import (
	"flag"
	"os"
	"path/filepath"
	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/mail"
	"runtime/debug"
	"testing"
)

var writeTo = flag.String("federation", "", "write the generated federation of 200 resolutions in 20 languages into this folder, to time the command on it")

// TestFederation is what the benchmarks rest on: if an edition of it were not final, they would measure less than they say.
func TestFederation(t *testing.T) {
	dir, f := t.TempDir(), federation{rewordings(t, 3), languagesOf("fr ar th ja")}
	if *writeTo != "" {
		dir, f = *writeTo, federation{rewordings(t, 200), languagesOf(federationTags)}
	}
	f.write(t, dir)
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	r, err := Status(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Editions {
		if e.Status != "final" {
			t.Fatalf("%s %s is %s: %+v", e.Name, e.Language, e.Status, e.Statistics)
		}
	}
	if len(r.Editions) != len(f.texts)*len(f.languages) {
		t.Fatalf("%d editions", len(r.Editions))
	}
}

// at writes a federation into a new folder and opens its project.
func (f federation) at(b *testing.B) *Project {
	b.Helper()
	dir := b.TempDir()
	f.write(b, dir)
	p, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Close() })
	return p
}

// BenchmarkEditions is all that comes before the pages, and the mail: texts read, keyed, matched, catalogs renewed, editions
// assembled, worded and packed, on all processors. Only the files' bytes come from the disk.
func BenchmarkEditions(b *testing.B) {
	p := federation{rewordings(b, 40), languagesOf(federationTags)}.at(b)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	b.ReportAllocs()
	editions := 0
	for b.Loop() {
		r, err := p.begin(Options{})
		if err != nil {
			b.Fatal(err)
		}
		m, err := r.maker()
		if err != nil {
			b.Fatal(err)
		}
		r.eachLanguage(func(l language.Language) {
			loc := r.localize(l)
			for n, i := range r.canon.asked {
				e, _ := r.assemble(loc, n, i)
				text, _, err := mail.Text(e, m.mail)
				if err == nil {
					_, err = mail.Message(e, text, mail.Attachment{})
				}
				if err != nil || e.Status != edition.Final {
					b.Error(e.Name, l, e.Status, err)
				}
			}
		})
		if r.end(); len(r.report.Failures) > 0 {
			b.Fatal(r.report.Failures)
		}
		editions += len(r.languages) * len(r.canon.asked)
	}
	b.ReportMetric(float64(editions)/b.Elapsed().Seconds(), "editions/s")
}

// BenchmarkCold makes every edition of the federation.
func BenchmarkCold(b *testing.B) {
	p := federation{rewordings(b, 20), languagesOf(federationTags)}.at(b)
	b.ReportAllocs()
	editions := 0
	for b.Loop() {
		b.StopTimer()
		if err := os.RemoveAll(filepath.Join(p.dir, outputDir)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		r, err := Run(p, Options{})
		if err != nil || len(r.Failures) > 0 {
			b.Fatal(err, r.Failures)
		}
		editions += len(r.Editions)
	}
	b.ReportMetric(float64(editions)/b.Elapsed().Seconds(), "editions/s")
}
