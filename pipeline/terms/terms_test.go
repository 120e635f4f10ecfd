package terms

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

var fromEnglish = language.MustParse("en")

// glossary reads "source: target | target; not wrong | wrong" lines.
func glossary(t testing.TB, tag, lines string) (*Glossary, []finding.Finding) {
	t.Helper()
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		source, rest, _ := strings.Cut(line, ": ")
		target, wrong, forbidden := strings.Cut(rest, "; not ")
		if forbidden {
			b.WriteString("#, forbidden " + wrong + "\n")
		}
		fmt.Fprintf(&b, "[t%d]\ndescription = %q\nother = %q\n", i, source, strings.TrimSuffix(target, ";"))
	}
	f, err := catalog.Parse("locales/"+tag+"/terms."+tag+".toml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return New(f.Entries(), fromEnglish, language.MustParse(tag))
}

func describe(faults []Fault) string {
	var all []string
	for _, f := range faults {
		one := f.Term.Source[0]
		if f.Wrong != "" {
			one += " (" + f.Wrong + ")"
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

// If it fails, translators are told of terms that they did use in an inflected form, or not told of those that they missed.
func TestTermsInTheirForms(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/forms.txtar")
	if err != nil || len(archive.Files) < 10 {
		t.Fatalf("golden cases: %v", err)
	}
	for _, file := range archive.Files {
		lines, cases, _ := strings.Cut(string(file.Data), "\n\n")
		g, found := glossary(t, file.Name, lines)
		if len(found) > 0 {
			t.Errorf("%s: %v", file.Name, found)
		}
		for _, c := range strings.Split(strings.TrimSpace(cases), "\n") {
			part := strings.Split(c, " => ")
			if len(part) != 3 {
				t.Fatalf("%s: %q is no case", file.Name, c)
			}
			if got := describe(g.Faults(part[0], part[1])); got != strings.TrimSpace(strings.TrimSuffix(part[2], "none")) {
				t.Errorf("%s: %q -> %q: faults %q, wanted %q", file.Name, part[0], part[1], got, part[2])
			}
		}
	}
}

// If it fails, a short term is demanded inside a longer one that has its own translation, or "us" is taken for "US".
func TestUsesInASource(t *testing.T) {
	g, _ := glossary(t, "fr", "member: membre\nmember organization | member organisation: organisation membre\nUS: États-Unis\nfield survey: enquête de terrain")
	const text = "Our *member* organisations, all members, asked us. The US field. Survey the member-organization."
	var got []string
	for _, u := range g.In(text) {
		got = append(got, text[u.Start:u.End])
	}
	if want := "member* organisations|members|US|member-organization"; strings.Join(got, "|") != want {
		t.Fatalf("found %q, wanted %q", strings.Join(got, "|"), want)
	}
	if n := len(Distinct(g.In(text))); n != 3 {
		t.Fatalf("%d different terms, wanted 3", n)
	}
}

// If it fails, a glossary with a slip works in half, and nobody says so.
func TestSlipsInAGlossaryAreFound(t *testing.T) {
	g, found := glossary(t, "fr", "flood watch: veille des crues\nflood watches: alerte de crue\nnothing: \n: rien\nriver: rivière; not rivières | fleuve\na b c d e f g h i j k l m: trop")
	var rules []string
	for _, f := range found {
		rules = append(rules, fmt.Sprintf("%d %s", f.Line, f.Rule))
	}
	if got, want := strings.Join(rules, ", "), "4 term-twice, 7 term-entry, 10 term-entry, 14 term-forbidden, 17 term-entry"; got != want {
		t.Fatalf("found %s, wanted %s", got, want)
	}
	if got := describe(g.Faults("The river", "Le fleuve et les rivières")); got != "river (fleuve)" {
		t.Fatalf("faults %q", got)
	}
	if s := g.Terms()[2].String(); s != "“river”: « rivière », never « rivières » or « fleuve »" {
		t.Fatalf("shown as %s", s)
	}
	var none *Glossary
	if none.In("x") != nil || none.Faults("x", "y") != nil || none.Terms() != nil {
		t.Fatal("the empty glossary finds something")
	}
}

// If it fails, a term is not seen in a text that plainly holds it, or its place cuts a character in two.
func TestATermIsFoundWhereverItStands(t *testing.T) {
	word := rapid.StringMatching(`[a-zA-Zàéüßж水ก]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		term := strings.Join(rapid.SliceOfN(word, 1, 4).Draw(t, "term"), " ")
		tag := rapid.SampledFrom([]string{"fr", "de", "ja", "ar", "th", "tr", "pl", "frr"}).Draw(t, "language")
		entries := []catalog.Entry{{Key: "t", Description: term, Other: term}}
		g, found := New(entries, language.MustParse(tag), language.MustParse(tag))
		if len(found) > 0 {
			t.Skip("more words than a term has")
		}
		before, after := rapid.SampledFrom([]string{"", "So: ", "« ", "(", "1. "}).Draw(t, "before"), rapid.SampledFrom([]string{"", ".", " »", ", now"}).Draw(t, "after")
		text := before + term + after
		uses := g.In(text)
		if len(uses) == 0 || uses[0].Start != len(before) || uses[0].End != len(before)+len(term) {
			t.Fatalf("%q in %q: %v", term, text, uses)
		}
		if faults := g.Faults(text, text); faults != nil {
			t.Fatalf("%q against itself: %v", text, faults)
		}
	})
}

// If it fails, a strange word in a glossary or a translation ends the run.
func FuzzFaults(f *testing.F) {
	f.Add("fr", "member organization", "organisation membre | adhérente", "membre", "Our member organizations’ work", "Le travail de nos organisations")
	f.Add("ar", "river", "نهر", "واد", "Rivers", "أنهار")
	f.Add("ta", "x", "நதி", "", "x x x", "நதிகள்")
	f.Add("th", "river", "แม่น้ำ", "", "the river", "แม่น้ำ")
	f.Fuzz(func(t *testing.T, tag, source, target, wrong, text, translation string) {
		l, err := language.Parse(tag)
		if err != nil {
			return
		}
		g, _ := New([]catalog.Entry{{Key: "t", Description: source, Other: target, Forbidden: []string{wrong}}}, fromEnglish, l)
		for _, u := range g.In(text) {
			if u.Start < 0 || u.Start >= u.End || u.End > len(text) {
				t.Fatalf("a use at %d to %d of %q", u.Start, u.End, text)
			}
		}
		for _, fault := range g.Faults(text, translation) {
			if fault.Wrong != "" && translation[fault.At[0]:fault.At[1]] != fault.Wrong {
				t.Fatalf("%q is not at %v of %q", fault.Wrong, fault.At, translation)
			}
		}
	})
}
