package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// paragraphSlugs are paragraphs of so many lines, 10 points each, half a line apart; keep as galleys set it.
func paragraphSlugs(lengths []int) []slug {
	var slugs []slug
	for _, n := range lengths {
		for i := range n {
			s := slug{height: 10, keep: n > 1 && (i == 0 || i == n-2)}
			if i == 0 {
				s.above = 5
			}
			slugs = append(slugs, s)
		}
	}
	return slugs
}

// leastLacking tries every way to end pages where they are full, or one line before, and returns how many lines the last page
// lacks in the best; -1 where some page cannot but part what belongs together.
func leastLacking(slugs []slug, start int, height, reserve float64) int {
	y, full, before := 0.0, 0, 0
	for i := start; i < len(slugs); i++ {
		if i > start {
			y += slugs[i].above
		}
		if y += slugs[i].height; y > height+.01 {
			break
		}
		if i+1 == len(slugs) {
			if y > height-reserve+.01 {
				return -1
			}
			if start == 0 {
				return 0
			}
			return max(0, lastLines-(i+1-start))
		}
		if !slugs[i].keep {
			full, before = i+1, full
		}
	}
	if full == 0 {
		return -1
	}
	best := leastLacking(slugs, full, height, reserve)
	if before == full-1 && before > start {
		if other := leastLacking(slugs, before, height, reserve); best < 0 || other >= 0 && other < best {
			best = other
		}
	}
	return best
}

// If it fails, an edition ends with a page of one or two lines, though a line less on some page, or all lines a hair closer or
// wider, would have spared it; or pages are not as full as they may be.
func TestLastPageHasLines(t *testing.T) {
	mended := 0
	law := func(t *rapid.T) {
		slugs := paragraphSlugs(rapid.SliceOfN(rapid.IntRange(1, 9), 1, 40).Draw(t, "paragraphs"))
		height := float64(rapid.IntRange(30, 60).Draw(t, "lines")) * 10
		want := leastLacking(slugs, 0, height, 0)
		p := pager{slugs: slugs, height: height, width: 300, count: 1}
		p.paginate()
		if want >= 0 && p.short != want {
			t.Fatalf("the last page lacks %d lines, where %d is possible", p.short, want)
		}
		plain := p.short
		for _, by := range stretches {
			if plain > 0 && leastLacking(slugs, 0, height/by, 0) == 0 {
				want = 0
			}
		}
		pages := p.balanced()
		if want == 0 && p.short != 0 {
			t.Fatalf("the last page lacks %d lines, which another leading would spare", p.short)
		}
		if plain > 0 && p.short == 0 {
			mended++
		}
		next := 0
		for n, page := range pages {
			for _, s := range page {
				if s.slug != next || s.top+slugs[s.slug].height > height+1 {
					t.Fatalf("page %d: line %d at %.1f of %.1f, where line %d is next", n+1, s.slug, s.top, height, next)
				}
				next++
			}
		}
		if next != len(slugs) {
			t.Fatalf("%d of %d lines are on pages", next, len(slugs))
		}
	}
	for range 30 { // one round finds a case that is mended five times in six
		rapid.Check(t, law)
	}
	if mended == 0 {
		t.Error("no case needed another leading: the test tests nothing")
	}
}

// If it fails, the designer is not told of a last page of a line or two, or is told of a page that is none.
func TestShortLastPageIsFound(t *testing.T) {
	found, short := 0, 0
	for n := 1; n < 70; n++ {
		e := plainEdition("en", resolution.Paragraph)
		for range n {
			e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: []edition.Span{{Text: "one line"}}})
		}
		d, findings, err := Lay(e, defaultTemplateOf(t), newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		found += len(findings)
		lines := 0
		for _, l := range d.Pages[len(d.Pages)-1].Lines {
			if l.Words[0].Element != Artifact {
				lines++
			}
		}
		if len(d.Pages) > 1 && lines < lastLines {
			short++
			if len(findings) != 1 || findings[0].Rule != "short-last-page" || findings[0].Place.File != "name.en.pdf" || !strings.Contains(findings[0].What, fmt.Sprintf(", %d, has %d lines", len(d.Pages), lines)) {
				t.Errorf("%d paragraphs: the last page has %d lines, the findings are %v", n, lines, findings)
			}
		}
	}
	if found != short || short == 0 {
		t.Errorf("%d findings of %d short pages", found, short)
	}
}

