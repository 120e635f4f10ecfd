package edition

import (
	"slices"
	"strings"
	"testing"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
)

// translated are the matches of a language whose words are shipped.
func translated(l language.Language) []match.Match {
	words := Shipped(l)
	var ms []match.Match
	for _, u := range PublicationUnits() {
		m := match.Match{Unit: u, Class: match.Missing}
		if w, there := words[u.Key]; there {
			m.Class, m.Target, m.Forms = match.Translated, w.Other, w.Forms
		}
		ms = append(ms, m)
	}
	return ms
}

func phrasesOf(t testing.TB, tag string) Phrases {
	t.Helper()
	l := language.MustParse(tag)
	p, fs := NewPhrases(l, language.MustParse("en"), translated(l))
	if finding.Worst(fs) > finding.Info {
		t.Fatalf("%s: %v", tag, fs)
	}
	return p
}

// If it fails, a language of the program's own prints an English heading, a literal {{.Date}}, or a wrong plural.
func TestShippedWordsAreCompleteAndSound(t *testing.T) {
	for _, l := range ShippedLanguages() {
		t.Run(l.String(), func(t *testing.T) {
			p, fs := NewPhrases(l, language.MustParse("en"), translated(l))
			for _, f := range fs {
				t.Error(f)
			}
			for _, u := range PublicationUnits() {
				if _, there := p.words[u.Key]; !there {
					t.Errorf("%s has no %s", l, u.Key)
				}
			}
			if l.String() != "en" {
				for key := range p.words {
					if _, known := p.fallback[key]; !known {
						t.Errorf("%s has %s, which nobody prints", l, key)
					}
				}
			}
			for n := range 130 {
				for _, s := range []Span{p.notice(n, n), p.notice(0, n), p.Page(n, n)} {
					if s.Text == "" || strings.Contains(s.Text, "{{") || !s.Language.IsZero() {
						t.Errorf("%d: %+v", n, s)
					}
				}
			}
		})
	}
}

// If it fails, a language that the program promises words for has none.
func TestShippedLanguages(t *testing.T) {
	languages := ShippedLanguages()
	if len(languages) < 25+15+1 {
		t.Errorf("%d languages", len(languages))
	}
	for _, tag := range strings.Fields("en fr es de it pt nl sv ru uk el tr pl vi ar he hi bn th ja zh zh-Hant ko am ka hy") {
		if !slices.Contains(languages, language.MustParse(tag)) {
			t.Errorf("no words for %s", tag)
		}
	}
}

// If it fails, a translator of Brazilian Portuguese starts from nothing, or one of Serbian in Latin letters from Cyrillic.
func TestShippedFallsBackWithinTheScript(t *testing.T) {
	for tag, want := range map[string]string{"fr-CA": "fr", "de-Latn-AT": "de", "de-Cyrl": "", "x-nobody": "", "qu": "", "zh-TW": "zh-Hant", "zh-Hans-SG": "zh", "sr-Latn-ME": "sr-Latn", "pt-BR": "pt"} {
		l, err := language.Parse(tag)
		if err != nil {
			continue
		}
		if got := fileFor(l); got != want {
			t.Errorf("%s takes the words of %q, want %q", tag, got, want)
		}
	}
}

