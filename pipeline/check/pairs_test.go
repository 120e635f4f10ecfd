package check

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// A sample is a row of testdata/pairs.tsv: want is the rule that must find something, "-" for none.
type sample struct {
	Text
	want string
}

func samples(t testing.TB) []sample {
	t.Helper()
	data, err := os.ReadFile("testdata/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	texts, wrong, err := ReadTSV("pairs.tsv", bytes.NewReader(data))
	if err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")[1:]
	if len(lines) != len(texts) {
		t.Fatalf("%d rows, %d texts", len(lines), len(texts))
	}
	var all []sample
	for i, l := range lines {
		all = append(all, sample{texts[i], l[strings.LastIndexByte(l, '\t')+1:]})
	}
	return all
}

// If it fails, the command speaks up where a translator did well, or is silent where a reviser would not be: the figures of
// docs/checks.md are no longer true.
func TestPairs(t *testing.T) {
	all := samples(t)
	var texts []Text
	languages, kinds, good := map[string]bool{}, map[string]bool{}, 0
	for _, s := range all {
		texts = append(texts, s.Text)
		languages[base(s.Language)] = true
		if s.want == "-" {
			good++
		} else {
			kinds[s.want] = true
		}
	}
	found := map[int][]string{}
	for _, f := range Texts(texts, Options{Off: map[string]bool{"one-source": true, "one-target": true}}) { // the rows are variants of one another
		found[f.Text] = append(found[f.Text], f.Rule)
	}
	var right, missed, wrong, named int
	for i, s := range all {
		switch rules := found[i]; {
		case s.want == "-" && len(rules) > 0:
			wrong++
			t.Errorf("%s is good, but %v: %q beside %q", s.ID, rules, s.Target, s.Source)
		case s.want == "-":
		case len(rules) == 0:
			missed++
			t.Logf("%s, %s, is not found: %q beside %q", s.ID, s.want, s.Target, s.Source)
		default:
			right++
			if slices.Contains(rules, s.want) {
				named++
			}
		}
	}
	f1 := 2 * float64(right) / float64(2*right+missed+wrong)
	figures := fmt.Sprintf("%d pairs in %d languages, %d good ones, faults of %d rules: %d good ones are flagged, %d of %d faults are found (%d by the rule meant), F1 %.2f",
		len(all), len(languages), good, len(kinds), wrong, right, right+missed, named, f1)
	t.Log(figures)
	doc, err := os.ReadFile("../../docs/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), figures) {
		t.Errorf("docs/checks.md does not say:\n%s", figures)
	}
	if len(all) < 300 || len(languages) < 12 || good < len(all)*2/5 || len(kinds) < 25 || f1 < 0.97 {
		t.Error("too few pairs, or too bad")
	}
}

// If it fails, a translator's "#, allow" or an editor's [rules] is not heeded.
func TestRulesAreSwitchedOff(t *testing.T) {
	for _, s := range samples(t) {
		if s.want == "-" {
			continue
		}
		allowed := s.Text
		allowed.Allow = []string{s.want}
		for name, faults := range map[string][]Fault{"allow": Texts([]Text{allowed}, Options{}), "rules": Texts([]Text{s.Text}, Options{Off: map[string]bool{s.want: true}})} {
			for _, f := range faults {
				if f.Rule == s.want {
					t.Errorf("%s: %s is applied against %s", s.ID, s.want, name)
				}
			}
		}
	}
}
