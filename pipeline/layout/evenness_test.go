package layout

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// paragraphsOf are the long texts of the project's own samples in a language.
func paragraphsOf(t testing.TB, tag string) (texts []string) {
	t.Helper()
	files, _ := filepath.Glob("../../locales/" + tag + "/*.toml")
	other := regexp.MustCompile(`(?m)^(?:other|description) = (".*")$`)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range other.FindAllStringSubmatch(string(data), -1) {
			text, err := strconv.Unquote(m[1])
			if err == nil && len(text) > 150 && (tag == "en" || strings.Contains(m[0], "other = ")) {
				texts = append(texts, text)
			}
		}
	}
	if len(texts) < 5 {
		t.Fatalf("the samples have %d long texts in %s", len(texts), tag)
	}
	return texts
}

// A setting is what spacing tools measure of justified lines; lengths in em.
type setting struct {
	lines, hyphens, ladder int
	means, jumps           []float64
	natural                float64
}

// measure adds the lines of a document, but the last ones of paragraphs.
func (m *setting) measure(d Document) {
	for _, p := range d.Pages {
		run, before := 0, 0.0
		for i, l := range p.Lines {
			element := l.Words[0].Element
			last := i+1 == len(p.Lines) || p.Lines[i+1].Words[0].Element != element
			if element == Artifact || d.Elements[element].Tag != TagP || last {
				run, before = 0, 0
				continue
			}
			m.lines++
			gaps, letters, set := 0.0, 0.0, 0.0
			for k, w := range l.Words {
				advance := width(w.Clusters)
				own := (advance + l.Tracking*float64(len(w.Clusters)-1)) * l.Scale
				letters, set = letters+advance, set+own
				if k+1 < len(l.Words) {
					gaps += (l.Words[k+1].X-w.X)/l.Size - own
					m.natural = float64(w.SpaceWidth)
				}
			}
			if len(l.Words) > 3 {
				m.means = append(m.means, gaps/float64(len(l.Words)-1))
			}
			if before > 0 {
				m.jumps = append(m.jumps, math.Abs(set/letters-before))
			}
			before = set / letters
			if !endsDivided(l) {
				run = 0
				continue
			}
			m.hyphens++
			run++
			m.ladder = max(m.ladder, run)
		}
	}
}

// endsDivided tells whether a line ends with a cluster of no byte of the text: a hyphen that layout put in. A blank of another face
// at its end is none.
func endsDivided(l Line) bool {
	w := l.Words[len(l.Words)-1]
	c := w.Clusters[len(w.Clusters)-1]
	return !w.Blank && c.Start == c.End
}

func (m *setting) figures() (cost, sd, most, share, p95, jump float64) {
	mean := 0.0
	for _, g := range m.means {
		mean += g / float64(len(m.means))
		most = max(most, g)
		cost += 100 * math.Pow(math.Abs(g-m.natural)/(m.natural/2), 3) / float64(len(m.means))
	}
	for _, g := range m.means {
		sd += (g - mean) * (g - mean) / float64(len(m.means))
	}
	slices.Sort(m.jumps)
	return cost, math.Sqrt(sd), most, float64(m.hyphens) / float64(m.lines), m.jumps[len(m.jumps)*95/100], m.jumps[len(m.jumps)-1]
}

// The project's own samples in six languages, with its own fonts, against what the best programs reach; the share of hyphens in
// each language alone, too. If it fails, pages look worse than those of LuaLaTeX with microtype.
func TestEvenness(t *testing.T) {
	fonts, err := typeface.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, limit := range map[Justification]struct{ cost, sd, most, share, p95, jump float64 }{
		Quiet: {5, .035, .40, .18, .031, .045},
		Even:  {3.5, .032, .40, .14, 1, 1},
	} {
		template := defaultTemplateOf(t)
		template.Grid.Justification = name
		var m setting
		for _, tag := range []string{"en", "fr", "es", "de", "ru", "el"} {
			l := language.MustParse(tag)
			e := edition.Edition{Name: "name", Language: l, Source: l}
			for _, text := range paragraphsOf(t, tag) {
				e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Paragraph, Language: l, Spans: []edition.Span{{Text: text}}})
			}
			d, _, err := Lay(e, template, fonts.NewShaper())
			if err != nil {
				t.Fatal(err)
			}
			m.measure(d)
			var own setting
			if own.measure(d); float64(own.hyphens) > limit.share*float64(own.lines) {
				t.Errorf("%s, %s: %d of %d lines end with a hyphen", name, tag, own.hyphens, own.lines)
			}
		}
		cost, sd, most, share, p95, jump := m.figures()
		t.Logf("%s, %d lines: cost %.2f, sd %.4f, max %.3f, hyphenated %.3f, ladder %d, jump p95 %.4f, max %.4f", name, m.lines, cost, sd, most, share, m.ladder, p95, jump)
		if m.lines < 300 || cost > limit.cost || sd > limit.sd || most > limit.most || share > limit.share || m.ladder > maxHyphens || p95 > limit.p95 || jump > limit.jump {
			t.Errorf("%s: beyond %+v", name, limit)
		}
	}
}
