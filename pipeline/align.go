package pipeline

import (
	"fmt"
	"slices"

	"publish/pipeline/align"
	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/resolution"
)

// A Published is a text that was published before there was a memory: its file's name, whose ending tells the format, and its
// bytes.
type Published struct {
	File string
	Text []byte
}

// An Alignment is what two published texts give to a memory.
type Alignment struct {
	Links    []AlignedLink
	Pairs    int               // in Memory
	Memory   []byte            // TMX of the links that are sure
	Doubtful []AlignedLink     // those that are not
	Findings []finding.Finding // of reading both texts, but for what was taken out or guessed
}

// An AlignedLink is a link with its texts.
type AlignedLink struct {
	SourceLines [2]int  `json:"source_lines"` // zero where the side is empty
	TargetLines [2]int  `json:"target_lines"`
	Type        string  `json:"type"` // how many sentences of each side: "1-2"
	Confidence  float64 `json:"confidence"`
	Source      string  `json:"source"`
	Target      string  `json:"target"`
}

// Align links the sentences of a published text and of its translation into l. What is sure at least to the degree least,
// from 0 to 1, becomes a memory. Known pairs teach it words.
func Align(from, to Published, l language.Language, known []memory.Pair, least float64) (*Alignment, error) {
	var a Alignment
	if l == source {
		return nil, fmt.Errorf("%s is the language of %s; name the language of %s with --lang, as in --lang fr", l, from.File, to.File)
	}
	var sides [2][]align.Sentence
	for i, p := range []Published{from, to} {
		doc, found, err := resolution.Parse(p.File, p.Text, resolution.Register{})
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if f.Level != finding.Info {
				a.Findings = append(a.Findings, f)
			}
		}
		if sides[i] = align.Sentences(doc, []language.Language{source, l}[i]); len(sides[i]) == 0 {
			return nil, fmt.Errorf("%s: no sentence was found in it; `publish outline` shows how it is read", p.File)
		}
	}
	if slices.EqualFunc(sides[0], sides[1], func(a, b align.Sentence) bool { return a.Text == b.Text }) {
		return nil, fmt.Errorf("%s has the text of %s; give its translation", to.File, from.File)
	}
	links, err := align.Links(sides[0], sides[1], known)
	if err != nil {
		return nil, fmt.Errorf("%s, %s: %w", from.File, to.File, err)
	}
	pairs, doubtful := align.Pairs(links, sides[0], sides[1], least)
	a.Pairs, a.Memory = len(pairs), exchange.WriteMemory(source, l, pairs)
	a.Links, a.Doubtful = aligned(links, sides), aligned(doubtful, sides)
	return &a, nil
}

func aligned(links []align.Link, sides [2][]align.Sentence) []AlignedLink {
	out := make([]AlignedLink, len(links))
	for i, l := range links {
		out[i] = AlignedLink{
			SourceLines: linesOf(sides[0], l.Source), TargetLines: linesOf(sides[1], l.Target),
			Type: fmt.Sprintf("%d-%d", l.Source.Len(), l.Target.Len()), Confidence: l.Confidence,
			Source: align.Text(sides[0], l.Source), Target: align.Text(sides[1], l.Target),
		}
	}
	return out
}

func linesOf(side []align.Sentence, r align.Range) [2]int {
	if r.Len() == 0 {
		return [2]int{}
	}
	return [2]int{side[r.Start].Lines[0], side[r.End-1].Lines[1]}
}

// KnownPairs are the pairs that the project's catalogs and memories hold for a language, as many as align learns from; the
// catalogs' come first.
func KnownPairs(p *Project, l language.Language) ([]memory.Pair, error) {
	run, err := p.look(Options{Languages: []language.Language{l}})
	if err != nil {
		return nil, err
	}
	loc, err := p.consulted(l)
	if err != nil {
		return nil, err
	}
	units, _ := loc.memory(run.canon)
	var known []memory.Pair
	for p := range units.All() {
		if known = append(known, p); len(known) == align.MaxKnown {
			break
		}
	}
	return known, nil
}