// If it fails, an edition's page foot, heading or notice is worded wrongly.
func TestPhrases(t *testing.T) {
	fr, de := phrasesOf(t, "fr"), phrasesOf(t, "de")
	for _, c := range []struct{ got, want string }{
		{fr.Page(2, 3).Text, "Page 2 sur 3"},
		{fr.Heading(resolution.StandardAsOfFurther, "12 novembre 2020").Text, "Signataires (au 12 novembre 2020, d’autres signatures sont possibles)\u00a0:"},
		{fr.notice(1, 0).Text, "Ceci est une édition provisoire. 1 passage n’est pas encore traduit."},
		{fr.notice(0, 2).Text, "Ceci est une édition provisoire. 2 passages traduisent une version antérieure du texte."},
		{de.notice(3, 1).Text, "Dies ist eine vorläufige Ausgabe. 3 Abschnitte sind noch nicht übersetzt. 1 Abschnitt gibt eine frühere Fassung des Textes wieder."},
		{de.Responsible("{{.Name}} {{.Email}}").Text, "Verantwortlich im Sinne des Presserechts: {{.Name}} {{.Email}}"},
		{de.EditionHash("1a2b3c4d").Text, "Ausgabe 1a2b3c4d"},
		{de.Corrected(2).Text, "Korrigierte Ausgabe (Revision 2)"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// If it fails, a Ukrainian edition prints Russian, or English without its mark (law 5).
func TestMissingWordsAreTheSourcesAndMarked(t *testing.T) {
	for _, tag := range []string{"uk", "frr", "kmr", "qu", "gn", "prs", "zh-Hant"} {
		l := language.MustParse(tag)
		p, _ := NewPhrases(l, language.MustParse("en"), nil)
		page := p.Page(1, 2)
		if page.Language.String() != "en" || !strings.HasPrefix(page.Text, "Page ") {
			t.Errorf("%s: %+v", tag, page)
		}
		if p.missing != len(PublicationUnits()) {
			t.Errorf("%s misses %d words", tag, p.missing)
		}
	}
}

// If it fails, languages without a plural rule cannot be published at all.
func TestWordsOfALanguageWithoutPluralRule(t *testing.T) {
	frr := language.MustParse("frr")
	ms := translated(language.MustParse("de"))
	for i := range ms {
		ms[i].Forms = nil
	}
	p, fs := NewPhrases(frr, language.MustParse("en"), ms)
	if len(fs) != 1 || fs[0].Rule != "plural-rule" || fs[0].Level != finding.Info || p.missing > 0 {
		t.Errorf("missing %d, findings %v", p.missing, fs)
	}
	if got := p.notice(1, 0).Text; got != "Dies ist eine vorläufige Ausgabe. 1 Abschnitte sind noch nicht übersetzt." {
		t.Errorf("%q", got)
	}
}

// If it fails, a translator is not told of a slip in the publication's words, or a slip stops the edition.
func TestWordsAreJudged(t *testing.T) {
	pl, en := language.MustParse("pl"), language.MustParse("en")
	unit := func(key string) match.Match {
		for _, u := range PublicationUnits() {
			if u.Key == keyPrefix+key {
				return match.Match{Unit: u, Class: match.Translated, Place: finding.Place{File: "locales/pl/publication.pl.toml", Line: 7}}
			}
		}
		t.Fatal("no key " + key)
		return match.Match{}
	}
	for _, c := range []struct {
		key, other string
		forms      map[string]string
		want       []string
	}{
		{"page", "Strona {{.Page}} z {{.Pages}}", nil, nil},
		{"page", "Strona {{ .Page }}", nil, []string{`publication.page: the text of "other" has no {{.Pages}}; put it where the value is to stand`}},
		{"page", "{{.Page}}/{{.Pages}} {{.Exit}}", nil, []string{"no field is called {{.Exit}} here; use {{.Page}}, {{.Pages}}, or take it out"}},
		{"page", "{{.Page}}/{{.Pages}}", map[string]string{"one": "x"}, []string{`no number, but plural forms; keep "other" alone`}},
		{"untranslated", "{{.Count}} fragmentów", map[string]string{"one": "{{.Count}} fragment", "two": "oba"}, []string{
			`Polish needs the plural form "few"; there is none; add the line few = "…"`,
			`Polish needs the plural form "many"`, `Polish has no plural form "two"; take it out; it has one, few, many, other`}},
		{"page", strings.Repeat("{{.Page}} {{.Pages}}", MaxMessage), nil, []string{"at most 2000 are printed; shorten it"}},
		{"page", `{{range $i := .Pages}}{{.Page}}{{end}} {{.Pages}} {{template "x"}} {{`, nil, nil},
	} {
		m := unit(c.key)
		m.Target, m.Forms = c.other, c.forms
		_, fs := NewPhrases(pl, en, []match.Match{m})
		if len(fs) != len(c.want) {
			t.Errorf("%s: %v", c.other[:min(40, len(c.other))], fs)
			continue
		}
		for i, f := range fs {
			if !strings.Contains(f.String(), c.want[i]) || !strings.HasPrefix(f.String(), "locales/pl/publication.pl.toml:7: ") {
				t.Errorf("%s\nwant %s", f, c.want[i])
			}
		}
	}
}

// If it fails, a message that a person wrote can end or hang a run, or a value is taken for a field.
func FuzzMessage(f *testing.F) {
	f.Add("Page {{.Page}} of {{.Pages}}", "3")
	f.Add("{{ .Page }}{{{.Page}}}{{.Page", "{{.Pages}}")
	f.Add(`{{range .Page}}{{printf "%d" .}}{{end}}`, "")
	f.Fuzz(func(t *testing.T, src, value string) {
		parsed := parseFields(src)
		got, err := parsed.Execute(fields{"Page": value})
		if err != nil {
			t.Fatal(err)
		}
		texts, pages := 0, 0
		for _, p := range parsed {
			texts += len(p.text)
			switch p.field {
			case "":
			case "Page":
				pages++
			default:
				texts += len("{{." + p.field + "}}")
			}
		}
		if len(got) != texts+pages*len(value) { // each byte is text, or a value, once
			t.Fatalf("%q with %q gives %q", src, value, got)
		}
	})
}

// If it fails, a message file that cannot be read ends the program instead of being named.
func FuzzMessages(f *testing.F) {
	for _, l := range ShippedLanguages() {
		data, err := shipped.ReadFile(fileName(l.String()))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		words, order, err := parseMessages("x.toml", data)
		if err == nil && len(order) > len(words) {
			t.Fatalf("%d keys for %d words", len(order), len(words))
		}
	})
}