// If it fails, one column of signatories is longer than it need be.
func TestColumnsAreBalanced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var groups []group
		total := 0.0
		for range rapid.IntRange(1, 30).Draw(t, "items") {
			g := group{height: float64(rapid.IntRange(1, 60).Draw(t, "height"))}
			groups, total = append(groups, g), total+g.height
		}
		least, first := math.Inf(1), 0.0
		for _, g := range groups {
			first += g.height
			least = min(least, max(first, total-first))
		}
		counts := balance(groups, 1e6)
		height := 0.0
		for _, g := range groups[:counts[0]] {
			height += g.height
		}
		if got := max(height, total-height); got != least || counts[0]+counts[1] != len(groups) {
			t.Fatalf("columns of %v items are %v high, where %v is possible", counts, got, least)
		}
		if balance(groups, least-1) != nil || balance(groups, least) == nil {
			t.Fatal("room is judged wrongly")
		}
	})
}

// signatoryEdition has so many signatories, some of them of several lines.
func signatoryEdition(tag string, n int) edition.Edition {
	e := plainEdition(tag, resolution.Signatories, "Signatories:")
	for i := range n {
		e.Blocks = append(e.Blocks, edition.Block{Kind: resolution.SignatoryOf, Language: e.Language, Spans: []edition.Span{{Text: "ABC " + strings.Repeat("Some Organization ", 1+i%4)}},
			Signatory: &edition.Signatory{Number: fmt.Sprint(i+1) + ".", Abbreviation: "ABC"}})
	}
	return e
}

// If it fails, the points of the signatories' numbers do not stand below each other, an item goes over two columns or pages, or the
// lines of two columns do not stand beside each other.
func TestSignatoriesStandInColumns(t *testing.T) {
	for _, tag := range []string{"en", "ar"} {
		template := defaultTemplateOf(t)
		template.Signatories.Columns = 2
		s := newCellShaper()
		d, _, err := Lay(signatoryEdition(tag, 120), template, s)
		if err != nil {
			t.Fatal(err)
		}
		points, homes := map[int]int{}, map[int32]string{}
		for n, page := range d.Pages {
			heights := map[int]bool{}
			for _, l := range page.Lines {
				if l.Size == template.Style.Signatory.Size {
					heights[int(math.Round(l.Baseline*10))] = true
				}
			}
			if most := (d.Boxes.Trim.Y1 - d.Boxes.Trim.Y0) / template.Style.Signatory.Leading; float64(len(heights)) > most {
				t.Errorf("%s, page %d: lines stand at %d heights", tag, n+1, len(heights))
			}
			for _, l := range page.Lines {
				w := l.Words[0]
				if w.Element == Artifact {
					continue
				}
				e := d.Elements[w.Element]
				home := fmt.Sprintf("%d/%v", n, w.X > (d.Boxes.Trim.X0+d.Boxes.Trim.X1)/2)
				switch {
				case e.Tag == TagLbl && tag == "en":
					points[int(math.Round(10*(w.X+float64(len(w.Clusters))*.5*l.Size)))]++
				case e.Tag == TagLbl: // the text stands at the left of the number
					points[int(math.Round(10*w.X))]++
				case d.Elements[e.Parent].Tag == TagLI || e.Tag == TagLBody:
					if before, ok := homes[w.Element]; ok && before != home {
						t.Errorf("%s: an item is parted", tag)
					}
					homes[w.Element] = home
				}
			}
		}
		if len(points) != 2 || len(homes) < 100 {
			t.Errorf("%s: the numbers' points stand in the places %v; %d items", tag, points, len(homes))
		}
	}
}

