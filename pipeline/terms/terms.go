// Package terms is the glossary of a language: which terms of the source language a text has, what stands for them in a
// translation, and what must not. Words are compared by their stems, so that an inflected term is found.
//
// It may import catalog, whose entries glossaries are written as, segment and language; it touches no file, and a Glossary
// never changes: it may be used from any goroutine.
package terms

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// MaxWords is the number of words past which a text is no term: it is reported and not used.
const MaxWords = 12

// Separator stands between alternatives, with blanks around it.
const Separator = "|"

// A Term is an entry of a glossary. It has a source, and a target or something forbidden.
type Term struct {
	Key       string
	Source    []string // the term in the source language, and other ways to write it
	Target    []string // what may stand for it, the best first; empty: anything but what is forbidden
	Forbidden []string // what must not stand for it
	Note      string   // the entry's "#." lines
	Place     finding.Place
}

// String is the term as translators read it: “flood watch”: « veille des crues » or « … », never « … ».
func (t Term) String() string {
	var b strings.Builder
	b.WriteString("“" + t.Source[0] + "”:")
	for i, target := range t.Target {
		if i > 0 {
			b.WriteString(" or")
		}
		b.WriteString(" « " + target + " »")
	}
	for i, wrong := range t.Forbidden {
		switch {
		case i > 0:
			b.WriteString(" or")
		case len(t.Target) > 0:
			b.WriteString(", never")
		default:
			b.WriteString(" never")
		}
		b.WriteString(" « " + wrong + " »")
	}
	if t.Note != "" {
		b.WriteString(" (" + t.Note + ")")
	}
	return b.String()
}

// A Glossary holds the terms of one language pair. The nil Glossary is empty.
type Glossary struct {
	terms          []Term
	source, target analyser
	targets        [][]phrase             // by term: its targets …
	forbidden      [][]phrase             // … and what is forbidden
	phrases        map[string][]candidate // by their stems
	lengths        []int                  // in words, of all phrases, falling
}

// A candidate is a way to write a term. Of several with the same stems, abbreviations want capitals.
type candidate struct {
	term   int
	phrase phrase
}

// New makes a glossary of the entries of locales/<language>/terms.<language>.toml: description is the source term, other
// its translation, "#, forbidden" what must not stand for it, " | " between alternatives. Findings name entries that are no
// terms, or contradict one another.
func New(entries []catalog.Entry, source, target language.Language) (*Glossary, []finding.Finding) {
	g := &Glossary{source: newAnalyser(source), target: newAnalyser(target), phrases: map[string][]candidate{}}
	var found []finding.Finding
	for _, e := range entries {
		if e.Retired {
			continue
		}
		t := Term{Key: e.Key, Source: alternatives(e.Description), Target: alternatives(e.Other), Note: e.Role, Place: e.Place()}
		for _, f := range e.Forbidden {
			t.Forbidden = append(t.Forbidden, alternatives(f)...)
		}
		if f, ok := g.unusable(t); ok {
			found = append(found, f)
			continue
		}
		found = append(found, g.contradictions(t)...)
		g.add(t)
	}
	finding.Sort(found)
	return g, found
}

// alternatives are the parts of a text between separators.
func alternatives(text string) []string {
	var all []string
	for part := range strings.SplitSeq(" "+text+" ", " "+Separator+" ") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(all, part) {
			all = append(all, part)
		}
	}
	return all
}

// unusable says why an entry is no term.
func (g *Glossary) unusable(t Term) (finding.Finding, bool) {
	f := finding.Finding{Level: finding.Warning, Place: t.Place, Rule: "term-entry"}
	switch {
	case len(t.Source) == 0:
		f.What, f.Do = "the entry has no source term", `write it after "description"`
	case len(t.Target) == 0 && len(t.Forbidden) == 0:
		f.What, f.Do = "the term has no translation", `write one after "other", or what must not stand for it in a line "#, forbidden …"`
	default:
		for _, text := range slices.Concat(t.Source, t.Target, t.Forbidden) {
			if n := len(g.source.words(text)); n == 0 || n > MaxWords && !unspaced(text) || n > 5*MaxWords {
				f.What, f.Do = fmt.Sprintf("%q has %d words; a term has 1 to %d", cut(text), n, MaxWords), "shorten it"
				return f, true
			}
		}
		return f, false
	}
	return f, true
}

// contradictions reports what a translator could not obey.
func (g *Glossary) contradictions(t Term) []finding.Finding {
	var found []finding.Finding
	for _, s := range t.Source {
		p := g.source.phrase(s)
		same := g.phrases[stems(p)]
		for _, c := range same[:min(len(same), 8)] { // a file of copies is reported soon enough
			if other := g.terms[c.term]; c.phrase.same(p) && !slices.Equal(other.Target, t.Target) {
				found = append(found, finding.Finding{Level: finding.Warning, Place: t.Place, Rule: "term-twice",
					What: fmt.Sprintf("%q has another translation at %s", s, other.Place), Do: "make one entry of the two, with | between alternatives"})
			}
		}
	}
	for _, wrong := range t.Forbidden {
		if g.accepts(t, wrong) {
			found = append(found, finding.Finding{Level: finding.Warning, Place: t.Place, Rule: "term-forbidden",
				What: fmt.Sprintf("%q is forbidden, and a form of the translation; it is taken for right", wrong), Do: "take it out of one of the two"})
		}
	}
	return found
}

// accepts tells whether a text is a form of one of the term's translations.
func (g *Glossary) accepts(t Term, wrong string) bool {
	p := g.target.phrase(wrong)
	return slices.ContainsFunc(g.target.phrases(t.Target), p.same)
}

func (g *Glossary) add(t Term) {
	n := len(g.terms)
	g.terms = append(g.terms, t)
	for _, s := range t.Source {
		p := g.source.phrase(s)
		g.phrases[stems(p)] = append(g.phrases[stems(p)], candidate{n, p})
		if at, found := slices.BinarySearchFunc(g.lengths, len(p), func(a, b int) int { return b - a }); !found {
			g.lengths = slices.Insert(g.lengths, at, len(p))
		}
	}
	g.targets = append(g.targets, g.target.phrases(t.Target))
	wrong := slices.DeleteFunc(slices.Clone(t.Forbidden), func(wrong string) bool { return g.accepts(t, wrong) })
	g.forbidden = append(g.forbidden, g.target.phrases(wrong))
}

func cut(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return text
}

// Len is the number of terms.
func (g *Glossary) Len() int {
	if g == nil {
		return 0
	}
	return len(g.terms)
}

// Terms are all terms, in the order of their entries. The slice is the glossary's own: read it only.
func (g *Glossary) Terms() []Term {
	if g == nil {
		return nil
	}
	return slices.Clip(g.terms)
}
