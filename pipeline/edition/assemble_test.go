package edition

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

var (
	en = language.MustParse("en")
	fr = language.MustParse("fr")
	ja = language.MustParse("ja")
)

// mills is a small resolution that has every kind of block.
func mills() resolution.Document {
	text := func(kind resolution.Kind, text string) resolution.Block {
		return resolution.Block{Kind: kind, Text: text}
	}
	dated := func(b resolution.Block, date string) resolution.Block {
		b.DateStart = strings.Index(b.Text, date)
		b.DateEnd = b.DateStart + len(date)
		b.Date = language.Date{Year: 2020, Month: 11, Day: 12}
		return b
	}
	signatory := func(number int, line string, s resolution.Signatory) resolution.Block {
		s.Number, s.Mark = &number, fmt.Sprint(number, ".")
		return resolution.Block{Kind: resolution.SignatoryOf, Text: line, Section: resolution.Signed, Signatory: &s}
	}
	heading := dated(text(resolution.Signatories, "Signatories (as of November 12th, 2020):"), "November 12th, 2020")
	heading.Standard, heading.Section = resolution.StandardAsOf, resolution.Signed
	item := text(resolution.Item, "Open the gates.")
	item.Label, item.Level = "3.", 1
	doc := resolution.Document{Name: "mills", File: "resolutions/mills.txt", Blocks: []resolution.Block{
		text(resolution.Title, "Water for all"),
		dated(text(resolution.Dateline, "Resolution of November 12th, 2020"), "November 12th, 2020"),
		text(resolution.Paragraph, "The mills turn."),
		item,
		text(resolution.Slogan, "Water to the people!"),
		text(resolution.Slogan, "Water to the people!"),
		text(resolution.Paragraph, "* * *"),
		heading,
		signatory(1, "FdM – Fédération des moulins, (Federation of Mills), France", resolution.Signatory{Abbreviation: "FdM", Name: "Fédération des moulins", Gloss: "Federation of Mills", Country: "France", Region: "FR", Language: fr}),
		signatory(12, "水車連盟 (League of Mills), Japan", resolution.Signatory{Name: "水車連盟", Gloss: "League of Mills", Country: "Japan", Region: "JP", Language: ja}),
		signatory(13, "Mill Wardens, Atlantis", resolution.Signatory{Name: "Mill Wardens", Country: "Atlantis"}),
	}}
	for i := range doc.Blocks {
		doc.Blocks[i].Lines = [2]int{i + 1, i + 1}
	}
	return doc
}

var inFrench = map[string]string{
	"Water for all": "L’eau pour tous", "Resolution of {date}": "Résolution du {date}", "The mills turn.": "Les moulins tournent.",
	"Open the gates.": "Ouvrez les vannes.", "Water to the people!": "L’eau au peuple !",
	"Federation of Mills": "Fédération des moulins", "League of Mills": "Ligue des moulins", "Atlantis": "Atlantide",
}

// matches translates all units of a document but those that missing holds.
func matchesOf(doc resolution.Document, translations map[string]string, classes map[string]match.Class) []match.Match {
	var ms []match.Match
	for _, u := range segment.Units(doc) {
		m := match.Match{Unit: u, Class: match.Translated, Target: translations[u.Text]}
		if c, set := classes[u.Text]; set {
			m.Class = c
		}
		if m.Class == match.Missing || m.Class == match.Fuzzy {
			m.Target = ""
		}
		ms = append(ms, m)
	}
	return ms
}

func french(t testing.TB, classes map[string]match.Class) Input {
	doc := mills()
	return Input{Document: doc, Matches: matchesOf(doc, inFrench, classes), Phrases: phrasesOf(t, "fr"), Language: fr, Source: en, Settings: DefaultSettings()}
}