// If it fails, an edition gets one more page for its imprint alone, though a hair less leading, or some lines taken along, would
// have spared the reader an empty page.
func TestImprintTakesLinesAlong(t *testing.T) {
	spared, along := 0, 0
	for n := 20; n < 120; n++ {
		lengths := make([]int, n/3)
		for i := range lengths {
			lengths[i] = 1 + i*n%5
		}
		p := pager{slugs: paragraphSlugs(lengths), height: 500, width: 300, count: 1, reserve: 60}
		bare := pager{slugs: p.slugs, height: 500, width: 300, count: 1}
		pages, least := p.balanced(), len(bare.paginate())
		switch bottom := pages[len(pages)-1]; {
		case p.short == lastLines:
			t.Errorf("%d lines: what stands at the foot has a page of its own", len(p.slugs))
		case len(pages) > least:
			along++
			if lines(bottom) < lastLines-p.short {
				t.Errorf("%d lines: the last page has %d", len(p.slugs), lines(bottom))
			}
		case p.pushed:
			spared++
		}
	}
	if spared == 0 || along == 0 {
		t.Errorf("%d pages were spared, %d lines taken along: the test tests nothing", spared, along)
	}
}

// If it fails, the imprint stands on a page that has nothing else, or over the text.
func TestImprintStandsBelowText(t *testing.T) {
	for n := 1; n < 100; n++ {
		e := plainEdition("en", resolution.Paragraph, strings.Repeat("some words ", 9*n))
		e.Publisher.Imprint = []string{"Federation of Mills", "1 Weir Lane"}
		d, _, err := Lay(e, defaultTemplateOf(t), newCellShaper())
		if err != nil {
			t.Fatal(err)
		}
		var baselines []float64
		for _, l := range d.Pages[len(d.Pages)-1].Lines {
			if l.Words[0].Element != Artifact {
				baselines = append(baselines, l.Baseline)
			}
		}
		if k := len(baselines); k < 3 || baselines[k-3]-baselines[k-2] < imprintGap || baselines[k-2] < baselines[k-1] {
			t.Errorf("%d words: the last page's lines stand at %.1f", 18*n, baselines)
		}
	}
}

// If it fails, a first page in large print has the publisher's name alone, because title, date, heading and text, which stay together
// where they can, do not fit below it.
func TestNoPageIsNearlyEmpty(t *testing.T) {
	var slugs []slug
	add := func(n int, s slug) {
		for range n {
			s.height = 10
			slugs = append(slugs, s)
		}
	}
	add(2, slug{})                        // masthead
	add(3, slug{keep: true})              // title
	add(1, slug{keep: true, loose: true}) // date
	add(4, slug{keep: true})              // heading
	add(1, slug{keep: true})
	add(9, slug{})
	p := pager{slugs: slugs, height: 100, count: 1}
	var starts []int
	for _, page := range p.paginate() {
		starts = append(starts, page[0].slug)
	}
	if fmt.Sprint(starts) != "[0 6 15]" {
		t.Errorf("pages begin with lines %v", starts)
	}
	e := plainEdition("en", resolution.Dateline, "Resolution of 7 October 2025")
	e.Blocks = append(plainEdition("en", resolution.Title, strings.Repeat("A title of long words ", 5)).Blocks, e.Blocks...)
	e.Blocks = append(e.Blocks, plainEdition("en", resolution.Heading, strings.Repeat("A heading of long words ", 6)).Blocks...)
	e.Blocks = append(e.Blocks, plainEdition("en", resolution.Paragraph, strings.Repeat("and some text ", 60)).Blocks...)
	e.Publisher.Name = strings.Repeat("Union of Makers ", 4)
	template, err := ParseTemplate("page.toml", []byte("[page]\nstyle = \"large\"\nsize = \"A5\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := Lay(e, template, newCellShaper())
	if err != nil || len(d.Pages[0].Lines) < 6 {
		t.Errorf("the first page has %d lines, %v", len(d.Pages[0].Lines), err)
	}
}
