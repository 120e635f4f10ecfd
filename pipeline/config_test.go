package pipeline

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// configCases are the golden settings: a file "<name>.toml", and in "<name>.want" the error that it must give, or "ok".
func configCases(tb testing.TB) map[string][2]string {
	tb.Helper()
	data, err := os.ReadFile("testdata/config.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range txtar.Parse(data).Files {
		files[f.Name] = string(f.Data)
	}
	cases := map[string][2]string{}
	for name, text := range files {
		if stem, ok := strings.CutSuffix(name, ".toml"); ok {
			want, ok := files[stem+".want"]
			if !ok {
				tb.Fatalf("%s has no want", name)
			}
			cases[stem] = [2]string{text, strings.TrimSpace(want)}
		}
	}
	if len(cases) == 0 {
		tb.Fatal("no case")
	}
	return cases
}

// If it fails, an editor who slips in config.toml is not told where, or a setting is silently not the one that was written.
func TestConfigSaysWhatIsWrong(t *testing.T) {
	for name, c := range configCases(t) {
		t.Run(name, func(t *testing.T) {
			got := "ok"
			if _, err := ParseConfig("config.toml", []byte(c[0])); err != nil {
				got = err.Error()
			}
			if got != c[1] {
				t.Errorf("got  %s\nwant %s", got, c[1])
			}
		})
	}
}

// If it fails, a setting does not mean what README and docs/files.md say.
func TestConfigMeansWhatItSays(t *testing.T) {
	c, err := ParseConfig("config.toml", []byte(configCases(t)["everything"][0]))
	if err != nil {
		t.Fatal(err)
	}
	if c.Publisher.Name["fr"] != "Les Gardiens" || c.Publisher.Name[""] != "Keepers" || c.Publisher.Imprint[""] != "1 Quay" {
		t.Errorf("publisher: %+v", c.Publisher)
	}
	if len(c.Languages) != 2 || c.Languages[1].String() != "pt-BR" {
		t.Errorf("languages: %v", c.Languages)
	}
	r := c.Resolution["on-mills"]
	if r.Revision != 2 || r.Date.String() != "2024-06-03" || c.Resolution["other"].Date.String() != "2024-06-04" {
		t.Errorf("resolution: %+v", c.Resolution)
	}
	if e := c.Edition; e.Final != 0.9 || e.Minimum != 0.25 || e.Exact || len(e.Required) != 2 {
		t.Errorf("edition: %+v", e)
	}
	if c.Memory.Threshold != 0.6 || c.Rules["web-chrome"] || c.SMTP.Port != 587 || *c.SMTP.Retries != 0 {
		t.Errorf("memory %v, rules %v, smtp %+v", c.Memory, c.Rules, c.SMTP)
	}
	if d := c.Deliver; d.Members != "../members.toml" || !d.All || *d.ApprovedOnly {
		t.Errorf("deliver: %+v", d)
	}
	if d, err := ParseConfig("config.toml", []byte("[publisher]\nname = \"x\"\n")); err != nil || d.Edition.Final != 1 || d.Edition.Minimum != 0.5 || !d.Edition.Exact || d.Edition.Required != nil || d.Memory.Threshold != 0.7 {
		t.Errorf("defaults: %+v, %v", d, err)
	}
}

// Law: config.toml is read the same way twice, and what is not refused has shares within 0 and 1 and a publisher.
func FuzzParseConfig(f *testing.F) {
	for _, c := range configCases(f) {
		f.Add([]byte(c[0]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ParseConfig("config.toml", data)
		_, again := ParseConfig("config.toml", data)
		if err != nil {
			if again == nil || again.Error() != err.Error() || !strings.HasPrefix(err.Error(), "config.toml") {
				t.Fatalf("%v, then %v", err, again)
			}
			return
		}
		e := c.Edition
		if !(e.Minimum >= 0 && e.Minimum <= e.Final && e.Final <= 1) || len(c.Publisher.Name) == 0 || !(c.Memory.Threshold >= 0.5 && c.Memory.Threshold <= 1) {
			t.Fatalf("%+v", c)
		}
	})
}