// shown is an edition as a reader sees it, one line a block; « » hold what is in the source's language.
func shown(e Edition) string {
	var s strings.Builder
	for _, b := range e.Blocks {
		label := b.Label
		if b.Signatory != nil {
			label = b.Signatory.Number
		}
		fmt.Fprintf(&s, "%s", strings.TrimLeft(label+" ", " "))
		if b.Mark != "" {
			s.WriteString(b.Mark + " ")
		}
		for _, span := range b.Spans {
			l := span.Language
			if l.IsZero() {
				l = b.Language
			}
			if l == e.Language {
				s.WriteString(span.Text)
			} else {
				fmt.Fprintf(&s, "<%s>%s</>", l, span.Text)
			}
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// If it fails, a finished translation is not printed as its translator wrote it.
func TestFinalEdition(t *testing.T) {
	e, fs := Assemble(french(t, nil))
	const want = `L’eau pour tous
Résolution du 12 novembre 2020
Les moulins tournent.
3. Ouvrez les vannes.
L’eau au peuple !
L’eau au peuple !
* * *
Signataires (au 12 novembre 2020) :
1. FdM Fédération des moulins, France
12. <ja>水車連盟</> (Ligue des moulins), Japon
13. Mill Wardens, Atlantide
`
	if got := strings.ReplaceAll(shown(e), "\u00a0", " "); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if e.Status != Final || len(fs) > 0 || len(e.Notice) > 0 || e.Title != "L’eau pour tous" || e.TitleLanguage != fr || e.Date != (language.Date{Year: 2020, Month: 11, Day: 12}) {
		t.Errorf("%s %v %v %q %v", e.Status, fs, e.Notice, e.Title, e.Date)
	}
	if e.Statistics != (Statistics{Units: 8, Translated: 8, Words: 22, TranslatedWords: 22}) {
		t.Errorf("%+v", e.Statistics)
	}
}

// If it fails, a reader takes an English paragraph, or a translation of an earlier text, for a finished one.
func TestProvisionalEdition(t *testing.T) {
	e, _ := Assemble(french(t, map[string]match.Class{"The mills turn.": match.Changed, "League of Mills": match.Missing,
		"Water to the people!": match.Draft, "Atlantis": match.Fuzzy, "Open the gates.": match.Exact}))
	const want = `L’eau pour tous
Résolution du 12 novembre 2020
[version antérieure] Les moulins tournent.
3. Ouvrez les vannes.
[pas encore traduit] <en>Water to the people!</>
[pas encore traduit] <en>Water to the people!</>
* * *
Signataires (au 12 novembre 2020) :
1. FdM Fédération des moulins, France
12. <ja>水車連盟</> ([pas encore traduit] <en>League of Mills</>), Japon
13. Mill Wardens, [pas encore traduit] <en>Atlantis</>
`
	if got := strings.ReplaceAll(shown(e), "\u00a0", " "); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if e.Status != Provisional || len(e.Notice) != 2 || e.Notice[0].Language != fr || e.Notice[1].Language != en ||
		e.Notice[0].Text != "Ceci est une édition provisoire. 4 passages ne sont pas encore traduits. 1 passage traduit une version antérieure du texte." ||
		e.Notice[1].Text != "This is a provisional edition. 4 passages are not yet translated. 1 passage translates an earlier version of the text." {
		t.Errorf("%s %+v", e.Status, e.Notice)
	}
	want2 := Statistics{Units: 8, Translated: 3, Exact: 1, Changed: 1, Draft: 1, Fuzzy: 1, Missing: 1, Words: 22, TranslatedWords: 11}
	if e.Statistics != want2 {
		t.Errorf("%+v", e.Statistics)
	}
}

// If it fails, an unfinished edition goes to print as final, or a finished one is held back.
func TestStatus(t *testing.T) {
	missing := map[string]match.Class{"Atlantis": match.Missing} // one word of 22
	for _, c := range []struct {
		name     string
		classes  map[string]match.Class
		settings Settings
		want     Status
	}{
		{"all", nil, DefaultSettings(), Final},
		{"exact counts", map[string]match.Class{"Atlantis": match.Exact}, DefaultSettings(), Final},
		{"exact is distrusted", map[string]match.Class{"Atlantis": match.Exact}, Settings{Final: 1, Minimum: .5, DistrustExact: true}, Provisional},
		{"one word", missing, DefaultSettings(), Provisional},
		{"one word, enough, but required", missing, Settings{Final: .9, Minimum: .5}, Provisional},
		{"one word, enough, not required", missing, Settings{Final: .9, Minimum: .5, Required: []segment.Role{"title", "paragraph"}}, Final},
		{"one word, not enough", missing, Settings{Final: .96, Minimum: .5, Required: []segment.Role{"title"}}, Provisional},
		{"changed", map[string]match.Class{"Atlantis": match.Changed}, Settings{Final: .9}, Provisional},
		{"draft", map[string]match.Class{"Atlantis": match.Draft}, Settings{Final: .9}, Provisional},
		{"nothing required", missing, Settings{Final: .9, Required: []segment.Role{}}, Final},
		{"at the minimum", missing, Settings{Final: 1, Minimum: 21.0 / 22}, Provisional},
		{"under the minimum", missing, Settings{Final: 1, Minimum: .96}, Refused},
	} {
		in := french(t, c.classes)
		in.Settings = c.settings
		if e, _ := Assemble(in); e.Status != c.want {
			t.Errorf("%s: %s, want %s (%.3f)", c.name, e.Status, c.want, e.Statistics.Share())
		}
	}
	in := french(t, nil)
	in.Phrases, _ = NewPhrases(fr, en, nil)
	e, _ := Assemble(in)
	if e.Status != Provisional || e.PublicationMissing != len(PublicationUnits()) || len(e.Notice) != 1 || e.Notice[0].Language != en {
		t.Errorf("without the publication's words: %s %d %+v", e.Status, e.PublicationMissing, e.Notice)
	}
	if b := e.Blocks[7]; b.Language != en || b.MarkLanguage != en || b.Text() != "Signatories (as of November 12th, 2020):" {
		t.Errorf("%+v", b)
	}
}

// If it fails, the canonical edition is not the text that the federation adopted (law 1).
func TestCanonicalEdition(t *testing.T) {
	p, fs := NewPhrases(en, en, nil)
	doc := mills()
	e, more := Assemble(Input{Document: doc, Phrases: p, Language: en, Source: en, Settings: DefaultSettings()})
	if len(fs)+len(more) > 0 || e.Status != Final || e.Statistics.Share() != 1 || e.Statistics.Missing > 0 || e.PublicationMissing != 0 {
		t.Errorf("%s %v %v %+v", e.Status, fs, more, e.Statistics)
	}
	for i, b := range e.Blocks {
		if b.Text() != doc.Blocks[i].Text || b.Provenance != Own || b.Mark != "" || b.Label != doc.Blocks[i].Label {
			t.Errorf("%d: %q, received %q", i, b.Text(), doc.Blocks[i].Text)
		}
	}
	if got := e.Blocks[9].Signatory.Number; got != "12." {
		t.Errorf("%q", got)
	}
	if spans := e.Blocks[9].Spans; len(spans) != 2 || spans[0].Text != "水車連盟" || spans[0].Language != ja {
		t.Errorf("%+v", spans)
	}
}

// If it fails, digits, dates or countries of an edition are not those of its language.
func TestHabitsOfTheLanguage(t *testing.T) {
	for _, c := range []struct{ tag, number, country, date string }{
		{"de", "12.", "Japan", "12. November 2020"},
		{"fa", "۱۲.", "ژاپن", ""},
		{"ja", "12.", "日本", "2020年11月12日"},
		{"bn", "১২.", "জাপান", "১২ নভেম্বর, ২০২০"},
	} {
		l := language.MustParse(c.tag)
		doc := mills()
		same := map[string]string{}
		for k := range inFrench {
			same[k] = "x " + k
		}
		p, _ := NewPhrases(l, en, translated(l))
		e, fs := Assemble(Input{Document: doc, Matches: matchesOf(doc, same, nil), Phrases: p, Language: l, Source: en, Settings: DefaultSettings()})
		if s := e.Blocks[9].Signatory; s.Number != c.number || s.Country != c.country || s.CountryLanguage != l {
			t.Errorf("%s: %+v", c.tag, s)
		}
		if got, want := e.Blocks[3].Label, l.Number(3)+"."; got != want {
			t.Errorf("%s: an item's number is %q, not %q", c.tag, got, want)
		}
		if got := e.Blocks[1].Text(); c.date != "" && got != "x Resolution of "+c.date {
			t.Errorf("%s: %q %v", c.tag, got, fs)
		}
	}
	frr := language.MustParse("frr")
	doc := mills()
	p, _ := NewPhrases(frr, en, nil)
	e, fs := Assemble(Input{Document: doc, Matches: matchesOf(doc, inFrench, nil), Phrases: p, Language: frr, Source: en, Settings: DefaultSettings()})
	if got := e.Blocks[1].Text(); got != "Résolution du 2020-11-12" {
		t.Errorf("%q", got)
	}
	rules := ""
	for _, f := range fs {
		rules += f.Rule + " "
	}
	if !strings.HasPrefix(rules, "date-form region-name ") {
		t.Errorf("%v", fs)
	}
	if s := e.Blocks[9].Signatory; s.Country != "Japan" || s.CountryLanguage != en {
		t.Errorf("%+v", s)
	}
}

// If it fails, an edition is filed or mailed under a wrong name or date.
func TestTitleDateAndImprint(t *testing.T) {
	in := french(t, nil)
	in.Document.Blocks = in.Document.Blocks[1:]
	in.Matches = matchesOf(in.Document, inFrench, nil)
	in.Publisher = PublisherSettings{Name: map[string]string{"": "Moulins"}, Imprint: map[string]string{"": "Mill Lane", "fr": "12, quai\nToulouse\n"}}
	in.Date, in.Revision = language.Date{Year: 2021, Month: 2, Day: 3}, 2
	e, _ := Assemble(in)
	if e.Title != "Résolution du 12 novembre 2020" || e.Date.Year != 2021 || e.Revision != 2 || fmt.Sprint(e.Publisher.Imprint, e.Publisher.ImprintLanguage) != "[12, quai Toulouse] fr" {
		t.Errorf("%q %v %d %+v", e.Title, e.Date, e.Revision, e.Publisher)
	}
	if want := "Édition corrigée (révision 2)"; e.Status != Final || len(e.Notice) != 1 || e.Notice[0].Text != want {
		t.Errorf("a corrected edition says %+v, not %q", e.Notice, want)
	}
	in.Publisher.Imprint = map[string]string{"": "Mill Lane"}
	in.Document.Blocks, in.Matches, in.Date = in.Document.Blocks[1:3], nil, language.Date{}
	e, fs := Assemble(in)
	if e.Title != "mills" || e.TitleLanguage != en || e.Date != NoDate || !e.Publisher.ImprintLanguage.IsZero() || e.Publisher.Imprint[0] != "Mill Lane" {
		t.Errorf("%q %v %+v", e.Title, e.Date, e.Publisher)
	}
	if len(fs) != 1 || fs[0].Rule != "date-missing" || !strings.Contains(fs[0].Do, "[resolution.mills]") {
		t.Errorf("%v", fs)
	}
	if e, fs := Assemble(Input{Document: resolution.Document{Name: "empty"}, Phrases: in.Phrases, Language: fr, Source: en, Settings: DefaultSettings()}); e.Status != Final || e.Title != "empty" || finding.Worst(fs) > finding.Info {
		t.Errorf("empty: %+v %v", e, fs)
	}
}

// If it fails, Markdown's signs are printed, or those of a plain text are taken for Markdown.
func TestInlineNotation(t *testing.T) {
	in := french(t, nil)
	in.Matches[2].Target = "*Les* moulins [ici](https://example.org)."
	e, _ := Assemble(in)
	if got := e.Blocks[2].Text(); got != "*Les* moulins [ici](https://example.org)." {
		t.Errorf("%q", got)
	}
	in.Document.Markup = true
	e, _ = Assemble(in)
	if got := e.Blocks[2].Spans; e.Blocks[2].Text() != "Les moulins ici." || !got[0].Emphasis || got[2].URL != "https://example.org" {
		t.Errorf("%+v", got)
	}
}

// Law 5. If it fails, an edition prints a language that its readers were not promised, or English without saying so.
func TestAnEditionHoldsItsOwnLanguageOrTheSourceMarked(t *testing.T) {
	classes := []match.Class{match.Translated, match.Exact, match.Changed, match.Draft, match.Fuzzy, match.Missing}
	own := map[string]string{}
	for k := range inFrench {
		own[k] = strings.ToUpper(k) + " FR"
	}
	own["Resolution of {date}"] = "FR {date}"
	shippedFrench := phrasesOf(t, "fr")
	bare, _ := NewPhrases(fr, en, nil)
	rapid.Check(t, func(t *rapid.T) {
		doc := mills()
		drawn := map[string]match.Class{}
		for _, u := range segment.Units(doc) {
			drawn[u.Text] = rapid.SampledFrom(classes).Draw(t, u.Text)
		}
		in := Input{Document: doc, Matches: matchesOf(doc, own, drawn), Phrases: rapid.SampledFrom([]Phrases{shippedFrench, bare}).Draw(t, "words"),
			Language: fr, Source: en, Settings: DefaultSettings()}
		for i := range in.Matches {
			in.Matches[i].Suggestions = []match.Suggestion{{Score: .9, Target: "DRITTE SPRACHE"}} // never printed
		}
		e, _ := Assemble(in)
		for i, b := range e.Blocks {
			if b.Language != fr && b.Language != en || strings.Contains(b.Text(), "DRITTE") {
				t.Fatalf("%d: %+v", i, b)
			}
			marked := b.Mark != "" || b.Signatory != nil && strings.Contains(b.Text(), "[")
			if (b.Provenance != Own) != marked {
				t.Fatalf("%d: provenance %d, mark %q", i, b.Provenance, b.Mark)
			}
			for _, span := range b.Spans {
				checkSpan(t, doc.Blocks[i], b, span)
			}
		}
		for _, span := range e.Notice {
			if span.Language != fr && span.Language != en {
				t.Fatalf("%+v", span)
			}
		}
	})
}

// checkSpan holds a span to law 5: text that is the source's is said to be.
func checkSpan(t *rapid.T, received resolution.Block, b Block, span Span) {
	l := span.Language
	if l.IsZero() {
		l = b.Language
	}
	if s := received.Signatory; s != nil {
		if l == en && b.Provenance != Untranslated && !strings.HasPrefix(span.Text, "[") { // a mark that nobody has translated
			t.Fatalf("English in %+v", b)
		}
		if strings.Contains(span.Text, s.Gloss) && s.Gloss != "" && l != en {
			t.Fatalf("an English gloss in %s: %+v", l, b)
		}
		return
	}
	if l == en && b.Provenance != Untranslated || l == fr && b.Provenance == Untranslated {
		t.Fatalf("%s, provenance %d: %+v", l, b.Provenance, b)
	}
}

// If it fails, two editions that differ share a cached page.
func TestFingerprint(t *testing.T) {
	e, _ := Assemble(french(t, nil))
	again, _ := Assemble(french(t, nil))
	if e.Fingerprint() != again.Fingerprint() {
		t.Error("equal editions differ")
	}
	seen := map[string]string{e.Fingerprint(): "the edition"}
	change := func(name string, f func(*Edition)) {
		e, _ := Assemble(french(t, nil))
		f(&e)
		if other, known := seen[e.Fingerprint()]; known {
			t.Errorf("%s: the fingerprint of %s", name, other)
		}
		seen[e.Fingerprint()] = name
	}
	change("text", func(e *Edition) { e.Blocks[0].Spans[0].Text += "!" })
	change("emphasis", func(e *Edition) { e.Blocks[0].Spans[0].Emphasis = true })
	change("language", func(e *Edition) { e.Blocks[0].Spans[0].Language = ja })
	change("status", func(e *Edition) { e.Status = Provisional })
	change("number", func(e *Edition) { e.Blocks[9].Signatory.Number = "9." })
	change("imprint", func(e *Edition) { e.Publisher.Imprint = []string{"x"} })
	change("words", func(e *Edition) { e.Phrases, _ = NewPhrases(fr, en, nil) })
	change("date", func(e *Edition) { e.Date.Day++ })
}

// long is an edition's input of about three pages: 40 paragraphs of 60 words and 60 signatories.
func long(t testing.TB) Input {
	doc := mills()
	translations := map[string]string{}
	for k, v := range inFrench {
		translations[k] = v
	}
	for i := range 40 {
		text := fmt.Sprintf("%d. %s", i, strings.Repeat("The mills turn, and the river does not ask. ", 7))
		doc.Blocks = append(doc.Blocks, resolution.Block{Kind: resolution.Paragraph, Text: strings.TrimSpace(text), Lines: [2]int{20 + i, 20 + i}})
		translations[strings.TrimSpace(text)] = strings.Repeat("Les moulins tournent, et la rivière ne demande rien. ", 7)
	}
	for range 20 {
		doc.Blocks = append(doc.Blocks, doc.Blocks[8:11]...)
	}
	return Input{Document: doc, Matches: matchesOf(doc, translations, nil), Phrases: phrasesOf(t, "fr"), Language: fr, Source: en, Settings: DefaultSettings()}
}

func BenchmarkAssemble(b *testing.B) {
	in := long(b)
	b.ReportAllocs()
	for b.Loop() {
		if e, _ := Assemble(in); e.Status != Final {
			b.Fatal(e.Status)
		}
	}
}

func BenchmarkFingerprint(b *testing.B) {
	e, _ := Assemble(long(b))
	for b.Loop() {
		e.Fingerprint()
	}
}

func BenchmarkNewPhrases(b *testing.B) {
	ms := translated(fr)
	for b.Loop() {
		NewPhrases(fr, en, ms)
	}
}
